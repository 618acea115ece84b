#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "report/annual_cube.h"
#include "report/annual_layout.h"

namespace gongshi {

inline constexpr size_t kMonths = 12, kQuarters = 4;

/// Region code → name, as far as the site knows them.
using RegionNames = std::map<std::string, std::string>;

/// What penalties are told apart by beside kind and time. The values are words of fixed lists, as count
/// rows hold them.
struct Dimension {
  const char* id;       ///< region, place, violation, party
  const char* title;    ///< of the table
  const char* head;     ///< over its row labels
  const char* unknown;  ///< label of what no value is told of
  std::string (*value)(const CountCell&);
  bool by_quarter;  ///< else of the whole year only
  bool of_agency;   ///< on agencies' own pages too
};
std::span<const Dimension> dimensions();
std::string value_label(const Dimension& dimension, const std::string& value, const RegionNames& regions);

/// Penalties of one cube by column and quarter, by month, and by the values of each dimension.
struct Tallies {
  using Quarters = std::array<long, kQuarters>;

  Tallies();
  Tallies(const AnnualTable& table, const AnnualCube& cube);
  /// Adds another agency's, but for the columns, which its layout may cut otherwise.
  void add(const Tallies& other);

  std::vector<Quarters> kinds;  ///< as the table's columns
  std::array<long, kMonths> months = {};
  std::vector<std::map<std::string, Quarters>> lines;  ///< as dimensions(): value → quarters
  Quarters quarters = {};
  long total = 0;
};

/// The penalty table of a layout and its place, or nullptr.
const AnnualTable* penalty_table(const AnnualLayout& layout, size_t* index);

}  // namespace gongshi
