// Names of persons, told by the words around them.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/names.h"
#include "rules/transcribed_names.h"

namespace gongshi {
namespace {

/// Words that begin with a surname, or with what could be a surname, and are no name.
constexpr std::u32string_view kNoName[] = {
    U"安全", U"安排", U"安装", U"安置", U"方便", U"方面", U"方可", U"方式", U"方案", U"权益", U"权利", U"权限", U"权属", U"应当",
    U"应该", U"应在", U"应随", U"应于", U"应对", U"应按", U"应有", U"应依", U"应及", U"应取", U"应急", U"应提", U"应持", U"应承",
    U"应如", U"应停", U"从事", U"从业", U"从未", U"从重", U"从轻", U"从其", U"从该", U"从当", U"从网", U"时任", U"时间", U"时常",
    U"时应", U"时未", U"向", U"和", U"有", U"都", U"因", U"任何", U"任职", U"任意", U"许可", U"许诺", U"成立", U"成为", U"成本",
    U"支付", U"支持", U"支出", U"何时", U"何种", U"全部", U"全体", U"全年", U"全程", U"项目", U"管理", U"管辖", U"管道", U"包括",
    U"包装", U"包含", U"左右", U"单位", U"单独", U"单方", U"单据", U"单次", U"康复", U"金额", U"常住", U"常年", U"高温", U"高空",
    U"高度", U"高处", U"高危", U"明知", U"明确", U"明示", U"明显", U"曾经", U"曾因", U"曾在", U"曾于", U"曾向", U"相关", U"相应",
    U"相同", U"容许", U"温度", U"温泉", U"广告", U"广场", U"国家", U"国有", U"国内", U"文化", U"文书", U"文身", U"文件", U"文明", U"利用",
    U"利益", U"利润", U"能", U"连续", U"连同", U"充分", U"通过", U"通知", U"通道", U"通行", U"通常", U"随意", U"解释", U"解除",
    U"解决", U"强制", U"强行", U"强迫", U"费用", U"申请", U"申诉", U"申报", U"申辩", U"房屋", U"房间", U"房产", U"钱款", U"车辆", U"车牌", U"车号", U"车主", U"车身", U"车架", U"车站",
    U"车间", U"车上", U"车内", U"林业", U"林地", U"平均", U"平台", U"平时", U"纪律", U"谈话", U"宣称", U"宣传", U"宿舍", U"严禁",
    U"严重", U"严格", U"严肃", U"经", U"党员", U"党组", U"张贴", U"张挂", U"马上", U"马路", U"石油", U"石材", U"田地", U"花费", U"黄金",
    U"白酒", U"白天", U"毛利", U"景区", U"景点", U"习惯", U"步行", U"游客", U"游戏", U"游泳", U"游乐", U"公司", U"公开", U"公共",
    U"公告", U"公示", U"公民", U"公安", U"公章", U"公园", U"公布", U"终止", U"终身", U"居住", U"居民", U"居家", U"满意", U"封存",
    U"封闭", U"储存", U"储物", U"仲裁", U"符合", U"印制", U"印章", U"怀疑", U"怀孕", U"双方", U"能够", U"别人", U"农药", U"柴油",
    U"尚未", U"尚有", U"尚在", U"尚需", U"向其", U"匡正", U"巩固", U"冷藏", U"冷冻", U"冷饮", U"那", U"空调", U"须", U"须知",
    U"关闭", U"关于", U"关系", U"相", U"查验", U"盖章", U"伍佰", U"余款", U"余额", U"和解", U"黄色", U"戴口罩", U"宋体", U"季度",
    U"危险", U"危害", U"童工", U"童装", U"颜色", U"盛装", U"夏季", U"程序", U"陆续", U"家属", U"家长", U"家庭", U"家中", U"汲取",
    U"常规", U"章程", U"廉价", U"毕业", U"计算", U"证言", U"证明", U"陈述", U"陈列", U"陈旧", U"施工", U"周边", U"周围", U"周转",
    U"周岁", U"由于", U"信息", U"信用", U"信访", U"原则", U"原因", U"原料", U"来源", U"来访", U"来自", U"代为", U"代理", U"代表",
    U"代收", U"付款", U"种植", U"种类", U"展示", U"修改", U"修理", U"占用", U"占道", U"楼道", U"楼上", U"要求", U"匿名", U"人数",
    U"健康", U"不足", U"知情", U"于当", U"于本", U"于该", U"于次", U"于昨", U"于上", U"于下", U"于今", U"于二", U"于检", U"于现",
    U"于违", U"查明", U"查获", U"查处", U"查询", U"后厨", U"后台", U"后勤", U"路边", U"路面", U"水果", U"水产", U"水电", U"云南",
    U"元月", U"万元", U"易燃", U"易制", U"经营", U"贝壳", U"古玩", U"祖传", U"红酒", U"温馨", U"满足", U"池塘", U"山东", U"武器",
    U"由其", U"由该", U"由当", U"原告", U"信函", U"信件", U"来电", U"来信", U"金融", U"金属", U"华侨", U"常见", U"常用", U"支队",
    U"车站", U"石家", U"强买", U"强令", U"权证", U"左侧", U"左手", U"家用", U"项下", U"党委", U"关门", U"单个", U"包间", U"包厢",
    U"包裹", U"包车", U"安保", U"安检", U"安分", U"钱财", U"钱物", U"房东", U"房租", U"林木", U"花卉", U"黄酒", U"白糖", U"毛巾",
    U"石灰", U"高压", U"高考", U"高额", U"高级", U"高校", U"高龄", U"高速", U"成人", U"成年", U"成都", U"时段", U"康养", U"许某",
    U"施救", U"严厉", U"周一", U"周二", U"周三", U"周五", U"周六", U"周日", U"周末", U"沙石", U"沙发", U"简单", U"简易", U"简介",
    U"空气", U"空间", U"养老", U"养殖", U"丰富", U"关键", U"相互", U"相对", U"益处", U"余下", U"平方", U"平安", U"戴眼镜", U"席位",
    U"季节", U"强烈", U"危房", U"江西", U"江苏", U"颜料", U"梅花", U"盛行", U"管制", U"管线", U"解放", U"宗教", U"单价", U"左边",
    U"石料", U"程度", U"陆路", U"荣誉", U"曲线", U"储备", U"储户", U"松木", U"常务", U"金银", U"华北", U"章节", U"方圆", U"费率",
    U"雷电", U"贺卡", U"汤料", U"毕竟", U"安徽", U"安心", U"时期", U"时效", U"计量", U"证件", U"陈醋", U"何处", U"施行", U"孔洞",
    U"严守", U"钱包", U"信任", U"代办", U"代驾", U"付费", U"付清", U"展览", U"修建", U"修缮", U"占比", U"占地", U"藏匿", U"楼梯",
    U"楼顶", U"楼下", U"南侧", U"麦田", U"高薪", U"水泥", U"水费", U"水管", U"云端", U"路口", U"路段", U"全市", U"全区", U"全家",
    U"全面", U"全额", U"明星", U"连锁", U"文章", U"利率", U"司机", U"司法", U"申领", U"房款", U"方向", U"费时", U"党政", U"米面",
    U"米线", U"米粉", U"东侧", U"东西", U"西侧", U"北侧", U"国外", U"国标", U"国庆期", U"段时", U"井盖", U"池内", U"山上", U"景观",
    U"井下", U"简化", U"简称", U"简述", U"从", U"高兴地", U"成功", U"卫生", U"水表", U"车位", U"江边",
    U"方才", U"方能", U"田间", U"田头", U"龙门", U"龙头", U"宁愿", U"宁静", U"宁可", U"柏油", U"容留", U"容积", U"凌晨", U"常去", U"常来", U"文具", U"于课", U"公寓", U"窦口", U"种苗", U"种子", U"种公", U"慎用", U"慎重", U"代码", U"代号", U"牛肉", U"牛奶", U"古董", U"毛重", U"毛利", U"华为", U"华润", U"常驻", U"张望", U"张贴", U"池水", U"池余", U"池壁", U"滑梯", U"滑雪", U"滑动",
};

/// Last characters of given names that hardly begin or end another word: after them 周一, 许可 or 安心 may be the
/// beginning of a name.
constexpr std::u32string_view kGiven = U"诺航欣怡涵萱琪瑶妍婷娜芳淑娟霞燕玲莉雯佳倩颖琳晨浩宇博杰俊伟磊涛鹏辉勇毅斌峰凯昕轩梓婉彤彬岚娅媛嫣曦晗睿熙";

/// Titles and forms of address that stand behind a surname alone: 王科长, 孙女士 name nobody in full.
constexpr std::u32string_view kAddressed[] = {
    U"科长", U"局长", U"处长", U"主任", U"队长", U"所长", U"站长", U"书记", U"镇长", U"乡长", U"县长", U"区长", U"市长", U"院长", U"校长",
    U"园长", U"经理", U"总", U"副", U"大队长", U"中队长", U"支队长", U"女士", U"先生", U"师傅", U"老师", U"老板", U"医生", U"同志", U"小姐",
    U"律师", U"会计", U"教练", U"警官", U"法官", U"阿姨", U"大爷", U"大妈"};

/// Surnames that are ordinary words at least as often: a name of two characters is believed only where
/// what follows ends it.
constexpr std::u32string_view kDoubtful =
    U"于和有都因向查后能路水云元万计项卫江印丘易经米贝古祖红温满国池山谷武双党别充农越师那简空沙养须丰关相益盖乐余平成戴席季强危江童盛支管解应"
    U"宗单包左荣家储松常金章方费安时康许施严周钱由信原来代付母候种展修占楼兰南麦何任全高明文利连通随申房车林石花黄白毛从尚容广东西"
    U"景习步游公终居封段井印怀能燕柴冷沃勾融伏舒麻颜曲";

/// What may follow a name: words a sentence goes on with.
constexpr std::u32string_view kFollows[] = {
    U"的", U"在", U"于", U"与", U"和", U"及", U"向", U"对", U"被", U"将", U"已", U"到", U"从", U"以", U"未", U"因",
    U"为", U"有", U"是", U"等", U"称", U"说", U"系", U"之", U"某", U"证", U"反映", U"提供", U"提出", U"提交", U"陈述", U"签",
    U"拨打", U"驾驶", U"进行", U"表示", U"购买", U"收", U"使用", U"持", U"不", U"没", U"承认", U"介绍", U"当场", U"当时", U"自",
    U"按", U"把", U"由", U"名下", U"均", U"都", U"曾", U"再次", U"又", U"也", U"还", U"就", U"并", U"则", U"却", U"可",
    U"能", U"要", U"应", U"委托", U"担任", U"负责", U"经", U"通过", U"超范围", U"投诉", U"举报", U"撤回", U"诊断", U"身份证",
    U"住", U"现年", U"今年", U"男", U"女", U"随", U"因故", U"陪同", U"送", U"乘坐", U"乘", U"报警", U"受伤", U"死亡", U"接受",
    U"拒", U"擅自", U"无证", U"违反", U"违法", U"违规", U"私自", U"先后", U"多次", U"于是", U"回答", U"答", U"告知", U"要求",
    U"同意", U"认为", U"发现", U"来", U"去", U"到场", U"到案", U"签字", U"签名", U"手机", U"电话", U"年龄", U"系该", U"其", U"时",
    U"伙同", U"实施", U"用", U"给", U"让", U"从事", U"销售", U"贩卖", U"运输", U"制作", U"生产", U"存放", U"存在", U"经营",
    U"将其", U"开", U"取得", U"支付", U"缴", U"交", U"借", U"租", U"雇", U"食用", U"入职", U"上班", U"工作", U"操作", U"佩戴",
    U"年满", U"满", U"雇用", U"联系", U"确认", U"证实", U"指认", U"辩称", U"供述", U"处", U"家", U"账户", U"帐户", U"卡", U"死",
    U"患", U"染", U"感染", U"出生", U"出示", U"出具", U"完成", U"办理", U"参加", U"参与", U"认可", U"知道", U"所", U"一案", U"案",
    U"(", U"化名", U"作为", U"作", U"本人", U"以及", U"邮", U"微信", U"QQ", U"邻", U"同", U"即", U"拿", U"取", U"买",
    U"卖", U"看", U"发", U"打", U"受", U"请", U"招", U"做", U"带", U"离", U"返", U"至", U"前", U"后", U"走", U"抵",
    U"驶", U"驾车", U"停", U"倒", U"摔", U"跌", U"身", U"月", U"名", U"年", U"转", U"汇", U"付", U"退", U"领", U"补", U"尚",
    U"共", U"出资", U"三兄弟", U"姐妹", U"单独", U"独自", U"二人", U"两人", U"三人", U"四人", U"夫妇", U"夫妻", U"父子", U"兄弟", U"搬运", U"指使", U"指派", U"携带",
    U"拍摄", U"记录", U"保管", U"安装", U"清点", U"清理", U"独立", U"正在", U"主动", U"自行", U"自述", U"亲自", U"事后", U"事先",
    U"起初", U"随后", U"未能", U"无法", U"无人", U"何", U"辞职", U"离职", U"认错", U"认罚", U"抽烟", U"吸烟", U"饮酒", U"酒后",
    U"配合", U"阻碍", U"阻挠", U"辱骂", U"殴打", U"威胁", U"申请", U"复议", U"索赔", U"索要", U"主张", U"起诉", U"上诉", U"提起",
    U"更正", U"报案", U"报告", U"汇款", U"转账", U"消费", U"就餐", U"用餐", U"用药", U"服药", U"服用", U"就诊", U"就医", U"治疗",
    U"手术", U"住院", U"出院", U"康复", U"辨认", U"上前", U"上述", U"签收", U"签订", U"签署", U"代签", U"代收", U"代领", U"代缴", U"代表", U"协助",
    U"指导", U"监督", U"抽样", U"送检", U"检查", U"检验", U"调查", U"询问", U"现场", U"当日", U"当天", U"次日", U"昨日", U"今日",
    U"注射", U"为其", U"首次", U"两次", U"一次", U"一名", U"一人", U"赔偿", U"赔", U"补偿", U"归还", U"归", U"还款", U"达成", U"和解", U"误食",
    U"误", U"未按", U"未经", U"未取", U"没有", U"没收", U"名称", U"名字", U"及其", U"以其", U"具有", U"持有", U"拥有", U"所有",
    U"所在", U"所述", U"所称", U"所持", U"处购", U"那里", U"这里",
    U"科长", U"局长", U"处长", U"主任", U"队长", U"大队长", U"中队长", U"支队长", U"所长", U"站长", U"书记", U"协商", U"涉嫌", U"非法",
    U"律师", U"医生", U"医师", U"老师", U"教练", U"会计", U"经理", U"师傅", U"女士", U"先生", U"小姐", U"警官", U"法官", U"同志", U"阿姨",
};

bool starts_with_any(std::u32string_view rest, std::span<const std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](const auto& word) { return rest.starts_with(word); });
}

