#include "base/text.h"
#include "intake/typed_value.h"
#include "rules/bench.h"
#include "rules/hide.h"
#include "rules/party_names.h"
#include "rules/texts.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

View redacted_view(const std::string& patch) {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(patch.c_str());
  return gate.view(record, gate.facts(record));
}

std::string facts_of(const std::string& text) {
  return text_at(redacted_view(R"({"facts":")" + text + "\"}").fields, "facts");
}

std::string held_by(const std::string& text) {
  return RuleBench().outcome(RuleBench::decision((R"({"facts":")" + text + "\"}").c_str()));
}

const char kPersonRecord[] = R"("party":{"name":"杨小里","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"})";

}  // namespace

TEST_CASE("numbers and addresses in free text are replaced visibly by what they are") {
  CHECK(facts_of("身份证９９０１０１１９８８０８０８１２３５，电话139 0000-0001。") == "身份证■证件号码已隐去■，电话■电话号码已隐去■。");
  CHECK(facts_of("卡号6222000000000000004，车牌京AD12345。") == "卡号■银行账号已隐去■，车牌■车牌号已隐去■。");
  CHECK(facts_of("家住示例省示例市示例区幸福路12号3单元402室。") == "家住示例省示例市示例区■住址已隐去■。");
  CHECK(facts_of("微信号wxid_a1b2c3，邮箱li@example.com") == "微信号■网络账号已隐去■，邮箱■电子邮箱已隐去■");
  CHECK(facts_of("罚款50000元，代码919901015533740271。") == "罚款50000元，代码919901015533740271。");
}

TEST_CASE("a guide shows the lines it gives for complaints and hides a mobile number") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const auto shown = [&](const char* supervision) {
    Record record;
    record.dataset = "services";
    record.agency = kAgency;
    record.id = record.norm_id = "FW-1";
    record.fields = {{"name", "示例许可"}, {"supervision", supervision}};
    return text_at(gate.view(record, gate.facts(record)).fields, "supervision");
  };
  CHECK(shown("0000-00004444") == "0000-00004444");
  CHECK(contains(shown("013900000001"), "■"));
  CHECK(contains(shown("联系手机13900000001"), "■"));
}

TEST_CASE("of several paragraphs hidden as a whole it is said how many and why") {
  const auto hidden = [](const char* secrecy, const char* text) {
    const std::string patch = std::string(R"({"facts":")") + text + R"(","disclosure":{"secrecy":")" + secrecy + R"(","redact":["facts"]}})";
    return text_at(redacted_view(patch).fields, "facts");
  };
  CHECK(hidden("trade", "配方甲比乙为三比一。\\n\\n工艺为低温。\\n温度四度。") == "■此处隐去 3 段，涉及商业秘密■");
  CHECK(hidden("privacy", "第一段内容如此。\\n第二段内容如此。") == "■此处隐去 2 段，涉及个人隐私■");
  CHECK(hidden("trade", "只有一段的内容。") == "■依法隐去■");
  CHECK(hidden("none", "第一段内容如此。\\n第二段内容如此。") == "■依法隐去■");
}

TEST_CASE("third persons have the same mask in every field and are told apart by 甲 and 乙") {
  const View view = redacted_view(
      R"({"facts":"投诉人李小二反映，店员李大山未出示价目。欧阳小雨在场。",
          "document":"证人欧阳小雨证实。李大山承认，李小二无异议。","title":"李小二投诉案"})");
  CHECK(text_at(view.fields, "facts") == "投诉人李某甲反映，店员李某乙未出示价目。欧阳某甲在场。");
  CHECK(text_at(view.fields, "document") == "证人欧阳某甲证实。李某乙承认，李某甲无异议。");
  CHECK(text_at(view.fields, "title") == "李某甲投诉案");
  CHECK(view.redactions.at("自然人姓名") == 7);
}

