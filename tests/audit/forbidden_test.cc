#include "audited_site.h"

using namespace gongshi;
using namespace gongshi::test;
using Kind = FingerprintKind;

TEST_CASE("an honest release with look-alikes is not refused") {
  AuditedSite site;
  site.forbid(Kind::kName, "李明");  // another month, another agency, an allowed value
  site.forbid(Kind::kNumber, "示市监罚〔2026〕11号");  // 示市监罚〔2026〕1号 is public
  site.forbid(Kind::kPhone, "13900000001");
  site.forbid(Kind::kIdentity, "990101199001011239");
  site.forbid(Kind::kName, "示例食品有限公司");  // a published party of the same name
  site.forbid(Kind::kText, "当事人在示例区东风路开办的餐馆内使用过期的调味品加工食品，数量较大。");
  site.input.allowed.push_back("李明小吃店");
  site.plant(site.first(), "<p>经营者所办李明<b>小吃店</b>，电话13900000002</p>");
  site.input.allowed.push_back("13900000002");
  site.plant(site.second(), "<p>李明</p>");
  site.plant("index.html", "<p>李明</p>");
  const auto report = site.write_and_run();
  CHECK(told(report).empty());
  CHECK(report.clean());
  CHECK(report.counts.pages == 4);
  CHECK(report.counts.documents == 2);
}

TEST_CASE("a planted value is found wherever it stands and however it is written") {
  AuditedSite site;
  site.forbid(Kind::kPhone, "13800138000", "someone");
  site.forbid(Kind::kName, "阿依古丽", "someone");
  site.forbid(Kind::kNumber, "示市监罚〔2026〕77号", "someone");
  const std::string first = site.first();
  const std::string second = site.second();
  const std::string data = "data/decisions/2026-03.jsonl";

  SECTION("in a page") { site.plant(first, "<p>联系阿依古丽</p>"); }
  SECTION("split by tags") { site.plant(first, "<p>阿<mark>依</mark>古丽</p>"); }
  SECTION("as entities") { site.plant(first, "<p>&#38463;&#20381;&#x53e4;丽</p>"); }
  SECTION("in an attribute") { site.plant(first, "<p title=\"阿依古丽\">某人</p>"); }
  SECTION("in a comment") { site.plant(first, "<!-- 138 0013 8000 -->"); }
  SECTION("in a link, percent-encoded") {
    site.plant(first,
               "<a href=\"#main?q=%E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD\">x</a><p "
               "id=\"main?q=阿依古丽\"></p>");
  }
  SECTION("with other brackets") { site.plant(first, "<p>另见示市监罚[2026]77号</p>"); }
  const auto report = site.write_and_run();
  REQUIRE_FALSE(report.clean());
  for (const auto& find : report.finds) {
    if (find.code != "forbidden") continue;
    CHECK(find.file == first);
    CHECK(find.key == "first");
    CHECK(find.about == "someone");
    CHECK(find.text.find("阿依古丽") == std::string::npos);
  }
  CHECK(std::any_of(report.finds.begin(), report.finds.end(),
                    [](const AuditFind& find) { return find.code == "forbidden"; }));
}

TEST_CASE("a value in a list, a data file, a feed, a style or a file name is found") {
  AuditedSite site;
  site.forbid(Kind::kName, "阿依古丽");
  site.forbid(Kind::kNumber, "AB-2026-77");
  site.files["decisions/atom.xml"] = "<feed><entry><title>阿依古丽</title></entry></feed>";
  site.files["data/decisions/2026-02.csv"] = "编号,姓名\r\n1,\"阿依古丽\"\r\n";
  site.files["data/decisions/2026-01.jsonl"] = "{\"a\":\"\\u963f\\u4f9d\\u53e4\\u4e3d\"}\n";
  site.files["assets/x.css"] = "p:after{content:'阿依古丽'}";
  site.files["powers/ab-2026-77.html"] = html("<p>无</p>");
  site.plant("decisions/index.html", "<table><tr><td>阿依古丽</td></tr></table>");
  CHECK(told(site.write_and_run()) ==
        "forbidden assets/x.css \nforbidden data/decisions/2026-01.jsonl \n"
        "forbidden data/decisions/2026-02.csv \nforbidden decisions/atom.xml \n"
        "forbidden decisions/index.html \nforbidden powers/ab-2026-77.html \nforbidden "
        "powers/files.sha256 \n");
}