/// True where a name may end: no Han character follows, or one of the words above.
bool ends_at(const Reading& r, size_t at) {
  if (at >= r.points.size() || !is_han(r.points[at])) return true;
  return starts_with_any(std::u32string_view(r.points).substr(at), kFollows);
}

/// The same where the word is no character of a name: the commonest particles, and longer words.
bool surely_ends_at(const Reading& r, size_t at) {
  if (among(U"的在于与和及向对被将已到从以未因为有是等称说系之驾其", r.points[at])) return true;
  const std::u32string_view rest = std::u32string_view(r.points).substr(at);
  return std::any_of(std::begin(kFollows), std::end(kFollows),
                     [&](const auto& word) { return word.size() > 1 && rest.starts_with(word); });
}

/// Ethnic names: 阿依古丽·买买提. The whole of it, or `at`.
size_t dotted_name_end(const Reading& r, size_t at) {
  constexpr size_t kLongest = 12;
  size_t end = at, dots = 0, part = 0;
  for (; end < r.points.size() && end - at < kLongest; ++end) {
    const char32_t c = r.points[end];
    if (among(U"·•・‧⋅", c)) {
      if (part == 0) return at;
      ++dots;
      part = 0;
    } else if (is_han(c) && !(dots > 0 && part >= 2 && surely_ends_at(r, end))) {
      ++part;
    } else {
      break;
    }
  }
  return dots > 0 && part > 0 ? end : at;
}

