#include "render/month_chart.h"

#include <regex>

#include "edition_maker.h"

using namespace gongshi;
using test::has;
using test::TestSite;

namespace {

MonthValues year(const std::string& label, const std::vector<long>& months) {
  MonthValues out{label, {}};
  for (const long n : months) out.months.push_back(n < 0 ? std::nullopt : std::optional<int64_t>(n));
  return out;
}

std::string chart(const MonthValues& now, const MonthValues& last = {}) {
  const TestSite site;
  const auto templates = Templates::load(DiskFs(), site.site);
  REQUIRE(templates.ok());
  const auto html = month_chart(*templates, "按月份", "宗", now, last);
  REQUIRE(html.ok());
  return html->str();
}

size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::vector<int> numbers(const std::string& text, const std::string& pattern) {
  std::vector<int> out;
  const std::regex wanted(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) out.push_back(std::stoi((*at)[1]));
  return out;
}

}  // namespace

TEST_CASE("twelve months are twelve columns whose heights are in proportion and all is said in words") {
  const std::string html = chart(year("2025 年", {10, 20, 30, 40, 50, 60, 5, 5, 5, 5, 5, 9}));
  CHECK(count(html, "class=\"bar\"") == 12);
  CHECK(count(html, "class=\"last\"") == 0);
  const std::vector<int> heights = numbers(html, "class=\"bar\"[^>]*height=\"([0-9]+)\"");
  REQUIRE(heights.size() == 12);
  CHECK(heights[5] == 198);
  CHECK(heights[2] == 99);
  CHECK(heights[0] == 33);
  CHECK(has(html, "6 月最多，60 宗；7 月最少，5 宗。"));
  CHECK(has(html, "aria-label=\"按月份：1 月 10，2 月 20，"));
  CHECK(has(html, "12 月 9。\""));
  CHECK_FALSE(has(html, "style="));
}

TEST_CASE("a hidden month has a mark in place of a column and is no lowest month") {
  const std::string html = chart(year("2025 年", {10, -1, 30, 40, 50, 60, -1, 9, 9, 9, 9, 9}));
  CHECK(count(html, "class=\"bar\"") == 10);
  CHECK(count(html, ">*</text>") == 2);
  CHECK(has(html, "2 月 不列"));
  CHECK(has(html, "横轴为月份。在列出的月份中，6 月最多，60 宗；8 月最少，9 宗。"));
}

TEST_CASE("last year stands beside as dashes on one scale") {
  const std::string html = chart(year("2025 年", {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10}),
                                 year("2024 年", {300, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
  CHECK(count(html, "class=\"last\"") == 11);
  CHECK(has(html, "2024 年"));
  CHECK(has(html, ">300<"));
  for (const int height : numbers(html, "class=\"bar\"[^>]*height=\"([0-9]+)\"")) CHECK(height <= 7);
}

TEST_CASE("a year of nothing and a year all hidden are charts too") {
  const std::vector<long> none(12, 0), hidden(12, -1);
  CHECK(count(chart(year("2025 年", none)), "class=\"bar\"") == 12);
  CHECK(has(chart(year("2025 年", none)), "横轴为月份。各月都是 0 宗。"));
  const std::string html = chart(year("2025 年", hidden));
  CHECK(count(html, "class=\"bar\"") == 0);
  CHECK(has(html, "横轴为月份。"));
  CHECK_FALSE(has(html, "最多"));
}
