#include "mutation/mutation.h"

#include <cstdlib>
#include <iostream>

#include "rules/detectors.h"
#include "rules/reasons.h"
#include "support/catch.h"

namespace gongshi::test {

bool mutated(const std::string& name) {
  static const char* const wanted = std::getenv("GONGSHI_MUTATION");
  return wanted && name == wanted;
}

}  // namespace gongshi::test

// Asked for by prove.sh, which also reads the names in mutations.txt.
TEST_CASE("the rows of the tables that can be left out", "[.names]") {
  for (const auto& reason : gongshi::statutory_reasons()) std::cout << "reason " << reason.code << "\n";
  for (const auto& detector : gongshi::detectors()) std::cout << "detector " << detector.name << "\n";
}
