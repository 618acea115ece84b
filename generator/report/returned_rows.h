#pragma once

#include <map>
#include <string>
#include <vector>

#include "render/templates.h"
#include "report/night_report.h"

namespace gongshi {

/// What goes back to one agency: the rows that could not be taken, what it should look at, and its records
/// that wait or are late. A row with a secrecy marking goes back on no sheet: it is a matter for a telephone call.
struct ReturnedRows {
  std::vector<const RejectedRow*> rejected;
  std::vector<const NightWarning*> warnings;
  std::vector<const NightHeld*> held;
  std::vector<const NightOverdue*> overdue;  ///< records; removals are the webmaster's matter
};

/// By the stem of the agency's files: its code, or `unassigned` where no agency could be told. Sorted
/// by feed and row. Points into `report`.
std::map<std::string, ReturnedRows> returned_rows(const NightReport& report);

/// The stem for an agency.
std::string returned_stem(const std::string& agency);

/// The feed's id and the last part of its address, which is what its people call the file.
std::string file_label(const NightReport& report, const std::string& feed);

/// One agency's sheet: its rejected rows, warnings and waiting records with 文件, 行, 列, 问题, 怎样改, written to
/// `file`. Same rows, same bytes: the document date is the as-of date. Every cell is text.
Status write_sheet(const stdfs::path& file, const NightReport& report, const ReturnedRows& rows);

/// The same as a page, which may be printed or sent on: it stands beside the sheet.
Result<std::string> returned_page(const Templates& templates, const NightReport& report,
                                  const std::string& stem, const ReturnedRows& rows);

}  // namespace gongshi
