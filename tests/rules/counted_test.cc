#include "rules/counted.h"

#include "rules/bench.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Counted {
  explicit Counted(const std::string& site = R"({"name":"试","rehearsal":true})") : bench(site) {}

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

TEST_CASE("a violation is counted under a class of the site and never in words of the record") {
  const Counted counted;
  const auto violation = [&](const char* patch) { return counted.of(patch).violation(); };
  CHECK(violation(R"({"violation_type":"经营超过保质期的食品"})") == "食品和农产品");
  // What kind it is stands before the statute, and the statute where the kind tells nothing.
  CHECK(violation(R"({"violation_type":"擅自占用城市道路","basis":"《中华人民共和国食品安全法》"})") == "市容和市政");
  CHECK(violation(R"({"violation_type":"其他违法行为","basis":"《中华人民共和国大气污染防治法》第九十九条"})") == "生态环境");
  CHECK(violation(R"({"violation_type":"张三的事"})").empty());
  CHECK(violation("{}").empty());
}

TEST_CASE("a place is counted where the site names it and a region by its code alone") {
  const Counted counted(R"({"name":"试","rehearsal":true,"places":["青禾街道","云溪镇"],"regions":{"990101":"示例区"}})");
  CHECK(counted.of(R"({"place":"示例区云溪镇文昌路 3 号 2 单元"})").place() == "云溪镇");
  CHECK(counted.of(R"({"place":"示例区某处"})").place().empty());
  CHECK(counted.of(R"({"region":"990101"})").region() == "990101");
  CHECK(counted.of(R"({"region":"示例区"})").region() == "990101");
  CHECK(counted.of(R"({"region":"张三家门口"})").region().empty());
  CHECK(counted.of(R"({"region":"9901"})").region().empty());
  const CountRow row = counted.of(R"({"place":"云溪镇","violation_type":"占用城市道路","region":"990101"})");
  const auto again = Gate::open_count(Gate::seal(row, counted.gate.key()), counted.gate.key());
  REQUIRE(again.ok());
  CHECK(again->place() == "云溪镇");
  CHECK(again->violation() == "市容和市政");
}
