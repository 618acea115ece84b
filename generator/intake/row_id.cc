#include "intake/row_id.h"

#include "base/digest.h"
#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

/// Text of a field as the row has it; "" when it has none.
std::string text_of(const RawRow& row, const std::string& field) {
  const auto at = row.cells.find(field);
  if (at == row.cells.end()) return "";
  return single_line(scalar_text(at->second.front().value).value_or(""));
}

bool is_person(const RawRow& row, const FieldIndex& index) {
  const auto* kind = index.field("party.kind");
  if (!kind || !row.has("party.kind")) return false;
  const auto read = typed_value(*kind, row.cells.at("party.kind").front().value, {false});
  return std::holds_alternative<Json>(read) && std::get<Json>(read) == "natural_person";
}

std::string party_mark(const RawRow& row, const FieldIndex& index, const std::string& document,
                       const std::string& key) {
  const std::string code = code_form(text_of(row, "party.uscc"));
  if (uscc_valid(code) && !is_person(row, index)) return code;
  const std::string number = code_form(text_of(row, "party.id_number"));
  const std::string who = number.empty() ? normalized_id(text_of(row, "party.name")) : number;
  if (who.empty()) return "";
  return hmac_hex(key, "party\x1f" + normalized_id(document) + '\x1f' + who).substr(0, 8);
}

}  // namespace

std::variant<std::string, Fault> composed_id(const RawRow& row, const Mapping& mapping,
                                             const FieldIndex& index, const std::string& key) {
  std::string id;
  for (const auto& name : mapping.id_parts()) {
    const bool party = name == "party";
    const std::string part = party ? party_mark(row, index, id, key) : text_of(row, name);
    if (normalized_id(part).empty())
      return Fault{"missing_field", party ? "party.name" : name, "没有填写", "", "请补上后重新报送。"};
    id += (id.empty() ? "" : "~") + part;
  }
  return id;
}

}  // namespace gongshi