TEST_CASE("a name before what only persons have is one, and an office's address is no home") {
  CHECK(facts_of("钱小四（男，汉族）与律师陈小明到场。") == "钱某甲（男，汉族）与律师陈某甲到场。");
  CHECK(facts_of("本机关地址：示例区府前路1号。") == "本机关地址：示例区府前路1号。");
  CHECK(facts_of("地址：示例区府前路1号。") == "地址：示例区■住址已隐去■。");
  CHECK(facts_of("促销商品为女装，男装另计。") == "促销商品为女装，男装另计。");
}

TEST_CASE("the numbers of driving licences and social security cards and of passports in English are hidden") {
  CHECK(facts_of("驾驶证档案编号410100123456，社会保障号码：A1234567B。") == "驾驶证档案编号■证件号码已隐去■，社会保障号码：■证件号码已隐去■。");
  CHECK(facts_of("John（passport: E12345678）") == "John（passport: ■证件号码已隐去■）");
}

TEST_CASE("names in lists of every form and in the lines of signatures are hidden") {
  const auto leaks = [](const std::string& text) {
    std::string out;
    const std::string shown = facts_of(text);
    for (const char* name : {"贾宝山", "薛小钗", "林小玉", "王熙凤", "彭飞", "彭 飞", "胡丽华", "金小磊", "邢大宝", "Zhang Wei"})
      if (contains(shown, name)) out += name;
    return out;
  };
  CHECK(leaks("员工名册：①贾宝山；②薛小钗；③林小玉。").empty());
  CHECK(leaks("员工名册：贾宝山/薛小钗/林小玉。工资表：贾宝山3000元。").empty());
  CHECK(leaks("名单：\\n1.贾宝山\\n2.薛小钗\\n3、王熙凤\\n").empty());
  CHECK(leaks("股东为金小磊（持股60%）、邢大宝（持股40%）。").empty());
  CHECK(leaks("签名：彭 飞  日期：2026年10月9日").empty());
  CHECK(leaks("被询问人（签字）：彭飞").empty());
  CHECK(leaks("消费者胡女士（胡丽华）投诉，经调解退还胡丽华货款。").empty());
  CHECK(leaks("To: Mr. Zhang Wei").empty());
  for (const char* said : {"品种：高压锅；平底锅；电饭锅。", "规格：大/中/小，品牌：金龙鱼/鲁花。", "李女士（先行垫付）已退款。", "教练车三辆，男子温泉，外婆家餐厅。", "甲方：金源商贸有限公司，乙方：高明建材厂。", "财务管理混乱，前台高清摄像头损坏。", "签名：日期：2026年10月9日"}) {
    INFO(said);
    CHECK(facts_of(said) == said);
  }
  CHECK(facts_of("项目：\\n1.安全生产\\n2.许可管理\\n") == "项目：\n1.安全生产\n2.许可管理\n");
}

TEST_CASE("officers and experts in a text are masked and the verbs behind their words stay") {
  CHECK(facts_of("执法人员王建国、李志明到场，民警龙志刚协助。") == "执法人员王某甲、李某甲到场，民警龙某甲协助。");
  CHECK(facts_of("主持人：卢志远；鉴定人：辛小波；专家费另计。") == "主持人：卢某甲；鉴定人：辛某甲；专家费另计。");
  CHECK(facts_of("检查人员（王建国、李志明）到场。") == "检查人员（王某甲、李某甲）到场。");
  for (const char* said : {"执法人员宣读了处罚决定，执法人员查封了货物，执法人员连续三天巡查。", "民警成功解救被困人员，民警施救，交警大队到场。",
                           "检查人员应当出示证件，检查人员封存样品。", "翻译成中文，评标专家库，监督员制度，审批人：（签字）。"}) {
    INFO(said);
    CHECK(facts_of(said) == said);
  }
}

