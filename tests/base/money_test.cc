#include "base/money.h"

#include <limits>

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("yuan for pages has thousands commas and the decimals it needs") {
  CHECK(yuan_text(500000) == "5,000");
  CHECK(yuan_text(1) == "0.01");
  CHECK(yuan_text(0) == "0");
  CHECK(yuan_text(50) == "0.50");
  CHECK(yuan_text(99999) == "999.99");
  CHECK(yuan_text(100000) == "1,000");
  CHECK(yuan_text(123456789012) == "1,234,567,890.12");
  CHECK(yuan_text(-500000) == "-5,000");
}

TEST_CASE("yuan for data files has no commas") {
  CHECK(yuan_plain(500000) == "5000");
  CHECK(yuan_plain(1) == "0.01");
  CHECK(yuan_plain(123456789050) == "1234567890.50");
  CHECK(yuan_plain(-1) == "-0.01");
}

TEST_CASE("ten thousand yuan loses no fen and keeps no idle zeros") {
  CHECK(wan_text(17537900) == "17.5379");
  CHECK(wan_text(1) == "0.000001");
  CHECK(wan_text(0) == "0");
  CHECK(wan_text(1000000) == "1");
  CHECK(wan_text(-1500000) == "-1.5");
}

TEST_CASE("the largest and smallest amounts are written without overflow") {
  CHECK(yuan_plain(std::numeric_limits<Fen>::max()) == "92233720368547758.07");
  CHECK(yuan_plain(std::numeric_limits<Fen>::min()) == "-92233720368547758.08");
}
