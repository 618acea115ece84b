#include "rules/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/characters.h"

namespace gongshi {
namespace {

struct Words {
  Cue cue;
  std::u32string_view list;  ///< parted by blanks
};

/// The words after which personal data stands. Sources: the articles named in detectors.cc.
constexpr Words kCueWords[] = {
    {Cue::kPhone, U"电话 手机 座机 联系方式 手机号 手机号码 联系电话 电话号码 传真 致电 拨打 热线"},
    {Cue::kBank, U"银行 账号 帐号 账户 帐户 卡号 银行卡 银行卡号 银行账号 银行账户 收款码 社保卡 社会保障卡 惠民卡 一卡通 存折"},
    {Cue::kIdentity, U"身份证 身份证号 身份证号码 公民身份号码 公民身份证号码 身份号码 证件号码 证件号 居民身份证 驾驶证号 驾驶证号码 驾驶证编号 驾驶证档案编号 驾驶证档案号 社保卡号 社保号 社会保障号 社会保障号码 社会保障卡号 残疾证号 残疾人证号 残疾证号码 残疾人证号码 残疾证 残疾人证"},
    {Cue::kPassport, U"passport Passport PASSPORT 护照 护照号 护照号码 通行证 台胞证 台胞证号 回乡证 居留证 居留许可 旅行证 军官证 士兵证 警官证 居住证"},
    {Cue::kAccount, U"加V 加v 加微 快手号 支付宝 微信 微信号 微信账号 微信号码 QQ QQ号 QQ号码 QQ群号 QQ群号码 Q号 qq qq号 qq号码 扣扣 抖音号 支付宝账号 支付宝账户 WeChat wechat VX vx"},
    {Cue::kHome, U"住址 家住 家庭住址 家庭地址 户籍地址 户籍地 户籍所在地 户籍 现住 现住址 居住地 居住地址 居住在 居住于 暂住 暂住在 暂住地 租住 租住在 同居于 同住于 住在 住 家在"},
    {Cue::kNone, U"其弟子 其哥们 教练车 教练场 外婆家 外公家 爷爷家 奶奶家 舅舅家 叔叔家 住宿 住房 住建 住户 住院 住宅 住所地人民法院 住所地的 住户 住改商 住得 住了 收到 居住证明 路面 路边 路段 路口 路人 路过 路径 路灯 路费"
                 U" 村民 村委 村镇 街道办 组织 组成 组长 组件 组合 组装 组建 街头 街边 卡号牌 户籍管理 未成年人保护 学生用品 幼儿园 少年宫 青少年 "
                 U" 感染性 手机店 手机壳 电话会议 电话亭 传真机 内部资料显示 员工宿舍 顾客方 司法 儿童节 医师资格 医师执业 会计师 会计账 会计凭证"
                 U" 会计制度 会计准则 患者安全 保安全 保安服务 保安公司 店长期 业主大会 业主委员会 业主方 司机房 教师资格 护士站 护士长 药师资格 厨师帽 老师傅 经营者应 消费者权益 微信支付 微信群 微信朋友圈 微信公众号 微信小程序 QQ群"
                 U" 微信扫码 微信收款 微信转账 微信二维码 微信公众平台 微信平台 微信商城 卡号码 邻居住 未成年工 未成年人检察 孩子王 内部资料性 诞生于 诞生 出生产 出生人口 出生登记 出生证 出生医学证明 出生缺陷 感染风险 感染管理 感染控制"},
    {Cue::kPlace, U"住所 地址 收件地址 送货地址 联系地址 通讯地址 通信地址 寄件地址"},
    {Cue::kStreet, U"路 街 巷 村 组 小区 胡同 里弄 大道 花园 新村 苑 公寓"},
    {Cue::kDwelling, U"单元"},
    {Cue::kIllness, U"患 患有 身患 罹患 患上 确诊 确诊为 确诊患 确诊患有 诊断为 诊断患有 诊断患 诊断是 诊断 感染 感染了 病历记载为 病历记载 病史 携带 致贫原因 困难原因 救助原因 病因 病种 患病情况"},
    {Cue::kPatient, U"HIV阳性 HIV抗体阳性 HIV抗体检测阳性 HIV感染者 艾滋病患者 艾滋病感染者 艾滋病毒感染者 艾滋病病毒感染者 乙肝病毒携带者 乙肝携带者 乙肝患者 丙肝患者 精神分裂症患者 精神病患者 精神障碍患者 抑郁症患者"
                    U" 癫痫患者 肺结核患者 梅毒患者 梅毒阳性 癌症患者 糖尿病患者 怀孕 肢体一级残疾 肢体二级残疾 肢体三级残疾 肢体四级残疾 视力一级残疾 视力二级残疾 视力三级残疾 视力四级残疾 听力一级残疾 听力二级残疾 听力三级残疾 听力四级残疾 言语一级残疾 言语二级残疾 言语三级残疾 言语四级残疾 智力一级残疾 智力二级残疾 智力三级残疾 智力四级残疾 精神一级残疾 精神二级残疾 精神三级残疾 精神四级残疾"
                    U" 肢体残疾一级 肢体残疾二级 肢体残疾三级 肢体残疾四级 视力残疾一级 视力残疾二级 视力残疾三级 视力残疾四级 听力残疾一级 听力残疾二级 听力残疾三级 听力残疾四级 言语残疾一级 言语残疾二级 言语残疾三级 言语残疾四级 智力残疾一级 智力残疾二级 智力残疾三级 智力残疾四级 精神残疾一级 精神残疾二级 精神残疾三级 精神残疾四级"},
    {Cue::kBirth, U"出生 出生日期 出生年月 生于 出生于 生日 日生 年生 月生"},
    {Cue::kWitness, U"收款人 付款人 买受人 出卖人 出租方 承租方 记录人 制作人 签收人 证人 目击者 目击人 其父亲 其母亲 其丈夫 其妻子 房主 业主代表 证人代表 委托人 被处罚人 违法行为人 嫌疑人 行为人 经办人 户主 投诉人 举报人 受害人 被害人 被侵害人 被侵权人 受伤人 见证人 委托代理人 代理人 法定代理人 监护人 死者 伤者"
                    U" 原告 被告 第三人 被询问人 询问人 申请人 被申请人 收件人 寄件人 收货人 发货人 送货人 联系人 承租人 出租人 房东 车主 乘车人 驾驶人 持证人 购买人 购买者"
                    U" 借款人 出借人 担保人 转让人 受让人 反映人 报案人 报警人 知情人 亲属 家属 丈夫 妻子 配偶 父亲 母亲 其父 其母 其妻 其夫 姓名 机主 开户人 户名 持卡人 当事人之子 同伙 姓名为 受托人 候补 候补人 递补 中签人 中签者 供货人 直接负责的主管人员 其他直接责任人员 直接责任人员"
                    U" 产权人 房屋产权人 所有权人 权利人 使用权人 二房东 转租人 保证人 抵押人 债务人 债权人 失主 承运人 托运人 投保人 被保险人 受益人 被鉴定人 拍摄人 提供人 复印人 校对人 被告人 陪同人 陪同人员 代领人 领取人 领款人 领奖人 获奖人 获奖者 中奖人 竞买人 竞得人 案外人 货主 真名 Mr. Ms. Mrs. Miss"},
    {Cue::kHand, U"当事人 雇员 摊主 董事长 总经理 法人代表 律师 行人 主管 司机 驾驶员 员工 店员 店长 顾客 消费者 客户 厨师 会计 经营者 负责人 现场负责人 实际经营者 实际控制人 股东 仓库管理员 管理员 邻居 患者 病人 业主"
                 U" 工人 服务员 收银员 保安 护士 医师 医生 药师 学员 乘客 旅客 教师 老师 村民 居民 工作人员 从业人员 经理 店主 老板 老板娘 保管员 采购员 销售员 业务员 出纳 快递员 骑手 租客 房客 同事"
                 U" 朋友 学生 女儿 儿子 孩子 外甥 侄子 侄女 孙子 孙女 弟弟 妹妹 哥哥 姐姐 之女 之子 其女儿 其儿子 其子 其女 监事 董事 之妻 之夫 之父 之母 之兄 之弟 之姐 之妹"
                 U" 屠户 商贩 摊贩 小贩 流动商贩 流动摊贩 菜农 农户 养殖户 种植户 网格员 教练 教练员 讲师 主播 网红 保洁员 清洁工 护工 保姆 钟点工 技师 按摩师 美容师 理发师 电工 焊工 工头 包工头 施工员 安全员 资料员"
                 U" 质检员 检验员 化验员 操作员 操作工 维修工 装卸工 搬运工 外卖员 送货员 配送员 押运员 导游 领队 船长 船员 渔民 志愿者 楼长 作业人员 特种作业人员"
                 U" 女友 男友 其女友 其男友 女朋友 男朋友 未婚妻 未婚夫 其未婚妻 其未婚夫 前妻 前夫 其前妻 其前夫 岳父 岳母 其岳父 其岳母 爷爷 奶奶 外公 外婆 祖父 祖母 叔叔 伯父 舅舅 姑姑 姨妈 堂弟 堂兄 堂哥 堂妹 堂姐"
                 U" 表弟 表兄 表哥 表妹 表姐 其弟 其兄 其姐 其妹 其哥 其兄弟 其姐妹 其妹夫 其姐夫 其弟弟 其妹妹 其哥哥 其姐姐 姐夫 妹夫 嫂子 小叔子 大伯 婶婶 小姨子 儿媳 女婿 侄儿 外孙 外孙女 继父 继母 养父 养母 养子 养女 次子 长女 次女 其长子"},
    {Cue::kNear, U"由 汇至 转至 退至 汇给 转给 打给 卖给 出售给 售给 交给 租给 退给 雇佣 雇用 聘用 招用 名叫 付款方 收款方 汇款人 买方 卖方 甲方 乙方 法务 财务 人事 文员 前台 秘书 助理 本名 账户名 卖与 转卖与 赠与 交与 借与 租与 无证人员 男子 女子 核实为 查明为 真实姓名为 自称 曾用名 又名 绰号 外号 委托 转租给 承包给"},
    {Cue::kDeed, U"签订 签署 订立 约定 达成 协商 商定 串通 合谋 发生争执 发生口角 处购 处买 处进 处租 处借 收取 转账 汇款 支付 购买 购进 借款 催讨 注射 治疗 手术 进行 打伤"
                 U" 殴打 辱骂 介绍 举报 投诉 送达 告知 询问 核实 了解 出售 销售 赠送 租赁 租用 承租 转让 联系 合伙 共同 反映 报案 申诉 签字 签名 捺印 等人 系店主 系店员 系员工 系经营者 系负责人 系老板 系法定代表人 系该店 系该公司 系该单位 名下 系本店 (系该 的询问笔录 的调查笔录 的证言 的陈述 的证词 的签名 的签字 的身份证"},
    {Cue::kOfficial, U"执法人员 行政执法人员 民警 办案民警 交警 辅警 检查人员 办案人员 承办人 承办人员 调查人员 调查人 主持人 听证主持人 听证员 记录员 书记员 复查人 复查人员"
                     U" 审核人 审批人 批准人 鉴定人 鉴定人员 翻译 翻译人员 评估师 拍卖师 评标专家 采样人员 采样人 抽样人员 抽样人 检验人员 送达人 送达人员 执行人员 监考人员 监督员 协管员"},
    {Cue::kTitle, U"局长 副局长 科长 副科长 处长 副处长 主任 副主任 队长 副队长 大队长 中队长 支队长 所长 副所长 站长 副站长 书记 副书记 镇长 副镇长 乡长 县长 区长 市长 院长 校长 园长"},
    {Cue::kListed, U"、 / ; \n"},
    {Cue::kSex, U"男 女 性别"},
    {Cue::kNone, U"男士 女性 男性 女工 男工 女装 男装 女生 男生 女鞋 男鞋"},
    {Cue::kAddressed, U"女士 先生 小姐 师傅 大姐 大哥 大叔 大妈 阿姨 警官 法官 某 某某"},
    {Cue::kAge, U"岁 周岁"},
    {Cue::kChild, U"未成年人 未成年学生 未成年消费者 未成年员工 未成年 男童 女童 男婴 女婴 患儿 婴儿 幼儿 宝宝 小朋友 儿童 男孩 女孩 少年 少女 学童 孤儿 留守儿童 童工 小学生 中学生 初中生 高中生 中专生 在校生 在校学生 在校中学生 该生 职高学生 技校学生 中职学生 初中学生 高中学生 小学学生 中学学生"},
    {Cue::kGrade, U"年级 初一 初二 初三 高一 高二 高三 小班 中班 大班 班学生 )班"},
    {Cue::kSchooling, U"就读 就读于 在读 尚在读 读初中 读高中 读小学 上小学 上初中 上高中 同学"},
    {Cue::kSecret, U"内部资料 内部文件 内部材料 内部刊物 内部工作底稿 不得外传 严禁外传 请勿外传 勿外传 不得对外 请勿对外 密级 仅供内部 供内部使用 仅限内部 此件不公开 此件不予公开 本件不公开 不得公开 不宜公开"
                   U" 涉密文件 件涉密 工作秘密 保密期限 定密 注意保密 注意保存 阅后即焚 阅后收回 内部掌握 内部传阅 得外传"
                   U" 绝密 机密 秘密 绝密文件 机密文件 秘密文件 属于国家秘密 属国家秘密 系国家秘密"},
};

constexpr std::u32string_view kProvinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
constexpr std::u32string_view kSpelled = U"〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺";
constexpr size_t kFewestSpelled = 11;
constexpr size_t kPlane = 0x10000;

/// Words by their first character, the longest first, and a table that says which characters begin one.
class Lexicon {
 public:
  Lexicon() {
    for (const auto& words : kCueWords) {
      for (size_t at = 0; at < words.list.size();) {
        const size_t end = std::min(words.list.find(U' ', at), words.list.size());
        if (end > at) add(words.list.substr(at, end - at), words.cue);
        at = end + 1;
      }
    }
    for (auto& list : by_first_)
      std::stable_sort(list.begin(), list.end(),
                       [](const auto& a, const auto& b) { return a.word.size() > b.word.size(); });
    for (char32_t c = U'0'; c <= U'9'; ++c) begins_[c] = 1;
    begins_[U'@'] = 1;
    for (const char32_t c : kProvinces) begins_[c] |= 4;
    for (const char32_t c : kSpelled) begins_[c] |= 16;
    begins_[U'*'] |= 8;
    begins_[U'×'] |= 8;
    for (size_t c = 0; c < kPlane; ++c)
      if (begins_[c]) seldom_[c / 64] |= uint64_t{1} << c % 64;
  }

