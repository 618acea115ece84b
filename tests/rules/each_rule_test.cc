// Rules that no other test meets alone: each of these fails when its one rule is left out (tests/mutation).
#include "base/text.h"
#include "rules/bench.h"
#include "rules/names.h"
#include "rules/reasons.h"
#include "rules/rule_set.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kPerson =
    R"({"party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})";

Record person_record(const char* patch = "{}") {
  Record record = RuleBench::decision(kPerson);
  record.fields.merge_patch(Json::parse(patch));
  return record;
}

std::string outcome(const char* patch) { return RuleBench().outcome(RuleBench::decision(patch)); }

/// What becomes of the record on a site with one more rule set.
std::string outcome_under(const char* rules, const Record& record = RuleBench::decision()) {
  RuleBench bench(R"({"name":"试","rehearsal":true,"rule_sets":["national","own"]})");
  Json own = {{"id", "own"}, {"from", "2020-01-01"}};
  own.merge_patch(Json::parse(rules));
  bench.write("rules/own.json", own.dump());
  return bench.outcome(record);
}

View view_of(const Record& record) {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  return gate.view(record, gate.facts(record));
}

Facts facts_of(const Record& record) {
  RuleBench bench;
  return bench.gate("2026-11-21").facts(record);
}

}  // namespace

TEST_CASE("what happened to a record outside its row holds or withdraws it") {
  Standing standing;
  standing.update_rejected = true;
  CHECK(RuleBench().outcome(RuleBench::decision(), "2026-11-21", standing) == "held: update_rejected");
  standing = {};
  standing.audit_find = true;
  CHECK(RuleBench().outcome(RuleBench::decision(), "2026-11-21", standing) == "held: audit_find");
  standing = {};
  standing.gone_on = day("2026-11-22");
  CHECK(RuleBench().outcome(RuleBench::decision(), "2026-11-21", standing) == "published");
  RuleBench bench;
  bench.write("withdrawals.jsonl", R"({"dataset":"decisions","agency":"11990101009900013A","id":"示市监罚〔2026〕1号",
      "reason":"objection_upheld","ground":"核实有误","by":"王","on":"2026-11-20"})" "\n");
  CHECK(bench.outcome(RuleBench::decision()) == "published");  // a line is one line
  bench.write("withdrawals.jsonl", R"({"dataset":"decisions","agency":"11990101009900013A","id":"示市监罚〔2026〕1号",)"
                                   R"("reason":"objection_upheld","ground":"核实有误","by":"王","on":"2026-11-20"})" "\n");
  CHECK(bench.outcome(RuleBench::decision()) == "withdrawn: objection_upheld");
}

TEST_CASE("the flag alone makes a secret") {
  CHECK(Gate::is_secret(RuleBench::decision(R"({"disclosure":{"secrecy":"state"}})")));
  CHECK(Gate::is_secret(RuleBench::decision(R"({"facts":"机密★三年"})")));
  CHECK_FALSE(Gate::is_secret(RuleBench::decision()));
}

TEST_CASE("a party under fourteen is withheld as a minor") {
  CHECK(outcome(R"({"party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"2014-01-01"}})") == "withheld: minor");
}

TEST_CASE("at an inspection the age counts on its day") {
  RuleBench bench;
  Record record = person_record(R"({"decision_date":null,"acted_on":null,"category":null,"inspected_on":"2026-06-15"})");
  record.dataset = "inspections";
  record.fields["party"]["birth_date"] = "2008-06-15";
  CHECK(bench.outcome(record) == "withheld: minor");
  record.fields["party"]["birth_date"] = "2008-06-14";
  CHECK(bench.outcome(record) == "published");
}

TEST_CASE("an unreadable word on age or day of review is no word") {
  Record record = person_record();
  record.unreadable.insert("disclosure.minor");
  CHECK(RuleBench().outcome(record) == "held: minor_unknown");
  record = RuleBench::decision();
  record.unreadable.insert("disclosure.reviewed_on");
  CHECK(RuleBench().outcome(record) == "held: unreviewed");
}

TEST_CASE("the ordinance that came before the law on public security seals as well") {
  CHECK(RuleBench().outcome(person_record(R"({"basis":"《中华人民共和国治安管理处罚条例》第二十条"})")) == "withheld: public_security_record");
}

TEST_CASE("a number that holds the party's own phone holds the record") {
  CHECK(outcome(R"({"document_number":"示罚86571234号","party":{"name":"李小四","kind":"natural_person","uscc":null,
      "birth_date":"1980-01-01","phone":"86571234"}})") == "held: redaction_unsure");
}

