#include "rules/hide.h"

#include "base/scan_text.h"

namespace gongshi {
namespace {

constexpr size_t kShortest = 2;  // characters

/// The byte after the UTF-8 character that begins at `at`.
size_t after_character(std::string_view text, size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

}  // namespace

std::optional<std::string> with_hidden(std::string_view text, std::string_view value,
                                       std::string_view shown) {
  const std::u32string wanted = folded(value);
  if (wanted.size() < kShortest) return std::nullopt;
  ScanText scan;
  scan.append(text, 0);
  std::string out;
  size_t kept = 0;  // bytes of the text already taken over
  for (size_t at = scan.points.find(wanted); at != scan.points.npos;
       at = scan.points.find(wanted, at + wanted.size())) {
    const size_t begin = scan.offsets[at];
    const size_t end = after_character(text, scan.offsets[at + wanted.size() - 1]);
    if (begin < kept) continue;
    out.append(text.substr(kept, begin - kept)).append(shown);
    kept = end;
  }
  if (kept == 0) return std::nullopt;
  return out.append(text.substr(kept));
}

bool mentions(std::string_view text, std::string_view value) {
  const std::u32string wanted = folded(value);
  return wanted.size() >= kShortest && folded(text).find(wanted) != std::u32string::npos;
}

}  // namespace gongshi