TEST_CASE("a full name before a form of address and one in the bracket behind it are hidden") {
  CHECK(facts_of("苏明律师到场，王建民律师代理。") == "苏某甲律师到场，王某甲律师代理。");
  CHECK(facts_of("覃律师（覃志伟）与文大姐（文秀珍）签字。") == "覃律师（覃某甲）与文大姐（文某甲）签字。");
  CHECK(facts_of("参照王某某（王小翠）一案，厨师（孟小龙，女）到场。") == "参照王某某（王某甲）一案，厨师（孟某甲，女）到场。");
  for (const char* said : {"方便先生食品，黄金先生珠宝店，文峰老师傅面馆。", "马某（马上到），某某小区（示例小区）。", "公益律师，康复医生，成人教练班，厨师（高温作业）。"}) {
    INFO(said);
    CHECK(facts_of(said) == said);
  }
}

TEST_CASE("names in the cells of a table are hidden beside their word and under it") {
  const auto shown = [](const char* text) { return text_at(redacted_view(std::string(R"({"document":")") + text + R"("})").fields, "document"); };
  CHECK(shown("| 项目 | 内容 |\\n|---|---|\\n| 证人 | 武小红 |\\n| 民警 | 龙志刚 |") ==
        "| 项目 | 内容 |\n|---|---|\n| 证人 | 武某甲 |\n| 民警 | 龙某甲 |");
  CHECK(shown("| 号 | 姓名 | 数量 |\\n|---|:--|---|\\n| 1 | 武小红 | 12 |\\n| 2 | 方便面 | 13 |\\n| 3 | 万小宏 | 1 |\\n\\n武小红签字。") ==
        "| 号 | 姓名 | 数量 |\n|---|:--|---|\n| 1 | 武某甲 | 12 |\n| 2 | 方便面 | 13 |\n| 3 | 万某甲 | 1 |\n\n武某甲签字。");
  CHECK(shown("姓名 | 数量\\n---|---\\n武小红 | 12\\n\\n贺卡十张。") == "姓名 | 数量\n---|---\n武某甲 | 12\n\n贺卡十张。");
}

TEST_CASE("degrees of disability and the cards of those who have one are hidden") {
  CHECK(facts_of("残疾人证11010119870303123442，其精神残疾二级，社保卡6217001234567890123。") ==
        "残疾人证■证件号码已隐去■，其■健康信息已隐去■，社保卡■银行账号已隐去■。");
  CHECK(facts_of("残疾证办理流程，一卡通充值，精神残疾二级补助标准。") == "残疾证办理流程，一卡通充值，精神残疾二级补助标准。");
}

TEST_CASE("roles of every trade are cues to a name") {
  for (const auto& [said, name] : {std::pair{"房屋产权人崔永刚与当事人签订合同。", "崔永刚"}, std::pair{"购自屠户朱有福。", "朱有福"}, std::pair{"由无证人员沈小刀注射。", "沈小刀"},
                                   std::pair{"失主为褚时宁。", "褚时宁"}, std::pair{"教练员白小亭收取费用。", "白小亭"}, std::pair{"经核实为邢得草，拒绝签字。", "邢得草"},
                                   std::pair{"网格员娄小鼠见证。", "娄小鼠"}, std::pair{"又卖与郝大康。", "郝大康"},
                                   std::pair{"付款方鲁小辖，收款方见附件。", "鲁小辖"}, std::pair{"财务石小秀参加听证。", "石小秀"}, std::pair{"登记在崔小顺名下。", "崔小顺"},
                                   std::pair{"由郑小寿出资购买。", "郑小寿"}, std::pair{"网名：玉麒麟（本名卢小外）", "卢小外"}, std::pair{"收件人「林冲」签收。", "林冲"}}) {
    INFO(said);
    CHECK_FALSE(contains(facts_of(said), name));
  }
  CHECK(facts_of("住示例区和平里5区3号楼6门502。") == "住示例区■住址已隐去■。");
  CHECK(facts_of("又卖与郝大建、郝康二人。") == "又卖与郝某甲、郝某乙二人。");
  CHECK(facts_of("货主系示例区永兴路15号院2号楼1单元101的侯小英。") == "货主系示例区■住址已隐去■的侯某甲。");
  CHECK(facts_of("收货人为示例区永兴路15号院2号楼1单元101的人。") == "收货人为示例区■住址已隐去■的人。");
}

TEST_CASE("names without a surname are told by the parts they are made of") {
  CHECK(facts_of("其妻子阿依古丽在场。") == "其妻子阿某甲在场。");
  CHECK(facts_of("证人吐尔逊江称当时没有人。") == "证人吐某甲称当时没有人。");
  CHECK(facts_of("雇用阿不都热合曼，员工扎西顿珠、卓玛来到现场。").find("热合曼") == std::string::npos);
  CHECK(facts_of("员工扎西顿珠与顾客巴特尔。") == "员工扎某甲与顾客巴某甲。");
  CHECK(facts_of("买买提江（女，32岁）在店内。") == "买某甲（女，32岁）在店内。");
  for (const char* said : {"员工古丽餐厅", "当事人扎西商贸有限公司未公示。", "向巴图湾镇的顾客销售。", "顾客达瓦河边取水。", "由卓玛牌酥油制成。"}) {
    INFO(said);
    CHECK(facts_of(said) == said);
  }
}

TEST_CASE("relatives of every degree and the other names of a person are hidden") {
  CHECK(facts_of("与其女友李晓婷共同经营。") == "与其女友李某甲共同经营。");
  CHECK(facts_of("雇用其弟王建军。") == "雇用其弟王某甲。");
  CHECK(facts_of("由其岳父陈国强代收，其表哥孙志刚在场。") == "由其岳父陈某甲代收，其表哥孙某甲在场。");
  CHECK(facts_of("刘小军（曾用名：刘大海）当场承认。").find("刘大海") == std::string::npos);
  CHECK(facts_of("曾用名：黄山食品厂，又名王府井百货。") == "曾用名：黄山食品厂，又名王府井百货。");
  CHECK(facts_of("其弟子规诵读活动。") == "其弟子规诵读活动。");
}

TEST_CASE("an organisation's head is no third person, and an organisation keeps its name") {
  const View view = redacted_view(
      R"({"party":{"legal_representative":"王小五"},"facts":"负责人王小五、员工赵大川到场，送货单位为赵家铺子商行。"})");
  CHECK(text_at(view.fields, "facts") == "负责人王小五、员工赵某甲到场，送货单位为赵家铺子商行。");
}

TEST_CASE("a party is masked in traditional characters and with dots between the characters") {
  const View view = redacted_view(R"({"title":"楊小里、杨·小·里、杨．小．里与楊 小 裡案",)" + std::string(kPersonRecord) + "}");
  CHECK(text_at(view.fields, "title") == "杨某某、杨某某、杨某某与杨某某案");
}

TEST_CASE("in the record of a person every street address is cut to the county") {
  const std::string patch = R"({"facts":"在示例区幸福路12号门前摆摊。",)" + std::string(kPersonRecord) + "}";
  CHECK(text_at(redacted_view(patch).fields, "facts") == "在示例区■住址已隐去■门前摆摊。");
  CHECK(facts_of("在示例区幸福路12号门前摆摊。") == "在示例区幸福路12号门前摆摊。");
}

TEST_CASE("a document in which a redacted value cannot be told apart is left out") {
  const auto document = [](const char* redact, const char* text) {
    return text_at(redacted_view(std::string(R"({"licence":"甲号配方","fine":500000,"document":")") + text +
                           R"(","disclosure":{"secrecy":"trade","redact":[")" + redact + "\"]}}").fields,
                   "document");
  };
  CHECK(document("licence", "涉及甲号配方。") == std::string("涉及") + kRedacted + "。");
  CHECK(document("licence", "涉及该配方。").empty());
  CHECK(document("fine", "罚款五千元。").empty());
}

TEST_CASE("whatever is asked to be hidden leaves a mark in its place") {
  const auto field = [](const char* name) {
    const View view = redacted_view(std::string(R"({"fine":500000,"penalty_kinds":["罚款"],"officers":["99010000001"],"party":{"name":"示例区万家便利店有限公司"},"disclosure":{"secrecy":"trade","redact":[")") + name + "\"]}}");
    CHECK(view.redacted.size() >= 1);
    const Json* value = find_at(view.fields, name);
    return value ? *value : Json();
  };
  CHECK(std::string_view(kHiddenMark) == kRedacted);  // as a portal above reads it
  CHECK(field("fine") == Json(kRedacted));
  CHECK(field("penalty_kinds") == Json::array({kRedacted}));
  CHECK(field("officers") == Json::array({kRedacted}));
  CHECK(field("decision_date").is_string());
  CHECK(field("party") == Json{{"name", kRedacted}});
  CHECK(field("party.name") == Json(kRedacted));
}

TEST_CASE("where the name of an organisation is hidden its shortened forms are hidden as well") {
  const View view = redacted_view(R"({"party":{"name":"示例区万家便利店有限公司"},"facts":"万家便利店有限公司销售，万家便利店承认，示例区万家便利店整改。",
                                "document":"万家便利店的行为。","disclosure":{"secrecy":"trade","redact":["party.name"]}})");
  const std::string mark = kRedacted;
  CHECK(text_at(view.fields, "facts") == mark + "销售，" + mark + "承认，" + mark + "整改。");
  CHECK_FALSE(find_at(view.fields, "document"));
  CHECK(shortened_names("好运公司").empty());
  CHECK(shortened_names("示例市建筑工程有限公司") == std::vector<std::string>{"建筑工程有限公司"});
}

TEST_CASE("numbers that Markdown cuts or encodes are found in it") {
  const View view = redacted_view(R"({"document":"电话**139**0000**0001**，证件&#57;90101198808081235，卡6222\\000000000000004"})");
  const std::string text = text_at(view.fields, "document");
  CHECK(contains(text, "■电话号码已隐去■"));
  CHECK(contains(text, "■证件号码已隐去■"));
  CHECK(contains(text, "■银行账号已隐去■"));
  CHECK_FALSE(contains(text, "0001"));
  CHECK_FALSE(contains(text, "90101198808081235"));
}

TEST_CASE("a name and a number that tags cut are hidden as one") {
  const View view = redacted_view(R"({"document":"证人张<b>小</b>云证实，电话139<i>0000</i>5678。证人**孙**大**山**签字。",
                                "facts":"证人赵<b>小</b>云在场，价格<b>100</b>元。","violation_type":"由赵小云反映"})");
  CHECK(text_at(view.fields, "document") == "证人张某甲证实，电话■电话号码已隐去■。证人**孙某甲**签字。");
  CHECK(text_at(view.fields, "facts") == "证人赵某甲在场，价格<b>100</b>元。");
  CHECK(text_at(view.fields, "violation_type") == "由赵某甲反映");
}

TEST_CASE("numbers in words and digits of other scripts are hidden") {
  CHECK(facts_of("登记为九九〇一〇一一九八八〇八〇八一二三五。") == "登记为■证件号码已隐去■。");
  CHECK(facts_of("手机一三九〇〇〇〇五六七八，身份证٩٩٠١٠١١٩٨٨٠٨٠٨١٢٣٥。") == "手机■电话号码已隐去■，身份证■证件号码已隐去■。");
  CHECK(facts_of("检验报告编号：990101860315123。") == "检验报告编号：990101860315123。");
  CHECK(facts_of("罚款壹拾贰万叁仟元，自二〇二六年三月起。") == "罚款壹拾贰万叁仟元，自二〇二六年三月起。");
}

TEST_CASE("names in the entries of a notice are masked beside their numbers") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Record notice = RuleBench::decision(R"({"party":null,"category":null,"penalty_kinds":null,"title":"成绩公示",
      "entries":[{"number":"A01","name":"李小四","result":"合格"},{"number":"A02","name":"示例商贸有限公司","result":"中标"}]})");
  notice.dataset = "notices";
  const View view = gate.view(notice, gate.facts(notice));
  CHECK(view.fields.at("entries")[0].at("name") == "李某某");
  CHECK(view.fields.at("entries")[0].at("number") == "A01");
  CHECK(view.fields.at("entries")[1].at("name") == "示例商贸有限公司");
}

