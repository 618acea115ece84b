#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("rows are counted as new, changed or same, and a changed record keeps its day and its address") {
  SmallSite site;
  site.fill(3);
  const NightEnd first = site.night();
  CHECK(first.exit == ExitCode::kDone);
  CHECK(first.report.rows.fresh == 5);
  const KnownRecord before = *site.known(SmallSite::id_of(2));
  CHECK(before.published_on == "2026-11-21");
  CHECK(before.address == SmallSite::address(2));

  site.rows()[1]["fine"] = 777;
  site.rows().push_back(SmallSite::decision(4));
  const NightEnd second = site.night_on("2026-11-23");
  CHECK(second.exit == ExitCode::kDone);
  CHECK(second.report.rows.fresh == 1);
  CHECK(second.report.rows.changed == 1);
  CHECK(second.report.rows.same == 4);
  const KnownRecord after = *site.known(SmallSite::id_of(2));
  CHECK(after.published_on == "2026-11-21");
  CHECK(after.changed_on == "2026-11-23");
  CHECK(after.address == before.address);
  CHECK(contains(site.page(after.address), "777"));
  CHECK_FALSE(contains(site.page(after.address), "502"));
  CHECK(site.known(SmallSite::id_of(4))->published_on == "2026-11-23");
}

TEST_CASE("a record its snapshot no longer has is withdrawn; only one that was shown leaves a tombstone") {
  SmallSite site;
  site.fill(6);
  site.rows()[5]["disclosure"].erase("reviewed_by");
  site.night();
  CHECK(site.standing(6) == "held: unreviewed");

  site.rows().erase(site.rows().begin());
  const NightEnd gone = site.night_on("2026-11-23");
  CHECK(gone.report.rows.same == 7);
  CHECK(site.standing(1) == "withdrawn: agency_removed");
  CHECK(contains(site.page(SmallSite::address(1)), "撤下"));
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "占道经营"));

  site.rows().pop_back();
  site.night_on("2026-11-24");
  CHECK(site.standing(6) == "withdrawn: agency_removed, unreviewed");
  CHECK_FALSE(site.serves(SmallSite::address(6)));
  CHECK(SmallSite::holding(site.out(), "示市监罚〔2026〕6号").empty());

  // It comes back: the same page, first shown on the same day.
  site.rows().push_back(SmallSite::decision(1));
  site.night_on("2026-11-25");
  CHECK(site.standing(1) == "published");
  CHECK(site.known(SmallSite::id_of(1))->published_on == "2026-11-21");
  CHECK(contains(site.page(SmallSite::address(1)), "占道经营"));
}

TEST_CASE("when many records vanish at once they stay until a person accepts it") {
  SmallSite site;
  site.fill(10);
  site.night();
  site.rows().resize(7);
  const NightEnd waits = site.night_on("2026-11-23");
  CHECK(waits.exit == ExitCode::kAttention);
  REQUIRE(waits.report.messages.size() == 1);
  CHECK(waits.report.messages[0].code == "shrunk");
  CHECK(waits.report.messages[0].where == "d");
  CHECK(waits.report.states.at("published") == 12);
  CHECK(site.serves(SmallSite::address(10)));

  site.set_day("2026-11-24");
  const NightEnd accepted = site.night({"d"});
  CHECK(accepted.report.messages.empty());
  CHECK(accepted.report.states.at("withdrawn") == 3);
  CHECK(contains(site.page(SmallSite::address(10)), "撤下"));
}

TEST_CASE("a snapshot that suddenly holds nothing takes nothing down") {
  SmallSite site;
  site.fill(1);
  site.night();
  site.rows().clear();
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(site.standing(1) == "published");
  CHECK(site.serves(SmallSite::address(1)));
}

