#include "intake/csv_reader.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;

namespace {

struct Table {
  std::vector<TableRow> rows;
  std::string error;
};

Table table_in(const std::filesystem::path& file, char separator = ',') {
  auto source = TextSource::open(file, "");
  Table table;
  if (!source) return {{}, source.error().text};
  CsvReader csv(**source, separator);
  for (TableRow row;;) {
    const auto more = csv.next(row);
    if (!more) {
      table.error = more.error().text;
      return table;
    }
    if (!*more) return table;
    table.rows.push_back(row);
  }
}

Table table_of(const std::string& text, char separator = ',') {
  const Scratch scratch;
  return table_in(scratch.write("table.csv", text), separator);
}

using Cells = std::vector<std::string>;

std::vector<std::filesystem::path> files(const std::filesystem::path& dir) {
  std::vector<std::filesystem::path> out;
  if (std::filesystem::exists(dir))
    for (const auto& entry : std::filesystem::directory_iterator(dir)) out.push_back(entry.path());
  if (out.empty()) WARN("skipped: " << dir << " is missing");
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("quoted cells hold separators, line breaks and doubled quotes") {
  const Table table = table_of("a,b\r\n\"x,y\",\"第一行\n第二行\"\n\"说\"\"好\"\"\",\n");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[1].cells == Cells{"x,y", "第一行\n第二行"});
  CHECK(table.rows[2].cells == Cells{"说\"好\"", ""});
  CHECK(table.rows[2].number == 3);
}

TEST_CASE("rows end with LF, CRLF or CR, and the last one without any") {
  CHECK(table_of("a\nb\nc").rows.size() == 3);
  CHECK(table_of("a\r\nb\r\nc\r\n").rows.size() == 3);
  CHECK(table_of("a\rb\rc").rows.size() == 3);
  CHECK(table_of("").rows.empty());
}

TEST_CASE("a row with more columns than any spreadsheet has makes the file unreadable and names the row") {
  CHECK(table_of("a\n" + std::string(16383, ',') + "\n").rows.size() == 2);
  const Table table = table_of("a\n" + std::string(1'000'000, ',') + "\n");
  CHECK(table.rows.size() == 1);
  CHECK(table.error.find("第 2 行") != std::string::npos);
}

TEST_CASE("blank rows are counted, as a spreadsheet counts them") {
  const Table table = table_of("a,b\n\n , \n1,2\n");
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[1].blank());
  CHECK(table.rows[2].blank());
  CHECK(table.rows[3].number == 4);
}

TEST_CASE("the separator is told from the header, quoted ones not counted") {
  CHECK(csv_separator("a,b,c\n1;2;3;4") == ',');
  CHECK(csv_separator("a;b;c") == ';');
  CHECK(csv_separator("a\tb\tc") == '\t');
  CHECK(csv_separator("\"a;b;c\",d") == ',');
  CHECK(csv_separator("only") == ',');
  CHECK(table_of("a;b\n1,5;2\n", ';').rows[1].cells == Cells{"1,5", "2"});
}

TEST_CASE("text after a closing quote spoils its row and no other; quotes within text are text") {
  const Table table = table_of("a,b\n\"x\"y,1\nx\"y,2\nz,3\n");
  REQUIRE(table.rows.size() == 4);
  CHECK_FALSE(table.rows[1].problem.empty());
  CHECK(table.rows[2].cells == Cells{"x\"y", "2"});
  CHECK(table.rows[2].problem.empty());
  CHECK(table.rows[3].cells == Cells{"z", "3"});
}

TEST_CASE("a quote that is never closed makes the file unreadable and names the row") {
  const Table table = table_of("a,b\n1,2\n\"3,4\n5,6\n");
  CHECK(contains(table.error, "第 3 行"));
}

TEST_CASE("a row with a broken byte says where it stands") {
  const Table table = table_of("名称,编号\n执法,\xFF\n决定,2\n");
  REQUIRE(table.rows.size() == 3);
  CHECK(contains(table.rows[1].problem, "第 21 字节"));
  CHECK(table.rows[2].problem.empty());
}

TEST_CASE("every pair of csv-spectrum gives the values of its JSON twin") {
  int pairs = 0;
  for (const auto& file : files(test::shared("suites/csv-spectrum/csvs"))) {
    CAPTURE(file);
    const Json expected = Json::parse(
        test::slurp(file.parent_path().parent_path() / "json" / file.stem().replace_extension(".json")));
    const Table table = table_in(file);
    CHECK(table.error.empty());
    Json found = Json::array();
    for (size_t r = 1; r < table.rows.size(); ++r) {
      CHECK(table.rows[r].problem.empty());
      if (file.stem() == "location_coordinates") {
        // Its JSON twin is no list and has another telephone number; the rest must agree.
        for (size_t c : {0u, 1u, 3u})
          if (table.rows[0].cells[c] != "Contact Phone Number")
            CHECK(expected[table.rows[0].cells[c]] == table.rows[r].cells[c]);
        continue;
      }
      Json object = Json::object();
      for (size_t c = 0; c < table.rows[r].cells.size(); ++c)
        object[table.rows[0].cells[c]] = table.rows[r].cells[c];
      found.push_back(object);
    }
    if (file.stem() != "location_coordinates") CHECK(found == expected);
    ++pairs;
  }
  if (pairs > 0) CHECK(pairs == 12);
}

TEST_CASE("every pair of csv-test-data gives the values of its JSON twin, and bad files are seen") {
  int pairs = 0;
  for (const auto& file : files(test::shared("suites/csv-test-data/csv"))) {
    const std::string name = file.stem().string();
    // Faulty headers are for the feed to see. A quote within an unquoted cell is taken as text, as
    // csv-spectrum asks.
    if (name.starts_with("bad-header") || name == "bad-unescaped-quote") continue;
    CAPTURE(name);
    const Table table = table_in(file);
    const bool faulty = !table.error.empty() ||
                        std::any_of(table.rows.begin(), table.rows.end(),
                                    [](const TableRow& row) { return !row.problem.empty(); });
    if (name.starts_with("bad-")) {
      CHECK(faulty);
      continue;
    }
    CHECK_FALSE(faulty);
    const Json expected = Json::parse(
        test::slurp(file.parent_path().parent_path() / "json" / (name + ".json")));
    Json found = Json::array();
    const bool header = name.starts_with("header-");
    for (size_t r = header ? 1 : 0; r < table.rows.size(); ++r) {
      Json object = Json::object();
      for (size_t c = 0; header && c < table.rows[r].cells.size(); ++c)
        object[table.rows[0].cells[c]] = table.rows[r].cells[c];
      found.push_back(header ? object : Json(table.rows[r].cells));
    }
    CHECK(found == expected);
    ++pairs;
  }
  if (pairs > 0) CHECK(pairs == 18);
}
