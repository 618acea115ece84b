#include "rules/view.h"

#include "base/text.h"

#include "rules/bench.h"
#include "rules/hide.h"
#include "rules/party_names.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

View view_of(const char* patch, RuleBench bench_site = RuleBench()) {
  const Gate gate = bench_site.gate("2026-11-21");
  const Record record = RuleBench::decision(patch);
  return gate.view(record, gate.facts(record));
}

}  // namespace

TEST_CASE("names of persons keep the surname and one 某 for each character left out") {
  CHECK(masked_name("李四") == "李某");
  CHECK(masked_name("李小四") == "李某某");
  CHECK(masked_name("欧阳四") == "欧阳某");
  CHECK(masked_name("欧阳小雨") == "欧阳某某");
  CHECK(masked_name("阿依·买买提") == "阿某某");
  CHECK(masked_name("John Smith") == "J***");
}

TEST_CASE("a natural person is masked at every occurrence in every public field") {
  const View view = view_of(
      R"({"title":"李小四未经许可经营案","violation_type":"李小四无证经营",
          "party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01",
          "id_number":"990101198808081235","phone":"13900000001","address":"示例路1号",
          "legal_representative":"王某"}})");
  CHECK(text_at(view.fields, "party.name") == "李某某");
  CHECK(text_at(view.fields, "title") == "李某某未经许可经营案");
  CHECK(view.personal);
  const std::string all = canonical(view.fields);
  for (const char* secret : {"李小四", "990101198808081235", "13900000001", "示例路1号", "1980-01-01"})
    CHECK_FALSE(contains(all, secret));
}

TEST_CASE("free text is public as far as its definition says and detectors leave it") {
  const View view = view_of(R"({"facts":"事实甲","document":"文书乙","content":"结论丙","place":"地点丁"})");
  const std::string all = canonical(view.fields);
  for (const char* text : {"事实甲", "文书乙", "结论丙"}) CHECK(contains(all, text));
  CHECK_FALSE(contains(all, "地点丁"));
}

TEST_CASE("what never is public stays out whatever the definition says") {
  const View view = view_of(
      R"({"recording":"R-1","legal_review":"passed","source":"某系统",
          "party":{"id_number":"990101198808081235","legal_representative_id":"990101198808081235"}})");
  for (const char* field : {"recording", "legal_review", "source", "disclosure", "party.id_number",
                            "party.legal_representative_id"})
    CHECK(find_at(view.fields, field) == nullptr);
}

TEST_CASE("an individual business named after a person is masked, its operator always") {
  const View named = view_of(
      R"({"party":{"name":"李小四","kind":"individual_business","uscc":"92990102MA9ABC0X52",
          "legal_representative":"李小四"}})");
  CHECK(text_at(named.fields, "party.name") == "李某某");
  CHECK(named.personal);
  const View shop = view_of(
      R"({"party":{"name":"示例区李小四小吃店","kind":"individual_business","uscc":"92990102MA9ABC0X52",
          "legal_representative":"李小四"}})");
  CHECK(text_at(shop.fields, "party.name") == "示例区李某某小吃店");
  CHECK(text_at(shop.fields, "party.legal_representative") == "李某某");
  CHECK(shop.personal);
}

TEST_CASE("an organisation's head is shown and a wrong credit code is not") {
  const View view = view_of(R"({"party":{"legal_representative":"王五","uscc":"91990101MA9TE5T123"}})");
  CHECK(text_at(view.fields, "party.legal_representative") == "王五");
  CHECK(find_at(view.fields, "party.uscc") == nullptr);
}

TEST_CASE("a redact list hides the value wherever it stands, visibly") {
  const View view = view_of(
      R"({"title":"甲号配方案","licence":"甲号配方","fine":500000,
          "disclosure":{"secrecy":"trade","redact":["licence","fine","party.name"]}})");
  CHECK(text_at(view.fields, "licence") == kRedacted);
  CHECK(text_at(view.fields, "title") == std::string(kRedacted) + "案");
  CHECK(text_at(view.fields, "fine") == kRedacted);
  CHECK(text_at(view.fields, "party.name") == kRedacted);
  CHECK(find_at(view.fields, "party.uscc") == nullptr);
  CHECK(view.redacted == std::vector<std::string>{"fine", "licence", "party.name", "title"});
}

