#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/file_sink.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/gate.h"
#include "site/site.h"
#include "support/catch.h"

namespace gongshi::test {

/// Public types for tests, made the way the program gets them back from STATE: sealed lines that
/// the rules room opens.
inline const std::string kSealKey = "a key of these tests";

inline std::string sealed_line(const std::string& kind, const Json& json) {
  const std::string body = canonical(json);
  return hmac_hex(kSealKey, kind + '\x1f' + body).substr(0, 32) + " " + body;
}

inline PublicRecord public_record(const Json& json) {
  auto record = Gate::open(sealed_line("record", json), kSealKey);
  REQUIRE(record.ok());
  return std::move(record).value();
}

inline CountRow count_row(const Json& json) {
  auto row = Gate::open_count(sealed_line("count", json), kSealKey);
  REQUIRE(row.ok());
  return std::move(row).value();
}

inline Tombstone tombstone(const Json& json) {
  auto stone = Gate::open_tombstone(sealed_line("tombstone", json), kSealKey);
  REQUIRE(stone.ok());
  return std::move(stone).value();
}

/// An edition as rules hands it on: sorted by dataset and address.
inline Edition edition_of(const std::string& as_of, const std::vector<Json>& records) {
  Edition edition;
  edition.as_of = *Date::parse(as_of);
  for (const Json& json : records) edition.records.push_back(public_record(json));
  std::sort(edition.records.begin(), edition.records.end(), [](const auto& a, const auto& b) {
    return std::pair(a.dataset(), a.address()) < std::pair(b.dataset(), b.address());
  });
  return edition;
}

inline Json agency_record(const std::string& code, const std::string& name) {
  return {{"dataset", "agencies"},
          {"agency", code},
          {"id", code},
          {"address", "agencies/" + code + ".html"},
          {"fields", {{"name", name}}},
          {"published_on", "2024-01-02"}};
}

inline Json power_record(const std::string& agency, const std::string& id,
                         const std::string& category) {
  return {{"dataset", "powers"},
          {"agency", agency},
          {"id", id},
          {"address", "powers/" + agency + "-" + id + ".html"},
          {"fields", {{"name", "示例事项"}, {"category", category}}},
          {"published_on", "2024-01-02"}};
}

/// The built-in definitions, templates and themes under the name of a fictional site.
inline Site built_in_site() {
  const stdfs::path share = GONGSHI_SOURCE_DIR;
  const DiskFs fs;
  Site site;
  site.dir = share / "content";
  site.share = share;
  site.config.name = "示例区行政执法公示";
  site.config.authority = "示例区司法局";
  site.config.region_code = "990101";
  for (const char* name :
       {"agencies", "decisions", "inspections", "inspection-items", "officers", "powers"}) {
    const auto bytes = fs.read(share / "content/datasets" / (std::string(name) + ".json"));
    REQUIRE(bytes.ok());
    const auto json = parse_config(*bytes, name);
    REQUIRE(json.ok());
    auto definition = read_definition(*json, name);
    REQUIRE(definition.ok());
    site.datasets[name] = std::move(definition).value();
  }
  for (const char* id : {"v7", "v9", "v11", "v13", "shandong", "guangdong"}) {
    const auto layout = fs.read(share / "content/annual" / (std::string(id) + ".json"));
    REQUIRE(layout.ok());
    const auto json = parse_config(*layout, id);
    REQUIRE(json.ok());
    site.annual_layouts[id] = *json;
  }
  return site;
}

/// A row that goes back, of feed `market` and dataset `decisions`.
inline RejectedRow rejected_row(const std::string& reason, const std::string& agency,
                                const std::string& id, long row, const std::string& column,
                                const std::string& text, const std::string& mend = "") {
  RejectedRow out;
  out.reason = reason;
  out.feed = "market";
  out.dataset = "decisions";
  out.agency = agency;
  out.id = id;
  out.row = row;
  out.column = column;
  out.text = text;
  out.mend = mend;
  return out;
}

/// Keeps what was written; the same path twice fails.
class MemorySink : public FileSink {
 public:
  Status add(const std::string& path, std::string_view bytes) override {
    if (!files.emplace(path, bytes).second) return Error{"io", "twice", path};
    return {};
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const auto& [path, bytes] : files) out.push_back(path);
    return out;
  }
  std::map<std::string, std::string> files;
};

inline const std::string kMarket = "11990101009900013A";

}  // namespace gongshi::test
