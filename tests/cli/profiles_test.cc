// What five places' plans demand, and that the sites `init --profile` starts do it. Each case stands in
// docs/profiles.md beside the demands it shows; profiles_page_test.cc holds the two together.
#include "cli/place.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Labels = std::vector<std::string>;

bool begins_with(const Labels& found, const Labels& expected) {
  return found.size() >= expected.size() && std::equal(expected.begin(), expected.end(), found.begin());
}

/// A deadline of 20 working days from the day, and of 7, by the calendar of 2026.
constexpr const char* kDecided = "2026-11-12";
constexpr const char* kSeven = "2026-11-23";
constexpr const char* kTwenty = "2026-12-10";

Json inspection_decision() {
  return SmallSite::decision(2, R"({"category":"inspection","penalty_kinds":null,"fine":null,"outcome":"completed"})");
}

std::string cell_heading(const std::string& page, size_t n) {
  static const std::regex heading("<th scope=\"col\">([^<]*)</th>");
  size_t i = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), heading), end; at != end; ++at)
    if (i++ == n) return (*at)[1];
  return "";
}

}  // namespace

TEST_CASE("the site of each plan is without mistake and runs a night before anything is filled in") {
  for (const auto& profile : places()) {
    INFO(profile);
    const Scratch scratch{quick_directory()};
    REQUIRE(run_program(scratch, {"init", "site", "--profile", profile}).exit == 0);
    const Ran check = run_program(scratch, {"--site", "site", "check"});
    INFO(check.err);
    CHECK(check.exit == 0);
    const Ran night = run_program(scratch, {"--site", "site", "--out", "out", "--as-of", Place::kDay, "nightly"});
    INFO(night.err);
    CHECK(night.exit == 0);
    CHECK(contains(slurp(scratch / "site/site.json"), "  // "));
  }
}

TEST_CASE("a form with the plan's own words stands ready for every list that a plan demands") {
  const std::map<std::string, std::set<std::string>> lists = {
      {"chaoyang", {"agencies", "powers", "inspection-items", "officers", "insignia", "auxiliaries", "services", "procedures",
                    "discretion-standards", "inspection-plans", "notices", "decisions"}},
      {"xinglongtai", {"agencies", "powers", "procedures", "services", "officers", "inspection-items", "inspections",
                       "recording-catalogue", "review-catalogue", "decisions"}},
      {"zhengzhou", {"agencies", "powers", "inspection-items", "services", "procedures", "officers", "discretion-standards",
                     "recording-catalogue", "review-catalogue", "inspections", "decisions"}},
      {"changning", {"agencies", "powers", "procedures", "discretion-standards", "services", "inspection-items", "officers",
                     "review-catalogue", "decisions"}},
      {"xinbei", {"agencies", "powers", "procedures", "services", "inspection-items", "officers", "inspections",
                  "review-catalogue", "decisions"}}};
  for (const auto& profile : places()) {
    INFO(profile);
    const Scratch scratch{quick_directory()};
    REQUIRE(run_program(scratch, {"init", "site", "--profile", profile}).exit == 0);
    std::set<std::string> found;
    for (const auto& entry : stdfs::directory_iterator(scratch / "site/feeds")) found.insert(entry.path().stem());
    CHECK(found == lists.at(profile));
    for (const auto& form : found) {
      const std::string bytes = slurp(scratch / ("site/feeds/" + form + ".csv"));
      CHECK(std::count(bytes.begin(), bytes.end(), '\n') == 1);
    }
  }
  const auto heading = [](const char* profile, const char* form) {
    const Scratch scratch{quick_directory()};
    REQUIRE(run_program(scratch, {"init", "site", "--profile", profile}).exit == 0);
    return slurp(scratch / ("site/feeds/" + std::string(form) + ".csv"));
  };
  CHECK(contains(heading("xinbei", "powers"), "项目编码,执法主体代码,执法事项名称,职权类别,承办机构或处室,执法依据,办理时限（工作日）"));
  CHECK(contains(heading("zhengzhou", "powers"), "职权名称,职权类别,实施依据,责任事项,办理期限（工作日）,收费情况"));
  CHECK(contains(heading("xinglongtai", "officers"), "证件编号,执法主体代码,姓名,单位,职务,执法类别,执法区域"));
}

