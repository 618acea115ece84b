#include "base/digest.h"
#include "night/portal_feed.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const char kPersonRow[] = R"({"party": {"name": "李四", "kind": "natural_person", "uscc": null, "birth_date": "1990-01-01"},
                           "title": "第3号摆摊案", "disclosure": {"minor": false}})";

/// A lower portal of seven decisions, two of them about a person, and an upper one that pulls it.
struct TwoPortals {
  SmallSite lower, upper;

  TwoPortals() {
    lower.fill(6);
    lower.rows()[2] = SmallSite::decision(3, kPersonRow);
    lower.rows().push_back(SmallSite::decision(7, kPersonRow));
    lower.rows()[6].merge_patch(Json::parse(R"({"category": "permit", "outcome": "granted", "penalty_kinds": null,
                                                "fine": null, "acted_on": null})"));
    lower.rows()[3]["first_published_on"] = "2026-11-15";
    const std::string package = (lower.out() / "current/site/data/datapackage.json").string();
    for (const char* id : {"agencies", "d"}) {
      upper.feed(id).erase("attests");
      upper.feed(id)["preset"] = "portal";
      upper.feed(id)["url"] = package;
    }
  }
  void pull_on(const char* day) {
    lower.night_on(day);
    upper.night_on(day);
  }
};

}  // namespace

TEST_CASE("an upper portal shows what a lower one shows, and never more") {
  TwoPortals two;
  two.pull_on("2026-11-21");
  for (int i = 1; i <= 7; ++i) {
    CAPTURE(i);
    CHECK(two.upper.standing(i) == "published");
    CHECK(two.upper.serves(SmallSite::address(i)));
  }
  const auto organisation = two.upper.known(SmallSite::id_of(1));
  CHECK(Json::parse(organisation->facts)["first_published_on"] == "2026-11-21");
  CHECK(Json::parse(two.upper.known(SmallSite::id_of(4))->facts)["first_published_on"] == "2026-11-15");
  CHECK(contains(two.upper.page(SmallSite::address(1)), "示例第1商贸有限公司"));
  CHECK(contains(two.upper.page(SmallSite::address(1)), "501"));
  // The person stays masked, and adult by the lower verdict.
  CHECK(contains(two.upper.page(SmallSite::address(3)), "李某"));
  CHECK(SmallSite::holding(two.upper.out(), "李四").empty());
  const Json facts = Json::parse(two.upper.known(SmallSite::id_of(3))->facts);
  CHECK(facts["party_kind"] == "natural_person");
  CHECK(facts["age"] == "adult");
  CHECK(facts["secrecy"] == "none");
  CHECK(facts["reviewed"] == true);
  // Of a person's permit the lower data say no more than that there is one.
  CHECK(Json::parse(two.upper.known(SmallSite::id_of(7))->facts)["category"] == "permit");
  CHECK(contains(two.upper.page(SmallSite::address(7)), "李某"));
}

TEST_CASE("the upper portal's own rules come on top of the lower verdict") {
  TwoPortals two;
  two.upper.folder().write("site/rules/strict.json", Json({{"id", "strict"},
                                                           {"title", "本市规定"},
                                                           {"source", "本市规定第一条"},
                                                           {"from", "2026-01-01"},
                                                           {"until", nullptr},
                                                           {"agencies", {"*"}},
                                                           {"withhold", {{{"reason", "small_fine"}, {"when", {{"fine_below", 502}}}}}}})
                                                         .dump());
  two.upper.config()["rule_sets"] = {"national", "strict"};
  two.pull_on("2026-11-21");
  CHECK(two.upper.standing(1) == "withheld: small_fine");
  CHECK(two.upper.standing(2) == "published");
}

