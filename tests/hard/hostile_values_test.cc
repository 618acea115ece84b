// An agency whose values are made to do something where they are shown.
#include <algorithm>

#include "base/markup.h"
#include "intake/zip_parts.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Characters that nobody sees or that turn what stands beside them round.
const std::vector<std::string>& unseen() {
  static const std::vector<std::string> kUnseen = {"\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
                                                   "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff",
                                                   "\u00ad", "\u061c", "\u180e", "\u3164", "\u115f", "\u1160", "\uffa0", "\u034f"};
  return kUnseen;
}

/// Path → bytes of what is served as text.
std::map<std::string, std::string> texts(const SmallSite& site) {
  auto files = site.served();
  std::erase_if(files, [](const auto& file) {
    return file.first.ends_with(".gz") || file.first.ends_with(".br") || file.first.ends_with(".xlsx") || file.first.ends_with(".zip");
  });
  return files;
}

/// Every cell of the sheets of a workbook, formulas as `=…`.
std::vector<std::string> formulas_of(const stdfs::path& workbook) {
  auto zip = ZipParts::open(workbook);
  REQUIRE(zip.ok());
  std::vector<std::string> found;
  for (const auto& name : zip->names()) {
    const auto bytes = zip->read(name);
    REQUIRE(bytes.ok());
    for (const char* sign : {"<f>", "<f ", "externalLink", "<hyperlink", "ddeLink", "vbaProject"})
      if (contains(*bytes, sign) || contains(name, sign)) found.push_back(name + " " + sign);
  }
  return found;
}

}  // namespace

