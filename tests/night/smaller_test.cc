// A release made smaller: what is carried over from the larger one must be what would be made anew.
#include <xapian.h>

#include "night/audit_release.h"
#include "night/edition.h"
#include "night/publish_release.h"
#include "night/small_site.h"
#include "night/subtract.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Decisions of four months, two kinds and several parties.
void fill(SmallSite& site) {
  const char* const kDates[] = {"2026-08-12", "2026-09-12", "2026-10-12", "2026-11-12"};
  const char* const kCodes[] = {"91990101MA9TE5T122", "12990000990000121X", "51990000MJ0000018N"};
  for (int i = 1; i <= 12; ++i) {
    Json row = SmallSite::decision(i, R"({"acted_on":"2026-07-01"})");
    row["decision_date"] = kDates[i % 4];
    row["party"]["uscc"] = kCodes[i % 3];
    if (i % 5 == 0) row["agency"] = kOtherAgency;
    site.rows().push_back(row);
  }
}

Json withdrawal(int number, const char* reason) {
  Json line = {{"dataset", "decisions"}, {"agency", kAgency}, {"reason", reason}, {"by", "李某"}, {"on", "2026-11-21"}, {"ground", "复议决定"}};
  if (std::string(reason) == "privacy") line["key"] = address_key("decisions", kAgency, SmallSite::id_of(number));
  else line["id"] = SmallSite::id_of(number);
  return line;
}

/// Path → bytes without what tells one release from another.
std::map<std::string, std::string> content(const SmallSite& site) {
  auto files = site.served();
  files.erase("release.json");
  files.erase("files.sha256");
  return files;
}

/// Terms with what they stand in, in the order of the documents.
std::vector<std::string> index_content(const SmallSite& site) {
  const Xapian::Database db((stdfs::canonical(site.out() / "current") / "index").string());
  std::vector<std::string> out;
  for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
    std::string text = db.get_document(*it).get_data();
    for (auto term = db.termlist_begin(*it); term != db.termlist_end(*it); ++term)
      text += " " + *term + ":" + std::to_string(term.get_wdf());
    out.push_back(text);
  }
  out.push_back(db.get_metadata("labels") + db.get_metadata("schema"));
  for (auto it = db.allterms_begin(); it != db.allterms_end(); ++it) out.push_back(*it + std::to_string(it.get_termfreq()));
  return out;
}

void withdraw(SmallSite& site, const Json& line) {
  site.line("withdrawals.jsonl", line);
  const auto work = site.open();
  const std::string key = work->gate().record_key("decisions", kAgency, SmallSite::id_of(line.contains("id") ? 2 : 3));
  const auto done = withdraw_one(*work, key);
  INFO((done.ok() ? std::string() : done.error().text));
  REQUIRE(done.ok());
  REQUIRE_FALSE(done->addresses.empty());
}

size_t links_shared_with(const SmallSite& site, const std::string& other) {
  std::set<std::string> targets;
  const auto links = [&](const stdfs::path& root, bool take) {
    size_t shared = 0;
    for (const auto& entry : stdfs::recursive_directory_iterator(root))
      if (entry.is_symlink()) {
        const std::string name = stdfs::read_symlink(entry.path()).filename().string();
        if (take) targets.insert(name);
        else shared += targets.count(name);
      }
    return shared;
  };
  links(site.out() / "releases" / other / "site", true);
  return links(stdfs::canonical(site.out() / "current/site"), false);
}

}  // namespace

TEST_CASE("a release made smaller by a withdrawal is byte for byte what a build of everything makes") {
  for (const char* reason : {"privacy", "revoked"}) {
    INFO(reason);
    SmallSite site;
    fill(site);
    site.night();
    const std::string before = site.current();
    withdraw(site, withdrawal(std::string(reason) == "privacy" ? 3 : 2, reason));
    REQUIRE(site.current() != before);
    const auto smaller = content(site);
    const auto smaller_index = index_content(site);
    const std::string small_release = site.current();
    site.night();
    REQUIRE(site.current() != small_release);
    const auto whole = content(site);
    for (const auto& [path, bytes] : whole) {
      INFO(path);
      CHECK(smaller.count(path) == 1);
      if (smaller.count(path)) CHECK((smaller.at(path) == bytes));
    }
    CHECK(smaller.size() == whole.size());
    CHECK(smaller_index == index_content(site));
    const auto left = SmallSite::holding(site.out(), SmallSite::decision(std::string(reason) == "privacy" ? 3 : 2)["title"]);
    CHECK(left == std::set<std::string>());
  }
}

