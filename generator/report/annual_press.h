#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/fs.h"
#include "render/frame.h"
#include "render/templates.h"
#include "report/annual_breakdown.h"
#include "report/annual_published.h"
#include "report/annual_whole.h"

namespace gongshi {

/// All that is shown of one year.
struct AnnualYear {
  AnnualReport report;
  Whole whole;
  YearBreakdowns breakdowns;

  const AgencyYear* agency(const std::string& code) const;  ///< where its report is public
};

/// What the annual pages of one release are made with, and how one of them is finished.
class AnnualPress {
 public:
  AnnualPress(const Fs& fs, const Site& site, const Edition& edition, const Templates& forms, const Frame& frame,
              FileSink& into, int newest)
      : templates(forms), sink(into), lists(edition), fs_(fs), site_(site), edition_(edition), frame_(frame), newest_(newest) {}

  const Templates& templates;
  FileSink& sink;
  const PublishedLists lists;

  PageMeta meta_of(const std::string& path, const std::string& title, Date changed) const;
  Status put(const PageMeta& meta, const std::string& name, const PageData& page);
  /// The text of narratives/<year>/<file>.md with its figures, or nothing. One that names what nobody
  /// knows is left out: `check` and `annual` say so to the webmaster, and the figures must not wait.
  Result<Html> narrative(int year, const std::string& file, const AgencyYear& agency, const AgencyYear* before) const;
  /// The named breakdowns (all for none named) with those of the year before beside them.
  Result<Html> breakdowns(int year, const std::vector<Breakdown>& all, const std::vector<Breakdown>& before,
                          const std::vector<std::string>& only = {}) const;
  /// The statutory tables with what leads on to published records.
  Result<Html> tables(int year, const AgencyYear& agency, const std::string& path, bool csv) const;

 private:
  const Fs& fs_;
  const Site& site_;
  const Edition& edition_;
  const Frame& frame_;
  int newest_;
};

inline constexpr const char* kAnnualArchive = "annual-reports/index.html";
std::string annual_year_address(int year);
/// The name of a file without its folders.
std::string file_name(const std::string& address);

}  // namespace gongshi
