#include "night/told_figures.h"

#include "base/money.h"
#include "report/annual_declared.h"

namespace gongshi {
namespace {

/// The row as a line of declared.jsonl; without its value where the feed has it no more.
Json line_of(const Record& record) {
  const Json& fields = record.fields;
  Json line = {{"agency", record.agency}, {"by", text_at(fields, "by")}, {"table", text_at(fields, "table")}};
  if (text_at(fields, "by").empty()) line["by"] = "数据来源 " + record.feed;
  for (const char* name : {"year", "quarter", "unit"})
    if (const Json* value = find_at(fields, name)) line[name] = *value;
  const std::string column = text_at(fields, "column");
  if (column == "amount") line["amount"] = yuan_plain(find_at(fields, "amount")->get<Fen>());
  else if (column == "total") line["total"] = *find_at(fields, "n");
  else line["cells"] = {{column, *find_at(fields, "n")}};
  return line;
}

Json without_value(Json line) {
  for (const char* name : {"amount", "total"})
    if (line.contains(name)) line[name] = nullptr;
  if (line.contains("cells"))
    for (auto& value : line["cells"]) value = nullptr;
  return line;
}

}  // namespace

std::optional<RejectedRow> undeclarable(const LayoutBook& layouts, const Record& record) {
  const Declarable told = declarable(layouts, text_at(record.fields, "table"), text_at(record.fields, "column"));
  if (told == Declarable::kYes) return std::nullopt;
  const bool table = told == Declarable::kNoTable;
  RejectedRow row;
  row.reason = "bad_value";
  row.feed = record.feed;
  row.dataset = record.dataset;
  row.agency = record.agency;
  row.id = record.id;
  row.row = record.row;
  row.column = table ? "table" : "column";
  row.text = table ? "年报的版式里没有这张表" : "年报的版式里没有这一列，或者这一列不由机关报送";
  row.mend = table ? "请填写表的代码，如 penalty、permit。" : "请填写列的代码，如 applied；合计写 total，金额写 amount。";
  row.digest = record.digest;
  return row;
}

Result<ToldFigures> ToldFigures::load(Registry& registry, Date as_of) {
  ToldFigures out(registry, as_of);
  GONGSHI_ASSIGN(auto told, registry.told());
  for (KnownTold& one : told) out.latest_.insert_or_assign(one.key, one);  // by day: the last stays
  return out;
}

Result<ToldFigures::Outcome> ToldFigures::take(const std::string& key, const Record& record, const std::string& digest) {
  const auto at = latest_.find(key);
  const bool known = at != latest_.end() && !at->second.digest.empty();
  if (known && at->second.digest == digest && at->second.feed == record.feed) return Outcome::kSame;
  KnownTold told{key, record.feed, record.agency, as_of_.iso(), digest, canonical(line_of(record))};
  GONGSHI_TRY(registry_->tell(told));
  latest_.insert_or_assign(key, std::move(told));
  return known ? Outcome::kChanged : Outcome::kFresh;
}

Result<bool> ToldFigures::forget(const std::string& key) {
  const auto at = latest_.find(key);
  if (at == latest_.end() || at->second.digest.empty()) return false;
  KnownTold& told = at->second;
  told.on = as_of_.iso();
  told.digest.clear();
  told.line = canonical(without_value(Json::parse(told.line)));
  GONGSHI_TRY(registry_->tell(told));
  return true;
}

std::map<std::string, std::string> ToldFigures::standing() const {
  std::map<std::string, std::string> out;
  for (const auto& [key, told] : latest_)
    if (!told.digest.empty()) out.emplace(key, told.feed);
  return out;
}

const std::string* ToldFigures::feed_of(const std::string& key) const {
  const auto at = latest_.find(key);
  return at == latest_.end() || at->second.digest.empty() ? nullptr : &at->second.feed;
}

}  // namespace gongshi
