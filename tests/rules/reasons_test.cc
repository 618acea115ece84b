#include "rules/reasons.h"

#include "base/text.h"

#include "rules/bench.h"
#include "rules/detectors.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a decision nothing speaks against is published") {
  CHECK(RuleBench().outcome(RuleBench::decision()) == "published");
}

TEST_CASE("every flag that says so withholds, whatever else is right") {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"disclosure":{"minor":true}})", "withheld: minor"},
      {R"({"disclosure":{"secrecy":"work"}})", "withheld: state_secret"},
      {R"({"disclosure":{"secrecy":"state"}})", "withheld: state_secret"},
      {R"({"disclosure":{"security_risk":true}})", "withheld: security"},
      {R"({"disclosure":{"series_case":"open"}})", "withheld: series_case"},
      {R"({"disclosure":{"criminal":"suspected"}})", "withheld: criminal"},
      {R"({"disclosure":{"criminal":"transferred"}})", "withheld: criminal"},
      {R"({"disclosure":{"criminal":"under_investigation"}})", "withheld: criminal"},
      {R"({"disclosure":{"scope":1}})", "withheld: restricted_scope"},
      {R"({"disclosure":{"scope":2}})", "withheld: restricted_scope"},
      {R"({"disclosure":{"secrecy":"trade"}})", "withheld: trade_secret"},
      {R"({"disclosure":{"secrecy":"privacy"}})", "withheld: privacy"},
  };
  for (const auto& [patch, expected] : rows) {
    INFO(patch);
    CHECK(RuleBench().outcome(RuleBench::decision(patch)) == expected);
  }
}

TEST_CASE("closed series, closed criminal cases and scope 0 do not hide a decision") {
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"disclosure":{"series_case":"closed","criminal":"closed","scope":0,"minor":false}})")) ==
        "published");
}

TEST_CASE("every flag that is missing holds the decision back") {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"disclosure":{"secrecy":null}})", "held: secrecy_unknown"},
      {R"({"disclosure":{"security_risk":null}})", "held: security_unknown"},
      {R"({"disclosure":{"series_case":null}})", "held: series_unknown"},
      {R"({"disclosure":{"criminal":null}})", "held: criminal_unknown"},
      {R"({"disclosure":{"reviewed_by":null}})", "held: unreviewed"},
      {R"({"disclosure":null})",
       "held: secrecy_unknown, criminal_unknown, series_unknown, security_unknown, unreviewed"},
      {R"({"disclosure":{"reviewed_on":"2026-11-22"}})", "held: unreviewed"},
  };
  for (const auto& [patch, expected] : rows) {
    INFO(patch);
    CHECK(RuleBench().outcome(RuleBench::decision(patch)) == expected);
  }
}

TEST_CASE("an unreadable flag holds the decision and no attestation mends it") {
  const char* attests =
      R"({"secrecy":"none","criminal":"none","security_risk":false,"series_case":"none",
          "reviewed_by":"法制科","by":"局","on":"2026-01-01","until":"2026-12-31"})";
  const std::pair<const char*, const char*> rows[] = {
      {"disclosure.secrecy", "held: secrecy_unknown"},
      {"disclosure.criminal", "held: criminal_unknown"},
      {"disclosure.series_case", "held: series_unknown"},
      {"disclosure.security_risk", "held: security_unknown"},
      {"disclosure.scope", "held: scope_unknown"},
      {"status", "held: status_unknown"},
      {"disclosure.redact", "held: redaction_unsure"},
  };
  for (const auto& [field, expected] : rows) {
    INFO(field);
    Record record = RuleBench::decision();
    erase_at(record.fields, field);
    record.unreadable.insert(field);
    CHECK(RuleBench(R"({"name":"试","rehearsal":true})", attests).outcome(record) == expected);
  }
}

