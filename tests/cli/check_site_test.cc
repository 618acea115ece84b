#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// One mistake in a file of a good site folder, and what `check` must say of it.
struct Break {
  const char* file;
  const char* from;  ///< replaced by `to`; empty: `to` is the whole file
  const char* to;
  const char* where;  ///< file and line, as the message ends them
  const char* says;
};

const char kRuleSet[] = R"({
  "id": "own",
  "title": "本区规定",
  "from": "2026-01-01",
  // 注释
  "terms": [
    {"when": {"category": "penalty"},
     "months": 6}
  ]
})";
const char kDataset[] = R"({
  "dataset": "officers",
  "order": ["name", "post"],
  "fields": [
    {"name": "name", "label": "姓名",
     "public": true}
  ]
})";
const char kMapping[] = R"({
  "extends": "double-publicity",
  "columns": {
    "罚款数": "fine",
    "日期": "decision_date"},
  "constants": {
    "category": "penalty"},
  "units": {
    "罚款数": "元"},
  "values": {
    "category": {
      "处罚": "penalty"}},
  "skip": ["合计"]
})";
const char kCalendar[] = R"({
  "holidays": [
    "2027-01-01",
    "2027-01-02"],
  "workdays": ["2027-01-09"]
})";

/// A feed that is read with it, and what ends the list.
const char kMapped[] = R"(,
{"id": "mapped", "dataset": "decisions", "url": "feeds/mapped.csv", "preset": "maps/own.json",
 "values": {"procedure": {
  "当场": "summary"}}}
])";

