#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/annual_layout.h"

namespace gongshi {
namespace {

/// A place in the layout: how a sentence names it (tables[0].columns[2]) and as a JSON pointer.
struct Place {
  std::string said, pointer;
  Place in(const std::string& key) const {
    return {said.empty() ? key : said + "." + key, pointer + "/" + key};
  }
  Place at(size_t index) const {
    return {fmt::format("{}[{}]", said, index), fmt::format("{}/{}", pointer, index)};
  }
};

/// Reads one layout and collects all its mistakes.
class LayoutReader {
 public:
  explicit LayoutReader(std::string where) : where_(std::move(where)) {}

  AnnualLayout layout(const Json& json);
  const std::vector<Error>& mistakes() const { return mistakes_; }

 private:
  void wrong(const Place& place, const std::string& what) {
    mistakes_.push_back({"bad_config",
                         fmt::format("年报版式的 {} {}", place.said.empty() ? "内容" : place.said, what),
                         where_ + "#" + (place.pointer.empty() ? "/" : place.pointer)});
  }
  bool keys(const Json& object, const Place& place, const char* kind);
  std::string text(const Json& object, const std::string& key, const Place& place, bool needed = false);
  std::vector<std::string> texts(const Json& object, const std::string& key, const Place& place);
  bool flag(const Json& object, const std::string& key, const Place& place, bool otherwise = false);
  const Json& list(const Json& object, const std::string& key, const Place& place);
  AmountColumn amount(const Json& object, const Place& place);
  CountCondition condition(const Json& object, const Place& place);
  ColumnRole role(const Json& json, const Place& place);
  AnnualColumn column(const Json& json, const AnnualTable& table, const Place& place);
  AnnualTable table(const Json& json, const Place& place);
  AnnualPart part(const Json& json, const Place& place);
  void order(const Json& json, AnnualTable& table, const Place& place);
  void check_kinds(const AnnualTable& table, const Place& place);
  void check_rates(const AnnualTable& table, const Place& place);

