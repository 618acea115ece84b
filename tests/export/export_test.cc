#include "export/export.h"

#include <sstream>

#include "base/text.h"
#include "report/frame_of.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::kMarket;

namespace {

Json decision(const std::string& number, const std::string& date, Json fields,
              bool personal = false) {
  fields["document_number"] = number;
  fields["decision_date"] = date;
  if (!fields.contains("category")) fields["category"] = "penalty";
  return {{"dataset", "decisions"},
          {"agency", kMarket},
          {"id", number},
          {"address", "decisions/" + date.substr(0, 7) + "/" + kMarket + "-" +
                          address_key("decisions", kMarket, number) + ".html"},
          {"fields", fields},
          {"main_date", date},
          {"published_on", "2026-05-06"},
          {"term_ends_on", "2027-04-20"},
          {"rule_sets", {"ndrc-36"}},
          {"personal", personal}};
}

Json company_decision() {
  return decision("示市监罚〔2026〕1号", "2026-04-20",
                  {{"party",
                    {{"name", "云溪餐饮有限公司"},
                     {"kind", "organisation"},
                     {"uscc", "91990101MA9TE5T122"},
                     {"id_number", "990101198808081235"}}},
                   {"penalty_kinds", {"罚款", "警告"}},
                   {"violation_type", "=未建立查验记录"},
                   {"fine", 500050},
                   {"place", "自由文本"},
                   {"recording", "R-1"}});
}

Json personal_decision() {
  return decision("示市监罚〔2026〕2号", "2026-03-02",
                  {{"party", {{"name", "李某某"}, {"kind", "natural_person"}}},
                   {"penalty_kinds", {"罚款"}},
                   {"violation_type", "无证经营"},
                   {"basis", "《示例条例》第三条"},
                   {"title", "关于李某某的决定"},
                   {"fine", 10000}},
                  true);
}

struct Data {
  explicit Data(const std::vector<Json>& records)
      : edition(test::edition_of("2026-11-20", records)) {}
  const std::map<std::string, std::string>& files() {
    const test::FrameOf frame(site, edition);
    sink.files.clear();
    const Status done = export_data(site, edition, frame.templates, frame.frame, sink);
    if (!done.ok()) FAIL(done.error().where << " " << done.error().text);
    return sink.files;
  }
  std::vector<Json> lines(const std::string& path) {
    std::istringstream in(files().at(path));
    std::vector<Json> out;
    for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
    return out;
  }
  Site site = test::built_in_site();
  Edition edition;
  test::MemorySink sink;
};

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& item : object.items()) keys.insert(item.key());
  return keys;
}

}  // namespace

TEST_CASE("what is planned is written, by month or whole") {
  Data data(std::vector<Json>{company_decision(), personal_decision(),
                              test::agency_record(kMarket, "示例区市场监督管理局")});
  data.files();
  const std::vector<std::string> planned = planned_export_paths(data.site, data.edition);
  CHECK(data.sink.paths() == planned);
  CHECK(planned == std::vector<std::string>{
                       "data/agencies/all/agencies.csv", "data/agencies/all/agencies.jsonl", "data/agencies/all/agencies.xlsx",
                       "data/datapackage.json", "data/decisions/2026-03/decisions-2026-03.csv",
                       "data/decisions/2026-03/decisions-2026-03.jsonl", "data/decisions/2026-03/decisions-2026-03.xlsx",
                       "data/decisions/2026-04/decisions-2026-04.csv", "data/decisions/2026-04/decisions-2026-04.jsonl",
                       "data/decisions/2026-04/decisions-2026-04.xlsx", "data/decisions/index.html",
                       "data/dictionary.json", "data/double-publicity/2026-04/penalty-2026-04.csv",
                       "data/double-publicity/penalty.html", "data/index.html",
                       "data/withdrawn.jsonl", "kiosk/find/_.js"});
}

