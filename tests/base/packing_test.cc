#include "base/packing.h"

#include "base/text.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

std::string long_text() {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "行政执法公示 " + std::to_string(i % 977) + "\n";
  return text;
}

}  // namespace

TEST_CASE("what is packed comes back") {
  for (const std::string& text : {std::string(), std::string("a"), long_text()}) {
    const std::string gzip = gzip_packed(text), brotli = brotli_packed(text);
    CHECK(*gzip_unpacked(gzip, text.size()) == text);
    CHECK(*brotli_unpacked(brotli, text.size()) == text);
    CHECK(gzip == gzip_packed(text));
    CHECK(brotli == brotli_packed(text));
  }
  CHECK(gzip_packed(long_text()).size() * 4 < long_text().size());
  CHECK(brotli_packed(long_text()).size() < gzip_packed(long_text()).size());
}

TEST_CASE("a gzip file holds no time") {
  CHECK(gzip_packed("x").substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("a packed file that is cut short, goes on or is too large cannot be read") {
  const std::string text = long_text();
  const std::string gzip = gzip_packed(text), brotli = brotli_packed(text);
  for (const size_t part : {size_t{0}, size_t{1}, gzip.size() / 2, gzip.size() - 1})
    CHECK(gzip_unpacked(gzip.substr(0, part), text.size()).error().code == "unreadable");
  for (const size_t part : {size_t{0}, brotli.size() / 2, brotli.size() - 1})
    CHECK(brotli_unpacked(brotli.substr(0, part), text.size()).error().code == "unreadable");
  CHECK_FALSE(gzip_unpacked(gzip + "x", text.size()).ok());
  CHECK_FALSE(brotli_unpacked(brotli + "x", text.size()).ok());
  CHECK_FALSE(gzip_unpacked(gzip, text.size() - 1).ok());
  CHECK_FALSE(brotli_unpacked(brotli, text.size() - 1).ok());
  CHECK_FALSE(gzip_unpacked("no gzip", 100).ok());
  CHECK_FALSE(brotli_unpacked("no brotli", 100).ok());
}
