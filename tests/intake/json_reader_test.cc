#include "intake/json_reader.h"

#include <algorithm>

#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;

namespace {

/// A row with its cells as one object again.
struct Row {
  explicit Row(RawRow&& raw) : number(raw.number), problem(std::move(raw.problem)), digest(std::move(raw.digest)) {
    for (auto& cell : raw.cells) value[std::string(cell.column)] = std::move(cell.value);
  }
  long number;
  Json value = Json::object();
  std::string problem, digest;
};

struct Rows {
  std::vector<Row> rows;
  std::string error;

  bool broken() const {
    return !error.empty() || std::any_of(rows.begin(), rows.end(),
                                         [](const Row& row) { return !row.problem.empty(); });
  }
};

/// A dataset whose fields take any value.
DatasetDefinition any_fields() {
  DatasetDefinition definition;
  for (const char* name : {"a", "b", "c", "d", "e", "n", "t", "z", "fine"}) {
    FieldDefinition field;
    field.name = field.label = name;
    field.type = FieldType::kObjects;
    definition.fields.push_back(field);
  }
  return definition;
}

Rows rows_in(const std::filesystem::path& file, std::optional<JsonShape> shape = std::nullopt) {
  static const DatasetDefinition definition = any_fields();
  auto source = TextSource::open(file, "");
  Rows out;
  if (!source) return {{}, source.error().text};
  FieldIndex index(definition, nullptr);
  if (shape.value_or(json_shape((*source)->head())) == JsonShape::kLines) {
    JsonLineParser parser(index);
    each_json_line(**source, [&](const JsonLine& line) {
      const std::string text = std::string(line.text) + std::string(1 + kReadBeyond, '\0');
      out.rows.emplace_back(parser.row_of({line.number, std::string_view(text).substr(0, line.text.size()), line.problem}));
    });
    return out;
  }
  const Status done = read_json_document(**source, index, [&](RawRow&& row) { out.rows.emplace_back(std::move(row)); });
  if (!done) out.error = done.error().text;
  return out;
}

Rows rows_of(const std::string& text, std::optional<JsonShape> shape = std::nullopt) {
  const Scratch scratch;
  return rows_in(scratch.write("feed.json", text), shape);
}

std::string nested(size_t levels) {
  return joined({replaced(std::string(levels, '<'), "<", "{\"a\":"), std::string(levels, '}')}, "1");
}

}  // namespace

TEST_CASE("records come from an array, from records, from lines and from one object") {
  CHECK(rows_of(R"([{"a":1},{"a":2}])").rows.size() == 2);
  CHECK(rows_of(R"({"next":null,"records":[{"a":1},{"a":2}],"total":2})").rows.size() == 2);
  CHECK(rows_of("{\n \"records\": [\n {\"a\":1}\n ]\n}").rows.size() == 1);
  CHECK(rows_of("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}").rows.size() == 3);
  CHECK(rows_of("{\"a\":1}\n\n{\"a\":2}\n").rows[1].number == 3);
  CHECK(rows_of("{\n\"a\":1\n}").rows.size() == 1);
  CHECK(rows_of("{\"records\": [\n{\"a\":1},\n{\"a\":2}\n]}").rows.size() == 2);
  CHECK(rows_of("{\"total\":1,\"records\":[{\"a\":1}\n]}").rows.size() == 1);
  CHECK(rows_of("{\"records\":[\n{\"a\":1}\n]}").rows[0].problem.empty());
  CHECK(rows_of("[]").rows.empty());
  CHECK(rows_of("[]").error.empty());
  CHECK(rows_of("{\"records\":[]}").rows.empty());
  CHECK(rows_of("[{\"a\":1},{\"a\":2}]").rows[1].number == 2);
}

TEST_CASE("a broken line is one broken row, a broken array is a broken file") {
  const Rows lines = rows_of("{\"a\":1}\n{\"a\":\n{\"a\":3}\n");
  REQUIRE(lines.rows.size() == 3);
  CHECK(lines.error.empty());
  CHECK(lines.rows[1].problem == "不是正确的 JSON");
  CHECK(lines.rows[2].value["a"] == 3);
  const Rows first = rows_of("{\"a\":\n{\"a\":2}\n{\"a\":3}\n");
  REQUIRE(first.rows.size() == 3);
  CHECK_FALSE(first.rows[0].problem.empty());
  CHECK(first.rows[1].problem.empty());
  CHECK(contains(rows_of(R"([{"a":1},{"a":)").error, "整份文件没有采用"));
  CHECK(contains(rows_of(R"([{"a":1}] x)").error, "第 11 字节附近"));
  CHECK_FALSE(rows_of("{\"records\":3}").error.empty());
}

