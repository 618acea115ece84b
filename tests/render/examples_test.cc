#include "render/template_examples.h"

#include <set>

#include "base/markup.h"
#include "edition_maker.h"

using namespace gongshi;
using test::has;
using test::TestSite;

namespace {

const std::set<std::string> kInternal = {"report.html", "report_annual.html", "returned.html"};
/// Elements HTML never closes.
const std::set<std::string> kVoid = {"meta", "link", "input", "br", "img", "col"};

std::string comment_of(const std::string& text) {
  const size_t open = text.find("{{!"), close = text.find("}}", open);
  return open == std::string::npos ? "" : text.substr(open, close - open);
}

bool word_in(const std::string& text, const std::string& word) {
  const auto part_of_name = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !part_of_name(text[at - 1]);
    const size_t end = at + word.size();
    if (begins && (end == text.size() || !part_of_name(text[end]))) return true;
  }
  return false;
}

/// Every name a template uses itself; optional sections count as the value they hold.
void names_in(const TemplateOutline& outline, std::set<std::string>& names) {
  names.insert(outline.variables.begin(), outline.variables.end());
  for (const auto& [name, inner] : outline.sections) {
    if (!name.ends_with("_separator")) names.insert(name.starts_with("IF_") ? name.substr(3) : name);
    names_in(inner, names);
  }
}

std::string unbalanced(const std::string& html) {
  std::vector<std::string> open;
  MarkupReader reader(html);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kOpen && !kVoid.contains(token.name) && !token.source.ends_with("/>"))
      open.push_back(token.name);
    if (token.kind != MarkupToken::Kind::kClose) continue;
    if (open.empty() || open.back() != token.name) return token.name;
    open.pop_back();
  }
  return open.empty() ? "" : open.back();
}

std::vector<std::string> pages(const Templates& templates) {
  std::vector<std::string> names;
  for (const std::string& name : templates.names())
    if (!kInternal.contains(name)) names.push_back(name);
  return names;
}

std::string first_error(const TestSite& test) {
  const auto errors = check_templates(test.fs, test.site);
  return errors.empty() ? "" : errors.front().where + " " + errors.front().text;
}

const std::string kTemplateHead = "{{%AUTOESCAPE context=\"HTML\"}}\n";

}  // namespace

TEST_CASE("every template says in its head which names it uses") {
  const TestSite test;
  for (const auto& [name, path] : test.site.resources(test.fs, "templates")) {
    if (!name.ends_with(".html") || kInternal.contains(name)) continue;
    const std::string text = test::slurp(path), comment = comment_of(text);
    const auto outline = outline_of(text, name);
    REQUIRE(outline);
    std::set<std::string> names;
    names_in(*outline, names);
    for (const std::string& used : names) {
      // ROOT is everybody's; pairs of a choice are told by their words; fields stand in the definition.
      if (used == "ROOT" || used.starts_with("F_") || used.starts_with("L_")) continue;
      INFO(name + " " + used);
      CHECK(word_in(comment, used));
    }
  }
}

TEST_CASE("every template renders its example into whole elements with nothing left to fill in") {
  const TestSite test;
  const auto templates = Templates::load(test.fs, test.site);
  REQUIRE(templates);
  CHECK(pages(*templates).size() > 50);
  for (const std::string& name : pages(*templates)) {
    INFO(name);
    const auto page = example_of(test.fs, test.site, *templates, name);
    REQUIRE(page);
    const auto html = templates->render(name, *page);
    INFO((html ? "" : html.error().text));
    REQUIRE(html);
    CHECK_FALSE(html->empty());
    CHECK_FALSE(has(html->str(), "{{"));
    CHECK_FALSE(has(html->str(), "示例示例"));
    CHECK(unbalanced(html->str()) == "");
  }
}

TEST_CASE("an example names nothing its template does not use") {
  const TestSite test;
  const auto templates = Templates::load(test.fs, test.site);
  REQUIRE(templates);
  for (const auto& [name, path] : test.site.resources(test.fs, "templates/examples")) {
    const std::string of = name.substr(0, name.size() - 5) + ".html";
    INFO(of);
    const TemplateOutline* outline = templates->outline(of);
    REQUIRE(outline != nullptr);
    std::set<std::string> names;
    names_in(*outline, names);
    const Json example = Json::parse(test::slurp(path));
    for (const auto& [key, value] : example.items()) {
      INFO(key);
      CHECK(names.contains(key.starts_with("IF_") ? key.substr(3) : key));
    }
  }
}

