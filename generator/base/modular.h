#pragma once

#include <cstdint>

/// Arithmetic modulo the prime 2^61-1, in which reduction is a shift and an addition.
namespace gongshi::modular {

inline constexpr uint64_t kPrime = (1ULL << 61) - 1;

constexpr uint64_t reduce(uint64_t a) { return a >= kPrime ? a - kPrime : a; }
constexpr uint64_t add(uint64_t a, uint64_t b) { return reduce(a + b); }
constexpr uint64_t subtract(uint64_t a, uint64_t b) { return reduce(a + kPrime - b); }
constexpr uint64_t multiply(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return reduce((static_cast<uint64_t>(product) & kPrime) + static_cast<uint64_t>(product >> 61));
}

}  // namespace gongshi::modular