TEST_CASE("a particular under-age person and internal material hold, the bare offence and statutes do not") {
  CHECK(held_by("向学生陈某（15岁）出售卷烟。") == "held: minor_suspected");
  CHECK(held_by("内部资料，不得外传。") == "held: secrecy_suspected");
  CHECK(held_by("向未成年人售烟，违反《中华人民共和国未成年人保护法》第五十九条。") == "published");
  CHECK(held_by("身份证号990101198808081235139000000017788标注不清") == "held: redaction_unsure");
}

TEST_CASE("facts name the passage in doubt by field and offsets and hold no text") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Facts facts = gate.facts(RuleBench::decision(R"({"facts":"已立案。学生陈某（15岁）到场。"})"));
  REQUIRE(facts.doubts.size() >= 1);
  CHECK(facts.doubts[0].at("field") == "facts");
  CHECK(facts.doubts[0].at("from") == 4);
  CHECK(facts.doubts[0].at("to") == 15);
  CHECK_FALSE(contains(facts.to_json().dump(), "陈某"));
  CHECK(Facts::from_json(facts.to_json()).doubts == facts.doubts);
}

TEST_CASE("a review clears a suspicion and hides passages, for that content only") {
  RuleBench bench;
  Record record = RuleBench::decision(R"({"facts":"学生陈某（15岁）到场。"})");
  const std::string digest = bench.gate("2026-11-21").content_digest(record);
  const Json line = {{"dataset", "decisions"}, {"agency", kAgency}, {"id", record.id}, {"digest", digest},
                     {"clears", {"minor_suspected"}}, {"by", "王"}, {"on", "2026-11-20"},
                     {"mask", {{{"field", "facts"}, {"from", 0}, {"to", 9}}}}};
  bench.write("reviews.jsonl", line.dump() + "\n");
  CHECK(bench.outcome(record) == "published");
  const Gate gate = bench.gate("2026-11-21");
  const Facts facts = gate.facts(record);
  CHECK(text_at(gate.view(record, facts, digest).fields, "facts") == std::string(kRedacted) + "到场。");
  // A view made before the line shows nothing of the field until the text comes again.
  Standing standing;
  standing.digest = digest;
  const auto shown = gate.publish(gate.view(record, facts), facts, gate.judge(facts, standing), standing,
                                  gate.address(facts), gate.as_of());
  CHECK(shown.text("facts") == kRedacted);
  record.fields["facts"] = "学生陈某（15岁）离开。";
  CHECK(bench.outcome(record) == "held: minor_suspected");
}

