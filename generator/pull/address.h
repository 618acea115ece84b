#pragma once

#include <optional>
#include <string>

namespace gongshi {

/// An absolute address with its parts, taken apart by libcurl the way it will use them. One that
/// carries a user or password is none.
struct Address {
  std::string text;    ///< without fragment
  std::string scheme;  ///< lower case
  std::string host;
  std::string port;    ///< the scheme's own where none is written

  static std::optional<Address> parse(const std::string& url);
  /// Where a reference on the page at this address leads.
  std::optional<Address> resolve(const std::string& reference) const;
  bool same_origin(const Address& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
  }
};

/// A path as a file address, its odd characters escaped.
std::string file_address(const std::string& path);

}  // namespace gongshi
