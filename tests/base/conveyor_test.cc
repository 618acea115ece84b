#include "base/conveyor.h"

#include <numeric>
#include <stdexcept>

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("parcels come out in the order they went in whatever the number of hands") {
  for (const unsigned hands : {1u, 2u, 5u}) {
    std::vector<int> out;
    Conveyor<int> belt(hands, [](int& parcel, unsigned) {
      // The first of each ten is slow, so that others overtake it.
      volatile int spin = parcel % 10 == 0 ? 20000 : 10;
      while (spin > 0) spin = spin - 1;
      parcel *= 2;
    }, [&](int& parcel) { out.push_back(parcel); });
    for (int i = 0; i < 500; ++i) belt.put(int(i));
    belt.finish();
    REQUIRE(out.size() == 500);
    for (int i = 0; i < 500; ++i) REQUIRE(out[static_cast<size_t>(i)] == 2 * i);
  }
}

TEST_CASE("each hand is one thread at a time") {
  constexpr unsigned kHands = 4;
  std::vector<std::thread::id> threads(kHands);
  std::mutex mutex;
  bool mixed = false;
  Conveyor<int> belt(kHands, [&](int&, unsigned hand) {
    const std::lock_guard lock(mutex);
    mixed = mixed || (threads[hand] != std::thread::id() && threads[hand] != std::this_thread::get_id());
    threads[hand] = std::this_thread::get_id();
  }, [](int&) {});
  for (int i = 0; i < 200; ++i) belt.put(int(i));
  belt.finish();
  CHECK_FALSE(mixed);
}

TEST_CASE("what the work throws leaves the belt on the calling thread and nothing behind it comes out") {
  for (const unsigned hands : {1u, 3u}) {
    std::vector<int> out;
    Conveyor<int> belt(hands, [](int& parcel, unsigned) {
      if (parcel == 7) throw std::runtime_error("seven");
    }, [&](int& parcel) { out.push_back(parcel); });
    CHECK_THROWS_WITH([&] {
      for (int i = 0; i < 50; ++i) belt.put(int(i));
      belt.finish();
    }(), "seven");
    std::vector<int> before(7);
    std::iota(before.begin(), before.end(), 0);
    CHECK(out == before);
  }
}

TEST_CASE("a belt that is given up drops what lies on it") {
  int out = 0;
  {
    Conveyor<int> belt(3, [](int&, unsigned) {}, [&](int&) { ++out; });
    for (int i = 0; i < 3; ++i) belt.put(int(i));
  }
  CHECK(out <= 3);
}
