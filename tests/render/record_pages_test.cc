#include "edition_maker.h"
#include "render/html.h"

using namespace gongshi;
using test::EditionMaker;
using test::has;
using test::TestSite;

namespace {

std::string address(const std::string& dataset, const std::string& id) {
  return dataset + "/" + test::kAgency + "-" + address_key(dataset, test::kAgency, id) + ".html";
}

std::string page_of(const EditionMaker& maker, const std::string& dataset, const std::string& id) {
  return TestSite().render(maker.edition()).at(address(dataset, id));
}

std::string decision_address(int number) {
  return "decisions/2026-11/" + test::kAgency + "-" +
         address_key("decisions", test::kAgency, "示市监罚〔2026〕" + std::to_string(number) + "号") + ".html";
}

std::string officer_address(const std::string& number) {
  const std::string key = address_key("officers", test::kAgency, number);
  return "officers/" + key.substr(key.size() - 2) + "/" + test::kAgency + "-" + key + ".html";
}

size_t times_found(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

Json service() {
  return {{"name", "食品经营许可（新办）"},
          {"power", "XK01"},
          {"target", "企业法人"},
          {"conditions", "有相适应的场所"},
          {"channel", "窗口办理"},
          {"steps", "受理、审查、决定"},
          {"accepting_body", "政务服务科"},
          {"deciding_body", "示例区市场监督管理局"},
          {"statutory_days", 20},
          {"promised_days", 4},
          {"fee", "不收费"},
          {"fee_basis", "行政许可法"},
          {"preferential", "可以预约"},
          {"materials", {{{"name", "申请书"}, {"form", "原件"}, {"sample", "sample-application"}}, {{"name", "营业执照"}}}},
          {"place", "二楼 1 号窗口"},
          {"hours", "工作日"},
          {"phone", "0000-0000 2010"},
          {"progress", "报受理编号"},
          {"supervision", "监督电话"},
          {"accountability", "依法处理"},
          {"remedies", "六十日内申请复议"}};
}

}  // namespace

TEST_CASE("a service guide shows every field, its materials in a table and its steps as list and drawing") {
  EditionMaker maker;
  maker.add("services", test::kAgency, "FW01", service());
  maker.add("powers", test::kAgency, "XK01", {{"name", "食品经营许可"}, {"category", "permit"}});
  maker.add("procedures", test::kAgency, "LC01", {{"name", "许可流程"}, {"category", "permit"}});
  maker.add("procedures", test::kAgency, "LC02", {{"name", "处罚流程"}, {"category", "penalty"}});
  const std::string page = page_of(maker, "services", "FW01");
  const Json fields = service();
  for (const auto& [name, value] : fields.items())
    if (value.is_string() && name != "steps") {
      INFO(name);
      CHECK(has(page, value.get<std::string>()));
    }
  CHECK(has(page, "<b>4</b><span>承诺时限（工作日）</span>"));
  CHECK(has(page, "<b>20</b><span>法定时限（工作日）</span>"));
  CHECK(has(page, "<th scope=\"row\">营业执照</th>"));
  CHECK(has(page, "<a href=\"../sample-application.html\">查看示范文本</a>"));
  CHECK(times_found(page, "<li><b>") >= 3);
  CHECK(has(page, "食品经营许可（新办）流程图"));
  CHECK(has(page, "许可流程</a>"));
  CHECK_FALSE(has(page, "处罚流程"));
  CHECK(page.size() < 30 * 1024);
}

TEST_CASE("a guide whose way is one sentence and whose basis of fees stands alone shows both") {
  EditionMaker maker;
  Json fields = service();
  fields["steps"] = "到窗口提交材料后等候通知";
  fields.erase("fee");
  maker.add("services", test::kAgency, "FW01", fields);
  const std::string page = page_of(maker, "services", "FW01");
  CHECK(has(page, "<li><b>到窗口提交材料后等候通知</b></li>"));
  CHECK_FALSE(has(page, "流程图"));
  CHECK(has(page, "<dt>收费依据</dt><dd>行政许可法</dd>"));
  CHECK_FALSE(has(page, "<span>收费</span>"));
}

TEST_CASE("a procedure shows each step with who and how long beside its drawing") {
  EditionMaker maker;
  maker.add("procedures", test::kAgency, "LC01",
            {{"name", "行政许可流程"},
             {"category", "permit"},
             {"steps", {{{"id", "a"}, {"name", "受理"}, {"unit", "窗口"}, {"days", "5 日"}, {"next", {"b"}}}, {{"id", "b"}, {"name", "决定"}}}}});
  const std::string page = page_of(maker, "procedures", "LC01");
  CHECK(has(page, "<li><b>受理</b><span class=\"sub\">窗口，5 日</span></li>"));
  CHECK(times_found(page, "<svg class=\"chart-flow\"") == 1);
  CHECK(times_found(page, "<table") == 0);
}

TEST_CASE("a standard shows its grades as a table that phones read as blocks") {
  EditionMaker maker;
  maker.add("discretion-standards", test::kAgency, "CL01",
            {{"kind", "standard"},
             {"item", "CF01"},
             {"violation", "不按规定明码标价"},
             {"grades", {{{"circumstance", "情节较轻"}, {"standard", "三成以下"}}}}});
  maker.add("powers", test::kAgency, "CF01", {{"name", "对不按规定明码标价的处罚"}, {"category", "penalty"}});
  const std::string page = page_of(maker, "discretion-standards", "CL01");
  CHECK(has(page, "<th scope=\"row\">情节较轻</th><td data-l=\"标准\"><span class=\"v\">三成以下</span></td>"));
  CHECK(has(page, "对不按规定明码标价的处罚</a>"));
  CHECK(has(page, "裁量基准"));
  const std::string power = page_of(maker, "powers", "CF01");
  CHECK(has(power, "<h2>裁量基准</h2>"));
  CHECK(has(power, "不按规定明码标价</a>"));
}

TEST_CASE("insignia show the picture in the sizes there are and nothing where there is none") {
  EditionMaker maker;
  maker.add("insignia", test::kAgency, "1",
            {{"name", "执法臂章"}, {"wearer", "officer"}, {"kind", "emblem"}, {"images", {"armband.png", "none.png"}}});
  const std::string page = page_of(maker, "insignia", "1");
  CHECK(times_found(page, "<img") == 1);
  CHECK(has(page, "src=\"../images/armband.png\""));
  CHECK(has(page, "../images/armband.png 320w, ../images/armband-640.png 640w, ../images/armband-960.png 960w"));
  CHECK(has(page, "width=\"320\" height=\"384\" alt=\"执法臂章样式\""));
  CHECK(has(page, "<figure class=\"picture\">"));
  CHECK(has(page, "<dd>执法人员</dd>"));
}

TEST_CASE("an officer's page shows the photograph that is public") {
  EditionMaker maker;
  maker.add("officers", test::kAgency, "99010000018", {{"name", "孙示己"}, {"photo", "armband.png"}});
  maker.add("officers", test::kAgency, "99010000026", {{"name", "何示庚"}});
  const auto files = TestSite().render(maker.edition());
  const std::string page = files.at(officer_address("99010000018"));
  CHECK(times_found(page, "<img") == 1);
  CHECK(has(page, "src=\"../../images/armband.png\""));
  CHECK(has(page, "alt=\"孙示己的照片\""));
  CHECK(has(page, "<figure class=\"picture portrait\">"));
  CHECK(times_found(files.at(officer_address("99010000026")), "<img") == 0);
}

TEST_CASE("a notice says when it is held and whether it came in time") {
  EditionMaker maker;
  maker.add("notices", test::kAgency, "GG1",
            {{"kind", "lottery"}, {"title", "选房摇号公告"}, {"event_on", "2026-12-08"}, {"place", "报告厅"},
             {"entries", {{{"number", "B-01"}, {"result", "合格"}}}}},
            {{"published_on", "2026-11-16"}});
  maker.add("notices", test::kAgency, "GG2", {{"kind", "hearing"}, {"title", "听证公告"}, {"event_on", "2026-11-05"}},
            {{"published_on", "2026-11-11"}});
  const auto files = TestSite().render(maker.edition());
  const auto at = [&](const std::string& month, const std::string& id) {
    return files.at("notices/" + month + "/" + test::kAgency + "-" + address_key("notices", test::kAgency, id) + ".html");
  };
  const std::string early = at("2026-12", "GG1"), late = at("2026-11", "GG2");
  CHECK(early.find("2026-11-16") < early.find("<span>举行</span>"));
  CHECK(has(early, "<th scope=\"row\">B-01</th>"));
  CHECK_FALSE(has(early, "公告晚了"));
  CHECK(has(late, "这份公告在2026年11月5日举行之后才公示。"));
  CHECK(has(files.at("notices/index.html"), "举行后才公示"));
  CHECK(has(files.at("notices/lottery/index.html"), "选房摇号公告"));
  CHECK_FALSE(has(files.at("notices/lottery/index.html"), ">听证公告</a>"));
}

TEST_CASE("a decision comes with a form to print and mail that names its number") {
  TestSite test;
  EditionMaker maker;
  maker.add_penalty(1);
  const std::string page = test.render(maker.edition()).at(decision_address(1));
  CHECK(has(page, "href=\"#correction-form\""));
  const std::string form = page.substr(page.find("id=\"correction-form\""));
  CHECK(has(form, "示市监罚〔2026〕1号"));
  CHECK(has(form, "示例区市场监督管理局："));
  CHECK(has(form, "https://example.invalid/xzzfgs/" + decision_address(1)));
  CHECK_FALSE(has(form, "云溪"));
  CHECK(has(page, "mailto:a@example.invalid?subject=%E7%94%B3%E8%AF%B7%E6%9B%B4%E6%AD%A3"));
  CHECK(has(page, "href=\"tel:0000-00002010\""));
  CHECK_FALSE(has(page, "离开本站"));
  test.site.config.contacts["corrections"] = "https://example.invalid/apply";
  CHECK(has(test.render(maker.edition()).at(decision_address(1)), "href=\"https://example.invalid/apply\">网上提出（离开本站）</a>"));
  test.site.config.contacts["corrections"] = "一楼 3 号窗口";
  CHECK(has(test.render(maker.edition()).at(decision_address(1)), "书面申请也可以交到：一楼 3 号窗口。"));
}

TEST_CASE("the rule with its day and the length of the term stand beside the dates") {
  EditionMaker maker;
  maker.add_penalty(1, Json::object(), {{"rule_sets", {"national", "ndrc-36"}}});
  maker.add_penalty(2, Json::object(), {{"term_ends_on", "2027-02-10"}});
  maker.add_penalty(3, Json::object(), {{"term_ends_on", "2027-01-01"}});
  const auto files = TestSite().render(maker.edition());
  CHECK(has(files.at(decision_address(1)), "公示 12 个月，自决定之日起算"));
  CHECK(has(files.at(decision_address(1)), "（2026年4月1日起适用）"));
  CHECK(has(files.at(decision_address(2)), "公示 3 个月，自公示之日起算"));
  CHECK(has(files.at(decision_address(3)), "作出决定的机关写明的公示截止日期"));
  maker.add("officers", test::kAgency, "99010000018", {{"name", "孙示己"}}, {{"term_ends_on", "2026-12-01"}});
  CHECK(has(TestSite().render(maker.edition()).at(officer_address("99010000018")), "证件失效后再公示 20 个工作日"));
}

TEST_CASE("what is hidden is seen in the text of a decision and explained under it") {
  EditionMaker maker;
  maker.add_penalty(1, {{"document", "# 决定书\n\n联系电话：■电话已隐去■，**■姓名■已隐去■**。"}}, {{"redacted", {"document"}}});
  maker.add_penalty(2, {{"document", "# 决定书\n\n没有隐去。"}});
  const auto files = TestSite().render(maker.edition());
  const std::string page = files.at(decision_address(1));
  CHECK(has(page, "<span class=\"redact\"><span aria-hidden=\"true\">■</span>电话已隐去<span aria-hidden=\"true\">■</span></span>"));
  CHECK(has(page, "处为依法隐去的信息"));
  CHECK_FALSE(has(files.at(decision_address(2)), "处为依法隐去的信息"));
  CHECK(times_found(page, "<h1") == 1);
}

TEST_CASE("two marks of different paragraphs are no redaction") {
  CHECK(document_html(Html::trusted("<p>一■</p><p>二■三■</p>")).str() ==
        "<p>一■</p><p>二<span class=\"redact\"><span aria-hidden=\"true\">■</span>三<span aria-hidden=\"true\">■</span></span></p>");
  CHECK(document_html(Html::trusted("<p>一</p>")).str() == "<p>一</p>");
}

TEST_CASE("a window has a sheet with its officers, what they handle, samples, progress and complaints") {
  EditionMaker maker;
  maker.add("services", test::kAgency, "FW01", service());
  Json elsewhere = service();
  elsewhere["name"] = "药品零售许可";
  elsewhere["accepting_body"] = "药品科";
  maker.add("services", test::kAgency, "FW02", elsewhere);
  const auto officer = [&](const char* id, const char* name, const char* unit, bool window) {
    maker.add("officers", test::kAgency, id,
              {{"name", name}, {"unit", unit}, {"post", "科员"}, {"duty", "受理申请"}, {"status", "valid"}, {"window", window}});
  };
  officer("1", "周示丙", "政务服务科", true);
  officer("2", "吴示丁", "药品科", true);
  officer("3", "郑示戊", "稽查大队", false);
  const auto files = TestSite().render(maker.edition());
  const std::string sheet = files.at("officers/by-" + test::kAgency + "/window.html");
  for (const char* part : {"周示丙", "吴示丁", "受理申请", "食品经营许可（新办）", "4 个工作日，不收费", "申请书示范文本", "报受理编号",
                           "监督电话"}) {
    INFO(part);
    CHECK(has(sheet, part));
  }
  CHECK_FALSE(has(sheet, "郑示戊"));
  CHECK(sheet.find("周示丙") < sheet.find("食品经营许可（新办）"));
  CHECK(sheet.find("食品经营许可（新办）") < sheet.find("吴示丁"));
  CHECK(sheet.find("吴示丁") < sheet.find("药品零售许可"));
  CHECK(times_found(sheet, "<h2>") == 2);
  CHECK(has(files.at("officers/windows.html"), "by-" + test::kAgency + "/window.html"));
  CHECK(has(files.at("officers/window/index.html"), "周示丙"));
  CHECK_FALSE(has(files.at("officers/window/index.html"), "郑示戊"));
  CHECK(has(files.at("agencies/" + test::kAgency + ".html"), "窗口岗位信息公示牌"));
}

TEST_CASE("no window means no sheet") {
  EditionMaker maker;
  maker.add("officers", test::kAgency, "1", {{"name", "周示丙"}, {"status", "valid"}});
  const auto files = TestSite().render(maker.edition());
  CHECK_FALSE(files.contains("officers/windows.html"));
  CHECK_FALSE(has(files.at("agencies/" + test::kAgency + ".html"), "岗位信息公示牌"));
}

TEST_CASE("lists are cut by the dataset's filter, by agency and by both, with the counts their links open") {
  EditionMaker maker;
  for (const char* agency : {test::kAgency.c_str(), test::kOther.c_str()})
    for (const char* id : {"1", "2"})
      maker.add("powers", agency, id, {{"name", std::string("事项") + id}, {"category", *id == '1' ? "permit" : "penalty"}});
  const auto files = TestSite().render(maker.edition());
  const std::string all = files.at("powers/index.html");
  CHECK(has(all, "<a href=\"../powers/permit/index.html\"><span>行政许可</span><span class=\"n\">2</span></a>"));
  CHECK_FALSE(has(all, "powers/reward/"));
  const std::string permits = files.at("powers/permit/index.html");
  CHECK(has(permits, "<b>2</b> 项"));
  CHECK(has(permits, "<h1>权责清单（行政许可）</h1>"));
  const std::string both = files.at("powers/by-" + test::kAgency + "/permit/index.html");
  CHECK(has(both, "<b>1</b> 项"));
  CHECK(has(both, "../../../powers/by-" + test::kOther + "/permit/index.html"));
  CHECK(has(files.at("powers/by-" + test::kAgency + "/index.html"), "data/powers/all/powers.csv") == false);
  CHECK(has(all, "data/powers/all/powers.csv"));
}

TEST_CASE("officers are cut by the state of their certificates") {
  EditionMaker maker;
  maker.add("officers", test::kAgency, "1", {{"name", "周示丙"}, {"status", "valid"}});
  maker.add("officers", test::kAgency, "2", {{"name", "吴示丁"}, {"status", "suspended"}});
  maker.add("officers", test::kAgency, "3", {{"name", "郑示戊"}, {"status", "valid"}}, {{"marks", {"certificate_invalid"}}});
  const auto files = TestSite().render(maker.edition());
  CHECK(has(files.at("officers/valid/index.html"), "周示丙"));
  CHECK_FALSE(has(files.at("officers/valid/index.html"), "郑示戊"));
  CHECK(has(files.at("officers/invalid/index.html"), "吴示丁"));
  CHECK(has(files.at("officers/invalid/index.html"), "<b>2</b> 人"));
}

TEST_CASE("an agency's page shows the newest ten of each kind and the way to all of them") {
  EditionMaker maker;
  for (int i = 1; i <= 12; ++i) {
    const std::string day = "2026-11-" + std::string(i < 10 ? "0" : "") + std::to_string(i);
    maker.add("powers", test::kAgency, "CF" + std::to_string(i), {{"name", "事项第" + std::to_string(i) + "号"}, {"category", "penalty"}},
              {{"published_on", day}});
    maker.add_penalty(i, Json::object(), {{"published_on", day}});
  }
  TestSite test;
  test.site.config.columns = {{"notices", "没有公告。"}};
  const std::string page = test.render(maker.edition()).at("agencies/" + test::kAgency + ".html");
  CHECK(times_found(page, "示市监罚〔2026〕") == 10);
  CHECK(has(page, "示市监罚〔2026〕12号"));
  CHECK_FALSE(has(page, "示市监罚〔2026〕2号"));
  CHECK(times_found(page, "事项第") == 10);
  CHECK(has(page, "该机关的全部决定（12 件）"));
  CHECK(has(page, "<b>过程公示</b> <span>本机关今年无此类事项</span>"));
  CHECK(has(page, "下载本机关全部权责清单（CSV）"));
  CHECK(page.size() < 30 * 1024);
}
