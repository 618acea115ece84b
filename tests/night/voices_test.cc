// Several feeds that give the same record, night after night: what one of them last said counts until it says otherwise.
#include "base/text.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kTrade = R"({"fine":501,"disclosure":{"secrecy":"trade"}})";

/// Feed `d` is named first, `e` second.
struct TwoFeeds : SmallSite {
  TwoFeeds() {
    feed("e");
    fill(5);
    for (int i = 1; i <= 5; ++i) rows("e").push_back(decision(i));
  }
};

Json removal(int number, const char* on = nullptr) {
  Json row = {{"id", SmallSite::id_of(number)}, {"agency", kAgency}, {"removed", true}};
  if (on) row["removed_on"] = on;
  return row;
}

}  // namespace

TEST_CASE("what a delta feed said of a record counts while it says nothing more") {
  TwoFeeds site;
  const std::string delta = GENERATE("d", "e");  // named first or second
  site.feed(delta)["mode"] = "delta";
  site.rows(delta) = {SmallSite::decision(1, kTrade)};
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.rows(delta).clear();
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "withheld: trade_secret");
  CHECK(SmallSite::holding(site.out() / "current/site", "示市监罚〔2026〕1号").empty());
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "withheld: trade_secret");
  CHECK(site.standing(2) == "published");
  // It takes its word back.
  site.rows(delta) = {SmallSite::decision(1)};
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a record that only one of two feeds ever gave follows that feed alone") {
  TwoFeeds site;
  site.feed("d")["mode"] = "delta";
  site.rows("d").clear();
  site.rows("e")[0] = SmallSite::decision(1, kTrade);
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.rows("e")[0] = SmallSite::decision(1);
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("what a delta feed named first wrote stays the content while another feed gives the record") {
  TwoFeeds site;
  site.feed("d")["mode"] = "delta";
  site.rows("e")[0]["fine"] = 999;
  site.night();
  site.rows("d").clear();
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    const NightEnd end = site.night_on(day);
    CHECK(contains(site.page(SmallSite::address(1)), "501"));
    CHECK(end.report.rows.superseded == 5);
  }
  // What the other says against it counts all the same.
  site.rows("e")[0]["disclosure"]["criminal"] = "suspected";
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "withheld: criminal");
}

TEST_CASE("a row of the other feed that only counts or that ends a decision is heeded like a flag") {
  const std::string counted = R"({"title":null,"party":null,"disclosure":null,"document_number":null,"count_only":true,"reason":"minor"})";
  const std::pair<std::string, const char*> words[] = {
      {counted, "withheld: minor"},
      {R"({"status":"revoked","status_on":"2026-11-15"})", "withdrawn: revoked"},
      {R"({"status":"怪"})", "held: status_unknown"},
      {R"({"status":"revoked","status_on":"2026-12-15"})", "published"}};
  for (const bool in_both : {true, false})
    for (const auto& [word, standing] : words) {
      CAPTURE(word, in_both);
      TwoFeeds site;
      site.feed("e")["mode"] = "delta";
      const std::string text = "经查第一号事实甲乙丙丁。";
      site.rows("d")[0]["facts"] = text;
      site.rows("e") = {SmallSite::decision(2)};
      if (!in_both) site.night_on("2026-11-20");
      site.rows("e") = {SmallSite::decision(1, word.c_str())};
      for (const char* day : {"2026-11-21", "2026-11-22"}) {
        site.night_on(day);
        CHECK(site.standing(1) == standing);
        CHECK(SmallSite::holding(site.out() / "current/site", text).empty() == (std::string(standing) != "published"));
        site.rows("e").clear();
      }
      if (std::string(standing) != "published") continue;
      site.night_on("2026-12-16");
      CHECK(site.standing(1) == "withdrawn: revoked");
    }
}

