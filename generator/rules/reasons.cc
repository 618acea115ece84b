#include "rules/reasons.h"

#include <algorithm>

namespace gongshi {
namespace {

const Facts& f(const Case& c) { return c.facts; }

/// Minors, series, criminal, scope, party and terms bind cases; notices only where a flag is set.
bool case_rules(const Case& c) {
  return f(c).is_case() || (f(c).dataset == "notices" && f(c).has_case_flag());
}

bool status_is(const Case& c, const char* status) {
  return f(c).is_case() && f(c).status == status && (!f(c).status_on || *f(c).status_on <= c.as_of);
}

bool line_says(const Case& c, const char* reason) {
  return c.lines.withdrawn && c.lines.withdrawn->reason == reason;
}

/// Taken down by who gave it, for this reason.
bool gone_as(const Case& c, std::string_view reason) {
  const std::string_view why = f(c).gone_reason.empty() ? "agency_removed" : std::string_view(f(c).gone_reason);
  return c.standing.gone_on && *c.standing.gone_on <= c.as_of && why == reason;
}

/// By its status, the webmaster's line, or the portal it came from.
bool taken_down(const Case& c, const char* reason) {
  return status_is(c, reason) || line_says(c, reason) || gone_as(c, reason);
}

bool may_not_end_early(const Case& c) {
  for (const RuleSet* set : c.sets)
    for (const auto& kind : f(c).kinds)
      if (set->no_early_end.count(kind)) return true;
  return false;
}

/// Trade secrets and privacy: with a list of what to redact (and a review) the rest is public.
bool undivided(const Case& c, const char* secrecy) {
  return f(c).secrecy == secrecy && f(c).redact.empty();
}

const char kDisclosure14[] = "政府信息公开条例第十四条";
const char kDisclosure15[] = "政府信息公开条例第十五条";
const char kDisclosure17[] = "政府信息公开条例第十七条（先审查后公开）";
const char kPenalty48[] = "行政处罚法第四十八条";
const char kMinors59[] = "预防未成年人犯罪法第五十九条、未成年人保护法第一百零三条";
const char kMinors103[] = "未成年人保护法第一百零三条";
const char kLocal8[] = "行政执法公示办法关于不予公示的规定（影响系列案件、涉嫌犯罪移送）";
const char kPiplDisclosure[] = "个人信息保护法第二十五条、第三十四条";

const Reason kReasons[] = {
    {"minor", State::kWithheld, kMinors59, "当事人未满十八周岁，依法不予公示。",
     [](const Case& c) { return f(c).age == "minor" || f(c).age == "under_14"; }},
    {"state_secret", State::kWithheld, kDisclosure14, "涉及国家秘密或者工作秘密，不予公开。",
     [](const Case& c) { return f(c).secrecy == "state" || f(c).secrecy == "work"; }},
    {"security", State::kWithheld, kDisclosure14, "公开后可能危及国家安全、公共安全、经济安全或者社会稳定。",
     [](const Case& c) { return f(c).security_risk == "yes"; }},
    {"series_case", State::kWithheld, kLocal8, "影响尚未办结的系列案件，暂不公示。",
     [](const Case& c) { return case_rules(c) && f(c).series_case == "open"; }},
    {"criminal", State::kWithheld, kLocal8, "涉嫌犯罪，已移送或者公安机关正在处理，暂不公示。",
     [](const Case& c) {
       return case_rules(c) && (f(c).criminal == "suspected" || f(c).criminal == "transferred" ||
                                f(c).criminal == "under_investigation");
     }},
    {"restricted_scope", State::kWithheld, "双公示信息使用范围（仅供共享或者授权查询）",
     "信息使用范围不是公示。",
     [](const Case& c) { return case_rules(c) && (f(c).scope == "1" || f(c).scope == "2"); }},
    {"trade_secret", State::kWithheld, kDisclosure15, "涉及商业秘密，且没有写明哪些内容应当隐去。",
     [](const Case& c) { return undivided(c, "trade"); }},
    {"privacy", State::kWithheld, kDisclosure15, "涉及个人隐私，且没有写明哪些内容应当隐去。",
     [](const Case& c) { return undivided(c, "privacy"); }},
    {"public_security_record", State::kWithheld, "治安管理处罚法第一百三十六条（2026年1月1日起施行）",
     "个人违反治安管理的记录应当封存，不得公开。",
     [](const Case& c) {
       return f(c).category == "penalty" && f(c).party_kind == "natural_person" &&
              f(c).security_basis && c.as_of >= *Date::of(2026, 1, 1);
     }},

    {"term_ended", State::kExpired, "规则集规定的公示期限", "公示期限已满，不再公示。",
     [](const Case& c) { return c.term_end && c.as_of > *c.term_end; }},
    {"repaired", State::kExpired, "信用修复管理办法", "已完成信用修复，提前停止公示。",
     [](const Case& c) {
       return f(c).is_case() && f(c).repaired_on && *f(c).repaired_on <= c.as_of &&
              !may_not_end_early(c);
     }},

    {"amended", State::kWithdrawn, kPenalty48, "决定已依法变更。", [](const Case& c) { return taken_down(c, "amended"); }},
    {"revoked", State::kWithdrawn, kPenalty48, "决定已被撤销。", [](const Case& c) { return taken_down(c, "revoked"); }},
    {"confirmed_illegal", State::kWithdrawn, kPenalty48, "决定已被确认违法。",
     [](const Case& c) { return taken_down(c, "confirmed_illegal"); }},
    {"void", State::kWithdrawn, kPenalty48, "决定已被确认无效。", [](const Case& c) { return taken_down(c, "void"); }},
    {"remade", State::kWithdrawn, kPenalty48, "决定已重新作出。", [](const Case& c) { return taken_down(c, "remade"); }},
    {"objection_upheld", State::kWithdrawn, "政府信息公开条例第四十一条", "异议成立，公示的信息有误。",
     [](const Case& c) { return taken_down(c, "objection_upheld"); }},
    {"agency_removed", State::kWithdrawn, "行政执法公示办法（谁产生、谁负责）", "作出决定的机关撤回了这条信息。",
     [](const Case& c) { return taken_down(c, "agency_removed"); }},
    {"order", State::kWithdrawn, "有权机关的要求", "根据有权机关的要求撤下。",
     [](const Case& c) { return taken_down(c, "order"); }},

    {"minor_unknown", State::kHeld, kMinors59, "不能确定当事人行为时已满十八周岁。",
     // A flag that cannot be read is no sign that there is no child, whoever the party is.
     [](const Case& c) { return f(c).age == "unknown" || (f(c).age.empty() && f(c).minor == "unreadable"); }},
    {"party_unknown", State::kHeld, kPiplDisclosure, "不能确定当事人是单位还是个人。",
     [](const Case& c) { return case_rules(c) && f(c).party_unknown; }},
    {"minor_suspected", State::kHeld, kMinors103, "文字里可能说到某个未成年人，需要人看一眼。",
     [](const Case& c) { return f(c).minor_suspected; }},
    {"secrecy_suspected", State::kHeld, kDisclosure14, "材料说自己是内部资料或者不得外传，需要人看一眼。",
     [](const Case& c) { return f(c).secrecy_suspected; }},
    {"secrecy_unknown", State::kHeld, kDisclosure17, "没有说明是否涉密，或者说明无法识别。",
     [](const Case& c) { return f(c).secrecy.empty() || f(c).secrecy == "unreadable"; }},
    {"criminal_unknown", State::kHeld, kLocal8, "没有说明是否涉嫌犯罪，或者说明无法识别。",
     [](const Case& c) {
       return (f(c).is_case() && f(c).criminal.empty()) || f(c).criminal == "unreadable";
     }},
    {"series_unknown", State::kHeld, kLocal8, "没有说明是否影响系列案件，或者说明无法识别。",
     [](const Case& c) {
       return (f(c).is_case() && f(c).series_case.empty()) || f(c).series_case == "unreadable";
     }},
    {"security_unknown", State::kHeld, kDisclosure17, "没有说明公开是否危及安全稳定，或者说明无法识别。",
     [](const Case& c) { return f(c).security_risk.empty() || f(c).security_risk == "unreadable"; }},
    {"scope_unknown", State::kHeld, "双公示信息使用范围", "信息使用范围无法识别。",
     [](const Case& c) { return f(c).scope == "unreadable"; }},
    {"status_unknown", State::kHeld, kPenalty48, "决定的当前状态无法识别。",
     [](const Case& c) { return f(c).status == "unreadable"; }},
    {"basis_unknown", State::kHeld, "治安管理处罚法第一百三十六条", "对个人的行政拘留没有可识别的处罚依据。",
     [](const Case& c) { return f(c).basis_missing; }},
    {"unreviewed", State::kHeld, kDisclosure17, "没有写明由谁审核过，未经审查不得公开。",
     [](const Case& c) { return !c.reviewed; }},
    {"approval_missing", State::kHeld, "规则集要求的审核", "规则集要求先经批准，记录没有写明批准人和日期。",
     [](const Case& c) {
       const bool approved = f(c).approved && f(c).approved_on && *f(c).approved_on <= c.as_of;
       return !approved && std::any_of(c.sets.begin(), c.sets.end(), [&](const RuleSet* set) {
         return set->approval.count(f(c).dataset) > 0;
       });
     }},
    {"redaction_unsure", State::kHeld, kPiplDisclosure, "可能含有个人信息，程序不能确定怎样隐去，需要人看一眼。",
     [](const Case& c) { return f(c).redaction_unsure; }},
    {"update_rejected", State::kHeld, "数据质量", "这条记录最新的一行无法读取，改正前不再显示旧内容。",
     [](const Case& c) { return c.standing.update_rejected; }},
    {"audit_find", State::kHeld, "发布前审计", "发布前审计在这条记录的页面上发现了不得公开的内容。",
     [](const Case& c) { return c.standing.audit_find; }},
    {"not_yet", State::kHeld, "公示以作出决定为前提", "日期晚于数据截至日，还没有到公示的时候。",
     [](const Case& c) {
       // A notice is published before its event; the day of the event is no day of an act.
       return (f(c).dataset != "notices" && f(c).main_date && *f(c).main_date > c.as_of) ||
              (f(c).decision_date && *f(c).decision_date > c.as_of);
     }},
};

constexpr AddedReason kAdded[] = {
    {"warning_only", "仅受警告处罚，按规则集不予公示。", "仅受警告",
     "规则集不再这样要求，或者机关更正处罚种类并重新报送后，才会公示。"},
    {"summary_procedure", "按简易程序作出，按规则集不予公示。", "简易程序",
     "规则集不再这样要求，或者机关更正适用程序并重新报送后，才会公示。"},
};

const Reason* find(std::string_view code) {
  for (const Reason& reason : kReasons)
    if (code == reason.code) return &reason;
  return nullptr;
}

/// Held reasons that pass by themselves, or only by the agency's next delivery.
const char* const kNotClearable[] = {"not_yet", "update_rejected"};

}  // namespace

const char* state_name(State state) {
  static const char* const kNames[] = {"withheld", "expired", "withdrawn", "held", "published"};
  return kNames[static_cast<int>(state)];
}

std::span<const Reason> statutory_reasons() { return kReasons; }
std::span<const AddedReason> added_reasons() { return kAdded; }

std::optional<State> state_of_reason(std::string_view code) {
  if (const Reason* reason = find(code)) return reason->state;
  for (const auto& added : kAdded)
    if (code == added.code) return State::kWithheld;
  return std::nullopt;
}

bool may_be_cleared(std::string_view code) {
  const Reason* reason = find(code);
  return reason && reason->state == State::kHeld &&
         std::find(std::begin(kNotClearable), std::end(kNotClearable), code) == std::end(kNotClearable);
}

std::string reason_meaning(std::string_view code) {
  if (const Reason* reason = find(code)) return reason->meaning;
  for (const auto& added : kAdded)
    if (code == added.code) return added.meaning;
  return std::string(code);
}

std::string reason_source(std::string_view code) {
  const Reason* reason = find(code);
  return reason ? reason->source : "站点的规则集";
}

std::string law_of_status(std::string_view reason, std::string_view category) {
  constexpr std::string_view kStatuses[] = {"amended", "revoked", "confirmed_illegal", "void", "remade"};
  if (std::ranges::find(kStatuses, reason) == std::end(kStatuses)) return "";
  return category == "penalty" ? "行政处罚法第四十八条" : "国办发〔2018〕118号（事后公开）";
}

}  // namespace gongshi
