#pragma once

#include <optional>
#include <string>

#include "cli/verbs.h"
#include "night/workspace.h"

namespace gongshi {

/// A record as people name it on the command line: by its id in any variant of brackets and width, its address key, or
/// its address.
struct NamedRecord {
  std::optional<KnownRecord> known;
  std::string key;          ///< of the registry; of the id as given where nothing is known
  std::string address_key;  ///< as in its address

  /// Says in a line of the webmaster's which record is meant: by its id where that is what was given, else by its key.
  void name_in(Json& line, const std::string& given) const;
};

/// DATASET, AGENCY and ID of the command.
Result<NamedRecord> find_record(Workspace& work, const Command& command);

}  // namespace gongshi
