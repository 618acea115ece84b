#include "render/templates.h"

#include "render/render.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

namespace {

const std::string kHead = "{{%AUTOESCAPE context=\"HTML\"}}\n";

std::string error_of(const std::string& text) {
  const auto templates = Templates::parse({{"x.html", text}});
  return templates ? "" : templates.error().code;
}

std::string filled(const std::string& text, const PageData& page) {
  const auto templates = Templates::parse({{"x.html", kHead + text}});
  REQUIRE(templates);
  const auto html = templates->render("x.html", page);
  return html ? html->str() : "error " + html.error().code + " " + html.error().text;
}

}  // namespace

TEST_CASE("a template without automatic escaping is refused") {
  CHECK(error_of("<p>{{X}}</p>") == "bad_template");
  CHECK(error_of("\n" + kHead + "<p>{{X}}</p>") == "bad_template");
  CHECK(error_of("{{%AUTOESCAPE context=\"JAVASCRIPT\"}}\n<p>{{X}}</p>") == "bad_template");
  CHECK(error_of(kHead + "<p>{{X}}</p>").empty());
}

TEST_CASE("only a name ending in _HTML may go out unescaped") {
  CHECK(error_of(kHead + "{{X:none}}") == "bad_template");
  CHECK(error_of(kHead + "{{X_HTML}}") == "bad_template");
  CHECK(error_of(kHead + "{{X:h}}") == "bad_template");
  CHECK(error_of(kHead + "{{X_HTML:none}}").empty());
}

TEST_CASE("templates that do not nest, include files or end too early are refused") {
  CHECK(error_of(kHead + "{{#A}}{{#B}}{{/A}}{{/B}}") == "bad_template");
  CHECK(error_of(kHead + "{{#A}}") == "bad_template");
  CHECK(error_of(kHead + "{{/A}}") == "bad_template");
  CHECK(error_of(kHead + "{{>other.html}}") == "bad_template");
  CHECK(error_of(kHead + "{{=<< >>=}}") == "bad_template");
  CHECK(error_of(kHead + "<p>{{X") == "bad_template");
}

TEST_CASE("values are escaped for the place they stand in") {
  PageData page;
  page.set("X", "<b>\"a' & b");
  CHECK(filled("<p title=\"{{X}}\">{{X}}</p>", page) ==
        "<p title=\"&lt;b&gt;&quot;a&#39; &amp; b\">&lt;b&gt;&quot;a&#39; &amp; b</p>");
  PageData link;
  link.set("X", "javascript:alert(1)");
  CHECK(filled("<a href=\"{{X}}\">a</a>", link) == "<a href=\"#\">a</a>");
  link.set("X", "../../index.html");
  CHECK(filled("<a href=\"{{X}}\">a</a>", link) == "<a href=\"../../index.html\">a</a>");
}

TEST_CASE("a variable or section the page does not give is an error that names it") {
  PageData page;
  page.set("NAEM", "x").show("SOME");
  CHECK(filled("{{NAME}}", page) == "error bad_template 模板用到的 NAME 没有给出，请检查拼写。");
  CHECK(filled("{{#SMOE}}x{{/SMOE}}", page).find("#SMOE") != std::string::npos);
  CHECK(filled("{{#SOME}}{{INNER}}{{/SOME}}", page).find("INNER") != std::string::npos);
  CHECK(filled("{{#SOME}}{{NAEM}}{{/SOME}}", page) == "x");
}

TEST_CASE("sections repeat, stay hidden or hold an optional value") {
  PageData page;
  page.section("ROW").set("N", "1");
  page.section("ROW").set("N", "2");
  page.show("NONE", false).maybe("PHONE", "").maybe("MAIL", "a@example.invalid");
  CHECK(filled("{{#ROW}}{{N}}{{#ROW_separator}},{{/ROW_separator}}{{/ROW}}", page) == "1,2");
  CHECK(
      filled(
          "{{#NONE}}x{{/NONE}}{{#IF_PHONE}}{{PHONE}}{{/IF_PHONE}}{{#IF_MAIL}}{{MAIL}}{{/IF_MAIL}}",
          page) == "a@example.invalid");
}

TEST_CASE("a template that is not there is an error") {
  const auto templates = Templates::parse({});
  REQUIRE(templates);
  CHECK(templates->render("x.html", PageData()).error().code == "bad_template");
}

TEST_CASE("every built-in template escapes by itself and holds no inline script or style") {
  const DiskFs fs;
  const auto folder = std::filesystem::path(GONGSHI_SOURCE_DIR) / "templates";
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".html") || name.starts_with("report") || name == "returned.html") continue;
    texts[name] = test::slurp(entry.path());
    INFO(name);
    CHECK(texts[name].starts_with(kHead));
    for (const char* inlined :
         {"<style", " style=", " onclick=", " onload=", " onsubmit=", "javascript:"})
      CHECK(texts[name].find(inlined) == std::string::npos);
    for (size_t at = texts[name].find("<script"); at != std::string::npos;
         at = texts[name].find("<script", at + 1))
      CHECK((texts[name].compare(at, 13, "<script src=\"") == 0 ||
             texts[name].compare(at, 35, "<script type=\"application/ld+json\">") == 0));
  }
  CHECK(texts.size() > 20);
  CHECK(Templates::parse(texts));
}

TEST_CASE("a site folder's template stands over the built-in one") {
  const test::Scratch scratch;
  scratch.write("templates/text.html", kHead + "<p>{{TITLE}}，本站自己的模板</p>");
  Site site;
  site.dir = scratch.path();
  site.share = GONGSHI_SOURCE_DIR;
  const auto templates = Templates::load(DiskFs(), site);
  REQUIRE(templates);
  PageData page;
  page.set("TITLE", "关于");
  CHECK(templates->render("text.html", page)->str() == "<p>关于，本站自己的模板</p>");
  CHECK(templates->outline("decision.html") != nullptr);
}
