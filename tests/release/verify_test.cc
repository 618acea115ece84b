#include "release/verify.h"

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
