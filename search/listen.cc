#include "search/listen.h"

#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace gongshi {

Result<ListenAddress> ListenAddress::parse(const std::string& text) {
  const Error bad{"bad_listen", "监听地址请写成 127.0.0.1:8080 的样子。", text};
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return bad;
  std::string host = text.substr(0, colon);
  const std::string port = text.substr(colon + 1);
  const bool digits = port.find_first_not_of("0123456789") == std::string::npos;
  if (port.empty() || port.size() > 5 || !digits || std::stoul(port) > 65535) return bad;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0 || found == nullptr)
    return bad;
  ListenAddress out;
  out.ipv6 = found->ai_family == AF_INET6;
  std::memcpy(&out.address, found->ai_addr,
              std::min<size_t>(found->ai_addrlen, sizeof(out.address)));
  ::freeaddrinfo(found);
  return out;
}

}  // namespace gongshi
