#include <regex>

#include "base/markup.h"
#include "base/text.h"
#include "night/audit_release.h"
#include "night/keep.h"
#include "night/publish_release.h"
#include "night/subtract.h"
#include "release/verify.h"
#include "render/render.h"
#include "whole/portal.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kDay = "2026-11-21";

const Json& expected() {
  static const Json json =
      Json::parse(slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "tests/demo/expected.json"));
  return json;
}

/// The demonstration's first night, made once for the tests that only look.
Portal& demo() {
  static Portal portal("content", kDay);
  static const NightReport report = portal.night();
  return portal;
}

std::set<std::string> words(const Json& list) {
  std::set<std::string> out;
  for (const auto& word : list) out.insert(word.get<std::string>());
  return out;
}

long sum(const std::map<std::string, long>& counts) {
  long total = 0;
  for (const auto& [name, n] : counts) total += n;
  return total;
}

/// Pages of the site a page links to.
std::set<std::string> linked(const std::string& path, const std::string& html) {
  std::set<std::string> links;
  MarkupReader reader(html);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen || token.name != "a") continue;
    for (const auto& [name, value] : markup_attributes(token.source)) {
      const std::string to = value.substr(0, value.find_first_of("#?"));
      if (name != "href" || to.empty() || value.find(':') != std::string::npos) continue;
      links.insert((std::filesystem::path(path).parent_path() / to).lexically_normal().generic_string());
    }
  }
  return links;
}

/// How many clicks each page is away from the home page.
std::map<std::string, int> clicks(const std::map<std::string, std::string>& files) {
  std::map<std::string, int> away = {{"index.html", 0}};
  std::vector<std::string> next = {"index.html"};
  for (size_t at = 0; at < next.size(); ++at) {
    const std::string from = next[at];
    for (const std::string& to : linked(from, files.at(from)))
      if (to.ends_with(".html") && files.count(to) == 1 && away.emplace(to, away.at(from) + 1).second) next.push_back(to);
  }
  return away;
}

}  // namespace

TEST_CASE("a night of the demonstration publishes, loses nothing, and has nothing new to say the same day") {
  Portal portal("content", kDay);
  ExitCode exit = ExitCode::kInternal;
  const NightReport first = portal.night(&exit);
  CHECK(exit == ExitCode::kAttention);
  CHECK(first.published);
  CHECK(first.rows.add_up());
  CHECK(first.rows.read == 1997);
  CHECK(first.rows.fresh == 1970);
  CHECK(first.rows.repeated == 3);
  CHECK(first.rows.superseded == 2);
  CHECK(first.rows.rejected == 22);
  CHECK(first.known == 1970);
  CHECK(sum(first.states) == first.known);

  const NightReport second = portal.night(&exit);
  CHECK(exit == ExitCode::kDone);
  CHECK(second.rows.add_up());
  CHECK(second.rows.same == 1970);
  CHECK(second.rows.fresh == 0);
  CHECK(second.rows.changed == 0);
  CHECK(second.states == first.states);
}

TEST_CASE("every planted case of the demonstration stands where the law puts it") {
  auto work = demo().open();
  for (const auto& record : expected()["records"]) {
    const auto text = [&](const char* name) { return record[name].get<std::string>(); };
    INFO(record.dump());
    const std::string key = work->gate().record_key(text("dataset"), text("agency"), text("id"));
    const auto known = work->registry().find(key);
    REQUIRE(known.ok());
    const std::set<std::string> wanted = words(record["reasons"]);
    std::set<std::string> reasons;
    if (text("state") == "rejected") {
      CHECK_FALSE(known->has_value());
      const auto rejections = work->registry().rejections_of(key);
      for (const auto& row : *rejections) reasons.insert(row.reason);
    } else {
      REQUIRE(known->has_value());
      CHECK((**known).state == text("state"));
      reasons = words(Json::parse((**known).reasons));
    }
    if (record.value("at_least", false))
      CHECK(std::includes(reasons.begin(), reasons.end(), wanted.begin(), wanted.end()));
    else
      CHECK(reasons == wanted);
  }
}