TEST_CASE("of two words on a decision that is no more the one that ends it sooner counts") {
  TwoFeeds site;
  site.rows("d")[0] = SmallSite::decision(1, R"({"status":"revoked","status_on":"2026-12-15"})");
  site.rows("e")[0] = SmallSite::decision(1, R"({"status":"revoked","status_on":"2026-11-15"})");
  site.rows("d")[1] = SmallSite::decision(2, R"({"status":"revoked","status_on":"2026-11-15"})");
  site.rows("e")[2] = SmallSite::decision(3, R"({"status":"suspended"})");
  site.night();
  CHECK(site.standing(1) == "withdrawn: revoked");
  CHECK(site.standing(2) == "withdrawn: revoked");
  CHECK(site.standing(3) == "published");
  CHECK(contains(site.page(SmallSite::address(3)), "停止执行"));
  CHECK(contains(site.page("data/decisions/2026-11/decisions-2026-11.jsonl"), "suspended"));
}

TEST_CASE("what a delta feed wanted hidden stays hidden") {
  TwoFeeds site;
  site.feed("e")["mode"] = "delta";
  site.rows("d")[0] = SmallSite::decision(1, R"({"facts":"配方为壹号添加剂三百克。"})");
  site.rows("e") = {SmallSite::decision(1, R"({"disclosure":{"secrecy":"trade","redact":["facts"]}})")};
  site.night();
  REQUIRE(contains(site.page(SmallSite::address(1)), "依法隐去"));
  site.rows("e").clear();
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    site.night_on(day);
    CHECK(SmallSite::holding(site.out() / "current/site", "壹号添加剂").empty());
  }
}

TEST_CASE("what a shrunken snapshot leaves out stands as it said until a person accepts") {
  TwoFeeds site;
  site.rows("d")[0] = SmallSite::decision(1, kTrade);
  site.rows("e").resize(1);
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.rows("d") = {SmallSite::decision(2)};
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.exit == ExitCode::kAttention);
  REQUIRE(end.report.messages.size() == 1);
  CHECK(end.report.messages[0].code == "shrunk");
  CHECK(contains(end.report.messages[0].text, "少了 4 条（原有 5 条）"));
  CHECK(site.standing(1) == "withheld: trade_secret");
  site.set_day("2026-11-23");
  site.night({"d"});
  CHECK(site.standing(1) == "published");
  CHECK(site.known(SmallSite::id_of(1))->feed == "e");
}

TEST_CASE("a snapshot named second that shrank is waited for as well") {
  TwoFeeds site;
  site.rows("e")[0] = SmallSite::decision(1, kTrade);
  site.night();
  site.rows("e").erase(site.rows("e").begin(), site.rows("e").begin() + 4);
  CHECK(site.night_on("2026-11-22").report.messages.size() == 1);
  CHECK(site.standing(1) == "withheld: trade_secret");
  // One alone is believed.
  site.rows("e").clear();
  for (int i = 2; i <= 5; ++i) site.rows("e").push_back(SmallSite::decision(i));
  CHECK(site.night_on("2026-11-23").exit == ExitCode::kDone);
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a record that only the other feed still has is not let out by a snapshot that came torn") {
  TwoFeeds site;
  site.feed("d")["url"] = "feeds/d.jsonl";
  site.rows("d").push_back(SmallSite::decision(1, kTrade));  // last of the file
  site.rows("d").erase(site.rows("d").begin());
  const auto night_with = [&](size_t cut, const char* day) {
    std::string bytes;
    for (const auto& row : site.rows("d")) bytes += row.dump() + "\n";
    site.folder().write("site/feeds/d.jsonl", bytes.substr(0, bytes.size() - cut));
    site.night_on(day);
  };
  night_with(0, "2026-11-21");
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  night_with(100, "2026-11-22");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  night_with(100, "2026-11-23");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  site.rows("d").pop_back();
  night_with(0, "2026-11-24");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a feed that was taken out of the configuration is heeded until it is dropped") {
  TwoFeeds site;
  site.rows("d")[0] = SmallSite::decision(1, kTrade);
  site.rows("d")[1] = SmallSite::decision(2, R"({"facts":"配方为壹号添加剂三百克。","disclosure":{"secrecy":"trade","redact":["facts"]}})");
  site.rows("e")[1] = SmallSite::decision(2, R"({"facts":"配方为壹号添加剂三百克。"})");
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.drop_feed("d");
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    const NightEnd end = site.night_on(day);
    CHECK(site.standing(1) == "withheld: trade_secret");
    CHECK(SmallSite::holding(site.out() / "current/site", "壹号添加剂").empty());
    REQUIRE_FALSE(end.report.messages.empty());
    CHECK(end.report.messages[0].code == "orphaned");
  }
  {
    const auto work = site.open();
    Night night(*work, "pull");
    REQUIRE(night.pull({}, {}, {"d"}).ok());
  }
  CHECK(site.standing(1) == "published");
}

