#include "night/small_site.h"
#include "report/supervision_words.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A site with both catalogues and two officers, one of whom lost the certificate in October.
class SupervisedSite : public SmallSite {
 public:
  SupervisedSite() {
    add("catalogue", "review-catalogue",
        {{{"id", "r1"}, {"agency", kAgency}, {"name", "重大处罚"}, {"category", "penalty"}, {"items", {"C1"}},
          {"hearing", true}, {"fine_from", 10000}}});
    add("recording", "recording-catalogue",
        {{{"id", "v1"}, {"agency", kAgency}, {"name", "查封现场"}, {"category", "penalty"}, {"items", {"C2"}}}});
    add("officers", "officers",
        {{{"id", "9900001"}, {"agency", kAgency}, {"name", "甲一"}, {"unit", "一队"}, {"issued_on", "2024-01-01"},
          {"valid_until", "2029-01-01"}, {"status", "valid"}},
         {{"id", "9900002"}, {"agency", kAgency}, {"name", "乙二"}, {"unit", "一队"}, {"issued_on", "2024-01-01"},
          {"valid_until", "2026-11-11"}, {"status", "valid"}}});
    rows("agencies")[0].merge_patch(
        {{"staff", 50}, {"certified", 40}, {"legal_reviewers", 2}, {"recorders", 20}, {"key_department", true}});
  }

  std::vector<std::string> lapses(const NightReport& report) const {
    std::vector<std::string> out;
    for (const auto& lapse : report.lapses) out.push_back(lapse.kind + " " + lapse.id + " " + lapse.detail);
    return out;
  }

 private:
  void add(const std::string& id, const char* dataset, std::vector<Json> records) {
    feed(id)["dataset"] = dataset;
    feed(id)["attests"] = statement();
    rows(id) = std::move(records);
  }
};

const NightSupervision& of_agency(const NightReport& report, const char* agency) {
  for (const auto& entry : report.supervision)
    if (entry.agency == agency) return entry;
  FAIL("no supervision of " << agency);
  return report.supervision.front();
}

}  // namespace

TEST_CASE("a decision of the review catalogue without a passed review is published and reported") {
  SupervisedSite site;
  site.rows() = {SmallSite::decision(1, R"({"item":"C1"})"),
                 SmallSite::decision(2, R"({"item":"C1","legal_review":"passed"})"),
                 SmallSite::decision(3, R"({"procedure":"hearing","legal_review":"not_required"})"),
                 SmallSite::decision(4, R"({"fine":10000,"legal_review":"pending"})"),
                 SmallSite::decision(5, R"({"fine":9999.99})"),
                 SmallSite::decision(6, R"({"item":"C1","decision_date":"2025-12-30","acted_on":"2025-12-01"})")};
  const NightEnd end = site.night();
  CHECK(end.report.states.at("published") >= 6);
  CHECK(site.lapses(end.report) == std::vector<std::string>{"review_missing " + SmallSite::id_of(1) + " 重大处罚",
                                                             "review_missing " + SmallSite::id_of(3) + " 重大处罚",
                                                             "review_missing " + SmallSite::id_of(4) + " 重大处罚"});
  const NightSupervision& entry = of_agency(end.report, kAgency);
  CHECK(entry.major == 4);
  CHECK(entry.major_reviewed == 1);
  // It is a matter between offices: no public page speaks of it.
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "法制审核"));
}

TEST_CASE("a decision that should have been recorded and gives no number is reported") {
  SupervisedSite site;
  site.rows() = {SmallSite::decision(1, R"({"item":"C2"})"), SmallSite::decision(2, R"({"item":"C2","recording":"L-1"})"),
                 SmallSite::decision(3)};
  const NightEnd end = site.night();
  CHECK(site.lapses(end.report) == std::vector<std::string>{"recording_missing " + SmallSite::id_of(1) + " 查封现场"});
}

TEST_CASE("an officer whose certificate was not valid on the day of the decision is reported") {
  SupervisedSite site;
  site.rows() = {SmallSite::decision(1, R"({"officers":["9900001","9900002"]})"),
                 SmallSite::decision(2, R"({"officers":["9900002"],"decision_date":"2026-11-11"})"),
                 SmallSite::decision(3, R"({"officers":["9900001","9999999"]})"),
                 SmallSite::decision(4, R"({"officers":["9900001"],"decision_date":"2023-12-31","acted_on":"2023-12-01"})")};
  const NightEnd end = site.night();
  // The certificate ended on the 11th, its last valid day; of a stranger nothing is known.
  CHECK(site.lapses(end.report) == std::vector<std::string>{"officer_invalid " + SmallSite::id_of(1) + " 9900002"});
}

TEST_CASE("open objections wait in the report with the clock of the site's own rules") {
  SupervisedSite site;
  site.fill(3);
  site.folder().write("site/rules/local.json",
                      R"({"id":"local","title":"本地更正办法","source":"示例","from":"2020-01-01","until":null,"agencies":["*"],
                          "deadlines":[{"when":{"dataset":"corrections"},"working_days":5}]})");
  site.config()["rule_sets"] = {"national", "ndrc-36", "local"};
  const auto line = [&](int number, const char* kind, const char* state, const char* received) {
    site.line("corrections.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(number)}, {"kind", kind},
                                    {"state", state}, {"received_on", received}, {"decided_on", "2026-11-20"}, {"note", "核对无误"}, {"by", "甲"}});
  };
  site.write();
  line(1, "objection", "open", "2026-11-10");
  line(2, "correction", "open", "2026-11-12");
  line(2, "correction", "refused", "2026-11-12");
  line(3, "suggestion", "open", "2026-11-19");
  const NightEnd end = site.night();
  REQUIRE(end.report.corrections.size() == 2);
  CHECK(end.report.corrections[0].id == SmallSite::id_of(1));
  CHECK(end.report.corrections[0].working_days == 8);
  CHECK(end.report.corrections[0].due_on == Date::parse("2026-11-17"));
  CHECK(end.report.corrections[1].kind == "suggestion");
  const std::string page = slurp(site.state() / "reports" / end.report.id / "index.html");
  CHECK(contains(page, "2026-11-17，已过期限"));
  CHECK(contains(page, "<td>建议</td>"));
}