/// A Latin name: two words in capitals or with a capital each.
size_t latin_name_end(const Reading& r, size_t at) {
  size_t end = at, words = 0;
  for (size_t i = at; is_foreign_capital(r.at(i));) {
    size_t last = i;
    while (is_foreign_letter(r.at(last)) || r.at(last) == U'.') ++last;
    ++words;
    end = last;
    i = last;
    while (r.at(i) == U' ') ++i;
  }
  return words >= 2 && end - at >= 4 ? end : at;
}

bool masked_at(const Reading& r, size_t at) {
  return r.at(at + 1) == U'某' || r.at(at + 2) == U'某' || among(U"*×", r.at(at + 1));
}

size_t skip_blanks(const Reading& r, size_t at) {
  while (among(U" *_`~", r.at(at))) ++at;  // marks of Markdown in a plain text
  return at;
}

}  // namespace

void find_person(Page& page, size_t begin, size_t end) {
  std::u32string points = page.reading.points.substr(begin, end - begin);
  if (is_han(points[0])) std::erase_if(points, [](char32_t c) { return c == U' ' || c == U'\n'; });  // 沈 涛
  const std::string name = to_utf8(points);
  const auto& shown = page.setting.shown_names;
  if (std::find(shown.begin(), shown.end(), name) != shown.end()) return;
  page.found.push_back({PersonalKind::kName, begin, end, name, false});
}

