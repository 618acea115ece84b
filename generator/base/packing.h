#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// The gzip (RFC 1952) form of a file, without name or time: the same bytes give the same bytes.
std::string gzip_packed(std::string_view bytes);
/// The Brotli (RFC 7932) form of a file.
std::string brotli_packed(std::string_view bytes);

/// What was packed. Errors `unreadable`: not this format, cut short, bytes after its end, or over
/// `limit` bytes, at which reading stops.
Result<std::string> gzip_unpacked(std::string_view packed, size_t limit);
Result<std::string> brotli_unpacked(std::string_view packed, size_t limit);

/// A packed stream that is unpacked as it comes, and of which it is known whether its end has come.
class Unpacker {
 public:
  /// `take` gets what was unpacked and says whether to go on.
  using Take = std::function<bool(std::string_view)>;

  /// `encoding` as HTTP names it, in any case: gzip or br. nullptr for another.
  static std::unique_ptr<Unpacker> of(std::string_view encoding);
  virtual ~Unpacker() = default;
  /// False where the bytes are none of this format or go on after its end, or `take` had enough.
  virtual bool add(std::string_view packed, const Take& take) = 0;
  /// Nothing is missing at the end.
  virtual bool whole() const = 0;
};

}  // namespace gongshi
