#include "render/pictures.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/markup.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kFolder = "images/";
constexpr size_t kLargest = 2 * 1024 * 1024;
constexpr int kWidest = 10000;

using Size = Result<std::pair<int, int>>;

Error bad(const std::string& text) { return {"bad_picture", text, ""}; }

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
  if (width == 0 || height == 0 || width > kWidest || height > kWidest) return bad("图片的尺寸不对。");
  return std::pair(static_cast<int>(width), static_cast<int>(height));
}

/// Chunks that hold what is seen. Text, times and camera data are none of them.
Size png_size(std::string_view bytes) {
  static const std::set<std::string_view> kSeen = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB",
                                                   "gAMA", "cHRM", "pHYs", "bKGD", "sBIT"};
  size_t at = 8;
  unsigned width = 0, height = 0;
  for (std::string_view kind; kind != "IEND";) {
    if (at + 12 > bytes.size()) return bad("PNG 图片不完整。");
    const size_t length = big(bytes, at, 4);
    kind = bytes.substr(at + 4, 4);
    if (!kSeen.contains(kind)) return bad("图片里带有 " + std::string(kind) + " 附加信息，请去掉后再放。");
    if (length > bytes.size() - at - 12) return bad("PNG 图片不完整。");
    if (kind == "IHDR" && length >= 8) {
      width = big(bytes, at + 8, 4);
      height = big(bytes, at + 12, 4);
    }
    at += length + 12;
  }
  if (at != bytes.size()) return bad("PNG 图片后面还有别的内容。");
  return checked(width, height);
}

/// Segments up to the picture's data; APP1 and the like hold camera data, COM a comment.
Size jpeg_size(std::string_view bytes) {
  size_t at = 2;
  while (at + 4 <= bytes.size() && byte_at(bytes, at) == 0xFF) {
    const unsigned marker = byte_at(bytes, at + 1);
    const size_t length = big(bytes, at + 2, 2);
    if (length < 2 || at + 2 + length > bytes.size()) break;
    const bool said = (marker >= 0xE1 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
    if (said) return bad("图片里带有拍摄信息或者注释，请去掉后再放。");
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && length >= 7) return checked(big(bytes, at + 7, 2), big(bytes, at + 5, 2));
    at += 2 + length;
  }
  return bad("JPEG 图片不完整。");
}

Size webp_size(std::string_view bytes) {
  unsigned width = 0, height = 0;
  for (size_t at = 12; at + 8 <= bytes.size();) {
    const std::string_view kind = bytes.substr(at, 4);
    const size_t length = little(bytes, at + 4, 4);
    if (length > bytes.size() - at - 8) return bad("WebP 图片不完整。");
    const std::string_view data = bytes.substr(at + 8, length);
    if (kind == "EXIF" || kind == "XMP ") return bad("图片里带有拍摄信息，请去掉后再放。");
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

bool shape_element(const std::string& name) {
  static const std::set<std::string> kShapes = {"svg",     "g",    "path",     "rect",    "circle", "ellipse",
                                                "line",    "text", "polyline", "polygon", "tspan",  "title",
                                                "desc"};
  return kShapes.contains(name);
}

unsigned whole_number(const std::string& text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Size svg_size(std::string_view bytes) {
  unsigned width = 0, height = 0;
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kText || token.kind == MarkupToken::Kind::kClose) continue;
    if (token.kind != MarkupToken::Kind::kOpen || !shape_element(token.name))
      return bad("SVG 里只能有图形和文字，不能有脚本、样式、注释和声明。");
    for (const auto& [name, value] : markup_attributes(token.source)) {
      const bool space = name == "xmlns" && value == "http://www.w3.org/2000/svg";
      if (name.starts_with("on") || name == "style" || name.find("href") != name.npos ||
          (!space && value.find(':') != value.npos) || contains(value, "url("))
        return bad("SVG 里不能有脚本、样式和指向别处的链接（" + name + "）。");
      if (token.name == "svg" && name == "width") width = whole_number(value);
      if (token.name == "svg" && name == "height") height = whole_number(value);
    }
  }
  return checked(width, height);
}

/// "armband-640.png" belongs to "armband.png"; 0 where the name holds no width.
std::pair<std::string, bool> family_of(const std::string& name) {
  const size_t dot = name.rfind('.'), dash = name.rfind('-', dot);
  if (dot == name.npos || dash == name.npos || dash + 1 == dot) return {name, false};
  const std::string digits = name.substr(dash + 1, dot - dash - 1);
  const bool width = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return width ? std::pair(name.substr(0, dash) + name.substr(dot), true) : std::pair(name, false);
}

bool name_allowed(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

Size picture_size(const std::string& bytes) {
  const std::string_view view = bytes;
  if (view.size() > kLargest) return bad("图片超过 2 MB。");
  if (view.starts_with("\x89PNG\r\n\x1a\n")) return png_size(view);
  if (view.starts_with("\xFF\xD8")) return jpeg_size(view);
  if (view.starts_with("RIFF") && view.substr(std::min<size_t>(8, view.size()), 4) == "WEBP") return webp_size(view);
  if (view.starts_with("<svg")) return svg_size(view);
  return bad("只能放 PNG、JPEG、WebP 和 SVG 图片。");
}

Pictures Pictures::load(const Fs& fs, const Site& site) {
  Pictures pictures;
  for (const auto& [name, path] : site.resources(fs, "images")) {
    const std::string where = std::string(kFolder) + name;
    if (!name_allowed(name)) {
      pictures.mistakes_.push_back({"bad_picture", "图片的文件名只能用小写字母、数字、连字符和点。", where});
      continue;
    }
    const auto bytes = fs.read(path);
    const auto size = bytes ? picture_size(*bytes) : Size(bytes.error());
    if (!size)
      pictures.mistakes_.push_back({size.error().code, size.error().text, where});
    else
      pictures.files_[name] = {size->first, size->second, *bytes};
  }
  return pictures;
}

std::vector<PictureSize> Pictures::sizes(const std::string& name) const {
  const std::string wanted = name.starts_with(kFolder) ? name.substr(kFolder.size()) : name;
  std::vector<PictureSize> sizes;
  if (!files_.contains(wanted)) return sizes;
  for (const auto& [file, picture] : files_)
    if (file == wanted || family_of(file) == std::pair(wanted, true))
      sizes.push_back({std::string(kFolder) + file, picture.width, picture.height});
  std::stable_sort(sizes.begin(), sizes.end(),
                   [](const PictureSize& a, const PictureSize& b) { return a.width < b.width; });
  return sizes;
}

std::vector<std::string> Pictures::paths() const {
  std::vector<std::string> paths;
  for (const auto& [name, file] : files_) paths.push_back(std::string(kFolder) + name);
  return paths;
}

Status Pictures::emit(FileSink& sink) const {
  for (const auto& [name, file] : files_) GONGSHI_TRY(sink.add(std::string(kFolder) + name, file.bytes));
  return {};
}

}  // namespace gongshi