TEST_CASE("the page of an officer shows what the plan names in its order and nothing it leaves out") {
  // Beside the plan's own fields stands the state of the certificate, which every site has to show, and
  // the unit, which the rules of the state have shown everywhere.
  const std::map<std::string, Labels> shown = {
      {"chaoyang", {"执法证号", "单位", "执法证状态", "执法证有效期至"}},
      {"xinglongtai", {"执法证号", "单位", "职务", "执法类别", "执法区域", "证件有效期至", "证件状态", "岗位职责"}},
      {"zhengzhou", {"执法证号", "职务", "执法区域", "所在单位", "证件有效期至", "证件状态"}},
      {"changning", {"执法证号", "单位", "发证日期", "证件有效期至", "证件状态", "职务", "岗位职责", "照片"}},
      {"xinbei", {"执法证号", "单位", "执法类别", "执法区域", "职务", "证件有效期至", "证件状态", "岗位职责"}}};
  for (const auto& profile : places()) {
    INFO(profile);
    const std::string page = started(profile).page_of("officers", "99010000018");
    CHECK(contains(page, "雷立川"));
    CHECK(Place::labels(page) == shown.at(profile));
  }
}

TEST_CASE("the list of officers has the columns of the plan") {
  const std::map<std::string, std::string> last = {{"chaoyang", "公示日期"}, {"xinglongtai", "执法类别与区域"}, {"zhengzhou", "执法区域"},
                                                   {"changning", "公示日期"}, {"xinbei", "执法类别与区域"}};
  for (const auto& profile : places()) {
    INFO(profile);
    const std::string page = started(profile).page("officers/index.html");
    CHECK(cell_heading(page, 1) == "执法证号");
    CHECK(cell_heading(page, 2) == "证件状态");
    CHECK(cell_heading(page, 3) == last.at(profile));
    CHECK(contains(page, "综合执法") == (profile == "xinglongtai" || profile == "xinbei"));
  }
}

TEST_CASE("the picture of an officer is shown of window staff only") {
  Json inside = Place::row("officers");
  inside["id"] = "99010000026";
  inside["window"] = false;
  const Place place("changning", {{"officers", {inside}}});
  place.night();
  CHECK(contains(place.page_of("officers", "99010000018"), "18.jpg"));
  CHECK_FALSE(contains(place.page_of("officers", "99010000026"), "18.jpg"));
  CHECK_FALSE(contains(started("xinbei").page_of("officers", "99010000018"), "18.jpg"));
}

TEST_CASE("the pages of lists begin with the fields a plan names in the plan's order") {
  struct Expected {
    const char* profile;
    const char* dataset;
    const char* id;
    Labels labels;
  };
  const Expected all[] = {
      {"chaoyang", "services", "FW1", {"服务对象", "办理条件", "办理方式", "办理流程", "法定时限（工作日）", "承诺时限（工作日）", "收费方式", "收费依据", "申办材料"}},
      {"chaoyang", "powers", "XK01010Y", {"事项编码", "职权类别", "实施依据", "责任事项"}},
      {"xinglongtai", "services", "FW1", {"办理依据", "受理机构", "审批机构", "许可条件", "优惠政策", "申请材料", "办理流程", "办理时限（工作日）", "监督方式", "责任追究", "救济渠道", "办公时间", "地址", "电话"}},
      {"xinglongtai", "powers", "XK01010Y", {"事项编码", "责任事项", "依据", "审核机关", "审核日期"}},
      {"xinglongtai", "inspection-items", "CC1", {"抽查主体", "抽查依据", "抽查对象", "抽查内容", "抽查比例", "抽查方式", "抽查频次"}},
      {"zhengzhou", "powers", "XK01010Y", {"事项编码", "职权类别", "实施依据", "责任事项", "办理期限（工作日）", "收费情况"}},
      {"zhengzhou", "inspection-items", "CC1", {"抽查依据", "抽查主体", "抽查对象", "抽查比例", "抽查频次", "抽查方式", "抽查内容"}},
      {"zhengzhou", "services", "FW1", {"执法程序", "受理机构", "审批机构", "受理条件", "办理时限（工作日）", "救济渠道", "监督方式"}},
      {"changning", "powers", "XK01010Y", {"事项编码", "职权类别", "实施依据", "责任事项"}},
      {"changning", "services", "FW1", {"办理流程", "救济渠道"}},
      {"xinbei", "powers", "XK01010Y", {"事项编码", "职权类别", "承办机构或处室", "执法依据", "办理时限（工作日）", "审核机关", "审核日期"}},
      {"xinbei", "inspection-items", "CC1", {"抽查主体", "抽查依据", "抽查对象", "抽查内容", "抽查比例", "抽查方式", "抽查频次"}},
      {"xinbei", "services", "FW1", {"办理流程", "监督方式", "救济途径"}},
  };
  for (const Expected& expected : all) {
    INFO(expected.profile << " " << expected.dataset);
    const std::string page = started(expected.profile).page_of(expected.dataset, expected.id);
    // A page is headed by its item's code; lists of materials stand in a table of their own.
    Labels found = Place::labels(page), wanted = expected.labels;
    if (!found.empty() && found.front() == "事项编码" && wanted.front() != "事项编码") found.erase(found.begin());
    std::erase_if(wanted, [&](const std::string& label) {
      const bool table = label.ends_with("材料");
      if (table) CHECK(contains(page, label));
      return table;
    });
    INFO(joined(found, " "));
    CHECK(begins_with(found, wanted));
  }
}

