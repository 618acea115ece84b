#include <algorithm>
#include <set>

#include "base/json_lines.h"
#include "report/annual_layout.h"

namespace gongshi {
namespace {

std::string file_of(const std::string& id) { return "annual/" + id + ".json"; }

Json* by_id(Json& list, const std::string& id) {
  if (!list.is_array()) return nullptr;
  for (Json& entry : list)
    if (text_at(entry, "id") == id) return &entry;
  return nullptr;
}

bool leaves(Json& list, const std::string& id) {
  if (!list.is_array()) return false;
  const auto gone = std::remove_if(list.begin(), list.end(), [&](const Json& entry) {
    return entry.is_string() ? entry.get<std::string>() == id : text_at(entry, "id") == id;
  });
  const bool found = gone != list.end();
  list.erase(gone, list.end());
  return found;
}

/// Takes `penalty` or `penalty/detention` out; false where there is no such table or column.
bool take_out(Json& layout, const std::string& name) {
  const size_t slash = name.find('/');
  if (slash == std::string::npos) return leaves(layout["tables"], name);
  Json* table = by_id(layout["tables"], name.substr(0, slash));
  if (table == nullptr || !table->contains("columns")) return false;
  const std::string column = name.substr(slash + 1);
  if (table->contains("severity")) (void)leaves((*table)["severity"], column);
  return leaves((*table)["columns"], column);
}

void join_tables(Json& layout, const Json& own) {
  if (!own.is_array()) {
    layout["tables"] = own;
    return;
  }
  for (const Json& table : own) {
    Json* base = by_id(layout["tables"], text_at(table, "id"));
    if (base == nullptr)
      layout["tables"].push_back(table);
    else if (table.is_object())
      base->update(table);
  }
}

Result<Json> extended(const std::map<std::string, Json>& layouts, const std::string& id,
                      std::set<std::string>& seen) {
  const Json& own = layouts.at(id);
  if (!own.is_object() || !own.contains("extends")) return own;
  const std::string base = text_at(own, "extends");
  const std::string place = inside(file_of(id), "extends");
  if (layouts.count(base) == 0)
    return Error{"bad_config", "没有年报版式“" + base + "”，extends 要写一个有的版式。", place};
  if (!seen.insert(id).second)
    return Error{"bad_config", "年报版式的 extends 绕成了一圈。", place};
  GONGSHI_ASSIGN(Json layout, extended(layouts, base, seen));
  for (const auto& [key, value] : own.items()) {
    if (key == "tables")
      join_tables(layout, value);
    else if (key != "extends" && key != "without")
      layout[key] = value;
  }
  const Json without = own.value("without", Json::array());
  for (size_t i = 0; i < without.size(); ++i)
    if (!without[i].is_string() || !take_out(layout, without[i].get<std::string>()))
      return Error{"bad_config", "without 里的表或者列在“" + base + "”中没有，写作 penalty 或者 penalty/detention。",
                   inside(inside(file_of(id), "without"), i)};
  return layout;
}

/// Where a place of the joined layout stands in the layout's own file: its tables are counted as there.
std::string own_place(const Json& own, const Json& whole, const std::string& where) {
  const JsonPlace place = json_place(where);
  const std::string head = "/tables/";
  if (!own.contains("extends") || !place.pointer.starts_with(head)) return where;
  const size_t end = place.pointer.find('/', head.size());
  const size_t index = std::stoul(place.pointer.substr(head.size(), end - head.size()));
  const std::string id = text_at(whole["tables"][index], "id");
  const Json tables = own.value("tables", Json::array());
  for (size_t i = 0; i < tables.size(); ++i)
    if (text_at(tables[i], "id") == id)
      return place.file + "#" + head + std::to_string(i) +
             (end == std::string::npos ? "" : place.pointer.substr(end));
  return place.file + "#/extends";
}

}  // namespace

std::vector<Error> layout_mistakes(const std::map<std::string, Json>& layouts, const std::string& id) {
  const auto whole = extended_layout(layouts, id);
  if (!whole) return {whole.error()};
  std::vector<Error> mistakes = layout_mistakes(*whole, file_of(id));
  for (Error& mistake : mistakes) mistake.where = own_place(layouts.at(id), *whole, mistake.where);
  if (mistakes.empty() && text_at(*whole, "id") != id)
    mistakes.push_back({"bad_config", "年报版式的 id 应当与文件名相同。", inside(file_of(id), "id")});
  return mistakes;
}

Result<Json> extended_layout(const std::map<std::string, Json>& layouts, const std::string& id) {
  std::set<std::string> seen;
  return extended(layouts, id, seen);
}

}  // namespace gongshi
