#include "night/edition.h"
#include "night/keep.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const char kPersonal[] = R"({"party":{"name":"王念慈","kind":"natural_person","uscc":null,
  "id_type":"居民身份证","id_number":"990101198001010010","birth_date":"1980-01-01","phone":"13900990001",
  "address":"示例区柳荫里9号楼9单元109室"}})";

/// Files below OUT and STATE in which a value stands.
std::set<std::string> anywhere(const SmallSite& site, const std::string& value) {
  auto found = SmallSite::holding(site.out(), value);
  found.merge(SmallSite::holding(site.state(), value));
  return found;
}

std::string held_text(SmallSite& site, int number) {
  auto work = site.open();
  return *work->registry().held_text(work->gate().record_key("decisions", kAgency, SmallSite::id_of(number)));
}

Json clearing(SmallSite& site, int number, const char* reason, const char* note = nullptr) {
  Json line = {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(number)},
               {"digest", site.known(SmallSite::id_of(number))->digest}, {"clears", {reason}},
               {"by", "李某"}, {"on", "2026-11-22"}};
  if (note) line["note"] = note;
  return line;
}

}  // namespace

TEST_CASE("of a decided record no identity number, birth date, phone or home address stays in STATE or OUT") {
  SmallSite site;
  site.fill(4);
  site.rows()[0].merge_patch(Json::parse(kPersonal));
  site.rows()[1].merge_patch(Json::parse(kPersonal));
  site.rows()[1]["disclosure"].erase("reviewed_by");
  site.rows()[2].merge_patch(Json::parse(kPersonal));
  site.rows()[2]["disclosure"]["criminal"] = "suspected";
  site.night();
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "held: unreviewed");
  CHECK(site.standing(3) == "withheld: criminal");
  for (const char* value : {"990101198001010010", "1980-01-01", "13900990001", "柳荫里9号楼"}) {
    INFO(value);
    CHECK(anywhere(site, value).empty());
  }
  // The held record's text, and it alone, still knows the name.
  CHECK(anywhere(site, "王念慈") == std::set<std::string>{"registry.sqlite"});
  site.rows()[1]["disclosure"]["reviewed_by"] = "法制科";
  site.night_on("2026-11-22");
  CHECK(anywhere(site, "王念慈").empty());
}

TEST_CASE("of a withheld or expired record STATE keeps reasons and a count row, no fact and no text") {
  SmallSite site;
  site.fill(3);
  site.rows()[0]["disclosure"]["scope"] = 1;
  site.rows()[1]["publish_until"] = "2026-11-20";
  site.night();
  for (const int number : {1, 2}) {
    const KnownRecord known = *site.known(SmallSite::id_of(number));
    CHECK(known.facts.empty());
    CHECK(known.view.empty());
    CHECK_FALSE(known.count.empty());
    CHECK(held_text(site, number).empty());
    CHECK(anywhere(site, SmallSite::id_of(number)).empty());
  }
  CHECK(site.standing(1) == "withheld: restricted_scope");
  CHECK(site.standing(2) == "expired: term_ended");
  // Both are counted all the same.
  long counted = 0;
  auto work = site.open();
  REQUIRE(each_count_row(*work, [&](const CountRow&) { ++counted; }).ok());
  CHECK(counted == 3);
}

TEST_CASE("what an agency is told about a withheld record names the row and not the number") {
  SmallSite site;
  site.fill(3);
  for (const int at : {0, 1}) site.rows()[at]["party"]["uscc"] = "91990101MA9TE5T123";
  site.rows()[0]["disclosure"]["scope"] = 1;
  site.rows()[2]["id"] = "示市监罚〔2026〕13900990001号";
  site.rows()[2]["fine"] = -5;
  const NightEnd end = site.night();
  REQUIRE(end.report.warnings.size() == 2);
  CHECK(end.report.warnings[0].id.empty());
  CHECK(end.report.warnings[0].row == 1);
  CHECK(end.report.warnings[1].id == SmallSite::id_of(2));
  CHECK(SmallSite::holding(site.state(), SmallSite::id_of(1)).empty());
  CHECK(SmallSite::holding(site.state(), "13900990001").empty());
}

