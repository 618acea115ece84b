// Random decisions against an oracle that was written from the table in the law, not from the rules:
// states and reasons must be equal, nothing forbidden may be in a view, nothing public may be lost.
#include <array>
#include <random>

#include "base/identifiers.h"
#include "base/text.h"
#include "rules/bench.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kAsOf = "2026-11-21";
constexpr int kRecords = 20000;

/// One record as the generator meant it, in the oracle's own words.
struct Meant {
  Json patch = Json::object();
  std::set<std::string> withheld, expired, withdrawn, held;
  std::vector<std::string> forbidden;  ///< may stand in no view of the record
  std::vector<std::string> shown;      ///< must stand in the view

  std::string state() const {
    if (!withheld.empty()) return "withheld";
    if (!expired.empty()) return "expired";
    if (!withdrawn.empty()) return "withdrawn";
    return held.empty() ? "published" : "held";
  }
  std::set<std::string> reasons() const {
    std::set<std::string> all;
    for (const auto* group : {&withheld, &expired, &withdrawn, &held}) all.insert(group->begin(), group->end());
    return all;
  }
};

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  Meant next() {
    Meant meant;
    put_dates(meant);
    put_kinds(meant);
    put_party(meant);
    put_flags(meant);
    put_status(meant);
    put_text(meant);
    return meant;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <size_t N>
  const char* any(const char* const (&of)[N]) { return of[below(N)]; }
  Date today() const { return *Date::parse(kAsOf); }

  void put_dates(Meant& meant) {
    decided_ = one_in(40) ? today().plus_days(1 + below(9)) : today().plus_days(-below(1600));
    meant.patch["decision_date"] = decided_.iso();
    if (today() < decided_) meant.held.insert("not_yet");
    acted_.reset();
    meant.patch["acted_on"] = nullptr;
    if (!one_in(3)) {
      acted_ = decided_.plus_days(-below(700));
      meant.patch["acted_on"] = acted_->iso();
    }
    until_.reset();
    if (one_in(6)) {
      until_ = decided_.plus_days(below(1500));
      meant.patch["publish_until"] = until_->iso();
      if (*until_ < today()) meant.expired.insert("term_ended");
    }
    if (one_in(20)) {
      const Date repaired = today().plus_days(5 - below(10));
      meant.patch["repaired_on"] = repaired.iso();
      if (repaired <= today()) meant.expired.insert("repaired");  // ndrc-36 forbids no early end
    }
  }

  /// ndrc-36: 36 months for the heavy kinds, 12 for the middle ones, 3 for warnings and for what was
  /// decided summarily; the longest counts; only for penalties; it is in force since 2026-04-01.
  void put_kinds(Meant& meant) {
    category_ = one_in(4) ? "permit" : "penalty";
    meant.patch["category"] = category_;
    if (category_ == "permit") {
      meant.patch["penalty_kinds"] = nullptr;
      meant.patch["fine"] = nullptr;
      meant.patch["outcome"] = "granted";
      return;
    }
    static const char* const kHeavy[] = {"吊销许可证件", "限制从业", "责令停产停业", "行政拘留"};
    static const char* const kMiddle[] = {"罚款", "没收违法所得", "暂扣许可证件", "其他"};
    static const char* const kLight[] = {"警告", "通报批评"};
    std::set<std::string> kinds;
    int months = 0;
    const bool summary = one_in(5);
    if (one_in(4)) kinds.insert(any(kHeavy)), months = 36;
    if (one_in(2)) kinds.insert(any(kMiddle)), months = std::max(months, summary ? 3 : 12);
    if (kinds.empty() || one_in(3)) kinds.insert(any(kLight)), months = std::max(months, 3);
    detained_ = kinds.count("行政拘留") > 0;
    meant.patch["penalty_kinds"] = kinds;
    meant.patch["procedure"] = summary ? "summary" : "ordinary";
    if (decided_.plus_months(months) < today()) meant.expired.insert("term_ended");
  }

  void put_party(Meant& meant) {
    const int kind = below(3);
    person_ = kind == 0;
    if (kind == 1) {
      meant.shown.push_back("示例商贸有限公司");
      return;
    }
    if (kind == 2) {  // a business with a name of its own; the operator is hidden
      meant.patch["party"] = {{"name", "示例区青禾面馆"}, {"kind", "individual_business"}, {"uscc", "92990102MA9ABC0X52"},
                              {"legal_representative", "覃怀瑾"}, {"phone", "13900001234"}};
      meant.forbidden = {"覃怀瑾", "13900001234"};
      meant.shown.push_back("示例区青禾面馆");
      return;
    }
    const Date act = category_ == "penalty" ? acted_.value_or(decided_) : decided_;
    // Most are adults; the others stand around the day on which they come of age.
    std::optional<Date> birth = Date::parse("1980-02-29");
    if (one_in(2)) birth = act.plus_months(-18 * 12).plus_days(30 - below(60));
    if (one_in(12)) birth.reset();
    meant.patch["party"] = {{"name", "欧阳怀瑾"}, {"kind", "natural_person"}, {"uscc", nullptr},
                            {"address", "示例区柳荫里7号"}, {"phone", "13900001234"}};
    meant.forbidden = {"欧阳怀瑾", "柳荫里7号", "13900001234"};
    meant.shown.push_back("欧阳某某");
    if (birth) {
      meant.patch["party"]["birth_date"] = birth->iso();
      meant.forbidden.push_back(birth->iso());
    }
    const int said = below(6);
    if (said == 0) meant.patch["disclosure"]["minor"] = true;
    if (said == 1) meant.patch["disclosure"]["minor"] = false;
    judge_age(meant, act, birth, said);
  }

  /// One is eighteen from the day after the birthday. Without the day of the act two years are taken off
  /// before a person counts as adult. Sources that disagree hold; where one says under age it counts.
  void judge_age(Meant& meant, Date act, const std::optional<Date>& birth, int said) {
    const auto of_age = [&](Date on) { return birth->plus_months(18 * 12) < on; };
    if (said == 0 || (birth && !of_age(act))) {
      meant.withheld.insert("minor");
      return;
    }
    if (!birth) {
      if (said != 1) meant.held.insert("minor_unknown");
      return;
    }
    if (category_ == "penalty" && !acted_ && !of_age(decided_.plus_months(-24))) meant.held.insert("minor_unknown");
  }

  void put_flags(Meant& meant) {
    struct Flag {
      const char* name;
      Json value;
      const char* withheld;
      const char* held;
    };
    static const std::vector<Flag> kFlags = {
        {"secrecy", "work", "state_secret", ""},        {"secrecy", "trade", "trade_secret", ""},
        {"secrecy", "privacy", "privacy", ""},          {"secrecy", nullptr, "", "secrecy_unknown"},
        {"secrecy", "无", "", "secrecy_unknown"},       {"security_risk", true, "security", ""},
        {"security_risk", nullptr, "", "security_unknown"}, {"series_case", "open", "series_case", ""},
        {"series_case", "closed", "", ""},              {"series_case", nullptr, "", "series_unknown"},
        {"criminal", "suspected", "criminal", ""},      {"criminal", "transferred", "criminal", ""},
        {"criminal", "under_investigation", "criminal", ""}, {"criminal", "closed", "", ""},
        {"criminal", nullptr, "", "criminal_unknown"},  {"scope", 1, "restricted_scope", ""},
        {"scope", 2, "restricted_scope", ""},           {"scope", 0, "", ""},
        {"reviewed_by", nullptr, "", "unreviewed"},     {"redact", {"nothing"}, "", "redaction_unsure"}};
    std::set<std::string> done;
    for (int i = below(4) == 0 ? 1 + below(2) : 0; i > 0; --i) {
      const Flag& flag = kFlags[static_cast<size_t>(below(static_cast<int>(kFlags.size())))];
      if (!done.insert(flag.name).second) continue;
      // What could not be read is unreadable, as a row builder leaves it.
      if (flag.value == "无") unreadable_.insert("disclosure.secrecy");
      meant.patch["disclosure"][flag.name] = flag.value == "无" ? Json() : flag.value;
      if (*flag.withheld) meant.withheld.insert(flag.withheld);
      if (*flag.held) meant.held.insert(flag.held);
    }
    // With a list of what to redact, trade secrets and privacy do not withhold the record.
    if (done.count("redact")) meant.withheld.erase("trade_secret"), meant.withheld.erase("privacy");
  }

  void put_status(Meant& meant) {
    const bool security_law = category_ == "penalty" && one_in(15);
    meant.patch["basis"] = security_law ? "《中华人民共和国治安管理处罚法》第四十三条" : "《示例条例》第三条";
    if (security_law && person_) meant.withheld.insert("public_security_record");
    if (!security_law && detained_ && one_in(3)) {
      meant.patch["basis"] = nullptr;
      if (person_) meant.held.insert("basis_unknown");
    }
    detained_ = false;
    if (!one_in(10)) return;
    static const char* const kStatus[] = {"revoked", "amended", "confirmed_illegal", "void", "remade", "suspended"};
    const std::string status = any(kStatus);
    meant.patch["status"] = status;
    const Date on = today().plus_days(3 - below(8));
    meant.patch["status_on"] = on.iso();
    if (status != "suspended" && on <= today()) meant.withdrawn.insert(status);
  }

  void put_text(Meant& meant) {
    static const std::pair<const char*, const char*> kPlanted[] = {
        {"联系电话13900005678。", "13900005678"},           {"联系电话１３９ ０００ ０５６７８。", "０５６７８"},
        {"证件号码99010119880808123x。", "99010119880808123x"}, {"身份证号9901 0119 8808 0812 35。", "8808"},
        {"账号6222020200112233445。", "6222020200112233445"}, {"车牌京A12345的货车。", "京A12345"},
        {"邮箱lin@example.invalid。", "lin@example"},        {"证人谢梦澜在场。", "谢梦澜"},
        {"证人家住示例区北山坳5号。", "北山坳"}};
    static const char* const kHarmless[] = {"依据《中华人民共和国行政处罚法》第三十三条", "货值金额12345.67元",
                                            "统一社会信用代码91990101MA9TE5T122", "2026年3月1日检查",
                                            "示市监罚〔2026〕12号"};
    std::string facts = "经查，当事人有违法行为。";
    const std::string harmless = any(kHarmless);
    facts += harmless + "。";
    meant.shown.push_back(harmless);
    if (one_in(2)) {
      const auto& [text, value] = kPlanted[below(static_cast<int>(std::size(kPlanted)))];
      facts += text;
      meant.forbidden.push_back(value);
    }
    if (person_) facts += "当事人欧阳怀瑾到场。";
    meant.patch["facts"] = facts;
  }

 public:
  std::set<std::string> take_unreadable() { return std::exchange(unreadable_, {}); }

 private:
  std::mt19937 random_;
  Date decided_;
  std::optional<Date> acted_, until_;
  std::string category_;
  bool person_ = false, detained_ = false;
  std::set<std::string> unreadable_;
};

}  // namespace

