#include "rules/age.h"

#include "rules/bench.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A person's penalty; `party` and the rest are patched in.
std::string person(const char* party, const char* rest = "{}") {
  Json patch = Json::parse(rest);
  patch["party"] = Json::parse(party);
  patch["party"]["name"] = "李小四";
  patch["party"]["kind"] = "natural_person";
  patch["party"]["uscc"] = nullptr;
  return RuleBench().outcome(RuleBench::decision(patch.dump().c_str()));
}

}  // namespace

TEST_CASE("one is of age from the day after the birthday") {
  CHECK(under(14, day("2010-06-15"), day("2024-06-14")));
  CHECK(under(14, day("2010-06-15"), day("2024-06-15")));
  CHECK_FALSE(under(14, day("2010-06-15"), day("2024-06-16")));
  CHECK(under(18, day("2008-02-29"), day("2026-02-28")));
  CHECK_FALSE(under(18, day("2008-02-29"), day("2026-03-01")));
  CHECK(under(18, day("2012-02-29"), day("2030-02-28")));
}

TEST_CASE("a person under eighteen on the day of the act is withheld, of age the day after") {
  CHECK(person(R"({"birth_date":"2008-10-01"})") == "withheld: minor");
  CHECK(person(R"({"birth_date":"2008-09-30"})") == "published");
  CHECK(person(R"({"id_number":"990101201006150360"})") == "withheld: minor");
  CHECK(person(R"({"id_number":"990101198808081235"})") == "published");
  CHECK(person(R"({"id_number":"990101720304567"})") == "published");
  CHECK(person(R"({"id_number":"９９０１０１１９８８０８０８１２３５"})") == "published");
}

TEST_CASE("without knowledge of age a person is held") {
  CHECK(person("{}") == "held: minor_unknown");
  CHECK(person(R"({"id_number":"990101199002290016"})") == "held: minor_unknown");
  CHECK(person(R"({"birth_date":null})", R"({"disclosure":{"minor":false}})") == "published");
}

TEST_CASE("sources that disagree hold, and one that says under age withholds") {
  CHECK(person(R"({"birth_date":"1988-08-09","id_number":"990101198808081235"})") == "held: minor_unknown");
  CHECK(person(R"({"birth_date":"2010-01-01","id_number":"990101198808081235"})") == "withheld: minor");
  CHECK(person(R"({"birth_date":"2010-01-01"})", R"({"disclosure":{"minor":false}})") == "withheld: minor");
}

TEST_CASE("without the day of the act two years are taken off") {
  const char* no_act = R"({"acted_on":null})";
  CHECK(person(R"({"birth_date":"2006-11-01"})", no_act) == "published");
  CHECK(person(R"({"birth_date":"2006-11-02"})", no_act) == "held: minor_unknown");
  CHECK(person(R"({"birth_date":"2008-11-02"})", no_act) == "withheld: minor");
  // A permit is judged on the day of its decision alone.
  CHECK(person(R"({"birth_date":"2008-11-01"})",
               R"({"acted_on":null,"category":"permit","penalty_kinds":null,"outcome":"granted"})") == "published");
}

TEST_CASE("a child named under another kind of party is withheld all the same") {
  CHECK(RuleBench().outcome(RuleBench::decision(R"({"party":{"birth_date":"2012-01-01"}})")) ==
        "withheld: minor");
}

TEST_CASE("a party under fourteen is recognised as an error of the data") {
  const auto record = RuleBench::decision(
      R"({"party":{"name":"李小四","kind":"natural_person","uscc":null,"birth_date":"2014-01-01"}})");
  CHECK(age_of_party(record, "natural_person") == "under_14");
}
