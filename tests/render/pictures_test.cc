#include "render/pictures.h"

#include "edition_maker.h"

using namespace gongshi;
using test::has;
using test::MemorySink;
using test::TestSite;

namespace {

std::string big(unsigned value, int bytes) {
  std::string out;
  for (int at = bytes - 1; at >= 0; --at) out += static_cast<char>(value >> 8 * at & 0xFF);
  return out;
}
std::string little(unsigned value, int bytes) {
  std::string out;
  for (int at = 0; at < bytes; ++at) out += static_cast<char>(value >> 8 * at & 0xFF);
  return out;
}

std::string chunk(const std::string& kind, const std::string& data) {
  return big(static_cast<unsigned>(data.size()), 4) + kind + data + big(0, 4);
}
std::string png(unsigned width, unsigned height, const std::string& more = "") {
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5)) + more +
         chunk("IDAT", "x") + chunk("IEND", "");
}
std::string jpeg(unsigned width, unsigned height, const std::string& more = "") {
  return "\xFF\xD8" + more + "\xFF\xC0" + big(11, 2) + "\x08" + big(height, 2) + big(width, 2) + "\x01\x01\x11" + big(0, 1);
}
std::string webp(const std::string& chunks) { return "RIFF" + little(static_cast<unsigned>(chunks.size()) + 4, 4) + "WEBP" + chunks; }
std::string webp_chunk(const std::string& kind, const std::string& data) {
  return kind + little(static_cast<unsigned>(data.size()), 4) + data + (data.size() % 2 ? std::string(1, '\0') : "");
}
const std::string kExtended = webp_chunk("VP8X", little(0, 4) + little(639, 3) + little(479, 3));

std::string svg(const std::string& inside, const std::string& attributes = "") {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"360\"" + attributes + ">" + inside + "</svg>";
}

std::string size_of(const std::string& bytes) {
  const auto size = picture_size(bytes);
  return size ? std::to_string(size->first) + "x" + std::to_string(size->second) : size.error().code;
}

}  // namespace

TEST_CASE("the size of a picture is read from each of the four formats") {
  CHECK(size_of(png(320, 384)) == "320x384");
  CHECK(size_of(jpeg(640, 480)) == "640x480");
  CHECK(size_of(webp(kExtended + webp_chunk("VP8 ", "0123456789"))) == "640x480");
  CHECK(size_of(webp(webp_chunk("VP8 ", std::string("\0\0\0\x9d\x01\x2a", 6) + little(200, 2) + little(100, 2)))) == "200x100");
  CHECK(size_of(webp(webp_chunk("VP8L", "\x2f" + little(199 | 99 << 14, 4)))) == "200x100");
  CHECK(size_of(svg("<g><path d=\"M0 0h1\"/><text>协管</text></g>")) == "480x360");
}

TEST_CASE("a picture that says more than it shows does not go out") {
  CHECK(size_of(png(10, 10, chunk("tEXt", "Author\0李某"))) == "bad_picture");
  CHECK(size_of(png(10, 10, chunk("eXIf", "x"))) == "bad_picture");
  CHECK(size_of(png(10, 10) + "PK") == "bad_picture");
  CHECK(size_of(jpeg(10, 10, "\xFF\xE1" + big(6, 2) + "Exif")) == "bad_picture");
  CHECK(size_of(jpeg(10, 10, "\xFF\xFE" + big(4, 2) + "ab")) == "bad_picture");
  CHECK(size_of(webp(kExtended + webp_chunk("EXIF", "x"))) == "bad_picture");
  CHECK(size_of(webp(kExtended + webp_chunk("XMP ", "x"))) == "bad_picture");
}

TEST_CASE("an svg with a script or a way to elsewhere does not go out") {
  for (const char* inside :
       {"<script>alert(1)</script>", "<image href=\"x.png\"/>", "<a href=\"https://example.invalid/\"/>", "<style>*{}</style>",
        "<foreignObject/>", "<path onclick=\"x\"/>", "<path style=\"fill:red\"/>", "<path fill=\"url(https://example.invalid/x)\"/>",
        "<!-- 注释 -->", "<use xlink:href=\"#a\"/>", "<animate/>"}) {
    INFO(inside);
    CHECK(size_of(svg(inside)) == "bad_picture");
  }
  CHECK(size_of("<!DOCTYPE svg [<!ENTITY x \"y\">]>" + svg("")) == "bad_picture");
  CHECK(size_of(svg("", " onload=\"alert(1)\"")) == "bad_picture");
}

TEST_CASE("damaged and unknown files are no pictures") {
  const std::string whole = png(10, 10);
  for (size_t length = 0; length < whole.size(); ++length) CHECK(size_of(whole.substr(0, length)) == "bad_picture");
  for (const std::string& bytes : {std::string("GIF89a"), std::string("\xFF\xD8\xFF"), jpeg(0, 10), webp("VP8X\xFF\xFF\xFF\xFF"),
                                   webp(""), std::string("<svg>"), std::string(3 * 1024 * 1024, 'x')})
    CHECK(size_of(bytes) == "bad_picture");
}

TEST_CASE("a picture comes in the sizes that lie beside it and the rest is told") {
  TestSite test;
  test.scratch.write("images/sign.png", png(320, 160));
  test.scratch.write("images/sign-640.png", png(640, 320));
  test.scratch.write("images/sign-1280.png", png(1280, 640));
  test.scratch.write("images/sign-old.png", png(9, 9));
  test.scratch.write("images/photo.jpg", jpeg(10, 10, "\xFF\xE1" + big(6, 2) + "Exif"));
  test.scratch.write("images/胸牌.png", png(9, 9));
  const Pictures pictures = Pictures::load(test.fs, test.site);
  const auto sizes = pictures.sizes("images/sign.png");
  REQUIRE(sizes.size() == 3);
  CHECK(sizes[0].path == "images/sign.png");
  CHECK(sizes[2].path == "images/sign-1280.png");
  CHECK(sizes[2].height == 640);
  CHECK(pictures.sizes("none.png").empty());
  REQUIRE(pictures.mistakes().size() == 2);
  CHECK(pictures.mistakes()[0].where == "images/photo.jpg");
  MemorySink sink;
  REQUIRE(pictures.emit(sink));
  CHECK(sink.files.contains("images/sign-old.png"));
  CHECK_FALSE(sink.files.contains("images/photo.jpg"));
  CHECK(sink.files.size() == pictures.paths().size());
}