TEST_CASE("the notice of an amended decision stops leading to the new one when that is taken down") {
  SmallSite site;
  fill(site);
  site.night();
  site.rows()[1].update({{"status", "amended"}, {"status_on", "2026-11-20"}, {"replaced_by", SmallSite::id_of(3)}});
  site.night_on("2026-11-22");
  const std::string notice = SmallSite::address(2, "2026-10");
  CHECK(contains(site.page(notice), "该决定已变更，见"));
  CHECK(contains(site.page(notice), "〔2026〕3号"));
  withdraw(site, withdrawal(3, "privacy"));
  CHECK(contains(site.page(notice), "该决定已变更，原决定不再公示。"));
  CHECK(SmallSite::holding(site.out(), SmallSite::id_of(3)) == std::set<std::string>());
  const auto smaller = content(site);
  site.night_on("2026-11-22");
  CHECK(smaller == content(site));
  CHECK(SmallSite::holding(site.out(), SmallSite::id_of(3)) == std::set<std::string>());
}

TEST_CASE("a new decision is named by the notice of the old one from the day on which it is public") {
  SmallSite site;
  fill(site);
  Json later = SmallSite::decision(13, R"({"id":"A-77","document_number":"示市监罚〔2026〕77号"})");
  const Json disclosure = later["disclosure"];
  later["disclosure"] = {{"secrecy", "none"}};  // held
  site.night();
  site.rows()[1].update({{"status", "remade"}, {"status_on", "2026-11-20"}, {"replaced_by", "示市监罚（2026）77号"}});
  site.rows().push_back(later);
  site.night_on("2026-11-22");
  const std::string notice = SmallSite::address(2, "2026-10");
  CHECK(contains(site.page(notice), "决定已重新作出，原决定不再公示。"));
  for (const char* number : {"〔2026〕77号", "（2026）77号", "A-77"}) CHECK(SmallSite::holding(site.out(), number) == std::set<std::string>());
  site.rows().back()["disclosure"] = disclosure;
  site.night_on("2026-11-23");
  CHECK(contains(site.page(notice), "新的决定见"));
  CHECK(contains(site.page(notice), "〔2026〕77号"));
  site.rows().pop_back();
  site.night_on("2026-11-24");
  CHECK_FALSE(contains(site.page(notice), "77号"));
}

TEST_CASE("no decision names one of which nothing may be shown and none an officer who is withheld") {
  SmallSite site;
  fill(site);
  site.feed("officers")["dataset"] = "officers";
  site.feed("officers")["attests"] = SmallSite::statement();
  for (const char* id : {"99000010001", "99000010002"})
    site.rows("officers").push_back({{"id", id}, {"agency", kAgency}, {"name", "甲一"}, {"unit", "一队"}, {"issued_on", "2024-01-01"},
                                     {"valid_until", "2029-01-01"}, {"status", "valid"}, {"disclosure", {{"secrecy", id[10] == '2' ? "work" : "none"}}}});
  site.rows()[0]["replaces"] = SmallSite::id_of(6);  // of a child
  site.rows()[5]["disclosure"]["minor"] = true;
  site.rows()[0]["officers"] = {"99000010001", "99000010002"};
  site.rows()[1]["replaces"] = SmallSite::id_of(3);         // public
  site.rows()[6]["replaced_by"] = "示市监罚〔2019〕77号";  // nobody here knows it
  site.rows()[8]["replaces"] = SmallSite::id_of(11);        // of a child, and known by another id
  site.rows()[10]["id"] = "内-11";
  site.rows()[10]["disclosure"]["minor"] = true;
  site.night();
  CHECK(site.standing(6) == "withheld: minor");
  const auto shown = [&](const std::string& value) { return !SmallSite::holding(site.out() / "current/site", value).empty(); };
  for (const int hidden : {6, 11}) CHECK(SmallSite::holding(site.out(), SmallSite::id_of(hidden)).empty());
  CHECK(SmallSite::holding(site.out(), "99000010002").empty());
  CHECK(shown("99000010001"));
  CHECK(shown("〔2019〕77号"));
  CHECK(contains(site.page(SmallSite::address(2, "2026-10")), SmallSite::id_of(3)));
  // What is taken down without a notice is named no longer from that moment on.
  withdraw(site, withdrawal(3, "privacy"));
  CHECK(SmallSite::holding(site.out(), SmallSite::id_of(3)).empty());
}

