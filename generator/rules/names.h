#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// How names of natural persons are shown; the strictest of the applying rule sets counts.
enum class NamePolicy { kFull, kSurnameMou, kHidden };

/// 李四 → 李某, 李小四 → 李某某, 欧阳四 → 欧阳某: the surname and one 某 for each character left out.
/// Names with `·` and Latin names keep their first character only.
std::string masked_name(std::string_view name);

/// True for two to four Han characters that begin with a usual surname and hold no word of trade:
/// an individual business named so is named after a person.
bool looks_like_person(std::string_view name);

/// True for two to four Han characters, or a name with `·`: a party declared an organisation but
/// without a credit code may well be a person.
bool may_be_person(std::string_view name);

}  // namespace gongshi
