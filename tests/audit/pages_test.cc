#include "audited_site.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("links that lead somewhere are no finds") {
  AuditedSite site;
  site.input.base_url = "https://gs.example/xzzf/";
  site.input.served = {"search.json", "search/"};
  site.files["about.html"] = html("<h2 id=\"第二节\">二</h2>");
  site.plant(
      "index.html",
      "<a href=\"decisions/\">决定</a><a "
      "href=\"./decisions/../about.html?a=1#%E7%AC%AC%E4%BA%8C%E8%8A%82\">关于</a>"
      "<a href=\"/xzzf/about.html\">绝对</a><a href=\"https://gs.example/xzzf/decisions/\">全址</a>"
      "<a href=\"https://www.gov.example/\">外部</a><a href=\"search.json?q=1\">接口</a><a "
      "href=\"search/?q=1\">搜索</a>"
      "<a href=\"#\">顶</a><a href=\"#top\">顶</a><a href=\"\">本页</a>"
      "<link rel=\"stylesheet\" href=\"assets/site.01234567.css\"><img "
      "src=\"data:image/png;base64,AA==\" alt=\"\">");
  CHECK(told(site.write_and_run()).empty());
}

TEST_CASE("every link, asset and fragment that leads nowhere is found on the page that has it") {
  AuditedSite site;
  const char* link = GENERATE(
      "<a href=\"gone.html\">x</a>", "<a href=\"../index.html\">x</a>",
      "<a href=\"decisions\">x</a>", "<a href=\"officers/\">x</a>", "<a href=\"#nowhere\">x</a>",
      "<a href=\"/other/index.html\">x</a>", "<a href=\"decisions/index.html#nowhere\">x</a>",
      "<a href=\"javascript:alert(1)\">x</a>", "<script src=\"assets/gone.js\"></script>",
      "<img src=\"assets/gone.png\" alt=\"\">",
      "<img srcset=\"assets/site.01234567.css 1x, gone.png 2x\" alt=\"\">",
      "<script src=\"https://cdn.example/x.js\"></script>",
      "<link rel=\"stylesheet\" href=\"//cdn.example/x.css\">",
      "<img src=\"http://cdn.example/x.png\" alt=\"\">",
      "<form action=\"https://other.example/\"></form>",
      "<svg><use href=\"assets/gone.svg#a\"></use></svg>");
  CAPTURE(link);
  site.plant("index.html", link);
  CHECK(told(site.write_and_run()) == "dead_link index.html \n");
}

TEST_CASE("a dead link on a record's page names the record") {
  AuditedSite site;
  site.plant(site.first(), "<a href=\"../../officers/none.html\">承办人</a>");
  const auto report = site.write_and_run();
  CHECK(told(report) == "dead_link " + site.first() + " first\n");
  CHECK(report.finds.at(0).text == "链接 ../../officers/none.html 没有对应的页面。");
}

TEST_CASE("a stylesheet loads only what is there, from here") {
  AuditedSite site;
  site.files["assets/a.css"] =
      "p{background:url(\"site.01234567.css\")}i{mask:url(#m)}b{background:url(data:image/"
      "png;base64,AA)}";
  site.files["assets/b.css"] = "p{background:url(gone.png)}";
  site.files["assets/c.css"] = "@import \"https://cdn.example/x.css\";";
  CHECK(told(site.write_and_run()) == "dead_link assets/b.css \ndead_link assets/c.css \n");
}

TEST_CASE("every page carries the four metas of a government site") {
  AuditedSite site;
  auto& page = site.files["index.html"];
  page.replace(page.find("content=\"9901010001\""), 20, "content=\" \"");
  auto& other = site.files[site.second()];
  const size_t meta = other.find("<meta name=\"SiteName\"");
  other.erase(meta, other.find('>', meta) + 1 - meta);
  const auto report = site.write_and_run();
  CHECK(told(report) == "meta_missing " + site.second() + " second\nmeta_missing index.html \n");
  CHECK(report.finds.at(1).text.find("SiteIDCode") != std::string::npos);
}
