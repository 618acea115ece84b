#pragma once

#include <optional>

#include "base/fs.h"
#include "intake/mapping.h"
#include "site/site.h"

namespace gongshi {

/// The mapping a feed is read with: none for `native`, else the preset's or the agency's own file,
/// laid over the preset it `extends`, with the words of the feed's own `values` on top.
/// Errors: `bad_config`, with the file.
Result<std::optional<Mapping>> mapping_of(const Fs& fs, const FeedConfig& feed,
                                          const DatasetDefinition& definition);

}  // namespace gongshi
