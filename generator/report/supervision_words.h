#pragma once

#include <string>

#include "report/night_report.h"

namespace gongshi {

// The ratios of the law in words, each saying where it falls short; 没有填报 where the agency does not
// give its figures.

/// Share of enforcement staff who hold a certificate: 38 / 40（95.0%）.
std::string certified_words(const NightSupervision& entry);
/// Legal reviewers, who must be at least 5 % of enforcement staff, and two in a key department.
std::string reviewer_words(const NightSupervision& entry);
/// Recorders for each certified officer.
std::string recorder_words(const NightSupervision& entry);
/// What is withheld for a case still open, and whether the oldest is past its ninety days
/// (信息公开条例第十八条).
std::string reassess_words(const NightSupervision& entry, Date as_of);
/// 异议, 更正申请, 建议
std::string correction_word(const std::string& kind);
/// 应当法制审核（目录：重大处罚），没有审核通过的记载。
std::string lapse_words(const NightLapse& lapse);

}  // namespace gongshi
