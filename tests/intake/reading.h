#pragma once

#include <string>
#include <vector>

#include "intake/intake.h"
#include "support/scratch.h"

namespace gongshi::test {

// Fictional agencies of 示例区 and parties with right check characters.
inline const std::string kMarket = "11990101009900013A";
inline const std::string kCompany = "91990101MA9TE5T122";

/// What reading one file gave.
struct Reading {
  FeedReading found;
  std::string error_code;  ///< of the file as a whole; empty when it was read
  std::string error;
  std::vector<Record> records;
  std::vector<RejectedRow> rejected;
  std::vector<Removal> removals;
};

/// The built-in definition of a dataset.
inline DatasetDefinition definition(const std::string& dataset) {
  const auto file = std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/datasets" / (dataset + ".json");
  auto json = parse_config(slurp(file), dataset + ".json");
  auto read = json ? read_definition(*json, dataset + ".json") : Result<DatasetDefinition>(json.error());
  if (!read) throw std::runtime_error(read.error().text);
  return std::move(read).value();
}

inline FeedConfig decisions_feed() {
  FeedConfig feed;
  feed.id = "decisions";
  feed.dataset = "decisions";
  feed.agencies = {kMarket};
  return feed;
}

inline Reading read_file(const std::filesystem::path& file, const FeedConfig& feed,
                         const AgencyDirectory& agencies = {}) {
  Reading out;
  const DiskFs fs;
  const auto take = [&](IntakeRow&& row) {
    if (auto* record = std::get_if<Record>(&row)) out.records.push_back(std::move(*record));
    if (auto* rejected = std::get_if<RejectedRow>(&row)) out.rejected.push_back(std::move(*rejected));
    if (auto* removal = std::get_if<Removal>(&row)) out.removals.push_back(std::move(*removal));
  };
  const auto result = read_feed(fs, file, feed, definition(feed.dataset), agencies,
                                *Date::parse("2026-06-30"), take);
  if (result) {
    out.found = *result;
  } else {
    out.error_code = result.error().code;
    out.error = result.error().text;
  }
  return out;
}

inline Reading read_text(const std::string& bytes, const FeedConfig& feed = decisions_feed(),
                         const AgencyDirectory& agencies = {}) {
  const Scratch scratch;
  return read_file(scratch.write("feed", bytes), feed, agencies);
}

/// A penalty that nothing is wrong with.
inline Json penalty() {
  return {{"agency", kMarket},
          {"category", "penalty"},
          {"document_number", "示市监罚〔2026〕1号"},
          {"party", {{"name", "虚构餐饮有限公司"}, {"kind", "organisation"}, {"uscc", kCompany}}},
          {"penalty_kinds", {"罚款"}},
          {"fine", 5000},
          {"decision_date", "2026-03-02"}};
}

/// `penalty()` with the field at a dotted path set, or taken away by null.
inline Json penalty_with(const std::string& path, Json value) {
  Json record = penalty();
  set_at(record, path, std::move(value));
  return record;
}

inline Reading read_json_rows(const std::vector<Json>& rows, const FeedConfig& feed = decisions_feed(),
                              const AgencyDirectory& agencies = {}) {
  return read_text(Json(rows).dump(), feed, agencies);
}

}  // namespace gongshi::test
