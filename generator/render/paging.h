#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gongshi {

inline constexpr size_t kRowsPerPage = 20;

/// How a list of rows, oldest first, is cut. Full pages of twenty are numbered from the oldest and
/// stay as they are when a row is added: page-1.html, page-2.html, …; index.html holds the newest
/// rows, at most 29 of them, so that it never shows only one or two.
struct Cut {
  struct Piece {
    std::string file;  ///< page-1.html … or index.html
    size_t first = 0;  ///< index of the oldest row in it
    size_t count = 0;
  };
  /// Oldest first; the last one is index.html. There is always an index.html.
  static std::vector<Piece> from_oldest(size_t rows);
  /// For lists in an order of their own (by name): index.html holds the first twenty rows,
  /// page-2.html the next.
  static std::vector<Piece> in_order(size_t rows);
};

}  // namespace gongshi