TEST_CASE("what one feed removed another that still has it does not bring back") {
  TwoFeeds site;
  const std::string delta = GENERATE("d", "e"), other = delta == "d" ? "e" : "d";
  site.feed(delta)["mode"] = "delta";
  site.night();
  site.rows(delta) = {removal(1)};
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "withdrawn: agency_removed");
  site.rows(delta).clear();
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "withdrawn: agency_removed");
  SECTION("until it gives the record again") { site.rows(delta) = {SmallSite::decision(1)}; }
  SECTION("until the other says that it was made anew") {
    for (auto& row : site.rows(other)) row["updated_at"] = "2026-11-24";
  }
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a removal that lies ahead can be put right") {
  SmallSite site;
  site.feed("d")["mode"] = "delta";
  site.fill(3);
  site.night();
  site.rows() = {removal(1, "2026-12-31")};
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "published");
  CHECK(site.night_on("2026-11-23").report.rows.same == 3);  // said again
  SECTION("with an earlier day") { site.rows() = {removal(1, "2026-11-23")}; }
  SECTION("without a day") { site.rows() = {removal(1)}; }
  const NightEnd end = site.night_on("2026-11-24");
  CHECK(end.report.rows.changed == 1);
  CHECK(site.standing(1) == "withdrawn: agency_removed");
}

TEST_CASE("an older version delivered again changes no content but its stricter flag counts") {
  SmallSite site;
  site.fill(4);
  for (auto& row : site.rows()) row["updated_at"] = "2026-11-20";
  site.night();
  site.rows()[0] = SmallSite::decision(1, R"({"fine":999,"updated_at":"2026-11-18","disclosure":{"secrecy":"trade"}})");
  site.rows()[1] = SmallSite::decision(2, R"({"fine":999,"updated_at":"2026-11-18"})");
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.report.rows.superseded == 2);
  CHECK(site.standing(1) == "withheld: trade_secret");
  CHECK(contains(site.page(SmallSite::address(2)), "502"));
  site.rows()[0] = SmallSite::decision(1, R"({"updated_at":"2026-11-20"})");
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("whatever else a delta feed said last of a record counts until it gives it again") {
  TwoFeeds site;
  site.feed("d")["mode"] = "delta";
  site.rows("d").clear();
  site.night();
  REQUIRE(site.standing(1) == "published");
  std::string standing;
  SECTION("that it is secret") {
    site.rows("d") = {SmallSite::decision(1, R"({"disclosure":{"secrecy":"state"}})")};
    standing = "withheld: state_secret";
  }
  SECTION("that it only counts") {
    site.rows("d") = {Json::parse(R"({"category":"penalty","decision_date":"2026-11-12","penalty_kinds":["罚款"],"fine":500,"count_only":true,"reason":"minor"})")};
    site.rows("d")[0]["id"] = SmallSite::id_of(1);
    site.rows("d")[0]["agency"] = kAgency;
    standing = "withheld: minor";
  }
  SECTION("that it is revoked") {
    site.rows("d") = {SmallSite::decision(1, R"({"status":"revoked","status_on":"2026-11-20"})")};
    standing = "withdrawn: revoked";
  }
  SECTION("what could not be read") {
    site.rows("d") = {SmallSite::decision(1, R"({"fine":-1})")};
    standing = "held: update_rejected";
  }
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == standing);
  site.rows("d").clear();
  for (const char* day : {"2026-11-23", "2026-11-24"}) {
    site.night_on(day);
    CHECK(site.standing(1) == standing);
  }
  CHECK(site.standing(2) == "published");
  site.rows("d") = {SmallSite::decision(1)};
  site.night_on("2026-11-25");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a record first told by a secret row is not let out by the other feed afterwards") {
  TwoFeeds site;
  site.feed("d")["mode"] = "delta";
  site.rows("d") = {SmallSite::decision(1, R"({"disclosure":{"secrecy":"state"}})")};
  site.night();
  REQUIRE(site.standing(1) == "unknown");
  site.rows("d").clear();
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "unknown");
  CHECK(SmallSite::holding(site.out() / "current/site", "示市监罚〔2026〕1号").empty());
}

