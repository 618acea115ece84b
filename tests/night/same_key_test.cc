#include "night/delivery.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A row with a key that others share.
struct Row {
  size_t feed = 0;
  const char* content = "a";     ///< rows with one content are identical
  const char* updated_at = "";
  const char* criminal = "none";
};

struct Expected {
  int winner = -1;  ///< index of the row that counts; -1 for none
  long repeated = 0, superseded = 0;
  size_t duplicates = 0;
  const char* criminal = "none";
};

struct SameKey {
  const char* says;
  std::vector<Row> rows;
  Expected expected;
};

Incoming incoming(const Row& row, long number) {
  Incoming in;
  in.record.feed = "feed" + std::to_string(row.feed);
  in.record.row = number;
  if (*row.updated_at) in.record.fields["updated_at"] = row.updated_at;
  in.facts.criminal = row.criminal;
  in.digest = std::string(row.content) + row.criminal;
  in.feed_order = row.feed;
  return in;
}

const SameKey kCases[] = {
    {"one row", {{0, "a"}}, {0}},
    {"identical rows are repeated", {{0, "a"}, {0, "a"}, {0, "a"}}, {0, 2, 0, 0}},
    {"the newer updated_at counts and the older is superseded", {{0, "a", "2026-11-19"}, {0, "b", "2026-11-20"}}, {1, 0, 1, 0}},
    {"in whatever order they stand", {{0, "b", "2026-11-20"}, {0, "a", "2026-11-19"}}, {0, 0, 1, 0}},
    {"a time of day orders too", {{0, "a", "2026-11-20T08:00:00"}, {0, "b", "2026-11-20T08:00:01"}}, {1, 0, 1, 0}},
    {"the day of the pull still orders", {{0, "a", "2026-11-20"}, {0, "b", "2026-11-21"}}, {1, 0, 1, 0}},
    {"three versions leave one", {{0, "a", "2026-11-18"}, {0, "c", "2026-11-20"}, {0, "b", "2026-11-19"}}, {1, 0, 2, 0}},
    {"a repeated old version does not disturb the order",
     {{0, "a", "2026-11-18"}, {0, "b", "2026-11-20"}, {0, "a", "2026-11-18"}}, {1, 1, 1, 0}},
    {"different rows without updated_at all go back", {{0, "a"}, {0, "b"}}, {-1, 0, 0, 2}},
    {"one time is no order", {{0, "a"}, {0, "b", "2026-11-20"}}, {-1, 0, 0, 2}},
    {"the same time is no order", {{0, "a", "2026-11-20"}, {0, "b", "2026-11-20"}}, {-1, 0, 0, 2}},
    {"a time later than the pull is no order", {{0, "a", "2026-11-20"}, {0, "b", "2026-11-22"}}, {-1, 0, 0, 2}},
    {"a day is no order beside a time of that day", {{0, "a", "2026-11-20"}, {0, "b", "2026-11-20T08:00:00"}}, {-1, 0, 0, 2}},
    {"the newest counts where two older ones have no order",
     {{0, "a", "2026-11-19"}, {0, "b", "2026-11-20"}, {0, "c", "2026-11-19"}}, {1, 0, 2, 0}},
    {"the newest day counts before two times of another day",
     {{0, "a", "2026-11-19T08:00:00"}, {0, "b", "2026-11-20"}, {0, "c", "2026-11-19"}}, {1, 0, 2, 0}},
    {"the newest without order to one other is none",
     {{0, "a", "2026-11-20"}, {0, "b", "2026-11-20T09:00:00"}, {0, "c", "2026-11-19"}}, {-1, 0, 0, 3}},
    {"between feeds the one named first gives the content", {{1, "b", "2026-11-20"}, {0, "a", "2026-11-01"}}, {1, 0, 1, 0}},
    {"an identical row of another feed is superseded too", {{0, "a"}, {1, "a"}}, {0, 0, 1, 0}},
    {"the stricter flag counts, whichever feed says it", {{0, "a"}, {1, "b", "", "suspected"}}, {0, 0, 1, 0, "suspected"}},
    {"the stricter flag of the first feed stays", {{0, "a", "", "suspected"}, {1, "b"}}, {0, 0, 1, 0, "suspected"}},
    {"a flag said once is said", {{0, "a", "", ""}, {1, "b", "", "none"}}, {0, 0, 1, 0, "none"}},
    {"an unreadable flag is stricter than a clean one", {{0, "a"}, {1, "b", "", "unreadable"}}, {0, 0, 1, 0, "unreadable"}},
    {"of three feeds the strictest counts",
     {{0, "a"}, {1, "b", "", "suspected"}, {2, "c", "", "under_investigation"}}, {0, 0, 2, 0, "under_investigation"}},
    {"a feed that contradicts itself goes back, and the other gives the content",
     {{0, "a"}, {0, "b"}, {1, "c"}}, {2, 0, 0, 2}},
    {"each feed is put in order by itself",
     {{0, "a", "2026-11-18"}, {0, "b", "2026-11-19"}, {1, "c", "2026-11-17"}, {1, "d", "2026-11-20"}}, {1, 0, 3, 0}},
};

}  // namespace

