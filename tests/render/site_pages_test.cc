#include <regex>
#include <set>

#include "base/markup.h"
#include "edition_maker.h"

using namespace gongshi;
using test::EditionMaker;
using test::has;
using test::TestSite;

namespace {

/// An edition with a bit of everything.
EditionMaker mixed() {
  EditionMaker maker;
  for (int number = 1; number <= 3; ++number) maker.add_penalty(number);
  maker.add_person(4);
  maker.add_tombstone(5);
  maker.add("officers", test::kAgency, "99010000018",
            {{"name", "卢示甲"},
             {"unit", "执法大队"},
             {"post", "科员"},
             {"category", "行政处罚"},
             {"region", "示例区"},
             {"valid_until", "2029-06-30"},
             {"status", "valid"}});
  maker.add("powers", test::kAgency, "CF01010Y",
            {{"name", "对未按规定建立进货查验记录制度的处罚"}, {"category", "penalty"}});
  maker.add("inspections", test::kAgency, "示市监查〔2026〕1号",
            {{"party", {{"name", "云溪餐饮有限公司"}, {"kind", "organisation"}}},
             {"inspected_on", "2026-10-01"},
             {"result", "未发现问题"}});
  maker.add("officers", test::kAgency, "99010000026",
            {{"name", "周示丙"}, {"unit", "政务服务科"}, {"valid_until", "2029-06-30"}, {"status", "valid"}, {"window", true}});
  maker.add("services", test::kAgency, "FW01",
            {{"name", "食品经营许可（新办）"},
             {"power", "XK01"},
             {"steps", "受理、审查、决定"},
             {"promised_days", 4},
             {"accepting_body", "政务服务科"},
             {"materials", {{{"name", "申请书"}, {"sample", "sample-application"}}, {{"name", "营业执照"}, {"form", "复印件"}}}}});
  maker.add("powers", test::kAgency, "XK01", {{"name", "食品经营许可"}, {"category", "permit"}});
  maker.add("procedures", test::kAgency, "LC01",
            {{"name", "行政许可流程"},
             {"category", "permit"},
             {"steps",
              {{{"id", "a"}, {"name", "申请"}, {"next", {"b"}}},
               {{"id", "b"}, {"name", "受理"}, {"unit", "窗口"}, {"days", "5 日"}, {"next", {"c", "d"}}},
               {{"id", "c"}, {"name", "补正材料"}, {"next", {"b"}}},
               {{"id", "d"}, {"name", "决定"}}}}});
  maker.add("insignia", test::kAgency, "1",
            {{"name", "执法臂章"}, {"wearer", "officer"}, {"kind", "emblem"}, {"images", {"armband.png", "none.png"}}});
  maker.add("notices", test::kAgency, "GG1",
            {{"kind", "hearing"}, {"title", "目录调整听证公告"}, {"event_on", "2026-12-02"},
             {"entries", {{{"number", "A1"}, {"result", "合格"}}}}});
  return maker;
}

std::string decision_page(const std::map<std::string, std::string>& files, int number) {
  const std::string id = "示市监罚〔2026〕" + std::to_string(number) + "号";
  return files.at("decisions/2026-11/" + test::kAgency + "-" +
                  address_key("decisions", test::kAgency, id) + ".html");
}

std::string resolved(const std::string& page, std::string link) {
  link = link.substr(0, link.find_first_of("#?"));
  if (link.empty()) return page;
  return (std::filesystem::path(page).parent_path() / link).lexically_normal().generic_string();
}

/// Links of a page to files of the site, resolved.
std::set<std::string> local_links(const std::string& path, const std::string& html) {
  std::set<std::string> links;
  MarkupReader reader(html);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen) continue;
    for (const auto& [name, value] : markup_attributes(token.source)) {
      if (name != "href" && name != "src" && name != "action") continue;
      if (value.find(':') != std::string::npos) continue;
      links.insert(resolved(path, value));
    }
  }
  return links;
}

}  // namespace