TEST_CASE("what the lower portal withdrew is withdrawn above, and what vanished there has expired") {
  TwoPortals two;
  two.lower.rows()[1]["publish_until"] = "2026-11-22";
  two.pull_on("2026-11-21");
  CHECK(two.upper.standing(2) == "published");
  two.lower.rows().erase(two.lower.rows().begin());
  two.lower.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(5)},
                                       {"reason", "revoked"}, {"ground", "复议决定撤销"}, {"by", "某科"}, {"on", "2026-11-22"}});
  two.lower.night_on("2026-11-23");
  two.upper.set_day("2026-11-23");
  const NightEnd end = two.upper.night({"d"});
  CHECK(end.report.messages.empty());
  CHECK(two.lower.standing(5) == "withdrawn: revoked");
  CHECK(two.upper.standing(1) == "withdrawn: agency_removed");
  CHECK(two.upper.standing(5) == "withdrawn: revoked");
  CHECK(contains(two.upper.page(SmallSite::address(5)), "复议决定撤销"));
  CHECK(contains(two.upper.page(SmallSite::address(5)), "决定已被依法撤销"));
  CHECK(two.upper.standing(2).starts_with("expired: term_ended"));
  CHECK_FALSE(two.upper.serves(SmallSite::address(2)));
  CHECK(two.upper.standing(4) == "published");
  // The nights after say the same, and ask nobody to accept it again.
  two.pull_on("2026-11-24");
  CHECK(two.upper.standing(1) == "withdrawn: agency_removed");
  CHECK(two.upper.standing(5) == "withdrawn: revoked");
  CHECK(two.upper.standing(2).starts_with("expired"));
  CHECK(two.upper.standing(4) == "published");
}

TEST_CASE("however much the lower portal itself withdrew comes down at once and only what it does not explain waits") {
  TwoPortals two;
  two.pull_on("2026-11-21");
  for (const int number : {1, 2, 5})
    two.lower.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(number)},
                                         {"reason", "revoked"}, {"ground", "复议决定撤销"}, {"by", "某科"}, {"on", "2026-11-22"}});
  for (const int index : {3, 5}) two.lower.rows()[static_cast<size_t>(index)]["publish_until"] = "2026-11-22";
  two.lower.night_on("2026-11-23");
  two.upper.set_day("2026-11-23");
  const NightEnd end = two.upper.night();
  for (const int number : {1, 2, 5}) CHECK(two.upper.standing(number) == "withdrawn: revoked");
  for (const int number : {4, 6}) CHECK(two.upper.standing(number) == "published");
  REQUIRE(end.report.messages.size() == 1);
  CHECK(end.report.messages[0].code == "shrunk");
  CHECK(contains(end.report.messages[0].text, "少了 2 条"));
}

TEST_CASE("a record that no longer stands in the lower data and in no list of withdrawals has expired") {
  TwoPortals two;
  two.pull_on("2026-11-21");
  // The lower portal withholds it: nothing of it stays there, not even a line.
  two.lower.rows()[0]["disclosure"]["secrecy"] = "trade";
  two.pull_on("2026-11-23");
  CHECK(two.lower.standing(1) == "withheld: trade_secret");
  CHECK(two.upper.standing(1) == "expired: term_ended");
  CHECK_FALSE(two.upper.serves(SmallSite::address(1)));
  // It comes back below, and so above.
  two.lower.rows()[0]["disclosure"]["secrecy"] = "none";
  two.pull_on("2026-11-24");
  CHECK(two.upper.standing(1) == "published");
}

