#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// Latin spellings under which a name is found.
struct Romanisation {
  std::vector<std::string> from_start;  ///< the whole spelling and the initials: shiliqu…, slq…
  std::vector<std::string> inner;       ///< the same from every later character on
};

/// Spells names in pinyin without tones, by ICU and a table of places and surnames that are read
/// otherwise. Not for use by several threads at once.
class Romaniser {
 public:
  Romaniser();
  ~Romaniser();

  /// One syllable per Chinese character, one piece per Latin or digit character.
  std::vector<std::string> syllables(std::string_view name);
  /// Spellings are cut to 32 letters; names over 16 characters are spelt from their start only.
  Romanisation romanise(std::string_view name);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  std::map<char32_t, std::string> known_;
};

}  // namespace gongshi