TEST_CASE("a review line with a mask that cannot be read clears nothing") {
  for (const char* mask : {R"([{"field":"facts","from":9,"to":3}])", R"("facts")", R"([{"field":"facts","from":-1,"to":3}])"}) {
    RuleBench bench;
    const Record record = RuleBench::decision(R"({"facts":"学生陈某（15岁）到场。"})");
    const Json line = {{"dataset", "decisions"}, {"agency", kAgency}, {"id", record.id},
                       {"digest", bench.gate("2026-11-21").content_digest(record)}, {"clears", {"minor_suspected"}},
                       {"by", "王"}, {"on", "2026-11-20"}, {"mask", Json::parse(mask)}};
    bench.write("reviews.jsonl", line.dump() + "\n");
    CHECK(bench.outcome(record) == "held: minor_suspected");
  }
}

TEST_CASE("a kept record gives the same view as the one that came") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(
      R"({"facts":"投诉人李小二（身份证号990101198808081235，电话13900000001）家住示例区幸福路12号，患有糖尿病。",
          "disclosure":{"reviewed_by":null}})");
  const Facts facts = gate.facts(record);
  const Record kept = Gate::from_kept(facts, gate.keepable(record, facts));
  CHECK_FALSE(contains(canonical(kept.fields), "13900000001"));
  CHECK(gate.view(kept, facts).fields == gate.view(record, facts).fields);
}