TEST_CASE("short strings with the shape of personal data are replaced visibly") {
  const View view = view_of(R"({"violation_type":"电话13900000001","basis":"某法第三条"})");
  CHECK(text_at(view.fields, "violation_type") == "电话■电话号码已隐去■");
  CHECK(text_at(view.fields, "basis") == "某法第三条");
}

TEST_CASE("a kept view is tightened when a rule set hides names, and never loosened") {
  View view = view_of(
      R"({"title":"李小四案","party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})");
  tighten_names(view, NamePolicy::kFull);
  CHECK(text_at(view.fields, "party.name") == "李某某");
  tighten_names(view, NamePolicy::kHidden);
  CHECK(text_at(view.fields, "party.name") == kRedacted);
  CHECK(text_at(view.fields, "title") == std::string(kRedacted) + "案");
}

TEST_CASE("a rule set that hides names hides third persons and candidates as well") {
  RuleBench bench(R"({"name":"试","rehearsal":true,"rule_sets":["national","no-names"]})");
  bench.write("rules/no-names.json", R"({"id":"no-names","from":"2019-01-01","names":"hidden"})");
  const Gate gate = bench.gate("2026-11-21");
  const std::string black = kRedacted;
  Record record = RuleBench::decision(
      R"({"facts":"证人陈大山证实，经营者李小四在场。","party":{"name":"李小四面馆","kind":"individual_business","uscc":"92990102MA9ABC0X52","legal_representative":"李小四"}})");
  const View view = gate.view(record, gate.facts(record));
  CHECK(text_at(view.fields, "facts") == "证人" + black + "证实，经营者" + black + "在场。");
  CHECK(text_at(view.fields, "party.legal_representative") == black);
  record = RuleBench::decision(R"({"party":null,"category":null,"penalty_kinds":null,"title":"成绩公示",
      "entries":[{"number":"A01","name":"李小四","result":"合格"}]})");
  record.dataset = "notices";
  CHECK(gate.view(record, gate.facts(record)).fields.at("entries")[0].at("name") == black);
}

TEST_CASE("a kept view loses its third persons when a rule set hides names") {
  View view = view_of(R"({"facts":"证人陈大山、投诉人陈小云与欧阳长风到场，某甲未到，村民某乙签字。"})");
  CHECK(text_at(view.fields, "facts") == "证人陈某甲、投诉人陈某乙与欧阳某甲到场，某甲未到，村民某乙签字。");
  tighten_names(view, NamePolicy::kSurnameMou);
  CHECK(contains(text_at(view.fields, "facts"), "陈某甲"));
  tighten_names(view, NamePolicy::kHidden);
  const std::string black = kRedacted;
  CHECK(text_at(view.fields, "facts") == "证人" + black + "、投诉人" + black + "与" + black + "到场，某甲未到，村民某乙签字。");
}

TEST_CASE("full names need a basis and never apply to penalties") {
  RuleBench bench(R"({"name":"试","rehearsal":true,"rule_sets":["national","open-names"]})");
  bench.write("rules/open-names.json",
              R"({"id":"open-names","from":"2019-01-01","names":"full","names_basis":"地方条例"})");
  const Gate gate = bench.gate("2026-11-21");
  const char* person = R"({"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"})";
  const auto shown = [&](const std::string& rest) {
    const Record record = RuleBench::decision((R"({"party":)" + std::string(person) + rest + "}").c_str());
    return text_at(gate.view(record, gate.facts(record)).fields, "party.name");
  };
  CHECK(shown(R"(,"category":"reward")") == "李小四");
  CHECK(shown("") == "李某某");
  CHECK(shown(R"(,"category":"coercive_measure")") == "李某某");
  const Record reward = RuleBench::decision((R"({"party":)" + std::string(person) + R"(,"category":"reward"})").c_str());
  const Facts facts = gate.facts(reward);
  const PublicRecord record = gate.publish(gate.view(reward, facts), facts, Verdict(), Standing(), "a.html", gate.as_of());
  CHECK(record.text("party.name") == "李小四");
  CHECK(record.masked_name() == "李某某");
  CHECK(Gate::open(Gate::seal(record, "key"), "key")->masked_name() == "李某某");
}

