// Whole nights with sources on the network: hostile ones, unchanged ones, paged ones, secrets.
#include "night/small_site.h"
#include "pull/fetching.h"
#include "pull/loopback.h"

using namespace gongshi;
using namespace gongshi::test;
using Then = LoopbackAnswer::Then;

namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\n";

Json page_of(std::initializer_list<int> numbers) {
  Json records = Json::array();
  for (const int number : numbers) records.push_back(SmallSite::decision(number));
  return {{"records", records}};
}

/// A site whose decisions come from a loopback server that a test can change overnight.
class NetSite : public SmallSite {
 public:
  NetSite() {
    fetching().patience_ms = 100;
    fetching().retry.first_wait_ms = 1;
    fetching().bytes = 2'000'000;
    feed("d")["url"] = server.url("/d?token=planted-token");
    feed("d")["agency"] = kAgency;
  }
  void serve(const std::string& body, const std::string& headers = "", const std::string& path = kPath) {
    server.forget(path);
    server.page(path, "200 OK", body, headers);
  }
  void answer(const std::string& bytes, Then then = Then::kClose, const std::string& path = kPath) {
    server.forget(path);
    server.answer(path, bytes, then);
  }
  /// Serves the same to everybody, and says so to those who ask by its tag.
  void unchanged() {
    server.forget(kPath);
    server.page(kPath, "304 Not Modified", "");
  }
  bool asked_by_tag() { return contains(server.requests().back(), "If-None-Match: \"v1\""); }

  static constexpr const char* kPath = "/d?token=planted-token";
  static constexpr const char* kTag = "ETag: \"v1\"\r\n";
  Loopback server;
};

const NightFeed& decisions_of(const NightEnd& end) {
  REQUIRE(end.report.feeds.size() == 2);
  return end.report.feeds[1];
}

bool source_said(const NightEnd& end, const std::string& text) {
  return std::any_of(end.report.messages.begin(), end.report.messages.end(),
                     [&](const Error& message) { return contains(message.text, text); });
}

}  // namespace

