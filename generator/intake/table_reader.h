#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "intake/fields.h"
#include "intake/raw_row.h"
#include "intake/table_row.h"

namespace gongshi {

/// What a table turned out to be.
struct TableHeader {
  std::vector<std::string> headers;
  std::map<std::string, std::string> by_field;  ///< field → the header that feeds it
  std::vector<std::string> unused;              ///< headers that feed no field
};

/// Makes rows under a header of the rows of a table, whatever file they come from:
/// - the header is the first row of which most columns are known, else the one with the most known
///   among the first 30 that are not blank; what stands above it is a title and left out;
/// - blank rows are left out; so are notes: rows with a single filled cell that begins with 注： or
///   填表说明 or the like, and the single-celled rows that go on below such a note.
/// - the header once more is left out; below another one each row is bad, as its columns may be others;
/// - of a column without a header nothing is read, which left_out() says where it holds something.
/// Every other row is given on, good or bad.
class TableReader {
 public:
  using OnHeader = std::function<void(const TableHeader&)>;
  using Take = std::function<void(RawRow&&)>;

  /// `pad`: rows end with their last filled cell, as in a spreadsheet; short ones are no fault.
  TableReader(FieldIndex& index, bool pad, OnHeader on_header, Take take)
      : index_(index), pad_(pad), on_header_(std::move(on_header)), take_(std::move(take)) {}

  /// The next row. Errors: `unreadable` (no header to be found).
  Status add(TableRow&& row);
  /// After the last row.
  Status finish();

  /// Chinese sentences on the rows that were left out; empty when none was.
  std::string left_out() const;
  /// Texts with 密 in the headers and in the rows left out.
  const std::vector<std::string>& suspects() const { return suspects_; }
  /// For a row that is left out without being given here.
  void leave_out(const TableRow& row);

 private:
  Status settle_header();
  struct Columns {
    size_t filled = 0;
    size_t known = 0;
  };
  Columns columns(const TableRow& row) const;
  void give(TableRow&& row);
  bool is_note(const TableRow& row);
  bool is_header(const TableRow& row);

  FieldIndex& index_;
  bool pad_;
  OnHeader on_header_;
  Take take_;
  TableHeader header_;
  std::vector<TableRow> waiting_;  ///< rows before the header is settled
  size_t header_at_ = 0;  ///< of those waiting: the best so far
  size_t most_known_ = 0;
  bool settled_ = false;
  bool in_note_ = false;
  std::vector<std::string> suspects_;
  std::unordered_set<std::string> spelled_;  ///< the headers
  long header_row_ = 0;
  long title_rows_ = 0;
  long notes_ = 0;
  long repeated_ = 0;          ///< rows that are the header once more
  long other_header_ = 0;      ///< the last row that is another header, 0 for none
  std::set<size_t> nameless_;  ///< columns without a header that hold something, from 0
};

}  // namespace gongshi