TEST_CASE("an attestation fills only what a row leaves out, only in its time, and only for organisations") {
  const char* attests =
      R"({"secrecy":"none","criminal":"none","security_risk":false,"series_case":"none",
          "reviewed_by":"法制科","by":"局","on":"2026-01-01","until":"2026-11-30"})";
  const std::string site = R"({"name":"试","rehearsal":true})";
  const Record bare = RuleBench::decision(R"({"disclosure":null})");
  CHECK(RuleBench(site, attests).outcome(bare) == "published");
  CHECK(RuleBench(site, attests).outcome(bare, "2026-12-01").starts_with("held"));
  CHECK(RuleBench(site, attests)
            .outcome(RuleBench::decision(R"({"disclosure":{"secrecy":null,"criminal":"transferred"}})")) ==
        "withheld: criminal");
  const Record person = RuleBench::decision(
      R"({"disclosure":null,"party":{"name":"李小四","kind":"natural_person","uscc":null,
          "birth_date":"1980-01-01"}})");
  CHECK(RuleBench(site, attests).outcome(person).starts_with("held"));
  const std::string also_persons = std::string(attests).insert(1, "\"natural_persons\":true,");
  CHECK(RuleBench(site, also_persons).outcome(person) == "published");
}

TEST_CASE("what an attestation says more strictly than the row counts") {
  const char* attests = R"({"criminal":"transferred","by":"局","on":"2026-01-01","until":"2026-11-30"})";
  CHECK(RuleBench(R"({"name":"试","rehearsal":true})", attests).outcome(RuleBench::decision()) ==
        "withheld: criminal");
}

TEST_CASE("a status of the law withdraws the decision from its day on") {
  for (const char* status : {"amended", "revoked", "confirmed_illegal", "void", "remade"}) {
    const std::string patch = std::string(R"({"status":")") + status + R"(","status_on":"2026-11-20"})";
    CHECK(RuleBench().outcome(RuleBench::decision(patch.c_str())) == std::string("withdrawn: ") + status);
    CHECK(RuleBench().outcome(RuleBench::decision(patch.c_str()), "2026-11-19") == "published");
  }
}

TEST_CASE("a suspended decision is published with its mark") {
  const auto verdict =
      RuleBench().judge(RuleBench::decision(R"({"status":"suspended"})"), "2026-11-21");
  CHECK(verdict.state == State::kPublished);
  CHECK(verdict.marks == std::vector<std::string>{"suspended"});
}

TEST_CASE("a record gone from its feed is withdrawn by its agency") {
  Standing standing;
  standing.gone_on = day("2026-11-20");
  CHECK(RuleBench().outcome(RuleBench::decision(), "2026-11-21", standing) == "withdrawn: agency_removed");
}

TEST_CASE("a record that another portal took down is withdrawn for the reason that portal gave") {
  Standing standing;
  standing.gone_on = day("2026-11-20");
  RuleBench bench;
  for (const char* reason : {"revoked", "objection_upheld", "order"}) {
    Facts facts = bench.gate("2026-11-21").facts(RuleBench::decision());
    facts.gone_reason = reason;
    CHECK(bench.gate("2026-11-21").judge(facts, standing).reasons == std::vector<std::string>{reason});
    CHECK(bench.gate("2026-11-19").judge(facts, standing).state == State::kPublished);
  }
}

TEST_CASE("a person's public security record is sealed from 2026 on, whatever its date") {
  const Record person = RuleBench::decision(
      R"({"party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"},
          "basis":"《中华人民共和国治安管理处罚法》第二十六条","decision_date":"2025-12-20","acted_on":"2025-12-01"})");
  CHECK(RuleBench().outcome(person, "2025-12-31") == "published");
  CHECK(RuleBench().outcome(person, "2026-01-01") == "withheld: public_security_record");
  const Record company = RuleBench::decision(R"({"basis":"《中华人民共和国治安管理处罚法》第七十四条"})");
  CHECK(RuleBench().outcome(company) == "published");
}

