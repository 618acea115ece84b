#include "audit/forbidden.h"

#include <algorithm>

#include "audit/addresses.h"
#include "base/text.h"

namespace gongshi {
namespace {

std::string_view kind_word(FingerprintKind kind) {
  switch (kind) {
    case FingerprintKind::kIdentity:
      return "证件号码";
    case FingerprintKind::kPhone:
      return "电话号码";
    case FingerprintKind::kBank:
      return "银行账号";
    case FingerprintKind::kPlate:
      return "车牌号";
    case FingerprintKind::kEmail:
      return "电子邮箱";
    case FingerprintKind::kNumber:
      return "文号或者编号";
    case FingerprintKind::kName:
      return "自然人姓名";
    case FingerprintKind::kAddress:
      return "住址";
    case FingerprintKind::kText:
      return "文字";
  }
  return "内容";
}

/// The month in the second segment of `decisions/2026-03/<agency>-….html`, and the agency.
bool page_of(const ForbiddenOwner& owner, const std::string& path) {
  const auto parts = split(path, '/');
  return parts.size() == 3 && (owner.month.empty() || parts[1] == owner.month) &&
         parts[2].starts_with(owner.agency + "-");
}

/// A row of a list links to a page of the agency and month; a row of data names both.
bool row_of(const ForbiddenOwner& owner, std::string_view row, bool markup) {
  if (row.empty()) return false;
  if (markup) return contains(row, owner.month + "/" + owner.agency + "-");
  return contains(row, owner.agency) && contains(row, owner.month);
}

}  // namespace

bool is_markup_path(std::string_view path) {
  for (const std::string_view end : {".html", ".htm", ".xml", ".svg", ".atom", ".xhtml"})
    if (path.ends_with(end)) return true;
  return false;
}

Forbidden::Forbidden(const AuditInput& input, const ForbiddenList& values)
    : values_(values), scanner_(input.fingerprinter, values.prints()) {
  if (values.empty()) return;
  for (const auto& value : input.allowed) scanner_.allow(value);
  // The file name of a public record's address repeats the letters and digits of its number.
  for (const auto& [address, key] : input.records) {
    std::string_view name = address;
    name.remove_prefix(std::min(name.find_last_of("/#") + 1, name.size()));
    if (name.ends_with(".html")) name.remove_suffix(5);
    scanner_.allow(name);
  }
}

bool Forbidden::short_name(size_t value) const {
  const Fingerprint& print = values_.prints()[value];
  return print.kind == FingerprintKind::kName && print.length <= kShortName;
}

bool Forbidden::same_month(size_t value, std::string_view agency, std::string_view month) const {
  const ForbiddenOwner& owner = values_.owner(value);
  return !owner.agency.empty() && owner.agency == agency && (owner.month.empty() || owner.month == month);
}

std::vector<Forbidden::Hit> Forbidden::in_file(const std::string& path,
                                               std::string_view bytes) const {
  std::vector<Hit> out;
  const bool markup = is_markup_path(path);
  for (const auto& hit : scanner_.scan(bytes)) {
    const ForbiddenOwner& owner = values_.owner(hit.index);
    if (short_name(hit.index) &&
        (owner.agency.empty() ||
         (!page_of(owner, path) && !row_of(owner, row_around(bytes, hit.offset, markup), markup))))
      continue;
    out.push_back({hit.index, hit.offset});
  }
  return out;
}

std::vector<Forbidden::Hit> Forbidden::in_document(std::string_view bytes, std::string_view agency,
                                                   std::string_view month) const {
  std::vector<Hit> out;
  for (const auto& hit : scanner_.scan(bytes))
    if (!short_name(hit.index) || same_month(hit.index, agency, month)) out.push_back({hit.index, hit.offset});
  return out;
}

std::vector<Forbidden::Hit> Forbidden::in_words(const std::vector<std::string>& words) const {
  std::string text;
  std::vector<size_t> begins;
  for (const auto& word : words) {
    begins.push_back(text.size());
    text += word;
    text += kScanBreak;
  }
  std::vector<Hit> out;
  for (const auto& hit : scanner_.scan_all(text)) {
    if (scanner_.in_allowed(hit.index)) continue;
    const auto after = std::upper_bound(begins.begin(), begins.end(), hit.offset);
    out.push_back({hit.index, static_cast<size_t>(after - begins.begin()) - 1});
  }
  return out;
}

std::string Forbidden::sentence(size_t value) const {
  return "这里出现了一条记录不得公开的" + std::string(kind_word(values_.prints()[value].kind)) + "。";
}

std::string Forbidden::cause(size_t value) const { return "forbidden " + values_.prints()[value].text(); }

void ForbiddenList::add(const Fingerprint& print) {
  prints_.push_back(print);
  owner_.push_back(static_cast<uint32_t>(owners_.size() - 1));
  settled_.push_back(false);
}

bool ForbiddenList::any_settled() const { return std::find(settled_.begin(), settled_.end(), true) != settled_.end(); }

ForbiddenList ForbiddenList::unsettled() const {
  ForbiddenList out = *this;
  out.drop(settled_);
  return out;
}

void ForbiddenList::drop(const std::vector<bool>& out) {
  size_t kept = 0;
  for (size_t i = 0; i < prints_.size(); ++i) {
    if (out[i]) continue;
    prints_[kept] = prints_[i];
    owner_[kept] = owner_[i];
    settled_[kept] = settled_[i];
    ++kept;
  }
  prints_.resize(kept);
  owner_.resize(kept);
  settled_.resize(kept);
}

}  // namespace gongshi
