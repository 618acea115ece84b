#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// A field that holds a name is read so far, in code points; whoever fills more of it says nothing a person could be told by.
inline constexpr size_t kLongestName = 1000;

/// How names of natural persons are shown; the strictest of the applying rule sets counts.
enum class NamePolicy { kFull, kSurnameMou, kHidden };

/// 李四 → 李某, 李小四 → 李某某, 欧阳四 → 欧阳某: the surname and one 某 for each character left out.
/// Names with `·` and Latin names keep their first character only. Of several persons each has its own (李某、王某某等3人).
std::string masked_name(std::string_view name);

/// How texts may write a person's name: as it is, without what a bracket adds to it (化名 …), each of several
/// persons, and without the words around a name (当事人李四, 李四等3人).
std::vector<std::string> name_forms(std::string_view name);

/// Everything in a text that names whom `name` names, and what is shown instead: its forms, its parts and those in its
/// brackets, each once.
struct NameForm {
  std::string text, mask;
};
std::vector<NameForm> all_forms(std::string_view name);

/// Who is named where a name should stand: each of several persons, without their roles, forms of address, sex and what
/// stands in brackets. None where nothing can be told from anything else (李*明).
std::vector<std::string> listed_persons(std::string_view name);

/// 李建国 of 示例区幸福村李建国: a name that a longer run of characters ends with, and that may be the person's.
std::vector<std::string> name_at_end(std::string_view name);

/// Persons whom the name of a party spells out: 李某 in 红火小吃店（经营者：李某）, 红火小吃店经营者李某 and 红火小吃店-李某某, a
/// former name in a bracket, and where `begins` also whoever a shop is called after: 赵小满 in 示例区赵小满小吃店.
std::vector<std::string> persons_in_name(std::string_view name, bool begins);

/// True for a candidate's name, also with a number, a role or a mark beside it; not for an organisation's.
bool names_person(std::string_view name);

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
