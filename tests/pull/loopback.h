#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace gongshi::test {

/// One answer of a Loopback: the bytes, head included, and what is done after they were sent.
struct LoopbackAnswer {
  enum class Then {
    kClose,
    kHang,     ///< nothing more, and the connection stays open until the client leaves
    kReset,    ///< the connection is torn down
    kRepeat,   ///< the bytes after the head are sent again and again
    kTrickle,  ///< a byte every few milliseconds
  };
  std::string bytes;
  Then then = Then::kClose;
};

/// An HTTP server on a free port of 127.0.0.1, answering each path with the bytes it was given, in
/// turn, the last of them from then on: good enough to be wrong in any way a test wants. With a TLS
/// context it speaks https.
class Loopback {
 public:
  using Then = LoopbackAnswer::Then;

  explicit Loopback(SSL_CTX* tls = nullptr) : tls_(tls) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 32) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no loopback port");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Loopback() {
    stop_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    for (auto& client : clients_) client.join();
    ::close(listener_);
  }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  /// The whole answer, status line and headers included; after those given before for this path.
  void answer(const std::string& path, std::string bytes, Then then = Then::kClose) {
    const std::lock_guard lock(mutex_);
    answers_[path].push_back({std::move(bytes), then});
  }
  /// A complete answer with a body; `headers` are whole lines.
  void page(const std::string& path, const std::string& status, const std::string& body,
            const std::string& headers = "") {
    answer(path, "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\nConnection: close\r\n" + headers + "\r\n" + body);
  }
  void redirect(const std::string& path, const std::string& to) {
    page(path, "302 Found", "", "Location: " + to + "\r\n");
  }
  /// Forgets what a path answered.
  void forget(const std::string& path) {
    const std::lock_guard lock(mutex_);
    answers_.erase(path);
  }

  std::string url(const std::string& path) const {
    return std::string(tls_ ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_) + path;
  }
  int port() const { return port_; }
  /// Everything that was asked so far, request heads as they came.
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  /// No answer that ends with kClose is given before so many of them were due at one moment.
  void gather(int together) { gathering_ = together; }
  /// The most such answers that were due at one moment: asked for, their last byte not yet sent.
  int most_at_once() const { return most_; }

 private:
  /// A connection, plain or TLS.
  struct Wire {
    int socket;
    SSL* ssl = nullptr;
    bool send(const std::string& bytes) const {
      size_t sent = 0;
      while (sent < bytes.size()) {
        const int rest = static_cast<int>(std::min<size_t>(bytes.size() - sent, 1 << 20));
        const ssize_t n = ssl ? SSL_write(ssl, bytes.data() + sent, rest)
                              : ::send(socket, bytes.data() + sent, static_cast<size_t>(rest), MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<size_t>(n);
      }
      return true;
    }
    ssize_t receive(char* block, size_t size) const {
      return ssl ? SSL_read(ssl, block, static_cast<int>(size)) : ::recv(socket, block, size, 0);
    }
  };

  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      clients_.emplace_back([this, client] { talk(client); });
    }
  }

  void talk(int client) {
    // A client may leave while TLS still writes to it.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    Wire wire{client};
    if (tls_) {
      wire.ssl = SSL_new(tls_);
      SSL_set_fd(wire.ssl, client);
      if (SSL_accept(wire.ssl) == 1) respond(wire);
      SSL_shutdown(wire.ssl);
      SSL_free(wire.ssl);
    } else {
      respond(wire);
    }
    ::close(client);
  }

  void respond(const Wire& wire) {
    std::string head;
    char block[2048];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t n = wire.receive(block, sizeof block);
      if (n <= 0) return;
      head.append(block, static_cast<size_t>(n));
    }
    const LoopbackAnswer answer = chosen(head);
    switch (answer.then) {
      case Then::kClose: return together(wire, answer.bytes);
      case Then::kHang: wire.send(answer.bytes); return until_left(wire.socket);
      case Then::kReset: {
        wire.send(answer.bytes);
        const linger at_once{1, 0};
        ::setsockopt(wire.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        return;
      }
      case Then::kRepeat: {
        const size_t body = answer.bytes.find("\r\n\r\n") + 4;
        if (!wire.send(answer.bytes)) return;
        while (!stop_ && wire.send(answer.bytes.substr(body))) {
        }
        return;
      }
      case Then::kTrickle:
        for (size_t i = 0; i < answer.bytes.size() && !stop_ && wire.send(answer.bytes.substr(i, 1)); ++i)
          ::poll(nullptr, 0, 5);
        return;
    }
  }

  /// The client may go on as soon as it has the last byte: before that its answer is no longer due.
  void together(const Wire& wire, const std::string& bytes) {
    {
      const std::lock_guard lock(mutex_);
      most_ = std::max<int>(++due_, most_);
    }
    while (!stop_ && most_ < gathering_) ::poll(nullptr, 0, 1);
    const size_t last = bytes.empty() ? 0 : bytes.size() - 1;
    const bool listening = wire.send(bytes.substr(0, last));
    --due_;
    if (listening) wire.send(bytes.substr(last));
  }

  void until_left(int socket) const {
    while (!stop_) {
      pollfd waiting{socket, POLLIN, 0};
      if (::poll(&waiting, 1, 20) > 0) return;
    }
  }

  LoopbackAnswer chosen(const std::string& head) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(head);
    const size_t begin = head.find(' ') + 1;
    auto& answers = answers_[head.substr(begin, head.find(' ', begin) - begin)];
    if (answers.empty()) return {};
    LoopbackAnswer answer = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return answer;
  }

  SSL_CTX* tls_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<int> due_ = 0, most_ = 0, gathering_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::deque<LoopbackAnswer>> answers_;
  std::vector<std::string> requests_;
  std::vector<std::thread> clients_;
  std::thread thread_;
};

}  // namespace gongshi::test
