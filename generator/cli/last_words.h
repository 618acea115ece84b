#pragma once

#include <exception>

#include "base/result.h"

namespace gongshi {

/// From now on the program ends with a sentence and exit code 4, instead of an abort without a word, where
/// memory ends, a thread cannot be started, an exception leaves a thread or a library aborts. Nothing is cleared up: a night
/// may be killed at any moment and the next one mends it. `at_once`: memory that cannot be had ends the
/// program where it is asked for; otherwise it is an exception first (a server refuses one answer).
void speak_before_the_end(bool at_once);

/// What an exception that reached the end of a verb is told as: `memory` or `internal`.
Error error_of(const std::exception& exception, const std::string& verb);

}  // namespace gongshi
