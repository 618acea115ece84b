#include "export/export.h"
#include "export/record_row.h"
#include "render/words.h"

namespace gongshi {
namespace {

const char* type_word(const FieldDefinition* field) {
  if (field == nullptr) return "string";
  switch (field->type) {
    case FieldType::kDate:
      return "date";
    case FieldType::kMoney:
      return "money";
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kBoolean:
      return "boolean";
    case FieldType::kStrings:
      return "strings";
    case FieldType::kObjects:
      return "objects";
    default:
      return "string";
  }
}

Json field_json(const DataColumn& column) {
  Json out = {{"name", column.name}, {"label", column.label}, {"type", type_word(column.field)}};
  if (column.field == nullptr) return out;
  if (column.field->type == FieldType::kMoney) out["unit"] = "元";
  for (const std::string& value : column.field->values)
    out["values"].push_back({{"value", value}, {"label", enum_label(*column.field, value)}});
  return out;
}

}  // namespace

Json data_dictionary(const Site& site, const Edition& edition) {
  Json datasets = Json::array();
  for (const auto& [dataset, definition] : site.datasets) {
    const auto [first, last] = edition.of(dataset);
    if (first == last) continue;
    Json fields = Json::array();
    for (const DataColumn& column : data_columns(definition)) fields.push_back(field_json(column));
    datasets.push_back({{"dataset", dataset}, {"label", definition.label}, {"fields", fields}});
  }
  return {{"datasets", datasets},
          {"note", "当事人是自然人的记录，只提供文号、机关、类别、种类、日期和隐去后的姓名。"}};
}

}  // namespace gongshi
