/// Indexing beside Xapian's own TermGenerator with n-grams and positions over the same texts, the size of
/// the index, and queries with counts beside SQLite FTS5 (trigram) over the same records, in one run.
///
///     search_bench WORDS-FILE [RECORDS] [QUERY-RECORDS] [FOLDER [pages]]
///
/// The folder keeps the index (`big`) and its static export (`site/search`) for tests/bench/first_query.mjs, and
/// with `pages` a page of each record (`pages`) for tests/bench/pagefind.sh.

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>

#include "base/digest.h"
#include "base/file_sink.h"
#include "base/text.h"
#include "rules/gate.h"
#include "search/document.h"
#include "search/query.h"
#include "search/static_index.h"
#include "search/writer.h"

using namespace gongshi;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kAgencies = 40;
constexpr size_t kPart = 50'000;

template <class Outcome>
void must(const Outcome& outcome, const char* step) {
  if (outcome.ok()) return;
  fmt::print(stderr, "{}: {} {}\n", step, outcome.error().where, outcome.error().text);
  std::exit(4);
}

struct Cost {
  double cpu = 0, wall = 0;
};

double cpu_of(int who) {
  rusage usage{};
  getrusage(who, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

template <class Work>
Cost cost(const Work& work) {
  const auto begin = Clock::now();
  const double used = cpu_of(RUSAGE_SELF) + cpu_of(RUSAGE_CHILDREN);
  work();
  return {cpu_of(RUSAGE_SELF) + cpu_of(RUSAGE_CHILDREN) - used, std::chrono::duration<double>(Clock::now() - begin).count()};
}

uint64_t bytes_of(const stdfs::path& at) {
  if (stdfs::is_regular_file(at)) return stdfs::file_size(at);
  uint64_t bytes = 0;
  for (const auto& entry : stdfs::recursive_directory_iterator(at))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

std::string agency_code(size_t i) { return fmt::format("11990101MB{:07d}A", i); }
std::string agency_name(size_t i) { return fmt::format("示例区第{}执法局", i + 1); }

/// Decisions with some two hundred characters of facts, made of words, frequent ones more often. A decision
/// depends on the seed and its number only.
class Maker {
 public:
  explicit Maker(const std::string& words_file) {
    std::ifstream file(words_file);
    for (std::string word; std::getline(file, word);)
      if (!word.empty()) words_.push_back(word);
    if (words_.empty()) {
      fmt::print(stderr, "no words in {}\n", words_file);
      std::exit(2);
    }
  }

  PublicRecord record(size_t number) {
    random_.seed(20261121 + number);
    static const std::vector<std::string> kinds = {"罚款", "警告", "没收违法所得", "责令停产停业", "通报批评"};
    static const std::vector<std::string> forms = {"商贸有限公司", "食品加工厂", "建筑工程有限公司", "小吃店", "药房"};
    const std::string year = std::to_string(2024 + below(3));
    const std::string date = fmt::format("{}-{:02d}-{:02d}", year, 1 + below(year == "2026" ? 11 : 12), 1 + below(20));
    const size_t agency = below(kAgencies);
    const std::string id = fmt::format("示执罚〔{}〕{}号", year, number);
    const std::string party = "示例区" + words(6) + forms[below(forms.size())];
    const Json fields = {{"category", "penalty"}, {"document_number", id}, {"title", words(18) + "案"},
                         {"party", {{"name", party}, {"kind", "organisation"}}}, {"violation_type", words(18)},
                         {"facts", words(600)}, {"basis", fmt::format("《中华人民共和国行政处罚法》第{}条", 1 + below(80))},
                         {"penalty_kinds", {kinds[below(kinds.size())]}}, {"decision_date", date}, {"region", "990101"},
                         {"fine", static_cast<int64_t>(1 + below(2000)) * 10000}};
    return sealed({{"dataset", "decisions"}, {"agency", agency_code(agency)}, {"id", id},
                   {"address", fmt::format("decisions/{}/{}-{}.html", date.substr(0, 7), agency_code(agency), number)},
                   {"fields", fields}, {"main_date", date}, {"published_on", date}});
  }

  /// A word of two to six characters that stands in a decision's facts.
  std::string query(const PublicRecord& record, size_t i) {
    random_.seed(7 + i);
    const std::u32string facts = to_u32(record.text("facts"));
    const size_t length = 2 + below(5);
    std::u32string piece = facts.substr(below(facts.size() - length), length);
    std::erase_if(piece, [](char32_t c) { return c == U'，'; });
    return to_utf8(piece);
  }

 private:
  size_t below(size_t limit) { return random_() % limit; }

  std::string words(size_t bytes) {
    std::string text;
    while (text.size() < bytes) {
      text += words_[std::min({below(words_.size()), below(words_.size()), below(words_.size())})];
      if (below(9) == 0 && bytes > 100) text += "，";
    }
    return text;
  }

  static PublicRecord sealed(const Json& json) {
    const std::string key = "a key of this bench";
    const std::string body = canonical(json);
    auto record = Gate::open(hmac_hex(key, "record\x1f" + body).substr(0, 32) + " " + body, key);
    must(record, "record");
    return std::move(record).value();
  }

  std::mt19937_64 random_;
  std::vector<std::string> words_;
};

Site bench_site() {
  Site site;
  site.share = GONGSHI_SOURCE_DIR;
  site.dir = site.share / "content";
  const auto bytes = DiskFs().read(site.dir / "datasets/decisions.json");
  must(bytes, "definition");
  const auto json = parse_config(*bytes, "decisions");
  must(json, "definition");
  auto definition = read_definition(*json, "decisions");
  must(definition, "definition");
  site.datasets["decisions"] = std::move(definition).value();
  return site;
}

/// What Xapian's manual proposes: one TermGenerator, its n-grams, positions.
void write_stock(const std::vector<PublicRecord>& records, const Schema& schema, const AgencyNames& agencies,
                 const stdfs::path& dir) {
  Xapian::WritableDatabase database(dir.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  Xapian::TermGenerator generator;
  generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
  for (const auto& record : records) {
    const IndexedRecord indexed = indexed_record(record, schema, agencies);
    Xapian::Document document;
    generator.set_document(document);
    for (const auto& value : indexed.values) {
      generator.index_text(value.text, static_cast<Xapian::termcount>(value.row->weight));
      generator.increase_termpos();
    }
    generator.index_text(indexed.agency_name);
    document.add_boolean_term("XA:" + indexed.agency);
    document.add_boolean_term("XC:" + indexed.category);
    document.add_value(0, indexed.place());
    document.add_value(1, indexed.amount_place());
    document.add_value(2, indexed.facets());
    document.set_data(canonical(indexed.shown));
    database.add_document(document);
  }
  database.commit();
}

void compare_indexing(Maker& maker, const Site& site, const AgencyNames& agencies, size_t count, const stdfs::path& folder) {
  std::vector<PublicRecord> records;
  uint64_t text = 0;
  const Schema schema = Schema::of(site);
  for (size_t i = 0; i < count; ++i) {
    records.push_back(maker.record(i));
    for (const auto& value : indexed_record(records.back(), schema, agencies).values) text += value.text.size();
  }
  const auto part = [&](size_t begin, size_t end, const char* name) {
    std::vector<const PublicRecord*> some;
    for (size_t i = begin; i < end; ++i) some.push_back(&records[i]);
    must(IndexWriter::write_part(site, some, agencies, folder / name), name);
  };
  const Cost own = cost([&] { part(0, count, "own"); });
  const Cost stock = cost([&] { write_stock(records, schema, agencies, folder / "stock"); });
  const Cost two = cost([&] {
    for (size_t half = 0; half < 2; ++half)
      if (::fork() == 0) {
        part(count * half / 2, count * (half + 1) / 2, half ? "b" : "a");
        ::_exit(0);
      }
    while (::wait(nullptr) > 0) {}
  });
  const auto rate = [&](double seconds) { return static_cast<double>(count) / seconds; };
  const auto times = [&](uint64_t bytes) { return static_cast<double>(bytes) / static_cast<double>(text); };
  fmt::print("indexing {} decisions, {:.1f} MB of searched text\n", count, static_cast<double>(text) / 1e6);
  fmt::print("  own: characters, pairs, fields, spellings, no positions, compact  {:6.0f} per CPU second, {:.2f} times the text\n",
             rate(own.cpu), times(bytes_of(folder / "own")));
  fmt::print("  stock: TermGenerator with n-grams and positions                   {:6.0f} per CPU second, {:.2f} times the text\n",
             rate(stock.cpu), times(bytes_of(folder / "stock")));
  fmt::print("  own is {:.2f} times as fast; two processes: {:.0f} per second beside {:.0f} by one ({:.2f} times), {:.2f} times the CPU\n",
             stock.cpu / own.cpu, rate(two.wall), rate(own.wall), own.wall / two.wall, two.cpu / own.cpu);
  for (const char* name : {"own", "stock", "a", "b"}) stdfs::remove_all(folder / name);
}

class Table {
 public:
  explicit Table(const stdfs::path& file) {
    sqlite3_open(file.c_str(), &database_);
    run("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-262144; pragma mmap_size=4294967296;"
        "create table d(rowid integer primary key, url text, title text, number text, party text, agency text, facts text, basis text,"
        " year text, category text, region text);"
        "create virtual table f using fts5(title, number, party, agency, facts, basis, content='d', tokenize='trigram'); begin");
    sqlite3_prepare_v2(database_, "insert into d values(?,?,?,?,?,?,?,?,?,?,?)", -1, &insert_, nullptr);
  }
  ~Table() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void add(size_t number, const PublicRecord& record, const std::string& agency) {
    const std::string columns[] = {record.address(), record.text("title") + record.text("violation_type"), record.id(),
                                   record.text("party.name"), agency, record.text("facts"), record.text("basis"),
                                   record.text("decision_date").substr(0, 4), record.text("category"), record.text("region")};
    sqlite3_bind_int64(insert_, 1, static_cast<sqlite3_int64>(number) + 1);
    int at = 2;
    for (const auto& column : columns) sqlite3_bind_text(insert_, at++, column.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
  }
  void finish() { run("commit; insert into f(f) values('rebuild'); insert into f(f) values('optimize')"); }

  /// The first twenty and four counts, as a results page has them; shorter words than three characters
  /// are no trigrams and need a scan. Gives the number of hits.
  long ask(const std::string& word) {
    const bool shorter = to_u32(word).size() < 3;
    const std::string where = shorter ? "d.rowid in (select rowid from d where title like ?1 or party like ?1 or agency like ?1 or facts like ?1)"
                                      : "d.rowid in (select rowid from f where f match ?1)";
    const std::string given = shorter ? "%" + word + "%" : "\"" + word + "\"";
    rows(shorter ? "select url, title from d where " + where + " limit 20"
                 : "select d.url, d.title from f join d on d.rowid = f.rowid where f match ?1 order by f.rank limit 20", given);
    for (const char* column : {"year", "agency", "category", "region"})
      rows(fmt::format("select {0}, count(*) from d where {1} group by 1", column, where), given);
    return rows("select count(*) from d where " + where, given);
  }

 private:
  void run(const char* statement) {
    char* problem = nullptr;
    if (sqlite3_exec(database_, statement, nullptr, nullptr, &problem) == SQLITE_OK) return;
    fmt::print(stderr, "sqlite: {}\n", problem);
    std::exit(4);
  }
  long rows(const std::string& statement, const std::string& given) {
    sqlite3_stmt* query = nullptr;
    sqlite3_prepare_v2(database_, statement.c_str(), -1, &query, nullptr);
    sqlite3_bind_text(query, 1, given.c_str(), -1, SQLITE_TRANSIENT);
    long last = 0;
    while (sqlite3_step(query) == SQLITE_ROW) last = static_cast<long>(sqlite3_column_int64(query, sqlite3_column_count(query) - 1));
    sqlite3_finalize(query);
    return last;
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

/// Times of queries, each asked once: processor time in milliseconds.
template <class Ask>
void timed(const char* name, const std::vector<std::string>& queries, const Ask& ask) {
  std::vector<double> took;
  long hits = 0;
  for (const auto& query : queries) took.push_back(1000 * cost([&] { hits += ask(query); }).cpu);
  std::sort(took.begin(), took.end());
  const auto at = [&](double share) { return took[std::min(took.size() - 1, static_cast<size_t>(share * static_cast<double>(took.size())))]; };
  fmt::print("  {:<28} {:4} queries: p50 {:8.2f} ms, p99 {:8.2f} ms, {:.0f} hits each\n", name, queries.size(), at(0.5), at(0.99),
             static_cast<double>(hits) / static_cast<double>(queries.size()));
}

class FolderSink : public FileSink {
 public:
  explicit FolderSink(stdfs::path root) : root_(std::move(root)) {}
  Status add(const std::string& path, std::string_view bytes) override {
    GONGSHI_TRY(fs_.make_dirs((root_ / path).parent_path()));
    return fs_.write(root_ / path, bytes);
  }

 private:
  stdfs::path root_;
  DiskFs fs_;
};

/// What the index has of a record, as a page of its own.
void write_page(const stdfs::path& pages, size_t number, const PublicRecord& record, const std::string& agency) {
  std::string text;
  for (const char* field : {"document_number", "party.name", "violation_type", "facts", "basis"}) text += "<p>" + record.text(field) + "</p>\n";
  const stdfs::path folder = pages / std::to_string(number / 1000);
  stdfs::create_directories(folder);
  std::ofstream(folder / (std::to_string(number) + ".html"))
      << fmt::format("<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{0}</title><main><h1>{0}</h1>\n<p>{1}</p>\n{2}</main></html>\n",
                     record.text("title"), agency, text);
}

void compare_queries(Maker& maker, const Site& site, const AgencyNames& agencies, size_t count, const stdfs::path& folder, bool pages) {
  Table table(folder / "fts5.db");
  std::vector<stdfs::path> parts;
  std::vector<std::string> longer, shorter;
  for (size_t begin = 0; begin < count; begin += kPart) {
    std::vector<PublicRecord> records;
    for (size_t i = begin; i < std::min(count, begin + kPart); ++i) {
      records.push_back(maker.record(i));
      table.add(i, records.back(), agencies.at(records.back().agency()));
      if (pages) write_page(folder / "pages", i, records.back(), agencies.at(records.back().agency()));
      if (i % (count / 400 + 1) == 0) {
        auto word = maker.query(records.back(), i);
        const size_t length = to_u32(word).size();
        if (length >= 2) (length == 2 ? shorter : longer).push_back(std::move(word));
      }
    }
    std::vector<const PublicRecord*> some;
    for (const auto& record : records) some.push_back(&record);
    parts.push_back(folder / fmt::format("part-{}", begin));
    must(IndexWriter::write_part(site, some, agencies, parts.back()), "part");
  }
  must(IndexWriter::join_parts(site, agencies, parts, folder / "big"), "join");
  for (const auto& part : parts) stdfs::remove(part);
  const Cost built = cost([&] { table.finish(); });
  fmt::print("queries over {} decisions; index {:.0f} MB, FTS5 {:.0f} MB ({:.0f} CPU seconds for its trigrams)\n", count,
             static_cast<double>(bytes_of(folder / "big")) / 1e6, static_cast<double>(bytes_of(folder / "fts5.db")) / 1e6, built.cpu);
  const auto own = [&](const std::string& word) {
    const auto result = search(folder / "big", SearchRequest::read({{"q", word}}).value());
    return result.ok() ? result->total : 0;
  };
  const auto quoted = [&](const std::string& word) { return own("“" + word + "”"); };
  const auto fts = [&](const std::string& word) { return table.ask(word); };
  std::ofstream asked(folder / "queries.txt");
  for (size_t i = 0; i < std::min<size_t>(longer.size(), 60); ++i) asked << (i % 4 == 3 ? "“" + longer[i] + "”" : longer[i]) << "\n";
  timed("own, 3 to 6 characters", longer, own);
  timed("own, the same quoted", longer, quoted);
  timed("FTS5 trigram", longer, fts);
  shorter.resize(std::min<size_t>(shorter.size(), 40));
  timed("own, 2 characters", shorter, own);
  timed("SQLite scan (no trigram)", shorter, fts);
  stdfs::remove(folder / "fts5.db");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "search_bench WORDS-FILE [RECORDS] [QUERY-RECORDS] [FOLDER [pages]]\n");
    return 2;
  }
  const size_t records = argc > 2 ? std::stoul(argv[2]) : 100'000;
  const size_t asked = argc > 3 ? std::stoul(argv[3]) : 1'000'000;
  const stdfs::path folder = argc > 4 ? argv[4] : stdfs::temp_directory_path() / fmt::format("search_bench.{}", ::getpid());
  stdfs::create_directories(folder);
  const Site site = bench_site();
  AgencyNames agencies;
  for (size_t i = 0; i < kAgencies; ++i) agencies[agency_code(i)] = agency_name(i);
  Maker maker(argv[1]);
  compare_indexing(maker, site, agencies, records, folder);
  compare_queries(maker, site, agencies, asked, folder, argc > 5);
  if (argc > 4) {
    FolderSink sink(folder / "site");
    const Cost exported = cost([&] { must(export_static_index(folder / "big", *Date::parse("2026-11-21"), sink), "static"); });
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("static index: {:.0f} MB in {:.0f} CPU seconds; at most {:.0f} MB of memory for all of the above\n",
               static_cast<double>(bytes_of(folder / "site")) / 1e6, exported.cpu, static_cast<double>(usage.ru_maxrss) / 1e3);
  } else {
    stdfs::remove_all(folder);
  }
  return 0;
}
