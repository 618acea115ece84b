#include "night/row_spool.h"

#include <random>

#include "base/digest.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

RowSpool::Rows all_of(RowSpool& spool) {
  RowSpool::Rows all;
  std::string last;
  const Status read = spool.each_part([&](const std::string& prefix, RowSpool::Rows& rows) -> Status {
    CHECK(last < prefix);
    last = prefix;
    for (auto& [key, values] : rows) {
      CHECK(key.starts_with(prefix));
      CHECK(all.emplace(key, std::move(values)).second);
    }
    return {};
  });
  CHECK(read.ok());
  return all;
}

}  // namespace

TEST_CASE("rows come back by key in the order they were added whether or not they went to disk") {
  // The large rows go to disk several times, the small ones stay in memory.
  for (const size_t size : {20u, 200000u}) {
    INFO(size);
    Scratch scratch;
    DiskFs fs;
    RowSpool spool(fs, scratch / "rows");
    std::mt19937 random(7);
    RowSpool::Rows expected;
    for (int i = 0; i < 700; ++i) {
      const std::string key = sha256_hex(std::to_string(random() % 300));
      const std::string row = std::to_string(i) + std::string(size, static_cast<char>('a' + i % 26)) + std::string(1, 0);
      REQUIRE(spool.add(key, row).ok());
      expected[key].push_back(row);
    }
    CHECK(stdfs::exists(scratch / "rows") == (size > 1000));
    CHECK(all_of(spool) == expected);
    // What was read is gone.
    CHECK((!stdfs::exists(scratch / "rows") || stdfs::is_empty(scratch / "rows")));
  }
}

TEST_CASE("a torn file of waiting rows is told and not read half") {
  Scratch scratch;
  DiskFs fs;
  RowSpool spool(fs, scratch / "rows");
  for (int i = 0; i < 200; ++i) REQUIRE(spool.add(sha256_hex(std::to_string(i)), std::string(200000, 'x')).ok());
  for (const auto& entry : stdfs::directory_iterator(scratch / "rows"))
    stdfs::resize_file(entry.path(), stdfs::file_size(entry.path()) / 2);
  const Status read = spool.each_part([](const std::string&, RowSpool::Rows&) { return Status(); });
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().code == "io");
}
