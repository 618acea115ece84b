#pragma once

#include <string>
#include <string_view>
#include <vector>

/// How the name of a person is written, and how it is masked.
namespace gongshi {

/// A field that holds a name is read so far, in code points; whoever fills more of it says nothing a person could be told by.
inline constexpr size_t kLongestName = 1000;

/// How names of natural persons are shown; the strictest of the applying rule sets counts.
enum class NamePolicy { kFull, kSurnameMou, kHidden };

/// Without blanks, full width and what stands in brackets: what is left of a name to look at.
std::u32string bare_name(std::string_view name);

bool is_all_han(std::u32string_view text);
/// A letter of any other script, with its accents (é, д, 김); and a capital one.
bool is_foreign_letter(char32_t c);
bool is_foreign_capital(char32_t c);
/// 阿依古丽·买买提: the dot between parts of a name, in any of its forms.
bool has_name_dot(std::u32string_view name);

/// 李四 → 李某, 李小四 → 李某某, 欧阳四 → 欧阳某: the surname and one 某 for each character left out.
/// Names with `·` and Latin names keep their first character only. Of several persons each has its own (李某、王某某等3人).
std::string masked_name(std::string_view name);

/// How texts may write a person's name: as it is, without what a bracket adds to it (化名 …), each of several
/// persons, and without the words around a name (当事人李四, 李四等3人).
std::vector<std::string> name_forms(std::string_view name);

/// Who is named where a name should stand: each of several persons, without their roles, forms of address, sex and what
/// stands in brackets; with 某 for each mark that stands for a character.
std::vector<std::string> listed_persons(std::string_view name);

/// 行政相对人名称: four characters and more, nothing but words (one character may stand between them).
bool made_of_words(const std::u32string& text);

/// True where somebody has left characters out already: 李某, 李**, 李×明, 李XX, ■依法隐去■. It tells nobody, and proves
/// nobody where it stands.
bool is_masked(std::string_view name);
/// 李某某 for 李** and 李XX; what is no mark stays, and so does a Latin name (L**).
std::u32string with_mou(std::u32string name);

/// 李建国 of 示例区幸福村李建国: a name that a longer run of characters ends with, and that may be the person's.
std::vector<std::string> name_at_end(std::string_view name);

/// Parts of a name with `·` or of a Latin one that a text may use alone: Smith of John Smith.
std::vector<std::string> name_parts(std::string_view name);

/// 晓明 of 欧阳晓明, where a text can hardly mean anything else by it: two characters, no everyday word, no mask; else "".
std::string given_name(std::string_view name);

/// Characters of the surname at `at`: 2 for a compound one before at least one more character, 1 for a
/// usual one, 0 when none begins there. Traditional forms count.
size_t surname_at(std::u32string_view text, size_t at);

}  // namespace gongshi
