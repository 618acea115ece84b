#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "rules/public_record.h"
#include "site/definition.h"

namespace gongshi {

/// 行政处罚 for `penalty`; an unknown identifier as it is.
std::string category_label(std::string_view category);
/// The categories in the order the law names them.
const std::vector<std::string>& categories();

/// True where the record's agency asked that the field be hidden, or something in it was.
bool hides(const PublicRecord& record, std::string_view field);

/// What was decided, one piece per penalty, measure or outcome: {"警告", "罚款 5,000 元"}. Never
/// empty for a decision; made from public structured fields only.
std::vector<std::string> result_pieces(const PublicRecord& decision);
/// All pieces, or the first two and 等 n 项.
std::string result_line(const PublicRecord& decision);

/// Title of a record: its title where that names the party, else party and matter, else title or
/// name; never empty.
std::string record_title(const PublicRecord& record);
/// The document number with its brackets as 〔〕, as official documents write them.
std::string document_number(const PublicRecord& record);
/// What it was about, beside the party's name: 违法行为类型, title, licence or category.
std::string record_matter(const PublicRecord& record);

/// Why a record, a decision or another one, was taken down, as one sentence (look, section 8).
std::string withdrawal_sentence(std::string_view reason, bool decision = true);

/// The label of an enumerated value: known identifiers, else the longest Chinese alias of the
/// definition, else the value itself.
std::string enum_label(const FieldDefinition& field, const std::string& value);

std::string thousands(int64_t n);                      ///< 13767 → 13,767
std::string short_date(Date day);                      ///< 11月20日
std::string month_label(const std::string& month_id);  ///< 2026-11 → 2026年11月

}  // namespace gongshi