TEST_CASE("a lower portal that is no portal, changes while it is read or lists other places fails and keeps yesterday's data") {
  TwoPortals two;
  two.pull_on("2026-11-21");
  const auto data = two.lower.out() / "current/site/data";
  const std::string package = slurp(data / "datapackage.json");
  Json json = Json::parse(package);
  Json changed = json;
  for (auto& resource : changed["resources"]) resource["hash"] = "sha256:00";
  Json outside = json;
  for (auto& resource : outside["resources"])
    if (resource["format"] == "jsonl" && resource["path"].get<std::string>().starts_with("decisions/"))
      resource["path"] = "decisions/../../x.jsonl";
  struct Fault {
    const char* name;
    std::string package, withdrawn, says;
  };
  const Fault faults[] = {{"changed", changed.dump(), "", "正在更新"},
                          {"outside", outside.dump(), "", "不正确的路径"},
                          {"none", "[1]", "", "datapackage.json"},
                          {"broken", package, "{\n", "撤下清单"}};
  for (const auto& fault : faults) {
    CAPTURE(fault.name);
    const Scratch scratch;
    std::filesystem::copy(data, scratch / "data", std::filesystem::copy_options::recursive);
    scratch.write("data/datapackage.json", fault.package);
    scratch.write("data/withdrawn.jsonl", fault.withdrawn);
    two.upper.feed("d")["url"] = (scratch / "data/datapackage.json").string();
    const NightEnd end = two.upper.night_on("2026-11-23");
    CHECK(end.exit == ExitCode::kAttention);
    REQUIRE(end.report.messages.size() == 1);
    CHECK(contains(end.report.messages[0].text, fault.says));
    CHECK(two.upper.standing(1) == "published");
  }
}

TEST_CASE("what a lower portal has hidden or masked stands so in the upper one and holds nothing") {
  TwoPortals two;
  two.lower.rows()[0] = SmallSite::decision(1, R"({"disclosure": {"secrecy": "trade", "redact": ["fine", "penalty_kinds"]}})");
  two.lower.rows()[1] = SmallSite::decision(2, R"({"completed_on": "2026-11-18", "valid_until": "2027-01-02",
                                                   "disclosure": {"secrecy": "trade", "redact": ["completed_on", "party.name"]}})");
  two.lower.rows()[4] = SmallSite::decision(5, R"({"title": "示例区张伟副食店占道案", "party": {"name": "示例区张伟副食店",
                                                   "kind": "individual_business", "uscc": null, "legal_representative": "张伟"}})");
  two.pull_on("2026-11-21");
  for (const int i : {1, 2, 5}) {
    CAPTURE(i);
    CHECK(two.lower.standing(i) == "published");
    CHECK(two.upper.standing(i) == "published");
    for (SmallSite* site : {&two.lower, &two.upper})
      CHECK(contains(site->page(SmallSite::address(i)), i == 5 ? "张某副食店" : "■依法隐去■"));
  }
  // By what decides nothing can be decided when it is hidden.
  two.lower.rows()[3] = SmallSite::decision(4, R"({"disclosure": {"secrecy": "trade", "redact": ["status"]}, "status": "suspended"})");
  two.lower.rows()[5] = SmallSite::decision(6, R"({"disclosure": {"secrecy": "trade", "redact": ["party.kind"]}})");
  two.pull_on("2026-11-22");
  CHECK(two.lower.standing(4) == "published");
  CHECK(two.upper.standing(4) == "held: status_unknown");
  CHECK(two.upper.standing(6) == "published");  // its code tells what it is
  for (SmallSite* site : {&two.lower, &two.upper}) {
    const auto row = [&](int i) {
      for (const auto& line : split(site->page("data/decisions/2026-11/decisions-2026-11.jsonl"), '\n'))
        if (contains(line, SmallSite::id_of(i))) return Json::parse(line);
      return Json();
    };
    CHECK(row(1).at("fine") == "■依法隐去■");
    CHECK(row(1).at("penalty_kinds") == Json::array({"■依法隐去■"}));
    CHECK(row(2).at("completed_on") == "■依法隐去■");
    CHECK(row(2).at("valid_until") == "2027-01-02");
    CHECK(row(2).at("party").at("name") == "■依法隐去■");
    CHECK(contains(site->page("data/decisions/2026-11/decisions-2026-11.csv"), "■依法隐去■"));
    CHECK_FALSE(contains(site->page(SmallSite::address(1)), "501"));
  }
}

