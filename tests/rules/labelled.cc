#include "rules/labelled.h"

#include "base/identifiers.h"
#include "base/json.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {
namespace {

using Words = std::vector<std::string>;

/// Draws fictional values; everything from one seed, without the library's distributions, which
/// differ between compilers.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  size_t below(size_t n) { return random_() % n; }
  const std::string& of(const Words& words) { return words[below(words.size())]; }
  std::string digits(size_t n) {
    std::string out(1, static_cast<char>('1' + below(9)));
    while (out.size() < n) out += static_cast<char>('0' + below(10));
    return out;
  }
  /// As it is, in full width, or with blanks or hyphens.
  std::string disguised(const std::string& number, std::vector<size_t> groups) {
    const size_t way = below(5);
    if (way == 1) return widened(number);
    if (way < 2) return number;
    std::string out;
    size_t at = 0;
    for (const size_t size : groups) {
      out += (at == 0 ? "" : way == 2 ? " " : way == 3 ? "-" : "　") + number.substr(at, size);
      at += size;
    }
    return out + number.substr(at);
  }

 private:
  static std::string widened(const std::string& text) {
    std::u32string out;
    for (const char c : text) out += static_cast<char32_t>(c + 0xFEE0);
    return to_utf8(out);
  }
  std::mt19937 random_;
};

std::string birth(Draw& draw, int from, int years) {
  char out[16];
  std::snprintf(out, sizeof out, "%04d%02d%02d", from + static_cast<int>(draw.below(static_cast<size_t>(years))),
                static_cast<int>(1 + draw.below(12)), static_cast<int>(1 + draw.below(28)));
  return out;
}

std::string identity(Draw& draw) {
  const std::string first = "99010" + draw.digits(1) + birth(draw, 1955, 50) + draw.digits(3);
  for (const char c : std::string("0123456789X"))
    if (id_number_valid(first + c)) return draw.disguised(first + (c == 'X' && draw.below(2) ? 'x' : c), {6, 8});
  return first;
}

std::string old_identity(Draw& draw) {
  return draw.disguised("99010" + draw.digits(1) + birth(draw, 1945, 45).substr(2) + draw.digits(3), {6, 6});
}

std::string mobile(Draw& draw) {
  static const Words kPrefixes = {"130", "147", "158", "176", "188", "191", "198"};
  return draw.disguised(draw.of(kPrefixes) + "0000" + draw.digits(4), {3, 4});
}

std::string card(Draw& draw) {
  const std::string first = "62220000" + draw.digits(7);
  for (char c = '0'; c <= '9'; ++c)
    if (personal_shapes(to_u32(first + c)).size() == 1) return draw.disguised(first + c, {4, 4, 4});
  return first;
}

std::string plate(Draw& draw) {
  static const Words kHeads = {"京A", "沪C", "粤B", "川Z", "云M", "琼E"};
  static const Words kTails = {"", "学", "警", "挂"};
  const std::string tail = draw.of(kTails);
  return draw.of(kHeads) + (draw.below(2) ? "·" : "") + draw.digits(tail.empty() ? 5 : 4) + tail;
}

std::string name(Draw& draw) {
  static const Words kSurnames = {"赵", "钱", "孙", "陈", "吴", "郑", "冯", "魏", "姜", "曹", "袁", "潘", "蒋", "崔", "欧阳", "上官", "皇甫"};
  static const Words kGiven = {"大山", "小花", "立国", "秋菊", "冬生", "春兰", "永福", "桂枝", "玉柱", "金凤", "铭", "岚", "菁", "鑫", "睿"};
  return draw.of(kSurnames) + draw.of(kGiven);
}

std::string address(Draw& draw) {
  static const Words kStreets = {"光明路", "青年大街", "南湖巷", "西关街", "锦绣花园小区"};
  return draw.of(kStreets) + draw.digits(2) + "号" + (draw.below(2) ? draw.digits(1) + "单元" + draw.digits(3) + "室" : "");
}

std::string credit_code(Draw& draw) {
  for (;;) {
    const std::string first = "91990101" + draw.digits(9);
    if (const char check = uscc_check(first); check != '\0') return first + check;
  }
}

/// One piece of a pattern between `{` and `}`; the kind is empty for what is nobody's.
std::pair<std::string, std::string> piece(Draw& draw, const std::string& slot) {
  static const Words kIllness = {"肝硬化", "哮喘病", "胃癌", "强迫症", "脊髓炎"};
  if (slot == "id") return {identity(draw), "identity"};
  if (slot == "old") return {old_identity(draw), "identity"};
  if (slot == "mobile") return {mobile(draw), "phone"};
  if (slot == "land") return {"0990-" + draw.digits(7), "phone"};
  if (slot == "card") return {card(draw), "bank"};
  if (slot == "plate") return {plate(draw), "plate"};
  if (slot == "pass") return {"E" + draw.digits(8), "passport"};
  if (slot == "mail") return {"u" + draw.digits(4) + "@example.com", "email"};
  if (slot == "qq") return {draw.digits(8), "account"};
  if (slot == "home") return {address(draw), "address"};
  if (slot == "ill") return {draw.of(kIllness), "health"};
  if (slot == "name") return {name(draw), "name"};
  if (slot == "code") return {credit_code(draw), ""};
  if (slot == "day") return {"202" + std::to_string(draw.below(7)) + "年" + std::to_string(1 + draw.below(12)) + "月3日", ""};
  return {draw.digits(static_cast<size_t>(slot[0] - '0')), ""};
}

