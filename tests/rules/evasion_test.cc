// What a careless or hostile row writes otherwise than expected: numbers in pieces, names in other forms, markings in
// brackets. Every name and number is made up.
#include "base/identifiers.h"
#include "base/text.h"
#include "rules/assess.h"
#include "rules/bench.h"
#include "rules/party_names.h"
#include "rules/secrecy_marking.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

Json patched(const char* field, const std::string& text) { return Json{{field, text}}; }

View view_of(const Json& patch, RuleBench bench = RuleBench()) {
  const Gate gate = bench.gate("2026-11-21");
  const Record record = RuleBench::decision(patch.dump().c_str());
  return gate.view(record, gate.facts(record));
}

std::string shown(const std::string& text, const char* field = "facts", Json more = Json::object()) {
  more[field] = text;
  return text_at(view_of(more).fields, field);
}

std::string outcome_of_facts(const std::string& text) {
  return RuleBench().outcome(RuleBench::decision(patched("facts", text).dump().c_str()));
}

Json record_of_person(const std::string& name) {
  return {{"party", {{"name", name}, {"kind", "natural_person"}, {"uscc", nullptr}, {"birth_date", "1980-01-01"}}}};
}

std::string outcome_of(const Json& patch) { return RuleBench().outcome(RuleBench::decision(patch.dump().c_str())); }

bool secret(const Json& patch) { return carries_secrecy_marking(RuleBench::decision(patch.dump().c_str())); }

}  // namespace

TEST_CASE("a number in pieces is hidden as the whole one is") {
  for (const auto& [text, kind] : std::vector<std::pair<std::string, std::string>>{
           {"号码9901011988\n08081235在案", "证件号码"},
           {"另一个是13955501\n002。", "电话号码"},
           {"转入6222 0000 0000\n0000 004。", "银行账号"},
           {"驾驶京A\n12345。", "车牌号"},
           {"驾驶京-A12345。", "车牌号"},
           {"驾驶京 A 1 2 3 4 6。", "车牌号"},
           {"另一个是139.5550.1003。", "电话号码"},
           {"另一个是139·5550·1004。", "电话号码"},
           {"另一个是(139)55501005。", "电话号码"},
           {"另一个是一三九 五五五〇 一〇〇六。", "电话号码"},
           {"联系 1 3 9 5 5 5 0 1 0 0 7。", "电话号码"},
           {"联系139—5550—1008。", "电话号码"},
           {"联系1、3、9、5、5、5、0、1、0、1、1。", "电话号码"},
           {"号码9/9/0/1/0/1/1/9/8/8/0/8/0/8/1/2/3/5。", "证件号码"},
           {"联系1·3·9·5·5·5·0·1·0·1·2。", "电话号码"},
           {"电话：139  \n55501009", "电话号码"},
           {"联系电话：8765 4324。", "电话号码"},
           {"联系电话：8765-4325。", "电话号码"},
           {"QQ：3847 5627。", "网络账号"},
           {"QQ群号：9876501。", "网络账号"},
           {"身份证号990101(19880808)1235。", "证件号码"},
           {"转入62220000\n00000000004。", "银行账号"},
           {"转入6222.0000.0000.0000.004。", "银行账号"},
           {"写信给li3 @ mail.example。", "电子邮箱"},
           {"持E12345678号护照入境。", "证件号码"}}) {
    INFO(text);
    const std::string seen = shown(text);
    CHECK(contains(seen, "■" + kind + "已隐去■"));
    CHECK_FALSE(has_digit_run(seen, 7));
  }
  for (const char* text : {"抽查日期2026 11 12。", "联系电话：2026-11-12前公布。", "规格1 2 3 4 5 6 7 8 9 10 11。", "版本2026.1120.0001.0002。", "示例路12号 5月1日开业。", "示例大厦12楼 3月检查。", "损毁村民农田。", "直接责任人员严肃处理。", "检查第1、3、5、7、9、11、13项。"}) {
    INFO(text);
    CHECK(shown(text) == text);
  }
  CHECK(outcome_of_facts("编号A990101198808081235B。") == "held: redaction_unsure");
}

TEST_CASE("figures that are nobody's number stay") {
  for (const char* text : {"账户余额123456789元。", "账户金额1234567890.50元。", "共139.5吨，单价5550元，合计1003元。", "版本为130.1.2，样品13955501件\n002批。",
                           "京津冀地区A级企业12家。", "云 A1 线全长 23 公里。", "抽样130批次\n12345678件合格。"}) {
    INFO(text);
    CHECK(shown(text) == text);
  }
}

