#pragma once

#include <cstddef>
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

}  // namespace gongshi
