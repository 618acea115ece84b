#include "export/export.h"

#include <fmt/format.h>

#include <set>

#include "export/data_files.h"
#include "export/double_publicity.h"
#include "export/kiosk_find.h"
#include "export/package.h"
#include "export/record_row.h"
#include "render/linked_data.h"
#include "render/links.h"
#include "render/words.h"

namespace gongshi {
namespace {

const char* const kPage = "data/index.html";
const char* const kTitle = "开放数据下载";
const char* const kDescription =
    "本站公示信息的数据文件，可以自由下载：每一种信息按月份提供 CSV、Excel 和 JSON Lines "
    "三种格式，内容与网页一致。";

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string size_text(size_t bytes) {
  if (bytes < 1024) return fmt::format("{} 字节", bytes);
  if (bytes < 1024 * 1024) return fmt::format("{} KB", (bytes + 512) / 1024);
  const size_t tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024);
  return fmt::format("{}.{} MB", tenths / 10, tenths % 10);
}

std::string format_label(const std::string& format) {
  return format == "csv" ? "CSV" : format == "xlsx" ? "Excel" : "JSON Lines";
}

/// The part that stands on the first page: the newest month, or all there is.
const DataPart& newest(const DataGroup& group) {
  for (const DataPart& part : group.parts)
    if (part.name != "all") return part;
  return group.parts.front();
}

/// A group cut by month has a page of its own, others stand on the first only.
bool has_page(const DataGroup& group) { return newest(group).name != "all"; }

void add_files(PageData& row, const DataGroup& group, const DataPart& part,
               const std::string& folder) {
  row.show("FILE", false);
  for (const DataFile& file : part.files)
    row.section("FILE")
        .set("FORMAT", format_label(file.format))
        .set("SIZE", size_text(file.bytes))
        .set("PATH", file.path.substr(folder.size()))
        .set("OF", group.label + " " + part.label);
}

Status put_page(const PageMeta& meta, const std::string& name, const PageData& page,
                const Templates& templates, const Frame& frame, FileSink& sink) {
  GONGSHI_ASSIGN(const Html main, templates.render(name, page));
  GONGSHI_ASSIGN(const std::string bytes, frame.page(meta, main));
  return sink.add(meta.path, bytes);
}

PageMeta data_meta(const Site& site, std::string path, std::string title,
                   const std::vector<const DataGroup*>& groups) {
  PageMeta meta;
  meta.path = std::move(path);
  meta.title = std::move(title);
  meta.column_name = kTitle;
  meta.column_description = kDescription;
  meta.column_keywords = "开放数据;下载;CSV;行政执法";
  meta.column_type = "数据发布";
  std::vector<DataDownload> downloads;
  for (const DataGroup* group : groups)  // the newest of each: the rest is a click away
    for (const DataFile& file : newest(*group).files)
      downloads.push_back({"data/" + file.path, file.format});
  meta.linked_data.push_back(linked_dataset(site, meta.path, meta.title, kDescription, downloads));
  return meta;
}

Status put_group_page(const Site& site, const DataGroup& group, const Templates& templates,
                      const Frame& frame, FileSink& sink) {
  PageData page;
  page.set("ROOT", "../../").set("LABEL", group.label).show("PART", false);
  for (const DataPart& part : group.parts) {
    PageData& row = page.section("PART");
    row.set("NAME", part.label).set("RECORDS", thousands(static_cast<int64_t>(part.records)));
    add_files(row, group, part, group.page.substr(0, group.page.find('/') + 1));
  }
  PageMeta meta = data_meta(site, "data/" + group.page, group.label + "数据文件", {&group});
  meta.crumbs = {{kTitle, kPage}, {group.label, ""}};
  return put_page(meta, "data_files.html", page, templates, frame, sink);
}

Status put_first_page(const Site& site, const std::vector<DataGroup>& groups, size_t withdrawn,
                      const Templates& templates, const Frame& frame, FileSink& sink) {
  PageData page;
  page.set("ROOT", "../").set("WITHDRAWN", thousands(static_cast<int64_t>(withdrawn)));
  page.show("GROUPS", !groups.empty()).show("GROUP", false);
  std::vector<const DataGroup*> all;
  for (const DataGroup& group : groups) {
    all.push_back(&group);
    PageData& row = page.section("GROUP");
    row.set("LABEL", group.label)
        .set("RECORDS", thousands(static_cast<int64_t>(group.records())))
        .set("NAME", has_page(group) ? "最近一个月：" + newest(group).label : "全部")
        .maybe("MORE", has_page(group) ? group.page : "");
    add_files(row, group, newest(group), "");
  }
  PageMeta meta = data_meta(site, kPage, kTitle, all);
  meta.crumbs = {{kTitle, ""}};
  return put_page(meta, "data_index.html", page, templates, frame, sink);
}

Json tombstone_json(const Site& site, const Tombstone& stone) {
  return {{"dataset", stone.dataset()},
          {"agency", stone.agency()},
          {"document_number", stone.document_number()},
          {"url", data_url(site, stone.address())},
          {"withdrawn_on", stone.withdrawn_on().iso()},
          {"reason", stone.reason()},
          {"ground", stone.ground()}};
}

}  // namespace