TEST_CASE("personal data in free text is forbidden elsewhere") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(R"({"facts":"证人李小二，电话13900000001，车牌京AD1234５。"})");
  std::set<std::string> kinds;
  for (const auto& value : personal_values(record, gate.facts(record), *bench.site().definition("decisions")))
    kinds.insert(value.kind + " " + value.value);
  CHECK(kinds.count("name 李小二") == 1);
  CHECK(kinds.count("phone 13900000001") == 1);
  CHECK(kinds.count("plate 京AD1234５") == 1);
}

TEST_CASE("the public phones of the record's own agency stay, other people's go") {
  Setting setting;
  setting.own.phones = {"09901234567"};
  const auto seen = examine("咨询电话0990-1234567，联系人电话0990-7654321。", setting);
  REQUIRE(seen.findings.size() == 1);
  CHECK(seen.findings[0].from == 22);
}

TEST_CASE("an agency's own address stays in the texts of its records") {
  Setting setting;
  setting.person_party = true;
  setting.own = Contacts::of({{"phone", "0990-123 4567"}, {"address", "示例区示例路12号"}});
  CHECK(setting.own.phones == std::vector<std::string>{"09901234567"});
  CHECK(examine("请到示例区示例路12号缴款。", setting).findings.empty());
  CHECK(examine("请到示例区示例路13号缴款。", setting).findings.size() == 1);
}

