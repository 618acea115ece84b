#pragma once

#include <regex>

#include "cli/typed.h"

namespace gongshi::test {

inline const std::vector<std::string>& places() {
  static const std::vector<std::string> names = {"chaoyang", "xinglongtai", "zhengzhou", "changning", "xinbei"};
  return names;
}

/// The site that `init --profile` starts for a place, filled with one record of every dataset and run
/// for one night.
class Place {
 public:
  static constexpr const char* kDay = "2026-11-20";

  /// `rows` holds more rows by dataset; `site` is merged over site.json.
  explicit Place(const std::string& profile, const std::map<std::string, std::vector<Json>>& rows = {},
                 const Json& site = Json::object())
      : profile_(profile) {
    REQUIRE(run_program(scratch_, {"init", "site", "--profile", profile}).exit == 0);
    Json config = *parse_config(slurp(scratch_ / "site/site.json"), "site.json");
    config["base_url"] = "https://example.invalid/xzzfgs/";
    config.merge_patch(site);
    scratch_.write("site/site.json", config.dump());
    Json feeds = *parse_config(slurp(scratch_ / "site/feeds.json"), "feeds.json");
    for (Json& feed : feeds) fill(feed, rows);
    scratch_.write("site/feeds.json", feeds.dump());
  }

  Ran run(std::vector<std::string> words, const std::string& day = kDay) const {
    std::vector<std::string> all = {"--site", "site", "--out", "out", "--as-of", day};
    all.insert(all.end(), words.begin(), words.end());
    return run_program(scratch_, all);
  }
  /// A night that is published.
  const Place& night() const {
    const Ran ran = run({"nightly"});
    INFO(profile_ << ran.out << ran.err);
    REQUIRE(ran.exit <= 1);
    return *this;
  }
  Json report() const {
    Json found;
    for (const auto& entry : stdfs::directory_iterator(scratch_ / "out/state/reports"))
      if (stdfs::exists(entry.path() / "report.json")) found = Json::parse(slurp(entry.path() / "report.json"));
    return found;
  }
  Json explain(const std::string& dataset, const std::string& id) const {
    return run({"--json", "explain", dataset, kAgency, id}).json();
  }
  std::string standing(const std::string& dataset, const std::string& id) const {
    const Json json = explain(dataset, id);
    std::string out = json["state"];
    for (const auto& reason : json["reasons"]) out += " " + reason.get<std::string>();
    return out;
  }
  std::string page(const std::string& address) const { return slurp(scratch_ / ("out/current/site/" + address)); }
  /// The page of a record, by what explain says of its address.
  std::string page_of(const std::string& dataset, const std::string& id) const {
    const Json url = explain(dataset, id)["url"];
    REQUIRE(url.is_string());
    return page(url.get<std::string>());
  }
  const Scratch& folder() const { return scratch_; }

  /// The labels of a page's facts, in their order, without those every page has.
  static std::vector<std::string> labels(const std::string& whole) {
    const std::string page = whole.substr(0, whole.find("correction-form\" tabindex"));  // a form to fill in follows
    std::vector<std::string> out;
    static const std::regex label("<dt>([^<]*)</dt>");
    for (std::sregex_iterator at(page.begin(), page.end(), label), end; at != end; ++at)
      if ((*at)[1] != "执法机关") out.push_back((*at)[1]);
    return out;
  }

  static constexpr const char* kAgency = "11990101009900013A";

