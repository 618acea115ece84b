#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// `text` with `shown` at every place where `value` stands, also where it is written with blanks or
/// invisible characters in between, in full width or in another case; nothing when it stands nowhere.
/// A single character is no value that could be told from the words around it.
std::optional<std::string> with_hidden(std::string_view text, std::string_view value,
                                       std::string_view shown);

/// True where with_hidden would find something.
bool mentions(std::string_view text, std::string_view value);

}  // namespace gongshi
