#include "report/annual_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/money.h"

namespace gongshi {
namespace {

/// tables[0].columns[2].kinds as a JSON pointer; the whole file is /.
std::string pointer_of(const std::string& at) {
  std::string out = "/";
  for (const char c : at == "内容" || at.starts_with("内容.") ? at.substr(std::min(at.size(), std::string_view("内容.").size())) : at)
    if (c == '.' || c == '[') out += '/';
    else if (c != ']') out += c;
  return out;
}

/// Collects the mistakes of one layout; the first is reported with the place it stands at.
class LayoutReader {
 public:
  explicit LayoutReader(std::string where) : where_(std::move(where)) {}

  Result<AnnualLayout> layout(const Json& json);

 private:
  void keys(const Json& object, const std::string& at, std::initializer_list<const char*> allowed);
  std::string text(const Json& object, const std::string& key, const std::string& at, bool needed);
  std::vector<std::string> texts(const Json& object, const std::string& key, const std::string& at);
  bool flag(const Json& object, const std::string& key, const std::string& at);
  const Json& list(const Json& object, const std::string& key, const std::string& at);
  AmountColumn amount(const Json& object, const std::string& at);
  AnnualColumn column(const Json& json, const AnnualTable& table, const std::string& at);
  AnnualTable table(const Json& json, const std::string& at);
  void order(const std::vector<std::string>& severity, AnnualTable& table, const std::string& at);
  void check_kinds(const AnnualTable& table, const std::string& at);
  void wrong(const std::string& at, const std::string& what) {
    if (!problem_.empty()) return;
    problem_ = fmt::format("年报版式的 {} {}", at, what);
    pointer_ = pointer_of(at);
  }

