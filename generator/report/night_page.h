#pragma once

#include "base/fs.h"
#include "render/templates.h"
#include "report/night_report.h"
#include "site/site.h"

namespace gongshi {

/// The page of a report: self-contained beside its style sheet, escaped throughout, since feed
/// names and messages come from outside.
Result<std::string> night_page(const Site& site, const Templates& templates,
                               const NightReport& report);

/// Writes STATE/reports/<id>/: index.html, report.css, report.json and agencies/<agency>.{html,xlsx},
/// the directories 0700, the files 0600. An earlier report of this id is replaced; reports older than
/// 90 days go.
Status write_night_report(Fs& fs, const Site& site, const Templates& templates,
                          const stdfs::path& state, const NightReport& report);

}  // namespace gongshi