TEST_CASE("a person whose name the lower portal hid stands in nobody's way above when the record goes") {
  TwoPortals two;
  two.lower.rows()[2]["disclosure"]["redact"] = Json::array({"party.name"});
  two.pull_on("2026-11-21");
  CHECK(two.upper.standing(3) == "published");
  CHECK(contains(two.upper.page(SmallSite::address(3)), kHiddenMark));
  two.lower.rows().erase(two.lower.rows().begin() + 2);
  two.pull_on("2026-11-22");
  CHECK(two.upper.standing(3) != "published");
  CHECK(!contains(two.upper.page(SmallSite::address(3)), "摆摊案"));
  CHECK(two.upper.serves(SmallSite::address(1)));
}

TEST_CASE("what a lower portal lists as withdrawn is withdrawn though another feed still has its older row") {
  const std::string own = GENERATE("d", "e"), portal = own == "d" ? "e" : "d";  // named first or second
  TwoPortals two;
  const Json url = two.upper.feed("d")["url"];
  for (const char* key : {"url", "preset"}) two.upper.feed("d").erase(key);
  two.upper.feed(own).erase("attests");
  two.upper.feed(portal)["preset"] = "portal";
  two.upper.feed(portal)["url"] = url;
  for (const int number : {1, 8, 9}) two.upper.rows(own).push_back(SmallSite::decision(number, R"({"updated_at": "2026-11-20"})"));
  two.pull_on("2026-11-21");
  REQUIRE(two.upper.standing(1) == "published");
  two.lower.rows()[0]["status"] = "revoked";
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    CAPTURE(day);
    two.pull_on(day);
    CHECK(two.upper.standing(1) == "withdrawn: revoked");
    CHECK(two.upper.standing(8) == "published");
  }
  // A row that its agency made later brings it back.
  two.upper.rows(own)[0] = SmallSite::decision(1, R"({"updated_at": "2026-11-24"})");
  for (const char* day : {"2026-11-24", "2026-11-25"}) {
    CAPTURE(day);
    two.pull_on(day);
    CHECK(two.upper.standing(1) == "published");
  }
}

TEST_CASE("a lower portal's withdrawal of a record whose id is not its number counts as well unless the other row was made later") {
  const bool later = GENERATE(false, true);
  TwoPortals two;
  two.upper.feed("e");
  two.lower.rows()[0]["id"] = "CF-7";
  two.upper.rows("e").push_back(two.lower.rows()[0]);
  if (later) two.upper.rows("e")[0]["updated_at"] = "2026-11-29";
  two.pull_on("2026-11-21");
  REQUIRE(two.upper.standing("CF-7") == "published");
  two.lower.rows()[0]["status"] = "revoked";
  two.pull_on("2026-11-22");
  CHECK(two.upper.standing("CF-7") == (later ? "published" : "withdrawn: revoked"));
}

TEST_CASE("a row that stands in the lower portal's data and in its list of withdrawals is withdrawn") {
  TwoPortals two;
  two.pull_on("2026-11-21");
  two.lower.night_on("2026-11-22");
  const auto data = two.lower.out() / "current/site/data";
  DiskFs fs;
  const std::string url = "https://a.example/" + SmallSite::address(1);
  const std::string line = Json{{"url", url}, {"dataset", "decisions"}, {"agency", kAgency}, {"document_number", SmallSite::id_of(1)},
                                {"ground", "复议决定撤销"}, {"reason", "revoked"}, {"withdrawn_on", "2026-11-22"}}.dump() + "\n";
  REQUIRE(fs.write(data / "withdrawn.jsonl", line, 0644).ok());
  Json package = Json::parse(*fs.read(data / "datapackage.json"));
  for (auto& resource : package["resources"])
    if (resource["path"] == "withdrawn.jsonl") resource["hash"] = "sha256:" + sha256_hex(line), resource["bytes"] = line.size();
  REQUIRE(fs.write(data / "datapackage.json", package.dump(), 0644).ok());
  two.upper.set_day("2026-11-22");
  const NightEnd end = two.upper.night();
  CAPTURE(end.report.feeds[1].result, end.report.feeds[1].message);
  CHECK(two.upper.standing(1) == "withdrawn: revoked");
  CHECK(two.upper.standing(2) == "published");
}