TEST_CASE("of a held record whose number is somebody's identity number or phone that number is kept nowhere") {
  SmallSite site;
  site.fill(3);
  const std::string identity = "示990101198808081235号", phone = "P-13900990001";
  site.rows()[0]["document_number"] = identity;
  site.rows()[0]["id"] = identity;
  site.rows()[1]["id"] = phone;
  site.rows()[1]["party"]["kind"] = "自治组织";  // told by number: a warning
  const NightEnd end = site.night();
  for (const char* value : {"990101198808081235", "13900990001"}) {
    INFO(value);
    CHECK(anywhere(site, value).empty());
  }
  for (const std::string& id : {identity, phone}) {
    INFO(id);
    CHECK(site.standing(id) == "held: redaction_unsure");
    // In the report a code stands for it.
    CHECK(std::ranges::any_of(end.report.held, [&](const NightHeld& held) { return held.id == site.known(id)->key; }));
  }
  // Where a person says that it is nobody's, its row brings it out, number and all.
  site.line("reviews.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", phone}, {"digest", site.known(phone)->digest},
                              {"clears", {"redaction_unsure"}}, {"by", "李某"}, {"on", "2026-11-22"}});
  site.night_on("2026-11-22");
  CHECK(site.standing(phone) == "published");
  CHECK(site.standing(identity) == "held: redaction_unsure");
}

TEST_CASE("the notice of a decision whose number became somebody's shows neither that number nor a code for it") {
  SmallSite site;
  site.fill(9);
  site.rows()[0]["id"] = "内-1";
  site.night();
  const std::string address = site.known("内-1")->address;
  site.rows()[0]["document_number"] = "P-13900990001";
  site.rows()[0]["status"] = "revoked";
  site.night_on("2026-11-22");
  CHECK(site.standing("内-1").starts_with("withdrawn: revoked"));
  CHECK(anywhere(site, "13900990001").empty());
  CHECK(SmallSite::holding(site.out() / "current/site", site.known("内-1")->key).empty());
  // A line of the webmaster's still finds it, by the number the agency gave it.
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", "内-1"}, {"reason", "privacy"}, {"by", "李某"}, {"on", "2026-11-23"}});
  site.night_on("2026-11-23");
  CHECK(site.standing("内-1").starts_with("withheld: privacy"));
  CHECK_FALSE(site.serves(address));
}

TEST_CASE("an identity number in a field where nobody expects one is kept nowhere") {
  SmallSite site;
  site.fill(5);
  const std::string identity = "990101198808081235";
  site.rows()[0]["item"] = identity;
  site.rows()[1]["officers"] = {identity};
  site.rows()[2]["disclosure"] = {{"reviewed_by", identity}};  // held: nobody says whether it is secret
  site.rows()[2]["region"] = identity;
  site.rows()[3][identity] = "x";
  site.night();
  CHECK(site.standing(2) == "held: redaction_unsure");
  CHECK(site.standing(3).starts_with("held: "));
  CHECK(anywhere(site, identity).empty());
}

TEST_CASE("a number of which nobody can tell where it ends is not kept of a held record") {
  SmallSite site;
  site.fill(1);
  site.rows()[0]["facts"] = "在场的人，身份证号码99010119880808123512345。";
  site.night();
  CHECK(site.standing(1) == "held: redaction_unsure");
  CHECK(contains(held_text(site, 1), "在场的人"));
  CHECK(anywhere(site, "990101198808081235").empty());
  site.line("reviews.jsonl", clearing(site, 1, "redaction_unsure"));
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "证件号码已隐去"));
  CHECK(anywhere(site, "990101198808081235").empty());
}

TEST_CASE("a count-only row is withheld, counted, and leaves no text") {
  SmallSite site;
  site.fill(1);
  site.rows().push_back({{"id", "JS-1"}, {"agency", kAgency}, {"category", "penalty"},
                         {"decision_date", "2026-11-03"}, {"penalty_kinds", {"罚款"}}, {"fine", 300},
                         {"count_only", true}, {"reason", "minor"}});
  site.night();
  CHECK(site.standing("JS-1").starts_with("withheld: minor"));
  CHECK(anywhere(site, "JS-1").empty());
  int64_t fines = 0;
  auto work = site.open();
  REQUIRE(each_count_row(*work, [&](const CountRow& row) { fines += row.fine(); }).ok());
  CHECK(fines == 30000 + 50100);
}