TEST_CASE("no planted forbidden value stands in any byte of the release or of the index") {
  std::string all;
  for (const auto& [path, bytes] : demo().served()) all += path + "\n" + bytes + "\n";
  all += demo().indexed();
  REQUIRE(all.size() > 1000000);
  for (const auto& value : expected()["forbidden"]) {
    INFO(value);
    CHECK(all.find(value.get<std::string>()) == std::string::npos);
  }
  // Markup and template words in a value are text on every page.
  for (const auto& markup : expected()["raw_html"])
    for (const auto& [path, bytes] : demo().served())
      if (path.ends_with(".html") || path.ends_with(".xml") || path.ends_with(".atom")) {
        INFO(path << " " << markup);
        CHECK(bytes.find(markup.get<std::string>()) == std::string::npos);
      }
}

TEST_CASE("the demonstration has annual reports of two years one of them late and one agency's a draft") {
  const auto files = demo().served();
  const std::string farming = "119901010099000995", street = "11990101009900128G";
  const auto reports = [&](const std::string& year) {
    return std::count_if(files.begin(), files.end(), [&](const auto& file) {
      return std::regex_match(file.first, std::regex("annual-reports/" + year + "/[0-9A-Z]{18}\\.html"));
    });
  };
  CHECK(reports("2024") == 12);
  CHECK(reports("2025") == 11);
  CHECK(contains(files.at("annual-reports/2024/index.html"), "12 个执法机关均已确认"));
  CHECK(contains(files.at("annual-reports/2025/index.html"), "其余 1 个尚未公开"));
  CHECK(contains(files.at("annual-reports/2025/" + farming + ".html"), "实际公开于2月9日，晚 9 天。"));
  CHECK(files.count("annual-reports/2024/" + street + ".html") == 1);
  CHECK(files.count("annual-reports/2025/" + street + ".html") == 0);
  for (const char* year : {"2024", "2025"}) {
    const std::string folder = "annual-reports/" + std::string(year) + "/";
    CHECK(contains(files.at(folder + "by-region.html"), "青禾街道"));
    CHECK_FALSE(contains(files.at(folder + "by-region.html"), "scope=\"row\">990101"));
    CHECK(contains(files.at(folder + "by-violation.html"), "食品和农产品"));
    CHECK(contains(files.at(folder + "by-party.html"), "个体工商户"));
    CHECK(contains(files.at("annual-reports/" + std::string(year) + "/agencies.html"), "按机关和季度"));
  }
  CHECK(contains(files.at("annual-reports/2025/index.html"), "search/index.html?category=penalty&amp;year=2025"));
}

TEST_CASE("two builds of the same inputs are byte-identical, in another place, zone and locale") {
  Portal other("content", kDay);
  ::setenv("TZ", "America/New_York", 1);
  ::setenv("LC_ALL", "C", 1);
  other.night();
  ::unsetenv("TZ");
  ::unsetenv("LC_ALL");
  const auto one = demo().served();
  const auto two = other.served();
  CHECK(one.size() == two.size());
  for (const auto& [path, bytes] : one) {
    if (path == "release.json") continue;
    INFO(path);
    CHECK((two.count(path) == 1 && two.at(path) == bytes));
  }
  CHECK(demo().indexed() == other.indexed());
}

TEST_CASE("a release into which a forbidden value is planted is refused, wherever it is planted") {
  Portal portal("content", kDay);
  portal.night();
  auto work = portal.open();
  const std::string value = expected()["forbidden"][0].get<std::string>();
  const std::string current = current_release(work->fs(), work->out());
  const auto site = release_dir(work->out(), current) / "site";
  const auto finds = [&] {
    const auto report = audit_release(*work, current);
    REQUIRE(report.ok());
    return std::count_if(report->finds.begin(), report->finds.end(),
                         [](const AuditFind& find) { return find.code == "forbidden"; });
  };
  CHECK(finds() == 0);
  for (const char* path : {"index.html", "decisions/index.html", "data/decisions/2026-11.jsonl", "sitemap.xml"}) {
    INFO(path);
    const std::string before = slurp(site / path);
    std::ofstream(site / path, std::ios::app) << "<p>" << value << "</p>";
    CHECK(finds() >= 1);
    std::ofstream(site / path, std::ios::trunc) << before;
    CHECK(finds() == 0);
  }
}