TEST_CASE("the officers of a decision stay in its texts and whoever else acted is masked") {
  SmallSite site;
  fill(site);
  site.feed("officers")["dataset"] = "officers";
  site.feed("officers")["attests"] = SmallSite::statement();
  const auto officer = [&](const char* id, const char* name) {
    site.rows("officers").push_back({{"id", id}, {"agency", kAgency}, {"name", name}, {"issued_on", "2024-01-01"}, {"valid_until", "2029-01-01"}, {"status", "valid"}});
  };
  officer("99000010001", "雷立川");
  officer("99000010002", "卢志然");
  officer("99000010003", "龚建民");
  site.rows("officers")[2]["disclosure"] = {{"security_risk", true}};
  const std::string told = "执法人员雷立川、卢志然、龚建民到场，记录人：雷立川，证人武小红签字。";
  for (const size_t i : {1, 5}) site.rows()[i]["facts"] = told;
  site.rows()[1]["officers"] = {"９９000010001", "99000010003"};
  site.night_on("2026-11-20");
  CHECK(contains(site.page(SmallSite::address(2, "2026-10")), "执法人员雷立川、卢某甲、龚某甲到场，记录人：雷立川，证人武某甲签字。"));
  CHECK(contains(site.page(SmallSite::address(6, "2026-10")), "执法人员雷某甲、卢某甲、龚某甲到场，记录人：雷某甲，证人武某甲签字。"));
  // Known from the night before, for a decision that comes anew.
  site.rows()[5]["officers"] = {"99000010002"};
  site.night_on("2026-11-21");
  CHECK(contains(site.page(SmallSite::address(6, "2026-10")), "执法人员雷某甲、卢志然、龚某甲到场"));
  // The certificate ends; what was done with it was done.
  site.rows("officers")[0]["status"] = "revoked";
  site.night_on("2026-11-23");
  site.night_on("2026-12-31");
  CHECK(SmallSite::holding(site.out() / "current/site/officers", "99000010001").empty());
  CHECK(contains(site.page(SmallSite::address(2, "2026-10")), "执法人员雷立川、卢某甲"));
}

TEST_CASE("an officer whom one text names holds no other text and a witness does") {
  SmallSite site;
  fill(site);
  site.rows()[1]["facts"] = "执法人员王建国、记录人：王建国到场，证人武小红签字。";
  site.rows()[5]["facts"] = "王建国对现场进行了拍照。";
  site.rows()[8]["facts"] = "武小红对现场进行了拍照。";
  site.rows()[8]["decision_date"] = site.rows()[1]["decision_date"];
  site.night();
  CHECK(contains(site.page(SmallSite::address(2, "2026-10")), "执法人员王某甲、记录人：王某甲到场，证人武某甲签字。"));
  CHECK(site.standing(6) == "published");
  CHECK(site.standing(9) == "held: audit_find");
}

TEST_CASE("a restored record whose row does not come keeps its notice night after night") {
  SmallSite site;
  fill(site);
  site.feed("d")["mode"] = "delta";
  site.night();
  site.rows().clear();
  site.line("withdrawals.jsonl", withdrawal(1, "order"));
  site.night_on("2026-11-22");
  CHECK(contains(site.page(SmallSite::address(1, "2026-09")), "复议决定"));
  Json back = withdrawal(1, "restored");
  back["on"] = "2026-11-23";
  site.line("withdrawals.jsonl", back);
  for (const char* day : {"2026-11-23", "2026-11-24"}) {
    site.night_on(day);
    CHECK(contains(site.page(SmallSite::address(1, "2026-09")), "已经撤下"));
  }
}

TEST_CASE("months and parties of which nothing is gone are links to what they were") {
  SmallSite site;
  fill(site);
  site.night();
  const std::string before = site.current();
  // The larger release is kept whole for comparison before what is gone is deleted.
  stdfs::copy(site.out() / "releases" / before, site.folder() / "kept", stdfs::copy_options::recursive | stdfs::copy_options::copy_symlinks);
  withdraw(site, withdrawal(3, "privacy"));
  stdfs::create_directories(site.out() / "releases/kept");
  stdfs::copy(site.folder() / "kept/site", site.out() / "releases/kept/site", stdfs::copy_options::recursive | stdfs::copy_options::copy_symlinks);
  CHECK(links_shared_with(site, "kept") >= 5);  // three months and two parties
}