TEST_CASE("powers can be downloaded by agency, and the package has their rows once") {
  const std::string other = "119901010099000215";
  const auto power = [](const std::string& agency, const std::string& code) -> Json {
    return {{"dataset", "powers"}, {"agency", agency}, {"id", code},
            {"address", "powers/" + agency + "-" + code + ".html"},
            {"fields", {{"name", "事项" + code}}}, {"published_on", "2026-05-06"}};
  };
  Data data(std::vector<Json>{power(kMarket, "a1"), power(kMarket, "a2"), power(other, "b1")});
  const auto& files = data.files();
  CHECK(data.sink.paths() == planned_export_paths(data.site, data.edition));
  const std::string& own = files.at("data/powers/all/powers-" + kMarket + ".csv");
  CHECK(contains(own, "事项a1"));
  CHECK(contains(own, "事项a2"));
  CHECK_FALSE(contains(own, "事项b1"));
  const std::string& all = files.at("data/powers/all/powers.csv");
  CHECK(own.substr(0, own.find("\r\n")) == all.substr(0, all.find("\r\n")));
  CHECK(contains(all, "事项b1"));
  CHECK_FALSE(contains(files.at("data/datapackage.json"), kMarket));
}

TEST_CASE("JSON Lines carry the record in its native shape and when and why it is shown") {
  Data data(std::vector<Json>{company_decision()});
  const Json row = data.lines("data/decisions/2026-04/decisions-2026-04.jsonl").at(0);
  CHECK(row.at("id") == "示市监罚〔2026〕1号");
  CHECK(row.at("agency") == kMarket);
  CHECK(row.at("party").at("name") == "云溪餐饮有限公司");
  CHECK(row.at("party").at("uscc") == "91990101MA9TE5T122");
  CHECK(row.at("category") == "penalty");
  CHECK(row.at("fine").dump() == "5000.5");
  CHECK(row.at("penalty_kinds") == Json{"罚款", "警告"});
  CHECK(row.at("published_on") == "2026-05-06");
  CHECK(row.at("term_ends_on") == "2027-04-20");
  CHECK(row.at("rule_sets") == Json{"ndrc-36"});
  CHECK(row.at("disclosed_by") == "示例区司法局");
}

TEST_CASE("only fields a definition makes public go out") {
  Data data(std::vector<Json>{company_decision()});
  for (const auto& [path, bytes] : data.files()) {
    INFO(path);
    CHECK_FALSE(contains(bytes, "990101198808081235"));
    CHECK_FALSE(contains(bytes, "自由文本"));
    CHECK_FALSE(contains(bytes, "R-1"));
  }
}

TEST_CASE("of a person only number, agency, category, kinds, dates and the masked name go out") {
  Data data(std::vector<Json>{personal_decision()});
  const Json row = data.lines("data/decisions/2026-03/decisions-2026-03.jsonl").at(0);
  CHECK(keys_of(row) == std::set<std::string>{"agency", "category", "decision_date", "disclosed_by",
                                              "document_number", "id", "party", "penalty_kinds",
                                              "published_on", "rule_sets", "term_ends_on"});
  CHECK(row.at("party") == Json{{"name", "李某某"}});
  const std::string& csv = data.files().at("data/decisions/2026-03/decisions-2026-03.csv");
  CHECK(contains(csv, "李某某"));
  for (const char* hidden : {"无证经营", "示例条例", "关于", ",100,", ".html"})
    CHECK_FALSE(contains(csv, hidden));
}

TEST_CASE("a person's full name that a rule set shows on the page is masked in the data files") {
  Json shown = personal_decision();
  shown["fields"]["party"]["name"] = "李小四";
  shown["masked_name"] = "李某某";
  Data data(std::vector<Json>{shown});
  CHECK(data.lines("data/decisions/2026-03/decisions-2026-03.jsonl").at(0).at("party") == Json{{"name", "李某某"}});
  for (const auto& [path, bytes] : data.files()) {
    INFO(path);
    if (path.starts_with("data/")) CHECK_FALSE(contains(bytes, "李小四"));
  }
}

TEST_CASE("a CSV has Chinese heads, amounts in 元, and no formula") {
  Data data(std::vector<Json>{company_decision()});
  const std::string& csv = data.files().at("data/decisions/2026-04/decisions-2026-04.csv");
  CHECK(csv.starts_with("\xEF\xBB\xBF编号,执法机关代码,执法类别,决定书文号,"));
  CHECK(contains(csv, ",行政处罚,"));
  CHECK(contains(csv, "罚款；警告"));
  CHECK(contains(csv, "'=未建立查验记录"));
  CHECK(contains(csv, ",5000.50"));
  CHECK(csv.ends_with("\r\n"));
  const size_t head = csv.find("\r\n");
  const auto count = [](std::string_view text) {
    return std::count(text.begin(), text.end(), ',');
  };
  CHECK(count(std::string_view(csv).substr(0, head)) == count(std::string_view(csv).substr(head)));
}

