// 100,000 records of one year and 60 agencies as the registry keeps them: the annual report against SQLite's
// own GROUP BY over the same rows. Run by hand: ninja annual_bench && build/tests/bench/annual_bench
#include <fmt/format.h>
#include <sqlite3.h>

#include <ctime>
#include <functional>
#include <random>

#include "base/digest.h"
#include "render/frame.h"
#include "report/annual_pages.h"
#include "rules/gate.h"

using namespace gongshi;

namespace {

constexpr int kRecords = 100'000, kAgencies = 60, kRounds = 3;
const std::string kKey = "a key of this measurement";

/// Processor time, which does not depend on who else uses the machine.
double seconds(const std::function<void()>& work) {
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t begin = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

template <class T>
T take(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  fmt::print(stderr, "{} {}\n", result.error().where, result.error().text);
  std::exit(1);
}

std::string sealed(const char* kind, const Json& json) {
  const std::string body = canonical(json);
  return hmac_hex(kKey, std::string(kind) + '\x1f' + body).substr(0, 32) + " " + body;
}

std::string agency_code(int n) { return fmt::format("1199010100990{:03}XX", n); }

/// One row as the registry keeps it.
std::vector<std::string> rows() {
  const std::vector<std::string> kinds = {"警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "吊销许可证件", "行政拘留"};
  const std::vector<std::string> categories = {"penalty", "penalty", "permit", "inspection", "coercive_measure", "payment"};
  std::mt19937 random(1);
  std::vector<std::string> out;
  for (int i = 0; i < kRecords; ++i) {
    const std::string category = categories[random() % categories.size()];
    const int agency = static_cast<int>(random() % kAgencies);
    Json list = Json::array();
    if (category == "penalty")
      for (size_t n = 1 + random() % 2; n > 0; --n) list.push_back(kinds[random() % kinds.size()]);
    out.push_back(sealed("count", {{"dataset", "decisions"}, {"agency", agency_code(agency)},
                                   {"category", category}, {"kinds", list},
                                   {"measures", category == "coercive_measure" ? Json{"查封"} : Json::array()},
                                   {"fine", random() % 10'000'000}, {"confiscated", 0}, {"amount", 0},
                                   {"month", fmt::format("2025-{:02}", 1 + random() % 12)}, {"region", fmt::format("990101{:03}", agency % 18)},
                                   {"party_kind", "organisation"}, {"outcome", category == "permit" ? "granted" : ""},
                                   {"procedure", ""}, {"circumstance", ""}, {"place", ""},
                                   {"violation", fmt::format("第{}类", agency % 5 + static_cast<int>(random() % 3))}}));
  }
  return out;
}

void run(sqlite3* db, const char* sql, int (*row)(void*, int, char**, char**) = nullptr, void* data = nullptr) {
  if (sqlite3_exec(db, sql, row, data, nullptr) == SQLITE_OK) return;
  fmt::print(stderr, "{}\n", sqlite3_errmsg(db));
  std::exit(1);
}

sqlite3* database(const std::vector<std::string>& lines) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  run(db, "CREATE TABLE records(count TEXT); BEGIN");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO records VALUES(?)", -1, &insert, nullptr);
  for (const std::string& line : lines) {
    sqlite3_bind_text(insert, 1, line.data(), static_cast<int>(line.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  // The same rows with a column for each value, as a database made for nothing else would hold them.
  run(db, "COMMIT; CREATE TABLE plain AS SELECT json_extract(substr(count,34),'$.agency') agency,"
          "json_extract(substr(count,34),'$.category') category, json_extract(substr(count,34),'$.kinds') kinds,"
          "json_extract(substr(count,34),'$.outcome') outcome, json_extract(substr(count,34),'$.month') month,"
          "json_extract(substr(count,34),'$.fine') fine, json_extract(substr(count,34),'$.confiscated') confiscated FROM records");
  return db;
}

Site site_of() {
  LoadedSite loaded = load_site(DiskFs(), stdfs::path(GONGSHI_SOURCE_DIR) / "content", GONGSHI_SOURCE_DIR);
  for (const Error& error : loaded.errors) fmt::print(stderr, "{}\n", error.text);
  loaded.site.confirmations.clear();
  for (int a = 0; a < kAgencies; ++a)
    loaded.site.confirmations.push_back({{{"year", 2025}, {"agency", agency_code(a)}, {"by", "x"}, {"on", "2026-01-12"}}, ""});
  return std::move(loaded.site);
}

Edition edition_of_agencies() {
  Edition edition;
  edition.as_of = *Date::parse("2026-02-10");
  for (int a = 0; a < kAgencies; ++a)
    edition.records.push_back(take(Gate::open(
        sealed("record", {{"dataset", "agencies"}, {"agency", agency_code(a)}, {"id", agency_code(a)},
                          {"address", "agencies/" + agency_code(a) + ".html"}, {"published_on", "2024-01-02"},
                          {"fields", {{"name", fmt::format("示例机关{}", a)}}}}),
        kKey)));
  return edition;
}

/// Counts what is written and keeps nothing.
struct NullSink : FileSink {
  size_t files = 0;
  Status add(const std::string&, std::string_view) override {
    ++files;
    return {};
  }
};

}  // namespace

int main() {
  const std::vector<std::string> lines = rows();
  sqlite3* db = database(lines);
  const Site site = site_of();
  const LayoutBook layouts = take(LayoutBook::of(site));
  std::vector<CountRow> open_rows;
  for (const std::string& line : lines) open_rows.push_back(take(Gate::open_count(line, kKey)));

  const double plain = seconds([&] {
    run(db, "SELECT agency,category,kinds,outcome,month,count(*),sum(fine),sum(confiscated) FROM plain GROUP BY 1,2,3,4,5");
  });
  const double stored = seconds([&] {
    run(db, "SELECT json_extract(c,'$.agency'),json_extract(c,'$.category'),json_extract(c,'$.kinds'),"
            "json_extract(c,'$.outcome'),json_extract(c,'$.month'),count(*),sum(json_extract(c,'$.fine')),"
            "sum(json_extract(c,'$.confiscated')) FROM (SELECT substr(count,34) c FROM records) GROUP BY 1,2,3,4,5");
  });
  const auto figures = [&](const AnnualCounts& counts) {
    for (int a = 0; a < kAgencies; ++a) (void)counts.own(2025, agency_code(a));
  };
  const double counting = seconds([&] {
    AnnualCounts counts(layouts);
    for (const CountRow& row : open_rows) counts.add(row);
    figures(counts);
  });
  const double reading = seconds([&] {
    AnnualCounts counts(layouts);
    run(db, "SELECT count FROM records",
        [](void* data, int, char** value, char**) {
          static_cast<AnnualCounts*>(data)->add(take(Gate::open_count(value[0], kKey)));
          return 0;
        },
        &counts);
    figures(counts);
  });
  AnnualCounts counts(layouts);
  for (const CountRow& row : open_rows) counts.add(row);
  const Edition edition = edition_of_agencies();
  const DiskFs fs;
  const Templates templates = take(Templates::load(fs, site));
  const Assets assets = take(Assets::load(fs, site));
  const Columns columns = Columns::of(site, edition, {2025});
  const Frame frame(site, templates, assets, columns, {});
  size_t files = 0;
  const double rendering = seconds([&] {
    NullSink sink;
    (void)render_annual(fs, site, edition, counts, templates, frame, sink);
    files = sink.files;
  });
  fmt::print("{} records, {} agencies; best of {}\n", kRecords, kAgencies, kRounds);
  fmt::print("SQLite GROUP BY, a column each      {:.3f} s\n", plain);
  fmt::print("SQLite GROUP BY, rows as stored     {:.3f} s\n", stored);
  fmt::print("counting, rows in memory            {:.3f} s  {:.2f} of SQLite's with a column each\n", counting, counting / plain);
  fmt::print("reading, seals checked, counting    {:.3f} s  {:.2f} of SQLite's over the stored rows\n", reading, reading / stored);
  fmt::print("rendering {} files                 {:.3f} s\n", files, rendering);
  sqlite3_close(db);
}
