#include "search/writer.h"

#include <xapian.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "render/words.h"
#include "search/document.h"
#include "search/pinyin.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

/// Between the values of a slot that holds several; no value holds it, all are single lines.
constexpr char kBetween = '\x1f';

/// Fills Xapian documents from indexed records.
class DocumentMaker {
 public:
  explicit DocumentMaker(const Schema& schema) : schema_(schema) {}

  Xapian::Document make(const PublicRecord& record, const AgencyNames& agencies) {
    const IndexedRecord indexed = indexed_record(record, schema_, agencies);
    Xapian::Document document;
    document.set_data(canonical(indexed.shown));
    document.add_boolean_term(key_term(indexed.address));
    add_searched(document, indexed);
    add_filters(document, indexed);
    return document;
  }

  static std::string key_term(const std::string& address) {
    return Schema::row("address").prefix + cut_bytes(address, kMaxTermBytes);
  }

 private:
  void add_text(Xapian::Document& document, const std::string& text, int weight) {
    if (weight <= 0) return;
    for (const auto& term : index_terms(text))
      document.add_term(term, static_cast<Xapian::termcount>(weight));
  }

  void add_exact(Xapian::Document& document, const SchemaRow& row, const std::string& text) {
    const std::string form = normalised(text);
    if (!form.empty()) document.add_boolean_term(row.prefix + cut_bytes(form, kMaxTermBytes));
  }

  void add_pinyin(Xapian::Document& document, const std::string& name) {
    const auto spellings = romaniser_.romanise(name);
    for (const auto& letters : spellings.from_start)
      document.add_boolean_term(Schema::row("pinyin").prefix + letters);
    for (const auto& letters : spellings.inner)
      document.add_boolean_term(Schema::row("pinyin.inner").prefix + letters);
  }

  void add_searched(Xapian::Document& document, const IndexedRecord& indexed) {
    const auto& number = Schema::row("number");
    const std::string title = text_at(indexed.shown, "title");
    bool number_seen = false;
    bool title_seen = false;
    for (const auto& value : indexed.values) {
      add_text(document, value.text, value.row->weight);
      if (!value.row->prefix.empty()) add_exact(document, *value.row, value.text);
      if (value.row->role == SchemaRole::kName) add_pinyin(document, value.text);
      number_seen = number_seen || value.text == indexed.number;
      title_seen = title_seen || contains(title, value.text);
    }
    if (!title_seen) add_text(document, title, 1);
    if (!number_seen) add_text(document, indexed.number, number.weight);
    add_exact(document, number, indexed.number);
    add_text(document, indexed.agency_name, Schema::row("agency").weight);
    add_text(document, category_label(indexed.category), Schema::row("category").weight);
  }

  void add_filter(Xapian::Document& document, std::string_view field,
                  const std::vector<std::string>& values) {
    const auto& row = Schema::row(field);
    std::string slot;
    for (const auto& value : values) {
      if (value.empty()) continue;
      document.add_boolean_term(row.prefix + cut_bytes(value, kMaxTermBytes));
      slot += (slot.empty() ? "" : std::string(1, kBetween)) + value;
    }
    if (!slot.empty()) document.add_value(static_cast<Xapian::valueno>(row.slot), slot);
  }

  void add_filters(Xapian::Document& document, const IndexedRecord& indexed) {
    add_filter(document, "dataset", {indexed.dataset});
    add_filter(document, "category", {indexed.category});
    add_filter(document, "agency", {indexed.agency});
    add_filter(document, "year", {indexed.date.substr(0, 4)});
    add_filter(document, "kind", indexed.kinds);
    add_filter(document, "region", {indexed.region});
    if (!indexed.date.empty())
      document.add_value(static_cast<Xapian::valueno>(Schema::row("date").slot), indexed.date);
    if (indexed.amount)
      document.add_value(static_cast<Xapian::valueno>(Schema::row("amount").slot),
                         Xapian::sortable_serialise(static_cast<double>(*indexed.amount)));
  }

  const Schema& schema_;
  Romaniser romaniser_;
};