TEST_CASE("a person's detention without a basis is held") {
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"},
                "penalty_kinds":["行政拘留"],"fine":null})")) == "held: basis_unknown");
}

TEST_CASE("a party that may be a person is held until somebody says which") {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"party":{"kind":null,"uscc":null}})", "held: party_unknown"},
      {R"({"party":{"kind":null}})", "published"},
      {R"({"party":{"kind":null,"uscc":"92990102MA9ABC0X52"}})", "published"},
      {R"({"party":{"name":"李小四","uscc":null}})", "held: party_unknown"},
      {R"({"party":{"name":"阿依·买买提","uscc":null}})", "held: party_unknown"},
      {R"({"party":{"name":"示例区云溪餐饮有限公司","uscc":null}})", "published"},
      {R"({"party":{"kind":null,"uscc":null,"name":"李小四","id_number":"990101198808081235"}})",
       "published"},
  };
  for (const auto& [patch, expected] : rows) {
    INFO(patch);
    CHECK(RuleBench().outcome(RuleBench::decision(patch)) == expected);
  }
}

TEST_CASE("a title with seven digits in a row, or an id of a personal shape, is held") {
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"title":"车号1234567案"})")) == "held: redaction_unsure");
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"title":"编号１２３ ４５-６７案"})")) ==
        "held: redaction_unsure");
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"title":"2026年第123456号案"})")) == "published");
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"document_number":"13900000001"})")) ==
        "held: redaction_unsure");
}

TEST_CASE("a redact list is obeyed, and an unknown name in it holds") {
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"disclosure":{"secrecy":"trade","redact":["facts"]}})")) == "published");
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"disclosure":{"secrecy":"trade","redact":["fact"]}})")) == "held: redaction_unsure");
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"disclosure":{"secrecy":"trade","redact":["facts"],"reviewed_by":null}})")) ==
        "held: unreviewed");
}

TEST_CASE("a decision dated after the as-of date waits for its day") {
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"decision_date":"2026-11-22"})")) == "held: not_yet");
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"decision_date":"2026-11-22"})"), "2026-11-22") ==
        "published");
}

TEST_CASE("all reasons are kept and the first group gives the state") {
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"status":"revoked","disclosure":{"criminal":"transferred","reviewed_by":null}})")) ==
        "withheld: criminal, revoked, unreviewed");
}

TEST_CASE("rule sets add withheld reasons and cannot take one away") {
  const std::string site = R"({"name":"试","rehearsal":true,"rule_sets":["national","samr-45"]})";
  CHECK(RuleBench(site).outcome(RuleBench::decision(R"({"penalty_kinds":["警告"],"fine":null})")) ==
        "withheld: warning_only");
  CHECK(RuleBench(site).outcome(RuleBench::decision(R"({"procedure":"summary"})")) ==
        "withheld: summary_procedure");
  CHECK(RuleBench(R"({"name":"试","rehearsal":true,"rule_sets":[]})")
            .outcome(RuleBench::decision(R"({"disclosure":{"minor":true}})")) == "withheld: minor");
}

TEST_CASE("a review clears held reasons for the very content, and age only with a proof named") {
  RuleBench bench;
  const Record record = RuleBench::decision(
      R"({"party":{"name":"李小四","kind":"natural_person","uscc":null},"disclosure":{"reviewed_by":null}})");
  REQUIRE(bench.outcome(record) == "held: minor_unknown, unreviewed");
  const std::string digest = bench.gate("2026-11-21").content_digest(record);
  const auto line = [&](const std::string& clears, const std::string& rest) {
    return R"({"dataset":"decisions","agency":")" + std::string(kAgency) +
           R"(","id":"示市监罚[2026]1号","digest":")" + digest + R"(","clears":[)" + clears +
           R"(],"by":"王主任","on":"2026-11-20")" + rest + "}\n";
  };
  bench.write("reviews.jsonl", line(R"("unreviewed","minor_unknown")", ""));
  CHECK(bench.outcome(record) == "held: minor_unknown");
  bench.write("reviews.jsonl", line(R"("unreviewed","minor_unknown")", R"(,"note":"查验户口簿")"));
  CHECK(bench.outcome(record) == "published");
  CHECK(bench.outcome(record, "2026-11-19") == "held: minor_unknown, unreviewed");
  Record changed = record;
  changed.fields["fine"] = 600000;
  CHECK(bench.outcome(changed) == "held: minor_unknown, unreviewed");
  bench.write("reviews.jsonl", line(R"("minor","not_yet")", R"(,"note":"x")"));
  CHECK(bench.outcome(record) == "held: minor_unknown, unreviewed");
}