TEST_CASE("what is written is what was planned") {
  const TestSite test;
  for (const Edition& edition : {Edition(), EditionMaker().edition(), mixed().edition()}) {
    const auto planned = planned_paths(test.fs, test.site, edition, {});
    REQUIRE(planned);
    std::vector<std::string> written;
    for (const auto& [path, bytes] : test.render(edition)) written.push_back(path);
    CHECK(written == *planned);
  }
}

TEST_CASE("the same edition gives the same bytes") {
  const TestSite test;
  CHECK(test.render(mixed().edition()) == test.render(mixed().edition()));
}

TEST_CASE("every link and asset of every page resolves") {
  const TestSite test;
  RenderExtras extras;
  extras.annual[2025] = {test::kAgency};
  const auto files = test.render(mixed().edition(), extras);
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with(".html")) continue;
    for (std::string link : local_links(path, bytes)) {
      INFO(path + " -> " + link);
      // The page for addresses that are not there links from the host's root.
      if (path == "404.html" && link != path) CHECK(link.starts_with("/xzzfgs/"));
      if (link.starts_with("/xzzfgs/")) link.erase(0, 8);
      // Annual reports and data files are written by rooms beside this one.
      CHECK((files.contains(link) || link.starts_with("annual-reports/2025/") ||
             link.starts_with("data/")));
    }
  }
}

TEST_CASE("pages have one h1, one main and no inline script, style or handler") {
  const TestSite test;
  for (const auto& [path, bytes] : test.render(mixed().edition())) {
    if (!path.ends_with(".html")) continue;
    INFO(path);
    std::map<std::string, int> opened;
    MarkupReader reader(bytes);
    std::string_view last;
    for (MarkupToken token; reader.next(token);) {
      // Linked data are no script: nothing runs them.
      if (token.kind == MarkupToken::Kind::kRaw && last == "<script type=\"application/ld+json\">")
        CHECK(Json::parse(token.source, nullptr, false).at("@context") == "https://schema.org");
      else
        CHECK((token.kind != MarkupToken::Kind::kRaw || trimmed(token.source).empty()));
      if (token.kind != MarkupToken::Kind::kOpen) continue;
      last = token.source;
      ++opened[token.name];
      for (const auto& [name, value] : markup_attributes(token.source)) {
        CHECK(name != "style");
        CHECK_FALSE(name.starts_with("on"));
      }
    }
    CHECK(opened["h1"] == 1);
    CHECK(opened["main"] == 1);
    CHECK(opened["style"] == 0);
  }
}

TEST_CASE("a later as-of date changes the home page and the as-of files only") {
  const TestSite test;
  EditionMaker maker = mixed();
  const auto before = test.render(maker.edition());
  maker.set_as_of(*Date::of(2026, 11, 21));
  const auto after = test.render(maker.edition());
  std::set<std::string> changed;
  for (const auto& [path, bytes] : after)
    if (!before.contains(path) || before.at(path) != bytes) changed.insert(path);
  CHECK(changed == std::set<std::string>{"asof.html", "asof.js", "index.html"});
  CHECK(before.size() == after.size());
}

TEST_CASE("a decision's page answers who, what, result, by whom and when") {
  const TestSite test;
  const std::string page = decision_page(test.render(mixed().edition()), 1);
  for (const char* part :
       {"云溪餐饮有限公司：未按规定建立进货查验记录制度", "示市监罚〔2026〕1号", "警告；",
        "罚款 5,000 元", "示例区市场监督管理局", "2026年11月5日",
        "第 3 个工作日，期限 7 个工作日，按期", "2027-11-05", "停止公示", "电话 0000-0000 2010",
        "有效</span>", "parties/42/91990101MA9X035542.html"}) {
    INFO(part);
    CHECK(has(page, part));
  }
  CHECK_FALSE(has(page, "noindex"));
  CHECK(page.size() < 30 * 1024);
}

TEST_CASE("a late publication is shown as late") {
  const TestSite test;
  EditionMaker maker;
  maker.add_penalty(1, Json::object(), {{"late_working_days", 6}, {"working_days_taken", 13}});
  const auto files = test.render(maker.edition());
  CHECK(has(decision_page(files, 1), "逾期 6 个工作日公示"));
  CHECK(has(files.at("decisions/index.html"), "逾期 6 个工作日"));
}

