#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "audit/audit.h"

namespace gongshi {

/// Where a link leads.
struct LinkTarget {
  enum class Kind {
    kInside,     ///< a file of the release: `path`, perhaps with `fragment`
    kElsewhere,  ///< another host
    kOther,      ///< mailto:, tel:, data:
    kDead,       ///< nothing, or out of the web root
  };
  Kind kind = Kind::kDead;
  std::string path;
  std::string fragment;
};

/// The addresses of one release: which exist, which record stands where.
class Addresses {
 public:
  /// `files` must outlive this.
  Addresses(const AuditInput& input, const std::vector<std::string>& files);

  bool exists(const std::string& path) const { return files_.contains(path); }
  /// Where `link` leads, written in the page at `page`.
  LinkTarget resolve(std::string_view link, const std::string& page) const;

  /// Key of the record whose own page this file is, or "".
  std::string record_at(const std::string& path) const;
  /// The key of the one record that a row of a list or data file at `path` speaks of, by its
  /// address in it; "" when there is none, or more than one.
  std::string record_in(std::string_view row, const std::string& path) const;
  /// To whom something in this row of the file at `path` is charged: the record whose page the file is, or else
  /// the one the row speaks of; and the record that a row on another's page speaks of, or "".
  std::pair<std::string, std::string> records_of(const std::string& path, std::string_view row) const;
  /// The text with addresses of this release and hexadecimal digests made blank: their digits are
  /// nobody's number.
  std::string without_addresses(std::string_view text) const;

 private:
  /// The record that a word of a file at `path` links to or names.
  std::string record_of_word(std::string_view word, const std::string& path) const;
  /// The file that a word names by its end, and where in the word it begins.
  std::optional<std::pair<std::string, size_t>> file_in(std::string_view word) const;

  std::unordered_set<std::string_view> files_;
  const std::set<std::string>& served_;
  const std::map<std::string, std::string>& records_;
  std::string origin_;     ///< https://example.gov.cn
  std::string base_path_;  ///< /xzzf/
};

/// `path` with `.` and `..` resolved against the directory of `page`; nullopt above the root.
std::optional<std::string> resolved_path(std::string_view path, const std::string& page);
/// %XX decoded.
std::string percent_decoded(std::string_view text);

/// The row, list item or line around a byte of a file: <tr>, <li>, <article>, <entry> of markup, a
/// line of anything else. Empty when the byte stands in none.
std::string_view row_around(std::string_view bytes, size_t offset, bool markup);

}  // namespace gongshi
