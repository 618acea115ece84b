#include "export/data_files.h"

#include <algorithm>

#include "base/digest.h"
#include "base/csv.h"
#include "export/double_publicity.h"
#include "export/record_row.h"
#include "export/workbook.h"
#include "render/links.h"
#include "render/words.h"
#include "rules/view.h"

namespace gongshi {
namespace {

std::string part_label(const std::string& name) {
  return name == "all" ? "全部" : name.size() == 7 ? month_label(name) : name;
}

/// The path as the package says it.
std::string below_data(const std::string& path) { return path.substr(std::string_view("data/").size()); }

bool is_money(const DataColumn& column) {
  return column.field != nullptr && column.field->type == FieldType::kMoney;
}

const char* schema_type(const DataColumn& column) {
  if (is_money(column)) return "number";
  return column.field != nullptr && column.field->type == FieldType::kDate ? "date" : "string";
}

Json schema_of(const std::vector<DataColumn>& columns) {
  Json fields = Json::array();
  for (const DataColumn& column : columns)
    fields.push_back({{"name", column.label}, {"title", column.name}, {"type", schema_type(column)}});
  return {{"fields", fields}, {"missingValues", {"", kRedacted}}};  // what is hidden is no number and no day
}

Json schema_of(const PublicityTable& table) {
  Json fields = Json::array();
  for (size_t i = 0; i < table.header.size(); ++i)
    fields.push_back({{"name", table.header[i]}, {"title", table.codes[i]}, {"type", "string"}});
  return {{"fields", fields}};
}

/// The day the newest of these records last changed: the date inside their workbook.
Date last_change(const std::vector<const PublicRecord*>& records) {
  Date day = records.front()->published_on();
  for (const PublicRecord* record : records)
    day = std::max({day, record->published_on(), record->changed_on()});
  return day;
}

/// A month of a dataset in its three formats.
struct PartBytes {
  std::string csv, sheet, lines;
};

Result<PartBytes> part_bytes(const Site& site, const DataPartition& partition, const std::vector<DataColumn>& columns) {
  std::vector<std::string> header;
  std::vector<bool> money;
  for (const DataColumn& column : columns) {
    header.push_back(column.label);
    money.push_back(is_money(column));
  }
  PartBytes bytes;
  CsvFile csv(header);
  GONGSHI_ASSIGN(WorkbookFile sheet, WorkbookFile::begin(partition.definition->label, header, std::move(money),
                                                         last_change(partition.records)));
  for (const PublicRecord* record : partition.records) {
    const std::vector<std::string> cells = csv_cells(site, columns, *record);
    csv.row(cells);
    sheet.row(cells);
    bytes.lines += json_row(site, columns, *record).dump(-1, ' ', false, Json::error_handler_t::replace);
    bytes.lines += '\n';
  }
  GONGSHI_ASSIGN(bytes.sheet, sheet.bytes());
  bytes.csv = csv.bytes();
  return bytes;
}

/// What each agency has of a partition, for readers who want no more; the package of data does not
/// name these files, for it has the rows already.
Status write_by_agency(const Site& site, const DataPartition& partition, FileSink& sink) {
  if (!sink.wants(partition.path("csv"))) return {};
  const std::vector<DataColumn> columns = data_columns(*partition.definition);
  std::vector<std::string> header;
  for (const DataColumn& column : columns) header.push_back(column.label);
  std::map<std::string, CsvFile> files;
  for (const PublicRecord* record : partition.records)
    files.try_emplace(agency_data_path(record->dataset(), record->agency()), header).first->second.row(csv_cells(site, columns, *record));
  for (const auto& [path, csv] : files)
    GONGSHI_TRY(sink.add(path, csv.bytes()));
  return {};
}

Result<DataPart> write_part(const Site& site, const DataPartition& partition, FileSink& sink) {
  const DatasetDefinition& definition = *partition.definition;
  const std::vector<DataColumn> columns = data_columns(definition);
  PartBytes bytes;
  if (sink.wants(partition.path("csv"))) {
    GONGSHI_ASSIGN(bytes, part_bytes(site, partition, columns));
  }
  DataPart part{partition.name, part_label(partition.name), partition.records.size(), {}};
  const auto put = [&](const char* format, const std::string& content, Json schema) -> Status {
    GONGSHI_ASSIGN(DataFile file, put_data_file(sink, {below_data(partition.path(format)), format, definition.label, 0, "",
                                                       std::move(schema)}, content));
    part.files.push_back(std::move(file));
    return {};
  };
  GONGSHI_TRY(put("csv", bytes.csv, schema_of(columns)));
  GONGSHI_TRY(put("xlsx", bytes.sheet, {}));
  GONGSHI_TRY(put("jsonl", bytes.lines, {}));
  return part;
}

Result<DataPart> write_publicity_part(const Catalogue& catalogue,
                                      const std::vector<DataColumn>& columns,
                                      const PublicityTable& table, const std::string& month,
                                      const Rows& records, FileSink& sink) {
  CsvFile csv(table.header);
  const std::string path = publicity_path(table.name, month);
  if (sink.wants("data/" + path))
    for (const PublicRecord* record : records)
      csv.row(publicity_cells(table, catalogue.agency_name(record->agency()), columns, *record));
  GONGSHI_ASSIGN(DataFile file,
                 put_data_file(sink, {path, "csv",
                                      "双公示" + table.label, 0, "", schema_of(table)},
                               csv.bytes()));
  DataPart part{month, part_label(month), records.size(), {}};
  part.files.push_back(std::move(file));
  return part;
}

}  // namespace

size_t DataGroup::records() const {
  size_t sum = 0;
  for (const DataPart& part : parts) sum += part.records;
  return sum;
}

Result<DataFile> put_data_file(FileSink& sink, DataFile file, const std::string& bytes) {
  if (!sink.wants("data/" + file.path)) {
    GONGSHI_ASSIGN(FileSink::Held held, sink.held("data/" + file.path));
    file.bytes = held.bytes;
    file.digest = std::move(held.digest);
    return file;
  }
  file.bytes = bytes.size();
  file.digest = sha256_hex(bytes);
  GONGSHI_TRY(sink.add("data/" + file.path, bytes));
  return file;
}

Result<std::vector<DataGroup>> write_data_files(const Site& site, const Edition& edition, const Catalogue& catalogue,
                                                FileSink& sink) {
  std::vector<DataGroup> groups;
  for (const DataPartition& partition : partitions(site, edition)) {
    const DatasetDefinition& definition = *partition.definition;
    const std::string page = definition.dataset + "/index.html";
    if (groups.empty() || groups.back().page != page) groups.push_back({definition.label, page, {}});
    GONGSHI_ASSIGN(DataPart part, write_part(site, partition, sink));
    groups.back().parts.push_back(std::move(part));
    if (partition.by_agency()) GONGSHI_TRY(write_by_agency(site, partition, sink));
  }
  const DatasetDefinition* decisions = site.definition("decisions");
  if (decisions == nullptr) return groups;
  const std::vector<DataColumn> columns = data_columns(*decisions);
  for (const PublicityTable& table : publicity_tables()) {
    DataGroup group{"双公示" + table.label, "double-publicity/" + table.name + ".html", {}};
    for (const auto& [month, records] : publicity_months(edition, table)) {
      GONGSHI_ASSIGN(DataPart part,
                     write_publicity_part(catalogue, columns, table, month, records, sink));
      group.parts.push_back(std::move(part));
    }
    if (!group.parts.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace gongshi