bool is_doubtful_surname(char32_t c) { return among(kDoubtful, simplified(c)); }

bool is_addressed(const Reading& r, size_t at) {
  const size_t behind = at + std::max<size_t>(1, surname_at(r.points, at));
  return starts_with_any(std::u32string_view(r.points).substr(std::min(behind, r.points.size())), kAddressed);
}

bool is_no_name(const Reading& r, size_t at) { return starts_with_any(std::u32string_view(r.points).substr(at), kNoName); }

namespace {

/// 沈 涛, 刘 大 伟, 张 三丰: a name written wide; its end, or `at`.
size_t spaced_name_end(const Reading& r, size_t at) {
  if (surname_at(r.points, at) != 1 || !among(U" \n", r.at(at + 1)) || !is_han(r.at(at + 2))) return at;
  std::u32string name = {r.at(at), r.at(at + 2)};
  size_t end = at + 3;
  const size_t third = r.at(end) == U' ' ? end + 1 : end;
  if (is_han(r.at(third)) && ends_at(r, third + 1) && (third > end || !ends_at(r, end))) {
    name += r.at(third);
    end = third + 1;
  }
  const bool word = is_one_word(to_utf8(name)) || masked_at(r, at + 1) || starts_with_any(name, kNoName);
  return word || !ends_at(r, end) ? at : end;
}

/// 其妻子阿依古丽在场: the end of a name without a surname, or `at`. One of two characters only where nothing else is meant.
size_t transcribed_name_end(const Reading& r, size_t at, bool strict) {
  const auto ends = [&](size_t size) {
    const size_t end = at + size;
    if (end >= r.points.size() || !is_han(r.points[end])) return true;
    return size > 2 && !strict ? ends_at(r, end) : surely_ends_at(r, end);
  };
  return at + transcribed_name(std::u32string_view(r.points).substr(std::min(at, r.points.size())), ends);
}

/// One name at `at` and those listed behind it: 李小四、王五.
void find_names(Page& page, size_t at, bool strict) {
  const Reading& r = page.reading;
  for (bool listed = false;; listed = true) {
    size_t end = dotted_name_end(r, at);
    if (end == at) end = transcribed_name_end(r, at, strict);
    if (end == at) end = latin_name_end(r, at);
    if (end == at) end = spaced_name_end(r, at);
    if (end == at) end = name_end(r, at, strict, false);
    if (end == at) return;
    // 赵四、刘能均承认: of one alone it might be a name.
    if (listed && end == at + 3 && r.at(end - 1) == U'均') --end;
    find_person(page, at, end);
    if (!among(U"、和与及", r.at(end))) return;
    at = end + 1;
    strict = true;
  }
}

}  // namespace

