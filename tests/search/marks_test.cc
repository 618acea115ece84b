#include "search/marks.h"

#include "base/text.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

std::string marked(std::string_view q, std::string_view text) {
  return marked_html(Marker(query_words(q).value()).mark(text));
}

}  // namespace

TEST_CASE("marks that touch are one, pairs apart are marked apart") {
  CHECK(marked("进货查验", "未建立进货查验记录") == "未建立<mark>进货查验</mark>记录");
  CHECK(marked("进货查验", "查验了进货票据") == "<mark>查验</mark>了<mark>进货</mark>票据");
  CHECK(marked("“进货查验”", "查验了进货票据") == "查验了进货票据");
}

TEST_CASE("text is marked as it was written, in its own width, case and brackets") {
  CHECK(marked("abc", "ＡＢＣ超市和Abc店") == "<mark>ＡＢＣ</mark>超市和<mark>Abc</mark>店");
  CHECK(marked("(2026)118号", "示市监罚〔2026〕118号") == "示市监罚<mark>〔2026〕118号</mark>");
}

TEST_CASE("a word or number is marked only where one begins") {
  CHECK(marked("18", "118号 18号") == "118号 <mark>18</mark>号");
  CHECK(marked("示市监罚〔2026〕11", "示市监罚〔2026〕118号") ==
        "<mark>示市监罚〔2026〕11</mark>8号");
}

TEST_CASE("words that are left out are not marked") {
  CHECK(marked("食品 -药品", "食品和药品") == "<mark>食品</mark>和药品");
}

TEST_CASE("whatever text and query hold, the only markup is mark") {
  CHECK(marked("<script>", "<script>alert('1')</script>\"&") ==
        "<mark>&lt;script&gt;</mark>alert(&#39;1&#39;)&lt;/<mark>script</mark>&gt;&quot;&amp;");
  CHECK(marked("amp lt", "a & b < c") == "a &amp; b &lt; c");
}

TEST_CASE("a snippet is cut from the text with the most words, from shortly before the first") {
  const Marker marker(query_words("进货 票据").value());
  std::string longer;
  for (int i = 0; i < 100; ++i) longer += "长";
  const auto snippet = marker.snippet({"只有进货", longer + "进货时未索取票据" + longer});
  const std::string html = marked_html(snippet);
  CHECK(html.starts_with("…长"));
  CHECK(html.ends_with("长…"));
  CHECK(contains(html, "<mark>进货</mark>时未索取<mark>票据</mark>"));
  CHECK(to_u32(plain_text(snippet)).size() == 82);
}

TEST_CASE("without a word the texts' beginning is shown") {
  const Marker marker(query_words("").value());
  CHECK(plain_text(marker.snippet({"甲", "乙"})) == "甲；乙");
  CHECK(marker.snippet({}).empty());
}