TEST_CASE("marks of a record are said in words") {
  TestSite test;
  test.site.corrections = {{{{"dataset", "decisions"},
                             {"agency", test::kAgency},
                             {"id", "示市监罚[2026]1号"},
                             {"kind", "objection"},
                             {"state", "open"},
                             {"received_on", "2026-11-19"}},
                            "corrections.jsonl:1"}};
  EditionMaker maker;
  maker.add_penalty(1, Json::object(), {{"marks", {"objection_open"}}});
  maker.add_penalty(2, Json::object(), {{"marks", {"suspended"}}});
  maker.add_penalty(3, Json::object(), {{"marks", {"corrected"}}});
  maker.add_penalty(4, {{"category", "permit"}, {"outcome", "refused"}});
  maker.add_penalty(5, {{"category", "permit"}, {"outcome", "revoked"}});
  maker.add_penalty(6, {{"category", "permit"}, {"outcome", "granted"}});
  const auto files = test.render(maker.edition());
  CHECK(has(decision_page(files, 1), "示例区市场监督管理局于2026年11月19日收到，正在核实"));
  CHECK(has(decision_page(files, 1), "<span class=\"tag warn\">异议处理中</span>"));
  CHECK(has(decision_page(files, 2), "停止执行"));
  CHECK(has(decision_page(files, 3), "2026年11月10日更正。"));
  CHECK(has(decision_page(files, 4), "<span class=\"tag idle\">不予许可</span>"));
  CHECK(has(decision_page(files, 5), "<span class=\"tag idle\">许可已撤销</span>"));
  CHECK(has(decision_page(files, 6), "<span class=\"tag ok\">有效</span>"));
  CHECK(has(files.at("decisions/index.html"), "异议处理中"));
}

TEST_CASE("a natural person's page is kept out of search engines, sitemap, feed and parties") {
  const TestSite test;
  EditionMaker maker;
  maker.add_person(1);
  const auto files = test.render(maker.edition());
  CHECK(has(decision_page(files, 1), "<meta name=\"robots\" content=\"noindex\">"));
  CHECK_FALSE(has(files.at("sitemap.xml"), "decisions/2026-11/"));
  for (const auto& [path, bytes] : files) {
    CHECK_FALSE((path.starts_with("decisions/") && path.ends_with(".atom")));
    CHECK_FALSE(path.starts_with("parties/"));
  }
}

TEST_CASE("an agency's feed holds its decisions about organisations") {
  const TestSite test;
  const std::string feed =
      test.render(mixed().edition()).at("decisions/by-" + test::kAgency + "/feed.atom");
  CHECK(has(feed, "<updated>2026-11-10T00:00:00+08:00</updated>"));
  CHECK(has(feed, "云溪餐饮有限公司：未按规定建立进货查验记录制度"));
  CHECK_FALSE(has(feed, "李某"));
}

TEST_CASE(
    "a tombstone says number, agency, day, reason and ground, and nothing else of the record") {
  const TestSite test;
  const auto files = test.render(mixed().edition());
  const std::string page = decision_page(files, 5);
  for (const char* part : {"这条执法决定信息已经撤下", "示市监罚〔2026〕5号", "2026年11月18日",
                           "决定已被依法撤销。", "第四十八条", "noindex"})
    CHECK(has(page, part));
  CHECK_FALSE(has(page, "云溪"));
  CHECK_FALSE(has(page, "罚款"));
  CHECK_FALSE(
      has(files.at("sitemap.xml"), address_key("decisions", test::kAgency, "示市监罚〔2026〕5号")));
  CHECK_FALSE(has(files.at("decisions/index.html"), "〔2026〕5号"));
}

