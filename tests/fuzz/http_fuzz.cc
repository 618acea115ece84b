// The bytes of a connection to `gongshi serve`, as they come over loopback.
#include <poll.h>

#include "fuzz/served.h"
#include "search/http_client.h"
#include "search/server.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Sends the bytes and takes what comes. The server keeps a connection open for more, so nobody waits for its
/// end: for a whole request half a second at most, for anything else and after an answer a moment.
std::string exchanged(int port, const std::string& bytes) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0) {
    (void)::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    pollfd readable{fd, POLLIN, 0};
    int patience = bytes.find("\r\n\r\n") == std::string::npos ? 2 : 500;
    char buffer[16384];
    for (ssize_t n = 0; ::poll(&readable, 1, patience) > 0 && (n = ::recv(fd, buffer, sizeof(buffer), 0)) > 0; patience = 2)
      answer.append(buffer, static_cast<size_t>(n));
  }
  // The port is free again at once: a run opens hundreds of connections a second.
  const linger at_once{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  ::close(fd);
  return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::unique_ptr<Server> server = [] {
    auto started = Server::start(Served::once().site(), Served::once().out(), "127.0.0.1:0");
    must(started.ok(), "the server starts");
    return std::move(started).value();
  }();
  static long asked = 0;
  const std::string answer = exchanged(server->port(), std::string(reinterpret_cast<const char*>(data), size));
  must(answer.find("HTTP/1.1 500") == std::string::npos, "no request is an error of the server's own");
  must(answer.find("a key of these tests") == std::string::npos, "nothing but the site is served");
  if (++asked % 256 == 0) must(http(server->port(), "/").body == "home", "others are still answered");
  return 0;
}
