#pragma once

#include <sys/socket.h>

#include <string>

#include "base/result.h"

namespace gongshi {

/// An address to listen on.
struct ListenAddress {
  sockaddr_storage address{};
  bool ipv6 = false;

  /// Reads ADDR:PORT with a numeric address, IPv6 in brackets. Error `bad_listen`.
  static Result<ListenAddress> parse(const std::string& text);
};

}  // namespace gongshi
