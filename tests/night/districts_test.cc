// A portal split by agency: five districts, each a site of its own with its own night, and a city that reads
// their open data, beside one site that is given all rows. What readers see must be the same. No person among
// the parties: of those the open data of a district say less than its pages (portal_test.cc).

#include <xapian.h>

#include <sstream>

#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::vector<const char*> kOffices = {"11990101009900013A", "119901010099000215", "1199010100990003XW", "11990101009900048W",
                                           "11990101009900056P"};
constexpr int kDecisions = 6;

/// The rows of one office: decisions, among them one permit, one that is a secret and one whose case is with the
/// police; an officer; a power.
void give(SmallSite& site, size_t office) {
  const std::string code = kOffices[office];
  site.rows("agencies").push_back(SmallSite::agency(code.c_str(), ("示例" + std::to_string(office) + "区市场监督管理局").c_str()));
  for (int i = 1; i <= kDecisions; ++i) {
    Json row = SmallSite::decision(static_cast<int>(office) * 100 + i);
    row["agency"] = code;
    row["facts"] = "当事人未按规定建立进货查验记录，经责令改正后仍不改正，第" + std::to_string(i) + "起。";
    if (i == 3) row.merge_patch(Json::parse(R"({"category": "permit", "outcome": "granted", "penalty_kinds": null, "fine": null, "acted_on": null})"));
    if (i == 4) row["disclosure"]["secrecy"] = "trade";
    if (i == 5) row["disclosure"]["criminal"] = "transferred";
    site.rows("d").push_back(row);
  }
  const std::string number = "9901000001" + std::to_string(office);
  site.rows("officers").push_back({{"id", number}, {"agency", code}, {"name", "雷立川"}, {"position", "队员"}, {"status", "valid"},
                                   {"valid_until", "2028-01-09"}, {"updated_at", "2026-11-18"}});
  site.rows("powers").push_back({{"id", "XK0101" + std::to_string(office)}, {"agency", code}, {"name", "食品经营许可"}, {"category", "permit"},
                                 {"basis", "《中华人民共和国食品安全法》第三十五条"}, {"updated_at", "2026-11-18"}});
}

void prepare(SmallSite& site) {
  site.rows("agencies").clear();
  for (const char* dataset : {"officers", "powers"}) site.feed(dataset) = {{"id", dataset}, {"dataset", dataset}, {"agency", "*"}, {"attests", SmallSite::statement()}};
}

std::string main_of(const std::string& page) {
  const size_t begin = page.find("<main"), end = page.find("</main>");
  return begin == std::string::npos ? "" : page.substr(begin, end - begin);
}

/// Compares open data; above it is said besides when a row was first shown below. Gives the number of rows.
size_t check_rows(const std::string& made, const std::string& expected) {
  const auto rows = [](const std::string& lines) {
    std::vector<Json> out;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
      out.push_back(Json::parse(line));
      out.back().erase("first_published_on");
    }
    return out;
  };
  CHECK(rows(made) == rows(expected));
  return rows(expected).size();
}

/// Address → weight of what a word finds, by the index alone.
std::map<std::string, double> found(const SmallSite& site, const std::string& term) {
  const Xapian::Database index((stdfs::canonical(site.out() / "current") / "index").string());
  std::map<std::string, double> hits;
  Xapian::Enquire enquire(index);
  enquire.set_query(Xapian::Query(term));
  const auto matches = enquire.get_mset(0, index.get_doccount());
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) hits[Json::parse(hit.get_document().get_data()).at("url")] = hit.get_weight();
  return hits;
}

}  // namespace

TEST_CASE("five districts joined by a city show what one site of all their rows shows") {
  SmallSite whole, city;
  prepare(whole);
  prepare(city);
  for (const char* id : {"agencies", "d", "officers", "powers"}) city.drop_feed(id);
  std::vector<std::unique_ptr<SmallSite>> districts;
  for (size_t i = 0; i < kOffices.size(); ++i) {
    districts.push_back(std::make_unique<SmallSite>());
    prepare(*districts.back());
    give(*districts.back(), i);
    give(whole, i);
    districts.back()->night();
    for (const char* id : {"agencies", "d", "officers", "powers"}) {
      Json& feed = city.feed(id + std::to_string(i));
      feed = districts.back()->feed(id);
      feed.erase("attests");
      feed.merge_patch({{"id", id + std::to_string(i)}, {"preset", "portal"}, {"agency", {kOffices[i]}},
                        {"url", (districts.back()->out() / "current/site/data/datapackage.json").string()}});
    }
  }
  whole.night();
  const NightEnd joined = city.night();
  for (const auto& message : joined.report.messages) UNSCOPED_INFO(message.where << " " << message.text);
  CHECK(joined.report.messages.empty());

  const auto expected = whole.served(), made = city.served();
  size_t pages = 0, rows = 0;
  for (const auto& [path, bytes] : expected) {
    INFO(path);
    REQUIRE(made.contains(path));
    if (path.ends_with(".html") && path != "data/index.html") {  // which names the sizes of the files below
      CHECK(main_of(made.at(path)) == main_of(bytes));
      ++pages;
    }
    if (path.starts_with("data/") && path.ends_with(".jsonl")) rows += check_rows(made.at(path), bytes);
  }
  for (const auto& [path, bytes] : made) {
    INFO(path);
    CHECK(expected.contains(path));
  }
  CHECK(pages > 60);
  CHECK(rows == kOffices.size() * (1 + 4 + 1 + 1));
  CHECK(found(city, "进") == found(whole, "进"));
}
