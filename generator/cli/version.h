#pragma once

namespace gongshi {

/// `packaging/version`, and after a `+` how many commits this tree has and which is its last, as
/// packaging/version.cmake found them when the program was built; a tree without git has the first part
/// alone.
const char* program_version();

}  // namespace gongshi
