#pragma once

#include "audit/audit.h"
#include "audit/find_log.h"
#include "audit/forbidden.h"

namespace gongshi {

/// Opens the index read-only and looks at every term, document (data and values), spelling, synonym
/// and metadata entry for forbidden values; compares the number of documents and the samples. An
/// index that does not open is a find (index_mismatch), not an error.
/// `settled`: it was looked through for all of them before.
void check_index(const AuditInput& input, const Forbidden& forbidden, bool settled, FindLog& log, AuditCounts& counts);

}  // namespace gongshi
