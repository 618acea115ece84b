#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/result.h"
#include "render/catalogue.h"
#include "render/frame.h"
#include "render/templates.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// Writes `/data/`: for every dataset and month CSV and XLSX for spreadsheets and JSON Lines for
/// programs (`data/<dataset>/<yyyy-mm>/<dataset>-<yyyy-mm>.csv|.xlsx|.jsonl`, `all/<dataset>.*` for datasets
/// without a month), the tables of 双公示 for the platform above (`data/double-publicity/<yyyy-mm>/…csv`,
/// organisations only), the dictionary of public fields, `datapackage.json` (Frictionless),
/// `withdrawn.jsonl` (one line per tombstone) and the pages that list them; and `kiosk/find/`, what the
/// keyboard of a kiosk finds, which needs the search room's pinyin. The same records as the pages and
/// not one more field.
/// `noted` is told of what the files of each partition look up beside its records.
Status export_data(const Site& site, const Edition& edition, const Templates& templates, const Frame& frame,
                   FileSink& sink, const std::function<void(const Lookup&)>& noted = {});

/// The paths export_data must write, sorted, worked out from the edition alone.
std::vector<std::string> planned_export_paths(const Site& site, const Edition& edition);

/// The dictionary: every dataset that has records, its public fields with label, type and values.
Json data_dictionary(const Site& site, const Edition& edition);

}  // namespace gongshi
