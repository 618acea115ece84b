#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/names.h"

/// What the name of a party tells: whether it is a person's, and whom it spells out.
namespace gongshi {

/// Everything in a text that names whom `name` names, and what is shown instead: its forms, its parts and those in its
/// brackets, each once.
struct NameForm {
  std::string text, mask;
};
std::vector<NameForm> all_forms(std::string_view name);

/// Persons whom the name of a party spells out: 李某 in 红火小吃店（经营者：李某）, 红火小吃店经营者李某 and 红火小吃店-李某某, a
/// former name in a bracket, and where `begins` also whoever a shop is called after: 赵小满 in 示例区赵小满小吃店.
std::vector<std::string> persons_in_name(std::string_view name, bool begins);

/// How texts shorten the name of an organisation: without its place, without what every company is called; each of at least
/// four characters (万家便利店有限公司 and 万家便利店 of 示例区万家便利店有限公司).
std::vector<std::string> shortened_names(std::string_view name);

/// True for a candidate's name, also with a number, a role or a mark beside it; not for an organisation's.
bool names_person(std::string_view name);

/// True for what is called as only an organisation is: 好运公司, 示例区司法局. Of anything else nobody knows.
bool names_organisation(std::string_view name);

/// 示例区张某副食店: a shop called after a person whose name is masked already.
bool is_masked_shop(std::string_view name);

/// True when an individual business is named after a person, as far as its name can tell: two or three
/// Han characters, or four that begin with a surname, without a word of trade (店, 厂 …). Words that
/// given names use as well (轩, 城 …) clear only a name that begins with no surname.
bool looks_like_person(std::string_view name);

/// True for two to four Han characters, several such names, or a name with `·`: a party declared an
/// organisation but without a credit code may well be a person. Blanks and brackets do not count.
bool may_be_person(std::string_view name);

}  // namespace gongshi
