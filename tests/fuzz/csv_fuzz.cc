// Tables as text: the reader by itself with each separator, then the whole way to records.
#include "input.h"
#include "intake/csv_reader.h"

using namespace gongshi;
using namespace gongshi::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const InputFile file({reinterpret_cast<const char*>(data), size});
  for (const char separator : {',', ';', '\t'}) {
    auto source = TextSource::open(file.path(), "");
    if (!source) break;
    CsvReader csv(**source, separator);
    TableRow row;
    long number = 0;
    for (auto more = csv.next(row); more && *more; more = csv.next(row))
      must(row.number == ++number && !row.cells.empty(), "rows are numbered and have cells");
  }
  read_as_feed(file.path(), "auto");
  read_as_feed(file.path(), "csv");
  return 0;
}
