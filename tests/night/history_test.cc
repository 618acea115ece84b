// Promise P7: a release made from what changed since the last one is the release made from nothing,
// byte for byte, whatever has happened to the site in between.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>

#include "night/audit_release.h"
#include "night/edition.h"
#include "night/publish_release.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// `GONGSHI_HISTORIES=200` is what `./tests/run.sh --long` asks for.
long asked_for(const char* variable, long otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::atol(text);
}

/// A site to which something happens every day.
class History {
 public:
  explicit History(uint32_t seed) : random_(seed) {
    site_.feed("powers") = feed("powers");
    site_.feed("officers") = feed("officers");
    for (int i = 1; i <= 4; ++i) site_.rows("powers").push_back(power(i));
    for (int i = 1; i <= 3; ++i) site_.rows("officers").push_back(officer(i));
    for (int i = 0; i < 10; ++i) add();
    for (const char* dataset : {"recording-catalogue", "services", "discretion-standards", "inspection-items"}) {
      site_.feed(dataset) = feed(dataset);
      for (int i = 1; i <= 2; ++i) site_.rows(dataset).push_back(plain(dataset, i));
    }
    day_ = *Date::parse("2026-11-16");
  }

  SmallSite& site() { return site_; }
  const std::string& told() const { return told_; }

  /// Lets up to three things happen, and a night come.
  void pass() {
    using Event = void (History::*)();
    static constexpr Event kEvents[] = {&History::add,     &History::add,      &History::change,   &History::remove, &History::withdraw, &History::replace,
                                        &History::rename,  &History::requalify, &History::page,     &History::theme,  &History::words,
                                        &History::outage,  &History::configure, &History::tighten,  &History::define,  &History::relist};
    told_ += fmt::format("{}:", day_.iso());
    for (int n = below(4); n > 0; --n) (this->*kEvents[below(std::size(kEvents))])();
    day_ = day_.plus_days(below(6) == 0 ? 100 : 1);
    site_.set_day(day_.iso().c_str());
    told_ += "\n";
  }
  void mend() {
    if (out_) site_.feed("d").erase("url");
    out_ = false;
  }

 private:
  static Json feed(const char* dataset) { return {{"id", dataset}, {"dataset", dataset}, {"agency", "*"}}; }
  static Json power(int i) {
    return {{"id", fmt::format("CF{}", i)}, {"agency", kAgency}, {"name", fmt::format("对第{}类行为的处罚", i)}, {"category", "penalty"},
            {"basis", "《某条例》第十条"}};
  }
  static Json officer(int i) {
    return {{"id", fmt::format("9901011000{}", i)}, {"agency", kAgency}, {"name", fmt::format("刘某{}", i)}, {"department", "执法大队"},
            {"status", "有效"}};
  }

  static Json plain(const std::string& dataset, int i) {
    return {{"id", fmt::format("{}-{}", dataset, i)}, {"agency", kAgency}, {"name", fmt::format("第{}项", i)}, {"kind", "standard"}, {"category", "penalty"},
            {"power", fmt::format("CF{}", i)}, {"items", {fmt::format("CF{}", i)}}};
  }

  int below(size_t n) { return std::uniform_int_distribution<int>(0, static_cast<int>(n) - 1)(random_); }
  void tell(const std::string& what) { told_ += " " + what; }

