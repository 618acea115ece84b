#include "site/definition.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

/// Addresses that the site uses itself, so that no dataset can have its pages there.
constexpr std::string_view kReserved[] = {"annual-reports", "assets", "data",   "elder",  "feeds",
                                          "images",         "index",  "kiosk",   "parties", "print", "screen",
                                          "search",         "sitemap", "themes"};

}  // namespace

bool is_own_address(std::string_view name) {
  return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved);
}

const FieldDefinition* DatasetDefinition::field(std::string_view name) const {
  for (const auto& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

const FieldDefinition* DatasetDefinition::field_by_header(std::string_view header) const {
  const std::string form = header_form(header);
  for (const auto& field : fields)
    if (header_form(field.name) == form || header_form(field.label) == form) return &field;
  for (const auto& field : fields)
    for (const auto& alias : field.aliases)
      if (header_form(alias) == form) return &field;
  return nullptr;
}

std::string header_form(std::string_view header) {
  constexpr std::u32string_view kLeftOut = U" \t\n\r\u3000\uFEFF\u200B*_-‐‑–—―−－";
  constexpr std::u32string_view kOpening = U"〔【[";
  constexpr std::u32string_view kClosing = U"〕】]";
  std::u32string out;
  for (char32_t c : to_u32(nfkc(header))) {
    if (kLeftOut.find(c) != std::u32string_view::npos) continue;
    if (kOpening.find(c) != std::u32string_view::npos) c = U'(';
    if (kClosing.find(c) != std::u32string_view::npos) c = U')';
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    out += c;
  }
  while (!out.empty() && out.back() == U':') out.pop_back();
  return to_utf8(out);
}

Json FieldDefinition::listed_part(const Json& value) const {
  if (type != FieldType::kObjects || !value.is_array()) return value;
  Json out = Json::array();
  for (const Json& object : value) {
    Json part = Json::object();
    for (const auto& [member, heading] : members)
      if (const Json* found = object.is_object() ? find_at(object, member) : nullptr) part[member] = *found;
    if (!part.empty()) out.push_back(std::move(part));
  }
  return out;
}

bool never_public(Sensitivity sensitivity) {
  return sensitivity == Sensitivity::kIdentity || sensitivity == Sensitivity::kContact ||
         sensitivity == Sensitivity::kHealth || sensitivity == Sensitivity::kFinance;
}

bool never_public(std::string_view field, std::string_view party_kind) {
  static const std::string_view kNever[] = {
      "party.id_number", "party.id_type",   "party.birth_date", "party.legal_representative_id",
      "recording",       "legal_review",    "source",           "disclosure"};
  if (field.starts_with("disclosure.")) return true;
  if (field == "party.phone" || field == "party.address")
    return party_kind == "natural_person" || party_kind == "individual_business";
  return std::find(std::begin(kNever), std::end(kNever), field) != std::end(kNever);
}

}  // namespace gongshi
