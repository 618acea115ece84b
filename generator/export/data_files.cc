#include "export/data_files.h"

#include <algorithm>

#include "base/digest.h"
#include "base/csv.h"
#include "export/double_publicity.h"
#include "export/record_row.h"
#include "export/workbook.h"
#include "render/words.h"

namespace gongshi {
namespace {

std::string part_label(const std::string& name) {
  return name == "all" ? "全部" : name.size() == 7 ? month_label(name) : name;
}

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
  return {{"fields", fields}};
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

Result<DataPart> write_part(const Site& site, const DataPartition& partition, FileSink& sink) {
  const DatasetDefinition& definition = *partition.definition;
  const std::vector<DataColumn> columns = data_columns(definition);
  std::vector<std::string> header;
  std::vector<bool> money;
  for (const DataColumn& column : columns) {
    header.push_back(column.label);
    money.push_back(is_money(column));
  }
  CsvFile csv(header);
  std::string lines;
  GONGSHI_ASSIGN(WorkbookFile sheet, WorkbookFile::begin(definition.label, header, std::move(money),
                                                         last_change(partition.records)));
  for (const PublicRecord* record : partition.records) {
    const std::vector<std::string> cells = csv_cells(site, columns, *record);
    csv.row(cells);
    sheet.row(cells);
    lines += json_row(site, columns, *record).dump(-1, ' ', false, Json::error_handler_t::replace);
    lines += '\n';
  }
  GONGSHI_ASSIGN(const std::string workbook, sheet.bytes());

  DataPart part{partition.name, part_label(partition.name), partition.records.size(), {}};
  const std::string stem = definition.dataset + "/" + partition.name + ".";
  const auto put = [&](const char* format, const std::string& bytes, Json schema) -> Status {
    GONGSHI_ASSIGN(DataFile file,
                   put_data_file(sink, {stem + format, format, definition.label, 0, "", std::move(schema)},
                                 bytes));
    part.files.push_back(std::move(file));
    return {};
  };
  GONGSHI_TRY(put("csv", csv.bytes(), schema_of(columns)));
  GONGSHI_TRY(put("xlsx", workbook, {}));
  GONGSHI_TRY(put("jsonl", lines, {}));
  return part;
}

Result<DataPart> write_publicity_part(const Catalogue& catalogue,
                                      const std::vector<DataColumn>& columns,
                                      const PublicityTable& table, const std::string& month,
                                      const Rows& records, FileSink& sink) {
  CsvFile csv(table.header);
  for (const PublicRecord* record : records)
    csv.row(publicity_cells(table, catalogue.agency_name(record->agency()), columns, *record));
  GONGSHI_ASSIGN(DataFile file,
                 put_data_file(sink, {publicity_path(table.name, month), "csv",
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
  file.bytes = bytes.size();
  file.digest = sha256_hex(bytes);
  GONGSHI_TRY(sink.add("data/" + file.path, bytes));
  return file;
}

Result<std::vector<DataGroup>> write_data_files(const Site& site, const Edition& edition,
                                                FileSink& sink) {
  std::vector<DataGroup> groups;
  for (const DataPartition& partition : partitions(site, edition)) {
    const DatasetDefinition& definition = *partition.definition;
    const std::string page = definition.dataset + "/index.html";
    if (groups.empty() || groups.back().page != page) groups.push_back({definition.label, page, {}});
    GONGSHI_ASSIGN(DataPart part, write_part(site, partition, sink));
    groups.back().parts.push_back(std::move(part));
  }
  const DatasetDefinition* decisions = site.definition("decisions");
  if (decisions == nullptr) return groups;
  const std::vector<DataColumn> columns = data_columns(*decisions);
  const Catalogue catalogue(site, edition);
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
