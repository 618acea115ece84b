#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "night/night.h"
#include "release/switch.h"
#include "support/catch.h"
#include "support/faulty_fs.h"
#include "support/scratch.h"

namespace gongshi::test {

inline constexpr const char* kAgency = "11990101009900013A";
inline constexpr const char* kOtherAgency = "119901010099000215";
inline constexpr const char* kCompany = "91990101MA9TE5T122";

/// What a night ended with.
struct NightEnd {
  ExitCode exit = ExitCode::kInternal;
  NightReport report;
  Error error;  ///< code "" when every step was done
};

/// A rehearsal site of two agencies and the decisions a test gives it, run night by night the way the
/// program runs it.
class SmallSite {
 public:
  explicit SmallSite(const char* as_of = "2026-11-21") : as_of_(as_of) {
    rows_["agencies"] = {agency(kAgency, "示例区市场监督管理局"), agency(kOtherAgency, "示例区城市管理局")};
    feeds_ = {{{"id", "agencies"}, {"dataset", "agencies"}, {"agency", "*"}, {"attests", statement()}},
              {{"id", "d"}, {"dataset", "decisions"}, {"agency", "*"}}};
    config_ = {{"name", "示例区行政执法公示"}, {"rehearsal", true}};
  }

  static Json agency(const char* code, const char* name) {
    return {{"id", code}, {"name", name}, {"kind", "行政机关"}, {"phone", "0000-00001234"}};
  }
  static Json statement(const char* until = "2027-10-31") {
    return {{"secrecy", "none"},     {"criminal", "none"},       {"security_risk", false}, {"series_case", "none"},
            {"reviewed_by", "法制科"}, {"natural_persons", true}, {"by", "示例区司法局"},    {"on", "2026-11-01"},
            {"until", until}};
  }

  /// A penalty of a company that nothing speaks against; `patch` is merged over it (null removes).
  static Json decision(int number, const char* patch = "{}") {
    Json row = {{"id", "示市监罚〔2026〕" + std::to_string(number) + "号"},
                {"document_number", "示市监罚〔2026〕" + std::to_string(number) + "号"},
                {"agency", kAgency},
                {"category", "penalty"},
                {"title", "第" + std::to_string(number) + "号公司占道经营案"},
                {"party", {{"name", "示例第" + std::to_string(number) + "商贸有限公司"}, {"kind", "organisation"}, {"uscc", kCompany}}},
                {"penalty_kinds", {"罚款"}},
                {"fine", 500 + number},
                {"acted_on", "2026-10-08"},
                {"decision_date", "2026-11-12"},
                {"disclosure",
                 {{"secrecy", "none"}, {"security_risk", false}, {"series_case", "none"}, {"criminal", "none"}, {"reviewed_by", "法制科"}}}};
    row.merge_patch(Json::parse(patch));
    return row;
  }
  static std::string id_of(int number) { return decision(number)["id"]; }

  Json& config() { return config_; }
  Json& feed(const std::string& id) {
    for (auto& feed : feeds_)
      if (feed["id"] == id) return feed;
    feeds_.push_back({{"id", id}, {"dataset", "decisions"}, {"agency", "*"}});
    return feeds_.back();
  }
  std::vector<Json>& rows(const std::string& feed = "d") { return rows_[feed]; }
  /// Decisions 1 to n in feed `d`.
  void fill(int n) {
    for (int i = 1; i <= n; ++i) rows().push_back(decision(i));
  }
  void drop_feed(const std::string& id) {
    std::erase_if(feeds_, [&](const Json& feed) { return feed["id"] == id; });
  }
  /// From now on every run reads the whole registry first, as `nightly` does.
  void check_registry() { check_registry_ = true; }
  FetchLimits& fetching() { return fetching_; }
  void set_day(const char* as_of) { as_of_ = as_of; }
  void line(const std::string& file, const Json& json) {
    DiskFs fs;
    REQUIRE(append_line(fs, site(), file, json).ok());
  }

  /// Writes the site folder as it stands in memory.
  void write() const {
    Json feeds = Json::array();
    for (Json feed : feeds_) {
      const std::string id = feed["id"];
      if (!feed.contains("url")) {
        feed["url"] = "feeds/" + id + ".jsonl";
        std::string bytes;
        if (rows_.count(id))
          for (const auto& row : rows_.at(id)) bytes += row.dump() + "\n";
        scratch_.write("site/feeds/" + id + ".jsonl", bytes);
      }
      feeds.push_back(std::move(feed));
    }
    scratch_.write("site/feeds.json", feeds.dump());
    scratch_.write("site/site.json", config_.dump());
  }