TEST_CASE("check finds a misspelt name in a site's template even where the page hides it") {
  TestSite test;
  CHECK(first_error(test) == "");
  test.scratch.write("templates/text.html", kTemplateHead + "<h1>{{TITLE}}</h1><p>{{LAED}}</p>");
  CHECK(has(first_error(test), "templates/text.html 模板用到的 LAED 没有给出"));
  test.scratch.write("templates/text.html", kTemplateHead + "<h1>{{TITLE}}</h1>{{#IF_NO_SUCH}}x{{/IF_NO_SUCH}}");
  CHECK(has(first_error(test), "#IF_NO_SUCH"));
  test.scratch.write("templates/text.html", kTemplateHead + "<h1>{{TITLE}}</h1>");
  test.scratch.write("templates/tombstone.html", kTemplateHead + "<h1>{{#IS_OTHER}}{{KINDD}}{{/IS_OTHER}}</h1>");
  CHECK(has(first_error(test), "templates/tombstone.html 模板用到的 KINDD"));
}

TEST_CASE("check finds a template that no page uses and a part that is not there") {
  TestSite test;
  test.scratch.write("templates/descision.html", kTemplateHead + "<p>x</p>");
  CHECK(has(first_error(test), "templates/descision.html 没有页面使用"));
  std::filesystem::remove(test.scratch / "templates/descision.html");
  test.scratch.write("templates/text.html", kTemplateHead + "{{>part_none.html}}");
  CHECK(has(first_error(test), "part_none.html 不存在"));
  test.scratch.write("templates/text.html", kTemplateHead + "{{>text.html}}");
  CHECK(has(first_error(test), "引用了它自己"));
}

TEST_CASE("a site's part takes the built-in one's place on every page") {
  TestSite test;
  test.scratch.write("templates/part_footer.html", kTemplateHead + "<footer>{{AUTHORITY}}的页脚</footer>");
  CHECK(first_error(test) == "");
  for (const auto& [path, bytes] : test.render(Edition()))
    if (path.ends_with(".html") && path != "elder/index.html" && !has(bytes, "办事大厅")) {
      INFO(path);
      CHECK(has(bytes, "示例区司法局的页脚"));
    }
}

TEST_CASE("a dataset of the site's own may have a template that names its fields") {
  TestSite test;
  test.scratch.write("datasets/cameras.json",
                     R"({"dataset":"cameras","label":"监控设备","date":"","page":true,"fields":[
      {"name":"name","label":"位置","type":"string","required":true,"public":true,"list":true,"detail":true},
      {"name":"set-up","label":"设置日期","type":"date","public":true,"detail":true}]})");
  test.scratch.write("templates/record-cameras.html",
                     kTemplateHead + "<h1>{{TITLE_HTML:none}}</h1>{{#IF_F_SET_UP_HTML}}<p>{{L_SET_UP}}：{{F_SET_UP_HTML:none}}</p>{{/IF_F_SET_UP_HTML}}");
  test.reload();
  CHECK(first_error(test) == "");
  test::EditionMaker maker;
  maker.add("cameras", test::kAgency, "1", {{"name", "青禾路口"}, {"set-up", "2026-03-01"}});
  const auto files = test.render(maker.edition());
  const std::string path = "cameras/" + test::kAgency + "-" + address_key("cameras", test::kAgency, "1") + ".html";
  CHECK(has(files.at(path), "<p>设置日期：2026年3月1日</p>"));
  test.scratch.write("templates/record-cameras.html", kTemplateHead + "<h1>{{F_SETUP_HTML:none}}</h1>");
  CHECK(has(first_error(test), "F_SETUP_HTML"));
}

TEST_CASE("an example is laid out as values, hidden and shown sections and their instances") {
  const PageData page = example_page(Json::parse(R"({"A":"x","N":3,"YES":true,"NO":false,"IF_B":"y","ROW":[{"C":"z"},{}],"ONE":{}})"));
  CHECK(page.values().at("A") == "x");
  CHECK(page.values().at("N") == "3");
  CHECK(page.sections().at("YES").size() == 1);
  CHECK(page.sections().at("NO").empty());
  CHECK(page.sections().at("IF_B").front().values().at("B") == "y");
  CHECK(page.sections().at("ROW").size() == 2);
  CHECK(page.sections().at("ONE").size() == 1);
}
