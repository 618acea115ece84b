#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace gongshi {

enum class SearchSort { kRelevance, kDate, kAmount };

/// A search as it was asked: parameters of an address or of the command line, checked.
struct SearchRequest {
  std::string q;
  std::string dataset, category, agency, year, kind, region;
  std::optional<Date> from, to;    ///< both days included
  std::optional<Fen> min, max;     ///< both amounts included
  std::optional<SearchSort> sort;  ///< absent: by relevance, without words by date
  size_t page = 1;                 ///< from 1

  /// Hits on one page, and the last page that is shown.
  static constexpr size_t kPageSize = 20;
  static constexpr size_t kMaxPage = 500;

  /// Names of the parameters, in the order in which addresses have them.
  static const std::vector<std::string>& names();

  /// Reads q, dataset, category, agency, year, from, to, kind, region, min, max (元), sort
  /// (relevance, date, amount) and page; other names are ignored, empty values are absent.
  /// Errors (`bad_query`, `where` is the parameter) are sentences for the reader.
  static Result<SearchRequest> read(const std::map<std::string, std::string>& parameters);

  /// The filter of this name (dataset, category, agency, year, kind, region).
  const std::string& filter(std::string_view name) const;
  SearchSort order() const;

  /// The parameters again, in a fixed order, absent ones and page 1 left out.
  std::vector<std::pair<std::string, std::string>> parameters() const;
};

/// Everything but unreserved ASCII as %XX.
std::string percent_encoded(std::string_view text);

/// `?q=…&dataset=…` of the parameters, percent-encoded; empty for none.
std::string query_address(const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace gongshi
