#include "search/document.h"

#include <algorithm>

#include "render/words.h"

namespace gongshi {
namespace {

/// An agency's own record may leave its code to its id.
std::string code_of(const PublicRecord& record) {
  return record.agency().empty() && record.dataset() == "agencies" ? record.id() : record.agency();
}

/// Every string at a dotted path: the value itself, the items of a list, the members of objects.
void strings_at(const Json& value, std::vector<std::string>& out) {
  if (value.is_string()) {
    if (!value.get_ref<const std::string&>().empty()) out.push_back(value.get<std::string>());
  } else if (value.is_array() || value.is_object()) {
    for (const auto& item : value) strings_at(item, out);
  }
}

std::vector<std::string> strings_of(const PublicRecord& record, std::string_view field) {
  std::vector<std::string> out;
  if (const Json* value = find_at(record.fields(), field)) strings_at(*value, out);
  return out;
}

std::optional<Fen> money_of(const PublicRecord& record, std::string_view field) {
  const Json* value = find_at(record.fields(), field);
  if (!value || !value->is_number_integer()) return std::nullopt;
  return value->get<Fen>();
}

std::optional<Fen> amount_of(const PublicRecord& record) {
  const auto fine = money_of(record, "fine");
  const auto confiscated = money_of(record, "confiscated");
  if (fine || confiscated) return fine.value_or(0) + confiscated.value_or(0);
  return money_of(record, "amount");
}

Json shown_of(const PublicRecord& record, const IndexedRecord& indexed) {
  Json texts = Json::array();
  for (const auto& value : indexed.values) texts.push_back(value.text);
  Json shown = {{"url", indexed.address},
                {"title", record_title(record)},
                {"number", indexed.number},
                {"texts", texts},
                {"dataset", indexed.dataset},
                {"category", indexed.category},
                {"agency", indexed.agency},
                {"agency_name", indexed.agency_name},
                {"date", indexed.date},
                {"published_on", record.published_on().iso()},
                {"result", record.dataset() == "decisions" ? result_line(record) : std::string()},
                {"marks", record.marks()}};
  if (indexed.amount) shown["amount"] = *indexed.amount;
  return shown;
}

}  // namespace

AgencyNames agency_names(const Edition& edition) {
  AgencyNames names;
  const auto [begin, end] = edition.of("agencies");
  for (auto record = begin; record != end; ++record) names[code_of(*record)] = record->text("name");
  return names;
}

IndexedRecord indexed_record(const PublicRecord& record, const Schema& schema,
                             const AgencyNames& agencies) {
  IndexedRecord out;
  out.address = record.address();
  out.dataset = record.dataset();
  out.agency = code_of(record);
  out.number = record.dataset() == "decisions" ? record.text("document_number") : record.id();
  const auto name = agencies.find(out.agency);
  out.agency_name = name == agencies.end() ? std::string() : name->second;
  const std::string category = record.text("category");
  if (std::find(categories().begin(), categories().end(), category) != categories().end())
    out.category = category;
  if (const auto date = record.main_date()) out.date = date->iso();
  out.region = record.text("region");
  out.kinds = strings_of(record, "penalty_kinds");
  std::sort(out.kinds.begin(), out.kinds.end());
  out.kinds.erase(std::unique(out.kinds.begin(), out.kinds.end()), out.kinds.end());
  out.amount = amount_of(record);
  for (const auto& row : schema.searched(record.dataset()))
    for (auto& text : strings_of(record, row.field)) out.values.push_back({&row, std::move(text)});
  out.shown = shown_of(record, out);
  return out;
}

}  // namespace gongshi
