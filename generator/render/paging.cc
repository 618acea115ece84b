#include "render/paging.h"

#include <algorithm>

namespace gongshi {
namespace {

constexpr size_t kFewRows = 10;

std::string page_file(size_t number) { return "page-" + std::to_string(number) + ".html"; }

}  // namespace

std::vector<Cut::Piece> Cut::from_oldest(size_t rows) {
  size_t full = rows / kRowsPerPage;
  if (full > 0 && rows % kRowsPerPage < kFewRows) --full;
  std::vector<Piece> pieces;
  for (size_t i = 0; i < full; ++i)
    pieces.push_back({page_file(i + 1), i * kRowsPerPage, kRowsPerPage});
  pieces.push_back({"index.html", full * kRowsPerPage, rows - full * kRowsPerPage});
  return pieces;
}

std::vector<Cut::Piece> Cut::in_order(size_t rows) {
  std::vector<Piece> pieces = {{"index.html", 0, std::min(rows, kRowsPerPage)}};
  for (size_t first = kRowsPerPage; first < rows; first += kRowsPerPage)
    pieces.push_back({page_file(pieces.size() + 1), first, std::min(kRowsPerPage, rows - first)});
  return pieces;
}

}  // namespace gongshi
