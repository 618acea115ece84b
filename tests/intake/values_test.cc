#include "intake/values.h"

#include <set>

#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

namespace {

std::string date(std::string_view text) {
  const auto day = read_date(text);
  return day ? day->iso() : "refused";
}

std::string moment(std::string_view text) { return read_moment(text).value_or("refused"); }

std::string money(std::string_view text, int64_t unit = 1) {
  const auto amount = read_money(text, unit * kFenPerYuan);
  return amount ? std::to_string(*amount) : "refused";
}

/// Rows of one of the collected value lists, header left out; empty with a warning when it is missing.
std::vector<std::vector<std::string>> collected(const std::string& name) {
  const auto file = test::shared("data/field-values/" + name);
  std::vector<std::vector<std::string>> rows;
  if (!std::filesystem::exists(file)) {
    WARN("skipped: " << file << " is missing");
    return rows;
  }
  for (const auto& line : split(test::slurp(file), '\n'))
    if (!trimmed(line).empty()) rows.push_back(split(trimmed(line), ','));
  rows.erase(rows.begin());
  return rows;
}

}  // namespace

TEST_CASE("dates are read in every spelling the contract names") {
  CHECK(date("2026-03-01") == "2026-03-01");
  CHECK(date("2014年11月25日") == "2014-11-25");
  CHECK(date("2013年08月23日") == "2013-08-23");
  CHECK(date("二〇一五年八月三日") == "2015-08-03");
  CHECK(date("二ＯＯ七年七月二十三日") == "2007-07-23");
  CHECK(date("二○一一年八月十一日") == "2011-08-11");
  CHECK(date("二〇一二年十二月三十一日") == "2012-12-31");
  CHECK(date("二〇一二年二月十日") == "2012-02-10");
  CHECK(date("2019/10/10") == "2019-10-10");
  CHECK(date("2019-7-26") == "2019-07-26");
  CHECK(date("2019.7.26") == "2019-07-26");
  CHECK(date(" ２０１９－０７－２６ ") == "2019-07-26");
  CHECK(date("2019年 7月 26日") == "2019-07-26");
  CHECK(date("1568180781000") == "2019-09-11");
  CHECK(date("43748") == "2019-10-10");
  CHECK(date("43748.75") == "2019-10-10");
  CHECK(date("20191010") == "2019-10-10");
  CHECK(date("2019-10-10 23:59:59") == "2019-10-10");
}

TEST_CASE("a moment given in another time zone is the day in UTC+8") {
  CHECK(date("2026-03-01T17:00:00Z") == "2026-03-02");
  CHECK(date("2026-03-01T00:30:00+09:00") == "2026-02-28");
  CHECK(date("1567353599000") == "2019-09-01");
  CHECK(date("1567353600000") == "2019-09-02");
  CHECK(moment("2026-03-01T17:00:00Z") == "2026-03-02T01:00:00");
  CHECK(moment("2026-03-01 08:30") == "2026-03-01T08:30:00");
  CHECK(moment("2026-03-01T08:30:00.250+08:00") == "2026-03-01T08:30:00");
  CHECK(moment("2026-03-01") == "2026-03-01");
  CHECK(moment("43748.75") == "2019-10-10T18:00:00");
}

TEST_CASE("what is no whole date is refused and never completed") {
  for (const char* text :
       {"", " ", "2026", "2026-03", "2026年3月", "2026-02-29", "2026-13-01", "26-03-01", "长期", "昨天",
        "二〇一五年八月", "二〇一五年十三月三日", "二〇一五年八月三十二日", "1234", "99999999", "2026-3/1",
        "2026-3-1 2", "2026-03-01 25:00", "2026-03-01T10", "0", "-1", "2026-03-01-02", "一五年八月三日"}) {
    CAPTURE(text);
    CHECK(date(text) == "refused");
  }
}

TEST_CASE("all collected spellings of dates are read") {
  const auto rows = collected("dates.csv");
  for (const auto& row : rows) {
    CAPTURE(row[0]);
    CHECK(read_date(row[0]).has_value());
  }
  if (!rows.empty()) CHECK(rows.size() == 495);
}

TEST_CASE("money becomes whole fen, exactly") {
  CHECK(money("5000") == "500000");
  CHECK(money("1,000.50") == "100050");
  CHECK(money("1，000.5") == "100050");
  CHECK(money("0.01") == "1");
  CHECK(money("0") == "0");
  CHECK(money("3万元") == "3000000");
  CHECK(money("1.5万") == "1500000");
  CHECK(money("￥3,000元整") == "300000");
  CHECK(money("人民币壹拾万元整") == "10000000");
  CHECK(money("人民币叁仟陆佰零玖元整") == "360900");
  CHECK(money("拾伍万元") == "15000000");
  CHECK(money("二万五千元") == "2500000");
  CHECK(money("壹佰元伍角贰分") == "10052");
  CHECK(money("伍角") == "50");
  CHECK(money("壹万零伍元") == "1000500");
  CHECK(money("贰亿元") == "20000000000");
}

TEST_CASE("a column in ten thousand yuan loses nothing, and an amount with a unit keeps it") {
  CHECK(money("0.2", 10000) == "200000");
  CHECK(money("0.000001", 10000) == "1");
  CHECK(money("2000元", 10000) == "200000");
  CHECK(money("3万元", 10000) == "3000000");
  CHECK(money("0.0000001", 10000) == "refused");
}

