#include "base/identifiers.h"
#include "base/text.h"
#include "rules/bench.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const char kId[] = "示市监罚〔2026〕1号";

std::string line(const Json& more) {
  Json json = {{"dataset", "decisions"}, {"agency", kAgency}, {"by", "甲"}};
  json.update(more);
  return json.dump() + "\n";
}

std::string objection(const char* state, const Json& more) {
  Json json = {{"id", kId}, {"kind", "objection"}, {"state", state}, {"received_on", "2026-11-10"}};
  json.update(more);
  return line(json);
}

std::string marks(const Verdict& verdict) {
  std::string out;
  for (const auto& mark : verdict.marks) out += mark + " ";
  return out;
}

Standing shown_and_changed(const char* shown, const char* changed) {
  Standing standing;
  standing.published_on = day(shown);
  standing.changed_on = day(changed);
  return standing;
}

}  // namespace

TEST_CASE("a withdrawal may carry the address key as key or in place of the id") {
  const std::string key = address_key("decisions", kAgency, kId);
  for (const char* name : {"key", "id"}) {
    INFO(name);
    RuleBench bench;
    bench.write("withdrawals.jsonl",
                line({{name, key}, {"reason", "privacy"}, {"ground", "依法"}, {"on", "2026-11-20"}}));
    CHECK(bench.outcome(RuleBench::decision()) == "withheld: privacy");
  }
}

TEST_CASE("a decision on an objection counts from the day it is made") {
  RuleBench bench;
  bench.write("corrections.jsonl",
              objection("open", Json::object()) +
                  objection("refused", {{"decided_on", "2026-11-20"}, {"note", "核对无误"}}));
  CHECK(marks(bench.judge(RuleBench::decision(), "2026-11-09")).empty());
  CHECK(marks(bench.judge(RuleBench::decision(), "2026-11-10")) == "objection_open ");
  CHECK(marks(bench.judge(RuleBench::decision(), "2026-11-19")) == "objection_open ");
  CHECK(marks(bench.judge(RuleBench::decision(), "2026-11-20")) == "objection_refused ");
}

TEST_CASE("an objection refused without a reason or with a word that is no state stays open and it is told") {
  for (const char* state : {"refused", "uphold", ""}) {
    INFO(state);
    RuleBench bench;
    bench.write("corrections.jsonl",
                objection("open", Json::object()) + objection(state, {{"decided_on", "2026-11-20"}}));
    const Gate gate = bench.gate("2026-11-21");
    REQUIRE(gate.lines().mistakes().size() == 1);
    CHECK(gate.lines().mistakes()[0].where == "corrections.jsonl:2");
    CHECK(marks(bench.judge(RuleBench::decision(), "2026-11-21")) == "objection_open ");
  }
}

TEST_CASE("a record that its agency changed after an upheld objection is marked as corrected") {
  RuleBench bench;
  bench.write("corrections.jsonl", objection("upheld", {{"decided_on", "2026-11-12"}}));
  const auto marked = [&](const char* changed) {
    return marks(bench.judge(RuleBench::decision(), "2026-11-21", shown_and_changed("2026-11-03", changed)));
  };
  CHECK(marked("2026-11-12") == "corrected ");
  CHECK(marked("2026-11-09").empty());
  CHECK(marked("2026-11-03").empty());
}

TEST_CASE("an approval needs who and when, and does not count before its day") {
  RuleBench bench(R"({"name":"试","rehearsal":true,"rule_sets":["national","own"]})");
  bench.write("rules/own.json", R"({"id":"own","from":"2026-01-01","approval":["decisions"]})");
  const auto held = [&](const std::string& by, const std::string& on) {
    Record record = RuleBench::decision();
    if (!by.empty()) record.fields["approved_by"] = by;
    if (!on.empty()) record.fields["approved_on"] = on;
    return bench.outcome(record) == "held: approval_missing";
  };
  CHECK_FALSE(held("司法局", "2026-11-21"));
  CHECK(held("司法局", "2026-11-22"));
  CHECK(held("司法局", ""));
  CHECK(held("", "2026-11-21"));
}

TEST_CASE("a row that is only counted has its reason and nothing to look at") {
  RuleBench bench;
  Record record = RuleBench::decision();
  record.fields = Json::parse(R"({"category":"penalty","decision_date":"2026-11-02","penalty_kinds":["罚款"],
      "count_only":true,"reason":"minor"})");
  CHECK(bench.outcome(record) == "withheld: minor");
}

TEST_CASE("nothing of a withdrawn record remains when its party may be a child or it may be secret or an audit found its notice wrong") {
  CHECK(leaves_tombstone({"revoked", "unreviewed", "party_unknown"}));
  for (const char* reason : {"minor_unknown", "minor_suspected", "secrecy_unknown", "secrecy_suspected", "audit_find"}) {
    INFO(reason);
    CHECK_FALSE(leaves_tombstone({"revoked", reason}));
  }
}

TEST_CASE("a review of other content is outdated until one of this content follows") {
  const Record record = RuleBench::decision(R"({"disclosure":{"reviewed_by":null}})");
  RuleBench bench;
  const std::string digest = bench.gate("2026-11-21").content_digest(record);
  const auto review = [&](const std::string& of, const char* on) {
    return line({{"id", kId}, {"digest", of}, {"clears", {"unreviewed"}}, {"by", "某"}, {"on", on}});
  };
  bench.write("reviews.jsonl", review("0000", "2026-11-19"));
  CHECK(bench.gate("2026-11-21").lines().of("decisions", kAgency, kId, digest).outdated_review == Date::parse("2026-11-19"));
  bench.write("reviews.jsonl", review("0000", "2026-11-19") + review(digest, "2026-11-20"));
  CHECK_FALSE(bench.gate("2026-11-21").lines().of("decisions", kAgency, kId, digest).outdated_review);
}

TEST_CASE("a review by nobody or with a mask that hides nothing clears nothing and it is told") {
  const Record record = RuleBench::decision(R"({"disclosure":{"reviewed_by":null}})");
  const auto outcome = [&](const Json& more, size_t mistakes) {
    RuleBench bench;
    Json review = {{"id", kId}, {"digest", bench.gate("2026-11-21").content_digest(record)}, {"clears", {"unreviewed"}}, {"on", "2026-11-20"}};
    review.update(more);
    bench.write("reviews.jsonl", line(review));
    CHECK(bench.gate("2026-11-21").lines().mistakes().size() == mistakes);
    return bench.outcome(record);
  };
  const auto mask = [](const char* field, int from, int to) { return Json{{"mask", {{{"field", field}, {"from", from}, {"to", to}}}}}; };
  CHECK(outcome(Json::object(), 0) == "published");
  CHECK(outcome(mask("facts", 0, 2), 0) == "published");
  CHECK(outcome({{"by", " "}}, 1) == "held: unreviewed");
  CHECK(outcome(mask("nofield", 0, 2), 1) == "held: unreviewed");
  CHECK(outcome(mask("facts", 5, 3), 1) == "held: unreviewed");
  CHECK(outcome(mask("facts", -1, 3), 1) == "held: unreviewed");
}