TEST_CASE("the page of an agency shows what the plan names") {
  const std::map<std::string, Labels> shown = {
      {"chaoyang", {"办公地点", "办公时间", "通信地址", "咨询电话", "监督电话", "市场监督管理", "示例路 1 号"}},
      {"xinglongtai", {"市场监督管理", "食品安全法第六条"}},
      {"zhengzhou", {"行政机关", "食品安全法第六条"}},
      {"changning", {"市场监督管理", "食品安全法第六条"}},
      {"xinbei", {"市场监督管理", "法律依据", "食品安全法第六条", "监督方式"}}};
  for (const auto& profile : places()) {
    const std::string page = started(profile).page("agencies/" + std::string(Place::kAgency) + ".html");
    for (const auto& text : shown.at(profile)) {
      INFO(profile << " " << text);
      CHECK(contains(page, text));
    }
  }
}

TEST_CASE("standards procedures catalogues and uniforms are published where a plan demands them") {
  const std::pair<const char*, std::map<std::string, const char*>> all[] = {
      {"chaoyang", {{"discretion-standards", "五万元以下"}, {"procedures", "立案"}, {"insignia", "a.png"}, {"auxiliaries", "不得实施行政处罚"}, {"inspection-plans", "年度执法检查计划"}}},
      {"xinglongtai", {{"procedures", "立案"}, {"recording-catalogue", "录像"}, {"review-catalogue", "吊销许可证件"}, {"inspections", "未发现问题"}}},
      {"zhengzhou", {{"procedures", "立案"}, {"discretion-standards", "五万元以下"}, {"recording-catalogue", "录像"}, {"review-catalogue", "吊销许可证件"}}},
      {"changning", {{"procedures", "立案"}, {"discretion-standards", "五万元以下"}, {"review-catalogue", "吊销许可证件"}}},
      {"xinbei", {{"procedures", "立案"}, {"review-catalogue", "吊销许可证件"}, {"inspections", "未发现问题"}}}};
  for (const auto& [profile, lists] : all)
    for (const auto& [dataset, text] : lists) {
      INFO(profile << " " << dataset);
      CHECK(contains(started(profile).page(dataset + "/index.html") +
                         started(profile).page_of(dataset, text_at(Place::row(dataset), "id")),
                     text));
    }
}

TEST_CASE("an examination a draw an auction and a hearing are announced before their day") {
  std::vector<Json> notices;
  for (const char* kind : {"exam", "lottery", "tender", "auction"}) {
    Json notice = Place::row("notices");
    notice["id"] = kind;
    notice["kind"] = kind;
    notices.push_back(notice);
  }
  const Place place("chaoyang", {{"notices", notices}});
  place.night();
  for (const char* id : {"TZ1", "exam", "lottery", "tender", "auction"}) {
    INFO(id);
    CHECK(place.standing("notices", id) == "published");
  }
  const std::string page = place.page_of("notices", "TZ1");
  for (const char* text : {"示例听证事项", "示例路 1 号三楼", "2026年12月1日"}) CHECK(contains(page, text));
}

TEST_CASE("decisions name agency party category and outcome and are due after seven or twenty working days") {
  for (const auto& profile : places()) {
    INFO(profile);
    const Place place(profile, {{"decisions", {inspection_decision()}}});
    place.night();
    const std::string id = SmallSite::id_of(1);
    CHECK(place.explain("decisions", id)["due_on"] == kSeven);
    CHECK(place.explain("decisions", SmallSite::id_of(2))["due_on"] == kTwenty);
    const std::string page = place.page_of("decisions", id);
    for (const char* text : {"示例区市场监督管理局", "示例第1商贸有限公司", "行政处罚", "罚款 501 元", kDecided}) {
      INFO(text);
      CHECK(contains(replaced(page, "2026年11月12日", kDecided), text));
    }
  }
}