TEST_CASE("withdrawing leaves a tombstone and takes the record out of everything else") {
  Portal portal("content", kDay);
  portal.night();
  auto work = portal.open();
  const auto edition = make_edition(*work);
  REQUIRE(edition.ok());
  const auto [first, last] = edition->edition.of("decisions");
  const PublicRecord* record = std::find_if(first, last, [](const PublicRecord& r) {
    return r.text("category") == "penalty" && !r.personal() && !r.text("party.uscc").empty();
  });
  REQUIRE(record != last);
  const std::string address = record->address(), party = record->text("party.name");
  const Json line = {{"dataset", "decisions"}, {"agency", record->agency()}, {"id", record->id()},
                     {"reason", "revoked"}, {"ground", "复议决定"}, {"by", "王"}, {"on", kDay}};
  REQUIRE(append_line(work->fs(), work->site().dir, "withdrawals.jsonl", line).ok());
  REQUIRE(work->reload().ok());
  REQUIRE(decide_all(*work).ok());
  const auto before = portal.served();
  const auto done = subtract(*work, current_release(work->fs(), work->out()));
  REQUIRE(done.ok());
  CHECK(done->addresses == std::vector<std::string>{address});

  const auto after = portal.served();
  REQUIRE(after.count(address) == 1);
  CHECK(contains(after.at(address), "这条执法决定信息已经撤下"));
  CHECK(contains(after.at(address), "noindex"));
  CHECK_FALSE(contains(after.at(address), party));
  CHECK(after.count(gone_marker(address)) == 1);
  std::set<std::string> mentions;
  for (const auto& [path, bytes] : after)
    if (path != address && contains(bytes, stdfs::path(address).filename().string())) mentions.insert(path);
  CHECK(mentions == std::set<std::string>{"data/withdrawn.jsonl", stdfs::path(address).parent_path() / "files.sha256"});
  CHECK_FALSE(contains(portal.indexed(), address));
  // Nothing is added, and no other record's page changes.
  for (const auto& [path, bytes] : after)
    if (path.starts_with("decisions/20") && path.find("/1") != std::string::npos && !path.starts_with(address)) {
      INFO(path);
      CHECK((before.count(path) == 1 && before.at(path) == bytes));
    }
  // What went is in no old release and no store directory either.
  for (const auto& entry : stdfs::recursive_directory_iterator(portal.out() / "store"))
    if (entry.is_regular_file() && entry.path().filename() == stdfs::path(address).filename())
      CHECK(contains(slurp(entry.path()), "已经撤下"));
  CHECK(verify(work->fs(), portal.out() / "current/site")->empty());

  // Rolling back re-applies the withdrawal.
  const auto target = rollback_target(*work);
  REQUIRE(target.ok());
  REQUIRE_FALSE(target->empty());
  REQUIRE(subtract(*work, *target).ok());
  CHECK(contains(portal.served().at(address), "已经撤下"));
}

TEST_CASE("a refused night still takes down what must come down") {
  Portal portal("content", kDay);
  portal.night();
  auto work = portal.open();
  const auto edition = make_edition(*work);
  const auto [first, last] = edition->edition.of("decisions");
  REQUIRE(first != last);
  const std::string address = first->address();
  const Json line = {{"dataset", "decisions"}, {"agency", first->agency()},
                     {"key", address_key("decisions", first->agency(), first->id())},
                     {"reason", "privacy"}, {"by", "王"}, {"on", kDay}};
  REQUIRE(append_line(work->fs(), work->site().dir, "withdrawals.jsonl", line).ok());
  REQUIRE(work->reload().ok());
  Night night(*work, "nightly");
  REQUIRE(night.build().ok());
  // A find that traces to no record: it stands on the home page.
  std::ofstream(release_dir(work->out(), *night.report().release) / "site/index.html", std::ios::app)
      << expected()["forbidden"][0].get<std::string>();
  REQUIRE(night.audit_and_publish().ok());
  CHECK(night.exit() == ExitCode::kRefused);
  CHECK_FALSE(night.report().published);
  const auto served = portal.served();
  CHECK(served.count(address) == 0);
  CHECK_FALSE(contains(served.at("index.html"), expected()["forbidden"][0].get<std::string>()));
}

