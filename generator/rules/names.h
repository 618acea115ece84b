#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// How names of natural persons are shown; the strictest of the applying rule sets counts.
enum class NamePolicy { kFull, kSurnameMou, kHidden };

/// 李四 → 李某, 李小四 → 李某某, 欧阳四 → 欧阳某: the surname and one 某 for each character left out.
/// Names with `·` and Latin names keep their first character only.
std::string masked_name(std::string_view name);

/// How texts may write a person's name: as it is, and without what a bracket adds to it (化名 …).
std::vector<std::string> name_forms(std::string_view name);

/// Persons whom the name of a party spells out: 李某 in 红火小吃店（经营者：李某）, a former name in a bracket, and where
/// `begins` also whoever a shop is called after: 赵小满 in 赵小满小吃店.
std::vector<std::string> persons_in_name(std::string_view name, bool begins);

/// Parts of a name with `·` or of a Latin one that a text may use alone: Smith of John Smith.
std::vector<std::string> name_parts(std::string_view name);

/// Characters of the surname at `at`: 2 for a compound one before at least one more character, 1 for a
/// usual one, 0 when none begins there. Traditional forms count.
size_t surname_at(std::u32string_view text, size_t at);

/// True when an individual business is named after a person, as far as its name can tell: two or three
/// Han characters, or four that begin with a surname, without a word of trade (店, 厂 …). Words that
/// given names use as well (轩, 城 …) clear only a name that begins with no surname.
bool looks_like_person(std::string_view name);

/// True for two to four Han characters, several such names, or a name with `·`: a party declared an
/// organisation but without a credit code may well be a person. Blanks and brackets do not count.
bool may_be_person(std::string_view name);

}  // namespace gongshi