TEST_CASE("what a record is known by cannot be redacted") {
  CHECK(outcome(R"({"disclosure":{"redact":["decision_date"]}})") == "held: redaction_unsure");
}

TEST_CASE("what can be told in a title is hidden or shown there and holds nothing") {
  for (const char* title : {R"({"title":"京A12345货车超载案"})", R"({"title":"发往lin@example.invalid的广告案"})",
                            R"({"title":"王五（13900005678）案","facts":"x"})", R"({"title":"示市监罚〔2026〕1号案"})",
                            R"({"title":"91990101MA9TE5T122未公示年报案"})", R"({"title":"919901015533740271未公示年报案"})",
                            R"({"document_number":"示市监罚〔2026〕12345678号","title":"示市监罚[2026]12345678号决定"})"}) {
    INFO(title);
    CHECK(outcome(title) == "published");
  }
  CHECK(outcome(R"({"title":"示市监罚〔2026〕87654321号决定"})") == "held: redaction_unsure");
}

TEST_CASE("a statement does not speak before its first day") {
  const char* attests = R"({"secrecy":"none","by":"局","on":"2026-11-22","until":"2026-12-31"})";
  const Record record = RuleBench::decision(R"({"disclosure":{"secrecy":null}})");
  RuleBench bench(R"({"name":"试","rehearsal":true})", attests);
  CHECK(bench.outcome(record, "2026-11-21") == "held: secrecy_unknown");
  CHECK(bench.outcome(record, "2026-11-22") == "published");
}

TEST_CASE("a review clears no reason that withholds") {
  RuleBench bench;
  const Record record = RuleBench::decision(R"({"disclosure":{"criminal":"suspected"}})");
  const std::string digest = bench.gate("2026-11-21").content_digest(record);
  bench.write("reviews.jsonl", R"({"dataset":"decisions","agency":")" + std::string(kAgency) +
                                   R"(","id":"示市监罚〔2026〕1号","digest":")" + digest +
                                   R"(","clears":["criminal"],"by":"王","on":"2026-11-20","note":"查"})" "\n");
  CHECK(bench.outcome(record) == "withheld: criminal");
}

TEST_CASE("what could not be read is part of the content a review speaks of") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Record record = RuleBench::decision();
  const std::string before = gate.content_digest(record);
  record.unreadable.insert("disclosure.scope");
  CHECK(gate.content_digest(record) != before);
}

TEST_CASE("a tombstone stands only for what was shown and speaks of no child") {
  const Record revoked = RuleBench::decision(R"({"status":"revoked"})");
  Standing shown;
  shown.published_on = day("2026-11-10");
  CHECK_FALSE(RuleBench().judge(revoked, "2026-11-21").tombstone_allowed);
  CHECK(RuleBench().judge(revoked, "2026-11-21", shown).tombstone_allowed);
  const Record child = RuleBench::decision(R"({"status":"revoked","facts":"未成年人林晓雯，12岁，在场。"})");
  CHECK(RuleBench().outcome(child) == "withdrawn: revoked, minor_suspected");
  CHECK_FALSE(RuleBench().judge(child, "2026-11-21", shown).tombstone_allowed);
}

TEST_CASE("the ground on a tombstone is redacted like every free text") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Verdict verdict;
  verdict.withdrawn_on = day("2026-11-20");
  verdict.ground = "复议决定，联系电话13900005678。";
  const Tombstone stone = gate.tombstone(facts_of(RuleBench::decision()), verdict, "a.html");
  CHECK(stone.ground() == "复议决定，联系电话■电话号码已隐去■。");
  verdict.ground = "未成年人林晓雯，12岁。";
  CHECK(gate.tombstone(facts_of(RuleBench::decision()), verdict, "a.html").ground().empty());
}

TEST_CASE("a decision taken down for its status rests on the law where nobody gives a ground and on the ground where somebody does") {
  RuleBench bench;
  Standing shown;
  shown.published_on = day("2026-11-18");
  const Gate gate = bench.gate("2026-11-21");
  const auto ground = [&](const char* more, const Standing& standing) { return gate.judge(facts_of(RuleBench::decision(more)), standing).ground; };
  CHECK(ground(R"({"status":"revoked"})", shown) == "行政处罚法第四十八条");
  CHECK(ground(R"({"status":"void","category":"permit"})", shown) == "国办发〔2018〕118号（事后公开）");
  shown.gone_on = day("2026-11-20");
  CHECK(ground("{}", shown).empty());  // an agency takes back what it likes
  shown.gone_ground = "复议决定";
  CHECK(ground(R"({"status":"revoked"})", shown) == "复议决定");
}

