#include "render/clean_picture.h"

#include <zlib.h>

#include <algorithm>

#include "base/markup.h"
#include "base/text.h"
#include "render/html.h"

namespace gongshi {
namespace {

constexpr size_t kLargest = 10u << 20;

Error damaged() { return bad_file("图片不完整，或者不是文件名所说的格式，请重新保存。"); }

uint32_t big(std::string_view bytes, size_t at) {
  uint32_t out = 0;
  for (size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

uint32_t little(std::string_view bytes, size_t at) {
  uint32_t out = 0;
  for (size_t i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

/// PNG (ISO/IEC 15948): the chunks that make the picture and its colours.
Result<std::string> clean_png(std::string_view bytes) {
  static constexpr std::string_view kKept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS",
                                                            "gAMA", "cHRM", "sRGB", "bKGD"};
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  if (!bytes.starts_with(kSignature)) return damaged();
  std::string out(kSignature);
  for (size_t at = kSignature.size();;) {
    if (bytes.size() - at < 12) return damaged();
    const size_t size = big(bytes, at);
    if (size > bytes.size() - at - 12) return damaged();
    const std::string_view chunk = bytes.substr(at + 4, size + 4);
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(chunk.data()), static_cast<uInt>(chunk.size()));
    if (crc != big(bytes, at + 8 + size)) return damaged();
    if (one_of(kKept, chunk.substr(0, 4))) out += bytes.substr(at, size + 12);
    at += size + 12;
    if (chunk.starts_with("IEND")) return out;
  }
}

/// JPEG (ITU-T T.81): without APPn but JFIF and Adobe's colour mark, and without comments.
Result<std::string> clean_jpeg(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8")) return damaged();
  std::string out(bytes.substr(0, 2));
  for (size_t at = 2;;) {
    if (bytes.size() - at < 4 || bytes[at] != '\xFF') return damaged();
    const auto mark = static_cast<unsigned char>(bytes[at + 1]);
    if (mark == 0xFF) {
      ++at;
      continue;
    }
    const size_t size = static_cast<size_t>(static_cast<unsigned char>(bytes[at + 2])) << 8 |
                        static_cast<unsigned char>(bytes[at + 3]);
    if (size < 2 || size > bytes.size() - at - 2) return damaged();
    const bool app = mark >= 0xE0 && mark <= 0xEF, comment = mark == 0xFE;
    if ((!app && !comment) || mark == 0xE0 || mark == 0xEE) out += bytes.substr(at, size + 2);
    at += size + 2;
    if (mark != 0xDA) continue;
    // The scan's data: up to the next mark that is no stuffing and no restart.
    const size_t begin = at;
    while (at + 1 < bytes.size() &&
           (bytes[at] != '\xFF' || bytes[at + 1] == 0 ||
            (static_cast<unsigned char>(bytes[at + 1]) & 0xF8) == 0xD0))
      ++at;
    if (at + 1 >= bytes.size()) return damaged();
    out += bytes.substr(begin, at - begin);
    if (bytes[at + 1] == '\xD9') return out + "\xFF\xD9";
  }
}

/// WebP: the picture's own chunks; the flags of the others are cleared.
Result<std::string> clean_webp(std::string_view bytes) {
  static constexpr std::string_view kKept[] = {"VP8 ", "VP8L", "VP8X",
                                                            "ALPH", "ANIM", "ANMF"};
  if (bytes.size() < 20 || !bytes.starts_with("RIFF") || bytes.substr(8, 4) != "WEBP") return damaged();
  const size_t end = std::min(bytes.size(), size_t{little(bytes, 4)} + 8);
  std::string body;
  for (size_t at = 12; at < end;) {
    if (end - at < 8) return damaged();
    const size_t size = little(bytes, at + 4), whole = size + 8 + size % 2;
    if (whole > end - at) return damaged();
    std::string chunk(bytes.substr(at, whole));
    if (chunk.starts_with("VP8X") && size >= 1) chunk[8] &= static_cast<char>(~(0x20 | 0x08 | 0x04));
    if (one_of(kKept, std::string_view(chunk).substr(0, 4))) body += chunk;
    at += whole;
  }
  if (body.empty()) return damaged();
  const auto size = static_cast<uint32_t>(body.size() + 4);
  std::string out = "RIFF";
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xFF);
  return out + "WEBP" + body;
}

constexpr std::string_view kElements[] = {
    "svg",  "g",     "path",           "rect",           "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan",        "defs",           "lineargradient", "radialgradient", "stop",
    "clippath", "marker", "symbol",    "title",          "desc",   "pattern", "mask"};
constexpr std::string_view kAttributes[] = {
    "xmlns", "viewbox", "width", "height", "version", "preserveaspectratio", "x", "y", "x1", "y1",
    "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d", "points", "transform", "fill",
    "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-dasharray", "stroke-opacity", "stroke-miterlimit", "opacity", "font-size", "font-family",
    "font-weight", "text-anchor", "dominant-baseline", "id", "offset", "stop-color", "stop-opacity",
    "gradientunits", "gradienttransform", "clip-path", "clip-rule", "mask", "marker-start",
    "marker-mid", "marker-end", "markerwidth", "markerheight", "markerunits", "refx", "refy",
    "orient", "patternunits", "fx", "fy", "role", "aria-label", "xml:space"};

/// url(#…) of the picture itself, or no address at all.
bool harmless_value(std::string_view value) {
  std::string word;
  for (const char c : value) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (size_t at = word.find("url("); at != word.npos; at = word.find("url(", at + 1)) {
    const size_t begin = word.find_first_not_of(" \t\r\n\"'", at + 4);
    if (begin == word.npos || word[begin] != '#') return false;
  }
  return word.find("javascript:") == word.npos && word.find("data:") == word.npos &&
         word.find('\\') == word.npos && word.find("/*") == word.npos;
}

Result<std::string> clean_svg(std::string_view bytes) {
  if (!valid_utf8(bytes)) return bad_file("SVG 不是 UTF-8 编码，请重新保存。");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string out;
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    using Kind = MarkupToken::Kind;
    if (token.kind == Kind::kComment) {
      const bool known = token.source.starts_with("<!--") || token.source.starts_with("<?xml ");
      if (!known) return bad_file("SVG 里有文档类型声明或者看不懂的内容，请另存为普通 SVG。");
      continue;
    }
    if (token.kind == Kind::kText) {
      out += escaped(decoded_references(token.source));
      continue;
    }
    if (token.kind == Kind::kRaw || !one_of(kElements, token.name))
      return bad_file("SVG 里有不能公开的内容（" + token.name + "），请另存为只有图形和文字的 SVG。");
    if (token.kind == Kind::kOpen)
      for (const auto& attribute : markup_attributes(token.source))
        if (!one_of(kAttributes, attribute.name) || !harmless_value(attribute.value))
          return bad_file("SVG 里有不能公开的属性（" + attribute.name + "），请另存为普通 SVG。");
    out += token.source;
  }
  if (!contains(out, "<svg")) return damaged();
  return out;
}

}  // namespace

bool is_picture(std::string_view path) {
  for (const char* end : {".png", ".jpg", ".jpeg", ".webp", ".svg"})
    if (path.ends_with(end)) return true;
  return false;
}

Result<std::string> clean_picture(std::string_view path, std::string_view bytes) {
  if (bytes.size() > kLargest) return bad_file("图片超过 10 MB，请缩小后再放。");
  if (path.ends_with(".png")) return clean_png(bytes);
  if (path.ends_with(".webp")) return clean_webp(bytes);
  return path.ends_with(".svg") ? clean_svg(bytes) : clean_jpeg(bytes);
}

std::string words_of_svg(std::string_view svg) {
  std::string words;
  MarkupReader reader(svg);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kText) words += decoded_references(token.source);
    if (token.kind == MarkupToken::Kind::kOpen)
      for (const auto& attribute : markup_attributes(token.source))
        if (attribute.name == "aria-label") words += attribute.value + "\n";
    if (token.name == "text" || token.name == "title" || token.name == "desc") words += "\n";
  }
  return words;
}

}  // namespace gongshi
