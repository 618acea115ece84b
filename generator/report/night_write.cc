#include "report/night_page.h"
#include "report/returned_rows.h"

namespace gongshi {
namespace {

Status write_returned(Fs& fs, const stdfs::path& dir, const Templates& templates, const NightReport& report) {
  const auto agencies = returned_rows(report);
  if (agencies.empty()) return {};
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  for (const auto& [stem, rows] : agencies) {
    GONGSHI_ASSIGN(const std::string page, returned_page(templates, report, stem, rows));
    GONGSHI_TRY(fs.write(dir / (stem + ".html"), page, 0600));
    const stdfs::path sheet = dir / (stem + ".xlsx");
    GONGSHI_TRY(write_sheet(sheet, report, rows));
    std::error_code error;
    stdfs::permissions(sheet, stdfs::perms::owner_read | stdfs::perms::owner_write, error);
    if (error) return Error{"io", "不能设置权限：" + error.message() + "。", sheet.string()};
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
  GONGSHI_TRY(write_returned(fs, dir / "agencies", templates, report));
  GONGSHI_TRY(fs.write(dir / "index.html", page, 0600));
  GONGSHI_TRY(fs.write(dir / "report.css", style, 0600));
  const std::string json =
      report_file_json(report).dump(1, ' ', false, Json::error_handler_t::replace);
  GONGSHI_TRY(fs.write(dir / "report.json", json + "\n", 0600));
  GONGSHI_TRY(note_latest(fs, state, report.id));
  return prune_reports(fs, state, report.as_of);
}

}  // namespace gongshi
