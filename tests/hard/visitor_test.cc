// Visitors who want `gongshi serve` to stop answering others, or to answer what it should not. The
// program itself serves a small site on loopback.
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "cli/typed.h"
#include "search/http_client.h"
#include "support/server_process.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// A published site of a few decisions, and one large file that everybody may fetch.
class Served {
 public:
  Served() {
    site_.fill(8);
    site_.night();
    site_.folder().write("large.bin", std::string(32u << 20, 'x'));
    stdfs::copy_file(site_.folder() / "large.bin", stdfs::canonical(site_.out() / "current/site") / "large.bin");
    port_ = free_port();
    ::setenv("GONGSHI_SHARE", GONGSHI_SOURCE_DIR, 1);
    const Places places = site_.places();
    REQUIRE(server_.start({GONGSHI_BINARY, "--site", places.site, "--out", places.out, "--state", places.state, "serve", "--listen",
                           "127.0.0.1:" + std::to_string(port_)},
                          port_));
  }
  int port() const { return port_; }
  HttpAnswer get(const std::string& target) const { return http(port_, target); }
  /// Resident memory in megabytes.
  long megabytes() const {
    std::ifstream status("/proc/" + std::to_string(server_.pid()) + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with("VmRSS:")) return std::stol(line.substr(6)) / 1024;
    return -1;
  }
  const SmallSite& site() const { return site_; }

 private:
  SmallSite site_;
  ServerProcess server_;
  int port_ = 0;
};

int connected(int port, int receive_buffer = 0) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (receive_buffer) ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to);
  return fd;
}

/// Keeps so many connections open that say one byte now and then, and opens each anew that is closed.
class Dawdlers {
 public:
  Dawdlers(int port, size_t count, std::string begin, int receive_buffer = 0) : port_(port), begin_(std::move(begin)), buffer_(receive_buffer) {
    for (size_t i = 0; i < count; ++i) fds_.push_back(connected(port_, buffer_));
    said_.resize(count);
    thread_ = std::thread([this] { dawdle(); });
  }
  ~Dawdlers() {
    done_ = true;
    thread_.join();
    for (const int fd : fds_) ::close(fd);
  }
  long turned_away() const { return turned_away_; }

 private:
  void dawdle() {
    while (!done_) {
      for (size_t i = 0; i < fds_.size() && !done_; ++i) {
        const std::string word = said_[i] < begin_.size() ? begin_.substr(said_[i]) : buffer_ ? "" : "a";
        char got;
        const ssize_t sent = word.empty() ? 0 : ::send(fds_[i], word.data(), word.size(), MSG_NOSIGNAL);
        if (sent > 0) said_[i] += static_cast<size_t>(sent);
        pollfd state{fds_[i], 0, 0};
        ::poll(&state, 1, 0);
        const bool over = (state.revents & (POLLERR | POLLHUP)) != 0 || (!buffer_ && ::recv(fds_[i], &got, 1, MSG_PEEK) == 0);
        if (!over) continue;
        ++turned_away_;
        ::close(fds_[i]);
        fds_[i] = connected(port_, buffer_);
        said_[i] = 0;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
  }

  int port_;
  std::string begin_;
  int buffer_;
  std::vector<int> fds_;
  std::vector<size_t> said_;
  std::atomic<bool> done_ = false;
  std::atomic<long> turned_away_ = 0;
  std::thread thread_;
};

/// Asks for the home page `times` times, a quarter of a second apart; the longest wait in seconds.
/// Every one must be answered.
double longest_wait(const Served& served, int times) {
  double longest = 0;
  for (int i = 0; i < times; ++i) {
    const auto begin = Clock::now();
    CHECK(served.get("/").status == 200);
    longest = std::max(longest, seconds_since(begin));
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }
  return longest;
}

void allow_many_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  ::getrlimit(RLIMIT_NOFILE, &files);
  REQUIRE(files.rlim_cur > 2048);
}

void told(const std::string& what, double value) {
  if (const char* file = std::getenv("GONGSHI_FIGURES")) std::ofstream(file, std::ios::app) << what << '\t' << value << '\n';
}

}  // namespace

