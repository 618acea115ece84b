#include "render/clean_picture.h"

#include <zlib.h>

#include "base/text.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

std::string big(uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

std::string chunk(const std::string& name, const std::string& data) {
  const std::string body = name + data;
  return big(static_cast<uint32_t>(data.size())) + body +
         big(static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

const std::string kPng = "\x89PNG\r\n\x1a\n" + chunk("IHDR", std::string(13, '\1'));
const std::string kEnd = chunk("IDAT", "picture") + chunk("IEND", "");

std::string segment(char mark, const std::string& data) {
  const size_t size = data.size() + 2;
  return std::string("\xFF") + mark + static_cast<char>(size >> 8) + static_cast<char>(size & 0xFF) + data;
}

std::string riff(const std::string& body) {
  std::string size;
  for (int shift = 0; shift < 32; shift += 8) size += static_cast<char>((body.size() + 4) >> shift & 0xFF);
  return "RIFF" + size + "WEBP" + body;
}

std::string svg(const std::string& inside) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">" + inside + "</svg>";
}

}  // namespace

TEST_CASE("a PNG loses its notes, its place and what stands behind its end") {
  const auto clean = clean_picture("a.png", kPng + chunk("tEXt", "Author\0李小四") + chunk("eXIf", "GPS") +
                                                chunk("sRGB", "\1") + kEnd + "trailer");
  REQUIRE(clean.ok());
  CHECK(*clean == kPng + chunk("sRGB", "\1") + kEnd);
}

TEST_CASE("a JPEG keeps its scans and loses camera, comment and what stands behind its end") {
  const std::string jfif = segment('\xE0', "JFIF"), table = segment('\xDB', "quantise");
  const std::string scan = segment('\xDA', "start") + std::string("ab\xFF\x00" "cd\xFF\xD0" "ef", 10);
  const auto clean = clean_picture("a.jpg", "\xFF\xD8" + jfif + segment('\xE1', "Exif GPS") + table +
                                                segment('\xFE', "comment") + scan + "\xFF\xD9" + "preview");
  REQUIRE(clean.ok());
  CHECK(*clean == "\xFF\xD8" + jfif + table + scan + "\xFF\xD9");
}

TEST_CASE("a WebP loses EXIF and XMP and no longer speaks of them") {
  const std::string head = std::string("VP8X\x0A\0\0\0", 8) + '\x2C' + std::string(9, '\0');
  const std::string body = std::string("VP8 \3\0\0\0abc\0", 12);
  const std::string exif = std::string("EXIF\2\0\0\0ab", 10);
  const auto clean = clean_picture("a.webp", riff(head + body + exif));
  REQUIRE(clean.ok());
  const std::string quiet = std::string("VP8X\x0A\0\0\0", 8) + '\0' + std::string(9, '\0');
  CHECK(*clean == riff(quiet + body));
}

TEST_CASE("an SVG keeps shapes and words") {
  const std::string whole = svg("<g fill=\"url(#a)\"><path d=\"M0 0\"/><text x=\"1\">流程</text></g>");
  const auto clean = clean_picture("a.svg", "<?xml version=\"1.0\"?><!-- by 李小四 -->" + whole);
  REQUIRE(clean.ok());
  CHECK(*clean == whole);
  CHECK(contains(words_of_svg(whole), "流程"));
}

TEST_CASE("an SVG with anything that runs, loads or hides is refused") {
  for (const char* inside :
       {"<script>alert(1)</script>", "<g onload=\"x()\"/>", "<style>g{}</style>", "<g style=\"fill:red\"/>",
        "<image href=\"https://x.invalid/\"/>", "<use href=\"#a\"/>", "<a href=\"x\"/>", "<foreignObject/>",
        "<animate/>", "<g fill=\"url(https://x.invalid/#a)\"/>", "<g fill=\"u\\72l(x)\"/>", "<metadata>x</metadata>",
        "<![CDATA[<script>]]>", "<g xlink:href=\"x\"/>"}) {
    INFO(inside);
    const auto refused = clean_picture("a.svg", svg(inside));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "bad_file");
  }
  CHECK_FALSE(clean_picture("a.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]>" + svg("")).ok());
  CHECK_FALSE(clean_picture("a.svg", svg("\xff")).ok());
  CHECK_FALSE(clean_picture("a.svg", "words").ok());
}

TEST_CASE("a picture that is none, or damaged or cut short at any byte, is refused") {
  const std::string png = kPng + kEnd;
  for (size_t n = 0; n < png.size(); ++n) CHECK_FALSE(clean_picture("a.png", png.substr(0, n)).ok());
  std::string wrong = png;
  wrong[20] ^= 1;
  CHECK_FALSE(clean_picture("a.png", wrong).ok());
  const std::string jpeg = "\xFF\xD8" + segment('\xDA', "s") + "abc\xFF\xD9";
  REQUIRE(clean_picture("a.jpeg", jpeg).ok());
  for (size_t n = 0; n < jpeg.size(); ++n) CHECK_FALSE(clean_picture("a.jpeg", jpeg.substr(0, n)).ok());
  const std::string webp = riff(std::string("VP8 \4\0\0\0abcd", 12));
  REQUIRE(clean_picture("a.webp", webp).ok());
  for (size_t n = 0; n < webp.size(); ++n) CHECK_FALSE(clean_picture("a.webp", webp.substr(0, n)).ok());
  CHECK_FALSE(clean_picture("a.png", jpeg).ok());
  CHECK_FALSE(clean_picture("a.jpg", std::string((10u << 20) + 1, 'x')).ok());
}