TEST_CASE("the last day of a term is shown, and the day after nothing is left") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["penalty_kinds"] = {"警告"};
  site.rows()[0].erase("fine");
  site.rows()[0]["decision_date"] = "2026-08-22";
  site.rows()[0]["acted_on"] = "2026-08-01";
  site.night();
  const std::string address = SmallSite::address(1, "2026-08");
  CHECK(site.known(SmallSite::id_of(1))->term_ends_on == "2026-11-22");
  site.night_on("2026-11-22");
  CHECK(site.serves(address));
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "expired: term_ended");
  CHECK_FALSE(site.serves(address));
  CHECK(SmallSite::holding(site.out(), "示市监罚〔2026〕1号").empty());
  CHECK(SmallSite::holding(site.out(), "第1号公司占道经营案").empty());
  CHECK(site.standing(2) == "published");
}

TEST_CASE("a record dated tomorrow waits, and is shown on its day though its feed is silent") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["decision_date"] = "2026-11-23";
  site.night();
  CHECK(site.standing(1) == "held: not_yet");
  site.feed("d")["url"] = "feeds/none.jsonl";
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(site.standing(1) == "published");
  CHECK(site.serves(SmallSite::address(1)));
}

TEST_CASE("a later row that cannot be read holds yesterday's record, is told once, and a good row brings it back") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.rows()[0]["fine"] = -1;
  const NightEnd bad = site.night_on("2026-11-23");
  CHECK(bad.exit == ExitCode::kAttention);
  CHECK(bad.report.rows.rejected == 1);
  CHECK(bad.report.rejected.at(0).reason == "bad_value");
  CHECK(site.standing(1) == "held: update_rejected");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  CHECK(SmallSite::holding(site.out(), "第1号公司占道经营案").empty());

  const NightEnd again = site.night_on("2026-11-23");
  CHECK(again.report.rows.rejected == 1);
  CHECK(again.exit == ExitCode::kDone);

  site.rows()[0]["fine"] = 900;
  const NightEnd good = site.night_on("2026-11-24");
  CHECK(good.report.rows.changed == 1);
  CHECK(site.standing(1) == "published");
  CHECK(site.known(SmallSite::id_of(1))->published_on == "2026-11-21");
  CHECK(contains(site.page(SmallSite::address(1)), "900"));
}

TEST_CASE("yesterday's very row clears the hold as well") {
  SmallSite site;
  site.fill(3);
  site.night();
  const Json good = site.rows()[0];
  site.rows()[0]["decision_date"] = "某日";
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "held: update_rejected");
  site.rows()[0] = good;
  const NightEnd end = site.night_on("2026-11-24");
  CHECK(end.report.rows.same == 5);
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "占道经营"));
}

TEST_CASE("in one pull identical rows repeat, the newest counts, and different ones without order all go back") {
  SmallSite site;
  site.fill(4);
  site.night();

  site.rows().push_back(site.rows()[0]);
  site.rows().push_back(SmallSite::decision(2, R"({"fine":600,"updated_at":"2026-11-20"})"));
  site.rows()[1]["updated_at"] = "2026-11-19";
  site.rows().push_back(SmallSite::decision(3, R"({"fine":700})"));
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.rows.read == 9);
  CHECK(end.report.rows.repeated == 1);
  CHECK(end.report.rows.superseded == 1);
  CHECK(end.report.rows.changed == 1);
  CHECK(end.report.rows.rejected == 2);
  for (const auto& row : end.report.rejected) CHECK(row.reason == "duplicate");
  CHECK(contains(site.page(SmallSite::address(2)), "600"));
  CHECK(site.standing(3) == "held: update_rejected");

  // An older version delivered again changes nothing.
  site.rows() = {SmallSite::decision(1), SmallSite::decision(2, R"({"fine":400,"updated_at":"2026-11-18"})"),
                 SmallSite::decision(3), SmallSite::decision(4)};
  const NightEnd older = site.night_on("2026-11-23");
  CHECK(older.report.rows.superseded == 1);
  CHECK(contains(site.page(SmallSite::address(2)), "600"));
  CHECK(site.standing(3) == "published");
}

TEST_CASE("where two feeds hold a key the first gives the content and the stricter flag counts") {
  SmallSite site;
  site.fill(3);
  site.rows("e") = {SmallSite::decision(1, R"({"fine":999})"),
                    SmallSite::decision(2, R"({"disclosure":{"criminal":"suspected"}})")};
  site.feed("e");
  const NightEnd end = site.night();
  CHECK(end.report.rows.superseded == 2);
  CHECK(contains(site.page(SmallSite::address(1)), "501"));
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "999"));
  CHECK(site.standing(2) == "withheld: criminal");

  const NightEnd again = site.night();
  CHECK(again.exit == ExitCode::kDone);
  CHECK(again.report.rows.same == 5);
  CHECK(again.report.rows.superseded == 2);
}

