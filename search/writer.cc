#include "search/writer.h"

#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <thread>
#include <tuple>

#include "base/digest.h"
#include "search/document_maker.h"
#include "search/schema.h"

namespace gongshi {
namespace {

using Records = std::vector<const PublicRecord*>;

constexpr int kFromNothing = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

/// By partition, and newest first within one.
Records in_index_order(Records records) {
  std::sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    const auto key = [](const PublicRecord& record) {
      return std::pair(record.dataset(), record.main_date() ? record.main_date()->month_id() : std::string());
    };
    if (key(*a) != key(*b)) return key(*a) < key(*b);
    if (a->main_date() != b->main_date()) return b->main_date() < a->main_date();
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

/// What Xapian throws becomes an error.
template <class Work>
Result<size_t> guarded(const stdfs::path& dir, const Work& work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    return failed(error.get_msg(), dir);
  } catch (const std::exception& error) {
    return failed(error.what(), dir);
  }
}

/// Xapian leaves it to the system when the compacted files reach the disk.
Status sync_all(const stdfs::path& dir) {
  DiskFs fs;
  GONGSHI_ASSIGN(const std::vector<std::string> names, fs.list(dir));
  for (const auto& name : names) GONGSHI_TRY(fs.sync(dir / name));
  return fs.sync(dir);
}

/// A working directory, removed however the writing ends.
struct Part {
  explicit Part(stdfs::path at) : path(std::move(at)) {
    std::error_code ignored;
    stdfs::remove_all(path, ignored);
  }
  ~Part() {
    std::error_code ignored;
    stdfs::remove_all(path, ignored);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  stdfs::path path;
};

bool in_use(const stdfs::path& dir) {
  std::error_code ec;
  return stdfs::exists(dir, ec) && (!stdfs::is_directory(dir, ec) || !stdfs::is_empty(dir, ec));
}

/// Documents whose terms Xapian gathers in memory before it sorts them into the tables. Its own 10,000 make trees
/// that no processor's cache holds: over half as slow again (tests/bench/search_bench.cc).
constexpr size_t kBatch = 500;

/// Documents of one working database. Each batch writes most blocks of it anew, so a large one would write the index
/// dozens of times over. Joining keeps each one's pieces of a list apart: small ones would make the index larger.
constexpr size_t kRun = 10'000;
constexpr size_t kRuns = 8;  ///< at most, for each holds files open while they are joined

/// Writes the documents into working databases in `dir`, in this order, and returns these.
std::vector<stdfs::path> write_runs(const Schema& schema, const AgencyNames& agencies, Records::const_iterator begin,
                                    Records::const_iterator end, const stdfs::path& dir) {
  stdfs::create_directory(dir);
  std::vector<stdfs::path> runs;
  DocumentMaker maker(schema, agencies);
  const size_t size = std::max(kRun, static_cast<size_t>(end - begin) / kRuns + 1);
  do {
    runs.push_back(dir / std::to_string(runs.size()));
    Xapian::WritableDatabase database(runs.back().string(), kFromNothing);
    for (size_t n = 1; begin != end && n <= size; ++begin, ++n) {
      database.add_document(maker.make(**begin));
      if (n % kBatch == 0) database.commit();
    }
    database.commit();
    database.close();
  } while (begin != end);
  return runs;
}

/// An index without documents that says what the index is.
void write_head(const Site& site, const AgencyNames& agencies, const stdfs::path& dir) {
  Xapian::WritableDatabase database(dir.string(), kFromNothing);
  database.set_metadata("schema", canonical(Schema::of(site).json()));
  database.set_metadata("labels", canonical(labels_of(site, agencies)));
  database.commit();
  database.close();
}

size_t join(const std::vector<stdfs::path>& parts, const stdfs::path& dir, unsigned flags = 0) {
  Xapian::Database all;
  for (const auto& part : parts) all.add_database(Xapian::Database(part.string()));
  all.compact(dir.string(), flags);
  return all.get_doccount();
}

/// Xapian gives every database a random identity, bytes 16 to 31 of a file; here it is what the rest
/// of the file is, so that the same content has the same bytes.
void settle_identity(const stdfs::path& file) {
  constexpr size_t kBegin = 16;
  constexpr size_t kSize = 16;
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  if (bytes.size() < kBegin + kSize) throw std::runtime_error("文件太短");
  bytes.replace(kBegin, kSize, kSize, '\0');
  const std::string identity = sha256_hex(bytes).substr(0, kSize);
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(kBegin);
  out.write(identity.data(), kSize);
  if (!out.flush()) throw std::runtime_error("写不进去");
}

/// Writes slices of the records on threads of their own, into working databases in `dir`; these are added to `all`.
void write_slices(const Schema& schema, const AgencyNames& agencies, const Records& records, size_t slices,
                  const stdfs::path& dir, std::vector<stdfs::path>& all) {
  std::vector<std::thread> threads;
  std::vector<std::string> problems(slices);
  std::vector<std::vector<stdfs::path>> runs(slices);
  const auto at = [&](size_t i) {
    return records.begin() + static_cast<std::ptrdiff_t>(records.size() * i / slices);
  };
  for (size_t i = 0; i < slices; ++i)
    threads.emplace_back([&, i] {
      const auto written = guarded(dir, [&]() -> Result<size_t> {
        runs[i] = write_runs(schema, agencies, at(i), at(i + 1), dir / std::to_string(i));
        return runs[i].size();
      });
      if (!written.ok()) problems[i] = written.error().text;
    });
  for (auto& thread : threads) thread.join();
  for (const auto& problem : problems)
    if (!problem.empty()) throw std::runtime_error(problem);
  for (const auto& slice : runs) all.insert(all.end(), slice.begin(), slice.end());
}

}  // namespace

std::string IndexWriter::partition(const PublicRecord& record) {
  return record.main_date() ? record.dataset() + "/" + record.main_date()->month_id() : record.dataset();
}

Result<size_t> IndexWriter::write_index(const Site& site, const Edition& edition, const stdfs::path& dir,
                                        unsigned jobs) {
  if (in_use(dir)) return failed("目录里已经有文件", dir);
  const Part work(dir.string() + ".part");
  return guarded(dir, [&]() -> Result<size_t> {
    stdfs::create_directory(work.path);
    const AgencyNames agencies = agency_names(edition);
    Records records;
    for (const auto& record : edition.records) records.push_back(&record);
    records = in_index_order(std::move(records));
    std::vector<stdfs::path> parts = {work.path / "head"};
    write_head(site, agencies, parts.front());
    write_slices(Schema::of(site), agencies, records, std::max(jobs, 1U), work.path, parts);
    const size_t count = join(parts, dir);
    GONGSHI_TRY(sync_all(dir));
    return count;
  });
}

Result<size_t> IndexWriter::write_part(const Site& site, const Records& records,
                                       const AgencyNames& agencies, const stdfs::path& file) {
  if (in_use(file)) return failed("文件已经存在", file);
  const Part work(file.string() + ".part");
  return guarded(file, [&]() -> Result<size_t> {
    const Records ordered = in_index_order(records);
    join(write_runs(Schema::of(site), agencies, ordered.begin(), ordered.end(), work.path), file,
         Xapian::DBCOMPACT_SINGLE_FILE);
    settle_identity(file);
    GONGSHI_TRY(DiskFs().sync(file));
    return records.size();
  });
}

Result<size_t> IndexWriter::join_parts(const Site& site, const AgencyNames& agencies,
                                       const std::vector<stdfs::path>& parts, const stdfs::path& dir) {
  if (in_use(dir)) return failed("目录里已经有文件", dir);
  const Part work(dir.string() + ".part");
  return guarded(dir, [&]() -> Result<size_t> {
    write_head(site, agencies, work.path);
    std::vector<stdfs::path> all = parts;
    all.insert(all.begin(), work.path);
    const size_t count = join(all, dir);
    GONGSHI_TRY(sync_all(dir));
    return count;
  });
}

bool IndexWriter::take_over(const stdfs::path& from, const stdfs::path& dir) {
  std::error_code ec;
  if (in_use(dir) || !stdfs::is_directory(from, ec)) return false;
  stdfs::create_directories(dir, ec);
  for (stdfs::directory_iterator file(from, ec), end; !ec && file != end; file.increment(ec)) {
    stdfs::create_hard_link(file->path(), dir / file->path().filename(), ec);
    if (ec) break;
  }
  const bool taken = !ec;
  if (!taken) stdfs::remove_all(dir, ec);
  return taken && sync_all(dir).ok();
}

Status IndexWriter::write_stub(Fs& fs, const std::vector<std::string>& entries, const stdfs::path& dir) {
  if (in_use(dir)) return failed("目录里已经有文件", dir);
  std::string bytes;
  for (const auto& entry : entries) bytes += entry + "\n";
  GONGSHI_TRY(fs.make_dirs(dir));
  return fs.write(dir / "XAPIANDB", bytes);
}

}  // namespace gongshi
