#include "rules/detectors.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kLongestSentence = 200;  // points either side; what has no full stop is cut here

const char kPiplSensitive[] = "个人信息保护法第二十八条、第五十一条";
const char kMinors[] = "未成年人保护法第一百零三条";
const char kSecrets[] = "保守国家秘密法第二十七条、政府信息公开条例第十四条";

/// One row per cue. What the rows find is replaced visibly (45号令第七条: 公示的决定书除必要处理外与送达的一致).
const Detector kDetectors[] = {
    {"numbers", Cue::kDigit, "GB 11643-1999、GA 36-2018、GB/T 15694.1（Luhn）、RFC 5321",
     "公民身份号码（18位、15位）、移动电话、通过校验的银行卡号、机动车号牌、电子邮箱；有校验的统一社会信用代码不算",
     "■…已隐去■", look_at_digits},
    {"broken numbers", Cue::kDigit, "个人信息保护法第四条、第二十八条", "换行写的号码；用点、括号、横线、逗号等分开或者一位一位写的移动电话、公民身份号码、银行卡号；符号两边有空格的电子邮箱；与字母连在一起的公民身份号码（暂缓）",
     "■…已隐去■，redaction_unsure", look_at_broken},
    {"landlines", Cue::kDigit, "个人信息保护法第四条", "带区号的固定电话；本机关公布的电话除外", "■电话号码已隐去■", look_at_landline},
    {"spelled numbers", Cue::kSpelled, "GB 11643-1999、个人信息保护法第四条", "用汉字写的公民身份号码、移动电话、银行卡号（九九〇一…、玖玖零壹…）", "■…已隐去■",
     look_at_spelled},
    {"kept passages", Cue::kFill, "个人信息保护法第四十七条", "待审记录保存的文字里已经去掉的个人信息", "■…已隐去■", look_at_fill},
    {"half-masked numbers", Cue::kStar, kPiplSensitive, "中间用星号代替的证件号码、电话号码、卡号", "■…已隐去■", look_at_star},
    {"phones", Cue::kPhone, "个人信息保护法第四条", "电话、手机、传真等字样之后的号码；本机关公布的电话除外",
     "■电话号码已隐去■", look_at_phone_label},
    {"bank accounts", Cue::kBank, kPiplSensitive, "账号、卡号、账户等字样之后九位以上的号码", "■银行账号已隐去■", look_at_bank_label},
    {"identity numbers", Cue::kIdentity, "GB 11643-1999、居民身份证法第三条", "身份证号、证件号码等字样之后的号码，校验不对的也算",
     "■证件号码已隐去■", look_at_identity_label},
    {"passports", Cue::kPassport, "护照法第七条、出境入境管理法", "护照、通行证、军官证等字样之后的号码", "■证件号码已隐去■",
     look_at_passport_label},
    {"messenger accounts", Cue::kAccount, "个人信息保护法第四条", "微信、QQ等字样之后的账号", "■网络账号已隐去■",
     look_at_account_label},
    {"homes", Cue::kHome, "个人信息保护法第二十八条、政府信息公开条例第十五条", "家住、住址、户籍地等字样之后的地址，县级以下的部分",
     "■住址已隐去■", look_at_home},
    {"places", Cue::kPlace, "政府信息公开条例第十五条", "住所、地址等字样之后的地址，所在句子没有写单位的", "■住址已隐去■",
     look_at_place},
    {"streets", Cue::kStreet, "政府信息公开条例第十五条", "当事人是个人的记录里写到门牌的地址，县级以下的部分", "■住址已隐去■",
     look_at_street},
    {"dwellings", Cue::kDwelling, "政府信息公开条例第十五条", "写到几单元几室的住处，所在句子没有写单位的", "■住址已隐去■",
     look_at_dwelling},
    {"illness", Cue::kIllness, kPiplSensitive, "患有、确诊、感染等字样之后和病史之前的疾病名称；法规和广告用语除外", "■健康信息已隐去■",
     look_at_illness},
    {"patients", Cue::kPatient, kPiplSensitive, "说当事人或者某人是某种病的患者、携带者，残疾几级，怀孕几个月", "■健康信息已隐去■", look_at_patient},
    {"birth dates", Cue::kBirth, kPiplSensitive, "与“出生”连写的日期", "■出生日期已隐去■", look_at_birth},
    {"witnesses", Cue::kWitness, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "证人、投诉人、举报人等称谓之后的姓名，写在括号里的也算",
     "李某甲、李某乙", look_at_witness},
    {"other persons", Cue::kHand, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "员工、司机、顾客、当事人等称谓之后的姓名",
     "李某甲、李某乙", look_at_hand},
    {"persons named beside an act", Cue::kNear, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "由、交给、汇至等字样之后、能确定首尾的姓名",
     "李某甲、李某乙", look_at_near},
    {"persons dealt with", Cue::kDeed, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "与某人签订、从某人处、向某人收取等，姓名首尾都能确定的",
     "李某甲、李某乙", look_at_deed},
    {"relatives", Cue::kHand, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "之妻、之父等字样之前的姓名", "李某甲、李某乙", look_at_kin},
    {"office holders", Cue::kTitle, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "局长、科长、主任等职务之前的全名；只有姓氏的（王科长）不算姓名",
     "李某甲、李某乙", look_at_title},
    {"officers and experts", Cue::kOfficial, "行政执法公示办法（隐去被处罚人以外的自然人姓名）",
     "执法人员、民警、主持人、鉴定人等称谓之后的姓名；记录的执法人员证号对应的姓名除外", "李某甲、李某乙", look_at_official},
    {"professions", Cue::kHand, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "律师、医生、老师等职业之前的全名，或者之后括号里同姓的姓名",
     "李某甲、李某乙", look_at_profession},
    {"lists of names", Cue::kListed, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "用顿号、分号、斜线或者换行并列的两个以上姓名，至少一个三字", "李某甲、李某乙",
     look_at_listed},
    {"persons addressed", Cue::kAddressed, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "女士、先生等称呼之前的全名，或者之后括号里同姓的姓名；某、某某之后括号里同姓的姓名", "李某甲、李某乙",
     look_at_addressed},
    {"persons described", Cue::kSex, "行政执法公示办法（隐去被处罚人以外的自然人姓名）", "姓名之后写明性别、证件号码、电话", "李某甲、李某乙",
     look_at_sex},
    {"ages", Cue::kAge, kMinors, "写明某人不满十八岁", "minor_suspected", look_at_age},
    {"births of minors", Cue::kBirth, kMinors, "写明某人的出生年份，在作出决定时不满十八岁", "minor_suspected", look_at_age},
    {"ages in brackets", Cue::kDigit, kMinors, "姓名或者化名之后的括号里写明不满十八岁的年龄", "minor_suspected", look_at_bracketed_age},
    {"nicknames of children", Cue::kHand, kMinors, "其子、其女、女儿、儿子、孩子等之后是小名", "minor_suspected", look_at_nickname},
    {"children", Cue::kChild, kMinors, "未成年人、学生、女童等字样与某人的姓名或者化名连在一起", "minor_suspected",
     look_at_child},
    {"grades", Cue::kGrade, kMinors, "写明某人所在的年级、班级", "minor_suspected", look_at_grade},
    {"schooling", Cue::kSchooling, kMinors, "写明某人就读的学校", "minor_suspected", look_at_grade},
    {"secrecy", Cue::kSecret, kSecrets, "材料说自己是内部资料、不得外传、密级等", "secrecy_suspected", look_at_secrecy},
};