TEST_CASE("the package names every data file with its size and digest") {
  Data data(std::vector<Json>{company_decision(), personal_decision()});
  const auto& files = data.files();
  const Json package = Json::parse(files.at("data/datapackage.json"));
  std::set<std::string> names;
  for (const Json& resource : package.at("resources")) names.insert(resource.at("name"));
  CHECK(names.size() == 9);
  CHECK(package.at("resources").size() == 9);
  CHECK_FALSE(package.contains("homepage"));
  for (const Json& resource : package.at("resources")) {
    const std::string& bytes = files.at("data/" + resource.at("path").get<std::string>());
    CHECK(resource.at("bytes") == bytes.size());
    CHECK(resource.at("hash") == "sha256:" + sha256_hex(bytes));
    if (resource.at("format") != "csv") continue;
    const size_t columns = resource.at("schema").at("fields").size();
    CHECK((resource.at("name").get<std::string>().starts_with("double") || resource.at("schema").at("missingValues") == Json{"", kRedacted}));
    const std::string_view head = std::string_view(bytes).substr(0, bytes.find("\r\n"));
    CHECK(columns == static_cast<size_t>(std::count(head.begin(), head.end(), ',') + 1));
  }
}

TEST_CASE("the dictionary explains public fields and names no other") {
  Data data(std::vector<Json>{company_decision()});
  const Json dictionary = Json::parse(data.files().at("data/dictionary.json"));
  REQUIRE(dictionary.at("datasets").size() == 1);
  std::set<std::string> names;
  for (const Json& field : dictionary.at("datasets").at(0).at("fields"))
    names.insert(field.at("name").get<std::string>());
  for (const char* there : {"id", "agency", "party.name", "fine", "published_on", "disclosed_by"})
    CHECK(names.count(there) == 1);
  for (const char* hidden :
       {"party.id_number", "party.phone", "place", "recording", "legal_review"})
    CHECK(names.count(hidden) == 0);
}

TEST_CASE("withdrawn records stand in a list of their own") {
  Data data(std::vector<Json>{});
  data.edition.tombstones.push_back(test::tombstone({{"dataset", "decisions"},
                                                     {"agency", kMarket},
                                                     {"address", "decisions/2026-04/x.html"},
                                                     {"document_number", "示市监罚〔2026〕9号"},
                                                     {"reason", "revoked"},
                                                     {"ground", "复议决定"},
                                                     {"withdrawn_on", "2026-06-01"},
                                                     {"until", "2027-06-01"}}));
  const auto rows = data.lines("data/withdrawn.jsonl");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == Json{{"dataset", "decisions"},
                        {"agency", kMarket},
                        {"url", "decisions/2026-04/x.html"},
                        {"document_number", "示市监罚〔2026〕9号"},
                        {"reason", "revoked"},
                        {"ground", "复议决定"},
                        {"withdrawn_on", "2026-06-01"}});
}

TEST_CASE("the page lists the files with their sizes") {
  Data data(
      std::vector<Json>{company_decision(), test::agency_record(kMarket, "示例区市场监督管理局")});
  data.site.config.base_url = "https://gongshi.example/zfgs/";
  const std::string& page = data.files().at("data/index.html");
  CHECK(contains(page, "href=\"decisions/2026-04/decisions-2026-04.csv\""));
  CHECK(contains(page, "href=\"decisions/2026-04/decisions-2026-04.xlsx\""));
  CHECK(contains(page, "href=\"decisions/index.html\""));
  CHECK(contains(page, "href=\"agencies/all/agencies.jsonl\""));
  CHECK(contains(page, "application/ld+json"));
  CHECK(contains(page, "\"contentUrl\":\"https://gongshi.example/zfgs/data/decisions/2026-04/decisions-2026-04.csv\""));
  CHECK(contains(data.sink.files.at("data/decisions/index.html"), "href=\"2026-04/decisions-2026-04.jsonl\""));
  CHECK(contains(data.sink.files.at("data/double-publicity/penalty.html"),
                 "href=\"2026-04/penalty-2026-04.csv\""));
  CHECK(contains(page, "2026年4月"));
  CHECK(contains(page, "字节"));
  CHECK(contains(data.files().at("data/decisions/2026-04/decisions-2026-04.csv"),
                 "https://gongshi.example/zfgs/decisions/2026-04/"));
}

TEST_CASE("the same edition gives the same files") {
  Data one(std::vector<Json>{company_decision(), personal_decision()}),
      two(std::vector<Json>{personal_decision(), company_decision()});
  CHECK(one.files() == two.files());
}