TEST_CASE("secrecy markings at the head of a line are recognised, ordinary words are not") {
  const auto secret = [](const char* text) {
    Record record = RuleBench::decision();
    record.fields["facts"] = text;
    return Gate::is_secret(record);
  };
  CHECK(secret("机密★10年"));
  CHECK(secret("第一行\n　秘密★\n第三行"));
  CHECK(secret("绝密 5年"));
  CHECK_FALSE(secret("侵犯商业秘密案"));
  CHECK_FALSE(secret("秘密拍摄"));
  CHECK_FALSE(secret("机密文件保管不善，逾期2年未改"));
}

TEST_CASE("sealed views and records come back only unchanged and with the right key") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision();
  const Facts facts = gate.facts(record);
  const View view = gate.view(record, facts);
  const std::string line = gate.seal(view);
  REQUIRE(gate.open_view(line).ok());
  CHECK(gate.open_view(line)->fields == view.fields);
  std::string forged = line;
  forged[forged.size() - 3] ^= 1;
  CHECK(gate.open_view(forged).error().code == "bad_seal");

  const Verdict verdict = gate.judge(facts, {});
  const PublicRecord shown = gate.publish(view, facts, verdict, {}, gate.address(facts), gate.as_of());
  const std::string sealed = Gate::seal(shown, gate.key());
  REQUIRE(Gate::open(sealed, gate.key()).ok());
  CHECK(Gate::seal(*Gate::open(sealed, gate.key()), gate.key()) == sealed);
  CHECK(Gate::open(sealed, "another key").error().code == "bad_seal");
  CHECK(Gate::open_tombstone(sealed, gate.key()).error().code == "bad_seal");
  CHECK(shown.address().starts_with("decisions/2026-11/" + std::string(kAgency) + "-"));
  CHECK(Facts::from_json(facts.to_json()).to_json() == facts.to_json());
}

TEST_CASE("lateness counts working days after the due day, from the true publication") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision();
  const Facts facts = gate.facts(record);
  Standing standing;
  standing.published_on = day("2026-11-13");
  const auto shown = gate.publish(gate.view(record, facts), facts, gate.judge(facts, standing), standing,
                                  gate.address(facts), gate.as_of());
  CHECK(shown.due_on()->iso() == "2026-11-11");
  CHECK(shown.late_working_days() == 2);
  CHECK(shown.working_days_taken() == 9);
}

TEST_CASE("a count row holds figures and no text, and an execution counts once it is completed") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const auto month = [&](const char* patch) {
    const Record record = RuleBench::decision(patch);
    return gate.count(record, gate.facts(record))->month();
  };
  CHECK(month("{}") == "2026-11");
  CHECK(month(R"({"category":"coercive_execution","measures":["划拨"],"completed_on":"2026-12-03"})") == "2026-12");
  CHECK(month(R"({"category":"coercive_execution","measures":["划拨"]})").empty());
  CHECK(month(R"({"category":"coercive_execution","measures":["申请法院强制执行"]})") == "2026-11");

  const Record secret = RuleBench::decision(
      R"({"disclosure":{"minor":true},"party":{"name":"李小四","kind":"natural_person","uscc":null}})");
  const std::string sealed = Gate::seal(*gate.count(secret, gate.facts(secret)), gate.key());
  CHECK_FALSE(contains(sealed, "李小四"));
  CHECK_FALSE(contains(sealed, "示市监罚"));
  CHECK(Gate::open_count(sealed, gate.key())->fine() == 500000);
}

