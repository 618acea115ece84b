// Honest rows that look like something forbidden: nothing of them may keep a night from being published.
#include "night/audit_release.h"
#include "night/publish_release.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A natural person's penalty; `party` is merged over the party.
Json person(int number, const char* name, const char* party = "{}", const char* patch = "{}") {
  Json row = SmallSite::decision(number, patch);
  row["party"] = {{"name", name}, {"kind", "natural_person"}, {"birth_date", "1980-01-01"}};
  row["party"].merge_patch(Json::parse(party));
  return row;
}

/// Publishes all rows, or says which one not and why.
void check_all_published(SmallSite& site) {
  const NightEnd end = site.night();
  CHECK(end.report.published);
  for (const auto& find : end.report.finds) FAIL_CHECK(find.code << " " << find.file);
  for (const auto& held : end.report.held) FAIL_CHECK(held.id << " " << held.reasons[0]);
  CHECK(end.report.states.at("published") == static_cast<long>(site.rows().size()) + 2);  // two agencies
}

}  // namespace

TEST_CASE("a document with links and pictures shows their words and keeps no night from being published") {
  SmallSite site;
  site.rows() = {SmallSite::decision(1, R"x({"document":"见[附件](附件1.pdf)和![印章](images/seal.png)。![](http://evil.example/x.png)"})x")};
  check_all_published(site);
  const std::string page = site.page(SmallSite::address(1));
  CHECK(contains(page, "见附件和印章"));
  for (const char* link : {"附件1.pdf", "seal.png", "evil.example"}) CHECK_FALSE(contains(page, link));
}

TEST_CASE("a party whose name is an everyday word does not hold the records that use the word") {
  SmallSite site;
  site.rows() = {person(1, "高峰"), person(2, "安全")};
  for (int i = 3; i < 30; ++i) site.rows().push_back(SmallSite::decision(i, R"({"facts":"高峰时段占道经营，影响安全。"})"));
  check_all_published(site);
  CHECK(contains(site.page(SmallSite::address(1)), "高某"));
}

TEST_CASE("somebody called like words of the program or like pinyin holds nothing and keeps no night from being published") {
  SmallSite site;
  const char* const names[] = {"万元", "行政相对人名称", "信息公开目录", "Shi Li", "Hồng Gấm", "Shang Mao", "李**", "viewport", "程公"};
  site.fill(20);
  int number = 30;
  for (const char* name : names)
    for (const char* flags : {R"({"disclosure":{"minor":true}})", "{}"}) site.rows().push_back(person(++number, name, "{}", flags));
  const NightEnd end = site.night();
  CHECK(end.report.published);
  for (const auto& find : end.report.finds) FAIL_CHECK(find.code << " " << find.file);
  CHECK(end.report.states.at("withheld") == std::ssize(names));
  CHECK(end.report.states.at("published") == 20 + std::ssize(names) + 2);
}

TEST_CASE("numbers and days that stand beside each other are no telephone, and a number inside a public one is no find") {
  SmallSite site;
  site.fill(3);
  const char* const numbers[] = {"202604200138", "市罚字202604200139号", "CF2026138"};
  const char* const hidden[] = {"202604200138-1", "202604200139", "CF2026138-1"};
  for (int i = 0; i < 3; ++i) {
    const bool first = i != 0;  // either may be the shorter
    Json shown = SmallSite::decision(10 + i), child = person(20 + i, "李小明", R"({"birth_date":"2015-01-01"})");
    shown["id"] = shown["document_number"] = first ? numbers[i] : hidden[i];
    child["id"] = child["document_number"] = first ? hidden[i] : numbers[i];
    if (i == 2) std::swap(shown["id"], child["id"]), std::swap(shown["document_number"], child["document_number"]);
    site.rows().push_back(shown);
    site.rows().push_back(child);
  }
  site.feed("n") = {{"id", "n"}, {"dataset", "notices"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  for (const char* title : {"拍卖公告188", "考试公告1385678", "抽检批号13800", "样品 990100000"})
    site.rows("n").push_back({{"id", title}, {"agency", kAgency}, {"title", title}, {"kind", "auction"}, {"event_on", "2026-12-01"}});
  const NightEnd end = site.night();
  CHECK(end.report.published);
  for (const auto& find : end.report.finds) FAIL_CHECK(find.code << " " << find.file);
  CHECK(end.report.states.at("withheld") == 3);
  CHECK(end.report.states.at("published") == 3 + 3 + 4 + 2);
}

TEST_CASE("a place where a name should stand holds nobody who names the street") {
  SmallSite site;
  site.rows() = {person(1, "示例区中山路1号"), SmallSite::decision(2, R"({"facts":"在示例区中山路占道经营。"})")};
  check_all_published(site);
}

TEST_CASE("a company that is called by the short form of its public name is not held for a child called like it") {
  SmallSite site;
  site.rows() = {SmallSite::decision(1, R"({"agency":"119901010099000215","title":"欧阳娜娜餐饮占道案","party":{"name":"示例区欧阳娜娜餐饮有限公司"}})"),
                 person(2, "欧阳娜娜", R"({"birth_date":"2015-01-01"})")};
  const NightEnd end = site.night();
  CHECK(end.report.published);
  CHECK(end.report.finds.empty());
  CHECK(end.report.states.at("published") == 3);
  CHECK(end.report.states.at("withheld") == 1);
}

TEST_CASE("a sentence, a room and a telephone that are public in their own right prove nothing of a withheld record") {
  SmallSite site;
  const std::string sentence = "当事人不服本决定的，可以自收到决定书之日起六十日内向示例区人民政府申请行政复议。";
  site.folder().write("site/pages/appeal.md", "---\ntitle: 怎样申请\ndescription: 找谁。\norder: 9\n---\n\n" + sentence + "\n");
  site.folder().write("site/datasets/hotlines.json", R"({"dataset":"hotlines","label":"举报渠道","date":"","page":true,"fields":[
      {"name":"name","label":"名称","type":"string","public":true,"list":true,"detail":true,"required":true},
      {"name":"phone","label":"电话","type":"phone","public":true,"detail":true},
      {"name":"mail","label":"邮箱","type":"plain","public":true,"detail":true}]})");
  site.config()["carriers"] = {{{"kind", "办事大厅"}, {"name", "区政务服务大厅"}, {"place", "示例区中山路1号三楼大厅"}}};
  site.feed("h") = {{"id", "h"}, {"dataset", "hotlines"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("h") = {{{"id", "H-1"}, {"agency", kAgency}, {"name", "一号热线"}, {"phone", "13900000001"}, {"mail", "jb@example.gov.cn"}}};
  site.feed("n") = {{"id", "n"}, {"dataset", "notices"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("n") = {{{"id", "N-1"}, {"agency", kAgency}, {"title", "听证公告"}, {"kind", "hearing"}, {"place", "示例区中山路1号三楼会议室"}, {"event_on", "2026-12-01"}}};
  site.fill(2);
  site.rows().push_back(person(3, "李小明", R"({"address":"示例区中山路1号三楼会议室","birth_date":"2015-01-01"})"));
  site.rows().push_back(person(4, "李小亮", R"({"address":"示例区中山路1号三楼大厅","birth_date":"2015-01-01"})"));
  site.rows()[2]["content"] = sentence;
  const NightEnd end = site.night();
  CHECK(end.report.published);
  for (const auto& find : end.report.finds) FAIL_CHECK(find.code << " " << find.file);
  CHECK(end.report.states.at("withheld") == 2);
  CHECK(end.report.states.at("published") == 6);
  CHECK(SmallSite::holding(site.out() / "current/site", "李小").empty());
}

TEST_CASE("a person punished beside the company he heads holds neither") {
  SmallSite site;
  site.rows() = {person(1, "王建国")};
  for (int i = 2; i < 30; ++i) site.rows().push_back(SmallSite::decision(i, R"({"party":{"legal_representative":"王建国"}})"));
  check_all_published(site);
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "王建国"));
  CHECK(contains(site.page(SmallSite::address(2)), "王建国"));
}

TEST_CASE("a road without a number, a service line and a torn number are no proof of anything") {
  SmallSite site;
  site.rows() = {person(1, "李小明", R"({"address":"示例区人民路","phone":"400-800-1234"})"),
                 person(2, "李小亮", R"({"address":"示例区松花江街","phone":"86571234","id_number":"110101"})"),
                 SmallSite::decision(3, R"({"facts":"身份证号为990101、198001010011、见附页。"})")};
  for (int i = 4; i < 30; ++i)
    site.rows().push_back(SmallSite::decision(
        i, R"({"facts":"在示例区人民路占道经营，由松花江街道办事处移送，热线400-800-1234，登记号86571234，批号110101。"})"));
  check_all_published(site);
  CHECK_FALSE(contains(site.page(SmallSite::address(3)), "198001010011"));
}

TEST_CASE("an individual business at its own address is shown with the address hidden") {
  SmallSite site;
  site.rows() = {SmallSite::decision(1, R"({"party":{"name":"青禾面馆","kind":"individual_business","uscc":"92990102MA9ABC0X52",
      "address":"示例区人民路18号"},"facts":"在示例区人民路18号经营。","basis":"在示例区人民路18号经营"})")};
  check_all_published(site);
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "人民路18号"));
}

TEST_CASE("an agency whose own row is held keeps nobody's decisions from being published") {
  for (const char* code : {kOtherAgency, "1199010100990003XW"}) {
    SmallSite site;
    site.rows("agencies")[1] = SmallSite::agency(code, "示例区城市管理局");
    site.rows("agencies")[0]["disclosure"] = SmallSite::decision(1)["disclosure"];
    site.feed("agencies").erase("attests");  // so nobody has reviewed the second
    site.rows() = {SmallSite::decision(1), SmallSite::decision(2)};
    site.rows()[1]["agency"] = code;
    const NightEnd end = site.night();
    CHECK(end.report.published);
    CHECK(end.report.finds.empty());
    CHECK(end.report.states.at("published") == 3);
    CHECK_FALSE(site.serves(std::string("agencies/") + code + ".html"));
    CHECK(site.serves("agencies/" + std::string(kAgency) + ".html"));
    // Withdrawn decisions keep a notice under the same code.
    site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", code}, {"id", SmallSite::id_of(2)}, {"reason", "revoked"},
                                    {"ground", "复议决定撤销"}, {"by", "某科"}, {"on", "2026-11-22"}});
    CHECK(site.night_on("2026-11-22").report.finds.empty());
  }
}