TEST_CASE("random decisions become what the law says and show nothing forbidden and lose nothing public", "[many]") {
  const uint32_t seed = 20261121;
  WARN("seed " << seed);
  RuleBench bench;
  const Gate gate = bench.gate(kAsOf);
  Generator generator(seed);
  std::map<std::string, int> states;
  int wrong = 0;
  for (int i = 0; i < kRecords && wrong < 5; ++i) {
    const Meant meant = generator.next();
    Record record = RuleBench::decision(meant.patch.dump().c_str());
    record.unreadable = generator.take_unreadable();
    const Facts facts = gate.facts(record);
    Standing standing;
    standing.digest = gate.content_digest(record);
    const Verdict verdict = gate.judge(facts, standing);
    const std::set<std::string> reasons(verdict.reasons.begin(), verdict.reasons.end());
    ++states[meant.state()];
    bool right = state_name(verdict.state) == meant.state() && reasons == meant.reasons();
    std::string view;
    if (verdict.state == State::kPublished) {
      view = gate.view(record, facts, standing.digest).fields.dump();
      for (const auto& value : meant.forbidden) right = right && !contains(view, value);
      for (const auto& value : meant.shown) right = right && contains(view, value);
    }
    if (right) continue;
    ++wrong;
    INFO("record " << i << " " << record.fields.dump() << "\nview " << view);
    CHECK(state_name(verdict.state) == meant.state());
    CHECK(reasons == meant.reasons());
    for (const auto& value : meant.forbidden) CHECK_FALSE(contains(view, value));
    if (!view.empty())
      for (const auto& value : meant.shown) CHECK(contains(view, value));
  }
  CHECK(wrong == 0);
  // Every state was tried often enough to mean something.
  for (const char* state : {"published", "withheld", "held", "withdrawn", "expired"}) CHECK(states[state] > kRecords / 100);
}

