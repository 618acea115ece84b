#include "report/reason_words.h"

#include <map>

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
    {"warning_only", "仅受警告"},
    {"summary_procedure", "简易程序"},
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
const Words kStates = {{"published", "公示"},  {"withheld", "不予公示"}, {"held", "暂缓"},
                       {"withdrawn", "撤下"},  {"expired", "期满"},      {"rejected", "退回"},
                       {"unknown", "没有记录"}};
const Words kResults = {
    {"fresh", "更新"}, {"unchanged", "无变化"}, {"stale", "陈旧"}, {"failed", "失败"}};
const Words kSteps = {{"pull", "拉取"},  {"decide", "判定"}, {"build", "生成"},  {"render", "生成"},
                      {"index", "索引"}, {"audit", "审计"},  {"publish", "切换"}};

std::string word(const Words& words, std::string_view key) {
  const auto found = words.find(key);
  return std::string(found == words.end() ? key : found->second);
}

}  // namespace

std::string reason_word(std::string_view code) { return word(kReasons, code); }
std::string state_label(std::string_view state) { return word(kStates, state); }
std::string feed_result_word(std::string_view result) { return word(kResults, result); }
std::string step_word(std::string_view step) { return word(kSteps, step); }

}  // namespace gongshi