TEST_CASE("a find that traces to one record holds that record and the night goes on without it") {
  Portal portal("content", kDay);
  portal.night();
  auto work = portal.open();
  Night night(*work, "nightly");
  REQUIRE(night.build().ok());
  const auto edition = make_edition(*work);
  const auto [begin, end] = edition->edition.of("decisions");
  const PublicRecord* record = std::find_if(begin, end, [](const PublicRecord& r) {
    return r.text("category") == "penalty" && !r.personal() && !r.text("title").empty();
  });
  REQUIRE(record != end);
  const std::string address = record->address();
  const std::string key = work->gate().record_key("decisions", record->agency(), record->id());
  // Its title becomes what should have been hidden, as a mistake of the rules would leave it.
  const auto prints = Fingerprinter(work->gate().key()).of(FingerprintKind::kEmail, record->text("title"));
  REQUIRE(prints.size() == 1);
  REQUIRE(work->registry()
              .add_fingerprints({{key, record->agency(), record->main_date()->month_id(), prints[0].text()}})
              .ok());
  REQUIRE(night.audit_and_publish().ok());
  CHECK(night.report().published);
  CHECK(night.exit() == ExitCode::kAttention);
  const auto known = work->registry().find(key);
  REQUIRE(known.ok());
  CHECK((**known).state == "held");
  CHECK(contains((**known).reasons, "audit_find"));
  CHECK(portal.served().count(address) == 0);
}

TEST_CASE("records that expire, change and vanish come down night by night, and published_on stays") {
  Portal portal("content", kDay);
  portal.night();
  const auto state_of = [&](const std::string& id) {
    auto work = portal.open();
    const auto known = work->registry().find(work->gate().record_key("decisions", "11990101009900013A", id));
    REQUIRE(known->has_value());
    return **known;
  };
  const KnownRecord shown = state_of("示市监罚〔2026〕11号");
  REQUIRE(shown.state == "published");
  REQUIRE(shown.published_on == kDay);
  portal.set_day("2026-11-22");
  const NightReport next = portal.night();
  CHECK(next.published);
  CHECK(state_of("示市监罚〔2026〕11号").published_on == kDay);
  CHECK(state_of("示市监罚〔2026〕11号").address == shown.address);
  portal.set_day("2027-10-30");
  portal.night();
  CHECK(state_of("示市监罚〔2026〕11号").state == "published");
}

TEST_CASE("no list is more than three clicks from home and no page of a record more than four") {
  const auto files = demo().served();
  const auto away = clicks(files);
  size_t records = 0;
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with(".html") || path == "404.html" || path.starts_with("data/")) continue;
    if (path.starts_with("screen/")) continue;  // boards show them, nobody walks there
    INFO(path);
    REQUIRE(away.count(path) == 1);
    const bool list = path.ends_with("index.html");
    records += !list;
    CHECK(away.at(path) <= (list ? 3 : 4));
  }
  CHECK(records > 1000);
}

TEST_CASE("every row of every list shows a date, and no page is heavier than 30 KB") {
  const std::regex day("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
  size_t rows = 0;
  for (const auto& [path, bytes] : demo().served()) {
    if (!path.ends_with(".html") || path.starts_with("data/")) continue;
    INFO(path);
    CHECK(bytes.size() < 30 * 1024);
    for (const char* kind : {"decisions", "records", "officers"}) {
      const std::string table = std::string("<table class=\"rows ") + kind;
      for (size_t at = bytes.find(table); at != bytes.npos; at = bytes.find(table, at + 1)) {
        const std::string body = bytes.substr(bytes.find("<tbody", at), bytes.find("</table>", at) - bytes.find("<tbody", at));
        for (size_t row = body.find("<tr"); row != body.npos; row = body.find("<tr", row + 1)) {
          ++rows;
          CHECK(std::regex_search(body.substr(row, body.find("</tr>", row) - row), day));
        }
      }
    }
  }
  CHECK(rows > 2000);
}

TEST_CASE("every dataset of the demonstration has a list and pages or a sentence why there are none") {
  const auto files = demo().served();
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/datasets")) {
    const std::string dataset = entry.path().stem().string();
    INFO(dataset);
    if (!Json::parse(slurp(entry.path())).value("records", true)) {  // figures of the annual report
      CHECK(files.count(dataset + "/index.html") == 0);
      continue;
    }
    REQUIRE(files.count(dataset + "/index.html") == 1);
    const std::string& list = files.at(dataset + "/index.html");
    if (dataset == "recording-catalogue") {
      CHECK(contains(list, "没有另行编制"));
      continue;
    }
    const bool pages = std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return file.first.starts_with(dataset + "/") && contains(file.second, "ArticleTitle");
    });
    CHECK(pages);
  }
}
