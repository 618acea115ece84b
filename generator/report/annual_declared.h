#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "base/date.h"
#include "report/annual_layout.h"

namespace gongshi {

/// What agencies told of their own: lines of declared.jsonl, `{"year","agency","table","cells":
/// {column id: n},"total","amount","unit","quarter","by","on"}`. `unit` names an entrusted
/// organisation, `quarter` (1 to 4) a quarterly filing; without them the line is the agency's own and
/// of the whole year. `amount` is in 元. Of lines about the same cell the later one counts.
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
  static Declared by(const Site& site, const std::string& agency, Date day);

  void put(const Key& key, Table table) { tables_.insert_or_assign(key, std::move(table)); }
  const Table* find(const Key& key) const;
  const std::map<Key, Table>& all() const { return tables_; }

 private:
  std::map<Key, Table> tables_;
};

/// What keeps a line of declared.jsonl from telling anything; "" when nothing does.
std::string declared_problem(const Json& line);

/// 元 with at most two decimals as 分; none for anything else.
std::optional<int64_t> fen_of(const Json& yuan);

}  // namespace gongshi