  void add() {
    static const char* const kDates[] = {"2026-07-12", "2026-09-12", "2026-10-12", "2026-11-12"};
    static const char* const kCodes[] = {"91990101MA9TE5T122", "12990000990000121X", "51990000MJ0000018N"};
    Json row = SmallSite::decision(++last_, R"({"acted_on":"2026-07-01"})");
    row["decision_date"] = kDates[below(4)];
    row["party"]["uscc"] = kCodes[below(3)];
    if (below(4) == 0) row["agency"] = kOtherAgency;
    if (below(3) == 0) row["penalty_kinds"] = {"警告"}, row.erase("fine");
    if (below(2) == 0) row["item"] = fmt::format("CF{}", 1 + below(4));
    if (below(4) == 0) row.erase("disclosure");  // held
    site_.rows().push_back(std::move(row));
    tell(fmt::format("add {}", last_));
  }
  Json* some() { return site_.rows().empty() ? nullptr : &site_.rows()[static_cast<size_t>(below(site_.rows().size()))]; }
  void change() {
    if (Json* row = some()) {
      (*row)["violation_type"] = fmt::format("第{}种行为", below(3));
      if (below(2) == 0) (*row)["decision_date"] = "2026-10-13";
      tell("change " + (*row)["id"].get<std::string>());
    }
  }
  void remove() {
    if (Json* row = some()) {
      tell("remove " + (*row)["id"].get<std::string>());
      site_.rows().erase(site_.rows().begin() + (row - site_.rows().data()));
    }
  }
  /// One is amended or remade; it names the new one, or the new one names it.
  void replace() {
    Json *old = some(), *other = some();
    if (old == other) return;
    (*old)["status"] = below(2) == 0 ? "amended" : "remade";
    (*old)["status_on"] = day_.iso();
    if (below(2) == 0) (*old)["replaced_by"] = (*other)["id"];
    else (*other)["replaces"] = (*old)["id"];
    tell("replace " + (*old)["id"].get<std::string>() + " by " + (*other)["id"].get<std::string>());
  }
  void withdraw() {
    const Json* row = some();
    if (row == nullptr) return;
    static const char* const kReasons[] = {"revoked", "corrected", "secret"};
    site_.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", (*row)["agency"]}, {"id", (*row)["id"]}, {"reason", kReasons[below(2)]},
                                     {"by", "李某"}, {"on", day_.iso()}, {"ground", "复议决定"}});
    tell("withdraw " + (*row)["id"].get<std::string>());
  }
  void rename() {
    Json& row = site_.rows("powers")[static_cast<size_t>(below(4))];
    row["name"] = fmt::format("对第{}种行为的处罚", below(100));
    tell("rename " + row["id"].get<std::string>());
  }
  void relist() {
    static const char* const kLists[] = {"recording-catalogue", "services", "discretion-standards", "inspection-items"};
    const std::string list = kLists[below(4)];
    site_.rows(list).push_back(plain(list, static_cast<int>(site_.rows(list).size()) + 1));
    tell(list);
  }
  void requalify() {
    Json& row = site_.rows("officers")[static_cast<size_t>(below(3))];
    row["department"] = fmt::format("第{}中队", below(100));
    tell("officer " + row["id"].get<std::string>());
  }
  void page() {
    site_.folder().write("site/pages/about.md", fmt::format("---\ntitle: 关于\ndescription: 关于本站\n---\n第{}稿。\n", below(100)));
    tell("page");
  }
  void theme() {
    const std::string text = slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "themes/web.css");
    site_.folder().write("site/themes/web.css", text + fmt::format(":root{{--own:{}px}}\n", below(100)));
    tell("theme");
  }
  void words() {
    std::string text = slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "templates/part_dates.html");
    site_.folder().write("site/templates/part_dates.html", text + fmt::format("<p>第{}稿</p>\n", below(100)));
    tell("template");
  }
  /// The address of a feed that does not answer.
  void outage() {
    site_.feed("d")["url"] = "feeds/nothing-there.jsonl";
    out_ = true;
    tell("outage");
  }
  void configure() {
    site_.config()["name"] = fmt::format("示例区第{}行政执法公示", below(100));
    tell("name");
  }
  void tighten() {
    std::string text = slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "content/rules/ndrc-36.json");
    text.replace(text.find("ndrc-36"), 7, "own");
    site_.folder().write("site/rules/own.json", text);
    site_.config()["rule_sets"] = {below(2) == 0 ? "own" : "ndrc-36"};
    tell("rules");
  }
  void define() {
    std::string text = slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "content/datasets/powers.json");
    const std::string label = "\"label\": \"";
    text.insert(text.find(label, text.find("\"fields\"")) + label.size(), below(2) == 0 ? "某" : "各");
    site_.folder().write("site/datasets/powers.json", text);
    tell("definition");
  }

  SmallSite site_;
  std::mt19937 random_;
  Date day_ = *Date::parse("2026-11-16");
  int last_ = 0;
  bool out_ = false;
  std::string told_;
};

