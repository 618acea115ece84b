// Workbooks: an archive as a feed, anything else as the XML of a sheet, of strings and of styles.
#include "base/text.h"
#include "input.h"
#include "intake/xlsx_sheet.h"

using namespace gongshi;
using namespace gongshi::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) {
    const InputFile file(bytes);
    read_as_feed(file.path(), "xlsx");
    return 0;
  }
  XlsxBook book;
  book.strings = {"决定书文号", "甲"};
  for (const char* code : {"General", "yyyy-mm-dd", "hh:mm", "0%", "0000", "yyyy-mm-dd hh:mm:ss"})
    book.formats.push_back(custom_format(code));
  book.from_1904 = size % 2 == 1;
  long number = 0;
  const Status done = read_xlsx_sheet(std::string(bytes), book, [&](TableRow&& row) {
    must(row.number > number, "rows are numbered upwards");
    must(row.troubles.empty() || row.troubles.rbegin()->first < row.cells.size(), "a trouble has its cell");
    for (const auto& cell : row.cells) must(valid_utf8(cell), "text is UTF-8");
    number = row.number;
    return Status();
  });
  must(done.ok() || !done.error().text.empty(), "a refused sheet has a reason");
  (void)read_shared_strings(std::string(bytes)).ok();
  (void)read_cell_formats(std::string(bytes)).ok();
  return 0;
}