TEST_CASE("third persons are known in whatever form their names are written") {
  CHECK(shown("证人沈 涛证实。") == "证人沈某甲证实。");
  CHECK(shown("证人冯大川、韦 明在场。") == "证人冯某甲、韦某甲在场。");
  CHECK(shown("證人韓大山證實。") == "證人韩某甲證實。");
  CHECK(shown("证人：\n朱大江") == "证人：\n朱某甲");
  CHECK(shown("秦大勇举报称该店售假。") == "秦某甲举报称该店售假。");
  CHECK(shown("经秦大勇投诉，我局立案。") == "经秦某甲投诉，我局立案。");
  CHECK(shown("孔大溪之妻曹大渠证实。") == "孔某甲之妻曹某甲证实。");
  CHECK(shown("有对范大汹的询问笔录、彭大沃的证言为证。") == "有对范某甲的询问笔录、彭某甲的证言为证。");
  CHECK(shown("喻大沐系该店员工。姜大泽（系该店店主）承认。葛大汽签字确认。") == "喻某甲系该店员工。姜某甲（系该店店主）承认。葛某甲签字确认。");
  CHECK(shown("受托人：郎大沂。监事袁大沧在场。") == "受托人：郎某甲。监事袁某甲在场。");
}

TEST_CASE("who is spoken of without a name stays in the text") {
  for (const char* text : {"王女士投诉称多收费用。", "群众举报称该店售假。", "经消费者投诉，我局立案。", "顾客投诉后，双方签字确认。", "有关人员签名，现场负责人签字。",
                           "证人 陈 述：无异议。", "居民反映，家长反映，业主反映。", "工作人员的签名、盖章齐全。"}) {
    INFO(text);
    CHECK(shown(text) == text);
  }
}

TEST_CASE("a name before its own number is known after whatever word") {
  for (const char* word : {"因", "经", "应", "据", "该摊位系", "对", ""}) {
    INFO(word);
    CHECK(shown(std::string(word) + "张小丽（身份证号990101198808081235）到场。") == std::string(word) + "张某甲（身份证号■证件号码已隐去■）到场。");
  }
  CHECK(shown("因张小丽申诉，撤销。") == "因张某甲申诉，撤销。");
}

TEST_CASE("numbered units of machines and books are nobody's home and what grows up is nobody's child") {
  for (const char* text :
       {"当事人的安全出口被杂物占用，4单元3层西侧防火门损坏。", "发现1号机组2单元12号锅炉烟气超标。", "一号楼3单元15楼电梯前室防火门脱落。", "放在第3单元5号货架销售。", "第二单元12课教材内容违规。",
        "第一单元、第二单元两个防火分区未封堵。", "住所为经营场所，示例路12号3单元101室。", "鸡苗出生日期2026年3月1日。", "公司诞生于1998年。", "自2012年6月15日出生产第一台设备。",
        "2026年出生登记表空白页缺失。", "建筑工程施工许可证编号990101202608150101。", "工单号：202608030912345。", "当事人方才承认。", "驾驶员凌晨2时驾车。", "学生文具不合格。",
        "学生公寓3号楼门锁损坏。", "当事人田间堆放秸秆。"}) {
    INFO(text);
    CHECK(shown(text) == text);
  }
  CHECK(shown("幸福里8栋3单元101室。") == "■住址已隐去■。");
  CHECK(shown("幸福里8栋3单元101。") == "■住址已隐去■。");
  for (const char* text :
       {"产品适用对象：孕妇、12岁以下儿童慎用。", "充气城堡适用3—12岁儿童。", "面向3—6岁幼儿开展英语培训。", "收托1岁至3岁婴幼儿28人。", "少儿编程L1班（8岁）。", "让您年轻10岁。", "奶牛平均年龄3岁。",
        "牛龄12岁、马龄3岁。", "建筑年龄8岁的房屋外墙脱落。", "高一年级学生宿舍1号楼疏散门上锁。", "某小学五年级学生使用的直饮水机不合格。", "抽查五年级1班学生作业。", "种苗出生批次2026年4月1日。",
        "女童、男童童装各12件。", "密级：无", "内部资料性出版物准印证号1234。", "宣称不得外传的祖传秘方。"}) {
    INFO(text);
    CHECK(outcome_of_facts(text) == "published");
  }
  CHECK(outcome_of_facts("密级：秘密，无附件。") == "held: secrecy_suspected");
  CHECK(outcome_of_facts("伍小丫（9周岁）被犬只咬伤。") == "held: minor_suspected");
  CHECK_FALSE(secret(patched("facts", "绝密★启用前字样的模拟试卷126份")));
}

