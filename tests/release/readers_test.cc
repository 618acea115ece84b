// Readers who go on reading, through a web server, while one release after another is switched to.
#include <atomic>

#include "release/small_release.h"
#include "support/faulty_fs.h"
#include "support/server_process.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr int kSwitches = 500;
constexpr size_t kReaders = 4;
const std::string kBig = "decisions/2026-02/a-1.html";

std::string word_of(int edition) { return "edition-" + std::to_string(1000 + edition) + "\n"; }

/// Every page says the same word all over; the big one for longer than one write of the server.
Files edition(int n) {
  Files files = small_site("one");
  for (auto& [path, bytes] : files) bytes = word_of(n);
  for (int i = 0; i < 20'000; ++i) files[kBig] += word_of(n);
  return files;
}

/// One request on a connection of its own: the status and the body.
std::pair<int, std::string> get(int port, const std::string& path) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port = htons(static_cast<uint16_t>(port));
  std::string answer;
  const std::string request = "GET /" + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
  if (::connect(fd, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char bytes[65536];
    for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;) answer.append(bytes, static_cast<size_t>(n));
  }
  ::close(fd);
  const size_t body = answer.find("\r\n\r\n");
  if (body == std::string::npos || answer.size() < 12) return {0, ""};
  return {std::atoi(answer.c_str() + 9), answer.substr(body + 4)};
}

/// Of one release from the first byte to the last, and as long as it should be.
bool of_one_release(const std::string& path, const std::string& body) {
  const size_t length = word_of(0).size();
  const size_t words = path == kBig ? 20'001 : 1;
  if (body.size() != words * length) return false;
  for (size_t at = 0; at < body.size(); at += length)
    if (body.compare(at, length, body, 0, length) != 0) return false;
  return true;
}

bool serve(ServerProcess& server, const Scratch& scratch, int port) {
  if (!has_program("nginx")) return false;
  const std::string conf =
      std::string(::geteuid() == 0 ? "user root root;\n" : "") +
      "worker_processes 2;\npid nginx.pid;\nerror_log stderr crit;\nevents { worker_connections 64; }\n"
      "http {\n  access_log off;\n  sendfile on;\n  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3;"
      " uwsgi_temp_path t4; scgi_temp_path t5;\n  server {\n    listen 127.0.0.1:" +
      std::to_string(port) + ";\n    root " + (scratch / "out/current/site").string() + ";\n  }\n}\n";
  const auto file = scratch.write("nginx.conf", conf);
  return server.start({"/usr/sbin/nginx", "-p", scratch.path().string(), "-c", file.string(), "-g", "daemon off;"}, port);
}

}  // namespace

TEST_CASE("readers behind a web server find every page and no page of two releases during five hundred switches") {
  const Scratch scratch{quick_directory()};
  const auto out = scratch / "out";
  FaultyFs fs;
  const auto switch_to = [&](int n) {
    const auto id = build(fs, out, "2026-03-10", edition(n));
    return id.ok() && publish(fs, out, *id).ok() && prune(fs, out, 1).ok();
  };
  REQUIRE(switch_to(0));
  ServerProcess server;
  const int port = free_port();
  if (!serve(server, scratch, port)) {
    WARN("nginx is missing: skipped");
    return;
  }
  std::atomic<bool> stop = false;
  std::atomic<long> read = 0, missing = 0, mixed = 0;
  std::vector<std::thread> readers;
  for (size_t r = 0; r < kReaders; ++r)
    readers.emplace_back([&] {
      const std::vector<std::string> paths = {"", kBig, "asof.js", "decisions/", "agencies/99010100000000000X.html"};
      for (size_t i = 0; !stop; ++i) {
        const std::string& path = paths[i % paths.size()];
        const auto [status, body] = get(port, path);
        ++read;
        if (status != 200) ++missing;
        else if (!of_one_release(path, body)) ++mixed;
      }
    });
  int switched = 0;
  while (switched < kSwitches && switch_to(switched + 1)) ++switched;
  stop = true;
  for (auto& reader : readers) reader.join();
  CHECK(switched == kSwitches);
  CHECK(read > kSwitches);
  CHECK(missing == 0);
  CHECK(mixed == 0);
  CHECK(get(port, "asof.js").second == word_of(kSwitches));
  CHECK(get(port, "none.html").first == 404);
}
