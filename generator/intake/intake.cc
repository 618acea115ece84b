#include "intake/intake.h"

#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "base/conveyor.h"
#include "base/text.h"
#include "intake/csv_reader.h"
#include "intake/encoding.h"
#include "intake/feed_format.h"
#include "intake/json_reader.h"
#include "intake/mapping_file.h"
#include "intake/row_builder.h"
#include "intake/table_reader.h"
#include "intake/xlsx_reader.h"

namespace gongshi {
namespace {

constexpr size_t kMostNamed = 20;  // of names that feed no field

/// One feed being read: what its rows are made with and what was found out.
struct Reader {
  Reader(const FeedConfig& feed_config, const DatasetDefinition& dataset,
         const AgencyDirectory& directory, Date day, std::optional<Mapping> mapping_file, const RowWork& row_work)
      : feed(feed_config),
        definition(dataset),
        agencies(directory),
        pulled_on(day),
        mapping(std::move(mapping_file)),
        index(dataset, mapping ? &*mapping : nullptr),
        work(row_work) {}

  /// What makes records of the rows; `native_json` as RowBuilder has it.
  RowBuilder builder(bool native_json) const {
    RowBuilder made(feed, definition, index, mapping ? &*mapping : nullptr, agencies, pulled_on,
                    native_json);
    made.mark_parties_with(key);
    return made;
  }

  const FeedConfig& feed;
  const DatasetDefinition& definition;
  const AgencyDirectory& agencies;
  Date pulled_on;
  std::optional<Mapping> mapping;
  FieldIndex index;
  const RowWork& work;
  std::string key;  ///< for ids that name a party
  FeedReading reading;
};

/// Rows on their way to the records they become and what is done with those, several at a time.
class Lanes {
 public:
  Lanes(Reader& reader, const RowBuilder& builder)
      : reader_(reader), builder_(builder),
        belt_(reader.work.hands, [this](Parcel& parcel, unsigned hand) { work(parcel, hand); },
              [](Parcel& parcel) {
                for (const auto& after : parcel.after)
                  if (after) after();
              }) {
    for (unsigned hand = 0; hand < reader.work.hands; ++hand) hands_.push_back(std::make_unique<Hand>(reader.index));
  }

  void add(RawRow&& row) {
    parcel_.rows.push_back(std::move(row));
    if (parcel_.rows.size() == kRows) send();
  }

  void add(const JsonLine& line) {
    parcel_.lines.push_back({line.number, parcel_.text.size(), line.text.size(), line.problem});
    parcel_.text.append(line.text).append(1, '\0');
    if (parcel_.lines.size() == kRows || parcel_.text.size() > kBytes) send();
  }

  void finish() {
    send();
    belt_.finish();
  }

  /// Names of members of JSON lines that feed no field.
  std::set<std::string> unknown() const {
    std::set<std::string> out;
    for (const auto& hand : hands_) out.merge(hand->index.unknown());
    return out;
  }

 private:
  // Small enough to stay in a processor's own cache.
  static constexpr size_t kRows = 64;
  static constexpr size_t kBytes = 1u << 16;

  struct Line {
    long number;
    size_t begin, size;
    std::string problem;
  };
  /// Rows, or lines that will be; each line is followed by a NUL byte in `text`.
  struct Parcel {
    std::vector<RawRow> rows;
    std::vector<Line> lines;
    std::string text;
    std::vector<RowWork::After> after;
  };
  /// What a thread needs for itself.
  struct Hand {
    explicit Hand(const FieldIndex& fields) : index(fields), parser(index) {}
    FieldIndex index;
    JsonLineParser parser;
  };

  void work(Parcel& parcel, unsigned hand) const {
    parcel.after.reserve(parcel.rows.size() + parcel.lines.size());
    const auto take = [&](RawRow&& row) {
      parcel.after.push_back(reader_.work.prepare(builder_.build(std::move(row))));
    };
    for (auto& row : parcel.rows) take(std::move(row));
    for (const Line& line : parcel.lines)
      take(hands_[hand]->parser.row_of(
          {line.number, std::string_view(parcel.text).substr(line.begin, line.size), line.problem}));
  }

  void send() {
    if (parcel_.rows.empty() && parcel_.lines.empty()) return;
    parcel_.text.append(kReadBeyond, '\0');
    reader_.reading.rows += static_cast<long>(parcel_.rows.size() + parcel_.lines.size());
    belt_.put(std::move(parcel_));
    parcel_ = Parcel();
  }

  Reader& reader_;
  const RowBuilder& builder_;
  std::vector<std::unique_ptr<Hand>> hands_;
  Parcel parcel_;
  Conveyor<Parcel> belt_;
};

Error at_feed(Error error, const FeedConfig& feed) {
  if (error.where.empty()) error.where = feed.id;
  return error;
}

/// Makes records of the rows of a table. What it finds out is in `reading` when it is done.
class TableRows {
 public:
  TableRows(Reader& reader, bool pad)
      : reader_(reader),
        builder_(reader.builder(false)),
        lanes_(reader, builder_),
        rows_(
            reader.index, pad,
            [this](const TableHeader& header) {
              builder_.name_columns(header.by_field);
              reader_.reading.unused_columns = header.unused;
            },
            [this](RawRow&& row) { lanes_.add(std::move(row)); }) {}