TEST_CASE("a party is hidden by every part and every other form of its name") {
  const auto facts = [](const char* name, const std::string& text) { return shown(text, "facts", record_of_person(name)); };
  CHECK(facts("古丽娜尔·买买提江", "古丽娜尔承认。") == "古某某承认。");
  CHECK(facts("李小四（曾用名李小三）", "李小三签字。") == "李某某签字。");
  CHECK(facts("John Smith", "Smith承认。") == "J***承认。");
  CHECK(shown("John Smith无证经营，John Smith签字。", "document", record_of_person("John Smith")) == "J\\*\\*\\*无证经营，J\\*\\*\\*签字。");
  CHECK(name_parts("李小四").empty());
  CHECK(name_parts("Jo Li").empty());
}

TEST_CASE("third persons are hidden in lists and spaced out and behind a role or in its bracket") {
  for (const auto& [text, wanted] : std::vector<std::pair<std::string, std::string>>{
           {"经询问丁一航、潘伟强，二人承认。", "经询问丁某甲、潘某甲，二人承认。"},
           {"雇员何志远，男，汉族。", "雇员何某甲，男，汉族。"},
           {"现场有何志强，女，在场。", "现场有何某甲，女，在场。"},
           {"摊主何志军，称不知情。", "摊主何某甲，称不知情。"},
           {"证人：刘 大 伟。", "证人：刘某甲。"},
           {"证人：张　小丰。", "证人：张某甲。"},
           {"受害人（程玉洁）陈述。", "受害人（程某甲）陈述。"},
           {"董事长方小玉到场。", "董事长方某甲到场。"},
           {"关于李小光举报一事。", "关于李某甲举报一事。"}}) {
    INFO(text);
    CHECK(shown(text) == wanted);
  }
  CHECK(shown("（身份证号990101198808081235）一案。") == "（身份证号■证件号码已隐去■）一案。");
  CHECK(shown("家住示例区幸福路12号 3000平方米。") == "家住示例区■住址已隐去■ 3000平方米。");
  CHECK(shown("家住示例区幸福路12号 1500.00元。") == "家住示例区■住址已隐去■ 1500.00元。");
  CHECK(shown("家住示例区 建设路 12 号 3 栋 402。") == "家住示例区■住址已隐去■。");
}

TEST_CASE("illness is hidden before and behind its word and the law's own words stay") {
  for (const auto& [text, wanted] : std::vector<std::pair<std::string, std::string>>{
           {"该员工HIV阳性。", "该员工■健康信息已隐去■。"},
           {"被诊断为右股骨颈骨折。", "被诊断为■健康信息已隐去■。"},
           {"有精神分裂症病史五年。", "有■健康信息已隐去■五年。"},
           {"经查，当事人有精神分裂症病史。", "经查，当事人有■健康信息已隐去■。"},
           {"其怀孕五个月。", "其■健康信息已隐去■。"}}) {
    INFO(text);
    CHECK(shown(text) == wanted);
  }
  CHECK(shown("系肢体二级残疾。", "facts", record_of_person("李小四")) == "系■健康信息已隐去■。");
  for (const char* text : {"安排怀孕七个月以上的女职工夜班劳动。", "未询问病史。", "既往病史栏未填写。", "应当询问患者糖尿病病史。"}) CHECK(shown(text) == text);
}

TEST_CASE("a business keeps its name but for the person it spells out") {
  const auto named = [](const char* name, const char* head) {
    Json patch = {{"party", {{"name", name}, {"kind", "individual_business"}, {"uscc", nullptr}}}};
    if (*head != '\0') patch["party"]["legal_representative"] = head;
    return text_at(view_of(patch).fields, "party.name");
  };
  CHECK(named("示例区红火小吃店（赵铁柱）", "") == "示例区红火小吃店（赵某某）");
  CHECK(named("示例区红火小吃店（经营者：李铁柱）", "") == "示例区红火小吃店（经营者：李某某）");
  CHECK(named("赵铁柱小吃店", "") == "赵某某小吃店");
  for (const char* name : {"示例区红火小吃店（普通合伙）", "示例区红火小吃店（江苏路店）", "金华火腿店", "安心食品店", "高山流水茶馆", "白云山小吃店"}) CHECK(named(name, "") == name);
  CHECK(named("赵铁柱小吃店", "王小五") == "赵铁柱小吃店");
  CHECK(persons_in_name("示例区红火小吃店（个体工商户）", true).empty());
}

