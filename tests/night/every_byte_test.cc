// Every file under STATE and OUT, workbooks unpacked, read for planted values: after a night, wherever it was
// killed, after a rule set that tightens, and after a withdrawal that leaves nothing.
#include "night/edition.h"
#include "night/small_site.h"
#include "night/subtract.h"
#include "proof/needles.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const char* const kNumbers[] = {"990101198001010010", "13900990001", "6222020200112233445", "京A12345",
                                "lin@example.invalid", "E12345678", "柳荫里9号楼9单元109室"};

/// Of one row all that is personal, in fields and in words.
const char kHidden[] = R"({"party":{"name":"王念慈","kind":"natural_person","uscc":null,
  "id_type":"居民身份证","id_number":"990101198001010010","birth_date":"1980-01-01","phone":"13900990001",
  "address":"示例区柳荫里9号楼9单元109室"},
  "facts":"当事人王念慈，身份证号９９０１０１１９８００１０１００１０，电话139 0099 0001，家住示例区柳荫里9号楼9单元109室，账号6222020200112233445，驾驶京A12345，邮箱lin@example.invalid，护照E12345678。",
  "place":"柳荫里9号楼9单元109室"})";

/// Rows of every state: published, held, withheld, expired, withdrawn, and one that goes back.
class FullSite {
 public:
  FullSite() {
    site_.fill(7);
    for (auto& row : site_.rows()) row.merge_patch(Json::parse(kHidden));
    auto& rows = site_.rows();
    rows[1]["disclosure"].erase("reviewed_by");
    rows[2]["disclosure"]["criminal"] = "suspected";
    rows[3]["publish_until"] = "2026-11-20";
    rows[4]["status"] = "revoked";
    rows[5]["fine"] = -5;
    rows[6] = SmallSite::decision(7, R"({"penalty_kinds":["警告"],"fine":null,"facts":"只受警告的七号案情在此说明，一共二十四个字以上的长句子。"})");
    for (size_t i = 0; i < 6; ++i) rows[i]["title"] = "第" + std::to_string(i + 1) + "桩占道经营案由";
  }

  SmallSite& site() { return site_; }

  /// Files in which a value stands, numbers in every disguise.
  std::set<std::string> holding(const std::string& value) const {
    proof::Needles needles;
    needles.add(value, 0);
    std::set<std::string> found;
    for (const auto& root : {site_.out(), site_.state()}) {
      if (!stdfs::exists(root)) continue;
      for (const auto& entry : stdfs::recursive_directory_iterator(root)) {
        const std::string name = entry.path().lexically_relative(root).string();
        if (!entry.is_regular_file() || entry.is_symlink() || name.starts_with("tmp/")) continue;
        if (!needles.in(proof::unpacked(slurp(entry.path()))).empty()) found.insert(name);
      }
    }
    return found;
  }

  void check_at_rest() const {
    for (const char* value : kNumbers) {
      INFO(value);
      CHECK(holding(value).empty());
    }
    // Only the held record's text still knows who it is about.
    for (const auto& file : holding("王念慈")) CHECK(file.starts_with("registry.sqlite"));
    for (const char* gone : {"第3桩占道经营案由", "第4桩占道经营案由", "第6桩占道经营案由"}) {
      INFO(gone);
      CHECK(holding(gone).empty());
    }
  }

 private:
  SmallSite site_;
};

}  // namespace

TEST_CASE("after a night no file holds what the law does not let stay") {
  FullSite full;
  full.site().night();
  CHECK(full.site().standing(1) == "published");
  CHECK(full.site().standing(2) == "held: unreviewed");
  CHECK(full.site().standing(3) == "withheld: criminal");
  CHECK(full.site().standing(4) == "expired: term_ended");
  CHECK(full.site().standing(5) == "withdrawn: revoked");
  CHECK(full.site().standing(6) == "unknown");
  CHECK_FALSE(full.holding("第1桩占道经营案由").empty());
  CHECK(stdfs::exists(full.site().state() / "reports/20261121-0001/agencies"));
  full.check_at_rest();
}

TEST_CASE("wherever a night is killed no file but the raw feeds in hand holds what may not stay, and the next clears those") {
  size_t calls = 0;
  {
    FullSite full;
    full.site().write();
    FaultyFs counting;
    REQUIRE(full.site().night(counting).error.code.empty());
    calls = counting.calls().size();
  }
  REQUIRE(calls > 100);
  for (size_t n = 1; n < calls; n += calls / 14) {
    INFO("killed at call " << n << " of " << calls);
    FullSite full;
    full.site().write();
    FaultyFs killed(n, FaultyFs::Fault::kKill);
    (void)full.site().night(killed);
    full.check_at_rest();
    full.site().night_on("2026-11-22");
    full.check_at_rest();
    CHECK_FALSE(stdfs::exists(full.site().state() / "tmp"));
  }
}

TEST_CASE("after a rule set that tightens no file holds what it withholds") {
  FullSite full;
  full.site().night();
  REQUIRE(full.site().standing(7) == "published");
  REQUIRE_FALSE(full.holding("只受警告的七号案情").empty());
  full.site().config()["rule_sets"] = {"national", "ndrc-36", "samr-45"};
  full.site().feed("d")["url"] = "feeds/none.jsonl";
  full.site().night_on("2026-11-22");
  CHECK(full.site().standing(7) == "withheld: warning_only");
  for (const std::string& value : {std::string("只受警告的七号案情"), SmallSite::id_of(7), std::string("第7号公司占道经营案")}) {
    INFO(value);
    CHECK(full.holding(value).empty());
  }
  full.check_at_rest();
}

TEST_CASE("after a withdrawal for a withheld reason no file holds the record") {
  FullSite full;
  full.site().night();
  full.site().line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"reason", "privacy"}, {"by", "李某"},
                                         {"on", "2026-11-21"}, {"key", address_key("decisions", kAgency, SmallSite::id_of(1))}});
  {
    auto work = full.site().open();
    REQUIRE(work->reload().ok());
    REQUIRE(decide_all(*work).ok());
    REQUIRE(subtract(*work, full.site().current()).ok());
    REQUIRE(work->registry().checkpoint().ok());
  }
  CHECK_FALSE(full.site().serves(SmallSite::address(1)));
  CHECK(full.site().serves(SmallSite::address(7)));
  CHECK(full.holding("第1桩占道经营案由").empty());
  // What was told to the agency before may still say which row it was about.
  for (const auto& file : full.holding(SmallSite::id_of(1))) CHECK(file == "reports/20261121-0001/report.json");
  full.check_at_rest();
}
