#include "publish/changes.h"

#include "publish/sending.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a page of a record is told from a list by its name") {
  for (const char* page : {"decisions/2026-02/11990101009900013A-one-0123456789.html", "agencies/11990101009900013A.html",
                           "parties/22/91990101MA9TE5T122.html", "agencies/11990101009900013A.html.gz",
                           "agencies/11990101009900013A.html.gone"})
    CHECK(is_record_page(page));
  for (const char* other : {"index.html", "decisions/index.html", "decisions/2026-02/index.html", "11990101009900013A.html",
                            "data/decisions/11990101009900013A.csv", "search/aaaaaaaaaaaaaaaaaaaa.html"})
    CHECK_FALSE(is_record_page(other));
}

TEST_CASE("between two releases every added and changed and missing file is found and nothing else is read") {
  Sending sending;
  sending.build("2026-03-10", two_pages("one"));
  const Manifest first = read_manifest(sending.fs, sending.site()).value();
  Files files = two_pages("two");
  files.erase(kPage);
  files["agencies/new.html"] = "new";
  sending.build("2026-03-11", files);
  const Manifest second = read_manifest(sending.fs, sending.site()).value();
  const ListOf lists = lists_in_store(sending.fs, sending.out);
  const Changes changes = changes_between(first, lists, second, lists);
  CHECK(changes.added == std::vector<std::string>{"agencies/new.html"});
  CHECK(changes.gone == std::vector<std::string>{kPage});
  CHECK(changes.changed == std::vector<std::string>{"agencies/files.sha256", "asof.js", "decisions/2026-02/files.sha256",
                                                    "decisions/2026-03/a-3.html", "decisions/2026-03/files.sha256",
                                                    "decisions/index.html", "index.html", "search/post.js"});
  CHECK(changes_between(second, lists, second, [](auto&, auto&) -> std::optional<FileList> { FAIL(); return {}; }).empty());
  const Changes all = changes_between(std::nullopt, lists, second, lists);
  CHECK(all.changed.empty());
  CHECK(all.gone.empty());
  CHECK(all.added.size() == files.size() + second.partitions.size());
  const Changes forgotten = changes_between(first, [](auto&, auto&) -> std::optional<FileList> { return {}; }, second, lists);
  CHECK(forgotten.gone.empty());
  CHECK(std::find(forgotten.added.begin(), forgotten.added.end(), kSecond) != forgotten.added.end());
}

TEST_CASE("pages that went or became tombstones were taken down and lists were not") {
  Sending sending;
  Files files = two_pages("one");
  files["agencies/11990101009900013A.html"] = "agency";
  sending.build("2026-03-10", files);
  const std::string first = sending.release;
  files.erase(kPage);
  files.erase("decisions/2026-03/a-3.html");
  files[kSecond] = "withdrawn";
  files[kSecond + ".gone"] = "";
  sending.build("2026-03-11", files);
  const std::string second = sending.release;
  CHECK(pages_taken_down(sending.fs, sending.out, first, second).value() == std::vector<std::string>{kPage, kSecond});
  CHECK(pages_taken_down(sending.fs, sending.out, "", second)->empty());
  CHECK(pages_taken_down(sending.fs, sending.out, second, second)->empty());
  files.erase(kSecond);  // the tombstone's year is over: nobody's page goes
  files.erase(kSecond + ".gone");
  sending.build("2026-03-12", files);
  CHECK(pages_taken_down(sending.fs, sending.out, second, sending.release)->empty());
  CHECK(pages_taken_down(sending.fs, sending.out, "20260101-0001", second).error().code == "io");
}