TEST_CASE("what is written beside a party's name is hidden and the name stays") {
  const auto party = [](const char* name, const char* head) {
    const Json patch = {{"party", {{"name", name}, {"legal_representative", head}}}};
    const View view = view_of(patch);
    return text_at(view.fields, "party.name") + "|" + text_at(view.fields, "party.legal_representative");
  };
  CHECK(party("示例区好公司（联系电话13922223333）", "赵小满 13922223334") == "示例区好公司（联系电话■电话号码已隐去■）|赵小满 ■电话号码已隐去■");
  CHECK(party("示例区好公司 京A12345", "赵小满（身份证990101198808081235）") == "示例区好公司 ■车牌号已隐去■|赵小满（身份证■证件号码已隐去■）");
  CHECK(party("示例区好公司", "赵小满 zhao@example.com，住示例区幸福路8号3单元201室") ==
        "示例区好公司|赵小满 ■电子邮箱已隐去■，住示例区■住址已隐去■");
  CHECK(party("示例区家住安装有限公司", "赵小满") == "示例区家住安装有限公司|赵小满");
}

TEST_CASE("candidates without a member of their own for the name are masked as well") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Record notice = RuleBench::decision();
  notice.dataset = "notices";
  notice.fields = {{"title", "陈小五等人摇号结果"}, {"body", "候补：陈小六。"},
                   {"entries", {{{"number", "陈小三"}, {"result", "合格"}}, {{"number", "A-12"}, {"name", "陈小一"}, {"result", "合格"}}}}};
  const View view = gate.view(notice, gate.facts(notice));
  CHECK(text_at(view.fields, "title") == "陈某甲等人摇号结果");
  CHECK(text_at(view.fields, "body") == "候补：陈某乙。");
  CHECK(view.fields["entries"][0]["number"] == "陈某某");
  CHECK(view.fields["entries"][1]["number"] == "A-12");
  CHECK(view.fields["entries"][1]["name"] == "陈某某");
  Record pupils = notice;
  pupils.fields = {{"title", "免考名单"}, {"entries", {{{"number", "1"}, {"name", "赵小四"}, {"result", "示例区三中初三（2）班"}}}}};
  CHECK(gate.facts(pupils).minor_suspected);
}

TEST_CASE("of a list only the members that its definition names are public") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  Record notice = RuleBench::decision();
  notice.dataset = "notices";
  notice.fields = {{"title", "成绩"}, {"entries", {{{"number", "7"}, {"result", "合格"}, {"home", "幸福里"}}, {{"school", "示例中学"}}}}};
  CHECK(gate.view(notice, gate.facts(notice)).fields["entries"] == Json::parse(R"([{"number":"7","result":"合格"}])"));
}

TEST_CASE("a shop called after its operator is as personal as one whose operator is not told") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  for (const char* head : {"", "李小红"}) {
    Record record = RuleBench::decision(Json{{"party", {{"name", "李小红理发店"}, {"kind", "individual_business"}, {"uscc", nullptr}, {"legal_representative", head}}}}.dump().c_str());
    const View view = gate.view(record, gate.facts(record));
    CHECK(text_at(view.fields, "party.name") == "李某某理发店");
    CHECK(view.personal);
  }
}

TEST_CASE("a shop whose person another portal masked keeps its name and nobody else's name hides behind such a mask") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const auto shown = [&](const char* name) {
    const Record record = RuleBench::decision(Json{{"party", {{"name", name}, {"kind", "natural_person"}, {"uscc", nullptr}}}}.dump().c_str());
    return text_at(gate.view(record, gate.facts(record)).fields, "party.name");
  };
  CHECK(shown("示例区张某副食店") == "示例区张某副食店");
  for (const char* name : {"李小四 某厂职工", "李小四、王某", "李小四（某厂）", "李小四王某"}) {
    INFO(name);
    CHECK_FALSE(contains(shown(name), "李小四"));
  }
}

