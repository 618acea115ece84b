#pragma once

#include <string>
#include <vector>

#include "intake/record.h"

namespace gongshi {

/// True when a line or field, read or not, stands under a secrecy marking (绝密、机密、秘密 with ★ or a term;
/// GB/T 9704-2012, 7.2.2).
bool carries_secrecy_marking(const Record& record);
bool carries_secrecy_marking(const std::vector<std::string>& texts);

}  // namespace gongshi
