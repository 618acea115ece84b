// Rows are the same, in the same order, whatever the number of threads that read them.
#include <mutex>
#include <set>
#include <thread>

#include "base/text.h"
#include "reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// What became of each row, in the order in which it was told.
std::vector<std::string> told(const std::string& bytes, unsigned hands, const std::string& format = "auto") {
  const Scratch scratch;
  FeedConfig feed = decisions_feed();
  feed.format = format;
  std::vector<std::string> out;
  const auto prepare = [&](IntakeRow&& row) -> RowWork::After {
    std::string line;
    if (const auto* record = std::get_if<Record>(&row))
      line = std::to_string(record->row) + " " + record->digest + canonical(record->fields);
    if (const auto* rejected = std::get_if<RejectedRow>(&row))
      line = std::to_string(rejected->row) + " " + rejected->column + rejected->text + rejected->mend;
    return [&out, line] { out.push_back(line); };
  };
  const auto read = read_feed(DiskFs(), scratch.write("feed", bytes), feed, definition("decisions"), {},
                              *Date::parse("2026-06-30"), RowWork{prepare, hands});
  out.push_back(read ? std::to_string(read->rows) + " rows" : read.error().text);
  return out;
}

Json row(int i) {
  Json record = penalty_with("document_number", "示市监罚〔2026〕" + std::to_string(i) + "号");
  if (i % 7 == 0) record["fine"] = "好多钱";
  if (i % 11 == 0) record["disclosure"] = {{"minor", i % 2 == 0}, {"odd", 1}};
  if (i % 13 == 0) record["key" + std::to_string(i)] = i;
  return record;
}

}  // namespace

TEST_CASE("lines documents and tables give the same rows to one thread and to several") {
  std::string lines, table = "agency,document_number,category,party.name,decision_date,content\n";
  Json list = Json::array();
  for (int i = 0; i < 3000; ++i) {
    list.push_back(row(i));
    lines += i % 17 == 0 ? "{broken\n" : row(i).dump() + "\n";
    table += kMarket + ",示市监罚〔2026〕" + std::to_string(i) + "号,penalty,虚构餐饮有限公司," +
             (i % 5 ? "2026-03-02" : "三月") + ",罚款\n";
  }
  for (const std::string& bytes : {lines, list.dump(), table}) {
    const auto alone = told(bytes, 1);
    REQUIRE(alone.size() == 3001);
    CHECK(alone.back() == "3000 rows");
    for (const unsigned hands : {2u, 4u}) CHECK(told(bytes, hands) == alone);
  }
}

TEST_CASE("a document that breaks off is refused by several threads as by one") {
  Json list = Json::array();
  for (int i = 0; i < 2000; ++i) list.push_back(row(i));
  std::string bytes = list.dump();
  bytes.resize(bytes.size() - 40);
  const auto alone = told(bytes, 1);
  CHECK(contains(alone.back(), "整份文件没有采用"));
  CHECK(told(bytes, 4).back() == alone.back());
}