TEST_CASE("raw feed bytes are gone when the pull ends, and the database log is empty") {
  SmallSite site;
  site.fill(2);
  site.night();
  CHECK_FALSE(stdfs::exists(site.state() / "tmp"));
  auto work = site.open();
  const stdfs::path wal = site.state() / "registry.sqlite-wal";
  CHECK((!stdfs::exists(wal) || stdfs::file_size(wal) == 0));
}

TEST_CASE("a secret row is dropped in memory and takes the record of its key down at once") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.rows()[0]["title"] = "甲号专项任务说明";
  site.rows()[0]["disclosure"]["secrecy"] = "state";
  site.set_day("2026-11-22");
  site.write();
  DiskFs fs;
  {
    auto work = site.open(fs);
    REQUIRE(work);
    Night night(*work, "pull");
    REQUIRE(night.pull({}, {}).ok());
    CHECK(night.report().rows.rejected == 1);
    CHECK(night.report().rejected.at(0).reason == "secret");
    CHECK(night.exit() == ExitCode::kAttention);
  }
  // The pull alone has taken it down.
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  CHECK(site.serves(SmallSite::address(2)));
  CHECK(site.standing(1) == "withheld: state_secret");
  for (const std::string value : {"甲号专项", "第1号公司占道经营案", "示例第1商贸有限公司"}) {
    INFO(value);
    CHECK(anywhere(site, value).empty());
  }
  CHECK(SmallSite::holding(site.out(), SmallSite::id_of(1)).empty());
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "withheld: state_secret");
  CHECK_FALSE(SmallSite::holding(site.state() / "reports", "涉密信息误入非涉密系统").empty());
}

TEST_CASE("a secrecy marking at the head of a line is as good as the flag") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["facts"] = "机密★三年\n某处仓库";
  const NightEnd end = site.night();
  CHECK(end.report.rejected.at(0).reason == "secret");
  CHECK(site.standing(1) == "unknown");
  CHECK(anywhere(site, "某处仓库").empty());
}

TEST_CASE("a secrecy marking weighs more than another fault of its row") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.rows()[0]["penalty_kinds"] = {"机密★5年"};
  site.rows()[1]["facts"] = "机　密★3年\n某处仓库";
  site.rows()[1]["fine"] = -1;
  site.rows()[2]["facts"] = "某店\r秘密★3年";
  const NightEnd end = site.night_on("2026-11-22");
  REQUIRE(end.report.rejected.size() == 3);
  for (const auto& row : end.report.rejected) {
    CHECK(row.reason == "secret");
    CHECK(row.suspects.empty());
  }
  for (const int number : {1, 2, 3}) {
    CHECK(site.standing(number) == "withheld: state_secret");
    CHECK_FALSE(site.serves(SmallSite::address(number)));
  }
  CHECK(anywhere(site, "某处仓库").empty());
  // A removal is a row as well.
  site.feed("more")["mode"] = "delta";
  site.rows("more") = {{{"id", SmallSite::id_of(4)}, {"agency", kAgency}, {"removed", true}, {"ground", "机密★5年"}}};
  const NightEnd removal = site.night_on("2026-11-23");
  CHECK(removal.report.rejected.back().reason == "secret");
  CHECK(removal.report.warnings.empty());
  CHECK(anywhere(site, "机密★5年").empty());
}

TEST_CASE("nothing is taken of a file that carries a secrecy marking outside its rows") {
  SmallSite site;
  site.fill(2);
  site.night();
  Json around = {{"密级", "机密★5年"}, {"records", site.rows()}};
  around["records"].push_back(SmallSite::decision(3));
  around["records"][1]["facts"] = "机密★5年";
  site.folder().write("site/feeds/marked.json", around.dump());
  site.feed("d")["url"] = "feeds/marked.json";
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.feeds.at(1).result == "failed");
  CHECK(contains(end.report.feeds.at(1).message, "涉密信息误入非涉密系统"));
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "withheld: state_secret");
  CHECK(site.standing(3) == "unknown");
}