TEST_CASE("a flat is somebody's home whatever the words before it unless an organisation sits there") {
  const Setting setting;
  for (const char* text : {"在示例区幸福里8栋2单元301室实施", "示例区幸福里八栋二单元三〇一", "丁字巷3幢1单元5号"}) {
    INFO(text);
    const auto seen = examine(text, setting);
    REQUIRE(seen.findings.size() == 1);
    CHECK(seen.findings[0].kind == PersonalKind::kAddress);
  }
  for (const char* text : {"示例商贸有限公司位于幸福里8栋2单元301室", "第2单元测试", "单元301"}) {
    INFO(text);
    CHECK(examine(text, setting).findings.empty());
  }
}

TEST_CASE("what a person's own fields may not show is hidden in the texts as well") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(
      R"({"party":{"name":"李小二","kind":"natural_person","uscc":null,"birth_date":"1980-01-01",
          "address":"示例区北山坳里头","phone":"老号 5544332"},"item":"13900000001",
          "facts":"在示例区北山坳里头查获，联系老号 5544332。","penalty_kinds":["罚款"]})");
  const View view = gate.view(record, gate.facts(record), gate.content_digest(record));
  const std::string shown = view.fields.dump();
  for (const char* value : {"北山坳", "5544332", "13900000001"}) CHECK_FALSE(contains(shown, value));
  CHECK(contains(text_at(view.fields, "facts"), "■住址已隐去■"));
}

TEST_CASE("what is told for a home in one place is hidden where nothing tells it") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record =
      RuleBench::decision(R"({"facts":"证人家住示例区北山坳里头5号。","violation_type":"北山坳里头5号一案"})");
  const View view = gate.view(record, gate.facts(record), gate.content_digest(record));
  CHECK_FALSE(contains(view.fields.dump(), "北山坳里头5号"));
}