TEST_CASE("the notice of an amended or remade decision leads to the new one while that is public") {
  EditionMaker maker;
  const auto number = [](int n) { return "示市监罚〔2026〕" + std::to_string(n) + "号"; };
  maker.add_penalty(1);
  const Json of_own_id = {{"category", "penalty"}, {"document_number", number(2)}, {"decision_date", "2026-11-05"}, {"replaces", "示市监罚[2026]7号"}};
  maker.add("decisions", test::kAgency, "A-77", of_own_id);
  maker.add_tombstone(6, "amended", "示市监罚（2026）1号");  // the old decision names the new one
  maker.add_tombstone(7, "remade");                          // the new one names the old one
  maker.add_tombstone(8, "amended", number(99));             // nobody may know of that one
  maker.add_tombstone(9, "revoked", number(1));
  const auto files = TestSite().render(maker.edition());
  const auto link = [&](const std::string& id) {
    return "<a href=\"../../decisions/2026-11/" + std::string(test::kAgency) + "-" + address_key("decisions", test::kAgency, id) + ".html\">";
  };
  CHECK(has(decision_page(files, 6), "该决定已变更，见" + link(number(1))));
  CHECK(has(decision_page(files, 7), "决定已重新作出，原决定不再公示。新的决定见" + link("A-77")));
  CHECK_FALSE(has(decision_page(files, 7), ">A-77<"));
  CHECK(has(decision_page(files, 8), "该决定已变更，原决定不再公示。"));
  CHECK_FALSE(has(decision_page(files, 8), "99号"));
  CHECK(has(decision_page(files, 9), "决定已被依法撤销。"));
  CHECK_FALSE(has(decision_page(files, 9), link(number(1))));
}

TEST_CASE("a title that the heading does not say stands among the fields as do item and region") {
  const TestSite test;
  EditionMaker maker;
  maker.add_penalty(1, {{"title", "夜间占道经营案"}, {"item", "CF01010Y"}, {"region", "990101"}});
  maker.add_penalty(2, {{"title", "云溪餐饮有限公司占道经营案"}});
  const auto files = test.render(maker.edition());
  for (const char* part : {"<dt>标题</dt><dd>夜间占道经营案</dd>", "CF01010Y", "990101"}) CHECK(has(decision_page(files, 1), part));
  CHECK_FALSE(has(decision_page(files, 2), "<dt>标题</dt>"));
}

TEST_CASE("hostile values display as themselves") {
  const TestSite test;
  EditionMaker maker;
  const std::string attack =
      "\"><script>alert(1)</script><img src=x onerror=alert(1)>{{MAIN_HTML}}";
  maker.add_penalty(
      1, {{"violation_type", attack},
          {"title", attack},
          {"basis", attack},
          {"party", {{"name", attack}, {"kind", "organisation"}, {"uscc", test::kCompany}}}});
  maker.add("powers", test::kAgency, attack, {{"name", attack}, {"basis", attack}});
  for (const auto& [path, bytes] : test.render(maker.edition())) {
    INFO(path);
    CHECK_FALSE(has(bytes, "<script>alert"));
    CHECK_FALSE(has(bytes, "<img"));
  }
  const std::string page = decision_page(test.render(maker.edition()), 1);
  CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(has(page, "{{MAIN_HTML}}"));
}

TEST_CASE("fields that are not public never reach a page, whatever the record holds") {
  const TestSite test;
  EditionMaker maker;
  maker.add_penalty(
      1, {{"legal_review_note", "检查时发现台账缺失"}, {"recording", "决定如下"}, {"place", "青禾路"}});
  for (const auto& [path, bytes] : test.render(maker.edition())) {
    INFO(path);
    for (const char* secret : {"台账缺失", "决定如下", "青禾路"}) CHECK_FALSE(has(bytes, secret));
  }
}

TEST_CASE("a dataset without pages shows every record under its key") {
  TestSite test;
  test.scratch.write("datasets/cameras.json",
                     R"({"dataset":"cameras","label":"监控设备","date":"","page":false,"fields":[
      {"name":"name","label":"位置","type":"string","required":true,"public":true,"list":true,"detail":true}]})");
  test.reload();
  EditionMaker maker;
  maker.add("cameras", test::kAgency, "1", {{"name", "青禾路口"}}, {{"address", "cameras/index.html#1-0123456789"}});
  const std::string page = test.render(maker.edition()).at("cameras/index.html");
  CHECK(has(page, "id=\"1-0123456789\""));
  CHECK(has(page, "青禾路口"));
}

