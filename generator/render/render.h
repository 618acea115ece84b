#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "base/result.h"
#include "render/catalogue.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// What pages say of things other rooms know.
struct RenderExtras {
  /// Years with an annual report at annual-reports/<year>/index.html, and the agencies that have a
  /// page of their own there (annual-reports/<year>/<agency>.html). The report room writes them.
  std::map<int, std::set<std::string>> annual;
  /// Agency → dataset → the day its data reach, where they have stopped coming.
  std::map<std::string, std::map<std::string, Date>> stale;

  /// 某某局的数据更新到2026年11月2日，此后的信息暂未收到。 "" where the data come as they should. Without
  /// a dataset: the earliest day of all.
  std::string stale_sentence(const std::string& agency, const std::string& name,
                             const std::string& dataset = "") const;
  /// The earliest day an agency's data reach, of one dataset or of all.
  std::optional<Date> reached(const std::string& agency, const std::string& dataset = "") const;
};

/// Writes every page, list, feed, asset and sitemap of the edition. The same edition, site and
/// extras give the same files. Errors: `bad_template`, `bad_theme`, `bad_page`, `bad_value`, those
/// of the sink.
/// `noted` is told of what each page looks up beside its own records, after sink.wants() was asked for it.
Status render_site(const Fs& fs, const Site& site, const Edition& edition, const RenderExtras& extras,
                   FileSink& sink, const std::function<void(const Lookup&)>& noted = {});

/// The paths render_site must write, sorted, worked out from the edition alone and not from what
/// was written; the audit compares the two.
Result<std::vector<std::string>> planned_paths(const Fs& fs, const Site& site,
                                               const Edition& edition, const RenderExtras& extras);

/// An empty file beside each tombstone's page: by it a web server that only hands out files knows to
/// answer 410 (Gone) with that page.
inline std::string gone_marker(const std::string& address) { return address + ".gone"; }

}  // namespace gongshi
