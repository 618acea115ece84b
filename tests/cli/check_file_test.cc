#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::string lines(const std::vector<Json>& rows) {
  std::string out;
  for (const auto& row : rows) out += row.dump() + "\n";
  return out;
}

/// A file with one row of every fate.
std::string mixed_file() {
  Json bad = SmallSite::decision(1), twin = SmallSite::decision(2, R"({"fine":77})");
  bad["fine"] = -3;
  Json secret = SmallSite::decision(3, R"({"facts":"机密★1年"})");
  Json unknown = SmallSite::decision(4, R"({"disclosure":{"criminal":null}})");
  Json broken_code = SmallSite::decision(5, R"({"party":{"uscc":"91990101MA9X000124"}})");
  return lines({bad, SmallSite::decision(2), twin, secret, unknown, broken_code, SmallSite::decision(6)});
}

}  // namespace

TEST_CASE("a file is checked before it is sent as a night would read it") {
  SmallSite site;
  site.fill(1);
  site.write();
  site.folder().write("mine.jsonl", mixed_file());
  const Ran ran = run_on(site, {"--json", "check", "--feed", (site.folder() / "mine.jsonl").string(), "--dataset",
                                "decisions"});
  const Json json = ran.json();
  CHECK(ran.exit == 1);
  CHECK(json["rows"] == 7);
  std::map<std::string, std::vector<int>> rows;
  for (const auto& row : json["rejected"]) rows[row["reason"]].push_back(row["row"]);
  CHECK(rows == std::map<std::string, std::vector<int>>{{"bad_value", {1}}, {"duplicate", {2, 3}}, {"secret", {4}}});
  CHECK(json["states"] == Json({{"held", 1}, {"published", 2}}));
  CHECK(json["kept"] == Json::array({{{"row", 5}, {"state", "held"}, {"reasons", {"criminal_unknown"}}}}));
  REQUIRE(json["warnings"].size() == 1);
  CHECK(json["warnings"][0]["row"] == 6);
  CHECK(json["warnings"][0]["column"] == "party.uscc");
  // Nothing is kept of what was looked at.
  CHECK_FALSE(stdfs::exists(site.places().state));
}

TEST_CASE("names in a checked file that feed no field are told") {
  SmallSite site;
  site.write();
  site.folder().write("mine.jsonl", lines({SmallSite::decision(1, R"({"disclosures":{"secrecy":"state"}})")}));
  const std::string file = (site.folder() / "mine.jsonl").string();
  CHECK(contains(run_on(site, {"check", "--feed", file, "--dataset", "decisions"}).out, "没有用到的列：disclosures。"));
  CHECK(run_on(site, {"--json", "check", "--feed", file, "--dataset", "decisions"}).json()["unused_columns"] == Json({"disclosures"}));
}

TEST_CASE("a checked file says in words what to mend and writes the sheet that is asked for") {
  SmallSite site;
  site.fill(1);
  site.write();
  site.folder().write("mine.jsonl", mixed_file());
  const std::string file = (site.folder() / "mine.jsonl").string(), sheet = (site.folder() / "back.xlsx").string();
  const Ran ran = run_on(site, {"check", "--feed", file, "--dataset", "decisions", "--sheet", sheet});
  CHECK(ran.exit == 1);
  for (const char* words : {"第 1 行，fine：“罚款金额（元）”的值“-3”是负数", "第 4 行：涉密信息误入非涉密系统", "第 5 行（暂缓）：没有说明是否涉嫌犯罪，或者说明无法识别。", "共 7 行，按 jsonl、UTF-8 读取；退回 4 行"})
    CHECK(contains(ran.out, words));
  CHECK(slurp(sheet).starts_with("PK"));
}

TEST_CASE("a checked file whose rows are all in order ends with 0 and one that is none with 2") {
  SmallSite site;
  site.fill(1);
  site.write();
  site.folder().write("good.jsonl", lines({SmallSite::decision(2)}));
  CHECK(run_on(site, {"check", "--feed", (site.folder() / "good.jsonl").string(), "--dataset", "decisions"}).exit == 0);
  site.folder().write("bad.json", "{\"records\": [");
  const Ran bad = run_on(site, {"check", "--feed", (site.folder() / "bad.json").string(), "--dataset", "decisions"});
  CHECK(bad.exit == 2);
  CHECK_FALSE(bad.err.empty());
  site.folder().write("marked.json", Json{{"密级", "机密★5年"}, {"records", {SmallSite::decision(2)}}}.dump());
  const Ran marked = run_on(site, {"check", "--feed", (site.folder() / "marked.json").string(), "--dataset", "decisions"});
  CHECK(marked.exit == 2);
  CHECK(contains(marked.err, "涉密信息误入非涉密系统"));
  const Ran agency = run_on(site, {"check", "--feed", (site.folder() / "good.jsonl").string(), "--dataset", "decisions", "--agency", "x"});
  CHECK(agency.exit == 2);
  CHECK(contains(agency.err, "--agency"));
  const Ran unknown = run_on(site, {"check", "--feed", (site.folder() / "good.jsonl").string(), "--dataset", "nothing"});
  CHECK(unknown.exit == 2);
  CHECK(contains(unknown.err, "--dataset"));
}