TEST_CASE("a version made before one that was marked secret or could not be read comes too late") {
  SmallSite site;
  site.feed("d")["mode"] = "delta";
  site.fill(3);
  for (auto& row : site.rows()) row["updated_at"] = "2026-11-18";
  site.night();
  const Json old = site.rows()[0];
  std::string standing;
  SECTION("secret") {
    site.rows() = {SmallSite::decision(1, R"({"updated_at":"2026-11-20","disclosure":{"secrecy":"state"}})")};
    standing = "withheld: state_secret";
  }
  SECTION("unreadable") {
    site.rows() = {SmallSite::decision(1, R"({"updated_at":"2026-11-20","fine":-1})")};
    standing = "held: update_rejected";
  }
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == standing);
  site.rows() = {old};
  CHECK(site.night_on("2026-11-23").report.rows.superseded == 1);
  CHECK(site.standing(1) == standing);
  site.rows() = {SmallSite::decision(1, R"({"updated_at":"2026-11-21"})")};
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a record that was public and is held now is not overdue") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.rows()[0]["disclosure"].erase("reviewed_by");
  const NightEnd end = site.night_on("2027-01-04");
  CHECK(site.standing(1) == "held: unreviewed");
  CHECK(end.report.overdue.empty());
}

TEST_CASE("a removal that lies ahead comes on its day and keeps the other feed's word until then") {
  TwoFeeds site;
  const std::string delta = GENERATE("d", "e"), other = delta == "d" ? "e" : "d";
  site.feed(delta)["mode"] = "delta";
  site.night();
  site.rows(delta) = {removal(1, "2026-12-01"), removal(2, "2026-12-01")};
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "published");
  site.rows(delta).clear();
  site.rows(other)[1]["disclosure"]["secrecy"] = "trade";
  for (const char* day : {"2026-11-23", "2026-11-24"}) {
    site.night_on(day);
    CHECK(site.standing(1) == "published");
    CHECK(site.standing(2) == "withheld: trade_secret");
  }
  for (const char* day : {"2026-12-01", "2026-12-02"}) {
    site.night_on(day);
    CHECK(site.standing(1) == "withdrawn: agency_removed");
  }
}

TEST_CASE("a third of what a feed gave beside another does not go without a person") {
  SmallSite site;
  site.feed("e");
  site.fill(10);
  for (int i = 1; i <= 10; ++i) site.rows("e").push_back(SmallSite::decision(i, i <= 3 ? kTrade : "{}"));
  site.night();
  site.rows("e").erase(site.rows("e").begin(), site.rows("e").begin() + 3);
  const NightEnd end = site.night_on("2026-11-22");
  REQUIRE(end.report.messages.size() == 1);
  CHECK(contains(end.report.messages[0].text, "少了 3 条（原有 10 条）"));
  for (int i = 1; i <= 3; ++i) CHECK(site.standing(i) == "withheld: trade_secret");
}

TEST_CASE("rows that go back are not missed") {
  SmallSite site;
  site.feed("e");
  site.fill(10);
  for (int i = 1; i <= 10; ++i) site.rows("e").push_back(SmallSite::decision(i));
  site.night();
  const std::string feed = GENERATE("d", "e");
  for (int i = 0; i < 3; ++i) site.rows(feed)[i]["decision_date"] = "某日";
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.report.rows.rejected == 3);
  CHECK(end.report.messages.empty());
  for (int i = 1; i <= 3; ++i) CHECK(site.standing(i) == "held: update_rejected");
  // Mended, they are shown again.
  for (int i = 0; i < 3; ++i) site.rows(feed)[i] = SmallSite::decision(i + 1);
  site.night_on("2026-11-23");
  for (int i = 1; i <= 3; ++i) CHECK(site.standing(i) == "published");
}

