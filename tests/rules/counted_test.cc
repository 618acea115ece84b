#include "rules/counted.h"

#include "rules/bench.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Counted {
  RuleBench bench;
  Gate gate = bench.gate("2026-11-21");

  CountRow of(const char* patch) const {
    const Record record = RuleBench::decision(patch);
    return *gate.count(record, gate.facts(record));
  }
};

}  // namespace

TEST_CASE("other acts count when completed and a penalty when decided") {
  const Counted counted;
  CHECK(counted.of(R"({"category":"reward","completed_on":"2026-12-30"})").month() == "2026-12");
  CHECK(counted.of(R"({"category":"payment"})").month() == "2026-11");
  CHECK(counted.of(R"({"completed_on":"2027-02-01"})").month() == "2026-11");
  CHECK(counted.of(R"({"category":"coercive_measure","measures":["查封"],"completed_on":"2027-02-01"})").month() ==
        "2026-11");
}

TEST_CASE("an expropriation is counted as the one its text names") {
  const Counted counted;
  const auto kinds = [&](const char* patch) { return counted.of(patch).kinds(); };
  CHECK(kinds(R"({"category":"expropriation","title":"应急物资征用决定"})") == std::vector<std::string>{"征用"});
  CHECK(kinds(R"({"category":"expropriation","title":"水资源费征收决定"})") == std::vector<std::string>{"征收"});
  CHECK(kinds(R"({"category":"expropriation","title":"征收、征用补偿决定"})") == std::vector<std::string>{"征收"});
}

TEST_CASE("an inspection that led to another act is told from one that did not") {
  const Counted counted;
  const auto outcome = [&](const std::string& content) {
    return counted.of(("{\"category\":\"inspection\",\"penalty_kinds\":[],\"content\":\"" + content + "\"}").c_str()).outcome();
  };
  CHECK(outcome("发现过期食品，已立案查处。") == "followed");
  CHECK(outcome("已移送公安机关。") == "followed");
  CHECK(outcome("责令改正，复查合格，不予立案。").empty());
  CHECK(outcome("依照《中华人民共和国行政处罚法》责令改正，不予行政处罚。").empty());
  CHECK(outcome("未查封场所，无需移送。").empty());
  CHECK(outcome("先前不予立案，复查后立案。") == "followed");
  CHECK(counted.of(R"({"category":"inspection","content":"检查","measures":["扣押"],"penalty_kinds":[]})").outcome() ==
        "followed");
}

TEST_CASE("a count row carries procedure and circumstance as words of a list") {
  const Counted counted;
  const CountRow row = counted.of(R"({"procedure":"summary","circumstance":"reduced"})");
  CHECK(row.procedure() == "summary");
  CHECK(row.circumstance() == "reduced");
  CHECK(counted.of(R"({"circumstance":"张三求情"})").circumstance().empty());
  const auto again = Gate::open_count(Gate::seal(row, counted.gate.key()), counted.gate.key());
  REQUIRE(again.ok());
  CHECK(again->procedure() == "summary");
  CHECK(again->circumstance() == "reduced");
}