TEST_CASE("a page of a paged feed is read whatever stands beside its records") {
  const Rows page = rows_of(R"({"next":"https://example.org/?page=2","page":{"records":[1]},"records":[{"a":1}],"more":[{"b":1}]})");
  CHECK(page.error.empty());
  REQUIRE(page.rows.size() == 1);
  CHECK(page.rows[0].value == Json{{"a", 1}});
}

TEST_CASE("bytes after a document are an error and NUL bytes are bytes") {
  const std::string nul(1, '\0');
  CHECK_FALSE(rows_of("[{\"a\":1}]" + nul).error.empty());
  CHECK_FALSE(rows_of("[{\"a\":1}]\n" + nul + nul).error.empty());
  CHECK_FALSE(rows_of("[{\"a\":1}] []").error.empty());
  CHECK_FALSE(rows_of("[{\"a\":\"" + nul + "\"}]").error.empty());
  CHECK(rows_of("[{\"a\":1}] \r\n\t").error.empty());
  const Rows lines = rows_of("{\"a\":1}" + nul + "\n{\"a\":2}\n{\"a\":3} {}\n");
  REQUIRE(lines.rows.size() == 3);
  CHECK(lines.rows[0].problem == "不是正确的 JSON");
  CHECK(lines.rows[1].problem.empty());
  CHECK(lines.rows[2].problem == "不是正确的 JSON");
}

TEST_CASE("a record beyond 16 MiB is refused, in a line alone and in a list with the file") {
  const std::string large(17u << 20, 'x');
  const Rows lines = rows_of("{\"a\":1}\n{\"a\":\"" + large + "\"}\n{\"a\":3}\n");
  REQUIRE(lines.rows.size() == 3);
  CHECK(contains(lines.rows[1].problem, "16 MiB"));
  CHECK(lines.rows[2].value["a"] == 3);
  CHECK(contains(rows_of("[{\"a\":1},{\"a\":\"" + large + "\"}]").error, "16 MiB"));
}

TEST_CASE("a line that breaks off leaves nothing behind for the next one") {
  const Rows rows = rows_of("{\"z\":0}\n{\"a\":[1,{\"b\":\n{\"c\":3}\n{\"d\":1,\"d\":[\n{\"e\":4}\n");
  REQUIRE(rows.rows.size() == 5);
  CHECK(rows.rows[2].value == Json{{"c", 3}});
  CHECK(rows.rows[2].problem.empty());
  CHECK(rows.rows[4].value == Json{{"e", 4}});
  CHECK(rows.rows[4].problem.empty());
}

TEST_CASE("many more records than fit into one block are read one by one") {
  std::string list = "[";
  for (int i = 0; i < 20000; ++i) list += (i ? ",{\"n\":" : "{\"n\":") + std::to_string(i) + ",\"t\":\"公示内容\"}";
  const Rows rows = rows_of(list + "]");
  REQUIRE(rows.rows.size() == 20000);
  CHECK(rows.rows[19999].value["n"] == 19999);
  CHECK(rows.rows[19999].number == 20000);
}

TEST_CASE("comments are refused") {
  CHECK_FALSE(rows_of("[{\"a\":1} // no\n]").error.empty());
  CHECK(rows_of("{\"a\":1} // no\n{\"a\":2}\n", JsonShape::kLines).rows[0].problem == "不是正确的 JSON");
}

TEST_CASE("a key written twice makes its record unusable, at any depth, and the others are read") {
  const Rows list = rows_of(R"([{"a":1,"a":1},{"b":{"c":1,"c":2}},{"a":{"a":1},"b":{"a":1}}])");
  REQUIRE(list.rows.size() == 3);
  CHECK(contains(list.rows[0].problem, "写了两次"));
  CHECK(contains(list.rows[1].problem, "写了两次"));
  CHECK(list.rows[2].problem.empty());
  const Rows lines = rows_of("{\"a\":1,\"a\":2}\n{\"a\":1}\n");
  CHECK(contains(lines.rows[0].problem, "写了两次"));
  CHECK(lines.rows[1].problem.empty());
  CHECK_FALSE(rows_of(R"({"records":[],"records":[]})").error.empty());
}

TEST_CASE("64 levels are read and 65 are not") {
  CHECK(rows_of(joined({"[", nested(64), "]"}, "")).rows[0].problem.empty());
  const Rows deep = rows_of(joined({"[", nested(65), ",{\"a\":1}]"}, ""));
  REQUIRE(deep.rows.size() == 2);
  CHECK(contains(deep.rows[0].problem, "64 层"));
  CHECK(deep.rows[1].value["a"] == 1);
  CHECK(rows_of(joined({"{\"z\":0}", nested(64), ""}, "\n")).rows[1].problem.empty());
  CHECK(contains(rows_of(joined({"{\"z\":0}", nested(65), ""}, "\n")).rows[1].problem, "64 层"));
}

TEST_CASE("a line however deep ends its own reading and nothing else") {
  const Rows rows = rows_of(joined({"{\"z\":0}", nested(200000), "{\"a\":3}"}, "\n"));
  REQUIRE(rows.rows.size() == 3);
  CHECK(contains(rows.rows[1].problem, "64 层"));
  CHECK(rows.rows[2].value["a"] == 3);
}

TEST_CASE("a document however deep is read to its end") {
  const Rows rows = rows_of(joined({"[", nested(200000), ",{\"a\":1}]"}, ""));
  REQUIRE(rows.rows.size() == 2);
  CHECK(contains(rows.rows[0].problem, "64 层"));
  CHECK(rows.rows[1].value["a"] == 1);
}

TEST_CASE("thousands of keys that nobody knows are told apart") {
  std::string odd = "{\"a\":1";
  for (int i = 0; i < 3000; ++i) odd += ",\"k" + std::to_string(i) + "\":0";
  CHECK(rows_of(odd + "}\n{\"a\":2}").rows[0].problem.empty());
  CHECK(contains(rows_of(odd + ",\"k2999\":0}\n{\"a\":2}").rows[0].problem, "写了两次"));
  CHECK(contains(rows_of(odd + ",\"k5\":0}\n{\"a\":2}").rows[0].problem, "写了两次"));
}

TEST_CASE("rows of a document are the same where the same is written") {
  const Rows rows = rows_of(R"([{"a":1,"b":{"c":"x"}},{"a":1,"b":{"c":"x"}},{"a":"1","b":{"c":"x"}},{"a":1,"b":["c","x"]}])");
  REQUIRE(rows.rows.size() == 4);
  CHECK(rows.rows[0].digest == rows.rows[1].digest);
  CHECK(rows.rows[0].digest != rows.rows[3].digest);
}

TEST_CASE("a byte order mark inside a file of lines is no part of its line") {
  const Rows rows = rows_of("{\"a\":1}\n\xEF\xBB\xBF{\"a\":2}\n");
  REQUIRE(rows.rows.size() == 2);
  CHECK(rows.rows[1].value["a"] == 2);
}

TEST_CASE("what is no object is no record") {
  const Rows list = rows_of(R"([1,"x",null,[{}],{"a":1}])");
  REQUIRE(list.rows.size() == 5);
  for (int i = 0; i < 4; ++i) CHECK(contains(list.rows[static_cast<size_t>(i)].problem, "形式的记录"));
  CHECK(list.rows[4].problem.empty());
  CHECK_FALSE(rows_of("3").error.empty());
  CHECK_FALSE(rows_of("\"text\"", JsonShape::kDocument).error.empty());
}

TEST_CASE("numbers with a fraction and numbers too long keep their digits") {
  const Rows rows = rows_of(R"([{"fine":0.10,"id":123456789012345678901234567890,"n":18446744073709551615}])");
  CHECK(rows.rows[0].value["fine"] == "0.10");
  CHECK(rows.rows[0].value["id"] == "123456789012345678901234567890");
  CHECK(rows.rows[0].value["n"].dump() == "18446744073709551615");
}

TEST_CASE("a broken byte spoils its line, and an array whole, by its offset") {
  const Rows lines = rows_of("{\"a\":\"执法决定\"}\n{\"a\":\"当\xFF\"}\n{\"a\":\"公示\"}\n");
  REQUIRE(lines.rows.size() == 3);
  CHECK(lines.rows[0].problem.empty());
  CHECK(contains(lines.rows[1].problem, "第 30 字节"));
  CHECK(lines.rows[2].value["a"] == "公示");
  CHECK(contains(rows_of("[{\"a\":\"执法决定\xFF\"}]").error, "第 19 字节"));
}

TEST_CASE("JSONTestSuite: what must be accepted is, what must be refused is, nothing crashes") {
  const auto dir = test::shared("suites/JSONTestSuite/test_parsing");
  if (!std::filesystem::exists(dir)) {
    WARN("skipped: " << dir << " is missing");
    return;
  }
  // A feed asks for more than JSON does: an object or list on top, no key twice, 64 levels.
  const std::vector<std::string> refused_here = {
      "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
      "y_structure_lonely_false.json", "y_structure_lonely_int.json",
      "y_structure_lonely_negative_real.json", "y_structure_lonely_null.json",
      "y_structure_lonely_string.json", "y_structure_lonely_true.json",
      "y_structure_string_empty.json", "y_string_space.json"};
  int accepted = 0;
  int refused = 0;
  int stricter = 0;
  int either = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    Rows rows = rows_in(entry.path(), JsonShape::kDocument);
    // Members that are no objects are no records, but they are JSON.
    std::erase_if(rows.rows, [](const Row& row) { return contains(row.problem, "形式的记录"); });
    const bool own_rule = std::count(refused_here.begin(), refused_here.end(), name) > 0;
    if (name.starts_with("i_")) {
      ++either;
    } else if (name.starts_with("n_") || own_rule) {
      CHECK(rows.broken());
      ++(own_rule ? stricter : refused);
    } else {
      CHECK_FALSE(rows.broken());
      ++accepted;
    }
  }
  CHECK(accepted == 85);
  CHECK(stricter == 10);
  CHECK(refused == 188);
  CHECK(either == 35);
}
