#include "render/catalogue.h"

#include <algorithm>
#include <tuple>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

bool listed_before(const PublicRecord* a, const PublicRecord* b) {
  return std::tuple(a->published_on(), a->address()) < std::tuple(b->published_on(), b->address());
}

}  // namespace

RowGroups grouped(const Rows& rows, const std::function<std::string(const PublicRecord&)>& key) {
  RowGroups groups;
  for (const PublicRecord* row : rows) groups[key(*row)].push_back(row);
  return groups;
}

std::string month_of(const PublicRecord& record) {
  return record.main_date() ? record.main_date()->month_id() : "undated";
}

std::string category_of(const PublicRecord& record) {
  const std::string category = record.text("category");
  return category.empty() ? "other" : category;
}

Catalogue::Catalogue(const Site& site, const Edition& edition) {
  for (const auto& [name, definition] : site.datasets) {
    const auto [first, last] = edition.of(name);
    Rows& rows = datasets_[name];
    for (const PublicRecord* record = first; record != last; ++record) rows.push_back(record);
    std::sort(rows.begin(), rows.end(), listed_before);
  }
  for (const PublicRecord* record : rows("agencies")) {
    agencies_[record->id()] = record;
    codes_.push_back(record->id());
  }
  std::sort(codes_.begin(), codes_.end());
  for (const PublicRecord* record : rows("officers"))
    officers_[{record->agency(), normalized_id(record->id())}] = record;
  parties_ = grouped(rows("decisions"), party_code);
  parties_.erase("");
}

const Rows& Catalogue::rows(const std::string& dataset) const {
  static const Rows none;
  const auto found = datasets_.find(dataset);
  return found == datasets_.end() ? none : found->second;
}

const PublicRecord* Catalogue::agency(const std::string& code) const {
  const auto found = agencies_.find(code);
  return found == agencies_.end() ? nullptr : found->second;
}

const PublicRecord* Catalogue::officer(const std::string& agency, const std::string& number) const {
  const auto found = officers_.find({agency, normalized_id(number)});
  return found == officers_.end() ? nullptr : found->second;
}

std::string Catalogue::agency_name(const std::string& code) const {
  const PublicRecord* record = agency(code);
  const std::string name = record == nullptr ? "" : record->text("name");
  return name.empty() ? code : name;
}

std::string Catalogue::agency_short(const std::string& code) const {
  const PublicRecord* record = agency(code);
  const std::string name = record == nullptr ? "" : record->text("short_name");
  return name.empty() ? agency_name(code) : name;
}

std::string Catalogue::party_code(const PublicRecord& record) {
  const std::string uscc = record.text("party.uscc");
  if (record.personal() || !uscc_valid(uscc)) return "";
  const std::string kind = record.text("party.kind");
  const bool organisation = kind == "organisation" || (kind.empty() && !uscc.starts_with("92"));
  return organisation ? uscc : "";
}

std::string party_path(const std::string& uscc) {
  return "parties/" + uscc.substr(uscc.size() - 2) + "/" + uscc + ".html";
}

std::string agency_folder(const std::string& agency) { return "by-" + agency; }

bool has_feed(const Rows& decisions_of_agency) {
  return std::any_of(decisions_of_agency.begin(), decisions_of_agency.end(),
                     [](const PublicRecord* record) { return !record->personal(); });
}

std::string dataset_feed_path(const std::string& dataset) { return dataset + "/feed.atom"; }

std::string feed_path(const std::string& agency) {
  return "decisions/" + agency_folder(agency) + "/feed.atom";
}

}  // namespace gongshi
