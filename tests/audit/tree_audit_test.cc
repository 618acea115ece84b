#include "audited_site.h"

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

TEST_CASE("a compressed file is a find, for nobody can look into it") {
  AuditedSite site;
  site.files["data/decisions/2026-03.xlsx"] = "PK";
  CHECK(told(site.write_and_run()) == "opaque data/decisions/2026-03.xlsx \n");
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