const std::vector<Break>& breaks() {
  static const std::vector<Break> all = {
      // The text of a JSON file.
      {"site.json", "\"theme\"", "\"thema\"", "site.json:29", "没有“thema”这一项，请检查拼写"},
      {"site.json", "\"theme\": \"dian\",", "\"theme\": \"dian\"", "site.json:31:", "上一项后面少了逗号"},
      {"site.json", "\"keep_releases\": 3\n", "\"keep_releases\": 3,\n", "site.json:51:", "最后一项后面不要写逗号"},
      {"site.json", "\"theme\": \"dian\"", "“theme”: \"dian\"", "site.json:29:", "要用英文（半角）的"},
      {"site.json", "\"theme\": \"dian\",", "\"theme\": \"dian\"，", "site.json:29:", "要用英文（半角）的"},
      {"site.json", "\"theme\": \"dian\"", "'theme': \"dian\"", "site.json:29:", "引号要用双引号"},
      {"site.json", "// 颜色", "# 颜色", "site.json:28:", "注释只能写成 // 开头的一行"},
      {"site.json", "// 颜色", "/ 颜色", "site.json:28:", "注释只能写成 // 开头的一行"},
      {"site.json", "// 颜色", "/* 颜色", "site.json:", "到文件末尾还没有写完"},
      {"site.json", "\"icp\": \"\"", "\"theme\": \"zhu\"", "site.json:29", "字段“theme”写了两次"},
      {"site.json", "", "[]", "site.json:1", "应当写成 { … }"},
      // Its keys and values.
      {"site.json", "\"name\": \"某某区行政执法公示\"", "\"name\": \"\"", "site.json:3", "请写明网站名称"},
      {"site.json", "\"rehearsal\": true", "\"rehearsal\": \"true\"", "site.json:48", "“rehearsal”的类型不对"},
      {"site.json", "\"keep_releases\": 3", "\"keep_releases\": 0", "site.json:50", "要写成 1 到 100 的整数"},
      {"site.json", "\"region_code\": \"\"", "\"region_code\": \"99010\"", "site.json:20", "六位数字的行政区划代码"},
      {"site.json", "\"base_url\": \"\"", "\"base_url\": \"www.example.invalid\"", "site.json:22", "以 https:// 或者 http:// 开头"},
      {"site.json", "\"theme\": \"dian\"", "\"theme\": \"green\"", "site.json:29", "没有主题“green”"},
      {"site.json", "\"annual_layout\": \"v11\"", "\"annual_layout\": \"v99\"", "site.json:31", "没有年报版式“v99”"},
      {"site.json", "\"columns\": {}", "\"columns\": {\n\"officer\": \"没有\"}", "site.json:36", "columns 里的“officer”不是数据集"},
      {"site.json", "\"columns\": {}", "\"columns\": {\n\"officers\": 0}", "site.json:36", "要写一句话"},
      {"site.json", "\"phone\": \"\"", "\"tel\": \"\"", "site.json:26", "contacts 里没有“tel”这一项"},
      {"site.json", "[\"national\", \"ndrc-36\"]", "[\"national\",\n\"ndrc-63\"]", "site.json:7", "没有规则集“ndrc-63”"},
      {"site.json", "[\"national\", \"ndrc-36\"]", "[\"national\",\n\"national\"]", "site.json:7", "写了两次"},
      {"site.json", "[\"national\", \"ndrc-36\"]", "\"national\"", "site.json:6", "“rule_sets”的类型不对"},
      {"site.json", "\"kind\": \"政府网站\"", "\"kind\": \"广播\"", "site.json:17", "公示载体的 kind “广播”不认识"},
      {"site.json", "\"kind\": \"政府网站\"", "\"kinds\": \"政府网站\"", "site.json:17", "carriers 里没有“kinds”这一项"},
      {"site.json", "\"every\": \"year\", \"by\": \"01-15\"", "\"every\": \"month\", \"by\": \"01-15\"", "site.json:10", "every 只能是 year"},
      {"site.json", "\"by\": \"01-31\"", "\"by\": \"02-28\"", "site.json:12", "不能晚于 1 月 31 日"},
      {"site.json", "\"by\": \"01-31\"", "\"by\": \"1月底\"", "site.json:12", "写次年的月日"},
      {"site.json", "\"step\": \"publish\"", "\"step\": \"public\"", "site.json:12", "step 只能是 submit"},
      {"site.json", "\"id\": \"annual-publish\"", "\"id\": \"annual-submit\"", "site.json:12", "用了两次"},
      {"site.json", "\"id\": \"annual-publish\"", "\"remind_days\": -1, \"id\": \"annual-publish\"", "site.json:12", "提前多少天提醒"},
      {"site.json", "\"columns\": {}", "\"key_areas\": [\n{\"label\": \"市场监管\", \"agencies\": [\"123\"]}]", "site.json:36", "不是正确的统一社会信用代码"},
      {"site.json", "\"columns\": {}", "\"key_areas\": [\n{\"label\": \"市场监管\"}]", "site.json:36", "key_areas 的每一项写成"},
      {"site.json", "\"columns\": {}", "\"targets\": {}", "site.json:35", "targets 要写成 [ … ]"},
      // feeds.json
      {"feeds.json", "\"id\": \"officers\", \"dataset\"", "\"id\": \"officers\", \"data\"", "feeds.json:12", "没有“data”这一项"},
      {"feeds.json", "\"dataset\": \"officers\"", "\"dataset\": \"officer\"", "feeds.json:12", "没有数据集“officer”的定义"},
      {"feeds.json", "\"id\": \"officers\"", "\"id\": \"agencies\"", "feeds.json:12", "用了两次"},
      {"feeds.json", "\"id\": \"officers\"", "\"id\": \"执法人员\"", "feeds.json:12", "id 只能用字母"},
      {"feeds.json", "\"id\": \"officers\"", "\"id\": 5", "feeds.json:12", "的 id 要写成文字"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"ftp://example.invalid/a\"", "feeds.json:12", "url 只支持"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"https://u:p@example.invalid/a\"", "feeds.json:12", "口令"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"format\": \"xls\"", "feeds.json:12", "format 不认识"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"mode\": \"diff\"", "feeds.json:12", "mode 只能是"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"preset\": \"doubel\"", "feeds.json:12", "没有预设“doubel”"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"preset\": \"none.json\"", "none.json", "读取失败"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"stale_after_days\": \"7\"", "feeds.json:12", "要写成整数"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"headers\": {\n\"Authorization\": \"abc\"}", "feeds.json:12", "凭证"},
      {"feeds.json", "\"agency\": \"*\", \"url\": \"feeds/officers.csv\"", "\"agency\": \"123\",\n\"url\": \"a.csv\"", "feeds.json:12", "不是正确的统一社会信用代码"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\",\n\"attests\": {\"by\": \"某局\", \"on\": \"2026-02-30\", \"until\": \"2026-12-31\"}", "feeds.json:13", "自哪天（on）"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"attests\": {\"by\": \"某局\", \"on\": \"2026-01-01\",\n\"until\": \"2027-12-31\"}", "feeds.json:13", "最长十二个月"},
      {"feeds.json", "\"url\": \"feeds/officers.csv\"", "\"url\": \"a.csv\", \"attests\": {\"by\": \"某局\", \"on\": \"2026-01-01\", \"until\": \"2026-12-31\",\n\"minor\": false}", "feeds.json:13", "attests 里没有“minor”这一项"},
      {"feeds.json", "", "{}", "feeds.json:1", "feeds.json 应当是一个列表"},
      // Rule sets
      {"rules/own.json", "\"months\"", "\"month\"", "rules/own.json:8", "terms 里没有“month”这一项"},
      {"rules/own.json", "\"months\": 6", "\"months\": \"6\"", "rules/own.json:8", "months 要写大于 0 的整数"},
      {"rules/own.json", "\"from\": \"2026-01-01\"", "\"from\": \"2026-13-01\"", "rules/own.json:4", "from 要写成 2026-04-01 这样的日期"},
      {"rules/own.json", "\"category\"", "\"categories\"", "rules/own.json:7", "when 里没有“categories”这个条件"},
      {"rules/own.json", "\"penalty\"", "\"penality\"", "rules/own.json:7", "不认识“penality”"},
      {"rules/own.json", "\"id\": \"own\"", "\"id\": \"owm\"", "rules/own.json:2", "规则集的 id 要与文件名相同"},
      {"rules/own.json", "\"title\"", "\"titel\"", "rules/own.json:3", "规则集里没有“titel”这一项"},
      {"rules/own.json", "\"terms\": [", "\"withhold\": [{\"reason\": \"unreviewed\"}],\n\"terms\": [", "rules/own.json:6", "不是不予公示的理由"},
      {"rules/own.json", "\"terms\": [", "\"names\": \"full\",\n\"terms\": [", "rules/own.json:6", "要在 names_basis 写明依据"},
      {"rules/own.json", "\"terms\": [", "\"approval\": [\"power\"],\n\"terms\": [", "rules/own.json:6", "没有数据集“power”"},
      {"rules/own.json", "\"terms\": [", "\"agencies\": [\"123\"],\n\"terms\": [", "rules/own.json:6", "不是正确的统一社会信用代码"},
      {"rules/own.json", "\"terms\": [", "\"deadlines\": [\n{\"when\": {\"dataset\": \"decision\"}, \"working_days\": 7}],\n\"terms\": [", "rules/own.json:7", "没有数据集“decision”"},
      {"rules/own.json", "\"terms\": [", "\"agencies\": [],\n\"terms\": [", "rules/own.json:6", "对谁都不适用"},
      {"rules/own.json", "\"terms\": [", "\"terms\": {}, \"withhold\": [", "rules/own.json:6", "规则集的 terms 要写成 [ … ]"},
      {"rules/own.json", "\"months\": 6", "\"months\": 6, \"otherwise\": \"true\"", "rules/own.json:8", "terms 的 otherwise 只能写 true 或者 false"},
      {"rules/own.json", "{\"category\": \"penalty\"}", "\"penalty\"", "rules/own.json:7", "terms 的 when 要写成 { … }"},
      // Dataset definitions
      {"datasets/own.json", "\"public\": true", "\"public\": \"true\"", "datasets/own.json:6", "public 只能写 true 或者 false"},
      {"datasets/own.json", "\"public\": true", "\"pubic\": true", "datasets/own.json:6", "字段 name 里没有“pubic”这一项"},
      {"datasets/own.json", "\"post\"", "\"posts\"", "datasets/own.json:3", "order 里的“posts”不是这个数据集的字段"},
      {"datasets/own.json", "\"label\": \"姓名\",", "\"label\": \"姓名\", \"type\": \"txt\",", "datasets/own.json:5", "type 不认识"},
      {"datasets/own.json", "\"dataset\": \"officers\"", "\"dataset\": \"search\"", "datasets/own.json:2", "这个地址网站自己要用"},
      {"datasets/own.json", "", "{\"dataset\": \"decisions\", \"fields\": [\n{\"name\": \"party.id_number\", \"label\": \"证件号码\", \"public\": true}]}", "datasets/own.json:2", "不能设为公开"},
      {"datasets/own.json", "", "{\"dataset\": \"decisions\",\n\"date\": \"acted_on\"}", "datasets/own.json:2", "站点不能改用别的字段"},
      {"datasets/own.json", "\"label\": \"姓名\",", "\"label\": 5,", "datasets/own.json:5", "字段要有 name 和 label"},
      {"datasets/own.json", "\"public\": true", "\"aliases\": \"名字\"", "datasets/own.json:6", "字段 name 的 aliases 要写成一组文字"},
      {"datasets/own.json", "\"public\": true", "\"aliases\": [\"名字\", \" \"]", "datasets/own.json:6", "aliases 里有空的"},
      {"datasets/own.json", "\"public\": true", "\"aliases\": [\"执法种类\"]", "datasets/own.json:5", "的列名相同"},
      {"datasets/own.json", "\"fields\": [", "\"key\": [\"nr\"],\n\"fields\": [", "datasets/own.json:4", "key 里的“nr”不是这个数据集的字段"},
      {"datasets/own.json", "\"fields\": [", "\"page\": \"true\",\n\"fields\": [", "datasets/own.json:4", "数据集定义的 page 只能写 true 或者 false"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\",\n\"fields\": []}", "datasets/own.json:2", "fields 要写明有哪些字段"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\",\n\"fields\": {}}", "datasets/own.json:2", "fields 要写成 [ … ]"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [\n{\"name\": \"a b\", \"label\": \"甲\"}]}", "datasets/own.json:2", "name 只能用字母"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [\n{\"name\": \"a\", \"label\": \"甲\", \"type\": \"enum\"}]}", "datasets/own.json:2", "要在 values 写明可以取的值"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [{\"name\": \"a\", \"label\": \"甲\", \"type\": \"enum\", \"values\": [\"x\",\n\"x\"]}]}", "datasets/own.json:2", "“x”写了两次"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [{\"name\": \"a\", \"label\": \"甲\", \"type\": \"enum\", \"values\": [\"x\"], \"value_aliases\": {\n\"叉\": \"y\"}}]}", "datasets/own.json:2", "对应的“y”不在 values 里"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [{\"name\": \"a\", \"label\": \"甲\", \"type\": \"objects\", \"members\": [[\"x\", \"叉\"],\n[\"x\", \"圈\"]]}]}", "datasets/own.json:2", "members 里“x”写了两次"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [{\"name\": \"a\", \"label\": \"甲\", \"type\": \"objects\", \"members\": [\n\"x\"]}]}", "datasets/own.json:2", "members 每一项写成"},
      {"datasets/own.json", "", "{\"dataset\": \"dogs\", \"fields\": [{\"name\": \"a\", \"label\": \"名称\"},\n{\"name\": \"b\", \"label\": \"乙\", \"aliases\": [\"名 称\"]}]}", "datasets/own.json:2", "都用同一个列名"},
      // Mapping files
      {"maps/own.json", "\"fine\"", "\"fines\"", "maps/own.json:4", "没有字段 fines"},
      {"maps/own.json", "\"fine\"", "{}", "maps/own.json:4", "要写一个字段或者一组字段"},
      {"maps/own.json", "\"extends\": \"double-publicity\"", "\"extends\": \"double\"", "maps/own.json:2", "不是内置的预设"},
      {"maps/own.json", "\"columns\": {", "\"tables\": 5, \"columns\": {", "maps/own.json:3", "映射文件的 tables 要写成 [ … ]"},
      {"maps/own.json", "\"columns\": {", "\"tables\": [{}], \"columns\": {", "maps/own.json:3", "tables 的每一项要有 columns"},
      {"maps/own.json", "\"category\": \"penalty\"", "\"category\": \"punishment\"", "maps/own.json:7", "字段 category 不能是“punishment”"},
      {"maps/own.json", "\"category\": \"penalty\"", "\"decision_date\": \"去年\"", "maps/own.json:7", "字段 decision_date 不能是“去年”"},
      {"maps/own.json", "\"罚款数\": \"元\"", "\"罚款数\": \"块\"", "maps/own.json:9", "units 只能写"},
      {"maps/own.json", "\"罚款数\": \"元\"", "\"日期\": \"元\"", "maps/own.json:9", "units 里的“日期”不是金额"},
      {"maps/own.json", "\"罚款数\": \"元\"", "\"title\": \"元\"", "maps/own.json:9", "units 里的“title”不是金额"},
      {"maps/own.json", "\"units\": {", "\"dates\": {\"fine\": \"月日年\"}, \"units\": {", "maps/own.json:8", "dates 里的“fine”不是日期"},
      {"maps/own.json", "\"处罚\": \"penalty\"", "\"处罚\": \"fine\"", "maps/own.json:12", "字段 category 不能是“fine”"},
      {"maps/own.json", "\"处罚\": \"penalty\"", "\"处罚\": 5", "maps/own.json:11", "category 要写成 {\"名称\": \"文字\"}"},
      {"maps/own.json", "[\"合计\"]", "[\"合计\",\n\"\"]", "maps/own.json:14", "skip 里有空的"},
      {"maps/own.json", "\"skip\"", "\"id\": [], \"skip\"", "maps/own.json:13", "id 是空的"},
      {"maps/own.json", "\"skip\"", "\"prefer\": {\"fine\": [\"没有的列\"]}, \"skip\"", "maps/own.json:13", "没有写在 columns 中"},
      {"maps/own.json", "\"skip\"", "\"agencies\": {\"某局\": \"123\"}, \"skip\"", "maps/own.json:13", "不是正确的统一社会信用代码"},
      {"maps/own.json", "\"skip\"", "\"derive\": {\"outcome\": {\"when\": \"title\", \"value\": \"granted\"}}, \"skip\"", "maps/own.json:13", "derive 里没有“when”这一项"},
      {"maps/own.json", "\"skip\"", "\"derive\": {\"outcome\": [\n{\"value\": \"good\"}]}, \"skip\"", "maps/own.json:14", "字段 outcome 不能是“good”"},
      {"feeds.json", "\"当场\": \"summary\"", "\"当场\": \"quick\"", "feeds.json:21", "字段 procedure 不能是“quick”"},
      {"feeds.json", "\"procedure\": {", "\"procedures\": {", "feeds.json:20", "没有字段 procedures"},
      {"feeds.json", "\"values\": {\"procedure\": {\n  \"当场\": \"summary\"}}", "\"values\": {\"procedure\": 5}", "feeds.json:20", "values 要写成 { 字段"},
      // Calendars and annual layouts
      {"calendars/2027.json", "2027-01-02", "2027-02-30", "calendars/2027.json:4", "真有这一天"},
      {"calendars/2027.json", "2027-01-02", "2072-01-02", "calendars/2027.json:4", "请核对年份"},
      {"calendars/2027.json", "2027-01-09", "2027-01-01", "calendars/2027.json:5", "写了两次"},
      {"calendars/2027.json", "\"workdays\"", "\"workday\"", "calendars/2027.json:5", "日历里没有“workday”这一项"},
      {"calendars/next.json", "", "{}", "calendars/next.json:1", "日历文件名应当是年份"},
      {"annual/own.json", "", "{\"id\": \"own\",\n\"title\": \"样式\", \"money\": \"角\", \"tables\": []}", "annual/own.json:2", "money 只能是“元”或者“万元”"},
      // Pages, templates and the webmaster's lines
      {"pages/about.md", "", "# 关于\n", "pages/about.md:1", "页面开头缺少两行 ---"},
      {"pages/about.md", "", "---\ntitle: 关于\ndescription: 说明\n---\n\n[[carrier]]\n", "pages/about.md:6", "没有“[[carrier]]”这种内容"},
      {"templates/home.html", "", "{{#A}}", "templates/home.html", ""},
      {"withdrawals.jsonl", "", "// 说明\n{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"reason\":\"revokd\",\"on\":\"2026-01-02\"}\n", "withdrawals.jsonl:2", "不认识的撤下原因“revokd”"},
      {"withdrawals.jsonl", "", "{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"reason\":\"order\",\"on\":\"2026-1-2日\"}\n", "withdrawals.jsonl:1", "2026-01-31 这样的日期"},
      {"withdrawals.jsonl", "", "{\"dataset\":\"decisions\"\n", "withdrawals.jsonl:1", "不是正确的 JSON 对象"},
      {"withdrawals.jsonl", "", "{\"dataset\":\"decision\",\"agency\":\"a\",\"id\":\"b\",\"reason\":\"order\",\"on\":\"2026-01-02\"}\n", "withdrawals.jsonl:1", "没有数据集“decision”"},
      {"corrections.jsonl", "", "{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"kind\":\"objection\",\"state\":\"opened\",\"received_on\":\"2026-01-02\"}\n", "corrections.jsonl:1", "state 只能是 open"},
      {"corrections.jsonl", "", "\n{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"kind\":\"objection\",\"state\":\"refused\",\"received_on\":\"2026-01-02\"}\n", "corrections.jsonl:2", "要在 note 写明理由"},
      {"reviews.jsonl", "", "{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"clears\":[\"minor\"],\"on\":\"2026-01-02\"}\n", "reviews.jsonl:1", "不能放行或者不认识的原因"},
      {"reviews.jsonl", "", "{\"dataset\":\"decisions\",\"agency\":\"a\",\"id\":\"b\",\"clear\":[\"unreviewed\"],\"on\":\"2026-01-02\"}\n", "reviews.jsonl:1", "没有“clear”这一项"},
      {"confirmations.jsonl", "", "{\"year\":\"2025\",\"agency\":\"11990101009900013A\",\"by\":\"某局\",\"on\":\"2026-01-02\"}\n", "confirmations.jsonl:1", "year 要写成四位年份"},
      {"confirmations.jsonl", "", "{\"year\":2025,\"agency\":\"11990101009900013A\",\"by\":\"某局\",\"on\":\"2025-12-31\"}\n", "confirmations.jsonl:1", "要在那一年结束以后"},
  };
  return all;
}

/// A good folder: what `init` makes, and a file of each kind that it does not.
void make_good(const Scratch& scratch) {
  REQUIRE(run_program(scratch, {"init", "site"}).exit == 0);
  scratch.write("site/rules/own.json", kRuleSet);
  scratch.write("site/datasets/own.json", kDataset);
  scratch.write("site/calendars/2027.json", kCalendar);
  scratch.write("site/maps/own.json", kMapping);
  const std::string feeds = slurp(scratch / "site/feeds.json");
  scratch.write("site/feeds.json", feeds.substr(0, feeds.rfind(']')) + kMapped);
}

Ran check(const Scratch& scratch) {
  return run_program(scratch, {"--site", (scratch / "site").string(), "--as-of", "2026-11-20", "--json", "check"});
}

}  // namespace

TEST_CASE("a mistake in any file of a site folder is found with its line and what to do") {
  const Scratch scratch{quick_directory()};
  make_good(scratch);
  REQUIRE(check(scratch).exit == 0);
  for (const Break& broken : breaks()) {
    const std::string file = std::string("site/") + broken.file;
    const bool was = stdfs::exists(scratch / file);
    const std::string before = was ? slurp(scratch / file) : "";
    const std::string from = broken.from;
    INFO(broken.file << ": " << broken.to);
    if (!from.empty()) REQUIRE(contains(before, from));
    const size_t at = from.empty() ? 0 : before.find(from);
    scratch.write(file, from.empty() ? broken.to
                                     : before.substr(0, at) + broken.to + before.substr(at + from.size()));
    const Ran ran = check(scratch);
    bool found = false;
    std::string said;
    const Json json = ran.json();
    for (const auto& message : json["messages"]) {
      said += message.dump() + "\n";
      const std::string where = message["where"], expected = broken.where;
      found = found || (contains(message["text"].get<std::string>(), broken.says) && contains(where, expected));
    }
    INFO(said);
    CHECK(ran.exit == 2);
    CHECK(found);
    if (was) scratch.write(file, before);
    else stdfs::remove(scratch / file);
  }
}

TEST_CASE("all mistakes of a site folder are told at once") {
  const Scratch scratch{quick_directory()};
  make_good(scratch);
  scratch.write("site/site.json", "{\"name\": \"\",\n\"thema\": 1,\n\"region_code\": \"x\"}");
  scratch.write("site/calendars/2027.json", "{\"holidays\": [\"x\",\n\"y\"]}");
  std::vector<std::string> places;
  const Json json = check(scratch).json();
  for (const auto& message : json["messages"])
    places.push_back(stdfs::path(message["where"].get<std::string>()).filename());
  for (const char* place : {"site.json:1", "site.json:2", "site.json:3", "2027.json:1", "2027.json:2"}) {
    INFO(place);
    CHECK(std::find(places.begin(), places.end(), place) != places.end());
  }
}

TEST_CASE("what is no mistake but should be known is told and ends with 0") {
  const Scratch scratch{quick_directory()};
  make_good(scratch);
  scratch.write("site/rulse/x.json", "{}");
  scratch.write("site/feed.json", "[]");
  scratch.write("site/rules/note.txt", "");
  scratch.write("site/rules/own.json", R"({"id": "own", "withhold": [{"reason": "local"}]})");
  scratch.write("site/datasets/dogs.json", R"({"dataset": "dogs", "label": "犬只", "fields": [{"name": "tags", "label": "牌", "type": "objects"}]})");
  scratch.write("site/calendars/2026.json", R"({"holidays": []})");
  stdfs::remove(scratch / "site/feeds/officers.csv");
  const Ran ran = check(scratch);
  CHECK(ran.exit == 0);
  std::map<std::string, std::string> told;
  const Json json = ran.json();
  for (const auto& message : json["messages"])
    told[message["code"].get<std::string>()] += message["text"].get<std::string>() + message["where"].get<std::string>();
  CHECK(contains(told["not_read"], "rulse"));
  CHECK(contains(told["not_read"], "feed.json"));
  CHECK(contains(told["not_read"], "note.txt"));
  CHECK(contains(told["unused_rule_set"], "own"));
  CHECK(contains(told["no_members"], "字段 tags 没有写 members"));
  CHECK(contains(told["no_calendar"], "calendars/2026.json"));
  CHECK(contains(told["withholds_all"], "没有条件"));
  CHECK(contains(told["withholds_all"], "rules/own.json:1"));
  CHECK(contains(told["no_file"], "officers.csv"));
  CHECK(contains(told["no_file"], "feeds.json:12"));
  CHECK(contains(told["not_filled"], "region_code"));
}

TEST_CASE("a folder that has a site is left alone and an unknown profile is named with the known ones") {
  const Scratch scratch{quick_directory()};
  REQUIRE(run_program(scratch, {"init", "site"}).exit == 0);
  const std::string before = slurp(scratch / "site/site.json");
  CHECK(run_program(scratch, {"init", "site", "--profile", "xinbei"}).exit == 2);
  CHECK(slurp(scratch / "site/site.json") == before);
  CHECK_FALSE(stdfs::exists(scratch / "site/rules/xinbei.json"));
  const Ran unknown = run_program(scratch, {"init", "other", "--profile", "beijing"});
  CHECK(unknown.exit == 2);
  for (const char* name : {"chaoyang", "xinglongtai", "zhengzhou", "changning", "xinbei"}) CHECK(contains(unknown.err, name));
  CHECK_FALSE(stdfs::exists(scratch / "other"));
}

TEST_CASE("a new site folder runs a night as it is and publishes it") {
  const Scratch scratch{quick_directory()};
  REQUIRE(run_program(scratch, {"init", "site"}).exit == 0);
  const Ran night = run_program(scratch, {"--site", "site", "--out", "out", "--as-of", "2026-11-20", "nightly"});
  INFO(night.out << night.err);
  CHECK(night.exit == 0);
  CHECK(contains(slurp(scratch / "out/current/site/index.html"), "某某区行政执法公示"));
  CHECK(contains(slurp(scratch / "out/current/site/index.html"), "演示"));
}
