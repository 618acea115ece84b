#include "base/digest.h"
#include "base/packing.h"
#include "night/small_site.h"
#include "render/render.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::set<std::string> assets_of(const SmallSite& site) {
  std::set<std::string> names;
  for (const auto& [path, bytes] : site.served())
    if (path.starts_with("assets/") && path != "assets/files.sha256") names.insert(path);
  return names;
}

std::set<std::string> united(std::set<std::string> a, const std::set<std::string>& b) {
  a.insert(b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("with compress every text file has copies that say the same, and the audit reads them") {
  SmallSite site;
  site.fill(3);
  site.config()["compress"] = true;
  CHECK(site.night().report.published);
  size_t copies = 0;
  const auto served = site.served();
  for (const auto& [path, bytes] : served) {
    if (!path.ends_with(".html") && !path.ends_with(".csv") && !path.ends_with(".css")) continue;
    INFO(path);
    REQUIRE(served.count(path + ".gz") == 1);
    CHECK(*gzip_unpacked(served.at(path + ".gz"), 1 << 24) == bytes);
    CHECK(*brotli_unpacked(served.at(path + ".br"), 1 << 24) == bytes);
    ++copies;
  }
  CHECK(copies > 20);
  // A smaller release has them, too.
  site.rows().pop_back();
  CHECK(site.night_on("2026-11-23").report.published);
  const std::string address = SmallSite::address(3);
  CHECK(contains(*gzip_unpacked(site.page(address + ".gz"), 1 << 24), "已经撤下"));
}

TEST_CASE("with sm3 a night passes its audit, the next carries over, and each file is listed twice") {
  SmallSite site;
  site.fill(3);
  site.config()["sm3"] = true;
  CHECK(site.night().report.published);
  CHECK(site.night_on("2026-11-23").report.published);
  const std::string month = SmallSite::address(3).substr(0, SmallSite::address(3).rfind('/') + 1);
  const auto served = site.served();
  CHECK(contains(served.at(month + "files.sm3"), sm3_hex(served.at(SmallSite::address(3)))));
  CHECK(contains(served.at(month + "files.sha256"), "  files.sm3\n"));
  CHECK(contains(served.at("release.json"), sm3_hex(served.at("files.sm3"))));
}

TEST_CASE("without compress there are no copies") {
  SmallSite site;
  site.fill(1);
  site.night();
  for (const auto& [path, bytes] : site.served()) {
    CHECK_FALSE(path.ends_with(".gz"));
    CHECK_FALSE(path.ends_with(".br"));
  }
}

TEST_CASE("a theme's change keeps the assets of the release before, and no older ones") {
  SmallSite site;
  site.fill(1);
  site.night();
  const auto first = assets_of(site);
  site.night();
  CHECK(assets_of(site) == first);

  site.folder().write("site/themes/web.css", "body{color:#111}");
  site.night();
  const auto second = assets_of(site);
  CHECK(second.size() == first.size() + 1);
  CHECK(std::includes(second.begin(), second.end(), first.begin(), first.end()));

  site.folder().write("site/themes/web.css", "body{color:#222}");
  site.night();
  const auto third = assets_of(site);
  CHECK(third.size() == first.size() + 1);
  CHECK_FALSE(std::includes(third.begin(), third.end(), first.begin(), first.end()));

  site.night();  // nothing has changed: what was kept for one release goes
  CHECK(assets_of(site).size() == first.size());
  CHECK(united(third, assets_of(site)) == third);
}

TEST_CASE("a marker stands beside each tombstone, and beside nothing else") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.rows().erase(site.rows().begin());
  site.night_on("2026-11-23");
  const std::string stone = SmallSite::address(1);
  for (const auto& [path, bytes] : site.served())
    CHECK(path.ends_with(".gone") == (path == gone_marker(stone)));
  CHECK(site.page(gone_marker(stone)).empty());
  CHECK(site.serves(gone_marker(stone)));
}
