#include "report/supervision_words.h"

#include <fmt/format.h>

namespace gongshi {
namespace {

constexpr double kReviewersShare = 0.05;
constexpr long kReviewersInKeyDepartment = 2;
constexpr int kReassessDays = 90;
constexpr const char* kNotSaid = "没有填报";

bool said(long part, long whole) { return part >= 0 && whole > 0; }

std::string share(long part, long whole) {
  return fmt::format("{} / {}（{:.1f}%）", part, whole, 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

std::string certified_words(const NightSupervision& entry) {
  return said(entry.certified, entry.staff) ? share(entry.certified, entry.staff) : kNotSaid;
}

std::string reviewer_words(const NightSupervision& entry) {
  if (!said(entry.legal_reviewers, entry.staff)) return kNotSaid;
  std::string words = share(entry.legal_reviewers, entry.staff);
  if (static_cast<double>(entry.legal_reviewers) < kReviewersShare * static_cast<double>(entry.staff))
    words += "，不足 5%";
  if (entry.key_department && entry.legal_reviewers < kReviewersInKeyDepartment) words += "，重点部门不足 2 人";
  return words;
}

std::string recorder_words(const NightSupervision& entry) {
  if (!said(entry.recorders, entry.certified)) return kNotSaid;
  return fmt::format("{} 台，人均 {:.2f}", entry.recorders,
                     static_cast<double>(entry.recorders) / static_cast<double>(entry.certified));
}

std::string reassess_words(const NightSupervision& entry, Date as_of) {
  if (entry.reassess == 0) return "没有";
  std::string words = fmt::format("{} 件", entry.reassess);
  if (!entry.reassess_since) return words;
  words += "，最早 " + entry.reassess_since->iso();
  if (entry.reassess_since->plus_days(kReassessDays) <= as_of) words += "，已满 90 天，请重新评估";
  return words;
}

std::string correction_word(const std::string& kind) {
  if (kind == "objection") return "异议";
  return kind == "correction" ? "更正申请" : "建议";
}

std::string lapse_words(const NightLapse& lapse) {
  if (lapse.kind == "review_missing") return "应当法制审核（目录：" + lapse.detail + "），没有审核通过的记载。";
  if (lapse.kind == "recording_missing") return "应当全过程记录（目录：" + lapse.detail + "），没有记录编号。";
  if (lapse.kind == "notice_late") return "公告应当在举行前公示，" + lapse.detail + " 才公示。";
  if (lapse.kind == "withdrawn_late") return "决定不再有效，应当在 3 个工作日内撤下，" + lapse.detail + " 才撤下。";
  return "执法人员证件 " + lapse.detail + " 在决定当日无效。";
}

}  // namespace gongshi
