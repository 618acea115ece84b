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

std::string png_chunk(const std::string& kind, const std::string& data) {
  return big(static_cast<unsigned>(data.size()), 4) + kind + data + big(0, 4);
}
std::string png(unsigned width, unsigned height, const std::string& more = "") {
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5)) + more +
         png_chunk("IDAT", "x") + png_chunk("IEND", "");
}
std::string jpeg(unsigned width, unsigned height, const std::string& more = "") {
  return "\xFF\xD8" + more + "\xFF\xC0" + big(11, 2) + "\x08" + big(height, 2) + big(width, 2) + "\x01\x01\x11" + big(0, 1);
}
std::string webp(const std::string& chunks) { return "RIFF" + little(static_cast<unsigned>(chunks.size()) + 4, 4) + "WEBP" + chunks; }
std::string webp_chunk(const std::string& kind, const std::string& data) {
  return kind + little(static_cast<unsigned>(data.size()), 4) + data + (data.size() % 2 ? std::string(1, '\0') : "");
}
const std::string kExtended = webp_chunk("VP8X", little(0, 4) + little(639, 3) + little(479, 3));

std::string svg_of(const std::string& inside, const std::string& width = "480", const std::string& height = "360") {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\">" + inside + "</svg>";
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
  CHECK(size_of(svg_of("<g><path d=\"M0 0h1\"/><text>协管</text></g>")) == "480x360");
}

TEST_CASE("damaged and unknown files are no pictures") {
  const std::string whole = png(10, 10);
  for (size_t length = 0; length < 24; ++length) CHECK(size_of(whole.substr(0, length)) == "bad_file");
  for (const std::string& bytes : {std::string("GIF89a"), std::string("\xFF\xD8\xFF"), jpeg(0, 10), webp("VP8X\xFF\xFF\xFF\xFF"),
                                   webp(""), std::string("<svg>")})
    CHECK(size_of(bytes) == "bad_file");
}

TEST_CASE("a picture comes in the sizes that lie beside it and the rest is told") {
  TestSite test;
  const auto put = [&](const char* name, const std::string& bytes) { test.scratch.write(std::string("images/") + name, bytes); };
  put("sign.svg", svg_of("", "320", "160"));
  put("sign-640.svg", svg_of("", "640", "320"));
  put("sign-1280.svg", svg_of("", "1280", "640"));
  put("sign-old.svg", svg_of("", "9", "9"));
  put("run.svg", svg_of("<script/>"));
  put("large.svg", svg_of("", "99999", "9"));
  put("胸牌.svg", svg_of(""));
  put("guide.pdf", "%PDF-1.7");
  const Attachments attachments = read_attachments(test.fs, test.site);
  const auto sizes = picture_sizes(attachments, "images/sign.svg");
  REQUIRE(sizes.size() == 3);
  CHECK(sizes[0].path == "images/sign.svg");
  CHECK(sizes[2].path == "images/sign-1280.svg");
  CHECK(sizes[2].height == 640);
  CHECK(picture_sizes(attachments, "sign.svg").size() == 3);
  CHECK(picture_sizes(attachments, "none.png").empty());
  CHECK(attachments.has("images/sign-old.svg"));
  std::vector<std::string> refused;
  for (const Error& error : attachments.refused) refused.push_back(error.where);
  CHECK(refused == std::vector<std::string>{"images/guide.pdf", "images/large.svg", "images/run.svg", "images/胸牌.svg"});
}
