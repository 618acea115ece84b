// Names as clerks write them into one field: several persons, roles, forms of address. Every name is made up.
#include "base/text.h"
#include "rules/bench.h"
#include "rules/party_names.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

View listed_view(const Json& patch) {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(patch.dump().c_str());
  return gate.view(record, gate.facts(record));
}

Json party(const char* name, const char* kind, const char* facts) {
  return {{"party", {{"name", name}, {"kind", kind}, {"uscc", nullptr}, {"birth_date", "1980-01-01"}}}, {"facts", facts}};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("of a field that names several persons each one is told") {
  for (const char* between : {"、", "，", ",", "/", "；", "|", "和", "与", "及", " ", "＆"})
    CHECK(listed_persons("许桂兰" + std::string(between) + "郑文斌") == Names{"许桂兰", "郑文斌"});
  for (const char* name : {"许桂兰", "许桂兰等3人", "许桂兰等", "许桂兰先生", "许桂兰夫妇", "许桂兰户", "当事人：许桂兰", "驾驶人许桂兰", "村民许桂兰", "姓名：许桂兰",
                           "许桂兰，男，汉族", "许桂兰（委托代理人郑文斌）", "1.许桂兰", "许桂兰*", "考生许桂兰", "许桂兰 女", "许 桂 兰", "姓名是许桂兰", "许桂兰，身份证"})
    CHECK(listed_persons(name) == Names{"许桂兰"});
  CHECK(listed_persons("John 许海涛") == Names{"John", "许海涛"});
  CHECK(listed_persons("王和平") == Names{"王和平"});
  CHECK(listed_persons("王和平和李小四") == Names{"王和平", "李小四"});
  CHECK(listed_persons("阿依古丽·买买提") == Names{"阿依古丽·买买提"});
  CHECK(listed_persons("王建国、孙子涵") == Names{"王建国", "孙子涵"});
  CHECK(listed_persons("王建国、买买提艾力、芦小梅") == Names{"王建国", "买买提艾力", "芦小梅"});
  CHECK(listed_persons("许桂兰法定代理人郑文斌") == Names{"许桂兰", "郑文斌"});
  CHECK(listed_persons("吴建国及其妻李小四") == Names{"吴建国", "李小四"});
  CHECK(listed_persons("许桂兰和郑文斌和尤美玲") == Names{"许桂兰", "郑文斌", "尤美玲"});
  CHECK(listed_persons("李建国，男，汉族，农民，南山区") == Names{"李建国"});
  CHECK(listed_persons("孙子涵，男") == Names{"孙子涵"});
  CHECK(listed_persons("赵宏伟家") == Names{"赵宏伟"});
  CHECK(listed_persons("王小家") == Names{"王小家"});
  for (const char* name : {"孙子涵等3人", "孙子涵女士", "孙子涵户"}) CHECK(listed_persons(name) == Names{"孙子涵"});
  CHECK(name_at_end("示例区幸福村欧阳小明") == Names{"欧阳小明"});
  CHECK(listed_persons(std::string(2000000, '(')).empty());
  CHECK(listed_persons("李*明") == Names{"李某明"});
  CHECK(listed_persons("").empty());
  CHECK(name_at_end("示例区幸福村李建军") == Names{"李建军"});
  CHECK(name_at_end("阿卜杜热合曼").empty());
}

TEST_CASE("each of several persons has a mask of its own and how many more there are stays") {
  CHECK(masked_name("许桂兰、郑文斌") == "许某某、郑某某");
  CHECK(masked_name("秦海涛等3人") == "秦某某等3人");
  CHECK(masked_name("许桂兰，男，汉族") == "许某某");
  CHECK(masked_name("李*明") == "李某某");
  CHECK(masked_name(masked_name("许桂兰、郑文斌")) == "许某某、郑某某");
}

TEST_CASE("a name that came masked is masked in the usual way and forbids nothing") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const std::pair<const char*, const char*> names[] = {{"李**", "李某某"}, {"李*", "李某"}, {"欧阳＊＊", "欧阳某某"}, {"李××", "李某某"},
                                                       {"李XX", "李某某"}, {"*明", "某某"}, {"李明*", "李某某"}, {"李*明", "李某某"}, {"李某某", "李某某"}, {"L**", "L***"}};
  for (const auto& [came, shown] : names) {
    CAPTURE(came);
    CHECK(is_masked(came));
    CHECK(masked_name(came) == shown);
    Record record = RuleBench::decision();
    record.fields["party"] = {{"name", came}, {"kind", "natural_person"}};
    record.fields["title"] = std::string(came) + "销售案";
    const Facts facts = gate.facts(record);
    const View view = gate.view(record, facts);
    CHECK(text_at(view.fields, "party.name") == shown);
    if (came[0] != 'L') CHECK(text_at(view.fields, "title") == std::string(shown) + "销售案");
    for (const auto& value : personal_values(record, facts, *bench.site().definition("decisions")))
      if (value.kind == "name") CHECK(value.value == "李明");
  }
  // What stands beside a whole name hides nothing of it.
  for (const char* name : {"许桂兰*", "●许桂兰", "许桂兰**", "许桂兰X", "□许桂兰"}) {
    CAPTURE(name);
    CHECK_FALSE(is_masked(name));
    CHECK(masked_name(name) == "许某某");
    Record record = RuleBench::decision(R"({"content":"许桂兰到场。"})");
    record.fields["party"] = {{"name", name}, {"kind", "natural_person"}};
    const View view = gate.view(record, gate.facts(record));
    CHECK(text_at(view.fields, "content") == "许某某到场。");
  }
  CHECK(masked_name("张三×李四") == "张某、李某");
  CHECK_FALSE(is_masked("李明"));
  CHECK_FALSE(is_masked("X先生"));
}

