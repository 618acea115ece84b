#pragma once

#include <string_view>

#include "base/date.h"

namespace gongshi {

/// True where a date of birth that cannot be read as one still tells somebody not of age: a year later than eighteen
/// before `today`, or one to come (2010年, 二〇一〇年), or an age (15岁, 十五周岁, 十几岁, 未满18周岁,
/// 15), or that word itself.
bool says_young(std::string_view written, Date today);

}  // namespace gongshi