TEST_CASE("visitors who never end their request keep nobody else from being answered") {
  allow_many_files();
  const Served served;
  const Dawdlers slow(served.port(), 700, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  const double wait = longest_wait(served, 30);
  told("700 incomplete requests: longest wait of another, s", wait);
  CHECK(wait < 10);
  CHECK(slow.turned_away() > 0);
}

TEST_CASE("visitors who never take their answer keep nobody else from being answered") {
  allow_many_files();
  const Served served;
  const Dawdlers slow(served.port(), 400, "GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n", 4096);
  const double wait = longest_wait(served, 20);
  told("400 answers not taken: longest wait of another, s", wait);
  CHECK(wait < 10);
  CHECK(served.megabytes() < 400);
}

TEST_CASE("a flood of searches leaves pages quick and is answered or told to come again") {
  const Served served;
  std::atomic<bool> done = false;
  std::atomic<long> answered = 0, busy = 0, other = 0;
  std::vector<std::thread> flood;
  for (int i = 0; i < 48; ++i)
    flood.emplace_back([&, i] {
      for (int n = 0; !done; ++n) {
        const int status = served.get("/search.json?q=" + std::string(i % 2 ? "%E5%85%AC%E5%8F%B8" : "a") + "&page=" + std::to_string(n % 600)).status;
        ++(status == 200 || status == 400 ? answered : status == 503 ? busy : other);
      }
    });
  const double wait = longest_wait(served, 20);
  done = true;
  for (auto& thread : flood) thread.join();
  told("48 visitors searching without pause: longest wait for a page, s", wait);
  told("searches answered meanwhile", static_cast<double>(answered));
  CHECK(wait < 5);
  CHECK(answered > 0);
  CHECK(other == 0);
}

TEST_CASE("odd ranges and headers get the whole page or a refusal and never more than was asked for") {
  const Served served;
  const std::string home = served.get("/").body;
  const auto ask = [&](const std::string& headers) {
    return raw_exchange(served.port(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
  };
  std::string many = "Range: bytes=0-0";
  for (int i = 0; i < 1500; ++i) many += ",0-";
  for (const std::string& range :
       {std::string("Range: bytes=0-0\r\n"), std::string("Range: bytes=-1\r\n"), std::string("Range: bytes=5-2\r\n"), many + "\r\n",
        std::string("Range: bytes=99999999999999999999-\r\n"), std::string("Range: lines=1-2\r\nIf-Range: \"x\"\r\n")}) {
    const std::string answer = ask(range);
    INFO(range.substr(0, 40) << answer.substr(0, 60));
    REQUIRE(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.substr(answer.find("\r\n\r\n") + 4) == home);
  }
  for (const std::string& odd :
       {"X: " + std::string(100'000, 'a') + "\r\n", [] {
          std::string lines;
          for (int i = 0; i < 5000; ++i) lines += "X" + std::to_string(i) + ": 1\r\n";
          return lines;
        }(),
        std::string("Content-Length: 10\r\nTransfer-Encoding: chunked\r\n"), std::string("Content-Length: -1\r\n"),
        std::string("Transfer-Encoding: chunked\r\n"), std::string("Content-Length: 99999999999999999999999\r\n"),
        std::string("Expect: 100-continue\r\nContent-Length: 5\r\n")}) {
    const std::string answer = ask(odd);
    INFO(odd.substr(0, 60) << answer.substr(0, 60));
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 4")));
  }
  for (const std::string& noise : {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(500, '\x7f') + "\r\n\r\n",
                                   std::string("GET /\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"), std::string(4096, '\0') + "\r\n\r\n",
                                   std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), std::string("\r\n\r\n\r\n")})
    CHECK_FALSE(contains(raw_exchange(served.port(), noise).substr(0, 12), " 500"));
  CHECK(served.get("/").body == home);
}

TEST_CASE("an address however long is refused and costs no memory") {
  const Served served;
  const long before = served.megabytes();
  for (const size_t size : {1000u, 5000u, 20'000u, 100'000u, 2'000'000u})
    for (const char* begin : {"/", "/?q=", "/search.json?q=", "/decisions?"}) {
      const auto answer = served.get(begin + std::string(size, 'a'));
      INFO(begin << " " << size << ": " << answer.status);
      CHECK(answer.status < 500);
    }
  std::string many = "/search.json?q=x";
  for (int i = 0; i < 900; ++i) many += "&a=b";
  CHECK(served.get(many).status == 200);  // what is too much is not read
  std::string parameters = "/search.json?";
  for (int i = 0; i < 3000; ++i) parameters += "a" + std::to_string(i) + "=1&";
  CHECK(served.get(parameters).status < 500);
  CHECK(served.get("/").status == 200);
  CHECK(served.megabytes() < before + 50);
}

TEST_CASE("no answer that a cache may keep depends on what one visitor added to the address or the headers") {
  const Served served;
  const std::string page = SmallSite::address(1);
  for (const std::string& target : {std::string("/"), "/" + page, std::string("/404-not-there.html")}) {
    const auto plain = served.get(target);
    for (const char* added : {"?x=%3Cscript%3E", "?q=1", "?utm_source=a&cb=1", "?%0d%0aSet-Cookie:a=b"}) {
      const auto same = served.get(target + added);
      INFO(target << added);
      CHECK(same.status == plain.status);
      CHECK(same.body == plain.body);
      CHECK(same.headers.count("set-cookie") == 0);
    }
    const std::string with_headers = raw_exchange(
        served.port(), "GET " + target +
                           " HTTP/1.1\r\nHost: evil.invalid\r\nX-Forwarded-Host: evil.invalid\r\nX-Forwarded-Proto: gopher\r\n"
                           "X-Original-URL: /data/\r\nX-Rewrite-URL: /data/\r\nX-HTTP-Method-Override: DELETE\r\nReferer: https://evil.invalid/\r\n"
                           "Cookie: a=b\r\nAccept-Language: xx\r\nConnection: close\r\n\r\n");
    CHECK(with_headers.substr(with_headers.find("\r\n\r\n") + 4) == plain.body);
    CHECK_FALSE(contains(with_headers, "evil.invalid"));
  }
  for (const char* target : {"/search.json?q=a", "/search/?q=a", "/search/results.csv?q=a", "/search/results.atom?q=a", "/search.json?min=x"})
    CHECK(served.get(target).headers.at("cache-control") == "no-store");
  // A redirection carries its own address's parameters, in one line.
  const auto moved = served.get("/decisions?x=%0d%0aSet-Cookie:%20a=b&y=//evil.invalid");
  CHECK(moved.status == 301);
  CHECK(moved.headers.at("location").starts_with("decisions/?"));
  CHECK(moved.headers.count("set-cookie") == 0);
}