TEST_CASE("a withdrawal line withdraws, a withheld reason withholds, restored cancels the first only") {
  RuleBench bench;
  const auto line = [](const std::string& reason, const std::string& on) {
    return R"({"dataset":"decisions","agency":")" + std::string(kAgency) +
           R"(","id":"示市监罚〔2026〕1号","reason":")" + reason + R"(","ground":"复议决定","by":"王","on":")" +
           on + "\"}\n";
  };
  bench.write("withdrawals.jsonl", line("order", "2026-11-20"));
  CHECK(bench.outcome(RuleBench::decision()) == "withdrawn: order");
  CHECK(bench.outcome(RuleBench::decision(), "2026-11-19") == "published");
  bench.write("withdrawals.jsonl", line("order", "2026-11-20") + line("restored", "2026-11-21"));
  CHECK(bench.outcome(RuleBench::decision()) == "published");
  const std::string key = address_key("decisions", kAgency, "示市监罚〔2026〕1号");
  bench.write("withdrawals.jsonl",
              R"({"dataset":"decisions","agency":")" + std::string(kAgency) + R"(","key":")" + key +
                  R"(","reason":"privacy","by":"王","on":"2026-11-20"})" + "\n" + line("restored", "2026-11-21"));
  CHECK(bench.outcome(RuleBench::decision()) == "withheld: privacy");
}

TEST_CASE("adding any flag or doubt never makes a record more public", "[many]") {
  const char* patches[] = {
      R"({"disclosure":{"minor":true}})",         R"({"disclosure":{"secrecy":"privacy"}})",
      R"({"disclosure":{"criminal":null}})",      R"({"disclosure":{"series_case":"open"}})",
      R"({"disclosure":{"reviewed_by":null}})",   R"({"status":"revoked"})",
      R"({"repaired_on":"2026-11-10"})",          R"({"publish_until":"2026-11-15"})",
      R"({"party":{"kind":null,"uscc":null}})",   R"({"title":"车号1234567案"})",
  };
  RuleBench bench;
  for (const char* one : patches)
    for (const char* two : patches) {
      INFO(one << " and " << two);
      Record both = RuleBench::decision(one);
      both.fields.merge_patch(Json::parse(two));
      const auto less = bench.judge(RuleBench::decision(one), "2026-11-21").state;
      const auto more = bench.judge(both, "2026-11-21").state;
      CHECK((less == State::kPublished || more != State::kPublished));
    }
}

TEST_CASE("every statutory reason has one state, a source and a sentence") {
  std::set<std::string> codes;
  for (const Reason& reason : statutory_reasons()) {
    CHECK(codes.insert(reason.code).second);
    CHECK(std::string(reason.source).size() > 6);
    CHECK(std::string(reason.meaning).ends_with("。"));
    CHECK(state_of_reason(reason.code) == reason.state);
  }
  CHECK(codes.count("minor") == 1);
  CHECK_FALSE(state_of_reason("nonsense").has_value());
}

TEST_CASE("docs/rules.md lists every detector with its source, condition and effect") {
  const std::string page = slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "docs/rules.md");
  CHECK(detectors().size() > 15);
  for (const Detector& detector : detectors()) {
    const std::string row = std::string("| ") + detector.name + " | " + detector.source + " | " + detector.condition +
                            " | " + detector.effect + " |";
    INFO(row);
    CHECK(contains(page, row));
  }
}

