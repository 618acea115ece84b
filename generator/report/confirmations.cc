#include <fmt/format.h>

#include <algorithm>

#include "report/annual_report.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

Date year_end(int year) { return *Date::of(year, 12, 31); }

bool shows_agency(const Edition& edition, const std::string& code) {
  const auto [first, last] = edition.of("agencies");
  return std::any_of(first, last, [&](const PublicRecord& record) {
    return (record.agency().empty() ? record.id() : record.agency()) == code;
  });
}

std::string public_note(const Site& site, const Json& line) {
  const std::string note = text_at(line, "note");
  return not_to_be_shown(note, site).empty() ? note : "";
}

}  // namespace

std::string confirmation_problem(const Json& line) {
  const Json* year = find_at(line, "year");
  const bool four_digits = year != nullptr && year->is_number_integer() && year->get<int64_t>() >= 1949 &&
                           year->get<int64_t>() <= 9998;
  if (!four_digits) return "year 要写成四位年份，不加引号，如 2025。";
  if (text_at(line, "agency").empty()) return "agency 要写明机关的统一社会信用代码。";
  if (text_at(line, "by").empty()) return "by 要写明确认人。";
  const auto on = Date::parse(text_at(line, "on"));
  if (!on) return "on 要写成 2026-01-12 这样的日期。";
  if (*on <= year_end(year->get<int>())) return "on 是确认日期，要在那一年结束以后。";
  const Json* first = find_at(line, "first_published_on");
  if (first == nullptr || first->is_null()) return "";
  const auto published = first->is_string() ? Date::parse(first->get<std::string>()) : std::nullopt;
  if (!published) return "first_published_on 要写成 2026-01-12 这样的日期。";
  if (*published <= year_end(year->get<int>())) return "first_published_on 是年报首次公开的日期，要在那一年结束以后。";
  return "";
}

std::vector<Error> annual_line_mistakes(const Site& site) {
  std::vector<Error> out;
  const auto take = [&](const SiteLine& line, const std::string& problem) {
    if (!problem.empty()) out.push_back({"bad_line", problem + "这一行没有生效。", line.where});
  };
  for (const SiteLine& line : site.confirmations) {
    const std::string problem = confirmation_problem(line.json);
    take(line, problem);
    if (!problem.empty()) continue;
    if (const std::string what = not_to_be_shown(text_at(line.json, "note"), site); !what.empty())
      out.push_back({"bad_line", "note 里有不能公开的内容（" + what + "），没有公开，请改写。", line.where});
  }
  for (const SiteLine& line : site.declared) take(line, declared_problem(line.json));
  return out;
}

std::map<std::pair<int, std::string>, std::vector<Confirmation>> all_confirmations(const Site& site, Date as_of) {
  std::map<std::pair<int, std::string>, std::vector<Confirmation>> out;
  for (const SiteLine& line : site.confirmations) {
    if (!confirmation_problem(line.json).empty()) continue;
    const Date on = *Date::parse(text_at(line.json, "on"));
    if (on > as_of) continue;
    out[{line.json["year"].get<int>(), text_at(line.json, "agency")}].push_back(
        {text_at(line.json, "by"), on, text_at(line.json, "rows"), public_note(site, line.json),
         Date::parse(text_at(line.json, "first_published_on"))});
  }
  for (auto& [key, lines] : out) {
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Confirmation& a, const Confirmation& b) { return a.on < b.on; });
    for (const Confirmation& line : lines)
      if (line.first_published_on) lines.front().first_published_on = line.first_published_on;
  }
  return out;
}

Confirmations confirmations_by(const Site& site, Date as_of) {
  Confirmations out;
  for (const auto& [key, lines] : all_confirmations(site, as_of)) out.emplace(key, lines.front());
  return out;
}

Result<Json> confirmation_line(const Edition& edition, int year, const std::string& agency,
                               const std::string& by, Date on) {
  const std::string where = fmt::format("{} {}", year, agency);
  if (year < 1949 || year > 9998) return Error{"usage", "年度应当是四位数字。", where};
  if (!shows_agency(edition, agency))
    return Error{"usage", "没有这个执法机关，请核对统一社会信用代码。", where};
  if (by.empty()) return Error{"usage", "请用 --by 写明确认人。", where};
  if (on > edition.as_of) return Error{"usage", "确认日期还没有到。", where};
  if (on <= year_end(year))
    return Error{"usage", fmt::format("{}年度还没有结束，不能确认。", year), where};
  return Json{{"year", year}, {"agency", agency}, {"by", by}, {"on", on.iso()}};
}

}  // namespace gongshi
