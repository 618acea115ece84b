#pragma once

#include "base/fs.h"
#include "cli/command.h"
#include "site/site.h"

namespace gongshi {

/// One file of an agency before it is sent (`check --feed FILE --dataset D`): the very reading and
/// rules of the night, without a registry. Says which rows would go back and which would be asked
/// about, and what would become of the rest; nothing is kept. `--sheet` also writes what goes back as
/// a workbook. Exit 1 when a row would go back.
Outcome check_file(const Fs& fs, const Command& command, const Site& site);

}  // namespace gongshi