TEST_CASE("every person of a joint party is hidden in every text") {
  const View two = listed_view(party("许桂兰、郑文斌", "natural_person", "许桂兰到现场搬运货物，郑文斌在旁协助。"));
  CHECK(text_at(two.fields, "party.name") == "许某某、郑某某");
  CHECK(text_at(two.fields, "facts") == "许某某到现场搬运货物，郑某某在旁协助。");
  CHECK(text_at(listed_view(party("许桂兰（委托代理人郑文斌）", "natural_person", "许桂兰未到，郑文斌到场。")).fields, "facts") == "许某某未到，郑某某到场。");
  Json endless = party("李", "natural_person", "无");
  endless["party"]["name"] = std::string(3000, '(') + "李";
  CHECK(RuleBench().outcome(RuleBench::decision(endless.dump().c_str())) == "held: redaction_unsure");
  for (const char* name : {"秦海涛等3人", "秦海涛先生", "秦海涛户", "当事人：秦海涛", "驾驶人秦海涛", "秦海涛，男，汉族", "示例区幸福村村民秦海涛", "示例区幸福村秦海涛"}) {
    INFO(name);
    CHECK(text_at(listed_view(party(name, "natural_person", "秦海涛搬运货物。")).fields, "facts") == "秦某某搬运货物。");
  }
}

TEST_CASE("an individual business is hidden by the person it is called after") {
  const auto shown = [](const char* name) { return text_at(listed_view(party(name, "individual_business", "查明")).fields, "party.name"); };
  CHECK(shown("示例区周晓红小吃店") == "示例区周某某小吃店");
  CHECK(shown("李建国便利店") == "李某某便利店");
  CHECK(shown("陈德胜羊肉粉") == "陈某某羊肉粉");
  CHECK(shown("红火小吃店经营者尤宏伟") == "红火小吃店经营者尤某某");
  CHECK(shown("红火小吃店 沈春花") == "红火小吃店 沈某某");
  CHECK(shown("红火小吃店-沈春燕") == "红火小吃店-沈某某");
  CHECK(shown("红火小吃店-欧阳小明") == "红火小吃店-欧阳某某");
  CHECK(shown("红火小吃店（经营者：林芳，女）") == "红火小吃店（经营者：林某，女）");
  CHECK(shown("红火小吃店（经营者：买买提·艾力）") == "红火小吃店（经营者：买某某）");
  for (const char* name : {"示例区红火小吃店", "示例区红火小吃店-望江店", "高山流水茶馆", "经营者之家便利店", "老师傅修理店", "老板娘小吃店", "新城区安心食品店", "示例区 便民超市", "新居业主装饰部", "金福祥珠宝行"}) CHECK(shown(name) == name);
  Json patch = party("红火小吃店", "individual_business", "吴振华到现场，卫立新到场。");
  patch["party"]["legal_representative"] = "吴振华先生、卫立新";
  CHECK(text_at(listed_view(patch).fields, "facts") == "吴某某到现场，卫某某到场。");
  patch["party"]["legal_representative"] = "吴振华（已变更为卫立新）";
  CHECK(text_at(listed_view(patch).fields, "facts") == "吴某某到现场，卫某某到场。");
}

