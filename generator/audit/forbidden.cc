#include "audit/forbidden.h"

#include <algorithm>

#include "audit/addresses.h"
#include "base/text.h"

namespace gongshi {
namespace {

std::vector<Fingerprint> fingerprints(const std::vector<ForbiddenValue>& values) {
  std::vector<Fingerprint> out;
  out.reserve(values.size());
  for (const auto& value : values) out.push_back(value.fingerprint);
  return out;
}

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
bool page_of(const ForbiddenValue& value, const std::string& path) {
  const auto parts = split(path, '/');
  return parts.size() == 3 && (value.month.empty() || parts[1] == value.month) &&
         parts[2].starts_with(value.agency + "-");
}

/// A row of a list links to a page of the agency and month; a row of data names both.
bool row_of(const ForbiddenValue& value, std::string_view row, bool markup) {
  if (row.empty()) return false;
  if (markup) return contains(row, value.month + "/" + value.agency + "-");
  return contains(row, value.agency) && contains(row, value.month);
}

}  // namespace

bool is_markup_path(std::string_view path) {
  for (const std::string_view end : {".html", ".htm", ".xml", ".svg", ".atom", ".xhtml"})
    if (path.ends_with(end)) return true;
  return false;
}

Forbidden::Forbidden(const AuditInput& input, const std::vector<ForbiddenValue>& values)
    : values_(values), scanner_(input.fingerprinter, fingerprints(values)) {
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

bool Forbidden::short_name(const ForbiddenValue& value) {
  return value.fingerprint.kind == FingerprintKind::kName && value.fingerprint.length <= kShortName;
}

bool Forbidden::same_month(const ForbiddenValue& value, std::string_view agency,
                           std::string_view month) {
  return !value.agency.empty() && value.agency == agency &&
         (value.month.empty() || value.month == month);
}

std::vector<Forbidden::Hit> Forbidden::in_file(const std::string& path,
                                               std::string_view bytes) const {
  std::vector<Hit> out;
  const bool markup = is_markup_path(path);
  for (const auto& hit : scanner_.scan(bytes)) {
    const auto& value = values_[hit.index];
    if (short_name(value) &&
        (value.agency.empty() ||
         (!page_of(value, path) && !row_of(value, row_around(bytes, hit.offset, markup), markup))))
      continue;
    out.push_back({&value, hit.offset});
  }
  return out;
}

std::vector<Forbidden::Hit> Forbidden::in_document(std::string_view bytes, std::string_view agency,
                                                   std::string_view month) const {
  std::vector<Hit> out;
  for (const auto& hit : scanner_.scan(bytes)) {
    const auto& value = values_[hit.index];
    if (!short_name(value) || same_month(value, agency, month)) out.push_back({&value, hit.offset});
  }
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
    out.push_back({&values_[hit.index], static_cast<size_t>(after - begins.begin()) - 1});
  }
  return out;
}

std::string Forbidden::sentence(const ForbiddenValue& value) {
  return "这里出现了一条记录不得公开的" + std::string(kind_word(value.fingerprint.kind)) + "。";
}

std::string Forbidden::cause(const ForbiddenValue& value) {
  return "forbidden " + value.fingerprint.text();
}

}  // namespace gongshi
