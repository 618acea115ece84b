#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_sink.h"
#include "base/json.h"

namespace gongshi {

/// Numbers in files of the static search, written in 26 signs that need no escape in JSON and are no
/// letters or digits, so that nothing in a list of numbers reads like a name or a number of a record.
/// Base 13: the first thirteen signs end a number, the others go on.
inline constexpr std::string_view kSigns = "!#$%()*+,-./:;=?@[]^_{|}~'";
void add_number(std::string& out, uint64_t number);

/// The digest that chooses a term's file: FNV-1a of its bytes.
uint32_t term_hash(std::string_view term);

/// Writes the scripts of the static search: each calls gongshiSearch(name, stamp, value).
class StaticFiles {
 public:
  explicit StaticFiles(FileSink& sink) : sink_(sink) {}

  /// `value` is JSON text. The path is search/<name>.js.
  Status put(const std::string& name, const std::string& stamp, const std::string& value);
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  FileSink& sink_;
  std::vector<std::string> paths_;
};

/// Lines of JSON members or items as one object or array, one line each.
std::string json_lines(char open, const std::vector<std::string>& lines, char close);
/// Text as a JSON string in which no end of a script can stand.
std::string script_string(std::string_view text);

}  // namespace gongshi