TEST_CASE("what becomes of rows with one key in one pull") {
  for (const auto& one : kCases) {
    CAPTURE(one.says);
    std::vector<Incoming> rows;
    for (const auto& row : one.rows) rows.push_back(incoming(row, static_cast<long>(rows.size()) + 1));
    const Settled settled = settle_same_key(rows, *Date::parse("2026-11-21"));
    CHECK(settled.repeated == one.expected.repeated);
    CHECK(settled.superseded == one.expected.superseded);
    CHECK(settled.duplicates.size() == one.expected.duplicates);
    CHECK((settled.winner ? static_cast<int>(settled.winner - rows.data()) : -1) == one.expected.winner);
    if (settled.winner) CHECK(settled.winner->facts.criminal == one.expected.criminal);
    // Nothing is lost: every row is the winner, repeated, superseded or sent back.
    CHECK(static_cast<size_t>(settled.repeated + settled.superseded) + settled.duplicates.size() +
              (settled.winner ? 1 : 0) == rows.size());
  }
}

TEST_CASE("a later pull supersedes what an earlier one said, but not by an older version") {
  SmallSite site;
  site.fill(4);
  site.rows()[0]["updated_at"] = "2026-11-20";
  site.rows()[3]["updated_at"] = "2026-11-20T10:00:00";
  site.rows()[1]["updated_at"] = "2062-11-20";  // a slip of the pen orders nothing, and blocks nothing
  site.night();
  site.rows()[0] = SmallSite::decision(1, R"({"fine":888,"updated_at":"2026-11-19"})");
  site.rows()[1] = SmallSite::decision(2, R"({"fine":888,"updated_at":"2026-11-19"})");
  site.rows()[2] = SmallSite::decision(3, R"({"fine":888})");
  site.rows()[3]["updated_at"] = "2026-11-20";  // no order beside a time of that day: the later pull counts
  site.rows()[3]["fine"] = 888;
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.report.rows.superseded == 1);
  CHECK(end.report.rows.changed == 3);
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "888"));
  CHECK(contains(site.page(SmallSite::address(2)), "888"));
  CHECK(contains(site.page(SmallSite::address(3)), "888"));
  CHECK(contains(site.page(SmallSite::address(4)), "888"));
}

TEST_CASE("a key whose newest row cannot be read is held, whatever older row comes with it") {
  SmallSite site;
  site.fill(4);
  for (auto& row : site.rows()) row["updated_at"] = "2026-11-20";
  site.night();
  CHECK(site.standing(1) == "published");
  const auto broken = [](int number) {
    return SmallSite::decision(number, R"({"decision_date":"去年","updated_at":"2026-11-22"})");
  };
  site.rows()[0] = broken(1);                // alone
  site.rows().push_back(broken(2));          // after yesterday's row
  site.rows()[2]["updated_at"] = "2026-11-19";
  site.rows()[2]["fine"] = 999;
  site.rows().push_back(broken(3));          // after an older version
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.report.rows.rejected == 3);
  for (int i = 1; i <= 3; ++i) {
    CAPTURE(i);
    CHECK(site.standing(i) == "held: update_rejected");
    CHECK_FALSE(site.serves(SmallSite::address(i)));
  }
  CHECK(site.standing(4) == "published");
}

