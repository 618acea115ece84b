#include "intake/mapping_file.h"

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

Result<Json> read_file(const Fs& fs, const stdfs::path& file) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  return parse_config(bytes, file.string());
}

Result<Json> with_base(const Fs& fs, const FeedConfig& feed, Json json, const stdfs::path& file) {
  if (!json.is_object() || !json.contains("extends")) return json;
  const stdfs::path base_file = feed.presets / (text_at(json, "extends") + ".json");
  if (feed.presets.empty() || contains(text_at(json, "extends"), "/") || !fs.exists(base_file))
    return Error{"bad_config", "extends 写的“" + text_at(json, "extends") + "”不是内置的预设。", file.string()};
  GONGSHI_ASSIGN(Json base, read_file(fs, base_file));
  const Json columns = json.value("columns", Json::object());
  if (!columns.is_object()) return Error{"bad_config", "columns 要写成 { … }。", file.string()};
  lay_columns(base, columns);
  json.erase("extends");
  json.erase("columns");
  base.merge_patch(json);
  return base;
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
  GONGSHI_ASSIGN(Json json, read_file(fs, file));
  GONGSHI_ASSIGN(json, with_base(fs, feed, std::move(json), file));
  if (!feed.values.empty() && json.is_object()) json["values"].merge_patch(feed.values);
  GONGSHI_ASSIGN(Mapping mapping, Mapping::read(json, definition, file.string()));
  return std::optional<Mapping>(std::move(mapping));
}

}  // namespace gongshi
