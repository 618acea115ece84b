#include "rules/legal_basis.h"

#include <algorithm>
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

/// The law on public security, by its names. Elsewhere than in the basis only where it is what was broken or
/// applied: 依据《中华人民共和国治安管理处罚法》; others may mention it.
bool names_security_law(const std::u32string& text, bool basis) {
  constexpr size_t kReach = 14;  // 依据《中华人民共和国
  for (const std::u32string_view name : {U"治安管理处罚法", U"治安管理处罚条例", U"治安处罚法"})
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      if (basis) return true;
      const std::u32string_view before = std::u32string_view(text).substr(at - std::min(at, kReach), std::min(at, kReach));
      // Another authority's case, or what somebody was told might follow.
      if (before.find(U"由公安机关") != before.npos || before.find(U"告知其") != before.npos) continue;
      for (const std::u32string_view word : {U"依据", U"依照", U"根据", U"按照", U"违反"})
        if (before.find(word) != before.npos) return true;
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
  // Where the basis is another law, facts that name this one mostly speak of another case; what was decided does not.
  for (const std::string_view field : {"content", "document", "facts"})
    if (person && !(out.named && field == "facts") && !out.security)
      out.security = names_security_law(plain_form(text_at(record.fields, field)), false);
  return out;
}

}  // namespace gongshi