TEST_CASE("what a plan says of rules elsewhere is shown in its own words and loosens nothing") {
  const std::map<std::string, std::string> words = {{"chaoyang", "按照《北京市行政执法公示办法》的相关规定执行"},
                                                    {"xinglongtai", "法律、行政法规另有规定的除外"},
                                                    {"zhengzhou", "法律、法规、规章另有规定的除外"},
                                                    {"changning", "按照国家及本市有关规定，通过信息共享方式由公示平台公开"},
                                                    {"xinbei", "法律、行政法规另有规定的除外"}};
  for (const auto& profile : places()) {
    INFO(profile);
    const std::string about = started(profile).page("about.html");
    CHECK(contains(about, words.at(profile) + "。"));
    CHECK(contains(about, "行政许可、行政处罚决定：7 个工作日"));
    CHECK(contains(about, "其他执法决定：20 个工作日"));
  }
  // The market regulator's own rule of twenty working days is one of a ministry; Zhengzhou's words admit it.
  const Place place("zhengzhou", {}, {{"rule_sets", {"national", "zhengzhou", "samr-45"}}});
  place.night();
  CHECK(place.explain("decisions", SmallSite::id_of(1))["due_on"] == kSeven);
}

TEST_CASE("a change of staff or lists is due within twenty working days where the plan says so") {
  const Place& place = started("zhengzhou");
  CHECK(place.explain("services", "FW1")["due_on"] == "2026-11-30");
  CHECK(started("xinbei").explain("services", "FW1")["due_on"].is_null());
  CHECK(contains(place.page("about.html"), "执法人员、权责清单、政务服务事项、执法流程"));
}

TEST_CASE("a list that has to be approved first waits until it says who approved it and when") {
  Json power = Place::row("powers"), item = Place::row("inspection-items");
  power["id"] = "XK02020Y";
  item["id"] = "CC2";
  for (const char* field : {"approved_by", "approved_on"}) {
    power.erase(field);
    item.erase(field);
  }
  for (const auto& profile : places()) {
    INFO(profile);
    const Place place(profile, {{"powers", {power}}, {"inspection-items", {item}}});
    place.night();
    const bool waits = profile == "xinglongtai" || profile == "xinbei";
    const std::string expected = waits ? "held approval_missing" : "published";
    CHECK(place.standing("powers", "XK02020Y") == expected);
    CHECK(place.standing("inspection-items", "CC2") == expected);
    CHECK(place.standing("powers", "XK01010Y") == "published");
  }
}

TEST_CASE("the year's figures are due on the days a plan names") {
  struct Days {
    const char* profile;
    const char* submit;
    const char* publish;
  };
  const Days all[] = {{"chaoyang", "2027-01-15", "2027-01-31"}, {"xinglongtai", "2027-01-31", "2027-01-31"},
                      {"zhengzhou", "2027-01-31", "2027-01-31"}, {"changning", "2027-01-15", "2027-01-31"},
                      {"xinbei", "2027-01-15", "2027-01-31"}};
  for (const Days& days : all) {
    INFO(days.profile);
    const Place& place = started(days.profile);
    std::map<std::string, std::string> due;
    const Json report = place.report();
    for (const auto& entry : report["countdown"]) due[entry["id"]] = entry["due_on"];
    CHECK(due["annual-submit"] == days.submit);
    CHECK(due["annual-publish"] == days.publish);
    const bool early = std::string(days.submit) == "2027-01-15";
    const Ran middle = place.run({"annual", "--year", "2026", "--check-deadline"}, "2027-01-16");
    CHECK(middle.exit == (early ? 1 : 0));
    CHECK(contains(middle.err, "1 月 15 日前报送") == early);
    CHECK(contains(middle.out, "还有 15 天"));
    CHECK(place.run({"annual", "--year", "2026", "--check-deadline"}, "2027-01-31").exit == 1);
  }
  const Json report = started("changning").report();
  bool bureau = false;
  for (const auto& entry : report["countdown"]) bureau = bureau || contains(entry["to"].get<std::string>(), "由区司法局统一报送");
  CHECK(bureau);
}