TEST_CASE("what is kept of a held record has its text, without numbers and addresses and with their length") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(
      R"({"title":"电话１３９ ００００－０００１案","facts":"投诉人王小五（身份证号990101198808081235），家住示例区幸福路12号","disclosure":{"reviewed_by":null},
          "party":{"id_number":"990101198808081235","phone":"13900000002","address":"某路"}})");
  const Json kept = gate.keepable(record, gate.facts(record));
  CHECK(displayed_text(text_at(kept, "title")) == "电话■电话号码已隐去■案");
  CHECK(to_u32(text_at(kept, "title")).size() == to_u32("电话１３９ ００００－０００１案").size());
  CHECK(displayed_text(text_at(kept, "facts")) == "投诉人王小五（身份证号■证件号码已隐去■），家住示例区■住址已隐去■");
  CHECK(text_at(kept, "document_number") == "示市监罚〔2026〕1号");
  for (const char* field : {"party.id_number", "party.phone", "party.address"})
    CHECK(find_at(kept, field) == nullptr);
}

TEST_CASE("what is kept of a held record has no number of somebody's in the place of its own") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(R"({"document_number":"示990101198808081235号","disclosure":{"reviewed_by":"990101198808081235"},
      "region":"990101198808081235"})");
  const Facts facts = gate.facts(record);
  CHECK(facts.personal_number);
  CHECK_FALSE(gate.facts(RuleBench::decision(R"({"officers":["990101198808081235"]})")).personal_number);
  CHECK(contains(facts.doubts.dump(), "系统不保存"));
  Facts without = facts;
  without.let_go_of_number("key");
  const Json kept = gate.keepable(record, without);
  CHECK(find_at(kept, "document_number") == nullptr);
  CHECK(find_at(kept, "id") == nullptr);
  CHECK_FALSE(contains(kept.dump(), "990101198808081235"));
  const Json cleared = gate.keepable(record, facts);  // and held for another reason
  CHECK(find_at(cleared, "document_number") != nullptr);
  CHECK(without.id == "key");
  CHECK_FALSE(contains(without.to_json().dump(), "990101198808081235"));
}

TEST_CASE("somebody called by the given name alone is masked unless that is an everyday word") {
  const View view = view_of(R"({"party":{"name":"欧阳晓明","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"},
      "facts":"经查，欧阳晓明（以下简称晓明）销售假酒，晓明承认。证人陈志远到场，志远称看见。","title":"晓明销售假酒案"})");
  CHECK(text_at(view.fields, "facts") == "经查，欧阳某某（以下简称某某）销售假酒，某某承认。证人陈某甲到场，某甲称看见。");
  CHECK(text_at(view.fields, "title") == "某某销售假酒案");
  CHECK(view.redactions.at("自然人姓名") == 6);  // each place once
  const View word = view_of(R"({"party":{"name":"王建设","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"},
      "facts":"王建设未办理建设工程规划许可。"})");
  CHECK(text_at(word.fields, "facts") == "王某某未办理建设工程规划许可。");
  const View shop = view_of(R"({"party":{"name":"晓明面馆","kind":"individual_business","uscc":"92990102MA9ABC0X52","legal_representative":"欧阳晓明"},
      "facts":"晓明面馆未公示价格。"})");
  CHECK(text_at(shop.fields, "facts") == "晓明面馆未公示价格。");
  const View company = view_of(R"({"party":{"name":"示例区志远食品有限公司"},"facts":"证人陈志远在场，示例区志远食品有限公司未公示。"})");
  CHECK(text_at(company.fields, "facts") == "证人陈某甲在场，示例区志远食品有限公司未公示。");
  const View street = view_of(R"({"facts":"证人陈志远在志远路经营，志远称不知情，张志远未到。"})");
  CHECK(text_at(street.fields, "facts").starts_with("证人陈某甲在志远路经营，某甲称不知情"));
}