struct KindWords {
  const char* replacement;
  const char* label;
  const char* word;
};
const KindWords kKindWords[kPersonalKinds] = {
    {"■证件号码已隐去■", "证件号码", "identity"}, {"■电话号码已隐去■", "电话号码", "phone"},
    {"■银行账号已隐去■", "银行账号", "bank"},     {"■车牌号已隐去■", "车牌号", "plate"},
    {"■证件号码已隐去■", "护照、通行证", "identity"}, {"■电子邮箱已隐去■", "电子邮箱", "email"},
    {"■网络账号已隐去■", "网络账号", "phone"},     {"■住址已隐去■", "住址", "address"},
    {"■健康信息已隐去■", "健康信息", "text"},      {"■出生日期已隐去■", "出生日期", "text"},
    {"", "自然人姓名", "name"}};

bool of_persons(Cue cue) {
  return cue == Cue::kIllness || cue == Cue::kPatient || cue == Cue::kWitness || cue == Cue::kHand || cue == Cue::kNear || cue == Cue::kDeed ||
         cue == Cue::kTitle || cue == Cue::kOfficial || cue == Cue::kListed || cue == Cue::kAddressed || cue == Cue::kAge ||
         cue == Cue::kSex || cue == Cue::kChild || cue == Cue::kGrade || cue == Cue::kSchooling || cue == Cue::kStreet ||
         cue == Cue::kBirth || cue == Cue::kPlace;
}

std::string digits_between(const std::u32string& points, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end; ++i)
    if (points[i] >= U'0' && points[i] <= U'9') out += static_cast<char>(points[i]);
  return out;
}

/// True when the finding lies in a place where `address` is written.
bool stands_within(const std::u32string& points, const Finding& f, const std::u32string& address) {
  for (size_t at = points.find(address); at != std::u32string::npos; at = points.find(address, at + 1))
    if (at <= f.from && f.to <= at + address.size()) return true;
  return false;
}