TEST_CASE("adding a flag or a doubt to a random decision never makes it more public", "[many]") {
  const uint32_t seed = 20261122;
  WARN("seed " << seed);
  RuleBench bench;
  const Gate gate = bench.gate(kAsOf);
  // published > tombstone > nothing (design section 6).
  const auto publicness = [&](const Record& record) {
    const Facts facts = gate.facts(record);
    Standing standing;
    standing.digest = gate.content_digest(record);
    standing.published_on = day("2026-05-01");
    const Verdict verdict = gate.judge(facts, standing);
    if (verdict.state == State::kPublished) return 2;
    return verdict.state == State::kWithdrawn && verdict.tombstone_allowed ? 1 : 0;
  };
  static const char* const kStricter[] = {
      R"({"disclosure":{"minor":true}})",          R"({"disclosure":{"secrecy":"work"}})",
      R"({"disclosure":{"secrecy":null}})",        R"({"disclosure":{"security_risk":true}})",
      R"({"disclosure":{"series_case":"open"}})",  R"({"disclosure":{"criminal":"transferred"}})",
      R"({"disclosure":{"criminal":null}})",       R"({"disclosure":{"scope":2}})",
      R"({"disclosure":{"reviewed_by":null}})",    R"({"facts":"未成年人林某在场，12岁。"})",
      R"({"facts":"内部资料，不得外传。"})",       R"({"publish_until":"2026-11-01"})"};
  // Leaving out a word that keeps the record back would be no addition.
  const auto unsays_a_doubt = [](const Record& record, const Json& change) {
    if (!change.contains("disclosure")) return false;
    const auto flag = change.at("disclosure").begin();
    const std::string said = text_at(record.fields, "disclosure." + flag.key());
    return flag.value().is_null() && flag.key() != "reviewed_by" && said != "none";
  };
  Generator generator(seed);
  std::array<int, 3> tried{};
  for (int i = 0; i < 4000; ++i) {
    const Meant meant = generator.next();
    Record plain = RuleBench::decision(meant.patch.dump().c_str());
    plain.unreadable = generator.take_unreadable();
    const int before = publicness(plain);
    ++tried[static_cast<size_t>(before)];
    for (const char* patch : kStricter) {
      Record stricter = plain;
      const Json change = Json::parse(patch);
      if (unsays_a_doubt(plain, change)) continue;
      stricter.fields.merge_patch(change);
      if (publicness(stricter) <= before) continue;
      INFO("record " << i << " " << plain.fields.dump() << "\nwith " << patch);
      FAIL_CHECK("more public than before");
    }
  }
  for (const int n : tried) CHECK(n > 30);
}
