#include <set>

#include "render/chart.h"
#include "render/html.h"
#include "render/links.h"
#include "render/paging.h"
#include "render/qr.h"
#include "render/sitemap.h"
#include "support/catch.h"

using namespace gongshi;

TEST_CASE("values are escaped and redactions seen") {
  CHECK(escaped("a<b>&\"'\x01\x0b") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(value_html("电话■电话已隐去■。").str() ==
        "电话<span class=\"redact\"><span aria-hidden=\"true\">■</span>电话已隐去<span "
        "aria-hidden=\"true\">■</span></span>。");
  CHECK(value_html("一■<b>").str() == "一■&lt;b&gt;");
  CHECK(value_html("一\n二").str() == "一<br>二");
  CHECK(number_html("示〔2026〕1号<").str() == "<span class=\"dn\">示〔2026〕1号&lt;</span>");
}

TEST_CASE("links lead back to the web root from any depth") {
  CHECK(root_prefix("index.html").empty());
  CHECK(root_prefix("decisions/2026-11/x.html") == "../../");
  CHECK(public_address("https://a.invalid/b", "decisions/index.html") ==
        "https://a.invalid/b/decisions/");
  CHECK(public_address("https://a.invalid/b/", "x.html") == "https://a.invalid/b/x.html");
  CHECK(public_address("https://a.invalid", "index.html") == "https://a.invalid/");
  CHECK(host_of("https://www.a.invalid:8443/b") == "www.a.invalid");
  CHECK(host_of("nothing").empty());
  CHECK(path_of("https://a.invalid/b") == "/b/");
  CHECK(path_of("https://a.invalid") == "/");
}

TEST_CASE("old pages keep their rows when a row is added") {
  for (size_t rows = 0; rows < 200; ++rows) {
    const auto before = Cut::from_oldest(rows), after = Cut::from_oldest(rows + 1);
    size_t covered = 0;
    for (const auto& piece : before) {
      CHECK(piece.first == covered);
      covered += piece.count;
    }
    CHECK(covered == rows);
    CHECK(before.back().file == "index.html");
    CHECK(before.back().count < 30);
    CHECK((rows == 0 || before.back().count > 0));
    for (size_t i = 0; i + 1 < before.size(); ++i) {
      CHECK(before[i].count == kRowsPerPage);
      CHECK(before[i].file == after[i].file);
      CHECK(before[i].first == after[i].first);
    }
  }
}

TEST_CASE("lists in an order of their own are numbered from the front") {
  const auto pieces = Cut::in_order(45);
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].file == "index.html");
  CHECK(pieces[2].file == "page-3.html");
  CHECK(pieces[2].first == 40);
  CHECK(pieces[2].count == 5);
  CHECK(Cut::in_order(0).size() == 1);
}

TEST_CASE("a QR code is one path inside its quiet zone") {
  const auto code = qr_code("https://example.invalid/xzzfgs/decisions/2026-11/x.html");
  REQUIRE(code);
  CHECK(code->size >= 21 + 8);
  CHECK(code->path.starts_with("M4 4.5h7m"));
  CHECK(code->path.size() < 12000);
  CHECK(code->path.find_first_not_of("Mmh.0123456789 ") == std::string::npos);
  CHECK(qr_code("https://example.invalid/a")->path != qr_code("https://example.invalid/b")->path);
  CHECK_FALSE(qr_code(std::string(5000, 'a')));
}

TEST_CASE("a sitemap over the limit is split under an index") {
  std::vector<SitemapEntry> entries;
  for (int i = 0; i < 5; ++i)
    entries.push_back({"https://a.invalid/" + std::to_string(i) + "?a&b", "2026-11-10"});
  const auto one = sitemap_files("https://a.invalid", entries, 5);
  REQUIRE(one.size() == 1);
  CHECK(one.at("sitemap.xml")
            .find("<loc>https://a.invalid/0?a&amp;b</loc><lastmod>2026-11-10</lastmod>") !=
        std::string::npos);
  const auto split = sitemap_files("https://a.invalid", entries, 2);
  REQUIRE(split.size() == 4);
  CHECK(split.at("sitemap.xml").find("<loc>https://a.invalid/sitemap-3.xml</loc>") !=
        std::string::npos);
  CHECK(split.at("sitemap-3.xml").find("https://a.invalid/4") != std::string::npos);
}

TEST_CASE("shares are computed in whole numbers") {
  CHECK(percent(13651, 13767) == "99.2");
  CHECK(percent(0, 0) == "0.0");
  CHECK(percent(5, 5) == "100.0");
}