TEST_CASE("amounts that are negative, too fine, ambiguous or none are refused") {
  for (const char* text :
       {"", "元", "万元", "人民币万元", "-1", "负五千元", "0.001", "1.005", "abc", "3万元左右", "1,00",
        "1000,000", "1.2.3", "伍千元", "人民币壹万10，元整", "二万五", "一百五元", "壹万伍元", "五",
        "9999999999999999999", "1e5", "五十六十元", "零元零", "5000元至10000元", "千元", "."}) {
    CAPTURE(text);
    CHECK(money(text) == "refused");
  }
  CHECK(read_money("-5").error().text == "是负数，金额不能小于零");
  CHECK(read_money("0.001").error().text == "比 1 分还细，不能记账");
}

TEST_CASE("the collected amounts have the value that was computed by others, and four have none") {
  const auto rows = collected("amounts_expected.csv");
  int with_value = 0;
  int refused = 0;
  for (const auto& row : rows) {
    // 人民币壹万10，元整 holds a full-width comma, so the columns are still four.
    CAPTURE(row[0]);
    if (row[2].empty()) {
      CHECK(money(row[0]) == "refused");
      ++refused;
    } else {
      CHECK(money(row[0]) == row[2] + "00");
      ++with_value;
    }
  }
  if (!rows.empty()) {
    CHECK(with_value == 114);
    CHECK(refused == 4);
  }
}

TEST_CASE("booleans, whole numbers, numbers and lists are read as tables write them") {
  CHECK(read_boolean("是") == true);
  CHECK(read_boolean("否") == false);
  CHECK(read_boolean("TRUE") == true);
  CHECK(read_boolean("false") == false);
  CHECK(read_boolean("１") == true);
  CHECK(read_boolean("0") == false);
  CHECK_FALSE(read_boolean("有").has_value());
  CHECK_FALSE(read_boolean("").has_value());
  CHECK(read_integer("1,234") == 1234);
  CHECK(read_integer("12.0") == 12);
  CHECK(read_integer("-3") == -3);
  CHECK_FALSE(read_integer("12.5").has_value());
  CHECK_FALSE(read_integer("1户").has_value());
  CHECK_FALSE(read_integer("99999999999999999999").has_value());
  CHECK(is_number("-12.50"));
  CHECK_FALSE(is_number("12."));
  CHECK_FALSE(is_number("5%"));
  CHECK(read_list("警告； 罚款;;没收违法所得 ") ==
        std::vector<std::string>{"警告", "罚款", "没收违法所得"});
  CHECK(read_list("").empty());
}

TEST_CASE("dates that do not begin with the year are read only in an order somebody has named") {
  const auto ordered = [](const char* text, DateOrder order) {
    const auto day = read_date(text, order);
    return day ? day->iso() : std::string("refused");
  };
  CHECK(ordered("03/04/2026", DateOrder::kYearFirst) == "refused");
  CHECK(ordered("03/04/2026", DateOrder::kMonthFirst) == "2026-03-04");
  CHECK(ordered("03/04/2026", DateOrder::kDayFirst) == "2026-04-03");
  CHECK(ordered("3-4-2026 10:00", DateOrder::kDayFirst) == "2026-04-03");
  CHECK(ordered("３．４．２０２６", DateOrder::kDayFirst) == "2026-04-03");
  CHECK(ordered("31/12/2026", DateOrder::kMonthFirst) == "refused");
  CHECK(ordered("03/04/26", DateOrder::kDayFirst) == "refused");
  CHECK(ordered("2026-03-04", DateOrder::kDayFirst) == "2026-03-04");
  CHECK(ordered("2026年3月4日", DateOrder::kMonthFirst) == "2026-03-04");
}

TEST_CASE("a bare number without a known unit is refused, and one in fen is read") {
  const auto fen = [](const char* text, Fen unit) {
    const auto amount = read_money(text, unit);
    return amount ? std::to_string(*amount) : amount.error().text;
  };
  CHECK(fen("2000", 0) == "没有写明单位（元或者万元）");
  CHECK(fen("2000元", 0) == "200000");
  CHECK(fen("0.2万元", 0) == "200000");
  CHECK(fen("人民币贰仟元整", 0) == "200000");
  CHECK(fen("12345", 1) == "12345");
  CHECK(fen("12345.5", 1) == "比 1 分还细，不能记账");
}

namespace {

/// A document number with every bracket and digit written another way.
std::string variant(const std::string& number, std::u32string_view brackets, bool wide) {
  std::u32string out;
  for (char32_t c : to_u32(normalized_id(number))) {
    if (c == U'〔') c = brackets[0];
    if (c == U'〕') c = brackets[1];
    if (wide && c >= U'0' && c <= U'9') c += U'０' - U'0';
    out += c;
  }
  return to_utf8(out);
}

}  // namespace

TEST_CASE("collected document numbers equal their variants in brackets and width, and are shown as written") {
  const auto rows = collected("docnos.csv");
  std::set<std::string> different;
  for (const auto& row : rows) {
    const std::string& written = row[0];
    CAPTURE(written);
    const std::string norm = normalized_id(written);
    CHECK_FALSE(norm.empty());
    CHECK(normalized_id(norm) == norm);
    for (const auto brackets : {U"〔〕", U"【】", U"[]", U"［］", U"()", U"（）", U"﹝﹞"})
      for (const bool wide : {false, true}) CHECK(normalized_id(variant(written, brackets, wide)) == norm);
    CHECK(single_line(written) == std::string(trimmed(written)));
    different.insert(norm);
  }
  if (rows.empty()) return;
  CHECK(rows.size() == 1080);
  CHECK(different.size() < rows.size());
  CHECK(different.size() > 1000);
}