Labelled drawn(Draw& draw, const std::string& pattern) {
  Labelled out{};
  for (size_t at = 0; at < pattern.size();) {
    const size_t open = std::min(pattern.find('{', at), pattern.size());
    out.text += pattern.substr(at, open - at);
    if (open == pattern.size()) break;
    const size_t close = pattern.find('}', open);
    const auto [text, kind] = piece(draw, pattern.substr(open + 1, close - open - 1));
    const size_t from = to_u32(out.text).size();
    out.text += text;
    if (!kind.empty()) out.spans.push_back({from, to_u32(out.text).size(), kind});
    at = close + 1;
  }
  return out;
}

const Words kPersonal = {
    "本案当事人身份证号码：{id}。", "经比对，证件号{id}与系统登记不一致。", "旧证号码{old}已作废。", "订货人留下手机{mobile}。",
    "可致电{mobile}或者{land}。", "现场传单上写有{mobile}。", "货款支付至卡号{card}。", "{card}系收款卡。", "涉案车辆为{plate}。",
    "{plate}小客车违法停放。", "当事人所持护照号码{pass}已查验。", "合同以邮件发送至{mail}。", "添加QQ{qq}后付款。", "家住示例区{home}。",
    "户籍地址：示例省示例市示例县{home}。", "该员工被确诊为{ill}。", "其父患有{ill}多年。", "投诉人{name}要求退款。", "证人{name}的证言一份。",
    "司机{name}驾车离开。", "顾客{name}、{name}到店消费。", "店员{name}（身份证{id}）在场。", "受害人{name}，电话{mobile}。", "房东{name}提供了合同。",
    "举报人{name}反映，{plate}货车超载。"};
const Words kHarmless = {
    "统一社会信用代码：{code}。", "示住建罚〔2026〕{4}号决定书。", "于{day}作出决定。", "罚款{5}元整。", "依据GB {5}-2014检验。",
    "批号2026{4}，共{3}箱。", "许可证编号JY1{9}{4}。", "坐标112.{6}，34.{6}。", "拨打12345反映问题。", "《示例市物业管理条例》第{2}条。",
    "赵家桥超市货架标价不清。", "欧阳纪念馆消防检查合格。", "员工食堂卫生状况良好。", "顾客休息区堆放杂物。", "司机休息室未配置灭火器。",
    "投诉人要求赔偿{3}元。", "证人应当出庭作证。", "示例商贸有限公司住所：示例区光明路{2}号。", "经营场所位于示例区青年大街{2}号。", "广告宣称根治哮喘病。",
    "从业人员健康证明过期{2}天。", "负责人未在岗，由值班人员陪同。", "合同金额{7}元。", "检测报告编号2026{6}。", "设备出厂编号{8}。"};

}  // namespace

std::vector<Labelled> labelled_file(const std::string& file) {
  std::vector<Labelled> out;
  for (const auto& line : split(slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "tests/rules/data" / file), '\n')) {
    if (line.empty()) continue;
    const Json json = Json::parse(line);
    Labelled sentence{json.at("text").get<std::string>(), {}, json.value("markdown", false)};
    for (const auto& span : json.at("spans"))
      sentence.spans.push_back({span.at("from").get<size_t>(), span.at("to").get<size_t>(), span.at("kind").get<std::string>()});
    out.push_back(std::move(sentence));
  }
  return out;
}

std::vector<Labelled> drawn_sentences(unsigned seed, size_t count) {
  Draw draw(seed);
  std::vector<Labelled> out;
  while (out.size() < count) out.push_back(drawn(draw, draw.of(out.size() % 2 ? kHarmless : kPersonal)));
  return out;
}

const char* span_kind(PersonalKind kind) {
  switch (kind) {
    case PersonalKind::kIdentity: return "identity";
    case PersonalKind::kPhone: return "phone";
    case PersonalKind::kBank: return "bank";
    case PersonalKind::kPlate: return "plate";
    case PersonalKind::kPassport: return "passport";
    case PersonalKind::kMail: return "email";
    case PersonalKind::kAccount: return "account";
    case PersonalKind::kAddress: return "address";
    case PersonalKind::kHealth: return "health";
    case PersonalKind::kBirth: return "birth";
    case PersonalKind::kName: return "name";
  }
  return "";
}

}  // namespace gongshi::test