size_t name_end(const Reading& r, size_t at, bool strict, bool masked) {
  const std::u32string_view text = r.points;
  const size_t surname = surname_at(text, at);
  if (surname == 0) return at;
  if (masked_at(r, at)) {
    size_t end = at + surname;
    while (among(U"某*×甲乙丙丁", r.at(end))) ++end;
    return masked && end > at + surname ? end : at;
  }
  const std::u32string_view rest = text.substr(at);
  if (is_addressed(r, at)) return at;
  const size_t two = at + surname + 1, three = at + surname + 2;
  const auto han = [&](size_t i) { return i < text.size() && is_han(text[i]); };
  // Of the surnames that are ordinary words as often, the dictionary tells more words than the list: 居民卫生.
  const bool likely = is_common_given(r.at(at + 1)) && is_common_given(r.at(at + 2));
  const bool word = starts_with_any(rest, kNoName) ||
                    (is_doubtful_surname(text[at]) && !likely && !ends_at(r, at + 2) && is_one_word(to_utf8(rest.substr(0, 2))));
  if (surname == 1 && word) {
    // 安全 is a word; 安全福 before a comma would be a name, but then nobody could tell. 周一诺 can be told.
    const bool given = at + 2 < text.size() && among(kGiven, text[at + 2]);
    return given && (!han(three) || ends_at(r, three)) ? three : at;
  }
  if (!han(two - 1) || (text[two - 1] == U'案' && !han(two))) return at;  // nobody is called 案: 居民章案 ends a title
  if (!han(two)) return two;
  const bool three_free = !han(three) || ends_at(r, three);
  const bool two_ends = ends_at(r, two);
  // 王明的…, 王明证实…: two characters; a lone 开 or 家 may as well be the third of a name that ends behind it.
  if (two_ends && (surely_ends_at(r, two) || !three_free || among(U"都也又还曾就并则却再", text[two]))) return two;
  if (three_free) return three;
  const bool doubtful = is_doubtful_surname(text[at]);
  return strict || doubtful ? at : three;
}

