#include "search/patience.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "support/catch.h"

using namespace gongshi;

namespace {

using std::chrono::milliseconds;

/// A visitor's connection: what happens at the server's end shows at the visitor's.
class Connection {
 public:
  explicit Connection(Patience& patience) : patience_(patience) {
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_) == 0);
    visit = patience_.accepted(ends_[0]);
  }
  ~Connection() {
    patience_.closed(visit);
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Whether it is ended within so many milliseconds.
  bool ended(int within) const {
    pollfd state{ends_[1], POLLIN, 0};
    return ::poll(&state, 1, within) > 0;
  }
  Patience::Visit* visit = nullptr;

 private:
  Patience& patience_;
  int ends_[2] = {-1, -1};
};

constexpr int kLong = 20'000;
const milliseconds kNever{3'600'000};

}  // namespace

TEST_CASE("a request that is not whole in its time ends its connection") {
  Patience patience({.request = milliseconds(1), .crowded_request = milliseconds(1), .answer = kNever, .slowest = 1, .crowded_slowest = 1, .crowd = 64});
  const Connection asking(patience);
  CHECK(asking.ended(kLong));
}

TEST_CASE("while an answer is worked out and while it is taken in time nobody is ended") {
  Patience patience({.request = milliseconds(1), .crowded_request = milliseconds(1), .answer = kNever, .slowest = 1, .crowded_slowest = 1, .crowd = 64});
  const Connection working(patience);
  patience.asked(working.visit);
  const Connection taking(patience);
  patience.answering(taking.visit, 1000);
  const Connection asking(patience);
  REQUIRE(asking.ended(kLong));  // the watcher has looked at all three
  CHECK_FALSE(working.ended(0));
  CHECK_FALSE(taking.ended(0));
  patience.answered(taking.visit);
  CHECK(taking.ended(kLong));
}

TEST_CASE("an answer taken more slowly than the slowest speed ends its connection") {
  Patience patience({.request = kNever, .crowded_request = kNever, .answer = milliseconds(1), .slowest = 1'000'000'000, .crowded_slowest = 1, .crowd = 64});
  const Connection taking(patience);
  patience.answering(taking.visit, 1000);
  CHECK(taking.ended(kLong));
}

TEST_CASE("where many dawdle each has less time") {
  Patience patience({.request = kNever, .crowded_request = milliseconds(1), .answer = kNever, .slowest = 1, .crowded_slowest = 1, .crowd = 2});
  const Connection first(patience), second(patience);
  CHECK_FALSE(first.ended(600));
  const Connection third(patience);
  CHECK(first.ended(kLong));
  CHECK(third.ended(kLong));
  patience.stop();
  const Connection late(patience);
  CHECK_FALSE(late.ended(600));
}
