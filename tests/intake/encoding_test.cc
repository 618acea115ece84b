#include "intake/encoding.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;

namespace {

struct Decoded {
  std::string error;
  std::string encoding;
  std::string text;
  std::optional<uint64_t> damage;
};

Decoded decode_file(const std::filesystem::path& file, const std::string& encoding = "") {
  auto source = TextSource::open(file, encoding);
  if (!source) return {source.error().code + " " + source.error().text, "", "", std::nullopt};
  Decoded out{"", (*source)->encoding(), "", (*source)->first_damage()};
  for (int c = (*source)->get(); c >= 0; c = (*source)->get()) out.text += static_cast<char>(c);
  return out;
}

Decoded decode(const std::string& bytes, const std::string& encoding = "") {
  const Scratch scratch;
  return decode_file(scratch.write("text", bytes), encoding);
}

std::string utf16(std::u16string_view text, bool little) {
  std::string out;
  for (const char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF);
    const char high = static_cast<char>(c >> 8);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

}  // namespace

TEST_CASE("UTF-8 is read as it is, its byte order mark left out") {
  CHECK(decode("执法决定,1").text == "执法决定,1");
  CHECK(decode("执法决定,1").encoding == "UTF-8");
  CHECK(decode("\xEF\xBB\xBF执法").text == "执法");
  CHECK(decode("plain").encoding == "UTF-8");
}

TEST_CASE("UTF-16 is told from its mark and from its zero bytes") {
  CHECK(decode("\xFF\xFE" + utf16(u"执法,𠮷", true)).text == "执法,𠮷");
  CHECK(decode("\xFE\xFF" + utf16(u"执法,𠮷", false)).text == "执法,𠮷");
  CHECK(decode("\xFE\xFF" + utf16(u"执法,𠮷", false)).encoding == "UTF-16BE");
  CHECK(decode(utf16(u"{\"id\":\"执法\"}", true)).text == "{\"id\":\"执法\"}");
  CHECK(decode(utf16(u"{\"id\":\"执法\"}", false)).text == "{\"id\":\"执法\"}");
}

TEST_CASE("GB18030 is told from the bytes, four-byte characters included") {
  const Decoded text = decode("\xD6\xB4\xB7\xA8\xBE\xF6\xB6\xA8,\x95\x32\x82\x36,1");
  CHECK(text.encoding == "GB18030");
  CHECK(text.text == "执法决定,𠀀,1");
  CHECK_FALSE(text.damage.has_value());
}

TEST_CASE("the encoding of the configuration is used, and an unknown one is refused by name") {
  CHECK(decode("\xD6\xB4", "GBK").text == "执");
  CHECK(decode("\xD6\xB4", "gb2312").text == "执");
  CHECK(decode("\xD6\xB4", "GB-18030").text == "执");
  CHECK(contains(decode("x", "big5").error, "big5"));
  CHECK(contains(decode("x", "big5").error, "bad_config"));
}

TEST_CASE("a broken byte in UTF-8 text is named by its offset and the rest is still read") {
  const Decoded text = decode("执法决定公示\n当事人\xFF名称");
  CHECK(text.encoding == "UTF-8");
  REQUIRE(text.damage.has_value());
  CHECK(*text.damage == 28);
  CHECK(text.text == "执法决定公示\n当事人" + std::string(TextSource::kDamage) + "名称");
}

TEST_CASE("damage is traced to the piece of text it stands in") {
  const Scratch scratch;
  auto source = TextSource::open(scratch.write("text", "一二三四\n五六\x80七\n八九\xC3十"), "");
  REQUIRE(source.ok());
  std::string line;
  std::vector<std::optional<uint64_t>> damage;
  for (int c = (*source)->get(); c >= 0; c = (*source)->get()) {
    if (c == '\n') {
      damage.push_back((*source)->damage_in(line));
      line.clear();
    } else {
      line += static_cast<char>(c);
    }
  }
  damage.push_back((*source)->damage_in(line));
  REQUIRE(damage.size() == 3);
  CHECK_FALSE(damage[0].has_value());
  CHECK(damage[1] == 19u);
  CHECK(damage[2] == 30u);
}

TEST_CASE("characters that straddle the blocks of a long file are whole") {
  std::string text = "x";
  while (text.size() < 700'000) text += "执法决定𠮷";
  CHECK(decode(text).text == text);
  CHECK(decode("\xFF\xFE" + utf16(u"一", true)).text == "一");
  std::u16string wide = u"x";
  while (wide.size() < 300'000) wide += u"执法决定𠮷";
  const std::string decoded = decode("\xFF\xFE" + utf16(wide, true)).text;
  CHECK(decoded.size() > 700'000);
  CHECK(valid_utf8(decoded));
  CHECK(decoded.ends_with("执法决定𠮷"));
}

TEST_CASE("a missing file is unreadable, an empty one is empty") {
  CHECK(contains(decode_file("/nonexistent/feed").error, "unreadable"));
  const Scratch scratch;
  CHECK((*TextSource::open(scratch.write("none", ""), ""))->empty());
  CHECK((*TextSource::open(scratch.write("mark", "\xEF\xBB\xBF"), ""))->empty());
}

TEST_CASE("the Chinese texts of the cjkencodings suite decode to their UTF-8 twins") {
  const auto dir = test::shared("suites/cpython-cjkencodings");
  if (!std::filesystem::exists(dir)) {
    WARN("skipped: " << dir << " is missing");
    return;
  }
  for (const std::string name : {"gb18030", "gbk", "gb2312"}) {
    CAPTURE(name);
    const std::string expected = test::slurp(dir / (name + "-utf8.txt"));
    CHECK(decode_file(dir / (name + ".txt"), name).text == expected);
    const Decoded detected = decode_file(dir / (name + ".txt"));
    CHECK(detected.encoding == "GB18030");
    CHECK(detected.text == expected);
    CHECK(decode_file(dir / (name + "-utf8.txt")).encoding == "UTF-8");
  }
}

TEST_CASE("the other encodings of the cjkencodings suite are refused by name") {
  const auto dir = test::shared("suites/cpython-cjkencodings");
  if (!std::filesystem::exists(dir)) {
    WARN("skipped: " << dir << " is missing");
    return;
  }
  int refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    const std::string name = entry.path().stem().string();
    if (name.ends_with("-utf8") || name.starts_with("gb")) continue;
    CAPTURE(name);
    const std::string error = decode_file(entry.path(), name).error;
    CHECK(contains(error, "bad_config"));
    CHECK(contains(error, "“" + name + "”"));
    ++refused;
  }
  CHECK(refused == 12);
}

TEST_CASE("lines are given whole, across blocks and without line feed at the end") {
  std::string text;
  std::vector<std::string> lines;
  for (int i = 0; i < 9; ++i) {
    lines.push_back(std::string(static_cast<size_t>(i) * 37'000, static_cast<char>('a' + i)));
    text += (i ? "\n" : "") + lines.back();
  }
  const Scratch scratch;
  auto source = TextSource::open(scratch.write("text", text), "");
  REQUIRE(source.ok());
  std::string_view line;
  for (const auto& expected : lines) {
    REQUIRE((*source)->line(line, 1u << 20));
    CHECK(line == expected);
  }
  CHECK_FALSE((*source)->line(line, 1u << 20));
  auto cut = TextSource::open(scratch.write("long", std::string(600'000, 'x') + "\nnext"), "");
  REQUIRE((*cut)->line(line, 1000));
  CHECK(line.size() == 1001);
  REQUIRE((*cut)->line(line, 1000));
  CHECK(line == "next");
}

TEST_CASE("a character that is cut by a block or by the end of the file is told right") {
  std::string text(262'143, 'x');
  CHECK(decode(text + "执法").encoding == "UTF-8");
  CHECK_FALSE(decode(text + "执法").damage.has_value());
  CHECK(*decode(text + "执法\xE6\x89").damage == 262'149);
  CHECK(*decode("执法决定\xE6\x89").damage == 12);
}