TEST_CASE("what was hidden in published records is counted by kind") {
  SupervisedSite site;
  site.rows() = {SmallSite::decision(1, R"({"facts":"证人李小二，电话13900000001。"})"),
                 SmallSite::decision(2, R"({"facts":"电话13900000002、13900000003。"})"),
                 SmallSite::decision(3, R"({"facts":"电话13900000004。","disclosure":{"criminal":null}})")};
  const NightEnd end = site.night();
  CHECK(end.report.redactions.at("电话号码") == 3);
  CHECK(end.report.redactions.at("自然人姓名") == 1);
  CHECK(contains(slurp(site.state() / "reports" / end.report.id / "index.html"), "电话号码 3"));
}

TEST_CASE("deadlines staff and reassessment are counted by agency") {
  SupervisedSite site;
  site.rows() = {SmallSite::decision(1), SmallSite::decision(2, R"({"decision_date":"2026-10-15"})"),
                 SmallSite::decision(3, R"({"disclosure":{"criminal":null}})"),
                 SmallSite::decision(4, R"({"decision_date":"2026-11-20","disclosure":{"criminal":null}})"),
                 SmallSite::decision(5, R"({"disclosure":{"criminal":"transferred"}})"),
                 SmallSite::decision(6, R"({"disclosure":{"series_case":"open"}})")};
  NightEnd end = site.night();
  const NightSupervision& entry = of_agency(end.report, kAgency);
  CHECK(entry.on_time >= 1);
  CHECK(entry.late == 1);      // decided on 15 October, shown on 21 November
  CHECK(entry.due_soon == 1);  // decided on the 12th, due on the 23rd, still held
  CHECK(entry.reassess == 2);
  CHECK(reassess_words(entry, *Date::parse("2026-11-21")) == "2 件，最早 2026-11-21");
  CHECK(certified_words(entry) == "40 / 50（80.0%）");
  CHECK(reviewer_words(entry) == "2 / 50（4.0%），不足 5%");
  CHECK(recorder_words(entry) == "20 台，人均 0.50");
  const NightSupervision& other = of_agency(end.report, kOtherAgency);
  CHECK(certified_words(other) == "没有填报");
  CHECK(reassess_words(other, *Date::parse("2026-11-21")) == "没有");
  // Ninety days on, what is withheld for an open case is to be looked at again.
  site.set_day("2027-02-19");
  end = site.night();
  CHECK(contains(reassess_words(of_agency(end.report, kAgency), *Date::parse("2027-02-19")), "已满 90 天"));
}

TEST_CASE("a decision that was taken down later than three working days after it ceased to stand is reported") {
  SupervisedSite site;
  site.fill(8);
  site.night();
  for (const size_t i : {0u, 1u}) {
    site.rows()[i]["status"] = "revoked";
    site.rows()[i]["status_on"] = i == 0 ? "2026-11-23" : "2026-11-24";
  }
  // Suspended it may be shown; what an order takes down later was not taken down late.
  site.rows()[2]["status"] = "suspended";
  site.rows()[2]["status_on"] = "2026-11-02";
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(3)}, {"reason", "order"},
                                  {"ground", "上级决定"}, {"by", "李某"}, {"on", "2026-11-27"}});
  const NightEnd end = site.night_on("2026-11-27");
  CHECK(site.standing(1) == "withdrawn: revoked");
  CHECK(site.lapses(end.report) == std::vector<std::string>{"withdrawn_late " + SmallSite::id_of(1) + " 2026-11-27"});
  CHECK(lapse_words(end.report.lapses.front()) == "决定不再有效，应当在 3 个工作日内撤下，2026-11-27 才撤下。");
  CHECK(site.lapses(site.night_on("2026-11-30").report).size() == 1);
}

TEST_CASE("a notice that came after its event is reported and one that came before is not") {
  SupervisedSite site;
  site.feed("notices")["dataset"] = "notices";
  site.feed("notices")["attests"] = site.feed("officers")["attests"];
  const auto notice = [](const char* id, const char* event, const char* shown) {
    return Json{{"id", id}, {"agency", kAgency}, {"kind", "hearing"}, {"title", "听证公告"}, {"event_on", event}, {"first_published_on", shown}};
  };
  site.rows("notices") = {notice("g1", "2026-11-10", "2026-11-03"), notice("g2", "2026-11-10", "2026-11-12"),
                          notice("g3", "2025-12-10", "2025-12-12")};
  const NightEnd end = site.night();
  CHECK(site.lapses(end.report) == std::vector<std::string>{"notice_late g2 2026-11-12"});
  CHECK(lapse_words(end.report.lapses.front()) == "公告应当在举行前公示，2026-11-12 才公示。");
}