TEST_CASE("what another portal has hidden of a name stays hidden as it is") {
  const std::string black = kRedacted;
  const View person = view_of((R"({"party":{"name":")" + black + R"(","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})").c_str());
  CHECK(text_at(person.fields, "party.name") == black);
  CHECK(person.personal);
  const std::string shop = "示例区" + black + "小吃店";
  const View business = view_of((R"({"party":{"name":")" + shop + R"(","kind":"individual_business","uscc":"92990102MA9ABC0X52"}})").c_str());
  CHECK(text_at(business.fields, "party.name") == shop);
  CHECK(business.personal);
  const View run = view_of((R"({"party":{"name":")" + shop + R"(","kind":"individual_business","uscc":"92990102MA9ABC0X52","legal_representative":")" +
                            black + R"("},"region":"990101198808081235"})").c_str());
  CHECK(text_at(run.fields, "party.name") == shop);
  CHECK(text_at(run.fields, "party.legal_representative") == black);
  CHECK(text_at(run.fields, "region") == black);
}

TEST_CASE("a name is masked however a text writes it") {
  const char* const parties[] = {"李小四", "李 小 四", "李小四（化名）", "李　小　四"};
  for (const char* name : parties) {
    const View view = view_of((R"({"title":"李小四、李 小 四与李\u200b小四案","licence":"（李　小四）证","party":{"name":")" +
                               std::string(name) +
                               R"(","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})")
                                  .c_str());
    INFO(name);
    CHECK(text_at(view.fields, "party.name") == "李某某");
    CHECK(text_at(view.fields, "title") == "李某某、李某某与李某某案");
    CHECK(text_at(view.fields, "licence") == "（李某某）证");
  }
}

TEST_CASE("a name that is also a word of the code lists changes no code, date or amount") {
  for (const char* name : {"penalty", "罚款", "2026", "natural_person", "e"}) {
    const View view = view_of((R"({"party":{"name":")" + std::string(name) +
                               R"(","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})")
                                  .c_str());
    INFO(name);
    CHECK(text_at(view.fields, "category") == "penalty");
    CHECK(text_at(view.fields, "decision_date") == "2026-11-02");
    CHECK(text_at(view.fields, "party.kind") == "natural_person");
    CHECK(view.fields.at("penalty_kinds") == Json::array({"罚款"}));
    CHECK(text_at(view.fields, "party.name") == masked_name(name));
  }
}

TEST_CASE("an individual business named after a person is known by more than a usual surname") {
  for (const char* name : {"王梓轩", "孙 小 九", "覃小八", "劉小三", "欧阳小四", "庄小二", "韩小后（个体）",
                           "个体工商户冯小中", "阿依·古丽"})
    CHECK(looks_like_person(name));
  for (const char* name : {"李记面馆", "张三超市", "四季轩", "小吃店", "示例区李小四小吃店", "老地方茶馆"})
    CHECK_FALSE(looks_like_person(name));
}

TEST_CASE("an individual business that is called an organisation is known by its code") {
  const View view = view_of(
      R"({"party":{"name":"李小四","kind":"organisation","uscc":"92990102MA9ABC0X52"}})");
  CHECK(text_at(view.fields, "party.name") == "李某某");
  CHECK(text_at(view.fields, "party.kind") == "individual_business");
}

TEST_CASE("numbers that look like anything else are no proof of their record") {
  const auto numbers = [](const char* id) {
    Record record = RuleBench::decision();
    record.id = id;
    int n = 0;
    for (const auto& value : record_values(record)) n += value.kind == "number" && value.value == id;
    return n;
  };
  for (const char* id : {"1", "2026-10", "2026年10月", "100000", "20261012", "行政处罚决定书", "decisions"})
    CHECK(numbers(id) == 0);
  for (const char* id : {"示市监罚〔2025〕7号", "A00001", "202610120001"}) CHECK(numbers(id) == 1);
}
