#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/fingerprint.h"

namespace gongshi {

/// Looks for the forbidden values of one audit.
class Forbidden {
 public:
  /// `values`: those to look for; they must outlive this.
  Forbidden(const AuditInput& input, const ForbiddenList& values);

  struct Hit {
    size_t value;  ///< place in the list
    size_t offset;
  };
  /// What stands in a file of the web root. A name of two or three characters counts only on pages
  /// and in rows of its own agency and month.
  std::vector<Hit> in_file(const std::string& path, std::string_view bytes) const;
  /// What stands in a document of the index that speaks of this agency and month.
  std::vector<Hit> in_document(std::string_view bytes, std::string_view agency,
                               std::string_view month) const;
  /// What stands in any of several words, each alone; the offset is the number of the word. Values
  /// inside an allowed one are left out, short names are not.
  std::vector<Hit> in_words(const std::vector<std::string>& words) const;

  /// The Chinese sentence of a find.
  std::string sentence(size_t value) const;
  /// The same for the same value, wherever it is found.
  std::string cause(size_t value) const;
  /// The record the value belongs to.
  const std::string& about(size_t value) const { return values_.owner(value).key; }
  bool empty() const { return values_.empty(); }
  /// True when the value with this place in the list stands in an allowed one.
  bool excused(size_t index) const { return scanner_.in_allowed(index); }
  bool short_name(size_t value) const;
  bool same_month(size_t value, std::string_view agency, std::string_view month) const;

 private:
  const ForbiddenList& values_;
  FingerprintScanner scanner_;
};

/// True when a file is HTML, XML or SVG by its name.
bool is_markup_path(std::string_view path);

}  // namespace gongshi