/// Newest first, then by dataset and address, so that equal weights show the newest.
std::vector<const PublicRecord*> in_index_order(const Edition& edition) {
  std::vector<const PublicRecord*> records;
  records.reserve(edition.records.size());
  for (const auto& record : edition.records) records.push_back(&record);
  std::stable_sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    if (a->main_date() != b->main_date()) return b->main_date() < a->main_date();
    if (a->dataset() != b->dataset()) return a->dataset() < b->dataset();
    return a->address() < b->address();
  });
  return records;
}

Json labels_of(const Site& site, const AgencyNames& agencies) {
  Json labels = {{"dataset", Json::object()}, {"agency", Json::object()}};
  for (const auto& [name, definition] : site.datasets) labels["dataset"][name] = definition.label;
  for (const auto& [code, name] : agencies) labels["agency"][code] = name;
  return labels;
}

Error failed(const std::string& why, const stdfs::path& dir) {
  return {"index", "搜索索引没有写成：" + why + "。", dir.string()};
}

size_t write_documents(const Site& site, const Edition& edition, const std::string& part,
                       const std::string& dir) {
  const Schema schema = Schema::of(site);
  const AgencyNames agencies = agency_names(edition);
  Xapian::WritableDatabase database(part, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  DocumentMaker maker(schema);
  for (const auto* record : in_index_order(edition)) {
    const auto document = maker.make(*record, agencies);
    database.add_document(document);
  }
  database.set_metadata("schema", canonical(schema.json()));
  database.set_metadata("labels", canonical(labels_of(site, agencies)));
  database.commit();
  database.compact(dir);
  const size_t count = database.get_doccount();
  database.close();
  return count;
}

/// Xapian leaves it to the system when the compacted files reach the disk.
Status sync_all(const stdfs::path& dir) {
  DiskFs fs;
  GONGSHI_ASSIGN(const std::vector<std::string> names, fs.list(dir));
  for (const auto& name : names) GONGSHI_TRY(fs.sync(dir / name));
  return fs.sync(dir);
}

/// Removes the working directory however the writing ends.
struct Part {
  stdfs::path path;
  ~Part() {
    std::error_code ignored;
    stdfs::remove_all(path, ignored);
  }
};

}  // namespace

Result<size_t> IndexWriter::shrink_index(const stdfs::path& from, const std::vector<std::string>& addresses,
                                         const stdfs::path& dir) {
  std::error_code ec;
  if (stdfs::exists(dir, ec) && !stdfs::is_empty(dir, ec)) return failed("目录里已经有文件", dir);
  const Part part{dir.string() + ".part"};
  stdfs::remove_all(part.path, ec);
  try {
    if (addresses.empty()) {  // the same bytes
      stdfs::copy(from, dir, stdfs::copy_options::recursive);
      const Xapian::Database same(dir.string());
      GONGSHI_TRY(sync_all(dir));
      return same.get_doccount();
    }
    stdfs::copy(from, part.path, stdfs::copy_options::recursive);
    Xapian::WritableDatabase database(part.path.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const auto& address : addresses) database.delete_document(DocumentMaker::key_term(address));
    database.commit();
    database.compact(dir.string());
    const size_t count = database.get_doccount();
    database.close();
    GONGSHI_TRY(sync_all(dir));
    return count;
  } catch (const Xapian::Error& error) {
    return failed(error.get_msg(), dir);
  } catch (const std::exception& error) {
    return failed(error.what(), dir);
  }
}

Result<size_t> IndexWriter::write_index(const Site& site, const Edition& edition,
                                        const stdfs::path& dir) {
  std::error_code ec;
  if (stdfs::exists(dir, ec) && !stdfs::is_empty(dir, ec)) return failed("目录里已经有文件", dir);
  const Part part{dir.string() + ".part"};
  stdfs::remove_all(part.path, ec);
  try {
    const size_t count = write_documents(site, edition, part.path.string(), dir.string());
    GONGSHI_TRY(sync_all(dir));
    return count;
  } catch (const Xapian::Error& error) {
    return failed(error.get_msg(), dir);
  } catch (const std::exception& error) {
    return failed(error.what(), dir);
  }
}

}  // namespace gongshi
