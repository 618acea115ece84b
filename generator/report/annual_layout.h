#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// What the words of a column's `kinds` are compared with in a counted record.
enum class CountBy { kKinds, kMeasures, kOutcome, kCategory, kNothing };
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

/// Where a column's number comes from.
enum class ColumnRole {
  kCounted,   ///< a record counts in exactly one of these; they add up to the total
  kBeside,    ///< counted as well, beside the sum (简易程序数量): every record that meets `when`
  kDeclared,  ///< told by the agency (申请数量), never counted
  kField,     ///< a number of the agency's own published record (staff)
  kRate,      ///< percent of two other columns of the table (持证率)
};

/// Conditions of a column beside the sum, all of which must hold; an empty list asks for nothing.
struct CountCondition {
  std::vector<std::string> procedure, circumstance, outcome;
  bool empty() const { return procedure.empty() && circumstance.empty() && outcome.empty(); }
};

/// One column of a statutory table.
struct AnnualColumn {
  std::string id;     ///< stable, used in --json and CSV
  std::string label;  ///< as printed
  std::string group;  ///< heading over neighbouring columns that share it; may be empty
  std::string unit;   ///< 宗, 件, 次
  ColumnRole role = ColumnRole::kCounted;
  std::vector<std::string> kinds;    ///< values that put a record here; "" is a value left out
  std::set<std::string> categories;  ///< of the table's categories, those that can land here
  bool rest = false;                 ///< takes records of its categories that name no other kind
  std::vector<std::string> without;  ///< outcomes whose records count nowhere (`followed`)
  CountCondition when;               ///< of kBeside
  std::string field;                 ///< of kField
  std::pair<std::string, std::string> rate;  ///< of kRate: column over column
  AmountColumn amount;                       ///< money printed beside this column's count

  bool counted() const { return role == ColumnRole::kCounted; }
};

struct AnnualTable {
  std::string id;     ///< penalty, permit, coercion, other, …
  std::string title;  ///< 行政处罚实施情况统计表
  std::string unit;   ///< 宗 or 件
  CountBy by = CountBy::kKinds;
  std::set<std::string> categories;
  std::string duty;  ///< of the category's two halves the one it is about (征收, 征用), or empty
  std::vector<AnnualColumn> columns;
  std::vector<size_t> weight;  ///< per column: its place in `severity`, light to heavy
  std::string total_label;     ///< 合计; empty where no total is printed
  AmountColumn amount;
  std::vector<std::string> notes;  ///< printed under the table
  bool optional = true;     ///< left out where the agency has no such duty; numbering closes up
  bool per_unit = false;    ///< one row for the agency and each organisation it entrusts, and 合计
  bool serial = false;      ///< 序号 before the unit's name

  bool has_money() const;
  bool about_agency() const { return by == CountBy::kNothing; }  ///< 持证率: no records counted
};

/// 第一部分, 第二部分: what a report consists of, in the order it is printed.
struct AnnualPart {
  std::string id;     ///< tables, narrative
  std::string title;  ///< may be empty
};

/// The tables one kind of agency prints, read from `annual/<id>.json`. Columns, the order of
/// severity, units, printed notes and the order of parts are data, because they differ from province
/// to province (domain.md 2.2–2.7). docs/annual.md explains every key.
struct AnnualLayout {
  std::string id;
  std::string title;  ///< 行政执法统计年报
  MoneyUnit money = MoneyUnit::kWan;
  int decimals = 0;  ///< printed at least; more where the exact amount needs them, never rounded
  std::vector<AnnualPart> parts;
  std::string narrative;  ///< the section set drafts begin with: narratives/<name>.md
  std::vector<AnnualTable> tables;

  std::string money_unit() const { return money == MoneyUnit::kWan ? "万元" : "元"; }
  std::string money_text(int64_t fen) const;  ///< without thousands commas
};

/// Every key a layout, a part, a table, a column, an amount and a condition may have; the
/// documentation is checked against it.
const std::map<std::string, std::vector<std::string>>& layout_keys();

/// Reads a layout. The schema is strict: an unknown key, a kind in two columns, a severity that
/// forgets a column or a category without a column for the rest is `bad_config`.
Result<AnnualLayout> read_layout(const Json& json, const std::string& where);
/// All mistakes of a layout, each with the place it stands at; empty for one that can be read.
std::vector<Error> layout_mistakes(const Json& json, const std::string& where);

/// A layout that `extends` another one, with that one's keys under its own: tables are joined by id,
/// tables and columns named in `without` leave. Errors `bad_config`: nobody knows the other one, it
/// extends in a circle, or `without` names what is not there.
Result<Json> extended_layout(const std::map<std::string, Json>& layouts, const std::string& id);

/// All mistakes of the layout in `annual/<id>.json`, what it extends included, at their places in that file.
std::vector<Error> layout_mistakes(const std::map<std::string, Json>& layouts, const std::string& id);

/// Which layout an agency prints: its own `annual_layout`, else the site's.
class LayoutBook {
 public:
  /// Reads every layout of the site; the site's default must be among them.
  static Result<LayoutBook> of(const Site& site);

  /// An agency that names a layout the site does not have gets the site's default.
  void choose(const std::string& agency, const std::string& layout);
  const AnnualLayout& layout(const std::string& agency) const;
  const AnnualLayout& site_layout() const { return layouts_.at(default_); }
  const std::map<std::string, AnnualLayout>& all() const { return layouts_; }
  /// By its id, or nullptr.
  const AnnualLayout* find(const std::string& id) const;

 private:
  std::map<std::string, AnnualLayout> layouts_;
  std::map<std::string, std::string> own_;
  std::string default_;
};

}  // namespace gongshi
