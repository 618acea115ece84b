#include "base/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/characters.h"
#include "base/digest.h"
#include "base/modular.h"

namespace gongshi {
namespace {

/// Lengths of tails: each value is looked up by the longest that is not longer than it.
constexpr size_t kTails[] = {2, 3, 4, 6, 10, kTextRun};
/// Longer values are looked for by their runs instead.
constexpr size_t kLongest = 512;

size_t shortest(FingerprintKind kind) {
  switch (kind) {
    case FingerprintKind::kName:
      return 2;
    case FingerprintKind::kText:
      return kTextRun;
    case FingerprintKind::kPhone:
      return 7;
    case FingerprintKind::kBank:
      return 8;
    case FingerprintKind::kPlate:
    case FingerprintKind::kAddress:
    case FingerprintKind::kEmail:
      return 5;
    case FingerprintKind::kIdentity:
    case FingerprintKind::kNumber:
      return 6;
  }
  return kTextRun;
}

std::u32string only(const std::u32string& text, bool (*keep)(char32_t)) {
  std::u32string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), keep);
  return out;
}

std::u32string without_hyphens(std::string_view value) {
  ScanText text;
  text.append(value, 0);
  return text.without_digit_hyphens().points;
}

/// The digit runs of a value that may hold several numbers; a mobile number loses its country code.
std::vector<std::u32string> digit_runs(const std::u32string& text, size_t at_least) {
  std::vector<std::u32string> out;
  std::u32string run;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_ascii_digit(text[i])) {
      run += text[i];
      continue;
    }
    if (run.size() == 13 && run.starts_with(U"861")) run.erase(0, 2);
    if (run.size() >= at_least) out.push_back(run);
    run.clear();
  }
  return out;
}

bool parse_hex(std::string_view text, uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string Fingerprint::text() const {
  auto out = fmt::format("{}{}.{:x}", static_cast<char>(kind), length, hash);
  if (tail != hash) out += fmt::format(".{:x}", tail);
  return out;
}

std::optional<Fingerprint> Fingerprint::parse(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == text.npos || dot < 2 || std::string_view("ipbvednat").find(text[0]) == text.npos)
    return std::nullopt;
  Fingerprint out;
  out.kind = static_cast<FingerprintKind>(text[0]);
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + dot, out.length);
  if (error != std::errc() || end != text.data() + dot) return std::nullopt;
  const std::string_view hashes = text.substr(dot + 1);
  const size_t second = hashes.find('.');
  if (!parse_hex(hashes.substr(0, second), out.hash)) return std::nullopt;
  out.tail = out.hash;
  if (second != hashes.npos && !parse_hex(hashes.substr(second + 1), out.tail)) return std::nullopt;
  if (out.length < shortest(out.kind) || out.length > kLongest) return std::nullopt;
  return out;
}

Fingerprinter::Fingerprinter(std::string_view key)
    : base_((1ULL << 40) + hmac_number(key, "fingerprint") % ((1ULL << 61) - (1ULL << 41))) {}

uint64_t Fingerprinter::hash(std::u32string_view points) const {
  uint64_t sum = 0;
  for (const char32_t c : points) sum = modular::add(modular::multiply(sum, base_), c + 1);
  return sum;
}

size_t Fingerprinter::tail_length(size_t length) {
  size_t best = kTails[0];
  for (const size_t tail : kTails)
    if (tail <= length) best = tail;
  return best;
}

Fingerprint Fingerprinter::make(FingerprintKind kind, std::u32string_view value) const {
  return {kind, static_cast<uint16_t>(value.size()), hash(value),
          hash(value.substr(value.size() - tail_length(value.size())))};
}

std::vector<Fingerprint> Fingerprinter::of(FingerprintKind kind, std::string_view value) const {
  std::u32string text = folded(value);
  std::vector<std::u32string> forms;
  if (kind == FingerprintKind::kPhone || kind == FingerprintKind::kBank) {
    forms = digit_runs(without_hyphens(value), shortest(kind));
  } else if (kind == FingerprintKind::kIdentity) {
    forms.push_back(without_hyphens(value));
  } else if (kind == FingerprintKind::kPlate) {
    text = only(text, [](char32_t c) { return c != U'·' && c != U'-'; });
    forms.push_back(text);
    if (text.size() > 2)
      for (const char32_t mark : {U'·', U'-'})
        forms.push_back(text.substr(0, 2) + mark + text.substr(2));
  } else if (kind != FingerprintKind::kText && text.size() <= kLongest) {
    forms.push_back(text);
  } else {
    kind = FingerprintKind::kText;
    for (size_t i = 0; i + kTextRun <= text.size(); ++i) forms.push_back(text.substr(i, kTextRun));
  }
  std::vector<Fingerprint> out;
  for (const auto& form : forms)
    if (form.size() >= shortest(kind) && form.size() <= kLongest) out.push_back(make(kind, form));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace gongshi