  std::string where_;
  std::vector<Error> mistakes_;
};

bool LayoutReader::keys(const Json& object, const Place& place, const char* kind) {
  if (!object.is_object()) {
    wrong(place, "应当是对象。");
    return false;
  }
  const std::vector<std::string>& allowed = layout_keys().at(kind);
  for (const auto& [key, value] : object.items())
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      wrong(place.in(key), "是不认识的键，请检查拼写。");
  return true;
}

std::string LayoutReader::text(const Json& object, const std::string& key, const Place& place,
                               bool needed) {
  const Json* value = find_at(object, key);
  if (value != nullptr && value->is_string()) return value->get<std::string>();
  if (value != nullptr || needed) wrong(place.in(key), "应当是文字。");
  return "";
}

std::vector<std::string> LayoutReader::texts(const Json& object, const std::string& key,
                                             const Place& place) {
  std::vector<std::string> out;
  for (const Json& value : list(object, key, place)) {
    if (value.is_string())
      out.push_back(value.get<std::string>());
    else
      wrong(place.in(key), "应当是文字的列表。");
  }
  return out;
}

bool LayoutReader::flag(const Json& object, const std::string& key, const Place& place,
                        bool otherwise) {
  const Json* value = find_at(object, key);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean()) wrong(place.in(key), "应当是 true 或者 false。");
  return value->is_boolean() ? value->get<bool>() : otherwise;
}

const Json& LayoutReader::list(const Json& object, const std::string& key, const Place& place) {
  static const Json kNone = Json::array();
  const Json* value = find_at(object, key);
  if (value == nullptr) return kNone;
  if (value->is_array()) return *value;
  wrong(place.in(key), "应当是列表。");
  return kNone;
}

AmountColumn LayoutReader::amount(const Json& object, const Place& place) {
  AmountColumn out;
  const Json* json = find_at(object, "amount");
  if (json == nullptr) return out;
  const Place here = place.in("amount");
  if (!keys(*json, here, "amount")) return out;
  out.label = text(*json, "label", here, true);
  for (const std::string& part : texts(*json, "of", here)) {
    if (part == "fine")
      out.fine = true;
    else if (part == "confiscated")
      out.confiscated = true;
    else if (part == "amount")
      out.amount = true;
    else
      wrong(here.in("of"), "只能是 fine、confiscated、amount。");
  }
  if (!out.fine && !out.confiscated && !out.amount) wrong(here.in("of"), "不能为空。");
  return out;
}

CountCondition LayoutReader::condition(const Json& object, const Place& place) {
  CountCondition out;
  const Json* json = find_at(object, "when");
  if (json == nullptr || !keys(*json, place.in("when"), "when")) return out;
  out.procedure = texts(*json, "procedure", place.in("when"));
  out.circumstance = texts(*json, "circumstance", place.in("when"));
  out.outcome = texts(*json, "outcome", place.in("when"));
  if (out.empty()) wrong(place.in("when"), "不能为空。");
  return out;
}

/// Exactly one of the ways in which a column gets its number.
ColumnRole LayoutReader::role(const Json& json, const Place& place) {
  std::vector<ColumnRole> roles;
  if (!texts(json, "kinds", place).empty() || flag(json, "rest", place))
    roles.push_back(ColumnRole::kCounted);
  if (json.contains("when")) roles.push_back(ColumnRole::kBeside);
  if (flag(json, "declared", place)) roles.push_back(ColumnRole::kDeclared);
  if (json.contains("field")) roles.push_back(ColumnRole::kField);
  if (json.contains("rate")) roles.push_back(ColumnRole::kRate);
  if (roles.size() != 1)
    wrong(place, "应当有 kinds 或者 rest，或者 when、declared、field、rate 之一，不能兼有。");
  return roles.empty() ? ColumnRole::kDeclared : roles.front();
}

AnnualColumn LayoutReader::column(const Json& json, const AnnualTable& table, const Place& place) {
  AnnualColumn out;
  if (!keys(json, place, "column")) return out;
  out.id = text(json, "id", place, true);
  out.label = text(json, "label", place, true);
  out.group = text(json, "group", place);
  out.unit = text(json, "unit", place);
  if (out.unit.empty()) out.unit = table.unit;
  out.role = role(json, place);
  out.kinds = texts(json, "kinds", place);
  for (const std::string& category : texts(json, "categories", place)) {
    if (table.categories.count(category) == 0)
      wrong(place.in("categories"), "不在本表的类别之中。");
    out.categories.insert(category);
  }
  if (out.categories.empty()) out.categories = table.categories;
  if (table.by == CountBy::kCategory && out.counted())
    out.categories = {out.kinds.begin(), out.kinds.end()};
  out.rest = flag(json, "rest", place);
  out.without = texts(json, "without", place);
  out.when = condition(json, place);
  out.field = text(json, "field", place);
  if (out.role == ColumnRole::kRate) {
    const std::vector<std::string> rate = texts(json, "rate", place);
    if (rate.size() == 2)
      out.rate = {rate[0], rate[1]};
    else
      wrong(place.in("rate"), "应当是两列的 id，如 [\"certified\", \"staff\"]。");
  }
  out.amount = amount(json, place);
  return out;
}

void LayoutReader::order(const Json& json, AnnualTable& table, const Place& place) {
  const std::vector<std::string> severity = texts(json, "severity", place);
  std::set<std::string> known;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const AnnualColumn& column = table.columns[i];
    if (!known.insert(column.id).second)
      wrong(place.in("columns").at(i), "与另一列同用 id“" + column.id + "”。");
    const auto at = std::find(severity.begin(), severity.end(), column.id);
    if (at == severity.end() && column.counted() && !severity.empty())
      wrong(place.in("severity"), "漏了“" + column.id + "”。");
    table.weight.push_back(static_cast<size_t>(at - severity.begin()));
  }
  for (const std::string& id : severity)
    if (known.count(id) == 0) wrong(place.in("severity"), "有不认识的列“" + id + "”。");
}

void LayoutReader::check_kinds(const AnnualTable& table, const Place& place) {
  std::set<std::pair<std::string, std::string>> taken;
  std::set<std::string> caught;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const AnnualColumn& column = table.columns[i];
    if (!column.counted()) continue;
    const Place here = place.in("columns").at(i);
    for (const std::string& category : column.categories) {
      if (column.rest && !caught.insert(category).second)
        wrong(here, "与另一列都收容“" + category + "”的其余情形。");
      for (const std::string& kind : column.kinds)
        if (!taken.insert({category, kind}).second)
          wrong(here.in("kinds"), "里的“" + kind + "”另一列已经有了。");
    }
    if (table.by == CountBy::kCategory) caught.insert(column.kinds.begin(), column.kinds.end());
  }
  for (const std::string& category : table.categories)
    if (caught.count(category) == 0 && table.duty.empty() && !table.about_agency())
      wrong(place, "没有一列收容“" + category + "”的其余情形。");
}

void LayoutReader::check_rates(const AnnualTable& table, const Place& place) {
  const auto known = [&](const std::string& id) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const AnnualColumn& column) {
      return column.id == id && column.role != ColumnRole::kRate;
    });
  };
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const AnnualColumn& column = table.columns[i];
    if (column.role == ColumnRole::kRate && (!known(column.rate.first) || !known(column.rate.second)))
      wrong(place.in("columns").at(i).in("rate"), "要写本表另外两列的 id。");
    if (table.about_agency() && column.counted())
      wrong(place.in("columns").at(i), "不能有 kinds 或者 rest，本表不从记录统计。");
  }
}