  std::string where_;
  std::string problem_;
  std::string pointer_;  ///< where it stands: /tables/0/columns
};

void LayoutReader::keys(const Json& object, const std::string& at,
                        std::initializer_list<const char*> allowed) {
  if (!object.is_object()) return wrong(at, "应当是对象。");
  for (const auto& item : object.items())
    if (std::find(allowed.begin(), allowed.end(), item.key()) == allowed.end())
      wrong(at, fmt::format("有不认识的键“{}”。", item.key()));
}

std::string LayoutReader::text(const Json& object, const std::string& key, const std::string& at,
                               bool needed) {
  const Json* value = find_at(object, key);
  if (value != nullptr && value->is_string()) return value->get<std::string>();
  if (value != nullptr || needed) wrong(at + "." + key, "应当是文字。");
  return "";
}

std::vector<std::string> LayoutReader::texts(const Json& object, const std::string& key,
                                             const std::string& at) {
  std::vector<std::string> out;
  for (const Json& value : list(object, key, at)) {
    if (value.is_string())
      out.push_back(value.get<std::string>());
    else
      wrong(at + "." + key, "应当是文字的列表。");
  }
  return out;
}

bool LayoutReader::flag(const Json& object, const std::string& key, const std::string& at) {
  const Json* value = find_at(object, key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) wrong(at + "." + key, "应当是 true 或者 false。");
  return value->is_boolean() && value->get<bool>();
}

const Json& LayoutReader::list(const Json& object, const std::string& key, const std::string& at) {
  static const Json kNone = Json::array();
  const Json* value = find_at(object, key);
  if (value == nullptr) return kNone;
  if (value->is_array()) return *value;
  wrong(at + "." + key, "应当是列表。");
  return kNone;
}

AmountColumn LayoutReader::amount(const Json& object, const std::string& at) {
  AmountColumn out;
  const Json* json = find_at(object, "amount");
  if (json == nullptr) return out;
  const std::string here = at + ".amount";
  keys(*json, here, {"label", "of"});
  out.label = text(*json, "label", here, true);
  for (const std::string& part : texts(*json, "of", here)) {
    if (part == "fine")
      out.fine = true;
    else if (part == "confiscated")
      out.confiscated = true;
    else if (part == "amount")
      out.amount = true;
    else
      wrong(here + ".of", "只能是 fine、confiscated、amount。");
  }
  if (!out.fine && !out.confiscated && !out.amount) wrong(here + ".of", "不能为空。");
  return out;
}

AnnualColumn LayoutReader::column(const Json& json, const AnnualTable& table,
                                  const std::string& at) {
  keys(json, at,
       {"id", "label", "group", "unit", "kinds", "categories", "rest", "declared", "amount"});
  AnnualColumn out;
  out.id = text(json, "id", at, true);
  out.label = text(json, "label", at, true);
  out.group = text(json, "group", at, false);
  out.unit = text(json, "unit", at, false);
  if (out.unit.empty()) out.unit = table.unit;
  out.kinds = texts(json, "kinds", at);
  for (const std::string& category : texts(json, "categories", at)) {
    if (table.categories.count(category) == 0) wrong(at + ".categories", "不在本表的类别之中。");
    out.categories.insert(category);
  }
  if (out.categories.empty()) out.categories = table.categories;
  if (table.by == CountBy::kCategory) out.categories = {out.kinds.begin(), out.kinds.end()};
  out.rest = flag(json, "rest", at);
  out.declared = flag(json, "declared", at);
  out.amount = amount(json, at);
  if (out.declared == (out.rest || !out.kinds.empty()))
    wrong(at, "应当有 kinds 或者 rest，或者 declared 为 true，不能兼有。");
  return out;
}

void LayoutReader::order(const std::vector<std::string>& severity, AnnualTable& table,
                         const std::string& at) {
  std::set<std::string> known;
  for (const AnnualColumn& column : table.columns) {
    if (!known.insert(column.id).second) wrong(at, "有两列用同一个 id“" + column.id + "”。");
    const auto place = std::find(severity.begin(), severity.end(), column.id);
    if (place == severity.end() && !column.declared && !severity.empty())
      wrong(at + ".severity", "漏了“" + column.id + "”。");
    table.weight.push_back(static_cast<size_t>(place - severity.begin()));
  }
  for (const std::string& id : severity)
    if (known.count(id) == 0) wrong(at + ".severity", "有不认识的列“" + id + "”。");
}

void LayoutReader::check_kinds(const AnnualTable& table, const std::string& at) {
  std::set<std::pair<std::string, std::string>> taken;
  std::set<std::string> caught;
  for (const AnnualColumn& column : table.columns) {
    for (const std::string& category : column.categories) {
      if (column.rest && !caught.insert(category).second)
        wrong(at, "有两列都收容“" + category + "”的其余情形。");
      for (const std::string& kind : column.kinds)
        if (!taken.insert({category, kind}).second) wrong(at, "“" + kind + "”出现在两列。");
    }
    if (table.by == CountBy::kCategory) caught.insert(column.kinds.begin(), column.kinds.end());
  }
  for (const std::string& category : table.categories)
    if (caught.count(category) == 0) wrong(at, "没有一列收容“" + category + "”的其余情形。");
}

AnnualTable LayoutReader::table(const Json& json, const std::string& at) {
  static const std::map<std::string, CountBy> kBy = {{"penalty_kinds", CountBy::kPenaltyKinds},
                                                     {"measures", CountBy::kMeasures},
                                                     {"outcome", CountBy::kOutcome},
                                                     {"category", CountBy::kCategory}};
  keys(json, at,
       {"id", "title", "unit", "by", "categories", "columns", "severity", "total", "amount",
        "notes"});
  AnnualTable out;
  out.id = text(json, "id", at, true);
  out.title = text(json, "title", at, true);
  out.unit = text(json, "unit", at, true);
  const auto by = kBy.find(text(json, "by", at, true));
  if (by == kBy.end())
    wrong(at + ".by", "只能是 penalty_kinds、measures、outcome、category。");
  else
    out.by = by->second;
  for (const std::string& category : texts(json, "categories", at)) out.categories.insert(category);
  size_t n = 0;
  for (const Json& column_json : list(json, "columns", at))
    out.columns.push_back(column(column_json, out, fmt::format("{}.columns[{}]", at, n++)));
  if (out.columns.empty()) wrong(at + ".columns", "不能为空。");
  order(texts(json, "severity", at), out, at);
  check_kinds(out, at);
  out.total_label = text(json, "total", at, false);
  out.amount = amount(json, at);
  out.notes = texts(json, "notes", at);
  return out;
}

Result<AnnualLayout> LayoutReader::layout(const Json& json) {
  keys(json, "内容", {"id", "title", "money", "tables"});
  AnnualLayout out;
  out.id = text(json, "id", "内容", true);
  out.title = text(json, "title", "内容", true);
  const std::string money = text(json, "money", "内容", true);
  if (money != "元" && money != "万元") wrong("money", "只能是“元”或者“万元”。");
  out.money = money == "元" ? MoneyUnit::kYuan : MoneyUnit::kWan;
  std::set<std::string> ids;
  size_t n = 0;
  for (const Json& table_json : list(json, "tables", "内容")) {
    out.tables.push_back(table(table_json, fmt::format("tables[{}]", n++)));
    if (!ids.insert(out.tables.back().id).second) wrong("tables", "有两张表用同一个 id。");
  }
  if (out.tables.empty()) wrong("tables", "不能为空。");
  if (!problem_.empty()) return Error{"bad_config", problem_, where_ + "#" + pointer_};
  return out;
}

}  // namespace

bool AnnualTable::has_money() const {
  return amount.printed() || std::any_of(columns.begin(), columns.end(),
                                         [](const AnnualColumn& c) { return c.amount.printed(); });
}

std::string AnnualLayout::money_text(int64_t fen) const {
  return money == MoneyUnit::kWan ? wan_text(fen) : yuan_plain(fen);
}

Result<AnnualLayout> read_layout(const Json& json, const std::string& where) {
  return LayoutReader(where).layout(json);
}

Result<LayoutBook> LayoutBook::of(const Site& site) {
  LayoutBook book;
  for (const auto& [id, json] : site.annual_layouts) {
    auto layout = read_layout(json, "annual/" + id + ".json");
    if (!layout) return site.located(layout.error());
    if (layout->id != id)
      return site.located({"bad_config", "年报版式的 id 应当与文件名相同。", "annual/" + id + ".json#/id"});
    book.layouts_.emplace(id, std::move(*layout));
  }
  book.default_ = site.config.annual_layout;
  if (book.layouts_.count(book.default_) == 0)
    return Error{"bad_config",
                 "没有年报版式“" + book.default_ + "”。请改 annual_layout 或者补上版式文件。",
                 "site.json"};
  return book;
}

void LayoutBook::choose(const std::string& agency, const std::string& layout) {
  if (layouts_.count(layout) > 0) own_[agency] = layout;
}

const AnnualLayout& LayoutBook::layout(const std::string& agency) const {
  const auto own = own_.find(agency);
  return layouts_.at(own == own_.end() ? default_ : own->second);
}

}  // namespace gongshi
