#pragma once

#include <algorithm>
#include <cstdint>

namespace gongshi {

// Weights are whole numbers made of whole numbers. Their sums are the same in whatever order they are
// added, on one machine or several, in C++ and in a browser; nothing in them depends on other records
// than the one they belong to, so a record's terms need not be written again when others change.

/// How much a document is about a term that stands in it `count` times (occurrences times weight) among
/// `length` in all: 1 to 15. This is the term frequency part of BM25 (k1 = 1.2, b = 0.5) with a fixed
/// mean length of 400. It is stored as the term's frequency in the document.
inline uint32_t impact(uint64_t count, uint64_t length) {
  constexpr uint64_t kMean = 400;
  const uint64_t whole = count * 10 * kMean;
  const uint64_t part = whole + 6 * (kMean + length);
  return static_cast<uint32_t>(std::max<uint64_t>(1, (15 * whole + part / 2) / part));
}

/// How rare a term is: 8·log2 of one in how many documents holds it, plus one; straight lines between
/// the powers of two. A hit's weight is the sum of rarity × impact over the terms of the query.
inline uint64_t rarity(uint64_t documents, uint64_t matching) {
  if (matching == 0) return 1;
  const uint64_t all = documents + 1;
  uint64_t out = 1;
  while (all >= 2 * matching) {
    matching *= 2;
    out += 8;
  }
  return out + (all > matching ? 8 * (all - matching) / matching : 0);
}

/// Stored frequencies of terms that are not counted: whole names and numbers, spellings from the start
/// of a name and from its middle, words of one field.
inline constexpr uint32_t kExactImpact = 15;
inline constexpr uint32_t kSpellingImpact = 12;
inline constexpr uint32_t kInnerImpact = 4;
inline constexpr uint32_t kFieldImpact = 8;
/// What a whole name or number counts times its rarity, and the beginning of one instead of a rarity.
inline constexpr uint64_t kExactFactor = 3;
inline constexpr uint64_t kBeginningFactor = 8;

/// Most terms that one beginning of a word stands for, and all of a query together.
inline constexpr size_t kMaxBeginning = 1000;
inline constexpr size_t kMaxBeginnings = 3000;

}  // namespace gongshi