TEST_CASE("a second feed cannot take a record over while the first is silent, but its stricter flag counts") {
  SmallSite site;
  site.fill(3);
  site.rows("e") = {SmallSite::decision(1), SmallSite::decision(2)};
  site.feed("e");
  site.night();
  site.feed("d")["url"] = "feeds/none.jsonl";
  site.rows("e") = {SmallSite::decision(1, R"({"fine":999})"),
                    SmallSite::decision(2, R"({"disclosure":{"criminal":"suspected"}})")};
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.report.rows.superseded == 2);
  CHECK(contains(site.page(SmallSite::address(1)), "501"));
  CHECK(site.standing(2) == "withheld: criminal");
  CHECK_FALSE(site.serves(SmallSite::address(2)));
}

TEST_CASE("a delta feed takes nothing down by silence, and removes what it names with its ground") {
  SmallSite site;
  site.feed("d")["mode"] = "delta";
  site.fill(3);
  site.night();
  site.rows() = {{{"id", SmallSite::id_of(2)}, {"agency", kAgency}, {"removed", true},
                  {"removed_on", "2026-11-22"}, {"ground", "经复议撤回"}}};
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.report.rows.changed == 1);
  CHECK(end.report.rows.same == 2);
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "withdrawn: agency_removed");
  CHECK(contains(site.page(SmallSite::address(2)), "经复议撤回"));
  CHECK(end.report.warnings.empty());
  const NightEnd again = site.night_on("2026-11-24");
  CHECK(again.report.rows.same == 3);
  // A number with a slip of the pen takes nothing down, and that is told.
  site.rows() = {{{"id", SmallSite::id_of(33)}, {"agency", kAgency}, {"removed", true}}};
  const NightEnd slip = site.night_on("2026-11-25");
  CHECK(slip.exit == ExitCode::kDone);
  REQUIRE(slip.report.warnings.size() == 1);
  CHECK(slip.report.warnings[0].row == 1);
  CHECK(contains(slip.report.warnings[0].text, "没有登记过这个编号"));
}

TEST_CASE("a removal that carries a flag against the public leaves no notice and goes back") {
  SmallSite site;
  site.feed("d")["mode"] = "delta";
  site.fill(3);
  site.night();
  const auto removal = [](int number, const Json& flags) {
    return Json{{"id", SmallSite::id_of(number)}, {"agency", kAgency}, {"removed", true}, {"removed_on", "2026-11-22"}, {"disclosure", flags}};
  };
  site.rows() = {removal(2, {{"secrecy", "state"}}), removal(3, {{"minor", true}})};
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.report.rows.rejected == 2);
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "withheld: state_secret");
  CHECK(site.standing(3) == "held: update_rejected");
  for (const int gone : {2, 3}) CHECK(site.page(SmallSite::address(gone)).empty());
}

TEST_CASE("a refused objection says why on the page without telling of persons") {
  SmallSite site;
  site.fill(2);
  site.rows().push_back(SmallSite::decision(3, R"({"party":{"name":"李大力","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})"));
  site.rows().back()["disclosure"]["minor"] = false;
  site.write();
  for (int i = 1; i <= 3; ++i)
    site.line("corrections.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(i)}, {"kind", "objection"},
                                    {"state", "refused"}, {"received_on", "2026-11-10"}, {"decided_on", "2026-11-12"}, {"by", "李某"},
                                    {"note", i == 1 ? "现场检查笔录与照片相符" : "证人张小明（电话13800000000）说法一致"}});
  site.night();
  CHECK(contains(site.page(SmallSite::address(1)), "经核实，信息无误。理由：现场检查笔录与照片相符。"));
  const std::string second = site.page(SmallSite::address(2));
  CHECK(contains(second, "经核实，信息无误。"));
  CHECK_FALSE(contains(second, "张小明"));
  CHECK_FALSE(contains(second, "13800000000"));
  // Of a person's decision nothing is said that could tell who it is.
  const std::string third = site.page(SmallSite::address(3));
  CHECK(contains(third, "经核实，信息无误。"));
  CHECK_FALSE(contains(third, "信息无误。理由"));
}

