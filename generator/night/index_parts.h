#pragma once

#include "night/workspace.h"
#include "release/tree.h"
#include "rules/public_record.h"

namespace gongshi {

/// Writes the index of a release: one part for each partition of the views, kept beside them, and all of them
/// joined. Parts of partitions that were taken over are those of the release at `like`. Comes before anything
/// but parts can no longer be added to the views. Errors: `index`, `io`.
Status write_index_parts(Workspace& work, const Edition& edition, TreeWriter& tree, const stdfs::path& like);

/// Where the sealed views of records with this day lie: `decisions/2026-03/views.jsonl`.
std::string views_path(const PublicRecord& record);

}  // namespace gongshi