TEST_CASE("the days that are near are a matter for a person in the night's report and in status") {
  const Place place("xinbei");
  const Ran night = place.run({"nightly"}, "2027-01-05");
  INFO(night.out << night.err);
  REQUIRE(night.exit <= 1);
  CHECK(contains(night.out, "报送上年度行政执法总体情况有关数据（2026年度）：2027-01-15，还有 10 天，已确认 0 个机关，共 1 个。"));
  const std::string page = slurp(place.folder() / ("out/state/reports/" + place.report()["id"].get<std::string>() + "/index.html"));
  CHECK(contains(page, "报送上年度行政执法总体情况有关数据，还有 10 天"));
  CHECK(contains(page, "报送和公开的期限"));
  CHECK(contains(place.run({"status"}, "2027-01-20").out, "2027-01-15，已过 5 天"));
  place.folder().write("site/confirmations.jsonl", R"({"year":2026,"agency":"11990101009900013A","by":"示例区市场监督管理局","on":"2027-01-19"})");
  CHECK(contains(place.run({"status"}, "2027-01-20").out, "（2027年度）：2028-01-15"));
}

TEST_CASE("quarterly filing is counted down where a plan goes on with it") {
  for (const auto& profile : places()) {
    INFO(profile);
    CHECK(contains(started(profile).run({"status"}).out, "季度报备行政执法数据（2026年第四季度）：2027-01-15") == (profile == "zhengzhou"));
  }
  CHECK(contains(started("zhengzhou").run({"status"}, "2027-04-10").out, "（2027年第一季度）：2027-04-15，还有 5 天"));
  CHECK(contains(started("zhengzhou").page("about.html"), "每季度结束后次月15日前"));
}

TEST_CASE("the media a plan names stand on the page about the site in its order") {
  const std::map<std::string, Labels> media = {
      {"chaoyang", {"政府网站", "公示栏", "电子显示屏", "自助查询终端", "印刷单页", "小册子"}},
      {"xinglongtai", {"政府网站", "公示平台", "办事大厅", "服务窗口", "微博", "微信", "手机应用"}},
      {"zhengzhou", {"政府网站", "政务新媒体", "公示栏", "服务窗口"}},
      {"changning", {"公示平台", "服务窗口"}},
      {"xinbei", {"政府网站", "政务服务网", "公示平台", "政务新媒体", "公示牌", "电子触摸屏", "宣传资料"}}};
  for (const auto& profile : places()) {
    const std::string page = started(profile).page("about.html");
    size_t at = page.find("公示的载体有");
    REQUIRE(at != std::string::npos);
    for (const auto& medium : media.at(profile)) {
      INFO(profile << " " << medium);
      at = page.find("<strong>" + medium + "</strong>", at);
      REQUIRE(at != std::string::npos);
    }
  }
}

TEST_CASE("decisions of key areas come first where a plan says so") {
  Json areas = Json::array({{{"label", "市场监管"}, {"agencies", {Place::kAgency}}}});
  const Place place("xinbei", {}, {{"key_areas", areas}});
  place.night();
  const std::string list = place.page("decisions/index.html");
  REQUIRE(contains(list, "市场监管：区市监局"));
  CHECK(list.find("重点领域") < list.find("执法类别"));
  const std::string about = started("xinbei").page("about.html");
  for (const char* area : {"资源环境", "市场监管", "食品药品安全", "安全生产", "劳动监察", "城市管理", "城乡建设", "交通运输"}) {
    INFO(area);
    CHECK(contains(about, "<li>" + std::string(area) + "</li>"));
  }
  CHECK_FALSE(contains(started("zhengzhou").page("about.html"), "重点领域"));
}

TEST_CASE("what the plan of Chaoyang keeps from the public no profile lets out") {
  const std::pair<const char*, const char*> all[] = {
      {R"({"disclosure":{"minor":true}})", "withheld minor"},
      {R"({"disclosure":{"secrecy":"state"}})", "rejected"},
      {R"({"disclosure":{"secrecy":"work"}})", "withheld state_secret"},
      {R"({"disclosure":{"security_risk":true}})", "withheld security"},
      {R"({"disclosure":{"series_case":"open"}})", "withheld series_case"},
      {R"({"disclosure":{"criminal":"transferred"}})", "withheld criminal"},
      {R"({"disclosure":{"criminal":"under_investigation"}})", "withheld criminal"},
      {R"({"disclosure":{"secrecy":"privacy"}})", "withheld privacy"},
      {R"({"disclosure":{"secrecy":"trade"}})", "withheld trade_secret"}};
  std::vector<Json> rows;
  for (size_t i = 0; i < std::size(all); ++i) rows.push_back(SmallSite::decision(static_cast<int>(i) + 10, all[i].first));
  for (const auto& profile : places()) {
    const Place place(profile, {{"decisions", rows}});
    place.night();
    for (size_t i = 0; i < std::size(all); ++i) {
      INFO(profile << " " << all[i].first);
      CHECK(place.standing("decisions", SmallSite::id_of(static_cast<int>(i) + 10)).starts_with(all[i].second));
    }
  }
}