TEST_CASE("docs/rules.md lists every statutory reason with its state, sentence and source") {
  const std::string page = slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "docs/rules.md");
  for (const Reason& reason : statutory_reasons()) {
    const std::string row = std::string("| ") + state_name(reason.state) + " | `" + reason.code + "` | " +
                            reason.meaning + " | " + reason.source + " |";
    INFO(row);
    CHECK(contains(page, row));
  }
}

TEST_CASE("an organisation without a code is unknown however its personal name is written") {
  for (const char* name : {"周小十", "周 小 十", "周　小　十", "周小十（个体）", "吴小一、郑小二", "周小十等3人", "阿依·古丽"}) {
    const std::string patch = R"({"party":{"name":")" + std::string(name) + R"(","uscc":null}})";
    CHECK(RuleBench().outcome(RuleBench::decision(patch.c_str())) == "held: party_unknown");
  }
  CHECK(RuleBench().outcome(RuleBench::decision(
            R"({"party":{"name":"示例商贸有限公司（筹）","uscc":null}})")) == "published");
}

TEST_CASE("a number that holds a masked name or a redacted value holds its record") {
  const char* const patches[] = {
      R"({"document_number":"李小四罚1号","party":{"name":"李 小 四","kind":"individual_business","uscc":null}})",
      R"({"document_number":"李小四罚1号","party":{"name":"好再来小吃店","kind":"individual_business",
          "uscc":null,"legal_representative":"李小四"}})",
      R"({"document_number":"商贸有限公司罚1号","licence":"商贸有限公司","disclosure":{"redact":["licence"]}})"};
  for (const char* patch : patches)
    CHECK(RuleBench().outcome(RuleBench::decision(patch)) == "held: redaction_unsure");
}

TEST_CASE("an attestation in words that are none is refused, not taken for a clean bill") {
  for (const char* flag : {R"("secrecy":"geheim")", R"("secrecy":true)", R"("security_risk":"false")",
                           R"("criminal":"no")", R"("series_case":["open"])"}) {
    Scratch folder;
    folder.write("site.json", R"({"name":"试","rehearsal":true})");
    folder.write("feeds.json", R"([{"id":"f","dataset":"decisions","url":"d.jsonl","attests":{)" + std::string(flag) +
                                   R"(,"by":"局","on":"2026-11-01","until":"2027-10-31"}}])");
    const DiskFs fs;
    const auto loaded = load_site(fs, folder.path(), GONGSHI_SOURCE_DIR);
    REQUIRE(loaded.errors.size() == 1);
    CHECK(loaded.errors[0].code == "bad_config");
    CHECK(loaded.site.feeds.empty());
  }
}

TEST_CASE("a notice's flags do not ask for a party it cannot have") {
  Record notice = RuleBench::decision(R"({"party":null,"category":null,"document_number":null,"title":"听证公告",
      "event_on":"2026-11-02","disclosure":{"minor":false}})");
  notice.dataset = "notices";
  notice.id = notice.norm_id = "n-1";
  CHECK(RuleBench().outcome(notice) == "published");
  notice.fields["disclosure"]["minor"] = true;
  CHECK(RuleBench().outcome(notice) == "withheld: minor");
  notice.fields["disclosure"]["minor"] = false;
  notice.id = notice.norm_id = "13900000001";
  CHECK(RuleBench().outcome(notice) == "held: redaction_unsure");
}

TEST_CASE("a notice goes out before its event and a decision not before its day") {
  Record notice = RuleBench::decision(R"({"party":null,"category":null,"document_number":null,"decision_date":null,
      "title":"听证公告","event_on":"2027-03-01"})");
  notice.dataset = "notices";
  notice.id = notice.norm_id = "n-1";
  CHECK(RuleBench().outcome(notice) == "published");
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"decision_date":"2027-03-01"})")) == "held: not_yet");
}
