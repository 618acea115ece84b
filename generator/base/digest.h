#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// The same of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string hex();  ///< once, at the end

 private:
  std::shared_ptr<void> context_;
};
/// SM3 (GB/T 32905-2016) as 64 lower-case hex digits.
std::string sm3_hex(std::string_view bytes);
/// HMAC-SHA-256 as 64 lower-case hex digits.
std::string hmac_hex(std::string_view key, std::string_view bytes);
/// The first eight bytes of HMAC-SHA-256 as a number.
unsigned long long hmac_number(std::string_view key, std::string_view bytes);
/// `n` bytes from the system's random source.
Result<std::string> random_bytes(size_t n);

}  // namespace gongshi
