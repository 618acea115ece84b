#pragma once

#include <map>
#include <string>
#include <string_view>

namespace gongshi {

/// In which line each value of a JSON text stands. The text has been parsed before (comments allowed);
/// of one that is no JSON the lines are guesses.
class JsonLines {
 public:
  JsonLines() = default;
  explicit JsonLines(std::string_view bytes);

  /// The line of the member or element a JSON pointer (`/terms/0/months`) names, counted from 1; of
  /// what encloses it where there is none, 1 at last.
  size_t line(std::string_view pointer) const;
  /// The pointer of the first key that its object has twice, leading to its second place; "" for none.
  const std::string& repeated() const { return repeated_; }

 private:
  std::map<std::string, size_t, std::less<>> lines_;
  std::string repeated_;
};

/// A place inside a JSON file, as errors carry it until the line is known: `file.json#/terms/0`.
std::string inside(const std::string& where, std::string_view key);
std::string inside(const std::string& where, size_t index);
/// Such a place taken apart: the file, and the pointer ("" where the place is the file itself).
struct JsonPlace {
  std::string file, pointer;
};
JsonPlace json_place(std::string_view where);

}  // namespace gongshi
