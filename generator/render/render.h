#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "base/result.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// What pages say of things other rooms know.
struct RenderExtras {
  /// Years with an annual report at annual-reports/<year>/index.html, and the agencies that have a
  /// page of their own there (annual-reports/<year>/<agency>.html). The report room writes them.
  std::map<int, std::set<std::string>> annual;
  /// Agencies whose data have stopped coming → the day they reach.
  std::map<std::string, Date> stale;
};

/// Writes every page, list, feed, asset and sitemap of the edition. The same edition, site and
/// extras give the same files. Errors: `bad_template`, `bad_theme`, `bad_page`, `bad_value`, those
/// of the sink.
Status render_site(const Fs& fs, const Site& site, const Edition& edition,
                   const RenderExtras& extras, FileSink& sink);

/// The paths render_site must write, sorted, worked out from the edition alone and not from what
/// was written; the audit compares the two.
Result<std::vector<std::string>> planned_paths(const Fs& fs, const Site& site,
                                               const Edition& edition, const RenderExtras& extras);

}  // namespace gongshi
