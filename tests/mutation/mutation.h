#pragma once

#include <string>

namespace gongshi::test {

/// True where the environment's GONGSHI_MUTATION names this mutation. Only copies of sources that
/// mutate.sh makes for the mutation proof ask; the program never does.
bool mutated(const std::string& name);

}  // namespace gongshi::test
