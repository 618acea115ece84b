#pragma once

#include "base/fs.h"
#include "rules/gate.h"
#include "site/site.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {

inline constexpr const char* kAgency = "11990101009900013A";
inline constexpr const char* kCompany = "91990101MA9TE5T122";

inline Date day(const char* iso) { return *Date::parse(iso); }

/// A site with the built-in definitions and rules, one feed, and whatever the test adds; and the gate
/// over it. The rules are tried the way the program uses them.
class RuleBench {
 public:
  explicit RuleBench(const std::string& site_json = R"({"name":"试","rehearsal":true})",
                     const std::string& attests = "") {
    scratch_.write("site.json", site_json);
    scratch_.write("feeds.json",
                   R"([{"id":"f","dataset":"decisions","agency":"*","url":"d.jsonl")" +
                       (attests.empty() ? "" : ",\"attests\":" + attests) + "}]");
  }

  void write(const std::string& name, const std::string& bytes) { scratch_.write(name, bytes); }

  Gate gate(const char* as_of) {
    auto loaded = load_site(fs_, scratch_.path(), GONGSHI_SOURCE_DIR);
    for (const auto& error : loaded.errors) FAIL_CHECK(error.where << " " << error.text);
    site_ = std::move(loaded.site);
    auto gate = Gate::make(site_, "key", day(as_of));
    REQUIRE(gate.ok());
    return std::move(*gate);
  }

  /// A decision that nothing speaks against; `patch` is merged over it (null removes).
  static Record decision(const char* patch = "{}") {
    Json fields = Json::parse(R"({
      "category":"penalty","document_number":"示市监罚〔2026〕1号","decision_date":"2026-11-02",
      "acted_on":"2026-10-01","party":{"name":"示例商贸有限公司","kind":"organisation",
      "uscc":"91990101MA9TE5T122"},"penalty_kinds":["罚款"],"fine":500000,
      "disclosure":{"secrecy":"none","security_risk":false,"series_case":"none","criminal":"none",
      "reviewed_by":"法制科"}})");
    fields.merge_patch(Json::parse(patch));
    Record record;
    record.dataset = "decisions";
    record.agency = kAgency;
    record.id = text_at(fields, "document_number");
    record.norm_id = record.id;
    record.fields = std::move(fields);
    record.feed = "f";
    return record;
  }

  Verdict judge(const Record& record, const char* as_of, Standing standing = {}) {
    const Gate g = gate(as_of);
    standing.digest = g.content_digest(record);
    if (site_.feeds[0].attests) standing.attests = &*site_.feeds[0].attests;
    return g.judge(g.facts(record), standing);
  }

  /// The record's state and reasons in one line: `held: unreviewed, minor_unknown`.
  std::string outcome(const Record& record, const char* as_of = "2026-11-21", Standing standing = {}) {
    const Verdict verdict = judge(record, as_of, std::move(standing));
    std::string text = state_name(verdict.state);
    for (const auto& reason : verdict.reasons) text += (&reason == &verdict.reasons[0] ? ": " : ", ") + reason;
    return text;
  }

  const Site& site() const { return site_; }
  const Scratch& folder() const { return scratch_; }

 private:
  Scratch scratch_;
  DiskFs fs_;
  Site site_;
};

}  // namespace gongshi::test
