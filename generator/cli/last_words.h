#pragma once

namespace gongshi {

/// From now on the program ends with a sentence and exit code 4, instead of an abort without a word, where
/// memory ends, a thread cannot be started, or an exception leaves a thread. Nothing is cleared up: a night
/// may be killed at any moment and the next one mends it. `at_once`: memory that cannot be had ends the
/// program where it is asked for; otherwise it is an exception first (a server refuses one answer).
void speak_before_the_end(bool at_once);

}  // namespace gongshi
