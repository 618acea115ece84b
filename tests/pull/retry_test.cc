#include "pull/retry.h"

#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a source that is busy for a moment is asked again, later and later") {
  Fetching fetch;
  Loopback server;
  server.page("/feed", "503 Service Unavailable", "");
  server.page("/feed", "500 Internal Server Error", "");
  server.answer("/feed", "");
  server.page("/feed", "200 OK", "[]");
  CHECK(fetch.text(server.url("/feed")) == "[]");
  CHECK(server.requests().size() == 4);
  CHECK(fetch.time.pauses == std::vector<int64_t>{750, 2250, 6750});  // three quarters of 1, 3 and 9 s
}

TEST_CASE("a source that stays busy is given up after four tries") {
  Fetching fetch;
  Loopback server;
  server.page("/feed", "503 Service Unavailable", "");
  fetch.fails(server.url("/feed"), "503");
  CHECK(server.requests().size() == 4);
}

TEST_CASE("Retry-After is honoured in seconds and as a date") {
  Fetching fetch;
  fetch.limits.total_ms = 3'600'000;
  Loopback server;
  server.page("/feed", "429 Too Many Requests", "", "Retry-After: 120\r\n");
  server.page("/feed", "429 Too Many Requests", "", "Retry-After: Wed, 18 Nov 2026 11:09:40 GMT\r\n");
  server.page("/feed", "503 Service Unavailable", "", "Retry-After: soon\r\n");
  server.page("/feed", "200 OK", "[]");
  CHECK(fetch.text(server.url("/feed")) == "[]");
  // The date lies a minute after the first wait; what cannot be read is as if nothing was asked.
  CHECK(fetch.time.pauses == std::vector<int64_t>{120'000, 60'000, 6'750});
}

TEST_CASE("a source that asks for more patience than a night has is left for tonight") {
  Fetching fetch;
  fetch.limits.total_ms = 3'600'000;
  Loopback server;
  for (const char* wait : {"301", "99999999999999999999"}) {
    server.forget("/feed");
    server.page("/feed", "429 Too Many Requests", "", std::string("Retry-After: ") + wait + "\r\n");
    fetch.fails(server.url("/feed"), "太频繁");
  }
  CHECK(server.requests().size() == 2);
  CHECK(fetch.time.pauses.empty());
}

TEST_CASE("no try begins after the time for tries is over") {
  FakeTime time;
  const RetryLimits limits;
  CHECK(wait_before_next(limits, 1, 0, "", time)->ms == 750);
  CHECK(wait_before_next(limits, 1, 44'000, "", time)->ms == 750);
  CHECK_FALSE(wait_before_next(limits, 1, 44'500, "", time));
  CHECK_FALSE(wait_before_next(limits, 4, 0, "", time));
  CHECK(wait_before_next(limits, 3, 0, "0", time)->asked);
  CHECK_FALSE(wait_before_next(limits, 3, 46'000, "5", time));
}

TEST_CASE("the machine's own time passes and never goes back") {
  Timekeeper& time = real_time();
  const int64_t before = time.now_ms();
  time.pause(2);
  CHECK(time.now_ms() >= before + 2);
  CHECK(time.unix_seconds() > 1'700'000'000);
  for (int i = 0; i < 100; ++i) {
    const double jitter = time.jitter();
    CHECK((jitter >= 0 && jitter < 1));
  }
}