TEST_CASE("a status that is to be hidden is told by no mark") {
  CHECK(RuleBench().judge(RuleBench::decision(R"({"status":"suspended"})"), "2026-11-21").marks.size() == 1);
  CHECK(RuleBench().judge(RuleBench::decision(R"({"status":"suspended","disclosure":{"redact":["status"]}})"), "2026-11-21").marks.empty());
}

TEST_CASE("a tombstone knows the number of the new decision unless the site keeps that field to itself") {
  RuleBench bench;
  Verdict verdict;
  verdict.withdrawn_on = day("2026-11-20");
  const Facts facts = facts_of(RuleBench::decision(R"({"status":"amended","replaced_by":"示市监罚〔2026〕9号"})"));
  const Tombstone stone = bench.gate("2026-11-21").tombstone(facts, verdict, "a.html");
  CHECK(stone.replaced_by() == "示市监罚〔2026〕9号");
  CHECK(Gate::open_tombstone(Gate::seal(stone, "key"), "key")->replaced_by() == "示市监罚〔2026〕9号");
  CHECK(facts_of(RuleBench::decision(R"({"replaced_by":"990101198808081235"})")).replaced_by.empty());
  const Facts hidden = facts_of(RuleBench::decision(R"({"replaced_by":"示市监罚〔2026〕9号","disclosure":{"redact":["replaced_by"]}})"));
  CHECK(bench.gate("2026-11-21").tombstone(hidden, verdict, "a.html").replaced_by().empty());
  bench.write("datasets/decisions.json", R"({"dataset":"decisions","fields":[{"name":"replaced_by","label":"新决定","type":"id","public":false}]})");
  CHECK(bench.gate("2026-11-21").tombstone(facts, verdict, "a.html").replaced_by().empty());
}

TEST_CASE("of two statements each flag has the stricter word") {
  Facts mild, strict;
  strict.secrecy = "work", strict.security_risk = "yes", strict.series_case = "open", strict.criminal = "transferred",
  strict.scope = "2", strict.minor = "true", strict.age = "minor";
  mild.secrecy = mild.series_case = mild.criminal = "none";
  mild.security_risk = "no", mild.scope = "0", mild.minor = "false", mild.age = "adult";
  for (const bool first : {true, false}) {
    Facts facts = first ? mild : strict;
    take_stricter_flags(facts, first ? strict : mild, *Date::parse("2026-11-21"));
    CHECK(facts.secrecy == "work");
    CHECK(facts.security_risk == "yes");
    CHECK(facts.series_case == "open");
    CHECK(facts.criminal == "transferred");
    CHECK(facts.scope == "2");
    CHECK(facts.minor == "true");
    CHECK(facts.age == "minor");
  }
  Facts counted = mild;
  counted.count_only = true, counted.count_reason = "minor";
  Facts shown = mild;
  take_stricter_flags(shown, counted, *Date::parse("2026-11-21"));
  CHECK(shown.count_only);
  CHECK(shown.count_reason == "minor");
  Facts unsure;
  unsure.age = "unknown";
  mild.age = "adult";
  take_stricter_flags(mild, unsure, *Date::parse("2026-11-21"));
  CHECK(mild.age == "unknown");
}

TEST_CASE("of two words on whether a decision stands that which ends more on the day counts") {
  const auto joined = [](std::string own, const char* own_on, std::string other, const char* other_on) {
    Facts a, b;
    a.dataset = b.dataset = "decisions";
    a.status = std::move(own), a.status_on = Date::parse(own_on);
    b.status = std::move(other), b.status_on = Date::parse(other_on);
    take_stricter_flags(a, b, *Date::parse("2026-11-21"));
    return a.status + " " + (a.status_on ? a.status_on->iso() : "");
  };
  CHECK(joined("", "", "revoked", "2026-11-01") == "revoked 2026-11-01");
  CHECK(joined("revoked", "2026-11-01", "", "") == "revoked 2026-11-01");
  CHECK(joined("suspended", "", "unreadable", "") == "unreadable ");
  CHECK(joined("unreadable", "", "revoked", "2026-11-01") == "revoked 2026-11-01");
  // What lies ahead takes nothing from what holds today, and is kept beside nothing.
  CHECK(joined("unreadable", "", "revoked", "2027-01-01") == "unreadable ");
  CHECK(joined("suspended", "", "revoked", "2027-01-01") == "suspended ");
  CHECK(joined("effective", "", "revoked", "2027-01-01") == "revoked 2027-01-01");
  CHECK(joined("revoked", "2027-06-01", "revoked", "2027-01-01") == "revoked 2027-01-01");
  CHECK(joined("revoked", "2027-01-01", "suspended", "") == "suspended ");
}

