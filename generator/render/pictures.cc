#include "render/pictures.h"

#include <algorithm>
#include <charconv>

#include "base/markup.h"
#include "base/text.h"
#include "render/clean_picture.h"

namespace gongshi {
namespace {

constexpr int kWidest = 10000;

using Size = Result<std::pair<int, int>>;

unsigned byte_at(std::string_view bytes, size_t at) { return static_cast<unsigned char>(bytes[at]); }
unsigned big(std::string_view bytes, size_t at, size_t length) {
  unsigned value = 0;
  for (size_t i = 0; i < length; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}
unsigned little(std::string_view bytes, size_t at, size_t length) {
  unsigned value = 0;
  for (size_t i = length; i-- > 0;) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

Size checked(unsigned width, unsigned height) {
  if (width == 0 || height == 0 || width > kWidest || height > kWidest) return bad_file("图片的尺寸不对。");
  return std::pair(static_cast<int>(width), static_cast<int>(height));
}

Size png_size(std::string_view bytes) {
  constexpr size_t kWidth = 16, kHeight = 20;
  if (bytes.size() < kHeight + 4 || bytes.substr(12, 4) != "IHDR") return bad_file("PNG 图片不完整。");
  return checked(big(bytes, kWidth, 4), big(bytes, kHeight, 4));
}

/// The frame header stands among the segments before the picture's data.
Size jpeg_size(std::string_view bytes) {
  size_t at = 2;
  while (at + 4 <= bytes.size() && byte_at(bytes, at) == 0xFF) {
    const unsigned marker = byte_at(bytes, at + 1);
    const size_t length = big(bytes, at + 2, 2);
    if (length < 2 || at + 2 + length > bytes.size()) break;
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && length >= 7) return checked(big(bytes, at + 7, 2), big(bytes, at + 5, 2));
    at += 2 + length;
  }
  return bad_file("JPEG 图片不完整。");
}

Size webp_size(std::string_view bytes) {
  unsigned width = 0, height = 0;
  for (size_t at = 12; at + 8 <= bytes.size();) {
    const std::string_view kind = bytes.substr(at, 4);
    const size_t length = little(bytes, at + 4, 4);
    if (length > bytes.size() - at - 8) return bad_file("WebP 图片不完整。");
    const std::string_view data = bytes.substr(at + 8, length);
    if (kind == "VP8X" && length >= 10) {
      width = little(data, 4, 3) + 1;
      height = little(data, 7, 3) + 1;
    } else if (kind == "VP8 " && length >= 10 && width == 0) {
      width = little(data, 6, 2) & 0x3FFF;
      height = little(data, 8, 2) & 0x3FFF;
    } else if (kind == "VP8L" && length >= 5 && width == 0) {
      const unsigned bits = little(data, 1, 4);
      width = (bits & 0x3FFF) + 1;
      height = (bits >> 14 & 0x3FFF) + 1;
    }
    at += 8 + length + length % 2;
  }
  return checked(width, height);
}

unsigned whole_number(const std::string& text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Size svg_size(std::string_view bytes) {
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen || token.name != "svg") continue;
    unsigned width = 0, height = 0;
    for (const auto& [name, value] : markup_attributes(token.source)) {
      if (name == "width") width = whole_number(value);
      if (name == "height") height = whole_number(value);
    }
    return checked(width, height);
  }
  return bad_file("SVG 图片不完整。");
}

}  // namespace

std::pair<std::string, bool> picture_family(const std::string& name) {
  const size_t dot = name.rfind('.'), dash = name.rfind('-', dot);
  if (dot == name.npos || dash == name.npos || dash + 1 == dot) return {name, false};
  const std::string digits = name.substr(dash + 1, dot - dash - 1);
  const bool width = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return width ? std::pair(name.substr(0, dash) + name.substr(dot), true) : std::pair(name, false);
}

Size picture_size(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return png_size(bytes);
  if (bytes.starts_with("\xFF\xD8")) return jpeg_size(bytes);
  if (bytes.starts_with("RIFF") && bytes.substr(std::min<size_t>(8, bytes.size()), 4) == "WEBP")
    return webp_size(bytes);
  return contains(bytes, "<svg") ? svg_size(bytes) : bad_file("只能放 PNG、JPEG、WebP 和 SVG 图片。");
}

std::vector<PictureSize> picture_sizes(const Attachments& attachments, const std::string& name) {
  const std::string wanted = name.starts_with(kPictureFolder) ? name : std::string(kPictureFolder) + name;
  std::vector<PictureSize> sizes;
  if (!attachments.has(wanted)) return sizes;
  for (const Attachment& file : attachments.files) {
    if (file.path != wanted && picture_family(file.path) != std::pair(wanted, true)) continue;
    if (const auto size = picture_size(file.bytes)) sizes.push_back({file.path, size->first, size->second});
  }
  std::stable_sort(sizes.begin(), sizes.end(),
                   [](const PictureSize& a, const PictureSize& b) { return a.width < b.width; });
  return sizes;
}

}  // namespace gongshi
