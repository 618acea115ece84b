#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/fs.h"
#include "report/annual_report.h"

namespace gongshi {

/// Figures a narrative (情况说明) can name as {{penalty.total}}: name → words.
using NarrativeFigures = std::map<std::string, std::string>;

/// Of an agency's year: `year`, `name`, `agency.<number of its record>` and `agency.rate`;
/// `<table>.total`, `<table>.amount`, `<table>.<column>`, each also with `.last` and `.change` (of the year
/// before: 增长 3.5%); `powers.<category>` and `powers.total`, what its published list holds.
/// `before` is the same agency's year before, or nullptr.
NarrativeFigures narrative_figures(const AgencyYear& agency, const AgencyYear* before, const Edition& edition);

/// The text with its figures filled in, ready for the Markdown reader. A variable nobody knows and a `{{`
/// without its end are `bad_narrative` with file and line.
Result<std::string> filled_narrative(const std::string& text, const NarrativeFigures& figures, const std::string& where);

/// `narratives/<year>/<agency>.md` of the site folder, or "" where the agency wrote none.
Result<std::string> narrative_of(const Fs& fs, const Site& site, int year, const std::string& agency);

/// The section set an agency's draft begins with, for its layout: `narratives/<set>.md`, variables as they
/// are. Error `bad_config` where the layout names one that is not there.
Result<std::string> narrative_starter(const Fs& fs, const Site& site, const AnnualLayout& layout);

/// Narratives of the site folder that name variables no layout of the site can give; for `check`.
std::vector<Error> narrative_mistakes(const Fs& fs, const Site& site);

/// 增长 3.5%, 下降 4.8%, 持平; 上年为 0 where there is nothing to compare with.
std::string change_words(long now, long last);

}  // namespace gongshi
