#include "export/export.h"

#include <fmt/format.h>

#include <set>

#include "base/digest.h"
#include "export/csv.h"
#include "export/partition.h"
#include "export/record_row.h"
#include "render/words.h"

namespace gongshi {
namespace {

const char* const kPage = "data/index.html";
const char* const kDictionary = "data/dictionary.json";
const char* const kPackage = "data/datapackage.json";
const char* const kWithdrawn = "data/withdrawn.jsonl";

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

Json schema_of(const std::vector<DataColumn>& columns) {
  Json fields = Json::array();
  for (const DataColumn& column : columns) {
    const bool date = column.field != nullptr && column.field->type == FieldType::kDate;
    const bool money = column.field != nullptr && column.field->type == FieldType::kMoney;
    fields.push_back({{"name", column.label},
                      {"title", column.name},
                      {"type", date    ? "date"
                               : money ? "number"
                                       : "string"}});
  }
  return {{"fields", fields}};
}

/// Writes the files of one release and keeps what the list and the package say of them.
class DataFolder {
 public:
  DataFolder(const Site& site, FileSink& sink) : site_(site), sink_(sink) {
    page_.show("DATASET", false);
    resources_ = Json::array();
  }

  Status partition(const DataPartition& part) {
    if (part.definition != definition_) {
      definition_ = part.definition;
      columns_ = data_columns(*definition_);
      dataset_ = &page_.section("DATASET");
      dataset_->set("LABEL", definition_->label).set("ID", definition_->dataset);
      dataset_->show("FILE", false);
    }
    std::vector<std::string> header;
    for (const DataColumn& column : columns_) header.push_back(column.label);
    CsvFile csv(header);
    std::string lines;
    for (const PublicRecord* record : part.records) {
      csv.row(csv_cells(site_, columns_, *record));
      lines += line_of(json_row(site_, columns_, *record));
    }
    GONGSHI_TRY(put(part, "csv", "text/csv", csv.bytes()));
    GONGSHI_TRY(put(part, "jsonl", "application/jsonl", lines));
    dataset_->section("FILE")
        .set("NAME", part.name == "all" ? "全部" : month_label(part.name))
        .set("RECORDS", thousands(static_cast<int64_t>(part.records.size())))
        .set("PATH", part.definition->dataset + "/" + part.name)
        .set("CSV_SIZE", size_text(csv.bytes().size()))
        .set("JSONL_SIZE", size_text(lines.size()));
    return {};
  }

  Status withdrawn(const std::vector<Tombstone>& tombstones) {
    std::string lines;
    for (const Tombstone& stone : tombstones) lines += line_of(tombstone_json(stone));
    page_.set("WITHDRAWN", thousands(static_cast<int64_t>(tombstones.size())));
    return sink_.add(kWithdrawn, lines);
  }

  Status package() {
    const std::string name =
        "gongshi-" +
        (site_.config.region_code.empty() ? std::string("data") : site_.config.region_code);
    return sink_.add(kPackage, document_of({{"name", name},
                                            {"title", site_.config.name},
                                            {"homepage", site_.config.base_url},
                                            {"resources", resources_}}));
  }

  const PageData& page() const { return page_; }

 private:
  Status put(const DataPartition& part, const std::string& extension, const std::string& type,
             const std::string& bytes) {
    Json resource = {{"name", part.definition->dataset + "-" + part.name + "-" + extension},
                     {"title", part.definition->label},
                     {"path", part.definition->dataset + "/" + part.name + "." + extension},
                     {"format", extension},
                     {"mediatype", type},
                     {"encoding", "utf-8"},
                     {"bytes", bytes.size()},
                     {"hash", "sha256:" + sha256_hex(bytes)}};
    if (extension == "csv") {
      resource["profile"] = "tabular-data-resource";
      resource["dialect"] = {{"lineTerminator", "\r\n"}, {"header", true}};
      resource["schema"] = schema_of(columns_);
    }
    resources_.push_back(std::move(resource));
    return sink_.add(part.path(extension), bytes);
  }

  Json tombstone_json(const Tombstone& stone) const {
    return {{"dataset", stone.dataset()},
            {"agency", stone.agency()},
            {"document_number", stone.document_number()},
            {"url", data_url(site_, stone.address())},
            {"withdrawn_on", stone.withdrawn_on().iso()},
            {"reason", stone.reason()},
            {"ground", stone.ground()}};
  }

  const Site& site_;
  FileSink& sink_;
  PageData page_;
  PageData* dataset_ = nullptr;
  const DatasetDefinition* definition_ = nullptr;
  std::vector<DataColumn> columns_;
  Json resources_;
};

}  // namespace

Status export_data(const Site& site, const Edition& edition, const Templates& templates,
                   const Frame& frame, FileSink& sink) {
  DataFolder folder(site, sink);
  for (const DataPartition& part : partitions(site, edition)) GONGSHI_TRY(folder.partition(part));
  GONGSHI_TRY(folder.withdrawn(edition.tombstones));
  GONGSHI_TRY(folder.package());
  GONGSHI_TRY(sink.add(kDictionary, document_of(data_dictionary(site, edition))));

  PageMeta meta;
  meta.path = kPage;
  meta.title = "开放数据下载";
  meta.column_description = "本站公示信息的数据文件，可以自由下载。";
  meta.crumbs = {{"开放数据下载", ""}};
  GONGSHI_ASSIGN(const Html main, templates.render("data_index.html", folder.page()));
  GONGSHI_ASSIGN(const std::string bytes, frame.page(meta, main));
  return sink.add(kPage, bytes);
}

std::vector<std::string> planned_export_paths(const Site& site, const Edition& edition) {
  std::set<std::string> paths = {kPage, kDictionary, kPackage, kWithdrawn};
  for (const PublicRecord& record : edition.records) {
    const DatasetDefinition* definition = site.definition(record.dataset());
    if (definition == nullptr) continue;
    const std::string stem = "data/" + record.dataset() + "/" + partition_name(*definition, record);
    paths.insert(stem + ".csv");
    paths.insert(stem + ".jsonl");
  }
  return {paths.begin(), paths.end()};
}

}  // namespace gongshi
