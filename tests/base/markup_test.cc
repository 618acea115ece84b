#include "base/markup.h"

#include "support/catch.h"

using namespace gongshi;

namespace {

std::vector<MarkupToken> tokens(std::string_view document) {
  std::vector<MarkupToken> out;
  MarkupReader reader(document);
  for (MarkupToken token; reader.next(token);) out.push_back(token);
  return out;
}

}  // namespace

TEST_CASE("the tokens of a document are the whole document") {
  for (const std::string document :
       {"<!DOCTYPE html><html><body><p class=\"a>b\">文<b>字</b> 1 < 2</p><!-- <p> --></body>",
        "a < b <c", "<script>if (a</b/.x) '</p>'</script><style>p{}</style",
        "<?xml version='1'?><a><![CDATA[<b>]]></a>", "<", "<script></script>x"}) {
    std::string again;
    for (const auto& token : tokens(document)) {
      CHECK(token.offset == again.size());
      again += token.source;
    }
    CHECK(again == document);
  }
}

TEST_CASE("scripts, comments and stray angle brackets are no tags") {
  const auto list = tokens("<script>a<b></script><p>1 < 2</p><!--<p>--><P/>");
  REQUIRE(list.size() == 8);
  CHECK(list[1].kind == MarkupToken::Kind::kRaw);
  CHECK(list[4].source == "1 < 2");
  CHECK(list[6].kind == MarkupToken::Kind::kComment);
  CHECK(list[7].kind == MarkupToken::Kind::kOpen);
  CHECK(list[7].name == "p");
}

TEST_CASE("attributes are read quoted, unquoted and without a value") {
  using List = std::vector<MarkupAttribute>;
  CHECK(markup_attributes("<a href='x.html?a=1&amp;b=2' TITLE = \"一 > 二\" hidden data-n=5>") ==
        List{{"href", "x.html?a=1&b=2"}, {"title", "一 > 二"}, {"hidden", ""}, {"data-n", "5"}});
  CHECK(markup_attributes("<br/>").empty());
  CHECK(markup_attributes("<img alt=>") == List{{"alt", ""}});
  CHECK(markup_attributes("<p = x>") == List{{"", "x"}});
}

TEST_CASE("character references are decoded and other ampersands stay") {
  CHECK(decoded_references("&lt;李&#26126;&#x674E;&gt; &amp; &quot;&#39;&apos;") ==
        "<李明李> & \"''");
  CHECK(decoded_references("a&b &unknown; &#; &#xZ; &#99999999;") ==
        "a&b &unknown; &#; &#xZ; &#99999999;");
}
