#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "base/fingerprint.h"
#include "base/modular.h"

namespace gongshi {
namespace {

/// A value inside more public values than this is a common word and no proof of anything.
constexpr size_t kCommon = 256;

/// Of a long file so much is read at a time: a scan takes some twenty-five times as much memory. What lies within the
/// margin of a window's ends is judged in the window beside it, where it is seen whole with what stands around it.
constexpr size_t kWindow = 1 << 20, kMargin = 64 << 10;

constexpr int kHashBits = 61;  // hashes are below 2^61 - 1

/// The sieve lets through about one of a hundred tails that nobody has; its bits are others than those by
/// which buckets are told.
size_t sieve_word(uint64_t tail, size_t words) { return tail & (words - 1); }
uint64_t sieve_bits(uint64_t tail) {
  const uint64_t mixed = tail * 0x9E3779B97F4A7C15u;
  return 1ULL << (mixed >> 58) | 1ULL << (mixed >> 52 & 63) | 1ULL << (mixed >> 46 & 63);
}

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

constexpr char32_t kNobody = 0;  ///< beside a value that begins or ends its text

uint64_t beside(char32_t before, char32_t after) { return uint64_t{before} << 32 | after; }
char32_t before(const std::u32string& points, size_t begin) { return begin == 0 ? kNobody : points[begin - 1]; }
char32_t after(const std::u32string& points, size_t end) { return end >= points.size() ? kNobody : points[end]; }

/// Kinds that are not read across the border of a table cell or paragraph.
bool keeps_to_block(FingerprintKind kind) {
  return kind == FingerprintKind::kName || kind == FingerprintKind::kNumber ||
         kind == FingerprintKind::kPlate;
}

}  // namespace

FingerprintScanner::FingerprintScanner(const Fingerprinter& fingerprinter, std::span<const Fingerprint> list)
    : fingerprinter_(fingerprinter), list_(list) {
  size_t longest = kTextRun;
  for (const auto& fingerprint : list_) longest = std::max<size_t>(longest, fingerprint.length);
  powers_.assign(longest + 1, 1);
  for (size_t i = 1; i <= longest; ++i)
    powers_[i] = modular::multiply(powers_[i - 1], fingerprinter_.base_);
  plain_ = group_of(false);
  digits_ = group_of(true);
}

FingerprintScanner::Group FingerprintScanner::group_of(bool digits) const {
  std::map<size_t, Tails> by_length;
  for (size_t i = 0; i < list_.size(); ++i)
    if (without_hyphens(list_[i].kind) == digits)
      by_length[Fingerprinter::tail_length(list_[i].length)].order.push_back(static_cast<uint32_t>(i));
  Group group;
  for (auto& [length, tails] : by_length) {
    tails.length = length;
    tails.power = powers_[length];
    fill(tails);
    group.push_back(std::move(tails));
  }
  return group;
}

void FingerprintScanner::fill(Tails& tails) const {
  std::vector<std::pair<uint64_t, uint32_t>> sorted;
  sorted.reserve(tails.order.size());
  for (const uint32_t index : tails.order) sorted.emplace_back(list_[index].tail, index);
  std::sort(sorted.begin(), sorted.end());
  const size_t buckets = std::bit_ceil(std::max<size_t>(sorted.size() / 4, 1));
  tails.shift = kHashBits - std::countr_zero(buckets);
  tails.buckets.assign(buckets + 1, 0);
  tails.seen.assign(std::bit_ceil(std::max<size_t>(sorted.size() / 4, 64)), 0);
  for (size_t i = 0; i < sorted.size(); ++i) {
    const auto [tail, index] = sorted[i];
    tails.order[i] = index;
    ++tails.buckets[(tail >> tails.shift) + 1];
    tails.seen[sieve_word(tail, tails.seen.size())] |= sieve_bits(tail);
  }
  for (size_t i = 1; i < tails.buckets.size(); ++i) tails.buckets[i] += tails.buckets[i - 1];
}

/// The hash of everything before each point.
std::vector<uint64_t> FingerprintScanner::sums_of(const ScanText& text) const {
  std::vector<uint64_t> sums(text.points.size() + 1, 0);
  for (size_t i = 0; i < text.points.size(); ++i)
    sums[i + 1] = modular::add(modular::multiply(sums[i], fingerprinter_.base_), text.points[i] + 1);
  return sums;
}

/// Calls found(index, begin) for every occurrence, borders not yet looked at.
template <class Found>
void FingerprintScanner::find_in(const Group& group, const std::vector<uint64_t>& sums, const Found& found) const {
  const auto hash = [&](size_t begin, size_t end, uint64_t power) {
    return modular::subtract(sums[end], modular::multiply(sums[begin], power));
  };
  for (const auto& tails : group) {
    const size_t words = tails.seen.size();
    for (size_t end = tails.length; end < sums.size(); ++end) {
      const uint64_t tail = hash(end - tails.length, end, tails.power);
      const uint64_t bits = sieve_bits(tail);
      if ((tails.seen[sieve_word(tail, words)] & bits) != bits) continue;
      const size_t bucket = tail >> tails.shift;
      for (size_t place = tails.buckets[bucket]; place < tails.buckets[bucket + 1]; ++place) {
        const size_t index = tails.order[place];
        const Fingerprint& print = list_[index];
        if (print.tail != tail || print.length > end) continue;
        const size_t begin = end - print.length;
        const bool whole = print.length == tails.length || hash(begin, end, powers_[print.length]) == print.hash;
        if (whole) found(index, begin);
      }
    }
  }
}

/// Calls found(index, begin, text) for what stands in one plain value.
template <class Found>
void FingerprintScanner::find_in_value(std::string_view value, const Found& found) const {
  ScanText text;
  text.append(value, 0);
  const auto look = [&](const Group& group, const ScanText& read) {
    find_in(group, sums_of(read), [&](size_t index, size_t begin) { found(index, begin, read); });
  };
  if (!plain_.empty()) look(plain_, text);
  if (!digits_.empty()) look(digits_, text.without_digit_hyphens());
}

void FingerprintScanner::each_in(std::string_view value, const std::function<void(size_t index)>& take) const {
  find_in_value(value, [&](size_t index, size_t, const ScanText&) { take(index); });
}

bool FingerprintScanner::stands_free(size_t index, const ScanText& text, size_t begin) const {
  const Fingerprint& fingerprint = list_[index];
  const size_t end = begin + fingerprint.length;
  if (keeps_to_block(fingerprint.kind))
    for (size_t i = begin + 1; i < end; ++i)
      if ((text.before[i] & ScanText::kBlock) != 0) return false;
  if (without_hyphens(fingerprint.kind) && within_digest(text, begin, end)) return false;
  // Shi Li stands in no word of pinyin, for all that its letters do.
  const bool letters = fingerprint.kind == FingerprintKind::kName && is_alnum(text.points[begin]) && is_alnum(text.points[end - 1]);
  if (fingerprint.kind != FingerprintKind::kNumber && !letters) return true;
  const auto joined = [&](size_t left) {
    return is_alnum(text.points[left]) && is_alnum(text.points[left + 1]) &&
           text.before[left + 1] == ScanText::kNothing;
  };
  if (begin > 0 && joined(begin - 1)) return false;
  return end >= text.points.size() || !joined(end - 1);
}

void FingerprintScanner::allow(std::string_view public_value) {
  find_in_value(public_value, [&](size_t index, size_t begin, const ScanText& read) {
    Containers& known = containers_[index];
    if (known.very_many) return;
    const uint64_t here = beside(before(read.points, begin), after(read.points, begin + list_[index].length));
    const auto same = standing_beside(known, here);
    for (const Container& other : same)
      if (other.begin == begin && other.text == read.points) return;
    known.each.insert(known.each.begin() + (same.data() + same.size() - known.each.data()), {here, read.points, begin});
    if (known.each.size() > kCommon) known = {{}, true};
  });
}

std::span<const FingerprintScanner::Container> FingerprintScanner::standing_beside(const Containers& known, uint64_t beside) {
  const auto first = std::lower_bound(known.each.begin(), known.each.end(), beside,
                                      [](const Container& one, uint64_t wanted) { return one.beside < wanted; });
  const auto last = std::upper_bound(first, known.each.end(), beside,
                                     [](uint64_t wanted, const Container& one) { return wanted < one.beside; });
  return {first, last};
}

bool FingerprintScanner::is_allowed(size_t index, const ScanText& text, size_t begin) const {
  const auto found = containers_.find(index);
  if (found == containers_.end()) return false;
  const Containers& known = found->second;
  if (known.very_many) return true;
  const auto inside_one = [&](uint64_t beside) {
    for (const Container& container : standing_beside(known, beside))
      if (container.begin <= begin && text.points.compare(begin - container.begin, container.text.size(), container.text) == 0) return true;
    return false;
  };
  const char32_t left = before(text.points, begin), right = after(text.points, begin + list_[index].length);
  return inside_one(beside(left, right)) || inside_one(beside(left, kNobody)) || inside_one(beside(kNobody, right)) ||
         inside_one(beside(kNobody, kNobody));
}

std::vector<FingerprintHit> FingerprintScanner::scan(std::string_view bytes) const {
  return scan_texts_of(bytes, true);
}

std::vector<FingerprintHit> FingerprintScanner::scan_all(std::string_view bytes) const {
  return scan_texts_of(bytes, false);
}

std::vector<FingerprintHit> FingerprintScanner::scan_texts_of(std::string_view bytes, bool heed_allowed) const {
  std::vector<FingerprintHit> hits;
  for (size_t from = 0;; from += kWindow - 2 * kMargin) {
    const bool last = bytes.size() - from <= kWindow;
    for (const FingerprintHit& hit : scan_window(bytes.substr(from, kWindow), heed_allowed))
      if ((from == 0 || hit.offset >= kMargin) && (last || hit.offset < kWindow - kMargin))
        hits.push_back({hit.index, from + hit.offset});
    if (last) break;
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

std::vector<FingerprintHit> FingerprintScanner::scan_window(std::string_view bytes, bool heed_allowed) const {
  std::vector<FingerprintHit> hits;
  const auto scan_group = [&](const Group& group, const ScanText& text, const std::vector<uint64_t>& sums) {
    // Many records share a common name: whether it counts where it stands is asked once for all of them.
    const Fingerprint* asked = nullptr;
    size_t asked_at = 0;
    bool counts = false;
    find_in(group, sums, [&](size_t index, size_t begin) {
      if (asked == nullptr || *asked != list_[index] || asked_at != begin) {
        counts = stands_free(index, text, begin) && !(heed_allowed && is_allowed(index, text, begin));
        asked = &list_[index];
        asked_at = begin;
      }
      if (counts) hits.push_back({index, text.offsets[begin]});
    });
  };
  for (const ScanText& text : scan_texts(bytes)) {
    const auto sums = sums_of(text);
    scan_group(plain_, text, sums);
    if (digits_.empty()) continue;
    if (!text.has_digit_hyphen()) {
      scan_group(digits_, text, sums);
      continue;
    }
    const ScanText digits = text.without_digit_hyphens();
    scan_group(digits_, digits, sums_of(digits));
  }
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  return hits;
}

}  // namespace gongshi
