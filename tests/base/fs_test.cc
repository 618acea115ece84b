#include "base/fs.h"

#include <sys/stat.h>

#include "support/catch.h"
#include "support/faulty_fs.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;

namespace {

int mode_of(const stdfs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("what is written is read back, and writing again replaces it") {
  const Scratch scratch;
  DiskFs fs;
  REQUIRE(fs.write(scratch / "a", std::string("a long first content\0x", 22)).ok());
  REQUIRE(fs.write(scratch / "a", "short").ok());
  CHECK(fs.read(scratch / "a").value() == "short");
}

TEST_CASE("a file is read piece by piece until its end or until the reader has enough") {
  const Scratch scratch;
  DiskFs fs;
  std::string bytes;
  for (int i = 0; i < 50'000; ++i) bytes += std::to_string(i) + ";";
  REQUIRE(fs.write(scratch / "a", bytes).ok());
  const test::FaultyFs other;  // reads at once and gives one piece
  for (const Fs* disk : {static_cast<const Fs*>(&fs), static_cast<const Fs*>(&other)}) {
    std::string read;
    REQUIRE(disk->read_pieces(scratch / "a", [&](std::string_view piece) { return read.append(piece), Status(); }).ok());
    CHECK(read == bytes);
    const auto stopped = disk->read_pieces(scratch / "a", [](std::string_view) { return Status(Error{"enough", "", ""}); });
    CHECK(stopped.error().code == "enough");
    CHECK(disk->read_pieces(scratch / "none", [](std::string_view) { return Status(); }).error().code == "io");
    CHECK(disk->read_pieces(scratch / "", [](std::string_view) { return Status(); }).error().code == "io");  // a folder
  }
}

TEST_CASE("a file gets the mode that was asked for") {
  const Scratch scratch;
  DiskFs fs;
  REQUIRE(fs.make_dirs(scratch / "state" / "reports", 0700).ok());
  REQUIRE(fs.write(scratch / "key", "k", 0600).ok());
  CHECK(mode_of(scratch / "key") == 0600);
  CHECK(mode_of(scratch / "state" / "reports") == 0700);
}

TEST_CASE("writing never follows a link into what it points to") {
  const Scratch scratch;
  DiskFs fs;
  REQUIRE(fs.write(scratch / "stored", "kept").ok());
  REQUIRE(fs.symlink("stored", scratch / "link").ok());
  const auto written = fs.write(scratch / "link", "other");
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().code == "io");
  CHECK(written.error().where == (scratch / "link").string());
  CHECK(fs.read(scratch / "stored").value() == "kept");
}

TEST_CASE("appending adds to the end and creates what is missing") {
  const Scratch scratch;
  DiskFs fs;
  REQUIRE(fs.append(scratch / "lines", "one\n", 0600).ok());
  REQUIRE(fs.append(scratch / "lines", "two\n").ok());
  CHECK(fs.read(scratch / "lines").value() == "one\ntwo\n");
}

TEST_CASE("rename replaces a link in one step") {
  const Scratch scratch;
  DiskFs fs;
  REQUIRE(fs.symlink("releases/1", scratch / "current").ok());
  REQUIRE(fs.symlink("releases/2", scratch / "next").ok());
  REQUIRE(fs.rename(scratch / "next", scratch / "current").ok());
  CHECK(fs.read_link(scratch / "current").value() == "releases/2");
  CHECK_FALSE(fs.is_link(scratch / "next"));
}

TEST_CASE("removing a tree leaves what its links point to") {
  const Scratch scratch;
  DiskFs fs;
  scratch.write("store/page", "x");
  scratch.write("release/site/index.html", "y");
  REQUIRE(fs.symlink("../../store", scratch / "release" / "site" / "part").ok());
  CHECK(fs.is_dir(scratch / "release" / "site" / "part"));
  REQUIRE(fs.remove_tree(scratch / "release").ok());
  CHECK_FALSE(fs.exists(scratch / "release"));
  CHECK(fs.read(scratch / "store" / "page").value() == "x");
  CHECK(fs.remove_tree(scratch / "release").ok());
  CHECK(fs.remove(scratch / "release").ok());
}

TEST_CASE("a full directory, a missing file and a file in the way are errors that name the path") {
  const Scratch scratch;
  DiskFs fs;
  scratch.write("dir/file", "x");
  CHECK(fs.remove(scratch / "dir").error().where == (scratch / "dir").string());
  CHECK(fs.read(scratch / "none").error().code == "io");
  CHECK(fs.read(scratch / "dir").error().code == "io");
  CHECK(fs.make_dirs(scratch / "dir" / "file").error().code == "io");
  CHECK(fs.list(scratch / "none").error().code == "io");
  CHECK(fs.sync(scratch / "none").error().code == "io");
  CHECK(fs.sync_all(scratch / "none").error().code == "io");
}

TEST_CASE("a full disk is told in words that say what to do") {
  DiskFs fs;
  const Status full = fs.append("/dev/full", "x");
  REQUIRE_FALSE(full.ok());
  CHECK(full.error().text == "写入失败：磁盘已满，或者文件个数到了上限（inode 用完）。请清理后再运行。");
}

TEST_CASE("names in a directory come sorted by bytes") {
  const Scratch scratch;
  DiskFs fs;
  for (const char* name : {"b", "a", "B", "10", "9"}) scratch.write(name, "");
  CHECK(fs.list(scratch.path()).value() == std::vector<std::string>{"10", "9", "B", "a", "b"});
}

TEST_CASE("entries say what is a directory, links to one among them") {
  const Scratch scratch;
  DiskFs fs;
  scratch.write("b/file", "");
  scratch.write("a", "");
  REQUIRE(fs.symlink("b", scratch / "to-b").ok());
  REQUIRE(fs.symlink("nowhere", scratch / "dangling").ok());
  const std::vector<std::pair<std::string, bool>> expected = {{"a", false}, {"b", true}, {"dangling", false}, {"to-b", true}};
  CHECK(fs.entries(scratch.path()).value() == expected);
  CHECK(fs.Fs::entries(scratch.path()).value() == expected);
  CHECK(fs.entries(scratch / "none").error().code == "io");
}

TEST_CASE("a directory and a file can be synced") {
  const Scratch scratch;
  DiskFs fs;
  scratch.write("file", "x");
  CHECK(fs.sync(scratch / "file").ok());
  CHECK(fs.sync(scratch.path()).ok());
  CHECK(fs.sync_all(scratch.path()).ok());
}

TEST_CASE("the failing file system fails at the call it was told to, once or from then on") {
  const Scratch scratch;
  test::FaultyFs fs(2, test::FaultyFs::Fault::kFail);
  CHECK(fs.write(scratch / "a", "content").ok());
  CHECK_FALSE(fs.write(scratch / "b", "content").ok());
  CHECK(fs.write(scratch / "c", "content").ok());
  CHECK(fs.calls().size() == 3);
  CHECK(fs.calls()[1] == "write b");

  test::FaultyFs killed(2, test::FaultyFs::Fault::kKill);
  CHECK(killed.write(scratch / "d", "content").ok());
  CHECK_FALSE(killed.write(scratch / "e", "content").ok());
  CHECK_FALSE(killed.rename(scratch / "d", scratch / "f").ok());
  CHECK(killed.exists(scratch / "d"));
  CHECK(killed.read(scratch / "e").value() == "con");
}
