#include "night/inputs.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "release/file_list.h"
#include "render/facets.h"
#include "rules/lines.h"
#include "search/static_index.h"

namespace gongshi {
namespace {

constexpr const char* kTombstones = "tombstones";
constexpr const char* kParties = "parties/";

/// What is made from all records at once: the static search, the kiosk with what its keyboard finds, the
/// sheets to print. The screens show what lies ahead, which changes with the day.
constexpr const char* kOfEverything[] = {"search", "kiosk", "print"};

/// Folders of the site and of the program whose every file may show on any page.
constexpr const char* kFolders[] = {"templates", "themes", "pages/files", "images", "datasets", "rules"};

/// The webmaster's lines on a record that are shown with their day, by its address key.
std::map<std::string, std::string> correction_lines(const Site& site, Date as_of) {
  std::map<std::string, std::string> lines;
  for (const SiteLine& line : site.corrections) {
    std::string& of = lines[line_key(line.json)];
    for (const char* day : {"received_on", "decided_on"})
      if (const auto on = Date::parse(text_at(line.json, day)); on && *on <= as_of) of += on->iso();
    of += line.json.dump();
  }
  return lines;
}

}  // namespace

Inputs::Inputs(const Workspace& work, const Edition& edition, const RenderExtras& extras, std::string shared)
    : edition_(edition), site_(work.site()), catalogue_(site_, edition), shared_(std::move(shared)) {
  const std::string& key = work.gate().key();
  const auto corrections = correction_lines(site_, edition.as_of);
  for (const auto& [agency, datasets] : extras.stale)
    for (const auto& [dataset, day] : datasets) stale_[dataset] += agency + day.iso();
  records_.reserve(edition.records.size());
  for (const PublicRecord& record : edition.records) {
    std::string sealed = Gate::seal(record, key);
    if (!corrections.empty())
      if (const auto line = corrections.find(address_key(record.dataset(), record.agency(), record.id()));
          line != corrections.end())
        sealed += line->second;
    records_.push_back(sha256_hex(sealed));
    everything_ = sha256_hex(everything_ + records_.back());
    if (const auto day = record.main_date(); day && day->year() < edition.as_of.year())
      scopes_[kOldSearch] = sha256_hex(scopes_[kOldSearch] + records_.back());
    if (const auto* definition = site_.definition(record.dataset())) take(record, *definition, records_.back());
  }
  for (const Tombstone& stone : edition.tombstones) {
    const std::string digest = sha256_hex(Gate::seal(stone, key));
    for (const std::string& name : {partition_of(stone.address()), std::string(kTombstones)})
      scopes_[name] = sha256_hex(scopes_[name] + digest);
    everything_ = sha256_hex(everything_ + digest);
  }
}

void Inputs::take(const PublicRecord& record, const DatasetDefinition& definition, const std::string& digest) {
  const std::string& dataset = record.dataset();
  std::set<std::string> names = {dataset, partition_of(record.address())};
  if (!definition.date.empty()) {
    const std::string month = month_of(record);
    names.insert(dataset + "/" + month);
    std::vector<std::string> lists = {dataset + "/", dataset + "/" + agency_folder(record.agency()) + "/"};
    for (const std::string& facet : facets_of(definition, record)) lists.push_back(dataset + "/" + facet + "/");
    for (const std::string& list : lists) months_[list].insert(month);
  }
  if (dataset == "decisions")
    if (const std::string code = Catalogue::party_code(record); !code.empty()) names.insert(partition_of(party_path(code)));
  for (const std::string& name : names) scopes_[name] = sha256_hex(scopes_[name] + digest);
}

std::string Inputs::scope(const std::string& name) const {
  const auto found = scopes_.find(name);
  return found == scopes_.end() ? "" : found->second;
}

std::string Inputs::beside(const std::string& list, const std::string& month) const {
  const auto months = months_.find(list);
  if (months == months_.end()) return "";
  const auto here = months->second.find(month);
  if (here == months->second.end()) return "";
  const std::string before = here == months->second.begin() ? "" : *std::prev(here);
  const std::string after = std::next(here) == months->second.end() ? "" : *std::next(here);
  return before + "|" + after;
}

std::string Inputs::of_pages(const std::string& partition) const {
  const auto parts = split(partition, '/');
  const bool data = parts[0] == "data" && parts.size() == 3;
  // The tables of 双公示 are cut from the decisions of the month.
  const std::string dataset = !data ? parts[0] : parts[1] == "double-publicity" ? "decisions" : parts[1];
  const std::string& last = parts.back();
  std::string own;
  if (partition == kOldSearch) return sha256_hex(shared_ + partition + scope(partition));
  if (std::find(std::begin(kOfEverything), std::end(kOfEverything), parts[0]) != std::end(kOfEverything)) {
    // The static search is cut at 1 January.
    std::string all = shared_ + everything_ + std::to_string(edition_.as_of.year());
    for (const auto& [stale, said] : stale_) all += stale + said;
    return sha256_hex(all);
  }
  if (partition.starts_with(kParties)) {
    own = scope(partition);
  } else if (const auto* definition = site_.definition(dataset); definition == nullptr || dataset == "agencies") {
    return "";  // agencies' pages show the newest of everything
  } else if (!definition->date.empty() && parts.size() > 1 && is_month(last) && last != "all") {
    own = scope(dataset + "/" + last);
    if (!data && !own.empty()) own += scope(partition) + beside(partition.substr(0, partition.size() - last.size()), last);
  } else {
    const std::string bucket = parts.size() == 2 && !data ? scope(partition) : "";
    own = bucket.empty() ? scope(dataset) : bucket;
  }
  return own.empty() ? "" : sha256_hex(shared_ + own + (stale_.count(dataset) ? stale_.at(dataset) : ""));
}

std::string Inputs::of_views(const std::string& partition) const {
  const auto parts = split(partition, '/');
  const bool month = parts.size() == 2 && is_month(parts[1]) && parts[1] != "all";
  const std::string own = scope(month ? partition : parts[0]);
  return own.empty() ? "" : sha256_hex("views" + shared_ + own);
}

std::string Inputs::of_lookups(const std::set<Lookup>& lookups) const {
  std::string found;
  for (const Lookup& lookup : lookups) {
    if (lookup.agency.empty()) {
      found += scope(lookup.dataset) + "\n";
      continue;
    }
    for (const PublicRecord* record : catalogue_.found(lookup))
      found += records_[static_cast<size_t>(record - edition_.records.data())];
    found += "\n";
  }
  return sha256_hex(found);
}

Result<std::string> shared_inputs(Workspace& work, const Edition& edition, const Columns& columns) {
  const Site& site = work.site();
  // Another program may make other pages of the same records.
  GONGSHI_ASSIGN(const std::string program, work.fs().read("/proc/self/exe"));
  std::string all = sha256_hex(program);
  for (const char* folder : kFolders)
    for (const auto& [name, path] : site.resources(work.fs(), folder)) {
      GONGSHI_ASSIGN(const std::string bytes, work.fs().read(path));
      all += name + sha256_hex(bytes);
    }
  for (const auto& [name, path] : site.pages(work.fs())) {
    GONGSHI_ASSIGN(const std::string bytes, work.fs().read(path));
    all += name + sha256_hex(bytes);
  }
  GONGSHI_ASSIGN(const std::string config, work.fs().read(site.dir / "site.json"));
  all += sha256_hex(config);
  // Definitions say so too, but a kept one may have been tightened since.
  for (const auto& [dataset, definition] : site.datasets)
    for (const FieldDefinition& field : definition.fields)
      if (!field.is_public) all += dataset + "." + field.name + "\n";
  const auto [first_agency, last_agency] = edition.of("agencies");
  for (const auto* agency = first_agency; agency != last_agency; ++agency)
    all += agency->id() + "=" + agency->text("name") + "=" + agency->text("short_name") + "\n";
  for (const NavEntry& entry : columns.navigation()) all += entry.label + entry.path + joined(entry.datasets, ",");
  for (const auto& [dataset, column] : columns.open_columns()) {
    all += dataset;
    const auto [first, last] = edition.of(dataset);
    all += std::any_of(first, last, [](const PublicRecord& record) { return !record.personal(); }) ? "+" : "-";
  }
  return sha256_hex(all);
}

std::string noted_text(const NotedParts& parts) {
  std::string out;
  for (const auto& [partition, part] : parts) {
    Json lookups = Json::array();
    for (const Lookup& lookup : part.lookups)
      lookups.push_back({lookup.dataset, lookup.agency, lookup.id, lookup.back});
    out += Json{{"part", partition}, {"own", part.own}, {"found", part.found}, {"lookups", std::move(lookups)}}.dump() + "\n";
  }
  return out;
}

NotedParts parse_noted(std::string_view text) {
  NotedParts parts;
  for (const auto& line : split(text, '\n')) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    NotedPart part{text_at(json, "own"), text_at(json, "found"), {}};
    const Json* lookups = find_at(json, "lookups");
    if (lookups != nullptr)
      for (const Json& lookup : *lookups)
        if (lookup.is_array() && lookup.size() == 4)
          part.lookups.insert({lookup[0].get<std::string>(), lookup[1].get<std::string>(), lookup[2].get<std::string>(), lookup[3].get<bool>()});
    parts.emplace(text_at(json, "part"), std::move(part));
  }
  return parts;
}

bool NotingSink::wants(const std::string& path) const {
  current_ = partition_of(path);
  return below_.wants(path);
}

void NotingSink::note(const Lookup& lookup) {
  if (!current_.empty()) lookups_[current_].insert(lookup);
}

}  // namespace gongshi
