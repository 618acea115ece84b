#include "release/verify.h"

#include "base/digest.h"
#include "base/text.h"
#include "release/manifest.h"
#include "small_release.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A copy of a release's web root as rsync or an object store would make it: without links.
struct Copy {
  Scratch scratch;
  stdfs::path site = scratch / "www";

  Copy() {
    const auto id = built(scratch.path(), "2026-03-10", small_site("one"));
    DiskFs fs;
    const auto from = release_dir(scratch.path(), id) / "site";
    for (const auto& path : files_below(fs, from).value())
      scratch.write("www/" + path, fs.read(from / path).value());
  }
};

}  // namespace

TEST_CASE("a faithful copy differs in nothing") {
  const Copy copy;
  CHECK(differences(copy.site).empty());
}

TEST_CASE("every altered, missing or added file of a copy is named") {
  const Copy copy;
  copy.scratch.write("www/index.html", "forged");
  copy.scratch.write("www/assets/site.01234567.css", "body{ }");
  copy.scratch.write("www/agencies/planted.html", "x");
  copy.scratch.write("www/planted/deep/x.html", "x");
  stdfs::remove(copy.site / "decisions/2026-02/a-2.html");
  stdfs::remove_all(copy.site / "decisions/2026-03");
  CHECK(differences(copy.site) ==
        "多出 agencies/planted.html\n多出 planted/deep/x.html\n缺少 decisions/2026-02/a-2.html\n"
        "缺少 decisions/2026-03/\n被改动 assets/site.01234567.css\n被改动 index.html\n");
}

TEST_CASE("a list or a manifest that was changed with its files is found out") {
  const Copy copy;
  DiskFs fs;
  copy.scratch.write("www/agencies/index.html", "forged");
  auto list = parse_list(slurp(copy.site / "agencies/files.sha256"), "").value();
  list["index.html"] = std::string(64, '0');
  copy.scratch.write("www/agencies/files.sha256", list_text(list));
  CHECK(differences(copy.site) == "被改动 agencies/files.sha256\n被改动 agencies/index.html\n");

  auto text = slurp(copy.site / "release.json");
  text.replace(text.find("\"files\""), 0, "\"note\": 1, ");
  copy.scratch.write("www/release.json", text);
  CHECK(differences(copy.site) == "被改动 agencies/files.sha256\n被改动 agencies/index.html\n");
  auto manifest = read_manifest(fs, copy.site).value();
  manifest.files["index.html"] = std::string(64, '0');
  std::string forged = manifest.json();
  forged.replace(forged.find(manifest.root()), 64, manifest.stated_root);
  copy.scratch.write("www/release.json", forged);
  CHECK(differences(copy.site).find("被改动 release.json") != std::string::npos);
}

TEST_CASE("a tree without a readable manifest is told so") {
  const Copy copy;
  copy.scratch.write("www/release.json", "{}");
  CHECK(differences(copy.site).find("被改动 release.json") != std::string::npos);
  stdfs::remove(copy.site / "release.json");
  CHECK(differences(copy.site).find("缺少 release.json") != std::string::npos);
  DiskFs fs;
  CHECK(verify(fs, copy.site / "nowhere").error().code == "io");
}

TEST_CASE("with sm3 every file stands in a list of its SM3 too, and the lists are held to it") {
  const Scratch scratch;
  DiskFs fs;
  const auto id = build(fs, scratch.path(), "2026-03-10", small_site("one"), true);
  REQUIRE(id.ok());
  const auto site = release_dir(scratch.path(), *id) / "site";
  CHECK(differences(site).empty());
  const auto manifest = read_manifest(fs, site);
  REQUIRE(manifest.ok());
  CHECK(manifest->sm3 == sm3_hex(slurp(site / "files.sm3")));
  const auto listed = parse_list(slurp(site / "files.sm3"), "").value();
  CHECK(listed.at("index.html") == sm3_hex("home one"));
  CHECK(listed.at("decisions/2026-02/files.sm3") == sm3_hex(slurp(site / "decisions/2026-02/files.sm3")));
  CHECK(parse_list(slurp(site / "decisions/2026-02/files.sm3"), "").value() ==
        FileList{{"a-1.html", sm3_hex("decision one")}, {"a-2.html", sm3_hex("decision two")}});

  // A forger who mends every SHA-256 on the way up but not the SM3.
  const Scratch copy;
  for (const auto& path : files_below(fs, site).value()) copy.write("www/" + path, slurp(site / path));
  const auto www = copy / "www";
  const auto mend = [&](const std::string& list, const std::string& name) {
    auto files = parse_list(slurp(www / list), "").value();
    files[name] = sha256_hex(slurp((www / list).parent_path() / name));
    copy.write("www/" + list, list_text(files));
  };
  copy.write("www/decisions/2026-02/a-1.html", "forged");
  mend("decisions/2026-02/files.sha256", "a-1.html");
  auto forged = *manifest;
  forged.partitions["decisions/2026-02"] = sha256_hex(slurp(www / "decisions/2026-02/files.sha256"));
  copy.write("www/release.json", forged.json());
  CHECK(differences(www) == "被改动 decisions/2026-02/a-1.html\n");
  copy.write("www/files.sm3", "");
  CHECK(contains(differences(www), "被改动 files.sm3"));
}

TEST_CASE("a partition carried over has its SM3 listed, whether it was made with such lists or without") {
  for (const bool before : {true, false}) {
    INFO(before);
    const Scratch scratch;
    DiskFs fs;
    const auto first = build(fs, scratch.path(), "2026-03-10", small_site("one"), before);
    REQUIRE(first.ok());
    REQUIRE(publish(fs, scratch.path(), *first).ok());
    auto tree = TreeWriter::begin(fs, scratch.path(), "20260311-0001", *Date::parse("2026-03-11"), true);
    REQUIRE(tree.ok());
    const auto carried = (*tree)->carry_over("decisions/2026-02", *first);
    REQUIRE(carried.ok());
    CHECK(*carried == std::vector<std::string>{"decisions/2026-02/a-1.html", "decisions/2026-02/a-2.html"});
    REQUIRE((*tree)->finish().ok());
    const auto site = release_dir(scratch.path(), "20260311-0001") / "site";
    CHECK(differences(site).empty());
    const auto listed = parse_list(slurp(site / "files.sm3"), "").value();
    CHECK(listed.contains(before ? "decisions/2026-02/files.sm3" : "decisions/2026-02/a-1.html"));
  }
}
