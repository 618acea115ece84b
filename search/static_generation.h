#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/static_file.h"

namespace gongshi {

/// One generation of the static search while it is exported: the records whose main date lies before the
/// year of the as-of date (`old`), or all others (`new`). Its records have numbers from 0 in the order in
/// which results of equal weight are shown: newest first, the undated last.
class StaticGeneration {
 public:
  explicit StaticGeneration(std::string name) : name_(std::move(name)) {}

  /// Records must come in their order.
  void add_document(const Xapian::Document& document, bool dated);

  /// Writes everything but the head, and gives what the head says of it. With `facets_in_head` the
  /// values of the facets stand there and not in a file of their own. What is written is let go of: it may be
  /// most of what memory holds.
  Result<Json> put(StaticFiles& files, const std::string& schema, bool facets_in_head);

 private:
  /// What the terms' files say, in a container that grows without being copied: term and JSON.
  using Terms = std::deque<std::pair<std::string, std::string>>;
  /// The records that have a term.
  struct Postings {
    std::string gaps;     ///< between their numbers
    std::string impacts;  ///< a sign for each record; of a term with a prefix the frequency in the first
    uint32_t next = 0;    ///< the number after the last record
  };

  Json facets() const;
  Status put_records(StaticFiles& files);
  Status put_amounts(StaticFiles& files) const;
  Terms take_terms(bool with_prefix);
  Result<size_t> put_shards(StaticFiles& files, const std::string& kind, Terms terms) const;
  Result<std::vector<std::string>> put_blocks(StaticFiles& files);
  std::string name_of(const std::string& kind, size_t number) const;
  void add_terms(const Xapian::Document& document);
  void add_places(const Json& shown);

  std::string name_, stamp_;
  uint32_t documents_ = 0;
  size_t dated_ = 0;
  std::string digests_;                ///< of the records' data, for the stamp
  std::deque<std::string> records_;    ///< JSON of each, one line
  std::vector<std::string> facets_;
  std::vector<std::pair<std::string, size_t>> days_;  ///< date → how many records in a row
  std::vector<uint64_t> amounts_;      ///< amount + 1 in 分, 0 for none
  std::unordered_map<std::string, Postings> postings_;

  /// Where a pair of characters stands: records and places.
  struct Places {
    std::string signs;
    uint32_t next = 0;  ///< the number after the last record
  };
  std::unordered_map<uint64_t, Places> places_;
};

}  // namespace gongshi
