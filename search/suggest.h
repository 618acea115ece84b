#pragma once

#include <xapian.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "search/words.h"

namespace gongshi {

/// A name that records bear, as it is written, and how many do; of an agency all that are its own.
struct KnownName {
  std::string name;
  size_t records = 0;
};

/// All names that may be offered, those of most records first, equal ones by their bytes. No names of
/// natural persons are among them.
std::vector<KnownName> known_names(const Xapian::Database& database);

/// Names by what one types of them first: the first two characters in their normal form, or the initials
/// of the first two syllables. At most kMostKept under each, those of most records first.
class Completions {
 public:
  static constexpr size_t kMostKept = 50;
  static constexpr size_t kMostOffered = 10;

  struct Offered {
    std::string name;
    std::string form;      ///< the normal form
    std::string initials;  ///< of its pinyin
  };
  using Table = std::map<std::string, std::vector<Offered>>;

  /// The names of an index. Error `index`.
  static Result<Completions> read(const stdfs::path& index);
  explicit Completions(const std::vector<KnownName>& names);

  /// At most kMostOffered names that begin with what was typed, or whose initials do. None for less
  /// than two characters.
  std::vector<std::string> offer(std::string_view typed) const;
  const Table& table() const { return table_; }

 private:
  Table table_;
};

/// The completions of one index, read when they are first asked for, so that nothing else waits for
/// them. May be asked by several threads. An index that cannot be read offers nothing.
class LateCompletions {
 public:
  explicit LateCompletions(stdfs::path index) : index_(std::move(index)) {}
  std::vector<std::string> offer(std::string_view typed) const;

 private:
  const stdfs::path index_;
  mutable std::once_flag once_;
  mutable std::optional<Completions> read_;
};

/// Words that find nothing are compared with the names most records bear, this many.
inline constexpr size_t kComparedNames = 4000;

/// The piece of a name that `word` (in its normal form, two characters or more) may have been meant to
/// be: with one character wrong, missing or too many, two in words of six or more; of several the
/// nearest, then the one of most records. Empty when there is none, or when the word stands in a name.
std::string meant_by(const std::vector<std::u32string>& forms, std::string_view word);

/// The query with its words mended, or empty when none can be.
std::string mended_query(const Xapian::Database& database, const std::vector<QueryWord>& words);

}  // namespace gongshi