TEST_CASE("a feed that fails keeps its data, and the night says so with 1") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.feed("d")["url"] = "feeds/none.jsonl";
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.published);
  CHECK(end.report.rows.read == 2);
  CHECK(end.report.states.at("published") == 5);
  const NightFeed& feed = end.report.feeds.at(1);
  CHECK(feed.result == "failed");
  CHECK(feed.data_on == "2026-11-21");
  CHECK_FALSE(feed.message.empty());
  CHECK(site.serves(SmallSite::address(3)));
}

TEST_CASE("when the agencies feed fails the others still know the agencies by code and by name") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.feed("agencies")["url"] = "feeds/none.jsonl";
  site.rows().push_back(SmallSite::decision(3, R"({"agency":"示例区市场监督管理局"})"));
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.report.rows.rejected == 0);
  CHECK(end.report.rows.fresh == 1);
  CHECK(site.standing(3) == "published");
}

TEST_CASE("what is overdue is told on its first night, not every night") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["disclosure"].erase("reviewed_by");
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK(site.known(SmallSite::id_of(1))->due_on == "2026-11-23");
  CHECK(site.night_on("2026-11-23").exit == ExitCode::kDone);
  const NightEnd late = site.night_on("2026-11-24");
  CHECK(late.exit == ExitCode::kAttention);
  REQUIRE(late.report.overdue.size() == 1);
  CHECK(late.report.overdue[0].id == SmallSite::id_of(1));
  CHECK(late.report.overdue[0].working_days == 1);
  const NightEnd later = site.night_on("2026-11-25");
  CHECK(later.exit == ExitCode::kDone);
  CHECK(later.report.overdue.at(0).working_days == 2);
}

TEST_CASE("what a target still has three working days after it was taken down is overdue and a company's page is no agency's") {
  SmallSite site;
  site.config()["targets"] = {{{"id", "www"}, {"directory", (site.folder() / "www").string()}}};  // where nothing is ever sent
  site.fill(9);
  site.rows()[0]["party"]["uscc"] = "12990000990000121X";  // of its own
  site.night();
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"key", address_key("decisions", kAgency, SmallSite::id_of(1))},
                                  {"reason", "privacy"}, {"by", "李某"}, {"on", "2026-11-23"}});
  CHECK(site.night_on("2026-11-23").report.overdue.empty());
  CHECK(site.night_on("2026-11-26").report.overdue.empty());
  const NightEnd late = site.night_on("2026-11-27");
  std::map<std::string, std::string> agencies;
  for (const NightOverdue& item : late.report.overdue) agencies[item.dataset] = item.agency;
  CHECK(agencies == std::map<std::string, std::string>{{"decisions", kAgency}, {"parties", ""}});
  CHECK(late.exit == ExitCode::kAttention);
}

TEST_CASE("the first showing of a record cannot be dated back where the site is no rehearsal") {
  SmallSite site;
  site.config()["rehearsal"] = false;
  const std::string today = Date::today().iso();
  const std::string yesterday = Date::today().plus_days(-1).iso();
  const auto attest = [&](Json& feed) {
    feed["attests"] = SmallSite::statement(Date::today().plus_days(30).iso().c_str());
    feed["attests"]["on"] = Date::today().plus_days(-30).iso();
  };
  attest(site.feed("agencies"));
  site.fill(1);
  site.rows()[0]["decision_date"] = yesterday;
  site.rows()[0]["acted_on"] = yesterday;
  const NightEnd refused = site.night_on(yesterday.c_str());
  CHECK(refused.exit == ExitCode::kRefused);
  CHECK_FALSE(refused.report.published);
  CHECK(site.current().empty());
  CHECK(site.known(SmallSite::id_of(1))->published_on.empty());

  CHECK(site.night_on(today.c_str()).report.published);
  CHECK(site.known(SmallSite::id_of(1))->published_on == today);
  CHECK((stdfs::status(site.state() / "key").permissions() & stdfs::perms::all) ==
        (stdfs::perms::owner_read | stdfs::perms::owner_write));
}

