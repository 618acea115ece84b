#include "base/money.h"

#include <fmt/format.h>

namespace gongshi {
namespace {

constexpr Fen kFenPerWan = 1'000'000;

/// The amount without its sign; holds for the smallest Fen too.
uint64_t magnitude(Fen fen) {
  return fen < 0 ? 0 - static_cast<uint64_t>(fen) : static_cast<uint64_t>(fen);
}

/// `part` as `digits` decimals with trailing zeros trimmed, the point included; "" for zero.
std::string decimals(uint64_t part, int digits) {
  if (part == 0) return "";
  std::string text = fmt::format(".{:0{}}", part, digits);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string sign(Fen fen) { return fen < 0 ? "-" : ""; }

/// 分 never lose their last zero: 50 分 is 0.50 元.
std::string fen_decimals(uint64_t fen) {
  return fen % kFenPerYuan == 0 ? "" : fmt::format(".{:02}", fen % kFenPerYuan);
}

}  // namespace

std::string yuan_plain(Fen fen) {
  const uint64_t amount = magnitude(fen);
  return sign(fen) + std::to_string(amount / kFenPerYuan) + fen_decimals(amount);
}

std::string yuan_text(Fen fen) {
  const uint64_t amount = magnitude(fen);
  const std::string whole = std::to_string(amount / kFenPerYuan);
  std::string text = sign(fen);
  for (size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += ',';
    text += whole[i];
  }
  return text + fen_decimals(amount);
}

std::string wan_text(Fen fen) {
  const uint64_t amount = magnitude(fen);
  return sign(fen) + std::to_string(amount / kFenPerWan) + decimals(amount % kFenPerWan, 6);
}

}  // namespace gongshi
