#include "search/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// Between the values of slot `facets`; no value holds it, all are single lines.
constexpr char kBetween = '\x1f';

/// Bytes of a digest that tell records of one day apart.
constexpr size_t kOrderDigits = 16;

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
  strings_at(record.value(field), out);
  return out;
}

std::optional<Fen> money_of(const PublicRecord& record, std::string_view field) {
  const Json value = record.value(field);
  if (!value.is_number_integer()) return std::nullopt;
  return value.get<Fen>();
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
  if (record.personal()) shown["personal"] = true;
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
  // A mark in place of a value is no choice of a filter.
  if (!hides(record, "region")) out.region = record.text("region");
  if (!hides(record, "penalty_kinds")) out.kinds = strings_of(record, "penalty_kinds");
  std::sort(out.kinds.begin(), out.kinds.end());
  out.kinds.erase(std::unique(out.kinds.begin(), out.kinds.end()), out.kinds.end());
  out.amount = amount_of(record);
  for (const auto& row : schema.searched(record.dataset()))
    for (auto& text : strings_of(record, row.field)) out.values.push_back({&row, std::move(text)});
  const std::string title = record_title(record);
  if (std::none_of(out.values.begin(), out.values.end(),
                   [&](const auto& value) { return contains(title, value.text); })) {
    static const SchemaRow title_row = {"title", "标题", "", -1, SchemaRole::kText, 1};
    out.values.push_back({&title_row, title});
  }
  // A person is found, but nobody's name is offered to those who did not ask for it.
  if (!record.personal())
    for (const auto& value : out.values)
      if (value.row->suggested) out.suggested.push_back(single_line(value.text));
  out.shown = shown_of(record, out);
  return out;
}

std::string IndexedRecord::place() const {
  return date + "/" + sha256_hex(address).substr(0, kOrderDigits);
}

std::string IndexedRecord::amount_place() const {
  return (amount ? fmt::format("{:015}", std::max<Fen>(*amount, 0)) : std::string()) + "/" + place();
}

std::string IndexedRecord::facets() const {
  std::string out;
  for (const auto& value : {dataset, category, agency, date.substr(0, 4), region,
                            std::string(amount ? amount_band(*amount) : std::string_view())})
    out += value + kBetween;
  return out + joined(kinds, std::string(1, kBetween));
}

std::vector<std::pair<std::string_view, std::string>> facet_values(std::string_view slot) {
  static constexpr std::string_view kOrder[] = {"dataset", "category", "agency",
                                                "year",    "region",   "amount"};
  std::vector<std::pair<std::string_view, std::string>> out;
  size_t i = 0;
  for (auto& value : split(slot, kBetween)) {
    const std::string_view field = i < std::size(kOrder) ? kOrder[i] : "kind";
    ++i;
    if (!value.empty()) out.emplace_back(field, std::move(value));
  }
  return out;
}

std::vector<std::string> standing_texts(const Json& shown) {
  std::vector<std::string> out;
  const auto add = [&](std::string text) {
    if (!text.empty() && std::find(out.begin(), out.end(), text) == out.end())
      out.push_back(std::move(text));
  };
  for (const auto& text : shown.at("texts")) add(text.get<std::string>());
  for (const char* name : {"number", "agency_name"}) add(text_at(shown, name));
  add(category_label(text_at(shown, "category")));
  return out;
}

}  // namespace gongshi