TEST_CASE("one number with several parties is several records, each told by its party") {
  SmallSite site;
  site.feed("d")["preset"] = "double-publicity";
  site.feed("d")["attests"] = SmallSite::statement();
  const auto row = [](const char* name, const char* patch) {
    Json json = {{"CF_WSH", "示市监罚〔2026〕1号"}, {"CF_XDR_MC", name},       {"CF_CFLB", "罚款"},
                 {"CF_NR", "罚款500元"},             {"CF_NR_FK", "0.05"},      {"CF_JDRQ", "2026-11-12"},
                 {"CF_CFJGDM", kAgency}};
    json.merge_patch(Json::parse(patch));
    return json;
  };
  site.rows() = {row("示例第一商贸有限公司", R"({"CF_XDR_LB":"法人及非法人组织","CF_XDR_SHXYM":"91990101MA9TE5T122"})"),
                 row("虚构小吃店", R"({"CF_XDR_LB":"个体工商户","CF_XDR_SHXYM":"92990102MA9ABC0X52"})"),
                 row("李四", R"({"CF_XDR_LB":"自然人","CF_XDR_ZJLX":"身份证","CF_XDR_ZJHM":"990101198808081235"})"),
                 row("王五", R"({"CF_XDR_LB":"自然人","CF_XDR_ZJLX":"身份证","CF_XDR_ZJHM":"990101201006150360"})")};
  const NightEnd end = site.night();
  CHECK(end.report.rows.fresh == 6);
  CHECK(end.report.rows.rejected == 0);
  CHECK(site.standing("示市监罚〔2026〕1号~91990101MA9TE5T122") == "published");
  CHECK(site.standing("示市监罚【2026】1号~92990102MA9ABC0X52") == "published");
  CHECK(end.report.states.at("published") == 5);
  CHECK(end.report.states.at("withheld") == 1);  // 王五 is under age
  CHECK(SmallSite::holding(site.out(), "990101198808081235").empty());
  CHECK(SmallSite::holding(site.out(), "李四").empty());
  CHECK(SmallSite::holding(site.out(), "王五").empty());
  // The same rows are the same records the night after.
  CHECK(site.night_on("2026-11-22").report.rows.same == 6);
}

TEST_CASE("what either of two feeds wants hidden is hidden, also while one of them is silent") {
  SmallSite site;
  site.rows() = {SmallSite::decision(1, R"({"facts":"配方为壹号添加剂三百克。"})"), SmallSite::decision(2)};
  site.feed("e")["url"] = "feeds/e.jsonl";
  site.write();
  site.folder().write("site/feeds/e.jsonl",
                      SmallSite::decision(1, R"({"facts":"另一说法。","disclosure":{"secrecy":"trade","redact":["facts"]}})").dump() + "\n");
  site.night();
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "依法隐去"));
  CHECK(SmallSite::holding(site.out() / "current/site", "壹号添加剂").empty());

  // The second feed fails; the first changes its row.
  stdfs::remove(site.site() / "feeds/e.jsonl");
  site.rows()[0]["fine"] = 999;
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "published");
  CHECK(contains(site.page(SmallSite::address(1)), "999"));
  CHECK(SmallSite::holding(site.out() / "current/site", "壹号添加剂").empty());
}

TEST_CASE("a record whose row may be one that cannot be read is held and nobody is said to have taken it down") {
  SmallSite site;
  site.fill(12);
  site.feed("d")["url"] = "feeds/d.jsonl";
  const std::string broken = "{\"id\":\"always broken\n";
  const std::string torn = broken + SmallSite::decision(1).dump().substr(0, 60) + "\n";
  const auto night_with = [&](const std::string& unreadable, const char* day) {
    std::string bytes;
    for (const auto& row : site.rows()) bytes += row.dump() + "\n";
    site.folder().write("site/feeds/d.jsonl", bytes + unreadable);
    site.night_on(day);
  };
  night_with(broken, "2026-11-21");
  CHECK(site.standing(1) == "published");

  site.rows().erase(site.rows().begin());
  night_with(torn, "2026-11-23");
  CHECK(site.standing(1) == "held: update_rejected");
  CHECK_FALSE(site.serves(SmallSite::address(1)));

  // As torn the night after: still held. Another really goes, and no more rows are broken than before.
  site.rows().erase(site.rows().begin());
  night_with(torn, "2026-11-24");
  CHECK(site.standing(1) == "held: update_rejected");
  CHECK(site.standing(2) == "withdrawn: agency_removed");

  // Every row can be read again, and the first is not among them.
  night_with("", "2026-11-25");
  CHECK(site.standing(1) == "withdrawn: agency_removed");
}