TEST_CASE("a find in a row is traced to the record the row links to") {
  AuditedSite site;
  site.forbid(Kind::kName, "阿依古丽");
  auto& list = site.files["decisions/index.html"];
  list.insert(list.find("示城管罚"), "阿依古丽 ");
  auto& data = site.files["data/decisions/2026-03.jsonl"];
  data.insert(data.find(",\"agency\""), ",\"party\":\"阿依古丽\"");
  CHECK(told(site.write_and_run()) ==
        "forbidden data/decisions/2026-03.jsonl first\nforbidden decisions/index.html second\n");
}

TEST_CASE("a find without a place of its own is traced by the page that shows the same thing") {
  AuditedSite site;
  site.forbid(Kind::kName, "阿依古丽");
  site.plant(site.second(), "<p>阿依古丽</p>");
  site.plant("index.html", "<p>最新：阿依古丽</p>");
  CHECK(told(site.write_and_run()) ==
        "forbidden " + site.second() + " second\nforbidden index.html second\n");
}

TEST_CASE("a short name counts on pages and rows of its own agency and month only") {
  AuditedSite site;
  site.forbid(Kind::kName, "李明", "hidden", kAgency, "2026-03");
  SECTION("its own month's page") {
    site.plant(site.first(), "<p>李<b>明</b></p>");
    CHECK(told(site.write_and_run()) == "forbidden " + site.first() + " first\n");
  }
  SECTION("a row of a list, a row of data") {
    auto& list = site.files["decisions/index.html"];
    list.insert(list.find("示市监罚"), "李明 ");
    auto& data = site.files["data/decisions/2026-03.jsonl"];
    data.insert(data.find(",\"agency\""), ",\"party\":\"李明\"");
    CHECK(told(site.write_and_run()) ==
          "forbidden data/decisions/2026-03.jsonl first\nforbidden decisions/index.html first\n");
  }
  SECTION("another agency's page, row and data, and the home page") {
    site.plant(site.second(), "<p>李明</p>");
    auto& list = site.files["decisions/index.html"];
    list.insert(list.find("示城管罚"), "李明 ");
    site.plant("data/decisions/2026-03.jsonl",
               "{\"agency\":\"" + kOther + "\",\"month\":\"2026-03\",\"p\":\"李明\"}\n");
    site.plant("index.html", "<p>李明</p>");
    CHECK(told(site.write_and_run()).empty());
  }
  SECTION("an officer of the same name is public") {
    site.input.allowed.push_back("李明");
    site.plant(site.first(), "<p>承办：李明</p>");
    CHECK(told(site.write_and_run()).empty());
  }
}

TEST_CASE("the address of a public record may repeat what is another record's hidden number") {
  AuditedSite site;
  site.forbid(Kind::kNumber, "2026-0001");
  const auto path = AuditedSite::page("2026-03", kAgency, "-2026-0001-0123456789");
  site.files[path] = html("<p>示综执罚2026-0001号</p>");
  site.plant("index.html", "<a href=\"" + path + "\">示综执罚2026-0001号</a>");
  site.input.records[path] = "third";
  site.input.allowed.push_back("示综执罚2026-0001号");
  CHECK(told(site.write_and_run()).empty());
}

TEST_CASE(
    "twenty-four characters of hidden text are found, and a public text with the same words is "
    "not") {
  AuditedSite site;
  const std::string text =
      "当事人在示例区东风路开办的餐馆内使用过期的调味品加工食品，数量较大，责令改正。";
  site.forbid(Kind::kText, text);
  SECTION("hidden") {
    site.plant(site.first(), "<p>查明：" + text.substr(0, 26 * 3) + "</p>");
    CHECK(told(site.write_and_run()) == "forbidden " + site.first() + " first\n");
  }
  SECTION("public elsewhere") {
    site.input.allowed.push_back(text);
    site.plant(site.second(), "<p>" + text + "</p>");
    CHECK(told(site.write_and_run()).empty());
  }
}