  unsigned char begins(char32_t c) const {
    return c < kPlane && (seldom_[c / 64] >> c % 64 & 1) ? begins_[c] : 0;
  }

  /// The longest word that begins at `at`; length 0 for none.
  CueHit word_at(const std::u32string& points, size_t at) const {
    const std::u32string_view rest = std::u32string_view(points).substr(at);
    for (const auto& entry : by_first_[bucket_[points[at]]])
      if (rest.starts_with(entry.word)) return {entry.cue, at, at + entry.word.size()};
    return {Cue::kNone, at, at};
  }

 private:
  struct Entry {
    std::u32string_view word;
    Cue cue;
  };

  void add(std::u32string_view word, Cue cue) {
    unsigned short& bucket = bucket_[word[0]];
    if (bucket == 0) {
      by_first_.emplace_back();
      bucket = static_cast<unsigned short>(by_first_.size() - 1);
    }
    by_first_[bucket].push_back({word, cue});
    begins_[word[0]] |= 2;
  }

  std::vector<std::vector<Entry>> by_first_{1};  ///< the first is nobody's
  std::array<unsigned short, kPlane> bucket_{};
  std::array<unsigned char, kPlane> begins_{};
  std::array<uint64_t, kPlane / 64> seldom_{};  ///< a bit for each that begins something: small enough for the nearest cache
};

const Lexicon& lexicon() {
  static const Lexicon words;
  return words;
}

}  // namespace

std::vector<CueHit> cues_in(const std::u32string& points) {
  const Lexicon& words = lexicon();
  std::vector<CueHit> out;
  for (size_t i = 0; i < points.size();) {
    const unsigned char begins = words.begins(points[i]);
    if (begins == 0) {
      if (is_fill(points[i]) && (i == 0 || points[i - 1] != points[i])) out.push_back({Cue::kFill, i, i + 1});
      ++i;
      continue;
    }
    // A province's short name matters only before a letter.
    const bool plate = (begins & 4) && i + 1 < points.size() && points[i + 1] < 0x80;
    if ((begins & 1) || plate) out.push_back({Cue::kDigit, i, i + 1});
    if (begins & 8) out.push_back({Cue::kStar, i, i + 1});
    if (begins & 16) {
      size_t end = i, digits = 0;
      for (size_t at = i; at < points.size(); ++at) {
        if (is_spelled_digit(points[at])) {
          ++digits;
          end = at + 1;
        } else if (!(points[at] == U' ' || points[at] == U'-' || points[at] == U'·') || at > end) {
          break;
        }
      }
      if (digits >= kFewestSpelled) {
        out.push_back({Cue::kSpelled, i, end});
        i = end;
        continue;
      }
    }
    if (begins & 1)
      while (i + 1 < points.size() && points[i + 1] >= U'0' && points[i + 1] <= U'9') ++i;
    const CueHit word = begins & 2 ? words.word_at(points, i) : CueHit{Cue::kNone, i, i};
    if (word.end > word.begin && word.cue != Cue::kNone) out.push_back(word);
    i = std::max(word.end, i + 1);
  }
  return out;
}

bool is_number_char(char32_t c) {
  return is_ascii_digit(c) || among(U"〇零一二三四五六七八九十两", c);
}

bool is_spelled_digit(char32_t c) { return among(kSpelled, c); }

int small_number(std::u32string_view text) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  const auto digit = [&](char32_t c) -> int {
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c == U'零') return 0;
    if (c == U'两') return 2;
    const size_t at = kDigits.find(c);
    return at == kDigits.npos ? -1 : static_cast<int>(at);
  };
  int value = 0, seen = 0;
  bool tens = false;
  for (const char32_t c : text) {
    if (c == U' ') continue;
    if (c == U'十') {
      if (tens) return -1;
      value = (seen == 0 ? 1 : value) * 10;
      tens = true;
      seen = 0;
      continue;
    }
    const int d = digit(c);
    if (d < 0) return -1;
    // 十五六岁: the smaller of the two.
    if (tens && seen == 1) continue;
    value = tens ? value + d : value * 10 + d;
    ++seen;
    if (value > 200) return -1;
  }
  return seen == 0 && !tens ? -1 : value;
}

}  // namespace gongshi