TEST_CASE("the only release made smaller leaves one to roll back to that is nothing but links to the same") {
  SmallSite site;
  fill(site);
  site.night();
  withdraw(site, withdrawal(3, "privacy"));
  std::string target;
  {
    const auto work = site.open();
    target = rollback_target(*work).value();
  }
  REQUIRE_FALSE(target.empty());
  REQUIRE(target != site.current());
  size_t links = 0;
  for (const auto& entry : stdfs::recursive_directory_iterator(site.out() / "releases" / target / "site")) links += entry.is_symlink();
  CHECK(links_shared_with(site, target) == links);
  CHECK(SmallSite::holding(site.out(), SmallSite::decision(3)["title"]) == std::set<std::string>());
}

TEST_CASE("the release to go back to is kept whatever else is deleted") {
  SmallSite site;
  const auto back = [&] {
    const auto work = site.open();
    return rollback_target(*work).value();
  };
  fill(site);
  SECTION("when pages have come to look otherwise on a night that takes a record down") {
    site.night();
    site.config()["icp"] = "示ICP备00000001号";
    site.rows()[1]["status"] = "revoked";
    site.rows()[1]["status_on"] = "2026-11-22";
    site.night_on("2026-11-22");
    REQUIRE(site.standing(2) == "withdrawn: revoked");
    CHECK(SmallSite::holding(site.out() / "releases" / back() / "site", SmallSite::decision(2)["title"]).empty());
  }
  SECTION("when one release is kept and several were made that day") {
    site.config()["keep_releases"] = 1;
    site.night();
    site.night();
    withdraw(site, withdrawal(3, "privacy"));
    const std::string before = site.current();
    site.night_on("2026-11-22");
    CHECK(back() == before);
  }
  CHECK_FALSE(back().empty());
  CHECK(back() != site.current());
}

TEST_CASE("when the last record of a column goes every page is made anew") {
  SmallSite site;
  site.fill(3);
  site.rows("extra").push_back({{"id", "CX-1"}, {"agency", kAgency}, {"inspected_on", "2026-11-02"}, {"result", "正常"},
                                {"party", {{"name", "示例商贸有限公司"}, {"kind", "organisation"}, {"uscc", kCompany}}},
                                {"disclosure", SmallSite::decision(1)["disclosure"]}});
  site.feed("extra")["dataset"] = "inspections";
  site.night();
  REQUIRE(contains(site.page(SmallSite::address(1)), "inspections/"));
  site.line("withdrawals.jsonl", {{"dataset", "inspections"}, {"agency", kAgency}, {"reason", "privacy"}, {"by", "李某"}, {"on", "2026-11-21"},
                                  {"key", address_key("inspections", kAgency, "CX-1")}});
  {
    const auto work = site.open();
    REQUIRE(withdraw_one(*work, work->gate().record_key("inspections", kAgency, "CX-1")).ok());
  }
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "inspections/"));
}

TEST_CASE("a refused version is still the one that audit and publish mean after something was taken down") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.rows().push_back(SmallSite::decision(5));
  site.line("withdrawals.jsonl", withdrawal(3, "privacy"));
  site.write();
  const auto work = site.open();
  Night night(*work, "build");
  REQUIRE(night.pull({}, {}).ok());
  const std::string made = build_release(*work, false)->release;
  REQUIRE(subtract(*work, current_release(work->fs(), work->out())).ok());
  REQUIRE(current_release(work->fs(), work->out()) > made);
  CHECK(newest_built(*work).value() == made);
  REQUIRE(audit_release(*work, made, false).value().clean());
  REQUIRE(publish_release(*work, made).ok());
  CHECK(newest_built(*work).value().empty());
  CHECK(contains(site.page(SmallSite::address(5)), SmallSite::decision(5)["document_number"].get<std::string>()));
  CHECK(SmallSite::holding(site.out(), SmallSite::decision(3)["title"]) == std::set<std::string>());
}

TEST_CASE("neither publishing again nor rolling back goes to a version that readers never had") {
  SmallSite site;
  site.fill(3);
  site.write();
  const auto work = site.open();
  std::vector<std::string> made;
  for (int i = 0; i < 2; ++i) {
    Night night(*work, "build");
    REQUIRE(night.pull({}, {}).ok());
    const auto built = build_release(*work, false);
    REQUIRE(built.ok());
    made.push_back(built->release);
    REQUIRE(audit_release(*work, made.back(), false).value().clean());
  }
  CHECK(newest_built(*work).value() == made[1]);
  REQUIRE(publish_release(*work, made[1]).ok());
  CHECK(newest_built(*work).value().empty());
  CHECK(rollback_target(*work).value().empty());
}
