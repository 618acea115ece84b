#include "audited_site.h"
#include "base/packing.h"
#include "intake/workbook.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("what was planned and not written, or written and not planned, is found") {
  AuditedSite site;
  site.plan_is_files = false;
  for (const auto& [path, bytes] : site.files)
    if (path != "index.html") site.input.planned.push_back(path);
  const auto gone = AuditedSite::page("2026-03", kAgency, "a-2");
  site.input.planned.push_back(gone);
  site.input.records[gone] = "third";
  CHECK(told(site.write_and_run()) ==
        "missing_page " + gone + " third\nunplanned_file index.html \n");
}

TEST_CASE("a file altered, added or removed after the build is found") {
  AuditedSite site;
  site.write();
  const auto base = "releases/" + site.input.release + "/site/";
  site.out.write(base + site.first(), site.files[site.first()] + " ");
  site.out.write(base + "assets/planted.css", "");
  stdfs::remove(site.out / "releases" / site.input.release / "site" / "data" / "decisions" /
                "2026-03.jsonl");
  CHECK(told(site.run()) ==
        "altered assets/planted.css \naltered data/decisions/2026-03.jsonl \naltered " +
            site.first() + " \n" +
            "missing_page data/decisions/2026-03.jsonl \nunplanned_file assets/planted.css \n");
}

TEST_CASE("a compressed file that cannot be read is a find, for nobody can look into it") {
  AuditedSite site;
  site.files["data/decisions/2026-03.xlsx"] = "PK";
  site.files["data/decisions/2026-03.jsonl.br"] = "no brotli at all";
  site.files["data/decisions/2026-03.jsonl.gz"] = "\x1f\x8b";
  site.files["data/all.zip"] = "PK";
  CHECK(told(site.write_and_run()) ==
        "opaque data/all.zip \nopaque data/decisions/2026-03.jsonl.br \n"
        "opaque data/decisions/2026-03.jsonl.gz \nopaque data/decisions/2026-03.xlsx \n");
}

TEST_CASE("compressed copies of what stands beside them are fine") {
  AuditedSite site;
  const std::string page = site.files.at("index.html");
  site.files["index.html.gz"] = gzip_packed(page);
  site.files["index.html.br"] = brotli_packed(page);
  CHECK(told(site.write_and_run()).empty());
}

TEST_CASE("what only a compressed copy holds is found in it") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "阿依古丽");
  const std::string page = html("<p>阿依古丽 13812345678</p>");
  site.files["index.html.gz"] = gzip_packed(page);
  site.files["lonely.csv.br"] = brotli_packed("电话,13812345678\n");
  CHECK(told(site.write_and_run()) ==
        "altered index.html.gz \naltered lonely.csv.br \nforbidden index.html \n"
        "shape index.html \nshape lonely.csv \n");
}

TEST_CASE("forbidden values and shapes are found inside a workbook") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "阿依古丽");
  const auto shared = [](const std::string& text) {
    return zip_of({{"xl/workbook.xml", "<workbook/>"},
                   {"xl/sharedStrings.xml", "<sst><si><r><t>阿依</t></r><r><t>" + text + "</t></r></si></sst>"},
                   {"docProps/core.xml", "<x/>"}});
  };
  site.files["data/decisions/2026-03.xlsx"] = shared("古丽");
  site.files["data/agencies/all.xlsx"] = shared("电话 138 1234 5678");
  site.files["data/powers/all.xlsx"] = shared("没有");
  CHECK(told(site.write_and_run()) ==
        "forbidden data/decisions/2026-03.xlsx \nshape data/agencies/all.xlsx \n");
}

TEST_CASE("a short name in a workbook counts in rows of its own agency and month only") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "李明", "hidden", kAgency, "2026-03");
  const auto row = [](const std::string& agency, const std::string& name) {
    const auto cell = [](const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; };
    return "<row>" + cell(agency) + cell("2026-03-05") + cell(name) + "</row>";
  };
  const auto book = [](const std::string& rows) {
    return zip_of({{"xl/workbook.xml", "<workbook/>"}, {"xl/worksheets/sheet1.xml", "<sheetData>" + rows + "</sheetData>"}});
  };
  SECTION("another agency's row") {
    site.files["data/decisions/2026-03.xlsx"] = book(row(kAgency, "王芳") + row(kOther, "李明"));
    CHECK(told(site.write_and_run()).empty());
  }
  SECTION("its own agency's row") {
    site.files["data/decisions/2026-03.xlsx"] = book(row(kOther, "王芳") + row(kAgency, "李明"));
    CHECK(told(site.write_and_run()) == "forbidden data/decisions/2026-03.xlsx \n");
  }
}

TEST_CASE("a hidden part of a workbook is searched as well") {
  AuditedSite site;
  site.forbid(FingerprintKind::kEmail, "a.b@example.invalid");
  site.files["data/x.xlsx"] = zip_of({{"xl/workbook.xml", "<workbook/>"},
                                      {"xl/_rels/x.rels", "<a Target=\"mailto:a.b@example.invalid\"/>"}});
  CHECK(told(site.write_and_run()) == "forbidden data/x.xlsx \n");
}

TEST_CASE("any number of threads gives the same report") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "阿依古丽", "someone");
  for (int i = 0; i < 300; ++i) {
    const std::string body = i % 7 == 0 ? "阿依古丽" : i % 5 == 0 ? "<a href=\"nowhere.html\">无</a>" : "<a href=\"index.html#main\">首页</a>";
    site.files["powers/" + std::to_string(i) + ".html"] = html("<p>" + body + "</p>");
  }
  site.write();
  const auto alone = site.run();
  site.input.hands = 4;
  const auto together = site.run();
  CHECK(alone.total_finds > 80);
  CHECK(alone.finds == together.finds);
  CHECK(alone.counts.links == together.counts.links);
  CHECK(alone.counts.bytes == together.counts.bytes);
  CHECK(alone.counts.pages == together.counts.pages);
}

TEST_CASE("in a settled partition only the values that are not settled are looked for") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "阿依古丽", "old");
  site.forbid(FingerprintKind::kName, "买买提江", "new");
  site.files["powers/1.html"] = html("<p>阿依古丽，买买提江</p>");
  site.files["officers/aa/1.html"] = html("<p>阿依古丽，买买提江</p>");
  site.write();
  CHECK(site.run().total_finds == 4);
  site.input.settled = {"powers"};
  site.input.forbidden.settle(0);
  const auto report = site.run();
  REQUIRE(report.total_finds == 3);
  for (const auto& find : report.finds) CHECK((find.file == "officers/aa/1.html" || find.about == "new"));
  site.input.forbidden.drop({false, true});
  CHECK(site.run().total_finds == 1);
}

TEST_CASE("a release that is not there cannot be audited") {
  AuditedSite site;
  const auto report = audit(site.input);
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().code == "io");
}

TEST_CASE("finds come in the same order each time and none twice") {
  AuditedSite site;
  site.forbid(FingerprintKind::kName, "阿依古丽");
  site.plant(site.first(),
             "<p>阿依古丽 阿依古丽</p><p>阿依古丽</p><a href=\"x\">1</a><a href=\"x\">1</a>");
  const auto first = site.write_and_run();
  CHECK(told(first) ==
        "dead_link " + site.first() + " first\nforbidden " + site.first() + " first\n");
  CHECK(site.run().finds == first.finds);
}
