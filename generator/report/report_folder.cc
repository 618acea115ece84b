#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "report/night_report.h"

namespace gongshi {
namespace {

/// How long reports are kept (design section 7).
constexpr int kDaysKept = 90;
constexpr const char* kLatest = "latest-report";  ///< holds the id of the report written last

stdfs::path reports_dir(const stdfs::path& state) { return state / "reports"; }

/// The day of a report id YYYYMMDD-NNNN; nullopt for any other name.
std::optional<Date> day_of(const std::string& id) {
  const auto digits = [](std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (id.size() < 13 || id[8] != '-' || !digits(id.substr(0, 8)) || !digits(id.substr(9)))
    return std::nullopt;
  return Date::parse(id.substr(0, 4) + "-" + id.substr(4, 2) + "-" + id.substr(6, 2));
}

std::vector<std::string> report_ids(const Fs& fs, const stdfs::path& state) {
  std::vector<std::string> out;
  if (!fs.is_dir(reports_dir(state))) return out;
  auto names = fs.list(reports_dir(state));
  if (!names.ok()) return out;
  std::copy_if(names->begin(), names->end(), std::back_inserter(out),
               [](const std::string& name) { return day_of(name).has_value(); });
  return out;
}

}  // namespace

std::string free_report_id(const Fs& fs, const stdfs::path& state, Date as_of) {
  const std::string day = as_of.compact();
  int next = 1;
  for (const std::string& id : report_ids(fs, state)) {
    if (!id.starts_with(day)) continue;
    int number = 0;
    std::from_chars(id.data() + 9, id.data() + id.size(), number);
    next = std::max(next, number + 1);
  }
  return fmt::format("{}-{:04}", day, next);
}

Status note_latest(Fs& fs, const stdfs::path& state, const std::string& id) {
  return fs.write(state / kLatest, id + "\n", 0600);
}

Result<Json> latest_report(const Fs& fs, const stdfs::path& state) {
  std::vector<std::string> ids = report_ids(fs, state);
  // The one written last, whatever day it was for: a report for a day to come must not hide today's.
  if (const auto noted = fs.read(state / kLatest)) {
    const auto last = std::find(ids.begin(), ids.end(), trimmed(*noted));
    if (last != ids.end()) std::rotate(last, last + 1, ids.end());
  }
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    const stdfs::path file = reports_dir(state) / *id / "report.json";
    if (!fs.exists(file)) continue;
    GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
    Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object()) return Error{"bad_report", "报告文件已经损坏。", file.string()};
    return json;
  }
  return Error{"no_report", "还没有报告。请先运行一次 gongshi nightly。",
               reports_dir(state).string()};
}

Status prune_reports(Fs& fs, const stdfs::path& state, Date as_of) {
  for (const std::string& id : report_ids(fs, state))
    if (as_of.days() - day_of(id)->days() > kDaysKept)
      GONGSHI_TRY(fs.remove_tree(reports_dir(state) / id));
  return {};
}

}  // namespace gongshi