TEST_CASE("a number broken up by anything is hidden whole behind its label") {
  const Setting setting;
  for (const char* text : {"电话139.1234.5678。", "电话024—86571234。", "电话一三九一二三四五六七八。", "电话139123、45678。", "电话139123\n45678。",
                           "身份证号为210102、198703124514。", "身份证号210102_19870312/4514。"}) {
    INFO(text);
    const auto seen = examine(text, setting);
    const std::string left = redacted_text(text, seen);
    for (const char* part : {"139", "5678", "8657", "三九", "五六", "1987", "4514", "210102"}) CHECK_FALSE(contains(left, part));
  }
  CHECK(redacted_text("电话13900001111、13900002222。", examine("电话13900001111、13900002222。", setting)).find("0000") ==
        std::string::npos);
}

TEST_CASE("a child's full name behind the word for children holds the record") {
  const Setting setting;
  for (const char* text : {"未成年人黄小磊进入网吧。", "少年黄小磊进入网吧。", "女婴陈思雨出生。", "幼儿李子涵被罚站。", "宝宝林一诺出现腹泻。",
                           "就读于测试小学的陈辰。", "未成年消费者吴小莉购买香烟。"}) {
    INFO(text);
    const auto doubts = examine(text, setting).doubts;
    CHECK(std::any_of(doubts.begin(), doubts.end(), [](const Doubt& d) { return d.reason == "minor_suspected"; }));
  }
  for (const char* text : {"向未成年人出售香烟。", "未成年人高度近视的防治", "接待未成年人时未查验身份证件", "少年儿童图书馆", "儿童用品未标注警示语"}) {
    INFO(text);
    CHECK(examine(text, setting).doubts.empty());
  }
}

TEST_CASE("a permit of eighteen digits is no identity number unless its check character says so") {
  RuleBench bench;
  CHECK(bench.outcome(RuleBench::decision(R"({"document_number":"210102202403150101"})")) == "published");
  const Gate gate = bench.gate("2026-11-21");
  const Record permit = RuleBench::decision(R"({"document_number":"210102202403150101"})");
  CHECK(text_at(gate.view(permit, gate.facts(permit)).fields, "document_number") == "210102202403150101");
  CHECK(bench.outcome(RuleBench::decision(R"({"document_number":"210102198808080175"})")) == "held: redaction_unsure");
}

TEST_CASE("an amount or a day that must be redacted takes the texts with it") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(
      R"({"fine":12345600,"facts":"罚款123456元","content":"2026年5月6日起","disclosure":{"redact":["fine"]}})");
  const View view = gate.view(record, gate.facts(record), gate.content_digest(record));
  CHECK_FALSE(contains(view.fields.dump(), "123456"));
  CHECK(text_at(view.fields, "facts") == kRedacted);
}

TEST_CASE("ages in figures and in words are read, with blanks and with two at once") {
  CHECK(small_number(U"15") == 15);
  CHECK(small_number(U"1 5") == 15);
  CHECK(small_number(U"十五") == 15);
  CHECK(small_number(U"二十") == 20);
  CHECK(small_number(U"十五六") == 15);
  CHECK(small_number(U"某") == -1);
}

TEST_CASE("where replacements overlap the higher rank speaks for both") {
  CHECK(with_replacements("甲乙丙丁", {{1, 3, "低", 0}, {2, 4, "高", 1}}) == "甲高");
  CHECK(with_replacements("甲乙", {}) == "甲乙");
  CHECK(with_replacements("甲乙", {{1, 9, "尾", 0}}) == "甲尾");
}

TEST_CASE("the examination takes time in proportion to the text") {
  std::string text;
  while (text.size() < 400000) text += "当事人住学生岁路1-2 3李";
  CHECK(examine(text, Setting{}).findings.size() < text.size());
}
