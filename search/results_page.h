#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/fs.h"
#include "base/result.h"
#include "search/query.h"
#include "search/request.h"
#include "site/site.h"

namespace gongshi {

/// Makes the HTML pages of search results in the frame of one release. Making a page changes
/// nothing, so several threads may make pages at once.
class ResultsPage {
 public:
  /// Reads templates, styles and columns. `site` must outlive the result. Errors: those of render.
  static Result<ResultsPage> load(const Fs& fs, const Site& site, const stdfs::path& web_root);

  /// The page of a result asked with `page_counts`.
  Result<std::string> page(const SearchRequest& request, const SearchResult& result) const;
  /// The page that says in a sentence why nothing was searched; what was typed stays in the field.
  Result<std::string> refusal(const std::map<std::string, std::string>& parameters,
                              const Error& error) const;

 private:
  struct Parts;
  explicit ResultsPage(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

}  // namespace gongshi
