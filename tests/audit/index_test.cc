#include "audited_site.h"

using namespace gongshi;
using namespace gongshi::test;
using Kind = FingerprintKind;

namespace {

/// Adds a field to the data of the document of a page.
void plant_in_document(AuditedSite& site, const std::string& url, const std::string& field,
                       const std::string& text) {
  for (auto& data : site.documents) {
    Json shown = Json::parse(data);
    if (text_at(shown, "url") != url) continue;
    shown[field] = text;
    data = canonical(shown);
  }
}

}  // namespace

TEST_CASE("a value in a document's data, in a term or in the metadata of the index is found") {
  AuditedSite site;
  site.forbid(Kind::kName, "阿依古丽");
  SECTION("in the data") {
    plant_in_document(site, site.first(), "title", "阿依古丽案");
    CHECK(told(site.write_and_run()) == "forbidden index:" + site.first() + " first\n");
  }
  SECTION("in a term with a prefix") {
    site.terms = {{site.second(), "XNAME:阿依古丽"}};
    CHECK(told(site.write_and_run()) == "forbidden index:" + site.second() + " second\n");
  }
  SECTION("in the metadata") {
    site.metadata = "{\"label\":\"阿依古丽\"}";
    CHECK(told(site.write_and_run()) == "forbidden index \n");
  }
}

TEST_CASE("a short name counts in documents of its own agency and month only") {
  AuditedSite site;
  site.forbid(Kind::kName, "李明", "hidden", kAgency, "2026-03");
  SECTION("in the data of another agency's record") {
    plant_in_document(site, site.second(), "title", "李明案");
    site.terms = {{site.second(), "李明"}};
    CHECK(told(site.write_and_run()).empty());
  }
  SECTION("in the data of its own") {
    plant_in_document(site, site.first(), "title", "李明案");
    CHECK(told(site.write_and_run()) == "forbidden index:" + site.first() + " first\n");
  }
  SECTION("in a term of its own") {
    site.terms = {{site.first(), "李明"}, {site.second(), "李明"}};
    CHECK(told(site.write_and_run()) == "forbidden index:" + site.first() + " first\n");
  }
  SECTION("in a term that an allowed value makes") {
    site.input.allowed.push_back("李明小吃店");
    plant_in_document(site, site.first(), "title", "李明小吃店");
    site.terms = {{site.first(), "李明"}};
    CHECK(told(site.write_and_run()).empty());
  }
}

TEST_CASE("an index with other documents than were given is a mismatch") {
  AuditedSite site;
  SECTION("one too few") { site.input.index_documents = 3; }
  SECTION("a sample that is not there") { site.input.samples.push_back({"U:nowhere", "nowhere"}); }
  SECTION("a sample that is another record") {
    site.input.samples = {{"U:" + site.first(), site.second()}};
  }
  CHECK(told(site.write_and_run()) == "index_mismatch index \n");
}

TEST_CASE("an index that is not there or broken is a mismatch") {
  AuditedSite site;
  site.write();
  const auto index = site.out / "releases" / site.input.release / "index";
  SECTION("gone") { stdfs::remove_all(index); }
  SECTION("broken") {
    for (const auto& entry : stdfs::directory_iterator(index))
      site.out.write(stdfs::relative(entry.path(), site.out.path()).string(), "broken");
  }
  CHECK(told(site.run()) == "index_mismatch index \n");
}
