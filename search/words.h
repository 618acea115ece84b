#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gongshi {

/// One word of a query.
struct QueryWord {
  std::string text;      ///< normalised, never empty
  bool quoted = false;   ///< matches only where it stands as it is
  bool without = false;  ///< records with it are left out
  std::string field = {};  ///< row of the schema whose words alone are meant (`words.number`), or empty
};

/// A query's words. Blanks part words; “…”, "…", 「…」 and 『…』 quote; `-` before a word leaves it
/// out; 文号：, 机关： and 当事人： before one look for it there alone (field_words()). A quotation mark
/// without its partner counts as a blank. Quoted words keep their blanks.
/// Errors (`bad_query`): more than 100 characters, more than 16 words.
Result<std::vector<QueryWord>> query_words(std::string_view q);

constexpr size_t kMaxQueryCharacters = 100;
constexpr size_t kMaxQueryWords = 16;

}  // namespace gongshi
