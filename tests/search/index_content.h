#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/fs.h"
#include "base/json.h"
#include "base/result.h"

namespace gongshi::test {

/// A piece of what an index holds.
struct IndexPiece {
  enum class Kind { kMetadata, kData, kValue, kTerm };
  Kind kind;
  std::string address;  ///< of the document; empty for terms and metadata
  std::string bytes;
};

/// Shows everything an index holds in an order that depends on the content only, so that two
/// indexes can be compared: metadata, each document's data and values, each term with its
/// documents.
inline Status read_index(const stdfs::path& dir,
                         const std::function<void(const IndexPiece&)>& take) {
  using Kind = IndexPiece::Kind;
  try {
    const Xapian::Database database(dir.string());
    for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
      take({Kind::kMetadata, "", *key + " " + database.get_metadata(*key)});
    for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
      const Xapian::Document document = database.get_document(*id);
      const std::string address = text_at(Json::parse(document.get_data()), "url");
      take({Kind::kData, address, document.get_data()});
      for (auto value = document.values_begin(); value != document.values_end(); ++value)
        take({Kind::kValue, address, *value});
    }
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
      std::string postings;
      for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at)
        postings += " " + std::to_string(*at) + "x" + std::to_string(at.get_wdf());
      take({Kind::kTerm, "", *term + postings});
    }
    return {};
  } catch (const Xapian::Error& error) {
    return Error{"index", error.get_msg(), dir.string()};
  }
}

}  // namespace gongshi::test
