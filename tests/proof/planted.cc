#include "proof/planted.h"

#include <fmt/format.h>

#include <iterator>

namespace gongshi::proof {
namespace {

using NameKind = Fiction::NameKind;

const Json kFlags = {{"secrecy", "none"}, {"security_risk", false}, {"series_case", "none"}, {"criminal", "none"}, {"reviewed_by", "法制科"}};

/// Sentences that look like something forbidden and are nothing of the kind.
constexpr const char* kHarmless[] = {
    "依据《中华人民共和国行政处罚法》第三十三条", "货值金额12345.67元", "统一社会信用代码91990101MA9TE5T122",
    "2026年3月1日检查发现", "参照示市监罚〔2025〕12号", "向未成年人出售烟草制品", "未满十八周岁人员不得进入的标志没有张贴",
    "违反《中华人民共和国未成年人保护法》第五十九条", "销售食品 1380 件", "涉案房屋 302 室", "经营场所面积 1390 平方米",
    "在示例区人民路占道经营", "举报电话12345", "本机关电话0000-00001234"};

struct Numbered {
  const char* sentence;  ///< {} is the value
  enum Kind { kIdentity, kIdentity15, kMobile, kLandline, kBank, kPlate, kPassport, kMail, kWechat, kQq } kind;
};
constexpr Numbered kNumbered[] = {
    {"身份证号码{}。", Numbered::kIdentity},   {"登记为{}。", Numbered::kIdentity},
    {"公民身份号码：{}。", Numbered::kIdentity15}, {"联系电话{}。", Numbered::kMobile},
    {"留下的是{}。", Numbered::kMobile},       {"手机号为{}。", Numbered::kMobile},
    {"固定电话{}。", Numbered::kLandline},    {"汇至账号{}。", Numbered::kBank},
    {"付至{}。", Numbered::kBank},             {"车牌号为{}。", Numbered::kPlate},
    {"驾驶{}货车。", Numbered::kPlate},        {"护照号码{}。", Numbered::kPassport},
    {"邮箱{}。", Numbered::kMail},             {"微信号{}。", Numbered::kWechat},
    {"QQ号{}。", Numbered::kQq}};

constexpr const char* kPersons[] = {"证人{}在场。", "员工{}陈述。", "投诉人：{}。", "举报人{}反映。", "由{}签收。", "顾客{}购买。", "经办人{}。"};
constexpr const char* kChildren[] = {"{}，15岁，在场。", "未成年人{}在场。", "女童{}受伤。", "{}系在校学生。"};
constexpr const char* kInternal[] = {"本件为内部资料，不得外传。", "密级：内部。", "此件不公开。", "严禁外传。"};

/// What clerks do to a number, as far as its kind allows.
Disguise disguise_for(Numbered::Kind kind, int drawn) {
  constexpr Disguise kAll[] = {Disguise::kPlain, Disguise::kWide, Disguise::kSpaced, Disguise::kHyphened,
                               Disguise::kLower, Disguise::kZeroWidth, Disguise::kNoBreak};
  constexpr Disguise kWords[] = {Disguise::kPlain, Disguise::kWide, Disguise::kZeroWidth};
  const bool word = kind >= Numbered::kPlate || kind == Numbered::kLandline;
  return word ? kWords[drawn % static_cast<int>(std::size(kWords))] : kAll[drawn % static_cast<int>(std::size(kAll))];
}

}  // namespace

const std::vector<Agency>& agencies() {
  static const std::vector<Agency> list = {
      {"11990101009900013A", "示例区市场监督管理局", Statement::kNone, false},
      {"119901010099000215", "示例区城市管理局", Statement::kOrganisations, false},
      {"1199010100990003XW", "示例区应急管理局", Statement::kEverybody, false},
      {"11990101009900048W", "示例区交通运输局", Statement::kRunOut, true}};
  return list;
}

Day Planter::day(int from, int to) { return day_of(kToday) + std::chrono::days(from + fiction_.below(to - from + 1)); }

NameKind Planter::name_kind() {
  const int n = fiction_.below(40);
  return n == 0   ? NameKind::kTwo
         : n < 4  ? NameKind::kCompound
         : n == 4 ? NameKind::kDotted
         : n == 5 ? NameKind::kLatin
                  : NameKind::kThree;
}

/// A third person, of a kind of name that stands in sentences.
std::string Planter::somebody(Planted& planted) {
  const NameKind kind = fiction_.one_in(12) ? NameKind::kCompound : NameKind::kThree;
  planted.personal.push_back(fiction_.person(kind));
  return planted.personal.back();
}

Planted Planter::begin(const char* dataset) {
  Planted planted;
  planted.dataset = dataset;
  planted.agency = static_cast<size_t>(fiction_.below(kAgencies));
  planted.id = fmt::format("示执{}〔2026〕第{}号", dataset[0] == 'd' ? "罚" : "查", 100000 + ++number_);
  planted.row = {{"id", planted.id}, {"agency", agencies()[planted.agency].code}, {"disclosure", kFlags}};
  planted.own.push_back(planted.id);
  party_name_.clear();
  person_ = false;
  return planted;
}

Planted Planter::next() {
  const int n = fiction_.below(20);
  Planted planted = begin(n < 13 ? "decisions" : n < 18 ? "inspections" : n == 18 ? "notices" : "powers");
  if (planted.dataset == "decisions") decision(planted);
  if (planted.dataset == "inspections") inspection(planted);
  if (planted.dataset == "notices") notice(planted);
  if (planted.dataset == "powers") power(planted);
  if (fiction_.one_in(50)) break_row(planted);
  return planted;
}

void Planter::decision(Planted& planted) {
  if (fiction_.one_in(80)) {  // a number that cannot be shown is no number to be shown by
    planted.personal.push_back(fiction_.mobile());
    planted.id = planted.row["id"] = "示执罚〔2026〕" + planted.personal.back() + "号";
    planted.doubts.insert("redaction_unsure");
  }
  planted.row["document_number"] = planted.id;
  planted.shown.push_back(planted.id);
  dates(planted);
  kinds(planted);
  status(planted);
  const Json& row = planted.row;
  const bool follows_act = row.contains("acted_on") && row["category"] != "permit";
  party(planted, day_of(row[follows_act ? "acted_on" : "decision_date"].get<std::string>()));
  title(planted);
  texts(planted, {"violation_type", "facts", "content", "licence", "document"});
  never_public(planted, {"place", "legal_review_note", "status_reason", "recording", "source"});
  flags(planted);
  redact(planted);
}

void Planter::inspection(Planted& planted) {
  const Day on = fiction_.one_in(40) ? day(1, 9) : day(-1500, 0);
  planted.row["inspected_on"] = iso(on);
  planted.row["result"] = "未发现问题";
  party(planted, on);
  texts(planted, {"problems", "handling"});
  never_public(planted, {"source"});
  flags(planted);
}

void Planter::notice(Planted& planted) {
  planted.row["kind"] = "lottery";
  planted.row["title"] = "第" + std::to_string(number_) + "次摇号结果";
  planted.row["event_on"] = iso(day(-300, 0));
  texts(planted, {"matter", "body"});
  const std::string winner = fiction_.person(NameKind::kThree);
  planted.row["entries"] = {{{"number", std::to_string(number_)}, {"name", winner}, {"result", "中签"}}};
  planted.personal.push_back(winner);
  planted.row["disclosure"] = {{"secrecy", "none"}};
  if (fiction_.one_in(6)) planted.row["disclosure"]["criminal"] = "transferred";
  if (fiction_.one_in(6)) planted.row["disclosure"]["series_case"] = "无";
}

/// A list that speaks of nobody: numbers are looked for all the same.
void Planter::power(Planted& planted) {
  planted.row["name"] = "第" + std::to_string(number_) + "项";
  planted.row["category"] = "penalty";
  planted.row["responsibilities"] = sentences(planted, false, false);
  planted.row["disclosure"] = {{"secrecy", "none"}};
  if (fiction_.one_in(2)) {
    planted.row["approved_by"] = "示例区司法局";
    planted.row["approved_on"] = iso(day(-30, 10));
  }
  if (fiction_.one_in(8)) planted.row["disclosure"]["security_risk"] = true;
}

void Planter::dates(Planted& planted) {
  Json& row = planted.row;
  const Day decided = fiction_.one_in(40) ? day(1, 9) : day(-1600, 0);
  row["decision_date"] = iso(decided);
  if (!fiction_.one_in(3)) row["acted_on"] = iso(decided - std::chrono::days(fiction_.below(700)));
  if (fiction_.one_in(6)) row["publish_until"] = iso(decided + std::chrono::days(fiction_.below(1500)));
  if (fiction_.one_in(20)) row["repaired_on"] = iso(day(-5, 5));
  if (fiction_.one_in(4)) {  // of the shape of a mobile number, and none
    row["officers"] = {kOfficer};
    planted.shown.push_back(kOfficer);
  }
  if (fiction_.one_in(4)) {
    row["item"] = "CF0101" + std::to_string(number_) + "Y";
    planted.shown.push_back(row["item"]);
  }
  if (fiction_.one_in(5)) row["first_published_on"] = iso(decided + std::chrono::days(fiction_.below(40)));
}

void Planter::kinds(Planted& planted) {
  Json& row = planted.row;
  row["basis"] = "《示例条例》第三条";
  if (fiction_.one_in(4)) {
    row["category"] = fiction_.one_in(3) ? "coercive_measure" : "permit";
    row["outcome"] = row["category"] == "permit" ? "granted" : "completed";
  } else {
    row["category"] = "penalty";
    static constexpr const char* kHeavy[] = {"吊销许可证件", "限制从业", "责令停产停业", "责令关闭", "行政拘留", "限制开展生产经营活动"};
    static constexpr const char* kMiddle[] = {"罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "其他"};
    static constexpr const char* kLight[] = {"警告", "通报批评"};
    std::set<std::string> drawn;
    if (fiction_.one_in(4)) drawn.insert(fiction_.any(kHeavy));
    if (fiction_.one_in(2)) drawn.insert(fiction_.any(kMiddle));
    if (drawn.empty() || fiction_.one_in(3)) drawn.insert(fiction_.any(kLight));
    row["penalty_kinds"] = drawn;
    if (drawn.count("罚款")) row["fine"] = 500 + fiction_.below(400);
    row["procedure"] = fiction_.one_in(5) ? "summary" : "ordinary";
    if (fiction_.one_in(15)) row["basis"] = "《中华人民共和国治安管理处罚法》第四十三条";
    if (drawn.count("行政拘留") && fiction_.one_in(3)) row.erase("basis");
    for (const auto& kind : drawn) planted.shown.push_back(kind);
  }
  if (row.contains("basis")) planted.shown.push_back(row["basis"]);
}

void Planter::status(Planted& planted) {
  static constexpr const char* kStatus[] = {"revoked", "amended", "confirmed_illegal", "void", "remade", "suspended", "已结案"};
  if (!fiction_.one_in(8)) return;
  planted.row["status"] = fiction_.any(kStatus);
  if (!fiction_.one_in(4)) planted.row["status_on"] = iso(day(-5, 3));
}

void Planter::party(Planted& planted, Day act) {
  Json& party = planted.row["party"] = Json::object();
  const int kind = fiction_.below(8);
  if (kind < 3) return person(planted, act);
  if (kind < 5) {  // an individual business: its operator is somebody, its name may be
    const bool named = fiction_.one_in(3);
    const std::string operating = fiction_.person(NameKind::kThree);
    party = {{"name", named ? operating : fiction_.business()}, {"kind", "individual_business"}, {"uscc", fiction_.credit_code("92")},
             {"legal_representative", operating}, {"phone", fiction_.mobile()}, {"address", "示例区" + fiction_.home()}};
    if (fiction_.one_in(4)) party.erase("kind");  // its code tells
    planted.personal.insert(planted.personal.end(), {operating, party["phone"], party["address"].get<std::string>().substr(9)});
    planted.shown.push_back(named ? operating.substr(0, 3) + "某某" : party["name"].get<std::string>());
    if (named) party_name_ = operating;
    else planted.own.push_back(party["name"]);
    return;
  }
  party = {{"name", fiction_.company()}, {"kind", "organisation"}, {"uscc", fiction_.credit_code("91")},
           {"legal_representative", fiction_.person(NameKind::kThree)}, {"legal_representative_id", fiction_.identity(day(-20000, -9000))}};
  planted.personal.push_back(party["legal_representative_id"]);
  if (fiction_.one_in(10)) party["uscc"] = party["uscc"].get<std::string>().substr(0, 17) + "Z";
  if (fiction_.one_in(4)) party.erase("kind");
  if (fiction_.one_in(25)) party.erase("uscc"), party["name"] = fiction_.person(NameKind::kThree);
  for (const char* field : {"name", "legal_representative"}) {
    planted.shown.push_back(party[field]);
    planted.own.push_back(party[field]);
  }
}

void Planter::person(Planted& planted, Day act) {
  person_ = true;
  Json& party = planted.row["party"];
  const NameKind kind = name_kind();
  party_name_ = fiction_.person(kind);
  party = {{"name", party_name_}, {"kind", "natural_person"}, {"phone", fiction_.mobile()}, {"address", "示例区" + fiction_.home()}};
  planted.personal.insert(planted.personal.end(), {party_name_, party["phone"], party["address"].get<std::string>().substr(9)});
  const char* mask = kind == NameKind::kTwo || kind == NameKind::kThree ? "某" : "某某";
  const size_t kept = kind == NameKind::kLatin ? 1 : kind == NameKind::kCompound ? 6 : 3;
  planted.shown.push_back(party_name_.substr(0, kept) + (kind == NameKind::kLatin ? "***" : mask));
  // Most are of age; the others stand around the day on which they come of age.
  Day birth = day(-20000, -9000);
  if (fiction_.one_in(3)) birth = plus_months(act, -18 * 12) + std::chrono::days(30 - fiction_.below(60));
  const int proof = fiction_.below(12);
  if (proof != 0 && proof != 1) party["birth_date"] = iso(birth);
  if (proof % 3 == 0) {
    const bool old = birth < day_of("2000-01-01") && fiction_.one_in(4);
    party["id_type"] = "居民身份证";
    party["id_number"] = old ? fiction_.identity15(birth) : fiction_.identity(birth);
    planted.personal.push_back(party["id_number"]);
    if (proof == 3) party["birth_date"] = iso(birth - std::chrono::days(40));
  }
  if (proof == 1 && fiction_.one_in(2)) party["id_number"] = fiction_.identity(birth).substr(0, 17) + "Z";
  if (proof == 0 && fiction_.one_in(2)) party.erase("kind");
  if (party.contains("birth_date")) planted.kept_back.push_back(party["birth_date"]);
  const int said = fiction_.below(12);
  if (said < 2) planted.row["disclosure"]["minor"] = said == 0;
}

void Planter::flags(Planted& planted) {
  struct Flag {
    const char* name;
    Json value;  ///< null: unsaid
  };
  static const std::vector<Flag> kSpoilt = {
      {"secrecy", "work"},     {"secrecy", "trade"},       {"secrecy", "privacy"},       {"secrecy", nullptr},
      {"secrecy", "无"},       {"secrecy", "state"},       {"security_risk", true},      {"security_risk", nullptr},
      {"security_risk", "否"}, {"series_case", "open"},    {"series_case", "closed"},    {"series_case", nullptr},
      {"series_case", "无"},   {"criminal", "suspected"},  {"criminal", "transferred"},  {"criminal", "under_investigation"},
      {"criminal", "closed"},  {"criminal", nullptr},      {"criminal", "未知"},         {"scope", 1},
      {"scope", 2},            {"scope", 0},               {"scope", "全部"},            {"reviewed_by", nullptr},
      {"reviewed_on", "2026-12-01"}, {"minor", true}};
  Json& disclosure = planted.row["disclosure"];
  if (fiction_.one_in(5)) {  // says nothing: the feed's statement speaks, where there is one
    for (const auto& [name, value] : kFlags.items()) disclosure.erase(name);
    return;
  }
  for (int i = fiction_.one_in(3) ? 1 + fiction_.below(3) : 0; i > 0; --i) {
    const Flag& flag = fiction_.any(kSpoilt);
    disclosure[flag.name] = flag.value;
    if (fiction_.one_in(2) && flag.value.is_null()) disclosure.erase(flag.name);
  }
}

/// `redact` is obeyed; a record with it is whole only without the named field.
void Planter::redact(Planted& planted) {
  if (!fiction_.one_in(12)) return;
  static constexpr const char* kFields[] = {"facts", "content", "nothing", "document_number"};
  const std::string field = fiction_.any(kFields);
  planted.row["disclosure"]["redact"] = {field};
  if (!planted.row.contains(field) || field == "document_number") return;
  const std::string hidden = planted.row[field];
  std::erase_if(planted.shown, [&](const std::string& value) { return hidden.find(value) != hidden.npos; });
  for (const auto& value : planted.own)
    if (hidden.find(value) != hidden.npos) planted.personal.push_back(value);
  // Where the value cannot be told apart in the document, that is left out.
  if (planted.row.contains("document")) {
    const std::string document = planted.row["document"];
    std::erase_if(planted.shown, [&](const std::string& value) { return document.find(value) != document.npos; });
  }
}

void Planter::title(Planted& planted) {
  std::string title = "第" + std::to_string(number_) + "次占道经营案";
  planted.shown.push_back(title);
  const int drawn = fiction_.below(30);
  if (drawn == 0) {
    title += number_sentence(planted, false);
  } else if (drawn == 1) {
    planted.doubts.insert("redaction_unsure");
    title += "编号1234567";
    planted.shown.pop_back();
  } else if (drawn < 5) {
    title += "证人" + somebody(planted) + "在场";
  } else if (!party_name_.empty() && drawn < 12) {
    title += "当事人" + party_name_ + "到场";
  }
  planted.row["title"] = title;
}

void Planter::texts(Planted& planted, const std::vector<const char*>& fields) {
  for (const char* field : fields) {
    if (fiction_.one_in(3) && std::string(field) != "content") continue;
    planted.row[field] = sentences(planted, std::string(field) == "document" || std::string(field) == "body", true);
  }
}

/// What no definition may make public, filled with what must not be public.
void Planter::never_public(Planted& planted, const std::vector<const char*>& fields) {
  for (const char* field : fields) {
    if (!fiction_.one_in(4)) continue;
    planted.personal.push_back(fiction_.run());
    planted.row[field] = planted.personal.back();
  }
}

std::string Planter::sentences(Planted& planted, bool markdown, bool persons) {
  const std::string harmless = fiction_.any(kHarmless), run = fiction_.run();
  std::string text = harmless + "。";
  planted.shown.push_back(harmless);
  for (int i = fiction_.below(3); i > 0; --i) text += personal_sentence(planted, markdown, persons);
  if (!party_name_.empty() && fiction_.one_in(2)) text += "当事人" + party_name_ + "到场。";
  if (persons && fiction_.one_in(60)) text += doubtful_sentence(planted);
  text += "现场记录" + run + "。";
  planted.shown.push_back(run);
  planted.own.push_back(run);
  if (!markdown && fiction_.one_in(300)) {
    text = "机密★三年\n" + text;
    planted.secret = true;
  }
  return text;
}

std::string Planter::personal_sentence(Planted& planted, bool markdown, bool persons) {
  const int drawn = fiction_.below(persons ? 6 : 3);
  if (drawn < 3) return number_sentence(planted, markdown);
  if (drawn == 3) {
    const std::string home = fiction_.home();
    planted.personal.push_back(home);
    return (fiction_.one_in(2) ? "家住示例区" : "住址：示例区") + home + "。";
  }
  if (drawn == 4 && fiction_.one_in(2)) {
    planted.kept_back.push_back("患有糖尿病");
    return "当事人患有糖尿病。";
  }
  return fmt::format(fmt::runtime(fiction_.any(kPersons)), somebody(planted));
}

std::string Planter::number_sentence(Planted& planted, bool markdown) {
  const Numbered& numbered = fiction_.any(kNumbered);
  std::string value;
  switch (numbered.kind) {
    case Numbered::kIdentity: value = fiction_.identity(day(-20000, -9000)); break;
    case Numbered::kIdentity15: value = fiction_.identity15(day(-20000, -10000)); break;
    case Numbered::kMobile: value = fiction_.mobile(); break;
    case Numbered::kLandline: value = fiction_.landline(); break;
    case Numbered::kBank: value = fiction_.bank(); break;
    case Numbered::kPlate: value = fiction_.plate(); break;
    case Numbered::kPassport: value = fiction_.passport(); break;
    case Numbered::kMail: value = fiction_.mail(); break;
    case Numbered::kWechat: value = fiction_.wechat(); break;
    case Numbered::kQq: value = fiction_.qq(); break;
  }
  planted.personal.push_back(value);
  const Disguise disguise = disguise_for(numbered.kind, fiction_.below(100));
  std::string written = disguised(value, disguise);
  if (markdown && disguise == Disguise::kPlain && value.size() == 11 && fiction_.one_in(2))
    written = value.substr(0, 3) + "**" + value.substr(3, 4) + "**" + value.substr(7);
  if (written != value && !markdown) planted.personal.push_back(written);
  return fmt::format(fmt::runtime(numbered.sentence), written);
}

std::string Planter::doubtful_sentence(Planted& planted) {
  if (fiction_.one_in(3)) {
    planted.doubts.insert("secrecy_suspected");
    return fiction_.any(kInternal);
  }
  if (fiction_.one_in(4)) {
    planted.doubts.insert("redaction_unsure");
    const std::string number = fiction_.identity(day(-20000, -9000));
    planted.personal.push_back(number);
    return "身份证号码" + number + "12345。";
  }
  planted.doubts.insert("minor_suspected");
  return fmt::format(fmt::runtime(fiction_.any(kChildren)), somebody(planted));
}

void Planter::break_row(Planted& planted) {
  Json& row = planted.row;
  if (planted.dataset != "decisions" || planted.secret || row["disclosure"].value("secrecy", Json()) == "state") return;
  switch (fiction_.below(4)) {
    case 0: row["fine"] = -5, planted.broken = "bad_value"; break;
    case 1: row["acted_on"] = iso(day_of(row["decision_date"].get<std::string>()) + std::chrono::days(1)), planted.broken = "bad_value"; break;
    case 2: row["party"].erase("name"), planted.broken = "missing_field"; break;
    case 3: row["decision_date"] = "2026-13-45", planted.broken = "bad_value"; break;
  }
}

}  // namespace gongshi::proof
