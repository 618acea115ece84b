#pragma once

#include <string>

#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// A page's Markdown with each line that is only `[[name]]` replaced by what the configuration says:
/// `carriers` (公示载体), `deadlines` (rule sets, with what they say of rules elsewhere), `filings`
/// (reports and their days), `key-areas`, `demanded` (the fields a plan demands, by dataset). `where`
/// names the page, and `first_line` the line its Markdown begins in, for errors (`bad_page`: an unknown
/// name).
Result<std::string> with_blocks(const Site& site, const std::string& markdown, const std::string& where,
                                int first_line = 1);

}  // namespace gongshi
