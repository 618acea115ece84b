#include "rules/hide.h"

#include <algorithm>

#include "base/characters.h"
#include "base/scan_text.h"
#include "base/text.h"
#include "rules/names.h"

namespace gongshi {
namespace {

constexpr size_t kShortest = 2;  // characters

/// The folded text; for a name without what may stand between its parts.
struct Folded {
  std::u32string points;
  std::vector<uint32_t> offsets;
  bool masked = false;  ///< ends with an asterisk
};

Folded folded_form(std::string_view text, bool name) {
  ScanText scan;
  scan.append(text, 0);
  if (!name) return {std::move(scan.points), std::move(scan.offsets)};
  Folded out{{}, {}, scan.points.ends_with(U'*')};
  for (size_t i = 0; i < scan.points.size(); ++i) {
    if (among(U"·.-_*,'`~\\", scan.points[i])) continue;
    out.points += scan.points[i];
    out.offsets.push_back(scan.offsets[i]);
  }
  return out;
}

/// The number of the code point that begins at each byte of the text.
std::vector<uint32_t> numbers_of_points(std::string_view text) {
  std::vector<uint32_t> out(text.size() + 1);
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++count;
    out[i] = count;
  }
  out[text.size()] = text.empty() ? 0 : count + 1;
  return out;
}

std::vector<Replacement> places(std::string_view text, std::string_view value, const std::string& shown,
                                int rank, bool name) {
  std::vector<Replacement> out;
  const Folded wanted = folded_form(value, name);
  const size_t size = wanted.points.size();
  if (name && (size < kShortest || wanted.masked)) return places(text, value, shown, rank, false);  // 李**, 欧阳**
  if (size < kShortest) return out;
  const Folded folded = folded_form(text, name);
  size_t at = folded.points.find(wanted.points);
  if (at == folded.points.npos) return out;
  const auto numbers = numbers_of_points(text);
  for (; at != folded.points.npos; at = folded.points.find(wanted.points, at + size))
    out.push_back({numbers[folded.offsets[at]], numbers[folded.offsets[at + size - 1]] + size_t{1}, shown, rank});
  return out;
}

}  // namespace

std::string with_replacements(std::string_view text, std::vector<Replacement> list) {
  if (list.empty()) return std::string(text);
  std::stable_sort(list.begin(), list.end(),
                   [](const Replacement& a, const Replacement& b) { return a.from < b.from; });
  std::vector<Replacement> joined;
  for (const auto& next : list) {
    if (joined.empty() || next.from >= joined.back().to) {
      joined.push_back(next);
      continue;
    }
    Replacement& last = joined.back();
    last.to = std::max(last.to, next.to);
    if (next.rank > last.rank) {
      last.shown = next.shown;
      last.rank = next.rank;
    }
  }
  const std::u32string points = to_u32(text);
  std::string out;
  size_t at = 0;
  for (const auto& r : joined) {
    const size_t from = std::min(r.from, points.size()), to = std::min(r.to, points.size());
    out += to_utf8(std::u32string_view(points).substr(at, from - at)) + r.shown;
    at = to;
  }
  return out + to_utf8(std::u32string_view(points).substr(at));
}

std::vector<Replacement> places_of(std::string_view text, std::string_view value, const std::string& shown, int rank) {
  return places(text, value, shown, rank, false);
}

std::vector<Replacement> places_of_name(std::string_view text, std::string_view name, const std::string& shown, int rank) {
  return places(text, name, shown, rank, true);
}

bool mentions(std::string_view text, std::string_view value) { return !places_of_name(text, value, {}, 0).empty(); }

const std::string& PersonMasks::mask_of(const std::string& name) {
  const auto known = masks_.find(name);
  if (known != masks_.end()) return known->second;
  static const char* const kStems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
  const std::u32string points = to_u32(name);
  if (points.empty() || !is_han(points[0])) return masks_[name] = masked_name(name);
  const size_t surname = std::max<size_t>(1, surname_at(points, 0));
  const std::string head = to_utf8(std::u32string_view(points).substr(0, surname));
  const int number = seen_[head]++;
  const bool stem = number < static_cast<int>(std::size(kStems));
  return masks_[name] = head + "某" + (stem ? kStems[number] : std::to_string(number + 1));
}

std::string redacted_text(std::string_view text, const Examination& seen) {
  PersonMasks masks;
  std::vector<Replacement> list;
  for (const Finding& f : seen.findings)
    list.push_back({f.from, f.to, f.kind == PersonalKind::kName ? masks.mask_of(f.name) : replacement_of(f.kind), 0});
  return with_replacements(text, std::move(list));
}

std::string keepable_text(std::string_view text, const Examination& seen) {
  std::vector<Replacement> list;
  for (const Finding& f : seen.findings) {
    if (f.kind == PersonalKind::kName || f.kind == PersonalKind::kHealth) continue;
    const std::u32string fill(f.to - f.from, kFirstFill + static_cast<char32_t>(f.kind));
    list.push_back({f.from, f.to, to_utf8(fill), 0});
  }
  return with_replacements(text, std::move(list));
}

std::string displayed_text(std::string_view kept) {
  std::vector<Replacement> list;
  const Reading reading(kept);
  for (size_t i = 0; i < reading.points.size(); ++i) {
    if (!is_fill(reading.points[i])) continue;
    size_t end = i;
    while (reading.at(end) == reading.points[i]) ++end;
    list.push_back({reading.from(i), reading.to(end), replacement_of(static_cast<PersonalKind>(reading.points[i] - kFirstFill)), 0});
    i = end - 1;
  }
  return with_replacements(kept, std::move(list));
}

}  // namespace gongshi
