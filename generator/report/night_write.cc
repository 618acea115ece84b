#include <algorithm>

#include "report/night_page.h"

namespace gongshi {
namespace {

struct AgencyRows {
  std::vector<const RejectedRow*> rejected;
  std::vector<const NightWarning*> warnings;
};

/// The rows that go back, by sheet. A row with a secrecy marking goes back on no sheet: it is a
/// matter for a telephone call.
std::map<std::string, AgencyRows> rows_by_sheet(const NightReport& report) {
  std::map<std::string, AgencyRows> out;
  for (const RejectedRow& row : report.rejected)
    if (row.reason != "secret") out[sheet_name(row.agency)].rejected.push_back(&row);
  for (const NightWarning& warning : report.warnings)
    out[sheet_name(warning.agency)].warnings.push_back(&warning);
  for (auto& [name, rows] : out) {
    const auto by_place = [](const auto* a, const auto* b) {
      return std::tie(a->feed, a->row) < std::tie(b->feed, b->row);
    };
    std::stable_sort(rows.rejected.begin(), rows.rejected.end(), by_place);
    std::stable_sort(rows.warnings.begin(), rows.warnings.end(), by_place);
  }
  return out;
}

Status write_sheets(Fs& fs, const stdfs::path& dir, const NightReport& report) {
  const auto sheets = rows_by_sheet(report);
  if (sheets.empty()) return {};
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  for (const auto& [name, rows] : sheets) {
    const stdfs::path file = dir / name;
    GONGSHI_TRY(write_sheet(file, report, rows.rejected, rows.warnings));
    std::error_code error;
    stdfs::permissions(file, stdfs::perms::owner_read | stdfs::perms::owner_write, error);
    if (error) return Error{"io", "不能设置权限：" + error.message() + "。", file.string()};
  }
  return {};
}

}  // namespace

Status write_night_report(Fs& fs, const Site& site, const Templates& templates,
                          const stdfs::path& state, const NightReport& report) {
  if (report.id.empty()) return Error{"io", "报告没有编号。", state.string()};
  const stdfs::path dir = state / "reports" / report.id;
  GONGSHI_ASSIGN(const std::string page, night_page(site, templates, report));
  GONGSHI_ASSIGN(const std::string style, fs.read(site.resource("templates/report.css")));
  GONGSHI_TRY(fs.remove_tree(dir));
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  GONGSHI_TRY(write_sheets(fs, dir / "agencies", report));
  GONGSHI_TRY(fs.write(dir / "index.html", page, 0600));
  GONGSHI_TRY(fs.write(dir / "report.css", style, 0600));
  const std::string json =
      report_file_json(report).dump(1, ' ', false, Json::error_handler_t::replace);
  GONGSHI_TRY(fs.write(dir / "report.json", json + "\n", 0600));
  return prune_reports(fs, state, report.as_of);
}

}  // namespace gongshi