namespace {

/// Where a name may begin behind the word for whoever has it: after a colon, or in the next cell of a table.
size_t behind_word(const Reading& r, size_t end) {
  const size_t at = skip_blanks(r, end);
  return among(U":|", r.at(at)) ? skip_blanks(r, at + 1) : at;
}

constexpr std::u32string_view kOpen = U"(“\"‘'《「『【[", kClose = U")”\"’'》」』】]";

/// 受害人(程玉洁), 证人“程玉洁”, 厨师(程玉洁，女): a name at the head of the bracket that opens at `at`.
void find_in_bracket(Page& page, size_t at) {
  const Reading& r = page.reading;
  const size_t begin = at + 1, surname = surname_at(r.points, std::min(begin, r.points.size()));
  size_t end = begin;
  while (end < begin + 4 && end < r.points.size() && is_han(r.points[end])) ++end;
  const bool whole = r.at(end) == kClose[kOpen.find(r.at(at))] || (among(U",、", r.at(end)) && plain_name(r, begin, end - begin));
  if (surname == 0 || !whole || (end - begin != surname + 1 && end - begin != surname + 2)) return;
  if (!masked_at(r, begin) && !is_no_name(r, begin) && !is_addressed(r, begin)) find_person(page, begin, end);
}

/// |---|:--|, the line under the heads of a Markdown table.
bool is_rule(std::u32string_view line) {
  return line.find(U'-') != line.npos && line.find_first_not_of(U"|-: ") == line.npos;
}

/// | 姓名 | 证号 |: the cells under the word at `begin` where it is the head of a column of a Markdown table.
void find_in_column(Page& page, size_t begin, size_t end) {
  constexpr size_t kLongestHead = 200;
  const std::u32string_view text = page.reading.points;
  const auto line_at = [&](size_t at) { return text.substr(at, text.find(U'\n', at) - at); };
  size_t head = begin;
  while (head > 0 && begin - head < kLongestHead && text[head - 1] != U'\n') --head;
  if (begin - head == kLongestHead) return;
  size_t row = head + line_at(head).size() + 1;
  if (row <= end || row >= text.size() || !is_rule(line_at(row))) return;
  const auto column = std::count(text.begin() + static_cast<long>(head), text.begin() + static_cast<long>(begin), U'|');
  for (row += line_at(row).size() + 1; row < text.size();) {
    const std::u32string_view line = line_at(row);
    size_t at = 0;
    for (auto cell = column; cell > 0 && at != line.npos; --cell) {
      at = line.find(U'|', at);
      if (at != line.npos) ++at;
    }
    if (at == line.npos || line.find(U'|') == line.npos || is_rule(line)) return;  // the table, or the one before the next, is over
    find_names(page, skip_blanks(page.reading, row + at), true);
    row += line.size() + 1;
  }
}

}  // namespace