/// By place, numbers before names; what overlaps an earlier finding is joined with it.
void put_in_order(Page& page) {
  auto& found = page.found;
  const Contacts& own = page.setting.own;
  const auto shown = [&](const Finding& f) {
    if (f.kind == PersonalKind::kPhone)
      return std::find(own.phones.begin(), own.phones.end(), digits_between(page.reading.points, f.from, f.to)) !=
             own.phones.end();
    return f.kind == PersonalKind::kAddress &&
           std::any_of(own.addresses.begin(), own.addresses.end(), [&](const std::string& address) {
             return stands_within(page.reading.points, f, to_u32(address));
           });
  };
  std::erase_if(found, shown);
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding& a, const Finding& b) { return a.from < b.from; });
  size_t last_end = 0;  // points
  for (const Finding& f : found) {
    auto& list = page.out.findings;
    if (!list.empty() && f.from < last_end) {
      if (f.to <= last_end) continue;
      last_end = f.to;
      list.back().to = page.reading.to(f.to);
      continue;
    }
    last_end = f.to;
    list.push_back({f.kind, page.reading.from(f.from), page.reading.to(f.to), f.name, f.officer});
  }
}

}  // namespace

Contacts Contacts::of(const Json& agency) {
  Contacts contacts;
  for (const char* field : {"phone", "supervision_phone"}) {
    const std::u32string text = to_u32(nfkc(text_at(agency, field)));
    if (std::string digits = digits_between(text, 0, text.size()); !digits.empty()) contacts.phones.push_back(digits);
  }
  for (const char* field : {"address", "postal_address"})
    if (std::string text = nfkc(text_at(agency, field)); !text.empty()) contacts.addresses.push_back(std::move(text));
  return contacts;
}

PersonalKind kind_of(ShapeKind shape) {
  switch (shape) {
    case ShapeKind::kIdentity: return PersonalKind::kIdentity;
    case ShapeKind::kMobile: return PersonalKind::kPhone;
    case ShapeKind::kBank: return PersonalKind::kBank;
    case ShapeKind::kPlate: return PersonalKind::kPlate;
    case ShapeKind::kMail: return PersonalKind::kMail;
  }
  return PersonalKind::kIdentity;
}

std::span<const Detector> detectors() { return kDetectors; }
const char* replacement_of(PersonalKind kind) { return kKindWords[static_cast<int>(kind)].replacement; }
const char* kind_label(PersonalKind kind) { return kKindWords[static_cast<int>(kind)].label; }
const char* kind_word(PersonalKind kind) { return kKindWords[static_cast<int>(kind)].word; }

void look_at_digits(Page& page, const CueHit& cue) {
  // One call finds all shapes of the text; the first cue makes it.
  const auto first = std::find_if(page.cues.begin(), page.cues.end(),
                                  [](const CueHit& hit) { return hit.cue == Cue::kDigit; });
  if (first->begin != cue.begin) return;
  for (const auto& shape : personal_shapes(page.reading.points)) {
    const bool abroad = shape.begin > 0 && page.reading.points[shape.begin - 1] == U'+';  // +86
    page.find(kind_of(shape.kind), shape.begin - abroad, shape.end);
    if (shape.kind == ShapeKind::kIdentity && page.setting.persons) look_at_birth_in(page, shape.begin, shape.end);
    look_before_person_data(page, shape.begin);
  }
}

void look_at_fill(Page& page, const CueHit& cue) {
  const char32_t fill = page.reading.points[cue.begin];
  const auto kind = fill - kFirstFill;
  size_t end = cue.begin;
  while (page.reading.at(end) == fill) ++end;
  if (kind >= static_cast<char32_t>(kPersonalKinds)) return;
  page.find(static_cast<PersonalKind>(kind), cue.begin, end);
  look_before_person_data(page, cue.begin);
}

Sentence sentence_around(const Reading& reading, size_t at) {
  const auto ends = [](char32_t c) { return c == U'。' || c == U';' || c == U'\n' || c == U'!' || c == U'?'; };
  Sentence out{at, at};
  const size_t first = at > kLongestSentence ? at - kLongestSentence : 0;
  const size_t last = std::min(reading.points.size(), at + kLongestSentence);
  while (out.begin > first && !ends(reading.points[out.begin - 1])) --out.begin;
  while (out.end < last && !ends(reading.points[out.end])) ++out.end;
  return out;
}

bool born_is_no_person(const Reading& r, const Sentence& s) {
  for (size_t i = s.begin; i < s.end; ++i)
    for (const std::u32string_view word : {U"仔猪", U"鸡苗", U"鸭苗", U"犊牛", U"羔羊", U"雏", U"种苗", U"种公", U"牲畜", U"畜禽", U"动物", U"奶牛", U"犬", U"猫", U"纪念", U"酒龄", U"牛龄",
                                           U"马龄", U"树龄", U"树木"})
      if (r.has(i, word)) return true;
  return false;
}

Examination examine(std::string_view text, const Setting& setting, bool markdown) {
  Examination out;
  const Reading reading(text, markdown);
  const auto cues = cues_in(reading.points);
  if (cues.empty()) return out;
  Page page{reading, setting, cues, out, {}, 0};
  for (const CueHit& cue : cues)
    for (const Detector& detector : kDetectors)
      if (detector.cue == cue.cue && (setting.persons || !of_persons(detector.cue))) detector.look(page, cue);
  put_in_order(page);
  return out;
}

}  // namespace gongshi
