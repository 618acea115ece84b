#include "base/text.h"
#include "rules/bench.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// What is wrong with a site folder that has this definition; empty when nothing is.
std::string faults(const std::string& definition) {
  Scratch folder;
  folder.write("site.json", R"({"name":"试","rehearsal":true})");
  folder.write("feeds.json", "[]");
  folder.write("datasets/own.json", definition);
  const DiskFs fs;
  std::string out;
  for (const auto& error : load_site(fs, folder.path(), GONGSHI_SOURCE_DIR).errors) out += error.text;
  return out;
}

}  // namespace

TEST_CASE("a dataset cannot take an address that the site uses itself") {
  for (const char* name : {"search", "parties", "data", "elder", "annual-reports", "--"}) {
    INFO(name);
    CHECK(contains(faults(R"({"dataset":")" + std::string(name) +
                          R"(","label":"新","page":true,"fields":[{"name":"a","label":"甲"}]})"),
                   "网站自己要用"));
  }
  CHECK(faults(R"({"dataset":"cases","label":"新","fields":[{"name":"a","label":"甲"}]})").empty());
}

TEST_CASE("the date of a dataset is one that may be shown, and a built-in one stays") {
  CHECK(contains(faults(R"({"dataset":"cases","label":"新","date":"party.birth_date","fields":[
      {"name":"party.birth_date","label":"出生日期","type":"date","sensitivity":"identity"}]})"),
                 "可以公开的日期"));
  CHECK(contains(faults(R"({"dataset":"cases","label":"新","date":"a","fields":[{"name":"a","label":"甲"}]})"),
                 "可以公开的日期"));
  CHECK(contains(faults(R"({"dataset":"decisions","date":"acted_on","fields":[
      {"name":"acted_on","label":"行为发生日期","type":"date"}]})"),
                 "不能改用"));
}

TEST_CASE("a new field cannot take the column of a built-in one") {
  for (const char* name : {"证件号码", "居民身份证号", "party.id_number"}) {
    INFO(name);
    const std::string text = faults(R"({"dataset":"decisions","fields":[{"name":"note","label":"备注","public":true,
        "aliases":[")" + std::string(name) + R"("]}]})");
    CHECK(text.empty() == (std::string(name) == "居民身份证号"));
  }
}

TEST_CASE("a built-in field keeps its type and its words when a site defines it again") {
  RuleBench bench;
  bench.write("datasets/own.json", R"({"dataset":"decisions","fields":[
      {"name":"party.name","label":"相对人","type":"strings","values":["李小四"],"public":true},
      {"name":"status","label":"状态","type":"string","public":true,"value_aliases":{"撤销":"effective"}}]})");
  bench.gate("2026-11-21");
  const DatasetDefinition& decisions = *bench.site().definition("decisions");
  CHECK(decisions.field("party.name")->type == FieldType::kString);
  CHECK(decisions.field("party.name")->values.empty());
  CHECK(decisions.field("party.name")->label == "相对人");
  CHECK(decisions.field_by_header("当事人名称")->name == "party.name");
  CHECK(decisions.field("status")->type == FieldType::kEnum);
  CHECK(decisions.field("status")->value_aliases.at("撤销") == "revoked");
}

TEST_CASE("a site's own national rules add to the built-in ones and take nothing away") {
  RuleBench bench;
  bench.write("rules/national.json", R"({"id":"national","from":"2099-01-01","agencies":[],"deadlines":[],
      "withhold":[{"reason":"warning_only","when":{"only_penalty_kinds":"警告"}}]})");
  const Verdict fined = bench.judge(RuleBench::decision(), "2026-11-21");
  CHECK(fined.terms.deadline_working_days == 7);
  CHECK(bench.outcome(RuleBench::decision(R"({"penalty_kinds":["警告"]})")) == "withheld: warning_only");
}

TEST_CASE("a copy of the national rules in the site folder says nothing twice") {
  RuleBench bench;
  (void)bench.gate("2026-11-21");
  const Json built_in = bench.site().rule_sets.at("national");
  bench.write("rules/national.json", test::slurp(std::string(GONGSHI_SOURCE_DIR) + "/content/rules/national.json"));
  (void)bench.gate("2026-11-21");
  CHECK(bench.site().rule_sets.at("national") == built_in);
}

TEST_CASE("a natural person is guarded in a dataset of the site's own") {
  RuleBench bench;
  bench.write("datasets/cases.json", R"({"dataset":"cases","label":"案件","fields":[
      {"name":"party.name","label":"当事人","public":true},{"name":"party.kind","label":"类别","public":true}]})");
  const Gate gate = bench.gate("2026-11-21");
  Record record = RuleBench::decision(R"({"party":{"name":"李小四","kind":"natural_person"}})");
  record.dataset = "cases";
  CHECK(text_at(gate.view(record, gate.facts(record)).fields, "party.name") == "李某某");
  CHECK(bench.outcome(record) == "held: minor_unknown");
}

TEST_CASE("a broken line of the webmaster's files is reported and stops no other line") {
  RuleBench bench;
  bench.write("withdrawals.jsonl",
              "oops\n[1]\n{\"dataset\":\"decisions\",\"agency\":\"" + std::string(kAgency) +
                  "\",\"id\":\"示市监罚〔2026〕1号\",\"reason\":\"order\",\"on\":\"2026-11-20\"}\n");
  CHECK(bench.outcome(RuleBench::decision()) == "withdrawn: order");
  const Gate gate = bench.gate("2026-11-21");
  REQUIRE(gate.lines().mistakes().size() == 2);
  CHECK(gate.lines().mistakes()[0].where == "withdrawals.jsonl:1");
}
