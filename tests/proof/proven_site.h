#pragma once

#include <functional>
#include <string>
#include <vector>

#include "proof/planted.h"

namespace gongshi::proof {

/// Something that is not as the law has it.
struct Fault {
  size_t record;     ///< which of the rows, kNobody for none in particular
  std::string what;
};
inline constexpr size_t kNobody = static_cast<size_t>(-1);

/// What a night made of the rows.
struct Proof {
  std::vector<Fault> faults;           ///< the first hundred
  size_t total_faults = 0;
  std::map<std::string, long> states;  ///< as the oracle has them
  std::map<std::string, long> reasons;
  size_t files = 0, bytes = 0;         ///< looked through, index included
  double night_seconds = 0, search_seconds = 0;
};

/// A site of these rows, run through one whole night in a directory of its own: pulled, decided, built,
/// audited, published. Every state and reason is compared with the oracle's, every byte of OUT, of the
/// index's terms and documents, and of STATE is looked through for what may not stand there, and every
/// published page for what must. Gone when it returns.
Proof prove(const std::vector<Planted>& rows);

/// The smallest list that still fails, found by leaving out halves, then smaller parts; asks `fails` at
/// most `tries` times.
std::vector<Planted> smallest_failing(std::vector<Planted> rows, const std::function<bool(const std::vector<Planted>&)>& fails,
                                      int tries);

}  // namespace gongshi::proof
