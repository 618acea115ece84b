#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// What the words of a column's `kinds` are compared with in a counted record.
enum class CountBy { kPenaltyKinds, kMeasures, kOutcome, kCategory };
/// The unit in which a layout prints money. Inside it is always 分.
enum class MoneyUnit { kYuan, kWan };

/// Money printed with a table or with one of its columns: the label in the head and what adds up.
/// All of it is what the decision says, not what was collected (domain.md 2.3, note 6).
struct AmountColumn {
  std::string label;
  bool fine = false;
  bool confiscated = false;
  bool amount = false;
  bool printed() const { return !label.empty(); }
};

/// One column of a statutory table.
struct AnnualColumn {
  std::string id;     ///< stable, used in --json and CSV
  std::string label;  ///< as printed
  std::string group;  ///< heading over neighbouring columns that share it; may be empty
  std::string unit;   ///< 宗, 件, 次
  std::vector<std::string> kinds;    ///< values that put a record here; "" is a value left out
  std::set<std::string> categories;  ///< of the table's categories, those that can land here
  bool rest = false;                 ///< takes records of its categories that name no other kind
  bool declared = false;  ///< told by the agency (申请数量), not counted from records
  AmountColumn amount;    ///< money printed beside this column's count
};

struct AnnualTable {
  std::string id;     ///< penalty, permit, coercion, other
  std::string title;  ///< 行政处罚实施情况统计表
  std::string unit;   ///< 宗 or 件
  CountBy by = CountBy::kPenaltyKinds;
  std::set<std::string> categories;
  std::vector<AnnualColumn> columns;
  std::vector<size_t> weight;  ///< per column: its place in `severity`, light to heavy
  std::string total_label;     ///< 合计; empty where no total is printed
  AmountColumn amount;
  std::vector<std::string> notes;  ///< printed under the table

  bool has_money() const;
};

/// The tables one kind of agency prints, read from `annual/<id>.json`. Columns, the order of
/// severity, units and printed notes are data, because they differ from province to province
/// (domain.md 2.2–2.6).
struct AnnualLayout {
  std::string id;
  std::string title;  ///< 行政执法统计年报
  MoneyUnit money = MoneyUnit::kWan;
  std::vector<AnnualTable> tables;

  std::string money_unit() const { return money == MoneyUnit::kWan ? "万元" : "元"; }
  std::string money_text(int64_t fen) const;  ///< without thousands commas, zeros trimmed
};

/// Reads a layout. The schema is strict: an unknown key, a kind in two columns, a severity that
/// forgets a column or a category without a column for the rest is `bad_config`.
Result<AnnualLayout> read_layout(const Json& json, const std::string& where);

/// Which layout an agency prints: its own `annual_layout`, else the site's.
class LayoutBook {
 public:
  /// Reads every layout of the site; the site's default must be among them.
  static Result<LayoutBook> of(const Site& site);

  /// An agency that names a layout the site does not have gets the site's default.
  void choose(const std::string& agency, const std::string& layout);
  const AnnualLayout& layout(const std::string& agency) const;
  const AnnualLayout& site_layout() const { return layouts_.at(default_); }

 private:
  std::map<std::string, AnnualLayout> layouts_;
  std::map<std::string, std::string> own_;
  std::string default_;
};

}  // namespace gongshi