TEST_CASE("a hostile source leaves yesterday's data, a clear message and exit code 1") {
  NetSite site;
  const std::string good = page_of({1, 2, 3}).dump();
  site.serve(good);
  REQUIRE(site.night().exit == ExitCode::kDone);
  REQUIRE(site.standing(2) == "published");

  Json first = page_of({4});
  first["next"] = "/d2";
  const auto secret = site.folder().write("secret.json", good);
  struct Trick {
    std::string bytes;
    Then then;
    const char* says;
  };
  const std::string length = "Content-Length: " + std::to_string(good.size());
  const Trick tricks[] = {
      {"", Then::kHang, "没有回应"},
      {std::string(kOk) + length + "\r\n\r\n{", Then::kHang, "没有回应"},
      {std::string(kOk) + length + "\r\n\r\n" + good.substr(0, 300), Then::kReset, "传输中断"},
      {std::string(kOk) + length + "\r\n\r\n" + good.substr(0, 300), Then::kClose, "传输中断"},
      {std::string(kOk) + "Content-Length: 300\r\n\r\n" + good, Then::kClose, "声明的长度"},
      {std::string(kOk) + "\r\n" + std::string(65'536, ' '), Then::kRepeat, "超过 2000000 字节"},
      {std::string(kOk) + "Content-Length: 10000000000\r\n\r\n" + good, Then::kClose, "超过 2000000 字节"},
      {"HTTP/1.1 302 Found\r\nLocation: file://" + secret.string() + "\r\nContent-Length: 0\r\n\r\n", Then::kClose, "不允许的地址"},
      {std::string(kOk) + "\r\n" + good.substr(0, 700), Then::kClose, "取"},
      {std::string(kOk) + "Content-Encoding: gzip\r\n" + length + "\r\n\r\n" + good, Then::kClose, "解不开"},
      {"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", Then::kClose, "503"},
      {std::string(kOk) + "\r\n" + first.dump(), Then::kClose, "传输中断"},
  };
  site.answer(std::string(kOk) + "Content-Length: 1000\r\n\r\n{\"records\":[", Then::kClose, "/d2");
  for (const auto& trick : tricks) {
    INFO(trick.says << ": " << trick.bytes.substr(0, 80));
    site.answer(trick.bytes, trick.then);
    const NightEnd end = site.night_on("2026-11-22");
    CHECK(end.exit == ExitCode::kAttention);
    CHECK(end.report.published);
    CHECK(decisions_of(end).result == "failed");
    CHECK(decisions_of(end).rows == 0);
    INFO(decisions_of(end).message);
    CHECK(source_said(end, trick.says));
    CHECK(source_said(end, "网站仍用 2026-11-2"));
    CHECK(end.report.rows.read == 2);  // the agencies
    for (const int number : {1, 2, 3}) CHECK(site.serves(SmallSite::address(number)));
    CHECK_FALSE(site.serves(SmallSite::address(4)));
    CHECK_FALSE(stdfs::exists(site.state() / "tmp"));
  }
  site.serve(page_of({1, 2, 3, 4}).dump());
  const NightEnd end = site.night_on("2026-11-23");
  CHECK(end.exit == ExitCode::kDone);
  CHECK(decisions_of(end).result == "fresh");
  CHECK(site.serves(SmallSite::address(4)));
}

TEST_CASE("a feed that its source calls unchanged adds no rows and loses none") {
  NetSite site;
  site.serve(page_of({1, 2}).dump(), NetSite::kTag);
  site.night();
  site.unchanged();
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(site.asked_by_tag());
  CHECK(end.exit == ExitCode::kDone);
  CHECK(decisions_of(end).result == "unchanged");
  CHECK(end.report.rows.read == 2);
  CHECK(end.report.states.at("published") == 4);
  CHECK(site.standing(1) == "published");
  CHECK(site.serves(SmallSite::address(1)));
  // Nothing is stale of a source that answers.
  const NightEnd later = site.night_on("2026-12-20");
  CHECK(site.asked_by_tag());
  CHECK(decisions_of(later).data_on == "2026-12-20");
}

TEST_CASE("a feed is fetched whole when more than its rows may have changed") {
  NetSite site;
  const std::string body = page_of({1, 2, 3}).dump();
  site.serve(body, NetSite::kTag);
  site.night();
  site.night_on("2026-11-22");
  REQUIRE(site.asked_by_tag());
  const auto whole = [&](const char* why) {
    INFO(why);
    CHECK(site.night().exit != ExitCode::kInternal);
    CHECK_FALSE(site.asked_by_tag());
    site.night();
    CHECK(site.asked_by_tag());
  };
  site.feed("d")["attests"] = SmallSite::statement("2026-11-30");
  whole("an attestation");
  site.config()["minor_fine"] = 3000;
  whole("the configuration");
  site.line("reviews.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", "x"}, {"digest", "0"},
                              {"clears", {"unreviewed"}}, {"by", "某科"}, {"on", "2026-11-22"}});
  whole("a review");
  site.folder().write("site/datasets/decisions.json",
                      R"({"dataset":"decisions","fields":[{"name":"fine","label":"罚款金额（元）","public":false}]})");
  whole("a definition");
  for (const char* day : {"2026-11-30", "2026-12-01"}) {  // the last day of the attestation, and the day after
    site.set_day(day);
    whole(day);
  }
  site.feed("d2") = {{"id", "d2"}, {"dataset", "decisions"}, {"agency", kAgency}};
  site.rows("d2") = {SmallSite::decision(9)};
  site.night();
  CHECK_FALSE(site.asked_by_tag());
  site.night();
  CHECK_FALSE(site.asked_by_tag());  // two feeds of one agency need each other's rows
}

TEST_CASE("a feed is fetched whole as long as something of it waits") {
  NetSite site;
  SECTION("a held record whose text is kept no longer") {
    Json page = page_of({1, 2});
    page["records"][1]["disclosure"].erase("reviewed_by");
    site.serve(page.dump(), NetSite::kTag);
    site.night();
    const auto work = site.open();
    REQUIRE(work->registry().drop_texts_before("2027-01-01").ok());
  }
  SECTION("a row that went back") {
    Json page = page_of({1, 2});
    page["records"][1]["decision_date"] = "2026-13-45";
    site.serve(page.dump(), NetSite::kTag);
  }
  SECTION("an older version that was passed over") {
    Json page = page_of({1, 2, 2});
    page["records"][1]["updated_at"] = "2026-11-13T08:00:00+08:00";
    page["records"][2]["updated_at"] = "2026-11-14T08:00:00+08:00";
    page["records"][2]["fine"] = 900;
    site.serve(page.dump(), NetSite::kTag);
  }
  SECTION("many records that vanished") {
    site.serve(page_of({1, 2, 3, 4}).dump(), "ETag: \"v0\"\r\n");
    site.night();
    site.serve(page_of({1}).dump(), NetSite::kTag);
    const NightEnd end = site.night();
    CHECK(source_said(end, "暂不撤下"));
  }
  site.night();
  CHECK(site.night_on("2026-11-22").report.rows.read > 2);
  CHECK_FALSE(site.asked_by_tag());
}

TEST_CASE("a feed of which a record is held with its text is asked for what changed") {
  NetSite site;
  Json page = page_of({1, 2});
  page["records"][1]["disclosure"].erase("reviewed_by");
  site.serve(page.dump(), NetSite::kTag);
  site.night();
  site.night_on("2026-11-22");
  CHECK(site.asked_by_tag());
  CHECK(site.standing(2) == "held: unreviewed");
}