/// Path → bytes of a release: its web root and its sealed views, without what names the release itself.
std::map<std::string, std::string> bytes_of(const SmallSite& site, const std::string& release) {
  std::map<std::string, std::string> all;
  for (const char* side : {"site", "views"})
    for (auto& [path, bytes] : SmallSite::files_below(release_dir(site.out(), release) / side)) all[side + ("/" + path)] = std::move(bytes);
  all.erase("site/release.json");
  all.erase("site/files.sha256");  // holds the digest of release.json
  return all;
}

/// What differs, at most five addresses; "" for nothing.
std::string difference(const std::map<std::string, std::string>& full, const std::map<std::string, std::string>& part) {
  std::string out;
  int n = 0;
  for (const auto& [path, bytes] : full) {
    const auto other = part.find(path);
    if (other != part.end() && other->second == bytes) continue;
    if (++n <= 5) out += (other == part.end() ? "missing " : "other ") + path + "\n";
  }
  for (const auto& [path, bytes] : part)
    if (!full.count(path) && ++n <= 5) out += "too much " + path + "\n";
  return out;
}

/// A night whose release is made both ways.
void both_ways(History& history) {
  SmallSite& site = history.site();
  site.write();
  auto work = site.open();
  Night night(*work, "nightly");
  night.set_doubts_aside();  // a history may well take a tenth of a small site down
  REQUIRE(night.pull({}, {"*"}).ok());
  const auto full = build_release(*work, true);
  INFO((full.ok() ? "" : full.error().where + " " + full.error().text));
  REQUIRE(full.ok());
  const Status built = night.build();
  INFO((built.ok() ? "" : built.error().where + " " + built.error().text));
  REQUIRE(built.ok());
  const std::string part = *night.report().release;
  REQUIRE(part != full->release);
  CHECK(difference(bytes_of(site, full->release), bytes_of(site, part)) == "");
  const auto status = night.audit_and_publish();
  INFO((status.ok() ? "" : status.error().text));
  REQUIRE(status.ok());
  CHECK(night.report().published);
}

}  // namespace

TEST_CASE("whatever happens to a site its next release is the one that would be made from nothing") {
  const auto seed = static_cast<uint32_t>(asked_for("GONGSHI_HISTORY_SEED", 20261121));
  const long count = asked_for("GONGSHI_HISTORIES", 6);
  std::cout << "seed " << seed << ", " << count << " histories (GONGSHI_HISTORY_SEED, GONGSHI_HISTORIES)" << std::endl;
  for (long i = 0; i < count; ++i) {
    History history(seed + static_cast<uint32_t>(i));
    for (int night = 0; night < 5; ++night) {
      if (night > 0) history.pass();
      INFO("seed " << seed + static_cast<uint32_t>(i) << "\n" << history.told());
      both_ways(history);
      history.mend();
    }
  }
}

TEST_CASE("a night without a change writes no page of a record again") {
  History history(1);
  SmallSite& site = history.site();
  const auto pages = [&] {
    FaultyFs fs;
    site.write();
    const NightEnd end = site.night(fs);
    REQUIRE(end.error.code.empty());
    return std::count_if(fs.calls().begin(), fs.calls().end(),
                         [](const std::string& call) { return call.starts_with(std::string("write ") + kAgency + "-"); });
  };
  CHECK(pages() > 5);
  CHECK(pages() == 0);
  site.set_day("2026-11-25");
  CHECK(pages() == 0);
}

TEST_CASE("a page that somebody altered in the store is made again the next night and found by an audit before") {
  History history(2);
  SmallSite& site = history.site();
  site.night();
  std::string altered;
  for (const auto& [path, bytes] : site.served())
    if (path.starts_with("decisions/2026-") && path.ends_with(".html") && !path.ends_with("index.html")) altered = path;
  REQUIRE_FALSE(altered.empty());
  const std::string as_made = site.page(altered);
  const auto alter = [&] {
    std::ofstream(stdfs::canonical(site.out() / "current/site" / altered), std::ios::app) << "<p>990101199003072316</p>";
  };
  alter();
  site.night_on("2026-11-22");
  CHECK(site.page(altered) == as_made);

  const auto work = site.open();
  const auto built = build_release(*work);
  REQUIRE(built.ok());
  alter();
  const auto report = audit_release(*work, built->release);
  REQUIRE(report.ok());
  CHECK_FALSE(report->clean());
}