TEST_CASE("a dataset of the site's own needs a definition and nothing else") {
  TestSite test;
  test.scratch.write(
      "datasets/permits-held.json",
      R"({"dataset":"permits-held","label":"持证单位","date":"","page":true,"fields":[
      {"name":"name","label":"单位","type":"string","required":true,"public":true,"list":true,"detail":true},
      {"name":"area","label":"经营面积","type":"integer","public":true,"list":true,"detail":true}]})");
  test.reload();
  EditionMaker maker;
  maker.add("permits-held", test::kAgency, "1", {{"name", "云溪餐饮有限公司"}, {"area", 120}});
  const auto files = test.render(maker.edition());
  CHECK(has(files.at("permits-held/index.html"), "云溪餐饮有限公司"));
  const std::string detail = files.at("permits-held/" + test::kAgency + "-" +
                                      address_key("permits-held", test::kAgency, "1") + ".html");
  CHECK(has(detail, "<dt>经营面积</dt><dd>120</dd>"));
  CHECK(has(files.at("index.html"), "permits-held/index.html"));
}

TEST_CASE("a column without a matter says so in the site's own words") {
  TestSite test;
  test.site.config.columns = {{"notices", "本区目前没有听证事项。"}};
  const auto files = test.render(EditionMaker().edition());
  CHECK(has(files.at("notices/index.html"), "本区目前没有听证事项。"));
  CHECK_FALSE(files.contains("services/index.html"));
}

TEST_CASE("an agency whose data stopped coming is named with the day they reach") {
  const TestSite test;
  RenderExtras extras;
  extras.stale[test::kAgency] = {{"decisions", *Date::of(2026, 11, 2)}, {"powers", *Date::of(2026, 11, 5)}};
  const auto files = test.render(mixed().edition(), extras);
  const std::string sentence =
      "示例区市场监督管理局的数据更新到2026年11月2日，此后的信息暂未收到。";
  CHECK(has(files.at("agencies/" + test::kAgency + ".html"), sentence));
  CHECK(has(files.at("decisions/by-" + test::kAgency + "/index.html"), sentence));
  CHECK(has(files.at("asof.html"), sentence));
  for (const auto& [path, bytes] : files)
    if (path.starts_with("inspections/") || path.starts_with("officers/")) CHECK_FALSE(has(bytes, "暂未收到"));
}

TEST_CASE("a broken Markdown page and a broken template stop the run with their name") {
  TestSite test;
  test.scratch.write("pages/broken.md", "没有标题");
  test::MemorySink sink;
  CHECK(render_site(test.fs, test.site, Edition(), {}, sink).error().where == "pages/broken.md:1");
  std::filesystem::remove(test.scratch / "pages/broken.md");
  test.scratch.write("templates/home.html",
                     "{{%AUTOESCAPE context=\"HTML\"}}\n<h1>{{NO_SUCH_NAME}}</h1>");
  test::MemorySink second;
  const auto status = render_site(test.fs, test.site, Edition(), {}, second);
  REQUIRE_FALSE(status);
  CHECK(status.error().code == "bad_template");
  CHECK(has(status.error().text, "NO_SUCH_NAME"));
}

TEST_CASE("an officer whose certificate is not valid is said to be barred from enforcement") {
  const TestSite test;
  EditionMaker maker;
  maker.add("officers", test::kAgency, "99010000018",
            {{"name", "孙示己"}, {"valid_until", "2026-09-30"}, {"status", "valid"}},
            {{"marks", {"certificate_invalid"}}});
  maker.add("officers", test::kAgency, "99010000026",
            {{"name", "何示庚"}, {"valid_until", "2027-08-31"}, {"status", "suspended"}});
  const std::string list = test.render(maker.edition()).at("officers/index.html");
  CHECK(has(list, "<span class=\"tag stop\">无效</span>"));
  CHECK(has(list, "不得执法"));
  CHECK(has(list, "<span class=\"tag idle\">暂扣</span>"));
}
