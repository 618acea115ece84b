#include <algorithm>
#include <bit>

#include "base/fingerprint.h"
#include "base/modular.h"

namespace gongshi {
namespace {

/// A value inside more public values than this is a common word and no proof of anything.
constexpr size_t kCommon = 256;

bool is_alnum(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z'); }

bool without_hyphens(FingerprintKind kind) {
  return kind == FingerprintKind::kIdentity || kind == FingerprintKind::kPhone ||
         kind == FingerprintKind::kBank;
}

/// Digits in the middle of a digest: between letters a to f, so many in a row as no number has.
bool within_digest(const ScanText& text, size_t begin, size_t end) {
  constexpr size_t kDigest = 32;
  const auto hex = [&](size_t at) {
    const char32_t c = text.points[at];
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'f');
  };
  while (begin > 0 && text.before[begin] == ScanText::kNothing && hex(begin - 1)) --begin;
  while (end < text.points.size() && text.before[end] == ScanText::kNothing && hex(end)) ++end;
  if (end - begin < kDigest) return false;
  for (size_t i = begin; i < end; ++i)
    if (text.points[i] >= U'a') return true;
  return false;
}

/// Kinds that are not read across the border of a table cell or paragraph.
bool keeps_to_block(FingerprintKind kind) {
  return kind == FingerprintKind::kName || kind == FingerprintKind::kNumber ||
         kind == FingerprintKind::kPlate;
}

}  // namespace

FingerprintScanner::FingerprintScanner(const Fingerprinter& fingerprinter,
                                       std::vector<Fingerprint> list)
    : fingerprinter_(fingerprinter), list_(std::move(list)) {
  size_t longest = kTextRun;
  for (const auto& fingerprint : list_) longest = std::max<size_t>(longest, fingerprint.length);
  powers_.assign(longest + 1, 1);
  for (size_t i = 1; i <= longest; ++i)
    powers_[i] = modular::multiply(powers_[i - 1], fingerprinter_.base_);
  for (size_t i = 0; i < list_.size(); ++i)
    add_to(without_hyphens(list_[i].kind) ? digits_ : plain_, i);
  build_sieves(plain_);
  build_sieves(digits_);
}

void FingerprintScanner::add_to(Group& group, size_t index) {
  const Fingerprint& fingerprint = list_[index];
  const size_t length = Fingerprinter::tail_length(fingerprint.length);
  auto tails = std::find_if(group.tails.begin(), group.tails.end(),
                            [&](const Group::Tails& known) { return known.length == length; });
  if (tails == group.tails.end()) {
    tails = group.tails.emplace(group.tails.end());
    tails->length = length;
    tails->power = powers_[length];
  }
  auto& lengths = tails->lengths[fingerprint.tail];
  if (std::find(lengths.begin(), lengths.end(), fingerprint.length) == lengths.end())
    lengths.push_back(fingerprint.length);
  group.whole[{fingerprint.length, fingerprint.hash}].push_back(index);
}

void FingerprintScanner::build_sieves(Group& group) {
  for (auto& tails : group.tails) {
    const size_t bits = std::bit_ceil(std::max<size_t>(tails.lengths.size() * 16, 1 << 12));
    tails.seen.assign(bits / 64, 0);
    for (const auto& [hash, lengths] : tails.lengths)
      tails.seen[hash / 64 & (tails.seen.size() - 1)] |= 1ULL << (hash & 63);
  }
}

/// Calls found(index, begin) for every occurrence, borders not yet looked at.
template <class Found>
void FingerprintScanner::find_in(const Group& group, const ScanText& text,
                                 const Found& found) const {
  const size_t size = text.points.size();
  std::vector<uint64_t> sums(size + 1, 0);  // hash of everything before a point
  for (size_t i = 0; i < size; ++i)
    sums[i + 1] =
        modular::add(modular::multiply(sums[i], fingerprinter_.base_), text.points[i] + 1);
  const auto hash = [&](size_t begin, size_t end, uint64_t power) {
    return modular::subtract(sums[end], modular::multiply(sums[begin], power));
  };
  for (const auto& tails : group.tails) {
    const size_t mask = tails.seen.size() - 1;
    for (size_t end = tails.length; end <= size; ++end) {
      const uint64_t tail = hash(end - tails.length, end, tails.power);
      if ((tails.seen[tail / 64 & mask] >> (tail & 63) & 1) == 0) continue;
      const auto lengths = tails.lengths.find(tail);
      if (lengths == tails.lengths.end()) continue;
      for (const uint16_t length : lengths->second) {
        if (length > end) continue;
        const auto whole = group.whole.find({length, hash(end - length, end, powers_[length])});
        if (whole == group.whole.end()) continue;
        for (const size_t index : whole->second) found(index, end - length);
      }
    }
  }
}

bool FingerprintScanner::stands_free(size_t index, const ScanText& text, size_t begin) const {
  const Fingerprint& fingerprint = list_[index];
  const size_t end = begin + fingerprint.length;
  if (keeps_to_block(fingerprint.kind))
    for (size_t i = begin + 1; i < end; ++i)
      if ((text.before[i] & ScanText::kBlock) != 0) return false;
  if (without_hyphens(fingerprint.kind) && within_digest(text, begin, end)) return false;
  if (fingerprint.kind != FingerprintKind::kNumber) return true;
  const auto joined = [&](size_t left) {
    return is_alnum(text.points[left]) && is_alnum(text.points[left + 1]) &&
           text.before[left + 1] == ScanText::kNothing;
  };
  if (begin > 0 && joined(begin - 1)) return false;
  return end >= text.points.size() || !joined(end - 1);
}

void FingerprintScanner::allow(std::string_view public_value) {
  ScanText text;
  text.append(public_value, 0);
  const auto note = [&](const ScanText& read, size_t index, size_t begin) {
    auto& known = containers_[index];
    if (known.size() == 1 && known[0].text.empty()) return;
    for (const auto& other : known)
      if (other.begin == begin && other.text == read.points) return;
    known.push_back({read.points, begin});
    if (known.size() > kCommon) known = {Container{}};
  };
  if (!plain_.empty())
    find_in(plain_, text, [&](size_t index, size_t begin) { note(text, index, begin); });
  if (digits_.empty()) return;
  const ScanText digits = text.without_digit_hyphens();
  find_in(digits_, digits, [&](size_t index, size_t begin) { note(digits, index, begin); });
}

bool FingerprintScanner::is_allowed(size_t index, const ScanText& text, size_t begin) const {
  const auto known = containers_.find(index);
  if (known == containers_.end()) return false;
  for (const auto& container : known->second) {
    if (container.text.empty()) return true;
    if (container.begin <= begin &&
        text.points.compare(begin - container.begin, container.text.size(), container.text) == 0)
      return true;
  }
  return false;
}

std::vector<FingerprintHit> FingerprintScanner::scan(std::string_view bytes) const {
  return scan_texts_of(bytes, true);
}

std::vector<FingerprintHit> FingerprintScanner::scan_all(std::string_view bytes) const {
  return scan_texts_of(bytes, false);
}

std::vector<FingerprintHit> FingerprintScanner::scan_texts_of(std::string_view bytes,
                                                              bool heed_allowed) const {
  std::vector<FingerprintHit> hits;
  const auto scan_group = [&](const Group& group, const ScanText& text) {
    find_in(group, text, [&](size_t index, size_t begin) {
      if (!stands_free(index, text, begin)) return;
      if (heed_allowed && is_allowed(index, text, begin)) return;
      hits.push_back({index, text.offsets[begin]});
    });
  };
  for (const ScanText& text : scan_texts(bytes)) {
    if (!plain_.empty()) scan_group(plain_, text);
    if (!digits_.empty()) scan_group(digits_, text.without_digit_hyphens());
  }
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  return hits;
}

}  // namespace gongshi