TEST_CASE("a row of another feed sent in vain makes nobody's record too old") {
  TwoFeeds site;
  for (auto& row : site.rows("d")) row["updated_at"] = "2026-11-10";
  site.night();
  site.rows("e")[0] = SmallSite::decision(1, R"({"decision_date":"某日","updated_at":"2026-11-20"})");
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "held: update_rejected");
  site.rows("e")[0] = SmallSite::decision(1, R"({"updated_at":"2026-11-21"})");
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a feed that speaks first on a night on which nothing can be taken is heeded afterwards") {
  TwoFeeds site;
  site.feed("f")["mode"] = "delta";
  site.rows("f").clear();
  site.rows("e")[0] = SmallSite::decision(1, kTrade);
  site.feed("e")["mode"] = "delta";
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.rows("e").clear();
  site.rows("f") = {SmallSite::decision(1, R"({"disclosure":{"criminal":"suspected"}})")};
  site.night_on("2026-11-22");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  site.rows("f").clear();
  site.rows("e") = {SmallSite::decision(1)};
  site.night_on("2026-11-23");
  CHECK_FALSE(site.serves(SmallSite::address(1)));
  site.rows("e").clear();
  site.rows("f") = {SmallSite::decision(1)};
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a removal of what is gone already is remembered") {
  TwoFeeds site;
  site.feed("e")["mode"] = "delta";
  site.rows("e").clear();
  site.night();
  site.rows("d").erase(site.rows("d").begin());
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "withdrawn: agency_removed");
  site.rows("e") = {removal(1)};
  site.night_on("2026-11-23");
  site.rows("e").clear();
  site.rows("d").push_back(SmallSite::decision(1));
  site.night_on("2026-11-24");
  CHECK(site.standing(1) == "withdrawn: agency_removed");
}

TEST_CASE("what a whole file refused for a marking sealed is read when the file of before comes back") {
  SmallSite site;
  site.fill(3);
  site.feed("d")["url"] = "feeds/d.csv";
  const auto table = [&](const std::string& title, const std::string& secrecy) {
    std::string text = title + "id,agency,category,document_number,title,party.name,party.kind,party.uscc,facts,basis,penalty_kinds,fine,acted_on,decision_date,"
                       "disclosure.secrecy,disclosure.criminal,disclosure.series_case,disclosure.security_risk,disclosure.reviewed_by\n";
    for (int i = 1; i <= 3; ++i) {
      const Json row = SmallSite::decision(i);
      for (const char* field : {"id", "agency", "category", "document_number", "title"}) text += row[field].get<std::string>() + ",";
      text += row["party"]["name"].get<std::string>() + ",organisation," + row["party"]["uscc"].get<std::string>() + ",占道经营,《示例市市容条例》第一条,罚款,500,2026-11-01,2026-11-12," +
              (i == 1 ? secrecy : "none") + ",none,none,false,法制科\n";
    }
    site.folder().write("site/feeds/d.csv", text);
  };
  table("", "none");
  site.night();
  REQUIRE(site.standing(1) == "published");
  table("机密★5年\n", "state");
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "withheld: state_secret");
  table("", "none");
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a feed that never said anything against a record keeps nothing back by its silence") {
  TwoFeeds site;
  site.feed("d")["mode"] = "delta";
  site.rows("e")[0] = SmallSite::decision(1, kTrade);
  site.night();
  REQUIRE(site.standing(1) == "withheld: trade_secret");
  site.rows("d").clear();
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "withheld: trade_secret");
  site.rows("e")[0] = SmallSite::decision(1);
  site.night_on("2026-11-23");
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a secret row that its agency then deletes does not let another feed's row out") {
  TwoFeeds site;
  const std::string feed = GENERATE("d", "e");
  site.night();
  site.rows(feed)[0]["disclosure"]["secrecy"] = "state";
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "withheld: state_secret");
  site.rows(feed).erase(site.rows(feed).begin());
  for (const char* day : {"2026-11-23", "2026-11-24"}) {
    const NightEnd end = site.night_on(day);
    CHECK(end.report.messages.empty());
    CHECK(site.standing(1) == "withheld: state_secret");
    CHECK(SmallSite::holding(site.out() / "current/site", "示市监罚〔2026〕1号").empty());
  }
  site.rows(feed).push_back(SmallSite::decision(1));
  site.night_on("2026-11-25");
  CHECK(site.standing(1) == "published");
}