  /// One record of a dataset with every field filled in.
  static Json row(const std::string& dataset) {
    static const std::map<std::string, const char*> rows = {
        {"agencies", R"({"id":"11990101009900013A","name":"示例区市场监督管理局","short_name":"区市监局","kind":"行政机关","legal_basis":"食品安全法第六条","functions":"市场监督管理","address":"示例路 1 号","postal_address":"示例路 1 号 000000","office_hours":"工作日","phone":"0000-0000 1234","supervision_phone":"0000-0000 1235"})"},
        {"officers", R"({"id":"99010000018","name":"雷立川","unit":"执法一队","post":"队长","category":"综合执法","region":"示例区","issued_on":"2023-01-10","valid_until":"2028-01-09","status":"valid","window":true,"duty":"受理申请","photo":"https://example.invalid/18.jpg"})"},
        {"powers", R"({"id":"XK01010Y","name":"食品经营许可","category":"permit","department":"许可科","basis":"食品安全法第三十五条","responsibilities":"受理、审查、决定","statutory_days":20,"promised_days":5,"fee":"不收费","target":"企业","approved_by":"示例区司法局","approved_on":"2026-03-01"})"},
        {"services", R"({"id":"FW1","name":"食品经营许可","power":"XK01010Y","target":"企业","conditions":"有固定场所","channel":"网上或者窗口","steps":"受理、审查、决定","accepting_body":"许可窗口","deciding_body":"许可科","statutory_days":20,"promised_days":5,"fee":"不收费","fee_basis":"无","preferential":"无","materials":[{"name":"申请书","form":"表一","instructions":"逐项填写","sample":"示范文本"}],"place":"示例路 1 号","hours":"工作日","phone":"0000-0000 1236","progress":"网上查询","supervision":"0000-0000 1235","accountability":"依法追究","remedies":"行政复议、行政诉讼","basis":"食品安全法第三十五条","changed_on":"2026-11-02"})"},
        {"procedures", R"({"id":"LC1","name":"处罚普通程序","category":"penalty","basis":"行政处罚法","steps":[{"id":"1","name":"立案","unit":"执法一队","days":7,"next":["2"]},{"id":"2","name":"调查"}]})"},
        {"discretion-standards", R"({"id":"CL1","kind":"standard","item":"CF01010Y","violation":"无证经营","basis":"食品安全法第一百二十二条","grades":[{"circumstance":"轻微","standard":"五万元以下"}]})"},
        {"review-catalogue", R"({"id":"SH1","name":"吊销许可证件","category":"penalty","hearing":true,"basis":"行政处罚法第五十八条"})"},
        {"recording-catalogue", R"({"id":"JL1","name":"查封扣押","category":"coercive_measure","stage":"现场","method":"录像","whole":true})"},
        {"inspection-items", R"({"id":"CC1","name":"食品销售检查","basis":"食品安全法第一百一十条","subject":"区市监局","target":"食品销售者","content":"进货查验","ratio":"5%","method":"实地检查","frequency":"每年一次","annual_cap":2,"approved_by":"示例区市场监督管理局","approved_on":"2026-03-01"})"},
        {"inspection-plans", R"({"id":"JH1","year":2026,"name":"年度执法检查计划","target":"食品销售者","ratio":"5%","count":100,"period":"全年"})"},
        {"inspections", R"({"id":"JC1","item":"CC1","party":{"name":"示例第一商贸有限公司","kind":"organisation","uscc":"91990101MA9TE5T122"},"inspected_on":"2026-11-10","result":"未发现问题","disclosure":{"secrecy":"none","security_risk":false,"series_case":"none","criminal":"none","reviewed_by":"法制科"}})"},
        {"auxiliaries", R"({"id":"FZ1","unit":"执法一队","role":"协管员","duties":"协助巡查","authority":"不得实施行政处罚","headcount":12})"},
        {"insignia", R"({"id":"ZS1","wearer":"officer","kind":"clothing","name":"制式服装","description":"藏青色","images":["https://example.invalid/a.png"]})"},
        {"notices", R"({"id":"TZ1","kind":"hearing","title":"听证公告","matter":"示例听证事项","place":"示例路 1 号三楼","event_on":"2026-12-01"})"},
    };
    return dataset == "decisions" ? SmallSite::decision(1) : Json::parse(rows.at(dataset));
  }

 private:
  void fill(Json& feed, const std::map<std::string, std::vector<Json>>& more) {
    const std::string dataset = feed["dataset"];
    std::vector<Json> rows = {row(dataset)};
    if (const auto at = more.find(dataset); at != more.end()) rows.insert(rows.end(), at->second.begin(), at->second.end());
    std::string bytes;
    for (Json& record : rows) {
      record["agency"] = kAgency;
      if (!record.contains("updated_at")) record["updated_at"] = "2026-11-18";
      bytes += record.dump() + "\n";
    }
    scratch_.write("site/feeds/" + dataset + ".jsonl", bytes);
    feed["url"] = "feeds/" + dataset + ".jsonl";
    if (dataset != "decisions" && dataset != "inspections")
      feed["attests"] = {{"secrecy", "none"}, {"criminal", "none"}, {"security_risk", false}, {"series_case", "none"}, {"reviewed_by", "示例区司法局"},
                         {"natural_persons", true}, {"by", "示例区司法局"}, {"on", "2026-11-01"}, {"until", "2027-10-31"}};
  }

  std::string profile_;
  Scratch scratch_{quick_directory()};
};

/// The site of a place after one night, made once for all tests that only look.
inline const Place& started(const std::string& profile) {
  static std::map<std::string, std::unique_ptr<Place>> made;
  auto& place = made[profile];
  if (!place) {
    place = std::make_unique<Place>(profile);
    place->night();
  }
  return *place;
}

}  // namespace gongshi::test
