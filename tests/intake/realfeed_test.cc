#include <set>

#include "base/text.h"
#include "reading.h"
#include "site/feeds.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::filesystem::path kSite = std::filesystem::path(GONGSHI_SOURCE_DIR) / "tests/realfeed";

FeedConfig site_feed(const std::string& id) {
  std::vector<Error> errors;
  const auto json = parse_config(slurp(kSite / "feeds.json"), "feeds.json");
  REQUIRE(json.ok());
  for (const auto& feed : read_feeds(*json, kSite, "feeds.json", errors))
    if (feed.id == id) return feed;
  for (const auto& error : errors) FAIL(error.text);
  FAIL("no feed " << id);
  return {};
}

AgencyDirectory site_agencies() {
  const FeedConfig feed = site_feed("agencies");
  AgencyDirectory out;
  const Reading reading = read_file(feed.url, feed);
  CHECK(reading.rejected.empty());
  CHECK(reading.records.size() == 55);
  for (const auto& record : reading.records) out.add(record.id, text_at(record.fields, "name"), "");
  return out;
}

/// The feed as the site reads it, or nothing with a warning where its file is not there.
std::optional<Reading> read_site_feed(const std::string& id) {
  const FeedConfig feed = site_feed(id);
  if (!std::filesystem::exists(feed.url)) {
    WARN("skipped: " << feed.url << " is missing");
    return std::nullopt;
  }
  return read_file(feed.url, feed, site_agencies());
}

}  // namespace

TEST_CASE("the real penalties: every row is a record or goes back with its reason") {
  const auto reading = read_site_feed("real-penalties");
  if (!reading) return;
  CHECK(reading->error.empty());
  CHECK(reading->found.rows == 1670);
  CHECK(reading->found.encoding == "UTF-8");
  CHECK(reading->found.unused_columns.empty());
  CHECK(reading->records.size() == 157);
  CHECK(reading->rejected.size() == 1513);

  std::map<std::string, int> reasons;
  for (const auto& row : reading->rejected) {
    ++reasons[row.reason + " " + row.column];
    CHECK_FALSE(row.text.empty());
    CHECK_FALSE(row.mend.empty());
    CHECK(row.row >= 2);
  }
  CHECK(reasons == std::map<std::string, int>{{"bad_value 处罚机关", 850},
                                              {"missing_field 处罚机关", 240},
                                              {"missing_field 处罚决定日期", 220},
                                              {"missing_field 行政相对人名称", 195},
                                              {"bad_value 罚款金额", 8}});
}

TEST_CASE("the real penalties: 71 rows repeat an earlier one to the letter, in records and in rejected rows") {
  const auto reading = read_site_feed("real-penalties");
  if (!reading) return;
  std::set<std::string> seen;
  int repeated_records = 0;
  int repeated_rejects = 0;
  for (const auto& record : reading->records) repeated_records += !seen.insert(record.digest).second;
  for (const auto& row : reading->rejected) repeated_rejects += !seen.insert(row.digest).second;
  CHECK(repeated_records + repeated_rejects == 71);
  CHECK(repeated_records == 3);
}

TEST_CASE("the real penalties: numbers, amounts and dates come out as they were meant") {
  const auto reading = read_site_feed("real-penalties");
  if (!reading) return;
  int fined = 0;
  int warned = 0;
  std::set<std::string> keys;
  for (const auto& record : reading->records) {
    fined += record.fields.contains("fine");
    CHECK(record.fields.contains("fine") == record.fields.contains("penalty_kinds"));
    // Without a fine nothing tells the kind, from which follows how long the penalty is shown.
    bool unended = false;
    for (const auto& warning : record.warnings) {
      unended = unended || warning.field == "penalty_kinds";
      warned += warning.field != "penalty_kinds";
    }
    CHECK(unended != record.fields.contains("penalty_kinds"));
    const auto day = Date::parse(text_at(record.fields, "decision_date"));
    REQUIRE(day.has_value());
    CHECK(day->year() >= 2007);
    CHECK(day->year() <= 2019);
    keys.insert(record.agency + " " + record.norm_id);
  }
  CHECK(fined == 26);
  CHECK(warned == 3);  // credit codes with a wrong check character
  // 154 different rows under 152 keys: two numbers were sent with two dates each.
  CHECK(keys.size() == 152);
}

TEST_CASE("the two published inspection lists are read through their mapping files") {
  if (const auto items = read_site_feed("whkfq-items")) {
    CHECK(items->found.rows == 14);
    CHECK(items->records.size() == 13);
    // A merged cell left the second line of item 3 without a name.
    REQUIRE(items->rejected.size() == 1);
    CHECK(items->rejected[0].reason == "missing_field");
    CHECK(items->rejected[0].row == 5);
    CHECK(items->rejected[0].column == "抽查事项");
    CHECK(items->records[0].fields["ratio"] == "10-20%");
    CHECK(items->found.unused_columns.size() == 4);
  }
  if (const auto plans = read_site_feed("shanggao-plans")) {
    CHECK(plans->records.size() == 7);
    CHECK(plans->rejected.empty());
    CHECK(plans->records[0].id == "1");
    CHECK(plans->records[0].fields["year"] == 2023);
    CHECK(plans->records[0].fields["items"] == Json{"对特种设备作业人员的行政检查"});
    CHECK(plans->records[0].fields["ratio"] == "5%");
  }
}

TEST_CASE("the real penalties read as a double-publicity table end as records or with a reason too") {
  FeedConfig feed = site_feed("real-penalties");
  if (!std::filesystem::exists(feed.url)) {
    WARN("skipped: " << feed.url << " is missing");
    return;
  }
  feed.presets = std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/presets";
  feed.preset = "double-publicity";
  feed.mapping = feed.presets / "double-publicity.json";
  const Reading reading = read_file(feed.url, feed, site_agencies());
  CHECK(reading.error.empty());
  CHECK(reading.found.rows == 1670);
  CHECK(reading.found.unused_columns.empty());
  CHECK(reading.records.size() + reading.rejected.size() == 1670);
  std::map<std::string, int> reasons;
  for (const auto& row : reading.rejected) {
    ++reasons[row.reason];
    CHECK_FALSE(row.text.empty());
    CHECK_FALSE(row.mend.empty());
  }
  // The list says nowhere what was decided: no kinds, no content. A penalty without either goes back.
  CHECK(reading.records.empty());
  CHECK(reasons["missing_field"] > 0);
  CHECK(reasons["missing_field"] + reasons["bad_value"] == 1670);

  // An agency that knows its list adds one rule, and gets the records its own mapping gives.
  const Scratch scratch;
  feed.preset = scratch.write("ours.json", R"({"extends": "double-publicity",
      "constants": {"party.kind": "organisation", "outcome": "completed"},
      "derive": {"penalty_kinds": {"when_present": "fine", "value": ["罚款"]}},
      "agencies": {"广东省深圳市福田区环保局": "11990101009910377M"}})").string();
  feed.mapping = feed.preset;
  const Reading ours = read_file(feed.url, feed, site_agencies());
  const Reading own = read_file(feed.url, site_feed("real-penalties"), site_agencies());
  CHECK(ours.records.size() == own.records.size());
  CHECK(ours.rejected.size() == own.rejected.size());
}
