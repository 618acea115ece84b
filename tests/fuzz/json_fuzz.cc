// JSON feeds: the reader by itself in both shapes, then the whole way to records.
#include "base/text.h"
#include "input.h"
#include "intake/json_reader.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Rows are numbered upwards, and what a row without a problem holds is text.
class Watch {
 public:
  void see(const RawRow& row) {
    must(row.number > last_, "rows are numbered upwards");
    last_ = row.number;
    if (!row.problem.empty()) return;
    must(!row.digest.empty(), "a row without a problem has a digest");
    for (const auto& cell : row.cells) must(cell.field && valid_utf8(canonical(cell.value)), "text is UTF-8");
  }

 private:
  long last_ = 0;
};

const DatasetDefinition& decisions() {
  static const DatasetDefinition definition = [] {
    DatasetDefinition made;
    for (const auto& [name, type] : {std::pair{"a", FieldType::kObjects}, {"party", FieldType::kObject},
                                     {"party.name", FieldType::kString}}) {
      FieldDefinition field;
      field.name = field.label = name;
      field.type = type;
      made.fields.push_back(field);
    }
    return made;
  }();
  return definition;
}

void read_document(const std::filesystem::path& file) {
  auto source = TextSource::open(file, "");
  if (!source) return;
  FieldIndex index(decisions(), nullptr);
  Watch watch;
  const Status done = read_json_document(**source, index, [&](RawRow&& row) { watch.see(row); });
  must(done.ok() || !done.error().text.empty(), "a refused file has a reason");
}

void read_lines(const std::filesystem::path& file) {
  auto source = TextSource::open(file, "");
  if (!source) return;
  FieldIndex index(decisions(), nullptr);
  JsonLineParser parser(index);
  Watch watch;
  each_json_line(**source, [&](const JsonLine& line) {
    const std::string text = std::string(line.text) + std::string(1 + kReadBeyond, '\0');
    watch.see(parser.row_of({line.number, std::string_view(text).substr(0, line.text.size()), line.problem}));
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const InputFile file({reinterpret_cast<const char*>(data), size});
  read_document(file.path());
  read_lines(file.path());
  read_as_feed(file.path(), "auto");
  return 0;
}
