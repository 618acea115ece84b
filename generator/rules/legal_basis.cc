#include "rules/legal_basis.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

/// The text without blanks, in simplified characters.
std::u32string plain_form(std::string_view text) {
  std::u32string out;
  for (const char32_t c : to_u32(nfkc(text)))
    if (c != U' ' && c != U'\n' && c != U'\t') out += simplified(c);
  return out;
}

bool holds_any(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

/// What stands right before, back to the last mark that parts clauses.
std::u32string_view clause_before(std::u32string_view before) {
  const size_t mark = before.find_last_of(U"，,。;；：:、");
  return mark == before.npos ? before : before.substr(mark + 1);
}

/// The law on public security, by its names. Elsewhere than in the basis only where it is what was broken or
/// applied: 依据《中华人民共和国治安管理处罚法》; others may mention it.
bool names_security_law(const std::u32string& text, bool basis) {
  constexpr size_t kReach = 14;  // 依据《中华人民共和国
  for (const std::u32string_view name : {U"治安管理处罚法", U"治安管理处罚条例", U"治安处罚法"})
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      if (basis) return true;
      const std::u32string_view before = std::u32string_view(text).substr(at - std::min(at, kReach), std::min(at, kReach));
      // Another authority's case, an earlier one, or what somebody was told might follow.
      if (holds_any(before, {U"由公安机关", U"告知其"}) || holds_any(clause_before(before), {U"曾因", U"此前因"})) continue;
      if (holds_any(before, {U"依据", U"依照", U"根据", U"按照", U"违反"})) return true;
    }
  return false;
}

/// 见附件, 有关规定 and a stroke name no law.
bool names_a_law(const std::u32string& basis) {
  for (const std::u32string_view word : {U"《", U"条例", U"法第"})
    if (basis.find(word) != basis.npos) return true;
  return false;
}

}  // namespace

LegalBasis legal_basis_of(const Record& record, bool person) {
  LegalBasis out;
  const std::u32string basis = plain_form(text_at(record.fields, "basis"));
  out.named = names_a_law(basis);
  out.security = names_security_law(basis, true);
  // What was broken is named by its law alone; where the basis is another law, the text must say that this one was
  // broken or applied, and facts that name it mostly speak of another case.
  for (const std::string_view field : {"content", "document", "title", "violation_type", "facts"}) {
    const bool matter = field == "title" || field == "violation_type";
    if (person && !out.security && !(out.named && field == "facts"))
      out.security = names_security_law(plain_form(text_at(record.fields, field)), matter && !out.named);
  }
  return out;
}

}  // namespace gongshi