TEST_CASE("a child is suspected in whatever way its age or school is told") {
  for (const char* text : {"李某某是示例区实验小学五（3）班的。", "招用童工1名，姓名汤大满。", "李某某系职高学生。", "李某某（16）在场。", "李某某未成年。",
                           "未滿十八歲的李某某在場。", "受害人身份证号990102201202290041。", "其女小美被烫伤。", "李某某14岁（初二）到场。", "李某某14岁到店消费。", "李某某14岁，适合该课程。"}) {
    INFO(text);
    CHECK(outcome_of_facts(text) == "held: minor_suspected");
  }
  for (const char* text : {"抽查示例小学五（3）班教室的照明。", "该店招用童工1名。", "名称见附件（16）。", "女儿小学毕业。", "当事人（20）份材料齐全。",
                           "证人身份证号990101198808081235。", "公示期满（3）日。"}) {
    INFO(text);
    CHECK(outcome_of_facts(text) == "published");
  }
}

TEST_CASE("who somebody is by an illness is hidden and rules about all of them are not") {
  CHECK(shown("当事人HIV阳性。") == "当事人■健康信息已隐去■。");
  CHECK(shown("李某系乙肝病毒携带者。") == "李某系■健康信息已隐去■。");
  for (const char* text : {"不得聘用乙肝病毒携带者。", "宣称其产品适合糖尿病患者。", "向精神障碍患者提供服务。"}) CHECK(shown(text) == text);
}

TEST_CASE("an address ends where the sentence goes on") {
  CHECK(shown("家住示例区幸福路8号3单元201室内经营早餐。") == "家住示例区■住址已隐去■内经营早餐。");
  CHECK(shown("家住示例区安乐村5组12号家中经营早餐。") == "家住示例区■住址已隐去■家中经营早餐。");
  CHECK(shown("家住示例区幸福路8号幸福花园3栋。") == "家住示例区■住址已隐去■。");
}

TEST_CASE("the law on public security seals a person's record wherever it is what was applied") {
  const auto with = [](const char* field, const char* text) {
    Json patch = record_of_person("李建业");
    patch[field] = text;
    return outcome_of(patch);
  };
  for (const char* basis : {"《治安 管理 处罚法》第二十三条", "《治安管理處罰法》第二十三條", "《治安处罚法》第二十三条"})
    CHECK(with("basis", basis) == "withheld: public_security_record");
  for (const char* field : {"document", "content", "facts"})
    CHECK(with(field, "根据《中华人民共和国治安管理处罚法》第二十三条，决定罚款。") == "withheld: public_security_record");
  CHECK(with("facts", "当事人称另案已按治安管理处罚法处理。") == "published");
  CHECK(with("content", "当事人曾因违反《治安管理处罚法》被处罚，仍不改正，罚款五百元。") == "published");
  CHECK(with("content", "当事人曾因赌博被罚，依据《治安管理处罚法》第七十条，罚款五百元。") == "withheld: public_security_record");
  CHECK(with("content", "曾某某违反《治安管理处罚法》第七十二条，罚款五百元。") == "withheld: public_security_record");
  for (const char* field : {"title", "violation_type"}) {
    INFO(field);
    CHECK(with(field, "违反治安管理处罚法第七十二条") == "withheld: public_security_record");
    Json unfounded = record_of_person("李建业");
    unfounded["basis"] = nullptr;
    unfounded[field] = "《治安管理处罚法》第七十二条";
    CHECK(outcome_of(unfounded) == "withheld: public_security_record");
    unfounded["basis"] = "《食品安全法》第一百二十四条";
    CHECK(outcome_of(unfounded) == "published");
  }
  Json other = record_of_person("李建业");
  other["basis"] = "《食品安全法》第一百二十四条";
  other["facts"] = "殴打他人的行为已由公安机关依据《治安管理处罚法》另案处理。";
  CHECK(outcome_of(other) == "published");
  other["facts"] = "殴打他人的行为已由公安机关依据《治安管理处罚法》另案处理。";
  other["document"] = "殴打他人的行为已由公安机关依据《治安管理处罚法》处理。";
  CHECK(outcome_of(other) == "published");
  other["document"] = "根据《中华人民共和国治安管理处罚法》第二十三条，决定罚款。";
  CHECK(outcome_of(other) == "withheld: public_security_record");
  for (const char* basis : {"有关规定", "/", "依法", ""}) {
    Json patch = record_of_person("李建业");
    patch["basis"] = basis;
    patch["penalty_kinds"] = {"行政拘留"};
    INFO(basis);
    CHECK(outcome_of(patch) == "held: basis_unknown");
    patch["basis"] = "《消防法》第六十三条";
    CHECK(outcome_of(patch) == "published");
  }
}