  Places places() const {
    return {site(), out(), state(), GONGSHI_SOURCE_DIR, Date::parse(as_of_), fetching_, 0, check_registry_};
  }
  std::unique_ptr<Workspace> open(Fs& fs, Workspace::Access access = Workspace::Access::kWrite) {
    Workspace::Failure failure;
    auto work = Workspace::open(fs, places(), access, failure);
    for (const auto& error : failure.errors) last_error_ = error;
    return work;
  }
  std::unique_ptr<Workspace> open() {
    auto work = open(disk_);
    INFO(last_error_.where << " " << last_error_.text);
    REQUIRE(work);
    return work;
  }

  /// One nightly over `fs`, as far as it goes.
  NightEnd night(Fs& fs, const std::set<std::string>& accepted = {}, bool doubts_aside = false) {
    NightEnd end;
    auto work = open(fs);
    if (!work) {
      end.error = last_error_;
      return end;
    }
    Night night(*work, "nightly");
    if (doubts_aside) night.set_doubts_aside();
    Status status = night.pull({}, accepted);
    if (status) status = night.build();
    if (status) status = night.audit_and_publish();
    if (status) status = night.take_stock();
    if (status) status = night.write_report();
    if (!status) end.error = status.error();
    end.exit = night.exit();
    end.report = night.report();
    return end;
  }
  /// The site folder written, and one nightly that goes through.
  NightEnd night(const std::set<std::string>& accepted = {}, bool doubts_aside = false) {
    write();
    NightEnd end = night(disk_, accepted, doubts_aside);
    INFO(end.error.where << " " << end.error.text);
    REQUIRE(end.error.code.empty());
    REQUIRE(end.report.rows.add_up());
    long sum = 0;
    for (const auto& [state, n] : end.report.states) sum += n;
    REQUIRE(sum == end.report.known);
    return end;
  }
  /// `gongshi nightly --accept`
  NightEnd night_accepting() { return night({"*"}, true); }
  NightEnd night_on(const char* day) {
    set_day(day);
    return night();
  }

  std::optional<KnownRecord> known(const std::string& id, const char* agency = kAgency) {
    auto work = open();
    auto found = work->registry().find(work->gate().record_key("decisions", agency, id));
    REQUIRE(found.ok());
    return *found;
  }
  /// `held: unreviewed, minor_unknown`; "unknown" for nothing.
  std::string standing(int number) { return standing(id_of(number)); }
  std::string standing(const std::string& id) {
    const auto record = known(id);
    if (!record) return "unknown";
    const auto reasons = Json::parse(record->reasons).get<std::vector<std::string>>();
    return record->state + (reasons.empty() ? "" : ": " + joined(reasons, ", "));
  }
  static std::string address(int number, const char* month = "2026-11") {
    return std::string("decisions/") + month + "/" + kAgency + "-" + address_key("decisions", kAgency, id_of(number)) +
           ".html";
  }

  stdfs::path site() const { return scratch_ / "site"; }
  stdfs::path out() const { return scratch_ / "out"; }
  stdfs::path state() const { return scratch_ / "state"; }
  const Scratch& folder() const { return scratch_; }
  std::string current() const { return current_release(disk_, out()); }

  /// Path → bytes of what readers can fetch.
  std::map<std::string, std::string> served() const { return files_below(stdfs::canonical(out() / "current/site")); }
  bool serves(const std::string& address) const { return stdfs::exists(out() / "current/site" / address); }
  std::string page(const std::string& address) const { return slurp(out() / "current/site" / address); }

  static std::map<std::string, std::string> files_below(const stdfs::path& root) {
    std::map<std::string, std::string> files;
    each_file(root, [&](const std::string& path, std::string&& bytes) { files[path] = std::move(bytes); });
    return files;
  }
  /// Files below a directory (links followed) in which a text stands.
  static std::set<std::string> holding(const stdfs::path& root, const std::string& text) {
    std::set<std::string> names;
    each_file(root, [&](const std::string& path, const std::string& bytes) {
      if (contains(bytes, text) || contains(path, text)) names.insert(path);
    });
    return names;
  }

 private:
  template <class Take>
  static void each_file(const stdfs::path& root, const Take& take) {
    for (const auto& entry :
         stdfs::recursive_directory_iterator(root, stdfs::directory_options::follow_directory_symlink))
      if (entry.is_regular_file()) take(entry.path().lexically_relative(root).string(), slurp(entry.path()));
  }

  Scratch scratch_{quick_directory()};
  FaultyFs disk_;  // nothing fails, and nothing waits for the disk
  std::string as_of_;
  FetchLimits fetching_;
  bool check_registry_ = false;
  Json config_;
  std::vector<Json> feeds_;
  std::map<std::string, std::vector<Json>> rows_;
  Error last_error_;
};

}  // namespace gongshi::test