AnnualTable LayoutReader::table(const Json& json, const Place& place) {
  static const std::map<std::string, CountBy> kBy = {
      {"penalty_kinds", CountBy::kKinds}, {"kinds", CountBy::kKinds},
      {"measures", CountBy::kMeasures},   {"outcome", CountBy::kOutcome},
      {"category", CountBy::kCategory},   {"agency", CountBy::kNothing}};
  AnnualTable out;
  if (!keys(json, place, "table")) return out;
  out.id = text(json, "id", place, true);
  // The id becomes part of a file's name on the site.
  if (out.id.empty() || out.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
    wrong(place.in("id"), "只能用小写字母、数字和下划线。");
  out.title = text(json, "title", place, true);
  out.unit = text(json, "unit", place, true);
  const auto by = kBy.find(text(json, "by", place, true));
  if (by == kBy.end())
    wrong(place.in("by"), "只能是 penalty_kinds、kinds、measures、outcome、category、agency。");
  else
    out.by = by->second;
  for (const std::string& category : texts(json, "categories", place)) out.categories.insert(category);
  out.duty = text(json, "duty", place);
  size_t n = 0;
  for (const Json& column_json : list(json, "columns", place))
    out.columns.push_back(column(column_json, out, place.in("columns").at(n++)));
  if (out.columns.empty()) wrong(place.in("columns"), "不能为空。");
  order(json, out, place);
  check_kinds(out, place);
  check_rates(out, place);
  out.total_label = text(json, "total", place);
  out.amount = amount(json, place);
  out.notes = texts(json, "notes", place);
  out.optional = flag(json, "optional", place, true);
  out.per_unit = flag(json, "per_unit", place);
  out.serial = flag(json, "serial", place);
  return out;
}

AnnualPart LayoutReader::part(const Json& json, const Place& place) {
  AnnualPart out;
  if (!keys(json, place, "part")) return out;
  out.id = text(json, "id", place, true);
  out.title = text(json, "title", place);
  if (out.id != "tables" && out.id != "narrative")
    wrong(place.in("id"), "只能是 tables 或者 narrative。");
  return out;
}

AnnualLayout LayoutReader::layout(const Json& json) {
  const Place top;
  AnnualLayout out;
  if (!keys(json, top, "layout")) return out;
  out.id = text(json, "id", top, true);
  out.title = text(json, "title", top, true);
  const std::string money = text(json, "money", top, true);
  if (money != "元" && money != "万元") wrong(top.in("money"), "只能是“元”或者“万元”。");
  out.money = money == "元" ? MoneyUnit::kYuan : MoneyUnit::kWan;
  const Json decimals = json.value("decimals", Json(0));
  const int most = out.money == MoneyUnit::kWan ? 6 : 2;
  if (!decimals.is_number_integer() || decimals < 0 || decimals > most)
    wrong(top.in("decimals"), fmt::format("应当是 0 到 {} 的整数。", most));
  else
    out.decimals = decimals.get<int>();
  size_t n = 0;
  for (const Json& one : list(json, "parts", top)) out.parts.push_back(part(one, top.in("parts").at(n++)));
  if (out.parts.empty()) out.parts = {{"tables", ""}, {"narrative", ""}};
  const bool has_tables = std::any_of(out.parts.begin(), out.parts.end(),
                                      [](const AnnualPart& one) { return one.id == "tables"; });
  if (!has_tables || (out.parts.size() == 2 && out.parts[0].id == out.parts[1].id) || out.parts.size() > 2)
    wrong(top.in("parts"), "要有 tables，至多再有 narrative。");
  out.narrative = text(json, "narrative", top);
  std::set<std::string> ids;
  n = 0;
  for (const Json& one : list(json, "tables", top)) {
    const Place place = top.in("tables").at(n++);
    out.tables.push_back(table(one, place));
    if (!ids.insert(out.tables.back().id).second) wrong(place, "与另一张表用同一个 id。");
  }
  if (out.tables.empty()) wrong(top.in("tables"), "不能为空。");
  return out;
}

}  // namespace

const std::map<std::string, std::vector<std::string>>& layout_keys() {
  static const std::map<std::string, std::vector<std::string>> keys = {
      {"layout", {"id", "title", "money", "decimals", "parts", "narrative", "tables"}},
      {"part", {"id", "title"}},
      {"table",
       {"id", "title", "unit", "by", "categories", "duty", "columns", "severity", "total", "amount",
        "notes", "optional", "per_unit", "serial"}},
      {"column",
       {"id", "label", "group", "unit", "kinds", "categories", "rest", "without", "when", "declared",
        "field", "rate", "amount"}},
      {"amount", {"label", "of"}},
      {"when", {"procedure", "circumstance", "outcome"}},
  };
  return keys;
}

Result<AnnualLayout> read_layout(const Json& json, const std::string& where) {
  LayoutReader reader(where);
  AnnualLayout layout = reader.layout(json);
  if (!reader.mistakes().empty()) return reader.mistakes().front();
  return layout;
}

std::vector<Error> layout_mistakes(const Json& json, const std::string& where) {
  LayoutReader reader(where);
  (void)reader.layout(json);
  return reader.mistakes();
}

}  // namespace gongshi
