#include "intake/intake.h"

#include <utility>

#include "base/text.h"
#include "intake/csv_reader.h"
#include "intake/encoding.h"
#include "intake/json_reader.h"
#include "intake/row_builder.h"

namespace gongshi {
namespace {

using Take = std::function<void(IntakeRow&&)>;

/// One feed being read: what its rows are made with and what was found out.
struct Reader {
  Reader(const FeedConfig& feed_config, const DatasetDefinition& dataset,
         const AgencyDirectory& directory, Date day, std::optional<Mapping> mapping_file,
         const Take& taker)
      : feed(feed_config),
        definition(dataset),
        agencies(directory),
        pulled_on(day),
        mapping(std::move(mapping_file)),
        index(dataset, mapping ? &*mapping : nullptr),
        take(taker) {}

  /// What makes records of the rows; `native_json` as RowBuilder has it.
  RowBuilder builder(bool native_json) const {
    return RowBuilder(feed, definition, index, mapping ? &*mapping : nullptr, agencies, pulled_on,
                      native_json);
  }

  const FeedConfig& feed;
  const DatasetDefinition& definition;
  const AgencyDirectory& agencies;
  Date pulled_on;
  std::optional<Mapping> mapping;
  FieldIndex index;
  const Take& take;
  FeedReading reading;
};

Error at_feed(Error error, const FeedConfig& feed) {
  if (error.where.empty()) error.where = feed.id;
  return error;
}

Result<std::optional<Mapping>> read_mapping(const Fs& fs, const FeedConfig& feed,
                                            const DatasetDefinition& definition) {
  if (feed.preset.empty() || feed.preset == "native") return std::optional<Mapping>();
  if (!feed.preset.ends_with(".json"))
    return Error{"bad_config",
                 "数据源 " + feed.id + " 的 preset “" + feed.preset +
                     "”还不支持，请写 native 或者一个映射文件（.json）的路径。",
                 feed.id};
  GONGSHI_ASSIGN(const std::string bytes, fs.read(feed.preset));
  GONGSHI_ASSIGN(const Json json, parse_config(bytes, feed.preset));
  GONGSHI_ASSIGN(Mapping mapping, Mapping::read(json, definition, feed.preset));
  return std::optional<Mapping>(std::move(mapping));
}

Result<bool> next_filled(CsvReader& csv, CsvRow& row) {
  for (;;) {
    GONGSHI_ASSIGN(const bool more, csv.next(row));
    if (!more || !row.blank()) return more;
  }
}

/// The headers, by field, and those that no field uses.
Result<std::map<std::string, std::string>> sort_headers(Reader& reader,
                                                        const std::vector<std::string>& headers) {
  std::map<std::string, std::string> by_field;
  for (const auto& header : headers) {
    const auto& targets = reader.index.targets(header);
    if (targets.empty() && !trimmed(header).empty())
      reader.reading.unused_columns.push_back(single_line(header));
    for (const auto& target : targets) by_field.emplace(target, header);
  }
  if (by_field.empty())
    return Error{"unreadable",
                 "表头中没有一列认得，请检查第一行是不是表头、编码和分隔符是否正确，或者为它写一个映射文件。",
                 reader.feed.id};
  return by_field;
}

Status read_table(Reader& reader, TextSource& source) {
  const char separator = reader.feed.format == "tsv" ? '\t' : csv_separator(source.head());
  reader.reading.format = separator == '\t' ? "tsv" : "csv";
  CsvReader csv(source, separator);
  CsvRow row;
  GONGSHI_ASSIGN(const bool any, next_filled(csv, row));
  if (!any || !row.problem.empty())
    return Error{"unreadable", any ? "表头" + row.problem + "。" : "文件是空的，请重新导出。",
                 reader.feed.id};
  std::vector<std::string> headers = row.cells;
  while (!headers.empty() && trimmed(headers.back()).empty()) headers.pop_back();
  GONGSHI_ASSIGN(const auto by_field, sort_headers(reader, headers));
  RowBuilder builder = reader.builder(false);
  builder.name_columns(by_field);
  for (;;) {
    GONGSHI_ASSIGN(const bool more, next_filled(csv, row));
    if (!more) return {};
    ++reader.reading.rows;
    reader.take(builder.build(raw_row(std::move(row), headers, reader.index)));
  }
}

Status read_records(Reader& reader, TextSource& source) {
  const bool lines = reader.feed.format == "jsonl" && !trimmed(source.head()).starts_with('[');
  const JsonShape shape = lines ? JsonShape::kLines : json_shape(source.head());
  reader.reading.format = shape == JsonShape::kLines ? "jsonl" : "json";
  const RowBuilder builder = reader.builder(!reader.mapping);
  return read_json(source, shape, [&](JsonRow&& row) {
    ++reader.reading.rows;
    reader.take(builder.build(raw_row(std::move(row), reader.index)));
  });
}

}  // namespace

Result<FeedReading> read_feed(const Fs& fs, const stdfs::path& file, const FeedConfig& feed,
                              const DatasetDefinition& definition, const AgencyDirectory& agencies,
                              Date pulled_on, const std::function<void(IntakeRow&&)>& take) {
  if (feed.format == "xlsx")
    return Error{"bad_config", "数据源 " + feed.id + " 的格式 xlsx 还不支持，请另存为 CSV 报送。", feed.id};
  GONGSHI_ASSIGN(auto mapping, read_mapping(fs, feed, definition));
  auto source = TextSource::open(file, feed.encoding);
  if (!source) return at_feed(source.error(), feed);
  Reader reader(feed, definition, agencies, pulled_on, std::move(mapping), take);
  reader.reading.encoding = source.value()->encoding();

  // Nothing at all is a broken transfer, except where a feed only tells what changed.
  if (source.value()->empty() || trimmed(source.value()->head()).empty()) {
    if (!feed.delta) return Error{"unreadable", "文件是空的，请检查导出和传输。", feed.id};
    reader.reading.format = feed.format;
    return reader.reading;
  }
  const bool table = feed.format == "csv" || feed.format == "tsv" ||
                     (feed.format == "auto" && !looks_like_json(source.value()->head()));
  const Status done = table ? read_table(reader, *source.value()) : read_records(reader, *source.value());
  if (!done) return at_feed(done.error(), feed);
  return reader.reading;
}

}  // namespace gongshi
