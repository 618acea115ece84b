#pragma once

#include <vector>

#include "base/json.h"
#include "export/data_files.h"
#include "site/site.h"

namespace gongshi {

/// `datapackage.json` after the Data Package specification (version 1): every file with its size,
/// digest and, for CSV, its columns.
Json data_package(const Site& site, const std::vector<DataFile>& files);

}  // namespace gongshi
