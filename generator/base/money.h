#pragma once

#include <cstdint>
#include <string>

namespace gongshi {

/// Money is held as whole 分; never as a floating-point number.
using Fen = int64_t;
inline constexpr Fen kFenPerYuan = 100;

/// 元 with thousands commas and the decimals it needs: 500000 → "5,000", 1 → "0.01".
std::string yuan_text(Fen fen);
/// 元 without commas for data files: 500000 → "5000", 1 → "0.01".
std::string yuan_plain(Fen fen);
/// 万元 with at most six decimals, trailing zeros trimmed: 17537900 → "17.5379".
std::string wan_text(Fen fen);

}  // namespace gongshi