TEST_CASE("a rule of a rule set holds for its dataset, party, agency and days only") {
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{"dataset":"decisions"}}]})") == "withheld: local");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{"dataset":"inspections"}}]})") == "published");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{"party.kind":"natural_person"}}]})") == "published");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{"party.kind":"natural_person"}}]})", person_record()) == "withheld: local");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{}}],"agencies":["119901010099000215"]})") == "published");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{}}],"from":"2026-11-22"})") == "published");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{}}],"from":"2026-11-21"})") == "withheld: local");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{}}],"until":"2026-11-21"})") == "published");
  CHECK(outcome_under(R"({"withhold":[{"reason":"local","when":{}}],"until":"2026-11-22"})") == "withheld: local");
}

TEST_CASE("between two rule sets the earlier end counts and the tighter policy for names") {
  RuleBench bench(R"({"name":"试","rehearsal":true,"rule_sets":["national","long","short"]})");
  const auto rules = [&](const std::string& id, int months, const char* names) {
    bench.write("rules/" + id + ".json", R"({"id":")" + id + R"(","from":"2020-01-01","terms":[{"when":{},"months":)" +
                                             std::to_string(months) + R"(}],"names":")" + names + "\"}");
  };
  for (const bool swapped : {false, true}) {
    rules("long", swapped ? 6 : 24, swapped ? "hidden" : "surname_mou");
    rules("short", swapped ? 24 : 6, swapped ? "surname_mou" : "hidden");
    const Gate gate = bench.gate("2026-11-21");
    const Record record = person_record();
    CHECK(bench.judge(record, "2026-11-21").terms.ends_on == day("2027-05-02"));
    CHECK(text_at(gate.view(record, gate.facts(record)).fields, "party.name") == kRedacted);
  }
}

TEST_CASE("a policy of full names without its basis is refused") {
  const Json rules = {{"id", "open"}, {"names", "full"}};
  CHECK_FALSE(read_rule_set(rules, "rules/open.json", 0));
  Json founded = rules;
  founded["names_basis"] = "某办法第三条";
  CHECK(read_rule_set(founded, "rules/open.json", 0));
}

TEST_CASE("an operator with a name of one character is masked as well") {
  const View view = view_of(RuleBench::decision(
      R"({"party":{"name":"示例区青禾面馆","kind":"individual_business","uscc":"92990102MA9ABC0X52","legal_representative":"岩"}})"));
  CHECK(text_at(view.fields, "party.legal_representative") == "某");
}

TEST_CASE("illness, birth dates and numbers half masked are hidden in every text") {
  const View view = view_of(person_record(R"({"facts":"当事人患有糖尿病。","content":"1988年8月8日出生的林晓雯在场。",
      "violation_type":"手机139****5678"})"));
  CHECK(text_at(view.fields, "facts") == "当事人患有■健康信息已隐去■。");
  CHECK_FALSE(contains(text_at(view.fields, "content"), "8月8日"));
  CHECK_FALSE(contains(text_at(view.fields, "violation_type"), "5678"));
}

TEST_CASE("a year of birth that makes somebody a child holds the record") {
  CHECK(outcome(R"({"facts":"林某，2012年出生，在场。"})") == "held: minor_suspected");
  CHECK(outcome(R"({"facts":"林某，1988年出生，在场。"})") == "published");
}

TEST_CASE("a definition that calls everything public shows no more of a person than another") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = person_record(R"({"recording":"记录甲","party":{"phone":"13900005678","id_number":"990101198001010010"}})");
  DatasetDefinition definition = *bench.site().definition("decisions");
  for (auto& field : definition.fields) field.is_public = true;
  const View view = make_view(record, gate.facts(record), definition, NamePolicy::kSurnameMou, {}, {});
  for (const char* field : {"party.phone", "party.id_number", "party.birth_date", "recording"}) {
    INFO(field);
    CHECK(find_at(view.fields, field) == nullptr);
  }
}