Status export_data(const Site& site, const Edition& edition, const Templates& templates, const Frame& frame,
                   FileSink& sink, const std::function<void(const Lookup&)>& noted) {
  GONGSHI_ASSIGN(const auto groups, write_data_files(site, edition, Catalogue(site, edition, noted), sink));
  std::vector<DataFile> files;
  for (const DataGroup& group : groups)
    for (const DataPart& part : group.parts)
      files.insert(files.end(), part.files.begin(), part.files.end());
  std::string withdrawn;
  for (const Tombstone& stone : edition.tombstones) withdrawn += line_of(tombstone_json(site, stone));
  const std::string dictionary = document_of(data_dictionary(site, edition));
  GONGSHI_ASSIGN(DataFile list, put_data_file(sink, {"withdrawn.jsonl", "jsonl", "已撤下的信息", 0, "", {}}, withdrawn));
  GONGSHI_ASSIGN(DataFile words, put_data_file(sink, {"dictionary.json", "json", "数据字典", 0, "", {}}, dictionary));
  files.push_back(std::move(list));
  files.push_back(std::move(words));
  GONGSHI_TRY(sink.add("data/datapackage.json", document_of(data_package(site, files))));

  if (sink.wants(find_path(""))) GONGSHI_TRY(put_find_files(site, edition, sink));
  for (const DataGroup& group : groups)
    if (has_page(group)) GONGSHI_TRY(put_group_page(site, group, templates, frame, sink));
  return put_first_page(site, groups, edition.tombstones.size(), templates, frame, sink);
}

std::vector<std::string> planned_export_paths(const Site& site, const Edition& edition, bool find) {
  std::set<std::string> paths = {kPage, "data/dictionary.json", "data/datapackage.json",
                                 "data/withdrawn.jsonl"};
  for (const PublicRecord& record : edition.records) {
    const DatasetDefinition* definition = site.definition(record.dataset());
    if (definition == nullptr) continue;
    const std::string name = partition_name(*definition, record);
    for (const char* format : {"csv", "jsonl", "xlsx"}) paths.insert(data_path(record.dataset(), name, format));
    if (DataPartition{definition, name, {}}.by_agency())
      paths.insert(agency_data_path(record.dataset(), record.agency()));
    if (name != "all") paths.insert("data/" + record.dataset() + "/index.html");
    const PublicityTable* table = publicity_table_of(record);
    if (table == nullptr || !record.main_date()) continue;
    paths.insert({"data/" + publicity_path(table->name, record.main_date()->month_id()),
                  "data/double-publicity/" + table->name + ".html"});
  }
  if (find)
    for (std::string& path : find_paths(site, edition)) paths.insert(std::move(path));
  return {paths.begin(), paths.end()};
}

}  // namespace gongshi
