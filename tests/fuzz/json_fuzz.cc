// JSON feeds: the reader by itself in both shapes, then the whole way to records.
#include "base/text.h"
#include "input.h"
#include "intake/json_reader.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

void read(const std::filesystem::path& file, JsonShape shape) {
  auto source = TextSource::open(file, "");
  if (!source) return;
  long number = 0;
  const Status done = read_json(**source, shape, [&](JsonRow&& row) {
    must(row.number > number, "rows are numbered upwards");
    number = row.number;
    if (row.problem.empty()) {
      must(row.value.is_object(), "a row without a problem is an object");
      must(valid_utf8(row.value.dump()), "text is UTF-8");
    }
  });
  must(done.ok() || !done.error().text.empty(), "a refused file has a reason");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const InputFile file({reinterpret_cast<const char*>(data), size});
  read(file.path(), JsonShape::kDocument);
  read(file.path(), JsonShape::kLines);
  read_as_feed(file.path(), "auto");
  return 0;
}