TEST_CASE("what a feed said yesterday still counts on a night it fails") {
  SmallSite site;
  site.fill(12);
  site.rows("e") = {SmallSite::decision(1, R"({"disclosure":{"criminal":"suspected"}})"),
                    SmallSite::decision(2, R"({"disclosure":{"secrecy":"geheim"}})")};
  for (int i = 4; i <= 12; ++i) site.rows("e").push_back(SmallSite::decision(i));
  site.feed("e");
  site.night();
  REQUIRE(site.standing(1) == "withheld: criminal");
  REQUIRE(site.standing(2) == "held: secrecy_unknown");
  site.feed("e")["url"] = "feeds/none.jsonl";
  site.rows()[0]["fine"] = 800;
  site.rows()[2]["fine"] = 800;
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    CHECK(site.night_on(day).exit == ExitCode::kAttention);
    CHECK(site.standing(1) == "withheld: criminal");
    CHECK(site.standing(2) == "held: secrecy_unknown");
    CHECK(contains(site.page(SmallSite::address(3)), "800"));
  }
  site.feed("e").erase("url");
  site.rows("e").erase(site.rows("e").begin(), site.rows("e").begin() + 2);
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "published");
  CHECK(site.standing(2) == "published");
}

TEST_CASE("a wrong check character is told on the report by row and field, and the record is shown without the code") {
  SmallSite site;
  site.fill(2);
  site.rows()[1]["party"]["uscc"] = "91990101MA9TE5T123";
  const NightEnd end = site.night();
  REQUIRE(end.report.warnings.size() == 1);
  const NightWarning& warning = end.report.warnings[0];
  CHECK(warning.feed == "d");
  CHECK(warning.row == 2);
  CHECK(warning.field == "party.uscc");
  CHECK(contains(warning.text, "校验不通过"));
  CHECK(site.standing(2) == "published");
  CHECK_FALSE(contains(site.page(SmallSite::address(2)), "91990101MA9TE5T123"));
}

TEST_CASE("a certificate suspended without a day is shown as invalid for twenty working days and leaves for good") {
  SmallSite site;
  site.fill(1);
  site.feed("o") = {{"id", "o"}, {"dataset", "officers"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("o").push_back({{"id", "99010000018"}, {"agency", kAgency}, {"name", "雷立川"}, {"status", "valid"}});
  const auto shown = [&] { return !SmallSite::holding(site.out() / "current/site", "99010000018").empty(); };
  site.night_on("2026-11-20");
  site.rows("o")[0]["status"] = "suspended";
  site.night_on("2026-11-23");
  site.rows("o")[0]["position"] = "队员";  // another change does not begin the days anew
  site.night_on("2026-11-25");
  site.night_on("2026-12-21");  // the twentieth working day
  CHECK(shown());
  for (const char* day : {"2026-12-22", "2026-12-23", "2027-01-29"}) {
    CAPTURE(day);
    site.night_on(day);
    CHECK_FALSE(shown());
  }
  site.rows("o")[0]["status"] = "valid";
  site.night_on("2027-02-01");
  CHECK(shown());
}

TEST_CASE("a case that is only counted goes back when its reason keeps nothing from the public") {
  SmallSite site;
  for (const char* reason : {"minor", "bogus", "unreviewed", "term_ended", "summary_procedure"})
    site.rows().push_back({{"id", std::string("CO-") + reason}, {"agency", kAgency}, {"category", "penalty"}, {"decision_date", "2026-11-12"},
                           {"penalty_kinds", {"罚款"}}, {"fine", 500}, {"count_only", true}, {"reason", reason}});
  const NightEnd end = site.night();
  CHECK(end.report.states.at("withheld") == 2);
  REQUIRE(end.report.rejected.size() == 3);
  for (const auto& row : end.report.rejected) {
    CHECK(row.reason == "bad_value");
    CHECK(row.column == "reason");
  }
}
