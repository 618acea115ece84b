#include "intake/mapping_file.h"

#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

/// Gives a listed column new fields, whatever way it is spelt in the list; null takes it away.
bool replace_column(Json& list, const std::string& column, const Json& fields) {
  for (const auto& [spelt, old] : list.items()) {
    if (header_form(spelt) != header_form(column)) continue;
    list.erase(std::string(spelt));
    if (!fields.is_null()) list[column] = fields;
    return true;
  }
  return false;
}

/// Columns take the place of the preset's, in the table they stand in there.
void lay_columns(Json& base, const Json& columns) {
  for (const auto& [column, fields] : columns.items()) {
    bool listed = replace_column(base["columns"], column, fields);
    if (base.contains("tables"))
      for (Json& table : base["tables"]) listed = replace_column(table["columns"], column, fields) || listed;
    if (!listed && !fields.is_null()) base["columns"][column] = fields;
  }
}

/// A mapping file as its author wrote it.
struct Written {
  Json json;
  JsonLines lines;
};

Result<Written> read_file(const Fs& fs, const stdfs::path& file) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  GONGSHI_ASSIGN(Json json, parse_config(bytes, file.string()));
  return Written{std::move(json), JsonLines(bytes)};
}

Result<Json> with_base(const Fs& fs, const FeedConfig& feed, Json json, const std::string& where) {
  if (!json.is_object() || !json.contains("extends")) return json;
  const stdfs::path base_file = feed.presets / (text_at(json, "extends") + ".json");
  if (feed.presets.empty() || contains(text_at(json, "extends"), "/") || !fs.exists(base_file))
    return Error{"bad_config", "extends 写的“" + text_at(json, "extends") + "”不是内置的预设。", inside(where, "extends")};
  GONGSHI_ASSIGN(Written base, read_file(fs, base_file));
  const Json columns = json.value("columns", Json::object());
  GONGSHI_TRY(check_form(columns, Form::kObject, "columns", inside(where, "columns")));
  lay_columns(base.json, columns);
  json.erase("extends");
  json.erase("columns");
  base.json.merge_patch(json);
  return std::move(base.json);
}

/// The place where somebody wrote what is wrong: the feed's own `values`, or a line of the mapping file.
Error written_at(Error error, const FeedConfig& feed, const JsonLines& lines) {
  const JsonPlace place = json_place(error.where);
  const Json::json_pointer pointer(place.pointer);
  if (Json own = {{"values", feed.values}}; pointer.parent_pointer() != Json::json_pointer() && own.contains(pointer))
    error.where = feed.where + (contains(feed.where, "#") ? "" : "#") + place.pointer;
  else
    error.where = place.file + ":" + std::to_string(lines.line(place.pointer));
  return error;
}

}  // namespace

Result<std::optional<Mapping>> mapping_of(const Fs& fs, const FeedConfig& feed,
                                          const DatasetDefinition& definition) {
  stdfs::path file = feed.mapping;
  if (file.empty() && feed.preset.ends_with(".json")) file = feed.preset;
  if (file.empty() && !feed.preset.empty() && feed.preset != "native")
    return Error{"bad_config",
                 "数据来源 " + feed.id + " 的 preset “" + feed.preset +
                     "”不认识，请写 native、double-publicity、portal，或者一个映射文件（.json）的路径。",
                 feed.id};
  if (file.empty() && feed.values.empty()) return std::optional<Mapping>();
  if (file.empty())
    return Error{"bad_config", "数据来源 " + feed.id + " 按本站格式（native）读取，不能再写 values。", feed.id};
  GONGSHI_ASSIGN(const Written written, read_file(fs, file));
  const auto read = [&]() -> Result<Mapping> {
    GONGSHI_ASSIGN(Json json, with_base(fs, feed, written.json, file.string()));
    if (!feed.values.empty() && json.is_object()) json["values"].merge_patch(feed.values);
    return Mapping::read(json, definition, file.string());
  };
  auto mapping = read();
  if (!mapping) return written_at(mapping.error(), feed, written.lines);
  return std::optional<Mapping>(std::move(*mapping));
}

}  // namespace gongshi