TEST_CASE("a name found in a title holds the decision and not the agency whose page shows the title") {
  SmallSite site;
  site.rows() = {SmallSite::decision(1), person(2, "李小明", "{}", R"({"disclosure":{"minor":null}})"),
                 SmallSite::decision(3, R"({"title":"某公司与李小明纠纷案"})")};
  site.rows()[1]["party"].erase("birth_date");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(site.standing(3) == "held: audit_find");
  CHECK(site.standing(1) == "published");
  CHECK(site.serves("agencies/" + std::string(kAgency) + ".html"));
  // And the night after it is an ordinary one.
  site.rows().pop_back();
  CHECK(site.night_on("2026-11-22").exit == ExitCode::kDone);
  CHECK(site.standing(1) == "published");
}

TEST_CASE("a common name, a service's mobile phone and an account like a keyboard keep no night from being published") {
  SmallSite site;
  site.feed("services") = {{"id", "services"}, {"dataset", "services"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("services") = {{{"id", "S1"}, {"agency", kAgency}, {"name", "办事指南"}, {"phone", "13933330024"}, {"place", "大厅，电话13933330024"}}};
  site.rows() = {person(1, "张强"), person(2, "周进"), SmallSite::decision(3, R"({"facts":"证人陈陆在场，账号：1234567890。"})")};
  const NightEnd end = site.night();
  CHECK(end.report.published);
  for (const auto& find : end.report.finds) FAIL_CHECK(find.code << " " << find.file);
  CHECK(end.report.states.at("published") == 6);
  CHECK(contains(site.page(SmallSite::address(3)), "银行账号已隐去"));
}

TEST_CASE("two decisions that cite a withheld one by its number are both held and the night goes on") {
  SmallSite site;
  site.rows() = {person(500, "赵小宝", R"({"birth_date":"2012-03-04"})", R"({"disclosure":{"minor":true}})")};
  for (int i = 1; i <= 2; ++i) site.rows().push_back(SmallSite::decision(i, R"({"facts":"与示市监罚〔2026〕500号一案同时查处。"})"));
  site.rows().push_back(SmallSite::decision(3));
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.published);
  CHECK(site.standing(1) == "held: audit_find");
  CHECK(site.standing(2) == "held: audit_find");
  CHECK(site.standing(3) == "published");
  CHECK(SmallSite::holding(site.out() / "current/site", "500号").empty());
}

/// One decision cites a withheld one, which is a find; another is of the same month, a third of an earlier one, with `of_third` merged over it.
void fill_with_find(SmallSite& site, const char* of_third) {
  site.rows() = {person(500, "赵小宝", R"({"birth_date":"2012-03-04"})", R"({"disclosure":{"minor":true}})"),
                 SmallSite::decision(1, R"({"facts":"与示市监罚〔2026〕500号一案同时查处。"})"), SmallSite::decision(2),
                 SmallSite::decision(3, R"({"acted_on":"2026-08-08","decision_date":"2026-09-10"})")};
  site.rows()[3].merge_patch(Json::parse(of_third));
  site.write();
}

TEST_CASE("a night that builds again after a find makes only that anew of which the find is a part") {
  SmallSite site;
  fill_with_find(site, "{}");
  FaultyFs fs;
  const NightEnd end = site.night(fs);
  REQUIRE(end.error.code.empty());
  CHECK(end.report.published);
  CHECK(site.standing(1) == "held: audit_find");
  const auto times = [&](const std::string& address) {
    return std::count(fs.calls().begin(), fs.calls().end(), "write " + stdfs::path(address).filename().string());
  };
  CHECK(times(SmallSite::address(2)) == 2);
  CHECK(times(SmallSite::address(3, "2026-09")) == 1);
  // As if it had been built from nothing.
  const auto served = site.served();
  auto work = site.open();
  const auto full = build_release(*work, true);
  REQUIRE(full.ok());
  for (const auto& [path, bytes] : SmallSite::files_below(release_dir(site.out(), full->release) / "site")) {
    if (path == "release.json" || path == "files.sha256") continue;
    INFO(path);
    CHECK((served.contains(path) && served.at(path) == bytes));
  }
}

TEST_CASE("what a find has taken back is looked for in the parts that were taken over") {
  SmallSite site;
  fill_with_find(site, R"({"facts":"与示市监罚〔2026〕1号一案同时查处。"})");
  FaultyFs fs;
  const NightEnd end = site.night(fs);
  CHECK(end.exit == ExitCode::kRefused);
  CHECK(contains(end.report.refusal, "审计发现"));
  CHECK(site.standing(1) == "held: audit_find");
  CHECK_FALSE(end.report.published);
  CHECK(site.current().empty());
  // The page is in a part that was taken over, and the report says where it is.
  const std::string page = SmallSite::address(3, "2026-09");
  CHECK(std::count(fs.calls().begin(), fs.calls().end(), "write " + stdfs::path(page).filename().string()) == 1);
  CHECK(std::any_of(end.report.finds.begin(), end.report.finds.end(), [&](const NightFind& find) { return find.file == page; }));
}

TEST_CASE("a part in which something was found is looked through again") {
  SmallSite site;
  fill_with_find(site, "{}");
  auto work = site.open();
  Night night(*work, "nightly");
  REQUIRE(night.pull({}, {}).ok());
  const std::string first = build_release(*work)->release;
  const auto found = audit_release(*work, first);
  REQUIRE(found.ok());
  REQUIRE_FALSE(found->clean());
  // As if nothing had been held.
  const std::string second = build_release(*work, false, first)->release;
  const auto again = audit_release(*work, second, false, first);
  REQUIRE(again.ok());
  CHECK(again->finds == found->finds);
}

TEST_CASE("a night with a find goes on where what its audit has looked at cannot be kept") {
  size_t keeping = 0;
  {
    SmallSite site;
    fill_with_find(site, "{}");
    FaultyFs fs;
    REQUIRE(site.night(fs).report.published);
    const auto at = std::find(fs.calls().begin(), fs.calls().end(), "write audited.txt");
    REQUIRE(at != fs.calls().end());
    keeping = static_cast<size_t>(at - fs.calls().begin()) + 1;
  }
  SmallSite site;
  fill_with_find(site, "{}");
  FaultyFs fs(keeping);
  const NightEnd end = site.night(fs);
  CHECK(end.error.code.empty());
  CHECK(end.report.published);
  CHECK(site.standing(1) == "held: audit_find");
}

TEST_CASE("an audit tells of a release whose list of parts is damaged") {
  SmallSite site;
  site.fill(2);
  site.night();
  const stdfs::path manifest = site.out() / "current/site/release.json";
  site.folder().write("out/releases/" + site.current() + "/site/release.json", slurp(manifest).substr(0, 40));
  auto work = site.open();
  const auto report = audit_release(*work, site.current(), true);
  REQUIRE(report.ok());
  CHECK_FALSE(report->clean());
}

TEST_CASE("a withdrawal that meets no record is told for thirty days and asks for a person once") {
  SmallSite site;
  site.fill(2);
  CHECK(site.night().exit == ExitCode::kDone);
  const auto line = [](const std::string& id, const char* on) {
    return Json{{"dataset", "decisions"}, {"agency", kAgency}, {"id", id}, {"reason", "order"}, {"ground", "〔2026〕1号"}, {"by", "某科"}, {"on", on}};
  };
  site.line("withdrawals.jsonl", line("某罚决〔2025〕99号", "2026-11-20"));
  site.line("withdrawals.jsonl", line("某罚决〔2025〕98号", "2026-10-01"));
  const auto told = site.night_on("2026-11-22");
  CHECK(told.exit == ExitCode::kAttention);
  std::vector<std::string> places;
  for (const auto& message : told.report.messages)
    if (message.code == "no_record") places.push_back(message.where);
  CHECK(places == std::vector<std::string>{"withdrawals.jsonl:1"});
  CHECK(site.night_on("2026-11-23").exit == ExitCode::kDone);
  site.line("withdrawals.jsonl", line(SmallSite::id_of(1), "2026-11-23"));
  const auto met = site.night_on("2026-11-24");
  CHECK(std::count_if(met.report.messages.begin(), met.report.messages.end(), [](const auto& message) { return message.code == "no_record"; }) == 1);
}

TEST_CASE("a window of a screen whose officer is not public is told of with its line") {
  SmallSite site;
  site.fill(1);
  site.feed("o") = {{"id", "o"}, {"dataset", "officers"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("o").push_back({{"id", "99010000001"}, {"agency", kOtherAgency}, {"name", "雷立川"}, {"status", "valid"}, {"window", true}, {"valid_until", "2028-01-09"}});
  const auto windows = Json::parse(R"([{"number":"1","officer":"99010000001"},{"number":"2","officer":"99010000010"},{"number":"3","note":"请到 1 号窗口办理"}])");
  site.config()["screens"] = {{{"id", "hall-1"}, {"loop", {{{"kind", "windows"}, {"windows", windows}}}}}};
  const auto told = [&](const NightEnd& end) {
    std::vector<std::string> out;
    for (const auto& message : end.report.messages)
      if (message.code == "closed_window") out.push_back(message.where + " " + message.text);
    return out;
  };
  const auto end = site.night();
  CHECK(end.exit == ExitCode::kDone);
  const auto first = told(end);
  REQUIRE(first.size() == 1);
  CHECK(contains(first[0], "site.json:1 屏幕 hall-1 的 2 号窗口"));
  site.rows("o")[0]["status"] = "revoked";
  site.rows("o")[0]["disclosure"] = {{"secrecy", "state"}};
  CHECK(told(site.night_on("2026-11-22")).size() == 2);
}

TEST_CASE("a line of the webmaster's that has no effect is a person's to look at once") {
  SmallSite site;
  site.fill(2);
  CHECK(site.night().exit == ExitCode::kDone);
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(1)}, {"reason", "privcy"}, {"by", "某"}, {"on", "2026-11-21"}});
  const NightEnd told = site.night_on("2026-11-22");
  CHECK(told.exit == ExitCode::kAttention);
  REQUIRE(told.report.messages.size() == 1);
  CHECK(told.report.messages[0].where == "withdrawals.jsonl:1");
  CHECK(site.night_on("2026-11-23").exit == ExitCode::kDone);
}