void look_at_witness(Page& page, const CueHit& cue) {
  size_t at = behind_word(page.reading, cue.end);
  if (page.reading.at(cue.end) == U' ' || page.reading.at(cue.end) == U'|') find_in_column(page, cue.begin, cue.end);
  if (page.reading.at(at) == U'\n') at = skip_blanks(page.reading, at + 1);
  if (among(U"为是叫", page.reading.at(at))) ++at;
  if (kOpen.find(page.reading.at(at)) != kOpen.npos) return find_in_bracket(page, at);
  find_names(page, at, false);
}

/// 民警王建国, 主持人：卢志远: what stands without a colon goes on with a verb as often (执法人员宣读).
void look_at_official(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const size_t at = behind_word(r, cue.end);
  const bool told = among(U":|", r.at(skip_blanks(r, cue.end)));
  const size_t before = page.found.size();
  if (r.at(at) == U'(') find_in_bracket(page, at);
  else if (told || plain_name(r, at, 3) || plain_name(r, at, 2)) find_names(page, at, true);
  for (size_t i = before; i < page.found.size(); ++i) page.found[i].officer = true;
}

void look_at_hand(Page& page, const CueHit& cue) {
  size_t at = behind_word(page.reading, cue.end);
  if (page.reading.at(at) == U'(') return find_in_bracket(page, at);
  // 负责人为王小二, and not 当事人为顾客办理.
  const bool said = among(U"为是叫", page.reading.at(at)) && (plain_name(page.reading, at + 1, 3) || plain_name(page.reading, at + 1, 2));
  find_names(page, said ? at + 1 : at, said);
}

void look_at_sex(Page& page, const CueHit& cue) {
  const char32_t before = cue.begin > 0 ? page.reading.points[cue.begin - 1] : U' ';
  if (among(U"(,", before)) look_before_person_data(page, cue.begin);
}

void look_at_near(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  // 由于管理不善: because of. Only what can be nothing else is a person called 于: 由于海涛签收.
  if (r.at(cue.end - 1) == U'由' && r.at(cue.end) == U'于' && !plain_name(r, cue.end, 3)) return;
  size_t at = skip_blanks(r, cue.end);
  if (r.at(at) == U':') at = skip_blanks(r, at + 1);
  find_names(page, at, true);
}

void look_before_person_data(Page& page, size_t at) {
  const Reading& r = page.reading;
  size_t end = at;
  for (int i = 0; i < 4 && end > 0 && among(U"(,男女其 ", r.points[end - 1]); ++i) --end;
  if (end == at || end == 0 || !is_han(r.points[end - 1])) return;
  const auto opens_at = [&](size_t begin) {
    return begin == 0 || !is_han(r.points[begin - 1]) || among(U"与向给由将和及、让对请找为是因经应据系被有场", r.points[begin - 1]);
  };
  for (size_t begin = end > 8 ? end - 8 : 0; begin + 2 <= end; ++begin) {
    const auto whole = [&](size_t size) { return begin + size == end; };
    if (opens_at(begin) && transcribed_name(std::u32string_view(r.points).substr(begin, end - begin), whole) > 0)
      return find_person(page, begin, end);
  }
  for (const size_t size : {size_t{3}, size_t{2}, size_t{4}}) {
    if (end < size) continue;
    const size_t begin = end - size;
    const size_t surname = surname_at(r.points, begin);
    if (surname == 0 || (size == 4) != (surname == 2 && size == 4)) continue;
    const bool all = std::all_of(r.points.begin() + static_cast<long>(begin), r.points.begin() + static_cast<long>(end), is_han);
    if (!all || !opens_at(begin) || masked_at(r, begin)) continue;
    if (starts_with_any(std::u32string_view(r.points).substr(begin), kNoName)) continue;
    find_person(page, begin, end);
    return;
  }
}

}  // namespace gongshi