TEST_CASE("a secrecy marking is known in any frame and in columns nobody reads") {
  for (const char* text : {"★机密★\n销售", "【机密★5年】\n销售", "（秘密★3年）\n销售", "機密★五年\n销售", "秘密（5年）\n销售", "秘密＊5年\n销售", "密级：机密★5年\n销售",
                           "示例文〔2026〕1号 秘密★3年\n销售", "机密⭐5年\n销售", "绝密 ★"}) {
    INFO(text);
    CHECK(secret(patched("facts", text)));
  }
  for (const char* text : {"* 机密 文件由专人保管", "秘密（配方）由当事人保管", "将标有机密★5年的文件带出", "机密级计算机3台", "秘密 5 份", "★ 重点工作"}) {
    INFO(text);
    CHECK_FALSE(secret(patched("facts", text)));
  }
  Record record = RuleBench::decision();
  record.suspects = {"保密承诺", "机密★5年"};
  CHECK(carries_secrecy_marking(record));
  record.suspects.pop_back();
  CHECK_FALSE(carries_secrecy_marking(record));
}

TEST_CASE("a secrecy marking is known as it is printed, behind any line end, in Markdown and in tables") {
  for (const char* text : {"机　密★5年\n销售", "机 密 ★ 5 年\n销售", "秘　密　3　年", "密　级：机密★5年", "机密　长期\n销售", "机密★长期", "甲店\r机密★5年", "甲店\u2028秘密★3年\n销售",
                           "# 机密★5年", "> 机密★5年\n\n销售", "- 机密★5年", "`机密★5年`", "**机密**★5年", "| 机密★5年 | 销售 |", "正文<br>机密★5年", "<p>机密★5年</p>",
                           "&#26426;&#23494;★5年", "&#x673a;&#x5bc6;★5年", "秘密★启用前\n一、选择题", "示例文〔2026〕1号　机 密★3年\n销售"}) {
    INFO(text);
    CHECK(secret(patched("facts", text)));
    CHECK(secret(patched("document", text)));
  }
  for (const char* text : {"绝密★启用前字样的试卷", "机密柜长期未锁", "秘密配方长期有效", "> 秘密 5 份", "# 机密文件的保管", "销售机密★5年的字样", "秘密长期保管费5年", "★“秘密”牌内衣3件", "☆秘密-KTV"}) {
    INFO(text);
    CHECK_FALSE(secret(patched("facts", text)));
  }
  CHECK(carries_secrecy_marking(std::vector<std::string>{"密", "机密★5年"}));
  CHECK_FALSE(carries_secrecy_marking(std::vector<std::string>{"密", "保密承诺"}));
}

TEST_CASE("a text that gives itself a grade of secrecy is held and one that speaks of secrets is not") {
  for (const char* text : {"机密", "【机密】\n销售", "（秘密）\n销售", "密　级：机密\n销售", "本文件为机密文件，请妥善保管。", "本案材料属于国家秘密。"}) {
    INFO(text);
    CHECK(outcome_of_facts(text) == "held: secrecy_suspected");
  }
  for (const char* text : {"当事人窃取机密文件。", "不属于国家秘密。", "属于国家秘密、商业秘密或者个人隐私的，不予公开。", "关系国家秘密安全。", "秘密配方\n保密", "是否属于国家秘密由保密部门认定。", "申请公开的信息属于国家秘密的，不予公开。", "侵犯他人商业秘密。", "机密级计算机3台。"}) {
    INFO(text);
    CHECK(outcome_of_facts(text) == "published");
  }
}

TEST_CASE("a flag about children that cannot be read holds whoever the party is") {
  Record record = RuleBench::decision();
  record.unreadable = {"disclosure.minor"};
  CHECK(RuleBench().outcome(record) == "held: minor_unknown");
  record.fields["disclosure"]["minor"] = false;  // one of two columns
  CHECK(RuleBench().outcome(record) == "held: minor_unknown");
}

TEST_CASE("an officer known by an identity number is held and so is the record that names one") {
  CHECK(outcome_of({{"officers", {"990101198808081235"}}}) == "held: redaction_unsure");
  CHECK(outcome_of({{"officers", {"13010100012", "99010000026"}}}) == "published");
  Record officer = RuleBench::decision();
  officer.dataset = "officers";
  officer.id = officer.norm_id = "990101198808081235";
  officer.fields = {{"id", officer.id}, {"name", "周小二"}};
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  CHECK(gate.facts(officer).redaction_unsure);
}
