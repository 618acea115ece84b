#include "audit/shapes.h"

#include "audited_site.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("personal shapes in what a reader sees are found") {
  AuditedSite site;
  const char* text =
      GENERATE("<p>电话13800138000</p>", "<p>138<b>0013</b>8000</p>", "<p>138-0013-8000</p>",
               "<p>身份证990101199001011239</p>", "<p>号牌京A12345</p>", "<p>a.b@example.com</p>",
               "<p title=\"13800138000\">x</p>", "<a href=\"mailto:a.b@example.com\">信</a>",
               "<a href=\"tel:13800138000\">话</a>", "<p>１３８００１３８０００</p>",
               "<p>13800138000 990101199001011239</p>", "<p>13800138000 13900139000</p>",
               "<p>2026 13800138000 12</p>");
  CAPTURE(text);
  site.plant(site.first(), text);
  CHECK(told(site.write_and_run()) == "shape " + site.first() + " first\n");
}

TEST_CASE("digits of addresses, digests, codes and drawings are nobody's number") {
  AuditedSite site;
  site.input.base_url = "https://gs.example/";
  const auto path = AuditedSite::page("2026-03", kAgency, "-2026-13800138000-1380013800");
  site.files[path] = html("<p>本页地址：https://gs.example/" + path +
                          "</p>"
                          "<svg><path d=\"M13800138000 13900139000\"/></svg><p id=\"a13800138000\" "
                          "class=\"b13800138000\">2026年3月1日</p>");
  site.files["data/datapackage.json"] =
      "{\"hash\":\"sha256:1380013800013800138000138001380013800013800138000138001380001aaa\","
      "\"bytes\":13800138000,"
      "\"path\":\"" +
      path + "\"}";
  site.files["assets/x.13800138000.css"] = "i{width:13800138000px}";
  site.plant("index.html", "<a href=\"" + path + "\" data-url=\"" + path +
                               "\">示例</a>"
                               "<link rel=\"stylesheet\" href=\"assets/x.13800138000.css\">");
  CHECK(told(site.write_and_run()).empty());
}

TEST_CASE("what a public field shows may be shown, in any spacing and without its words") {
  AuditedSite site;
  site.input.allowed.push_back("办公电话：13800138000，邮箱 office@gs.example");
  site.plant(
      site.first(),
      "<p>电话 138 0013 8000</p><a href=\"tel:13800138000\">打电话</a><p>office@gs.example</p>");
  SECTION("only that") { CHECK(told(site.write_and_run()).empty()); }
  SECTION("a code of digits beside a count") {
    site.input.allowed.push_back("119901010099000215");
    site.plant(site.first(), "<a>119901010099000215 <span>1</span></a>");
    CHECK(told(site.write_and_run()).empty());
  }
  SECTION("and another number after it, with nothing between but a blank") {
    site.plant(site.first(), "<p>138 0013 8000 13900139000</p>");
    CHECK(told(site.write_and_run()) == "shape " + site.first() + " first\n");
  }
  SECTION("and another number beside it") {
    site.plant(site.first(), "<p>13800138000、13900139000</p>");
    CHECK(told(site.write_and_run()) == "shape " + site.first() + " first\n");
  }
}

TEST_CASE("shapes in cells of CSV and in strings of JSON are found, amounts are not") {
  AuditedSite site;
  site.files["data/decisions/2026-01.csv"] = "\xEF\xBB\xBF编号,日期,金额\r\n1,2026-01-02,1380\r\n";
  site.files["data/decisions/2026-02.csv"] = "编号,电话\r\n1,\"13800138000\"\r\n";
  site.files["data/decisions/2026-04.jsonl"] = "{\"fine\":13800138000}\n";
  site.files["data/decisions/2026-05.jsonl"] = "{\"a\":1}\n{\"t\":\"1380013\\u0038000\"}\n";
  site.files["data/dictionary.json"] = "{\"13800138000\":1}";
  site.files["data/broken.json"] = "{ 13800138000";
  site.files["robots.txt"] = "# 13800138000\n";
  CHECK(told(site.write_and_run()) ==
        "shape data/broken.json \nshape data/decisions/2026-02.csv \nshape "
        "data/decisions/2026-05.jsonl \n"
        "shape data/dictionary.json \nshape robots.txt \n");
}

TEST_CASE("a shape in a row of data is traced to the record of the row") {
  AuditedSite site;
  auto& data = site.files["data/decisions/2026-03.jsonl"];
  data.insert(data.rfind(",\"agency\""), ",\"phone\":\"13800138000\"");
  CHECK(told(site.write_and_run()) == "shape data/decisions/2026-03.jsonl second\n");
}
