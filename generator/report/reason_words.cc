#include "report/reason_words.h"

#include <map>

#include "rules/reasons.h"

namespace gongshi {
namespace {

using Words = std::map<std::string_view, std::string_view>;

const Words kReasons = {
    {"minor", "未成年人"},
    {"state_secret", "国家秘密、工作秘密"},
    {"security", "危及安全稳定"},
    {"series_case", "影响系列案件"},
    {"criminal", "涉嫌犯罪"},
    {"restricted_scope", "限定使用范围"},
    {"trade_secret", "商业秘密"},
    {"privacy", "个人隐私"},
    {"public_security_record", "治安违法记录封存"},
    {"term_ended", "公示期满"},
    {"repaired", "信用修复"},
    {"amended", "已变更"},
    {"revoked", "被撤销"},
    {"confirmed_illegal", "确认违法"},
    {"void", "确认无效"},
    {"remade", "重新作出"},
    {"objection_upheld", "异议成立"},
    {"agency_removed", "机关撤回"},
    {"order", "按要求撤下"},
    {"minor_unknown", "当事人年龄不明"},
    {"party_unknown", "当事人类别不明"},
    {"minor_suspected", "疑似未成年人"},
    {"secrecy_suspected", "疑似涉密"},
    {"secrecy_unknown", "涉密情况未说明"},
    {"criminal_unknown", "涉嫌犯罪情况未说明"},
    {"series_unknown", "系列案件情况未说明"},
    {"security_unknown", "安全稳定情况未说明"},
    {"scope_unknown", "使用范围无法识别"},
    {"status_unknown", "当前状态无法识别"},
    {"basis_unknown", "处罚依据无法识别"},
    {"unreviewed", "没有审核人"},
    {"approval_missing", "没有批准人"},
    {"redaction_unsure", "隐去范围不确定"},
    {"update_rejected", "更新的一行被退回"},
    {"audit_find", "审计发现"},
    {"not_yet", "日期未到"},
    {"unreadable", "无法读取"},
    {"missing_field", "缺少必填项"},
    {"bad_value", "值不对"},
    {"bad_code", "代码不对"},
    {"duplicate", "重复且不一致"},
    {"secret", "涉密标志"},
};
constexpr std::string_view kMended = "机关补正后重新报送，或者查清后用 gongshi review 放行，下一次生成时公示。";
const Words kChanges = {
    {"minor", "行为时的年龄不会再变；报送的年龄或者日期有误的，由机关更正后重新报送。"},
    {"state_secret", "依法解密或者定密有误的，由机关更改涉密标注后重新报送。"},
    {"security", "机关评估认为不再危及安全稳定的，更改标注后重新报送。"},
    {"series_case", "系列案件办结后，由机关把标注改为办结再报送；每九十天应当重新评估一次。"},
    {"criminal", "刑事程序终结后，由机关把标注改为终结再报送；每九十天应当重新评估一次。"},
    {"restricted_scope", "机关把信息使用范围改为公示后重新报送。"},
    {"trade_secret", "机关写明哪些内容应当隐去并重新报送后，公示其余内容。"},
    {"privacy", "机关写明哪些内容应当隐去并重新报送后，公示其余内容。"},
    {"public_security_record", "法律规定封存，不会再公示；依据写错的，由机关更正后重新报送。"},
    {"term_ended", "期限届满不再恢复；决定日期、处罚种类或者公示截止期有误的，由机关更正后重新报送。"},
    {"repaired", "信用修复后不再恢复；修复日期有误的，由机关更正后重新报送。"},
    {"amended", "机关报送变更后的决定后，公示新的决定。"},
    {"revoked", "撤销本身被纠正的，由机关把状态改回有效后重新报送。"},
    {"confirmed_illegal", "确认违法本身被纠正的，由机关把状态改回有效后重新报送。"},
    {"void", "确认无效本身被纠正的，由机关把状态改回有效后重新报送。"},
    {"remade", "机关报送重新作出的决定后，公示新的决定。"},
    {"objection_upheld", "机关报送更正后的内容，再用 gongshi withdraw 写一行 restored，即恢复公示。"},
    {"agency_removed", "机关重新报送这条信息，即恢复公示。"},
    {"order", "有权机关同意恢复后，用 gongshi withdraw 写一行 restored，即恢复公示。"},
    {"minor_unknown", "机关补报出生日期、有效的身份证号码或者行为发生日期；或者查验年龄证明后用 gongshi review 放行并写明证明。"},
    {"party_unknown", "机关补报当事人类别或者正确的统一社会信用代码；或者查清后用 gongshi review 放行。"},
    {"minor_suspected", "看过这段文字，确实不涉及具体的未成年人的，用 gongshi review 放行；涉及的，由机关改写后重新报送。"},
    {"secrecy_suspected", "机关确认可以公开的，用 gongshi review 放行；不能公开的，由机关标注涉密。"},
    {"secrecy_unknown", kMended},
    {"criminal_unknown", kMended},
    {"series_unknown", kMended},
    {"security_unknown", kMended},
    {"scope_unknown", kMended},
    {"status_unknown", kMended},
    {"basis_unknown", "机关补报处罚依据后重新报送，或者查清后用 gongshi review 放行。"},
    {"unreviewed", "机关写明由谁审核后重新报送，或者审核后用 gongshi review 放行。"},
    {"approval_missing", "机关补报批准人和批准日期后重新报送。"},
    {"redaction_unsure", "看过这段文字，用 gongshi review 放行或者指明应当隐去的部分；也可以由机关改写后重新报送。"},
    {"update_rejected", "机关改正最新的一行并重新报送，即恢复公示。"},
    {"audit_find", "机关改正内容后重新报送，或者查清后用 gongshi review 放行。"},
    {"not_yet", "到了决定日期自动公示；日期写错的，由机关更正后重新报送。"},
    {"unreadable", "机关改正后重新报送。"},
    {"missing_field", "机关补齐后重新报送。"},
    {"bad_value", "机关改正后重新报送。"},
    {"bad_code", "机关改正代码后重新报送。"},
    {"duplicate", "机关在同一编号的几行里保留正确的一行后重新报送。"},
    {"secret", "涉密信息不得进入本系统；误标的，由机关更正后重新报送。"},
};
const Words kStates = {{"published", "公示"},  {"withheld", "不予公示"}, {"held", "暂缓"},
                       {"withdrawn", "撤下"},  {"expired", "期满"},      {"rejected", "退回"},
                       {"unknown", "没有记录"}};
const Words kResults = {
    {"fresh", "更新"}, {"unchanged", "无变化"}, {"stale", "陈旧"}, {"failed", "失败"}};
const Words kSteps = {{"pull", "拉取"},  {"decide", "判定"}, {"build", "生成"},  {"render", "生成"},
                      {"index", "索引"}, {"audit", "审计"},  {"publish", "切换"}, {"targets", "送到目标"}};
const Words kTargetResults = {{"done", "已送到"}, {"unchanged", "无变化"}, {"failed", "没有送到"}};

std::string word(const Words& words, std::string_view key) {
  const auto found = words.find(key);
  return std::string(found == words.end() ? key : found->second);
}

}  // namespace

std::string reason_word(std::string_view code) {
  for (const AddedReason& added : added_reasons())
    if (code == added.code) return added.word;
  return word(kReasons, code);
}
std::string reason_change(std::string_view code) {
  for (const AddedReason& added : added_reasons())
    if (code == added.code) return added.change;
  const auto found = kChanges.find(code);
  return found == kChanges.end() ? "" : std::string(found->second);
}
std::string state_label(std::string_view state) { return word(kStates, state); }
std::string feed_result_word(std::string_view result) { return word(kResults, result); }
std::string target_result_word(std::string_view result) { return word(kTargetResults, result); }
std::string step_word(std::string_view step) { return word(kSteps, step); }

}  // namespace gongshi
