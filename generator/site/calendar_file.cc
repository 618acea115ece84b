#include "site/calendar_file.h"

#include <cstdlib>
#include <set>

#include "base/date.h"
#include "base/json_lines.h"

namespace gongshi {

bool is_year(const std::string& stem) {
  return stem.size() == 4 && stem.find_first_not_of("0123456789") == std::string::npos;
}

void check_calendar(const std::string& stem, const Json& json, const std::string& where,
                    std::vector<Error>& errors) {
  const auto bad = [&](const std::string& text, const std::string& at) { errors.push_back({"bad_config", text, at}); };
  if (!is_year(stem)) return bad("日历文件名应当是年份，如 2026.json。", where);
  if (!json.is_object()) return bad("日历要写成 {\"holidays\": [日期], \"workdays\": [日期]}。", where);
  std::set<std::string> seen;
  for (const auto& [key, days] : json.items()) {
    const std::string list = inside(where, key);
    if (key != "holidays" && key != "workdays") {
      bad("日历里没有“" + key + "”这一项，只有 holidays（放假）和 workdays（调休上班）。", list);
      continue;
    }
    if (!days.is_array()) {
      bad(key + " 要写成日期的列表。", list);
      continue;
    }
    for (size_t i = 0; i < days.size(); ++i) {
      const std::string word = days[i].is_string() ? days[i].get<std::string>() : "";
      const auto day = Date::parse(word);
      if (!day) bad("日历里的日期要写成 " + stem + "-01-01，并且真有这一天。", inside(list, i));
      else if (std::abs(day->year() - std::stoi(stem)) > 1)
        bad("日历里的 " + word + " 不在 " + stem + " 年，请核对年份。", inside(list, i));
      else if (!seen.insert(word).second)
        bad("日历里的 " + word + " 写了两次，请核对是放假还是上班。", inside(list, i));
    }
  }
}

}  // namespace gongshi
