#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/date.h"
#include "report/annual_layout.h"

namespace gongshi {

/// What a feed told from a day on: a line as in declared.jsonl, with null for a figure the feed has no more.
struct ToldLine {
  Date from;
  Json line;
};

/// What agencies told of their own, through feeds or in lines of declared.jsonl, `{"year","agency","table","cells":
/// {column id: n},"total","amount","unit","quarter","by","on"}`. `unit` names an entrusted
/// organisation, `quarter` (1 to 4) a quarterly filing; without them the line is the agency's own and
/// of the whole year. `amount` is in 元. Of what is told about the same cell the later counts, and of one
/// day the webmaster's line.
///
/// A declared number fills the columns a layout marks `declared`; of every other cell it is compared
/// with what was counted, and never printed instead.
class Declared {
 public:
  struct Table {
    std::map<std::string, long> cells;
    std::optional<long> total;
    std::optional<int64_t> amount;  ///< 分
    std::string by;
    Date on;
  };
  /// year, quarter (0: the year), agency, table, unit ("": the agency itself)
  using Key = std::tuple<int, int, std::string, std::string, std::string>;

  /// The agency's lines told by the day. A line that cannot be read tells nothing; `check` names it.
  /// What a feed told counts from the day it was pulled.
  static Declared by(const Site& site, const std::string& agency, Date day, const std::vector<ToldLine>& fed = {});

  void put(const Key& key, Table table) { tables_.insert_or_assign(key, std::move(table)); }
  const Table* find(const Key& key) const;
  const std::map<Key, Table>& all() const { return tables_; }

 private:
  void take(const Json& line, Date on);

  std::map<Key, Table> tables_;
};

/// What keeps a line of declared.jsonl from telling anything; "" when nothing does.
std::string declared_problem(const Json& line);

/// Whether the layouts of a site have such a cell for an agency to tell or to compare: `column` may be
/// total or amount.
enum class Declarable { kYes, kNoTable, kNoColumn };
Declarable declarable(const LayoutBook& layouts, const std::string& table, const std::string& column);

/// 元 with at most two decimals as 分; none for anything else.
std::optional<int64_t> fen_of(const Json& yuan);

}  // namespace gongshi