TEST_CASE("what is a trade secret is hidden and the rest is shown where it has to be public") {
  const Json row = SmallSite::decision(7, R"({"violation_type":"独门配方添加剂超量","disclosure":{"secrecy":"trade","redact":["violation_type"],"reviewed_on":"2026-11-12"}})");
  const Place place("zhengzhou", {{"decisions", {row}}});
  place.night();
  REQUIRE(place.standing("decisions", SmallSite::id_of(7)) == "published");
  const std::string page = place.page_of("decisions", SmallSite::id_of(7));
  CHECK_FALSE(contains(page, "独门配方"));
  CHECK(contains(page, "示例第7商贸有限公司"));
}

TEST_CASE("a decision that is revoked found illegal or to be made again is taken down") {
  const std::pair<const char*, const char*> all[] = {{"revoked", "withdrawn revoked"}, {"confirmed_illegal", "withdrawn confirmed_illegal"}, {"remade", "withdrawn remade"}};
  for (const char* profile : {"xinglongtai", "zhengzhou"}) {
    const Place place(profile);
    place.night();
    for (const auto& [status, expected] : all) {
      INFO(profile << " " << status);
      Json row = SmallSite::decision(1);
      row["status"] = status;
      row["status_on"] = "2026-11-20";
      row["agency"] = Place::kAgency;
      row["updated_at"] = "2026-11-19";
      place.folder().write("site/feeds/decisions.jsonl", row.dump() + "\n");
      place.night();
      CHECK(place.standing("decisions", SmallSite::id_of(1)) == expected);
      CHECK_FALSE(contains(place.page("decisions/index.html"), "示例第1商贸有限公司"));
    }
  }
}

TEST_CASE("an objection is shown until it is answered and a refusal needs its reason") {
  const Place place("chaoyang");
  const Json open = {{"dataset", "decisions"}, {"agency", Place::kAgency}, {"id", SmallSite::id_of(1)}, {"kind", "objection"},
                     {"state", "open"}, {"received_on", "2026-11-18"}, {"by", "经办人"}};
  place.folder().write("site/corrections.jsonl", open.dump() + "\n");
  place.night();
  CHECK(contains(place.page_of("decisions", SmallSite::id_of(1)), "异议处理中"));
  // By the key of its address the record is the same.
  Json by_key = open;
  by_key.erase("id");
  by_key["key"] = address_key("decisions", Place::kAgency, SmallSite::id_of(1));
  by_key["received_on"] = "2026-11-17";
  place.folder().write("site/corrections.jsonl", by_key.dump() + "\n");
  place.night();
  CHECK(contains(place.page_of("decisions", SmallSite::id_of(1)), "2026年11月17日收到"));
  Json refused = open;
  refused["state"] = "refused";
  refused["decided_on"] = "2026-11-19";
  place.folder().write("site/corrections.jsonl", open.dump() + "\n" + refused.dump() + "\n");
  const Ran check = place.run({"check"});
  CHECK(check.exit == 2);
  CHECK(contains(check.err, "corrections.jsonl:2：异议不成立（refused）要在 note 写明理由"));
}

TEST_CASE("the records of a platform can be searched") {
  const Ran found = started("xinglongtai").run({"--json", "search", "示例第1商贸"});
  CHECK(found.json()["total"] >= 1);
  CHECK(contains(started("xinglongtai").page("search/index.html"), "name=\"q\""));
}

TEST_CASE("a row without what the plan demands is published and its agency is told") {
  Json officer = Place::row("officers");
  officer["id"] = "99010000034";
  officer.erase("region");
  const Place place("zhengzhou", {{"officers", {officer}}});
  place.night();
  CHECK(place.standing("officers", "99010000034") == "published");
  const Json report = place.report();
  std::string told;
  for (const auto& warning : report["warnings"])
    if (warning["field"] != "photo") told += warning["id"].get<std::string>() + warning["text"].get<std::string>();
  CHECK(contains(told, "99010000034没有填写“执法区域”，郑政办〔2019〕49号三（一）1要求公示"));
  CHECK_FALSE(contains(told, "99010000018"));
}
