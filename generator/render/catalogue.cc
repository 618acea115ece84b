#include "render/catalogue.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

bool listed_before(const PublicRecord* a, const PublicRecord* b) {
  return std::tuple(a->published_on(), a->address()) < std::tuple(b->published_on(), b->address());
}

/// A field of one dataset that names records of another by their code.
struct Link {
  std::string_view from, field, to, label;
  std::string_view back;  ///< what the named record calls those that name it; empty: it does not know them
  /// A record of the same kind has come down when another takes its place: its notice asks for that one, its page did not.
  bool listed_there() const { return !back.empty() && from != to; }
};

constexpr std::array kLinks = {
    Link{"services", "power", "powers", "权责事项", "办事指南"},
    Link{"discretion-standards", "item", "powers", "权责事项", "裁量基准"},
    Link{"review-catalogue", "items", "powers", "权责事项", "法制审核"},
    Link{"recording-catalogue", "items", "powers", "权责事项", "音像记录"},
    Link{"inspection-plans", "items", "inspection-items", "抽查事项", "检查计划"},
    Link{"inspections", "item", "inspection-items", "抽查事项", ""},
    Link{"inspections", "plan", "inspection-plans", "检查计划", ""},
    Link{"decisions", "item", "powers", "权责事项", ""},
    Link{"decisions", "replaces", "decisions", "替代的决定", "新的决定"},
};

std::vector<std::string> named_in(const PublicRecord& record, std::string_view field) {
  std::vector<std::string> ids;
  const Json value = record.value(field);
  if (value.is_string()) ids.push_back(normalized_id(value.get<std::string>()));
  if (value.is_array())
    for (const Json& id : value)
      if (id.is_string()) ids.push_back(normalized_id(id.get<std::string>()));
  return ids;
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

Catalogue::Catalogue(const Site& site, const Edition& edition, std::function<void(const Lookup&)> noted)
    : noted_(std::move(noted)) {
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
  for (const auto& [dataset, rows] : datasets_)
    for (const PublicRecord* record : rows)
      by_id_.emplace(Key(dataset, record->agency(), normalized_id(record->id())), record);
  for (size_t link = 0; link < kLinks.size(); ++link) {
    if (kLinks[link].back.empty()) continue;
    for (const PublicRecord* record : rows(std::string(kLinks[link].from)))
      for (const std::string& id : named_in(*record, kLinks[link].field))
        named_by_[Key(kLinks[link].to, record->agency(), id)][link].push_back(record);
  }
  parties_ = grouped(rows("decisions"), party_code);
  parties_.erase("");
}

const Rows& Catalogue::rows(const std::string& dataset) const {
  static const Rows none;
  const auto found = datasets_.find(dataset);
  return found == datasets_.end() ? none : found->second;
}

const Rows& Catalogue::rows_beside(const std::string& dataset) const {
  if (noted_) noted_({dataset, "", ""});
  return rows(dataset);
}

Rows Catalogue::found(const Lookup& lookup) const {
  if (lookup.agency.empty()) return rows(lookup.dataset);
  Rows out;
  if (lookup.back) {
    if (const auto by = named_by_.find(Key(lookup.dataset, lookup.agency, lookup.id)); by != named_by_.end())
      for (const auto& [link, rows] : by->second) out.insert(out.end(), rows.begin(), rows.end());
    return out;
  }
  const auto record = by_id_.find(Key(lookup.dataset, lookup.agency, lookup.id));
  if (record != by_id_.end()) out.push_back(record->second);
  return out;
}

const PublicRecord* Catalogue::agency(const std::string& code) const {
  if (noted_) noted_({"agencies", code, normalized_id(code)});
  const auto found = agencies_.find(code);
  return found == agencies_.end() ? nullptr : found->second;
}

const PublicRecord* Catalogue::officer(const std::string& agency, const std::string& number) const {
  return find("officers", agency, number);
}

const PublicRecord* Catalogue::find(const std::string& dataset, const std::string& agency,
                                    const std::string& id) const {
  if (noted_) noted_({dataset, agency, normalized_id(id)});
  const auto found = by_id_.find(Key(dataset, agency, normalized_id(id)));
  return found == by_id_.end() ? nullptr : found->second;
}

const PublicRecord* Catalogue::successor(const Tombstone& stone) const {
  if (stone.dataset() != "decisions" || (stone.reason() != "amended" && stone.reason() != "remade")) return nullptr;
  if (!stone.replaced_by().empty())
    if (const PublicRecord* named = find("decisions", stone.agency(), stone.replaced_by())) return named;
  const Lookup naming{"decisions", stone.agency(), normalized_id(stone.document_number()), true};
  if (noted_) noted_(naming);
  const Rows rows = found(naming);
  return rows.empty() ? nullptr : rows.back();
}

std::vector<std::pair<std::string, Rows>> Catalogue::linked(const PublicRecord& record) const {
  std::vector<std::pair<std::string, Rows>> lists;
  for (const Link& link : kLinks) {
    if (link.from != record.dataset()) continue;
    Rows rows;
    for (const std::string& id : named_in(record, link.field))
      if (const PublicRecord* to = find(std::string(link.to), record.agency(), id)) rows.push_back(to);
    if (!rows.empty()) lists.emplace_back(link.label, std::move(rows));
  }
  const Key key(record.dataset(), record.agency(), normalized_id(record.id()));
  const bool may_be_named = std::any_of(kLinks.begin(), kLinks.end(), [&](const Link& link) { return link.to == record.dataset() && link.listed_there(); });
  if (noted_ && may_be_named) noted_({record.dataset(), record.agency(), std::get<2>(key), true});
  const auto by = named_by_.find(key);
  if (by == named_by_.end()) return lists;
  for (const auto& [link, rows] : by->second)
    if (kLinks[link].listed_there()) lists.emplace_back(kLinks[link].back, rows);
  return lists;
}

std::string Catalogue::named(const std::string& code, std::string_view field) const {
  const auto found = agencies_.find(code);
  return found == agencies_.end() ? "" : found->second->text(field);
}

std::string Catalogue::agency_name(const std::string& code) const {
  const std::string name = named(code, "name");
  return name.empty() ? code : name;
}

std::string Catalogue::agency_short(const std::string& code) const {
  const std::string name = named(code, "short_name");
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

std::string window_path(const std::string& agency) {
  return "officers/" + agency_folder(agency) + "/window.html";
}

bool has_feed(const Rows& decisions_of_agency) {
  return std::any_of(decisions_of_agency.begin(), decisions_of_agency.end(),
                     [](const PublicRecord* record) { return !record->personal(); });
}

std::string dataset_feed_path(const std::string& dataset) { return dataset + "/feed.atom"; }

std::string feed_path(const std::string& agency) {
  return "decisions/" + agency_folder(agency) + "/feed.atom";
}

}  // namespace gongshi