TEST_CASE("a review clears a held record from its kept text, for that content only") {
  SmallSite site;
  site.fill(3);
  site.rows()[0]["disclosure"].erase("reviewed_by");
  site.rows()[0]["facts"] = "员工赵大川（电话13900990009）在场，家住示例区柳荫里7号";
  site.night();
  REQUIRE(site.standing(1) == "held: unreviewed");
  CHECK(contains(held_text(site, 1), "占道经营"));
  CHECK(contains(held_text(site, 1), "员工赵大川"));
  for (const char* value : {"13900990009", "柳荫里7号"}) CHECK(anywhere(site, value).empty());

  site.line("reviews.jsonl", clearing(site, 1, "unreviewed"));
  site.feed("d")["url"] = "feeds/none.jsonl";
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "占道经营"));
  CHECK(contains(site.page(SmallSite::address(1)), "员工赵某甲（电话"));
  CHECK(anywhere(site, "赵大川").empty());
  CHECK(held_text(site, 1).empty());

  site.feed("d").erase("url");
  site.rows()[0]["fine"] = 1234;
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "held: unreviewed");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
}

TEST_CASE("a doubt about age is cleared only by a line that names the proof") {
  SmallSite site;
  site.fill(2);
  site.rows()[0].merge_patch(Json::parse(kPersonal));
  site.rows()[0]["party"].erase("id_number");
  site.rows()[0]["party"].erase("birth_date");
  site.night();
  REQUIRE(site.standing(1) == "held: minor_unknown");
  site.line("reviews.jsonl", clearing(site, 1, "minor_unknown"));
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "held: minor_unknown");
  site.line("reviews.jsonl", clearing(site, 1, "minor_unknown", "查验了户口簿"));
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "王某某"));
}

TEST_CASE("when a feed's statement has run out its records are held and leave the site") {
  SmallSite site;
  site.fill(2);
  site.rows()[0].erase("disclosure");
  site.feed("d")["attests"] = SmallSite::statement("2026-11-22");
  CHECK(site.night().report.attests.size() == 2);
  CHECK(site.standing(1) == "published");
  site.night_on("2026-11-22");
  CHECK(site.serves(SmallSite::address(1)));
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(site.standing(1) == "held: secrecy_unknown, criminal_unknown, series_unknown, security_unknown, unreviewed");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  CHECK(site.standing(2) == "published");
  CHECK(end.report.attests.size() == 1);
}

TEST_CASE("the text of a held record is kept ninety days and not a day longer, though its row comes every night") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["disclosure"].erase("reviewed_by");
  site.night();
  site.night_on("2027-02-19");
  CHECK_FALSE(held_text(site, 1).empty());
  site.night_on("2027-02-20");
  CHECK(held_text(site, 1).empty());
  site.night_on("2027-02-21");
  CHECK(held_text(site, 1).empty());
  CHECK(anywhere(site, "第1号公司占道经营案").empty());
  // The row itself still comes, so a review still lets it out.
  site.line("reviews.jsonl", clearing(site, 1, "unreviewed"));
  site.night_on("2027-02-22");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a rule set that tightens applies to what is kept") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["penalty_kinds"] = {"警告"};
  site.rows()[0].erase("fine");
  site.night();
  REQUIRE(site.standing(1) == "published");
  site.config()["rule_sets"] = {"national", "ndrc-36", "samr-45"};
  site.feed("d")["url"] = "feeds/none.jsonl";
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "withheld: warning_only");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  CHECK(SmallSite::holding(site.out(), "第1号公司占道经营案").empty());
}

TEST_CASE("a report older than ninety days is gone") {
  SmallSite site;
  site.fill(1);
  site.night();
  REQUIRE(stdfs::exists(site.state() / "reports/20261121-0001/report.json"));
  site.night_on("2027-02-19");
  CHECK(stdfs::exists(site.state() / "reports/20261121-0001"));
  site.night_on("2027-02-20");
  CHECK_FALSE(stdfs::exists(site.state() / "reports/20261121-0001"));
}
