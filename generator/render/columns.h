#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// A column (栏目) of the site: what the meta tags and the navigation say of a dataset.
struct Column {
  std::string dataset;
  std::string label;        ///< the definition's
  std::string unit;         ///< 件, 人, 项
  std::string description;  ///< ColumnDescription
  std::string type;         ///< ColumnType, of the words the government's directory allows
};

/// An entry of the main navigation.
struct NavEntry {
  std::string label;
  std::string path;  ///< of the first open column in the group
  std::vector<std::string> datasets;
};

/// Which columns this release has: those with records, and those whose absence site.json explains.
class Columns {
 public:
  static Columns of(const Site& site, const Edition& edition, const std::vector<int>& annual_years);
  /// The same of a release that stands on disk, for the search server.
  static Columns found(const Fs& fs, const Site& site, const stdfs::path& web_root);

  bool open(const std::string& dataset) const { return open_.contains(dataset); }
  const std::vector<NavEntry>& navigation() const { return navigation_; }
  /// The column of a dataset, open or not.
  Column column(const std::string& dataset) const;
  const std::map<std::string, Column>& open_columns() const { return open_; }

 private:
  void arrange(int annual_year);
  static Column describe(const DatasetDefinition& definition);
  std::map<std::string, Column> open_, all_;
  std::vector<NavEntry> navigation_;
};

}  // namespace gongshi
