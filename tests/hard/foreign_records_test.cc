// An agency that speaks for another: with its code, its ids, its name or its credit code.
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Feed `d` is the first agency's own, feed `other` the second's.
struct TwoAgencies {
  SmallSite site;
  TwoAgencies() {
    site.feed("d")["agency"] = kAgency;
    site.feed("other")["agency"] = kOtherAgency;
    site.fill(2);
  }
  static Json theirs(int number, const Json& patch = Json::object()) {
    Json row = SmallSite::decision(number);
    row["agency"] = kOtherAgency;
    row.merge_patch(patch);
    return row;
  }
};

}  // namespace

TEST_CASE("an agency's feed neither changes nor takes down what another agency has sent") {
  TwoAgencies two;
  SmallSite& site = two.site;
  site.night();
  const std::string before = site.page(SmallSite::address(1));
  Json forged = SmallSite::decision(1);  // the first agency's code and number, in the second's feed
  forged["fine"] = 999999;
  forged["updated_at"] = "2026-11-21";
  site.rows("other") = {forged, TwoAgencies::theirs(50)};
  site.set_day("2026-11-22");
  const NightEnd end = site.night();
  CHECK(end.report.rows.rejected == 1);
  CHECK(site.standing(1) == "published");
  CHECK(site.page(SmallSite::address(1)) == before);

  site.feed("other")["mode"] = "delta";
  site.rows("other") = {{{"id", SmallSite::id_of(1)}, {"agency", kAgency}, {"removed", true}, {"removed_on", "2026-11-22"}, {"ground", "撤回"}}};
  site.set_day("2026-11-23");
  CHECK(site.night().report.rows.rejected == 1);
  CHECK(site.standing(1) == "published");

  // Silence of one feed says nothing about the other's records.
  site.feed("other")["mode"] = "snapshot";
  site.rows("other").clear();
  site.set_day("2026-11-24");
  site.night();
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "published");
}

TEST_CASE("the same number from two agencies is two records at two addresses") {
  TwoAgencies two;
  SmallSite& site = two.site;
  site.rows("other").push_back(TwoAgencies::theirs(1, {{"title", "另一机关的占道经营案"}}));
  site.night();
  const auto first = site.known(SmallSite::id_of(1)), second = site.known(SmallSite::id_of(1), kOtherAgency);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->state == "published");
  CHECK(second->state == "published");
  CHECK(first->address != second->address);
  CHECK_FALSE(contains(site.page(first->address), "另一机关的占道经营案"));
  CHECK(contains(site.page(second->address), "另一机关的占道经营案"));
}

TEST_CASE("an agency cannot describe another one and of two that claim one code neither is believed") {
  TwoAgencies two;
  SmallSite& site = two.site;
  site.night();
  CHECK(contains(site.page("agencies/" + std::string(kAgency) + ".html"), "示例区市场监督管理局"));
  // The second agency's own feed of agencies names the first.
  site.feed("self") = {{"id", "self"}, {"dataset", "agencies"}, {"agency", kOtherAgency}, {"attests", SmallSite::statement()}};
  site.rows("self") = {SmallSite::agency(kAgency, "冒名的机关"), SmallSite::agency(kOtherAgency, "示例区城市管理局")};
  site.set_day("2026-11-22");
  CHECK(site.night().report.rows.rejected == 1);
  CHECK(SmallSite::holding(site.out() / "current/site", "冒名的机关").empty());

  // One list, one code, two names.
  site.drop_feed("self");
  site.rows("agencies").push_back(SmallSite::agency(kAgency, "冒名的机关"));
  site.set_day("2026-11-23");
  const NightEnd end = site.night();
  CHECK(end.report.rows.rejected == 2);
  CHECK(SmallSite::holding(site.out() / "current/site", "冒名的机关").empty());
  CHECK(end.exit == ExitCode::kRefused);  // an agency is gone of itself: a person looks first
  CHECK(site.standing(1) == "published");
}

TEST_CASE("an agency that takes another's name speaks for nobody by that name") {
  TwoAgencies two;
  SmallSite& site = two.site;
  site.rows("agencies")[1]["short_name"] = "示例区市场监督管理局";
  Json named = SmallSite::decision(60);
  named["agency"] = "示例区市场监督管理局";
  site.rows("other").push_back(named);
  site.rows().push_back(named);
  const NightEnd end = site.night();
  CHECK(end.report.rows.rejected == 2);
  CHECK(site.standing(60) == "unknown");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a company's page shows what every agency said of its credit code under the name each gave") {
  TwoAgencies two;
  SmallSite& site = two.site;
  site.rows().resize(1);
  site.rows("other").push_back(TwoAgencies::theirs(70, {{"party", {{"name", "别的名字有限公司"}}}, {"decision_date", "2026-11-13"}}));
  site.night();
  const std::string code = kCompany;
  const std::string page = site.page("parties/" + code.substr(code.size() - 2) + "/" + code + ".html");
  CHECK(contains(page, "别的名字有限公司"));
  CHECK(contains(page, "示例第1商贸有限公司"));
  CHECK(contains(page, "示例区市场监督管理局"));
  CHECK(contains(page, "示例区城市管理局"));
}

TEST_CASE("a link among the pages of the site folder brings nothing of the machine into the site") {
  SmallSite site;
  site.fill(1);
  site.folder().write("secret.md", "---\ntitle: 秘密\ndescription: 说明\n---\nSECRETWORDS\n");
  site.folder().write("secret.png", "SECRETWORDS");
  site.folder().write("site/pages/own.md", "---\ntitle: 本站\ndescription: 说明\n---\n正文\n\n[x](files/x.png)\n");
  stdfs::create_symlink(site.folder() / "secret.md", site.site() / "pages/linked.md");
  stdfs::create_directories(site.site() / "pages/files");
  stdfs::create_symlink(site.folder() / "secret.png", site.site() / "pages/files/x.png");
  stdfs::create_directory_symlink("/etc", site.site() / "pages/etc");
  stdfs::create_symlink(site.folder() / "nowhere.md", site.site() / "pages/broken.md");
  site.night();
  CHECK(site.serves("own.html"));
  CHECK_FALSE(site.serves("linked.html"));
  CHECK(SmallSite::holding(site.out(), "SECRETWORDS").empty());
  CHECK(SmallSite::holding(site.out() / "current/site", "root:x:").empty());
}
