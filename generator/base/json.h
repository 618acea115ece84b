#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// Names in the order of their bytes, as std::less has them. Names are short and mostly differ early, so
/// that looking at them here costs less than calling for it.
struct NameLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    const size_t shared = a.size() < b.size() ? a.size() : b.size();
    for (size_t i = 0; i < shared; ++i)
      if (a[i] != b[i]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[i]);
    return a.size() < b.size();
  }
};

template <class Name, class Value, class Less, class Allocator>
using ByName = std::map<Name, Value, NameLess, Allocator>;

/// JSON as the program holds it; the members of an object are sorted by name.
using Json = nlohmann::basic_json<ByName>;

/// Parses a JSON file of the site folder: `//` comments allowed, duplicate keys refused. The error
/// (`bad_config`) names `where` with line and column.
Result<Json> parse_config(std::string_view bytes, const std::string& where);

/// Canonical bytes: keys sorted, no spaces, UTF-8 as it is. Equal values give equal bytes.
std::string canonical(const Json& value);
/// The same, appended to `out`.
void append_canonical(const Json& value, std::string& out);

/// The string at a dotted path (`party.name`), or "" when there is none or it is no string.
std::string text_at(const Json& object, std::string_view path);
/// The value at a dotted path, or nullptr.
const Json* find_at(const Json& object, std::string_view path);
Json* find_at(Json& object, std::string_view path);
const Json* find_at(const Json&& object, std::string_view path) = delete;  // nothing would hold the value
/// Sets the value at a dotted path, making objects on the way.
void set_at(Json& object, std::string_view path, Json value);
/// Removes the value at a dotted path; nothing there is fine.
void erase_at(Json& object, std::string_view path);

}  // namespace gongshi
