// A source that hangs, trickles, resets, lies or sends without end.
#include <zlib.h>

#include "base/packing.h"
#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;
using Then = LoopbackAnswer::Then;

namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\n";

std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(compressBound(bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("a source that says nothing, or trickles, is given up") {
  Fetching fetch;
  fetch.limits.patience_ms = 100;
  Loopback server;
  fetch.limits.retry.tries = 1;
  fetch.limits.slow_bytes = 1'000;
  server.answer("/hang", "", Then::kHang);
  server.answer("/stuck", std::string(kOk) + "Content-Length: 1000\r\n\r\n[", Then::kHang);
  server.answer("/trickle", std::string(kOk) + "Content-Length: 100000\r\n\r\n" + std::string(100'000, ' '), Then::kTrickle);
  fetch.fails(server.url("/hang"), "没有回应");
  fetch.fails(server.url("/stuck"), "太慢");
  fetch.fails(server.url("/trickle"), "太慢");
}

TEST_CASE("a source that goes on for longer than the whole limit is given up") {
  Fetching fetch;
  fetch.limits.patience_ms = 100;
  Loopback server;
  fetch.limits.total_ms = 300;
  fetch.limits.patience_ms = 60'000;
  fetch.limits.retry.tries = 1;
  server.answer("/slow", std::string(kOk) + "\r\n" + std::string(100'000, ' '), Then::kTrickle);
  fetch.fails(server.url("/slow"), "太慢");
}

TEST_CASE("a connection that is refused or torn down is an error after a few tries") {
  Fetching fetch;
  std::string nobody;
  {
    const Loopback closed;
    nobody = closed.url("/feed.json");
  }
  fetch.fails(nobody, "拒绝连接");
  CHECK(fetch.time.pauses.size() == 3);
  Loopback server;
  server.answer("/reset", std::string(kOk) + "Content-Length: 100\r\n\r\n[1,", Then::kReset);
  fetch.fails(server.url("/reset"), "试了 4 次");
  CHECK(server.requests().size() == 4);
}

TEST_CASE("a body shorter or longer than it was announced is an error") {
  Fetching fetch;
  Loopback server;
  server.answer("/half", std::string(kOk) + "Content-Length: 1000\r\n\r\n[{\"id\":");
  server.answer("/more", std::string(kOk) + "Content-Length: 5\r\n\r\nid\n1\n2\n3\n");
  server.answer("/nothing", "");
  server.answer("/chunk", std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n5\r\n[1,2,\r\n");
  server.answer("/nonsense", "no HTTP at all\r\n\r\n");
  fetch.fails(server.url("/half"), "不完整");
  fetch.fails(server.url("/more"), "声明的长度");
  fetch.fails(server.url("/nothing"), "不完整");
  fetch.fails(server.url("/chunk"), "不完整");
  fetch.fails(server.url("/nonsense"), "请");
}

TEST_CASE("a feed larger than the limit is refused before it is read, and cut off where its length was a lie") {
  Fetching fetch;
  Loopback server;
  server.answer("/huge", std::string(kOk) + "Content-Length: 10000000000\r\n\r\n[");
  fetch.fails(server.url("/huge"), "4 GiB");
  CHECK(server.requests().size() == 1);
  fetch.limits.bytes = 1'000'000;
  fetch.limits.patience_ms = 5'000;
  server.answer("/endless", std::string(kOk) + "\r\n" + std::string(65'536, ' '), Then::kRepeat);
  fetch.fails(server.url("/endless"), "超过 1000000 字节");
  const std::string chunk = "10000\r\n" + std::string(65'536, ' ') + "\r\n";
  server.answer("/chunks", std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n" + chunk, Then::kRepeat);
  fetch.fails(server.url("/chunks"), "超过 1000000 字节");
}

TEST_CASE("packed bodies are unpacked, and their unpacked size is limited too") {
  Fetching fetch;
  Loopback server;
  const std::string body = "[" + std::string(500'000, ' ') + "]";
  server.page("/good", "200 OK", gzipped(body), "Content-Encoding: gzip\r\n");
  CHECK(fetch.text(server.url("/good")) == body);
  CHECK(contains(server.requests()[0], "Accept-Encoding: "));
  CHECK(contains(server.requests()[0], "gzip, br"));
  std::filesystem::remove_all(fetch.scratch / "tmp");

  fetch.limits.bytes = 100'000;
  server.page("/bomb", "200 OK", gzipped(std::string(50'000'000, ' ')), "Content-Encoding: gzip\r\n");
  fetch.fails(server.url("/bomb"), "超过 100000 字节");
  server.page("/wrong", "200 OK", "[\"this is not packed\"]", "Content-Encoding: gzip\r\n");
  fetch.fails(server.url("/wrong"), "解不开");
  server.page("/unknown", "200 OK", "[]", "Content-Encoding: zstd\r\n");
  fetch.fails(server.url("/unknown"), "解不开");
  CHECK(server.requests().size() == 4);
}

TEST_CASE("a packed body that ends before its end is tried again and none of it is taken") {
  Fetching fetch;
  Loopback server;
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "{\"id\":" + std::to_string(i * 7919) + "}\n";
  const auto page = [&](const char* path, const char* encoding, const std::string& bytes) {
    server.page(path, "200 OK", bytes, std::string("Content-Encoding: ") + encoding + "\r\n");
    return server.url(path);
  };
  const std::string gzip = gzipped(rows), brotli = brotli_packed(rows);
  fetch.fails(page("/gzip", "gzip", gzip.substr(0, gzip.size() - 20)), "不完整");
  fetch.fails(page("/trailer", "gzip", gzip.substr(0, gzip.size() - 1)), "不完整");
  fetch.fails(page("/br", "br", brotli.substr(0, brotli.size() - 20)), "试了 4 次");
  fetch.fails(page("/begun", "gzip", gzip.substr(0, 5)), "不完整");
  fetch.fails(page("/nothing", "gzip", ""), "不完整");
  fetch.fails(page("/more", "gzip", gzip + "what else there is to say"), "解不开");
  fetch.fails(page("/more-br", "br", brotli + "what else there is to say"), "解不开");
  std::string wrong = gzip;
  wrong[wrong.size() - 6] ^= 1;
  fetch.fails(page("/sum", "gzip", wrong), "解不开");
  CHECK(fetch.text(page("/whole", "br", brotli)) == rows);
  std::filesystem::remove_all(fetch.scratch / "tmp");
  CHECK(fetch.text(page("/two", "GZIP", gzipped(rows.substr(0, 1000)) + gzipped(rows.substr(1000)))) == rows);
  std::filesystem::remove_all(fetch.scratch / "tmp");
  CHECK(fetch.text(page("/plain", "identity", rows)) == rows);
}

TEST_CASE("packed bytes that never end and unpack to nothing are cut off") {
  Fetching fetch;
  fetch.limits.patience_ms = 100;
  Loopback server;
  fetch.limits.bytes = 300'000;
  fetch.limits.patience_ms = 5'000;
  // A gzip head, then empty stored blocks without end.
  const std::string head("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
  std::string blocks;
  for (int i = 0; i < 10'000; ++i) blocks += std::string("\x00\x00\x00\xff\xff", 5);
  std::string body = head;
  for (int i = 0; i < 40; ++i) body += blocks;
  server.answer("/empty", std::string(kOk) + "Content-Encoding: gzip\r\nContent-Length: 90000000\r\n\r\n" + body, Then::kHang);
  fetch.fails(server.url("/empty"), "超过 300000 字节");
}