TEST_CASE("candidates are masked whatever stands beside their names and a company among them is not") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Record notice = RuleBench::decision();
  notice.dataset = "notices";
  notice.fields = {{"title", "名单公示"}, {"body", "朱振华、卫德胜到场。"}, {"entries", Json::array()}};
  for (const char* name : {"1.李志强", "朱振华*", "考生秦文斌", "John 许海涛", "卫德胜/尤美玲", "陈雪琴 女", "好运公司", "示例区第一小学", "TCL-1", "John Smith", "许海涛（好运公司）", "万达公司、A组", "1.孙子涵", "1.芦小梅", "王建国、李建社", "李小四 办公室", "东风村村民委员会", "李家村村民小组", "示例第1商贸有限公司", "钱若愚301室", "1李建社", "欧阳建社"})
    notice.fields["entries"].push_back({{"number", "A-1"}, {"name", name}});
  const View view = gate.view(notice, gate.facts(notice));
  Names shown;
  for (const Json& entry : view.fields["entries"]) shown.push_back(entry["name"]);
  CHECK(shown == Names{"李某某", "朱某某", "秦某某", "J***、许某某", "卫某某、尤某某", "陈某某", "好运公司", "示例区第一小学", "TCL-1", "J***", "许某某", "万达公司、A组", "孙某某", "芦某某", "王某某、李某某", "李某某", "东风村村民委员会", "李家村村民小组", "示例第1商贸有限公司", "钱某某", "李某某", "欧阳某某"});
  CHECK(text_at(view.fields, "body") == "朱某某、卫某某到场。");
  CHECK_FALSE(gate.facts(notice).redaction_unsure);
  notice.id = "拟录用-李志强";
  CHECK(gate.facts(notice).redaction_unsure);
}

TEST_CASE("an organisation is told by what only organisations are called") {
  for (const char* name : {"好运公司", "示例第1商贸有限公司", "示例区司法局", "幸福小学", "示例（北京）科技有限公司", "东风村村民委员会", "万家便利店"}) {
    INFO(name);
    CHECK(names_organisation(name));
  }
  for (const char* name : {"钱若愚", "诸葛孔明", "古丽巴哈尔", "Smith", "John Smith", "欧阳建社", "李建社", "钱若愚301室", "王会", "2025"}) {
    INFO(name);
    CHECK_FALSE(names_organisation(name));
  }
}

TEST_CASE("what stands beside an officer's number is hidden and the number stays") {
  const auto shown = [](const std::string& one) {
    const Json patch = {{"officers", {one}}};
    const View view = listed_view(patch);
    return view.fields["officers"][0].get<std::string>();
  };
  CHECK(shown("99010000026") == "99010000026");
  CHECK(shown("13010000026") == "13010000026");
  CHECK(shown("周明远（13811112222）") == "周明远（■电话号码已隐去■）");
  CHECK(shown("周明远，微信zhou_my2026") == "周明远，微信■网络账号已隐去■");
  CHECK(shown("周明远，家住示例区幸福路9号3单元") == "周明远，家住示例区■住址已隐去■");
  const Record spaced = RuleBench::decision(R"({"officers":["990101 19880808 1235"]})");
  RuleBench bench;
  CHECK(bench.gate("2026-11-21").facts(spaced).redaction_unsure);
  CHECK(bench.gate("2026-11-21").facts(spaced).officers.empty());
}

TEST_CASE("a public contact field shows phones and addresses and no number or home of a person") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const auto shown = [&](const char* field, const char* text) {
    Record service = RuleBench::decision();
    service.dataset = "services";
    service.fields = {{"name", "服务"}, {field, text}};
    return text_at(gate.view(service, gate.facts(service)).fields, field);
  };
  for (const char* field : {"hours", "place", "phone"}) CHECK(contains(shown(field, "身份证990101198808081235"), "■证件号码已隐去■"));
  CHECK(shown("phone", "0000-00002010，13900001111") == "0000-00002010，13900001111");
  CHECK(shown("place", "示例区示例路12号3单元101室") == "示例区示例路12号3单元101室");
  CHECK(shown("place", "家住示例区示例路12号3单元101室") == "家住示例区■住址已隐去■");
}
