// Figures agencies declare for their annual reports, as a feed brings them.
#include "intake/reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

FeedConfig figures(const std::string& preset = "native") {
  FeedConfig feed;
  feed.id = "figures";
  feed.dataset = "declared";
  feed.agencies = {kMarket};
  feed.preset = preset;
  if (preset != "native") feed.mapping = preset;
  return feed;
}

Reading declared_in(const std::string& name, const std::string& bytes, const FeedConfig& feed = figures()) {
  const Scratch scratch;
  scratch.write(name, bytes);
  return read_file(scratch / name, feed);
}

}  // namespace

TEST_CASE("declared figures are read from a table and named by the cell they are about") {
  const Reading got = declared_in("f.csv", "年度,季度,表,列,件数,金额（元）,报送人\n2025,,permit,applied,120,,政务服务科\n"
                                    "2026,1,penalty,amount,,153000.50,法制科\n");
  INFO(got.error);
  REQUIRE(got.records.size() == 2);
  CHECK(got.records[0].id == "2025~~permit~applied~");
  CHECK(got.records[0].agency == kMarket);
  CHECK(got.records[0].fields["n"] == 120);
  CHECK(got.records[1].id == "2026~1~penalty~amount~");
  CHECK(got.records[1].fields["amount"] == 15300050);
}

TEST_CASE("a row of declared figures that cannot be true goes back with its column") {
  for (const auto& [row, column, reason] : std::vector<std::tuple<const char*, const char*, const char*>>{
           {R"({"year":25,"table":"permit","column":"applied","n":1})", "year", "bad_value"},
           {R"({"year":2025,"quarter":5,"table":"permit","column":"applied","n":1})", "quarter", "bad_value"},
           {R"({"year":2025,"table":"permit","column":"applied","n":-1})", "n", "bad_value"},
           {R"({"year":2025,"table":"permit","column":"applied","n":"许多"})", "n", "bad_value"},
           {R"({"year":2025,"table":"permit","column":"applied"})", "n", "missing_field"},
           {R"({"year":2025,"table":"penalty","column":"amount","n":3})", "amount", "missing_field"},
           {R"({"year":2025,"table":"permit","column":"applied","n":3,"amount":4})", "amount", "bad_value"},
           {R"({"year":2025,"table":"permit","n":3})", "column", "missing_field"},
           {R"({"year":2025,"column":"applied","n":3})", "table", "missing_field"},
           {R"({"table":"permit","column":"applied","n":3})", "year", "missing_field"}}) {
    INFO(row);
    const Reading got = declared_in("f.jsonl", std::string(row) + "\n");
    REQUIRE(got.rejected.size() == 1);
    CHECK(got.rejected[0].column == column);
    CHECK(got.rejected[0].reason == reason);
    CHECK(got.rejected[0].row == 1);
  }
}

TEST_CASE("an agency's feed declares for itself alone") {
  const Reading got = declared_in("f.jsonl", R"({"agency":"119901010099000215","year":2025,"table":"permit","column":"applied","n":3})");
  REQUIRE(got.rejected.size() == 1);
  CHECK(got.rejected[0].reason == "bad_code");
  CHECK(got.records.empty());
}

TEST_CASE("an agency's own table of figures is read through a mapping file") {
  const Scratch scratch;
  scratch.write("m.json", R"({"columns":{"年份":"year","报表":"table","项目":"column","数值":"n"},
    "values":{"table":{"许可表":"permit"},"column":{"申请数量":"applied"}}})");
  const Reading got = declared_in("f.csv", "年份,报表,项目,数值\n2025,许可表,申请数量,7\n", figures((scratch / "m.json").string()));
  INFO(got.error << (got.rejected.empty() ? "" : got.rejected[0].column + got.rejected[0].text));
  REQUIRE(got.records.size() == 1);
  CHECK(got.records[0].fields["table"] == "permit");
  CHECK(got.records[0].fields["column"] == "applied");
}
