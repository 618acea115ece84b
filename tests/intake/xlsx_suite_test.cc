#include <algorithm>
#include <map>

#include "base/text.h"
#include "intake/csv_reader.h"
#include "intake/xlsx_reader.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using SuiteRows = std::vector<std::vector<std::string>>;

/// Cells without blanks at their ends, rows without empty cells at theirs, no empty rows: what two
/// tables must agree in.
void push(SuiteRows& rows, std::vector<std::string> cells) {
  for (auto& cell : cells) cell = std::string(trimmed(cell));
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (!cells.empty()) rows.push_back(std::move(cells));
}

SuiteRows csv_rows(const std::filesystem::path& file) {
  SuiteRows rows;
  auto source = TextSource::open(file, "UTF-8");
  REQUIRE(source.ok());
  CsvReader csv(**source, ',');
  TableRow row;
  for (auto more = csv.next(row); more && *more; more = csv.next(row)) push(rows, row.cells);
  return rows;
}

SuiteRows xlsx_rows(const std::filesystem::path& file) {
  SuiteRows rows;
  const auto found = read_xlsx(file, "", [&](TableRow&& row) {
    push(rows, std::move(row.cells));
    return Status();
  });
  if (!found) FAIL_CHECK(found.error().text);
  return rows;
}

/// The rows of the first sheet in a twin that shows all sheets with a headline before each.
SuiteRows first_sheet(const SuiteRows& all) {
  const auto headline = [](const auto& row) { return row[0].starts_with("-------- "); };
  const auto next = std::find_if(all.begin() + 1, all.end(), headline);
  return SuiteRows(all.begin() + 1, next);
}

/// The rows without the links that a twin writes as HTML.
SuiteRows without_links(SuiteRows rows) {
  for (auto& row : rows)
    for (auto& cell : row) {
      const size_t text = cell.find('>') + 1;
      cell = cell.substr(text, cell.rfind('<') - text);
    }
  return rows;
}

/// Twins that our reading must differ from: they show numbers and dates as the cell is formatted,
/// while a feed needs the value that the cell holds, or they were made with an option of that program.
const std::map<std::string, SuiteRows> kOwn = {
    // Percentages and decimals are not rounded to what the cell shows; dates come as ISO dates.
    {"percentage", {{"1.234%"}, {"50%"}, {"0.5%"}, {"0.005%"}}},
    {"percentage_ignore", {{"1.234%"}, {"50%"}, {"0.5%"}, {"0.005%"}}},
    {"float", {{"0.103"}, {"0.276"}, {"0.103"}, {"0.276"}}},
    {"float2",
     {{"00048929", "0004892900240051", "489290024005183000", "30-06-2023", "0.261493408061246%",
       "61.2554358941478%", "STAGE1", "20.4100614385744", "0"}}},
    {"junk-small", {{"1940-03-29", "2008-07-25", "2008-07-25", "2009-04-08", "test", "FALSE"}}},
    {"timeformat",
     {{"2017-08-03 14:35:00", "14:40:30"}, {"2017-08-03", "11:30:00"}, {"2017-08-03 15:40:00", "00:01:59"}}},
    // Made with another separator, and with an option that escapes line breaks.
    {"escape", {{"", "", "", "", "Hello\nWorld\t!", "FALSE"}}},
    {"variousdelim", {{"1", "2", "3"}, {"a", "b", "c"}}},
};

}  // namespace

TEST_CASE("every workbook of the xlsx2csv suite gives the values of its CSV twin") {
  const auto dir = shared("suites/xlsx2csv/test");
  if (!std::filesystem::exists(dir)) {
    WARN("skipped: " << dir << " is missing");
    return;
  }
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    const auto& file = entry.path();
    if (file.extension() == ".csv") continue;
    const std::string name = file.stem().string();
    CAPTURE(name);
    const SuiteRows found = xlsx_rows(file);
    SuiteRows twin = csv_rows(std::filesystem::path(file).replace_extension(".csv"));
    if (name.starts_with("sheets")) twin = first_sheet(twin);
    if (name.starts_with("hyperlinks")) twin = without_links(twin);
    const auto own = kOwn.find(name);
    CHECK(found == (own == kOwn.end() ? twin : own->second));
    ++read;
  }
  CHECK(read == 24);
}