  Status add(TableRow&& row) {
    if (!reader_.mapping || !reader_.mapping->skips(row)) return rows_.add(std::move(row));
    rows_.leave_out(row);
    return {};
  }
  Status finish() {
    GONGSHI_TRY(rows_.finish());
    lanes_.finish();
    reader_.reading.note += rows_.left_out();
    reader_.reading.suspects = rows_.suspects();
    return {};
  }

 private:
  Reader& reader_;
  RowBuilder builder_;
  Lanes lanes_;
  TableReader rows_;
};

Status read_text_table(Reader& reader, TextSource& source) {
  const char separator = reader.feed.format == "tsv" ? '\t' : csv_separator(source.head());
  reader.reading.format = separator == '\t' ? "tsv" : "csv";
  CsvReader csv(source, separator);
  TableRows rows(reader, false);
  for (TableRow row;;) {
    GONGSHI_ASSIGN(const bool more, csv.next(row));
    if (!more) return rows.finish();
    GONGSHI_TRY(rows.add(std::move(row)));
  }
}

Status read_workbook(Reader& reader, const stdfs::path& file) {
  reader.reading.format = "xlsx";
  reader.reading.encoding = "UTF-8";
  TableRows rows(reader, true);
  GONGSHI_ASSIGN(const XlsxFound found,
                 read_xlsx(file, reader.feed.sheet, [&](TableRow&& row) { return rows.add(std::move(row)); }));
  reader.reading.note = "读取了工作表“" + found.sheet + "”。";
  if (!found.others.empty())
    reader.reading.note += "没有读取的工作表：" + joined(found.others, "、") + "。";
  return rows.finish();
}

Status read_records(Reader& reader, TextSource& source) {
  const bool lines = reader.feed.format == "jsonl" && !trimmed(source.head()).starts_with('[');
  const JsonShape shape = lines ? JsonShape::kLines : json_shape(source.head());
  reader.reading.format = shape == JsonShape::kLines ? "jsonl" : "json";
  const RowBuilder builder = reader.builder(!reader.mapping);
  Lanes lanes(reader, builder);
  if (shape == JsonShape::kLines)
    each_json_line(source, [&](const JsonLine& line) { lanes.add(line); });
  else
    GONGSHI_TRY(read_json_document(source, reader.index, [&](RawRow&& row) { lanes.add(std::move(row)); },
                                   &reader.reading.suspects));
  lanes.finish();
  std::set<std::string> unused = shape == JsonShape::kLines ? lanes.unknown() : reader.index.unknown();
  unused.erase("records");  // around the list
  for (const auto& name : unused) add_suspects(name, reader.reading.suspects);
  for (const auto& name : unused) {
    if (reader.reading.unused_columns.size() == kMostNamed) break;
    reader.reading.unused_columns.push_back(column_name(name));
  }
  return {};
}

Status read_text(Reader& reader, const stdfs::path& file) {
  GONGSHI_ASSIGN(const auto source, TextSource::open(file, reader.feed.encoding));
  reader.reading.encoding = source->encoding();
  // Nothing at all is a broken transfer, except where a feed only tells what changed.
  if (source->empty() || trimmed(source->head()).empty()) {
    if (!reader.feed.delta) return Error{"unreadable", "文件是空的，请检查导出和传输。", ""};
    reader.reading.format = reader.feed.format;
    return {};
  }
  GONGSHI_ASSIGN(const FeedFormat format, text_format(source->head()));
  GONGSHI_TRY(check_format(reader.feed.format, format));
  return format == FeedFormat::kTable ? read_text_table(reader, *source) : read_records(reader, *source);
}

Status read_file(Reader& reader, const stdfs::path& file) {
  GONGSHI_ASSIGN(const bool zip, is_zip(file));
  if (!zip) return read_text(reader, file);
  GONGSHI_TRY(check_format(reader.feed.format, FeedFormat::kWorkbook));
  return read_workbook(reader, file);
}

}  // namespace

Result<FeedReading> read_feed(const Fs& fs, const stdfs::path& file, const FeedConfig& feed,
                              const DatasetDefinition& definition, const AgencyDirectory& agencies,
                              Date pulled_on, const RowWork& work, const std::string& key) {
  GONGSHI_ASSIGN(auto mapping, mapping_of(fs, feed, definition));
  Reader reader(feed, definition, agencies, pulled_on, std::move(mapping), work);
  reader.key = key;
  const Status done = read_file(reader, file);
  if (!done) return at_feed(done.error(), feed);
  return std::move(reader.reading);
}

Result<FeedReading> read_feed(const Fs& fs, const stdfs::path& file, const FeedConfig& feed,
                              const DatasetDefinition& definition, const AgencyDirectory& agencies,
                              Date pulled_on, const std::function<void(IntakeRow&&)>& take,
                              const std::string& key) {
  const RowWork work{[&](IntakeRow&& row) {
                       take(std::move(row));
                       return RowWork::After();
                     },
                     1};
  return read_feed(fs, file, feed, definition, agencies, pulled_on, work, key);
}

}  // namespace gongshi