TEST_CASE("signs of templates in values are shown as they are and nothing is filled in or read") {
  SmallSite site;
  const std::vector<std::string> signs = {"{{NAME}}", "{{>base.html}}", "{{%AUTOESCAPE context=\"HTML\"}}", "{{#ROW}}{{/ROW}}", "{{!x}}",
                                          "{{NAME:none}}", "${jndi:ldap}", "<?php echo 1 ?>", "<!--#include file=\"/etc/passwd\" -->"};
  for (size_t i = 0; i < signs.size(); ++i) {
    site.rows().push_back(SmallSite::decision(static_cast<int>(1 + i)));
    site.rows().back()["title"] = "占道经营案" + signs[i];
    site.rows().back()["violation_type"] = signs[i];
  }
  site.night();
  for (size_t i = 0; i < signs.size(); ++i) {
    INFO(signs[i]);
    const int number = static_cast<int>(1 + i);
    REQUIRE(site.standing(number) == "published");
    const std::string shown = replaced(replaced(replaced(replaced(signs[i], "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), "\"", "&quot;");
    CHECK(contains(site.page(SmallSite::address(number)), "占道经营案" + shown));
  }
  for (const auto& [path, bytes] : texts(site))
    if (path.ends_with(".html")) {
      INFO(path);
      CHECK_FALSE(contains(bytes, "root:x:"));
      CHECK_FALSE(contains(bytes, "<?php"));
      CHECK_FALSE(contains(bytes, "<!--#include"));
    }
}

TEST_CASE("characters nobody sees and those that turn a line round are on no page and in no file") {
  SmallSite site;
  site.rows("agencies")[0]["name"] = "示例区\u202e市场\u200b监督管理局";
  for (size_t i = 0; i < unseen().size(); ++i) {
    Json row = SmallSite::decision(static_cast<int>(1 + i));
    row["party"]["name"] = "示例" + unseen()[i] + "商贸" + unseen()[i] + "有限公司";
    row["title"] = "占道" + unseen()[i] + "经营案";
    row["content"] = "责令改正" + unseen()[i] + "。";
    row["document"] = "# 决定书\n\n责令" + unseen()[i] + "改正。\n";
    site.rows().push_back(row);
  }
  site.night();
  for (size_t i = 0; i < unseen().size(); ++i) {
    INFO(i);
    CHECK(site.standing(static_cast<int>(1 + i)) == "published");
    CHECK(contains(site.page(SmallSite::address(static_cast<int>(1 + i))), "示例商贸有限公司"));
  }
  for (const auto& [path, bytes] : texts(site))
    for (const auto& sign : unseen()) {
      // A byte order mark begins a CSV, on purpose.
      const size_t from = sign == "\ufeff" && path.ends_with(".csv") ? 3 : 0;
      if (bytes.find(sign, from) == std::string::npos) continue;
      FAIL_CHECK(path << " holds " << Json(sign).dump(-1, ' ', true));
    }
}

TEST_CASE("a name written from right to left stays within its own bounds on every page") {
  SmallSite site;
  const std::string name = "示例\u05d0\u05d1\u05d2 100 有限公司";
  Json row = SmallSite::decision(1);
  row["party"]["name"] = name;
  site.rows().push_back(row);
  site.night();
  REQUIRE(site.standing(1) == "published");
  long shown = 0;
  for (const auto& [path, bytes] : texts(site)) {
    if (!path.ends_with(".html")) continue;
    for (size_t at = bytes.find(name); at != std::string::npos; at = bytes.find(name, at + 1)) ++shown;
  }
  CHECK(shown > 0);
  // Elements that hold a value keep its direction to themselves.
  for (const auto& [path, bytes] : texts(site))
    if (path.starts_with("assets/web.") && path.ends_with(".css")) CHECK(contains(bytes, "unicode-bidi"));
}

TEST_CASE("what a spreadsheet could run is text in every table a night leaves") {
  SmallSite site;
  const std::vector<std::string> formulas = {"=HYPERLINK(\"https://example.invalid/\"&A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
                                             "@SUM(1+1)*cmd|' /C calc'!A0", "=1+1", "\t=1+1", "＝1+1", " =1+1"};
  for (size_t i = 0; i < formulas.size(); ++i) {
    Json row = SmallSite::decision(static_cast<int>(1 + i));
    row["title"] = formulas[i];
    row["violation_type"] = formulas[i];
    row["party"]["name"] = formulas[i];
    site.rows().push_back(row);
    // A row that goes back to the agency stands in the night report's workbook.
    Json back = SmallSite::decision(static_cast<int>(100 + i));
    back["decision_date"] = formulas[i];
    back["category"] = formulas[i];
    site.rows().push_back(back);
  }
  site.night();
  long cells = 0, books = 0;
  for (const auto& [path, bytes] : texts(site)) {
    if (!path.ends_with(".csv")) continue;
    // Outside quotes a cell begins after a comma or a line end; inside, after the quote.
    for (const char* before : {",", "\n", "\"", "\ufeff"})
      for (const char* begin : {"=", "+", "@", "\t", "-2+3"}) {
        ++cells;
        INFO(path << " " << before << begin);
        CHECK_FALSE(contains(bytes, std::string(before) + begin));
      }
  }
  for (const auto& root : {site.out() / "releases", site.state() / "reports"})
    for (const auto& [path, bytes] : SmallSite::files_below(root)) {
      if (!path.ends_with(".xlsx")) continue;
      ++books;
      INFO(path);
      CHECK(formulas_of(root / path).empty());
    }
  CHECK(cells > 0);
  CHECK(books > 1);
}

TEST_CASE("markup and scripts in values are text on every page and in every feed") {
  SmallSite site;
  const std::string bad = "<svg/onload=alert(1)><script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]><a href=javascript:alert(1)>";
  Json row = SmallSite::decision(1);
  for (const char* field : {"title", "violation_type", "content", "basis", "document", "place", "circumstance"}) row[field] = bad;
  row.erase("circumstance");
  row["party"]["name"] = "示例" + bad + "有限公司";
  site.rows().push_back(row);
  site.rows("agencies")[0]["name"] = "示例区" + bad + "局";
  site.rows("agencies")[0]["website"] = "javascript:alert(1)";
  site.night();
  REQUIRE(site.standing(1) == "published");
  for (const auto& [path, bytes] : texts(site)) {
    if (!path.ends_with(".html") && !path.ends_with(".xml") && !path.ends_with(".atom")) continue;
    INFO(path);
    MarkupReader reader(bytes);
    for (MarkupToken token; reader.next(token);) {
      if (token.kind != MarkupToken::Kind::kOpen) continue;
      for (const auto& attribute : markup_attributes(token.source)) {
        CHECK_FALSE(attribute.name.starts_with("on"));
        CHECK_FALSE(attribute.value.starts_with("javascript:"));
      }
    }
    CHECK_FALSE(contains(bytes, "<svg/onload"));
    CHECK_FALSE(contains(bytes, "<script>alert"));
  }
}
