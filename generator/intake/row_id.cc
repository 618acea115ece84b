#include "intake/row_id.h"

#include "base/digest.h"
#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

/// Text of a field as the row has it; "" when it has none.
std::string text_of(const RawRow& row, const std::string& field) {
  const RawCell* cell = row.find(field);
  return cell ? single_line(scalar_text(cell->value).value_or("")) : "";
}

bool is_person(const RawRow& row) {
  const RawCell* kind = row.find("party.kind");
  if (!kind) return false;
  const auto read = typed_value(*kind->field, Json(kind->value), {false});
  return std::holds_alternative<Json>(read) && std::get<Json>(read) == "natural_person";
}

std::string party_mark(const RawRow& row, const std::string& document, const std::string& key) {
  const std::string code = code_form(text_of(row, "party.uscc"));
  if (uscc_valid(code) && !is_person(row)) return code;
  const std::string number = code_form(text_of(row, "party.id_number"));
  const std::string who = number.empty() ? normalized_id(text_of(row, "party.name")) : number;
  if (who.empty()) return "";
  return hmac_hex(key, "party\x1f" + normalized_id(document) + '\x1f' + who).substr(0, 8);
}

}  // namespace

std::string keyed_id(const RawRow& row, const std::vector<std::string>& key) {
  std::vector<std::string> parts;
  for (const auto& field : key) parts.push_back(text_of(row, field));
  return joined(parts, "~");
}

std::variant<std::string, Fault> composed_id(const RawRow& row, const Mapping& mapping,
                                             const std::string& key) {
  std::string id;
  for (const auto& name : mapping.id_parts()) {
    const bool party = name == "party";
    const std::string part = party ? party_mark(row, id, key) : text_of(row, name);
    if (normalized_id(part).empty())
      return Fault{"missing_field", party ? "party.name" : name, "没有填写", "", "请补上后重新报送。"};
    id += (id.empty() ? "" : "~") + part;
  }
  return id;
}

}  // namespace gongshi
