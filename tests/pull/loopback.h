#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace gongshi::test {

/// An HTTP server on a free port of 127.0.0.1, answering each path with the bytes it was given and
/// closing the connection: good enough to be wrong in any way a test wants.
class Loopback {
 public:
  Loopback() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no loopback port");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Loopback() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  /// The whole answer, status line and headers included.
  void answer(const std::string& path, std::string bytes) {
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(bytes);
  }
  /// A complete answer with a body.
  void page(const std::string& path, const std::string& status, const std::string& body) {
    answer(path, "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\nConnection: close\r\n\r\n" + body);
  }
  void redirect(const std::string& path, const std::string& to) {
    answer(path, "HTTP/1.1 302 Found\r\nLocation: " + to +
                     "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  /// Everything that was asked so far, request heads as they came.
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      std::string head;
      char block[2048];
      while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t n = ::recv(client, block, sizeof block, 0);
        if (n <= 0) break;
        head.append(block, static_cast<size_t>(n));
      }
      std::string bytes;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(head);
        const size_t begin = head.find(' ') + 1;
        bytes = answers_[head.substr(begin, head.find(' ', begin) - begin)];
      }
      ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      ::close(client);
    }
  }

  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace gongshi::test