TEST_CASE("a telephone that an agency takes back leaves its decisions though their feed says that nothing changed") {
  NetSite site;
  const std::string number = "0000-12345678";
  site.rows("agencies")[0]["phone"] = number;
  Json page = page_of({1, 2});
  page["records"][0]["facts"] = "当事人拨打" + number + "咨询后整改。";
  site.serve(page.dump(), NetSite::kTag);
  site.night();
  REQUIRE(contains(site.page(SmallSite::address(1)), number));
  site.rows("agencies")[0].erase("phone");
  site.night_on("2026-11-22");
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), number));
  CHECK(SmallSite::holding(site.out() / "current/site", number).empty());
}

TEST_CASE("the pages of a feed are read as one and a row that goes back names its page") {
  NetSite site;
  Json first = page_of({1, 2});
  first["next"] = "/d2";
  Json second = page_of({3, 4, 1});
  second["records"][1]["decision_date"] = "2026-13-45";
  site.serve(first.dump());
  site.serve(second.dump(), "", "/d2");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(decisions_of(end).rows == 5);
  CHECK(contains(decisions_of(end).message, "共 2 页"));
  CHECK(end.report.rows.repeated == 1);
  REQUIRE(end.report.rejected.size() == 1);
  CHECK(end.report.rejected[0].row == 4);
  CHECK(contains(end.report.rejected[0].mend, "在第 2 页第 2 行"));
  for (const int number : {1, 2, 3}) CHECK(site.standing(number) == "published");

  site.answer(std::string(kOk) + "Content-Length: 14\r\n\r\n{\"records\":[[]]}", Then::kClose, "/d2");
  site.serve("{\"records\":[{]}", "", "/d2");
  const NightEnd broken = site.night();
  CHECK(decisions_of(broken).result == "failed");
  CHECK(source_said(broken, "第 2 页"));
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a secret of the environment, a token in an address: no file and no message has them") {
  NetSite site;
  const Variable token("GONGSHI_TEST_TOKEN", "planted-header");
  const Variable login("GONGSHI_TEST_LOGIN", "reader:planted-password");
  const std::string rest = "127.0.0.1:" + std::to_string(site.server.port()) + NetSite::kPath;
  site.feed("d")["url"] = "http://env:GONGSHI_TEST_LOGIN@" + rest;
  site.feed("d")["headers"] = {{"X-Token", "env:GONGSHI_TEST_TOKEN"}};
  site.serve(page_of({1}).dump(), NetSite::kTag);
  std::string words;
  const auto night = [&] {
    const NightEnd end = site.night();
    words += report_file_json(end.report).dump();
    return end;
  };
  CHECK(night().exit == ExitCode::kDone);
  CHECK(contains(site.server.requests().back(), "X-Token: planted-header"));
  CHECK(contains(site.server.requests().back(), "Authorization: Basic "));
  site.answer("HTTP/1.1 302 Found\r\nLocation: http://planted-elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n");
  CHECK(night().exit == ExitCode::kAttention);
  site.answer("HTTP/1.1 403 planted-header\r\nContent-Length: 14\r\n\r\nplanted-header");
  CHECK(night().exit == ExitCode::kAttention);
  CHECK_FALSE(contains(words, "planted"));
  CHECK(SmallSite::holding(site.state(), "planted").empty());
  CHECK(SmallSite::holding(site.out(), "planted").empty());
}

TEST_CASE("a feed that keeps failing is stale after its days, and the pages of its data say so") {
  NetSite site;
  site.serve(page_of({1}).dump());
  site.night();
  site.answer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
  const std::string list = std::string("decisions/by-") + kAgency + "/index.html";
  const std::string agency = std::string("agencies/") + kAgency + ".html";
  const std::string sentence = "的数据更新到2026年11月21日，此后的信息暂未收到。";
  const NightEnd soon = site.night_on("2026-11-28");
  CHECK(decisions_of(soon).result == "failed");
  REQUIRE(site.serves(list));
  CHECK_FALSE(contains(site.page(list), sentence));
  const NightEnd late = site.night_on("2026-11-29");
  CHECK(late.exit == ExitCode::kAttention);
  CHECK(decisions_of(late).result == "stale");
  CHECK(source_said(late, "网站仍用 2026-11-21 取得的数据"));
  CHECK(contains(site.page(list), sentence));
  CHECK(contains(site.page(agency), sentence));
  CHECK_FALSE(contains(site.page(std::string("agencies/") + kOtherAgency + ".html"), "暂未收到"));
  CHECK(site.serves(SmallSite::address(1)));
}
