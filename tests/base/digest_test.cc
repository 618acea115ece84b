#include "base/digest.h"

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("digests are those of the standards") {
  // FIPS 180-4 and GB/T 32905-2016, both of "abc".
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sm3_hex("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  // One after the other: nothing of the first is left in the second.
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("bytes that come piece by piece have the digest of the whole") {
  Sha256 digest;
  digest.add("a");
  digest.add("");
  digest.add("bc");
  CHECK(digest.hex() == sha256_hex("abc"));
  CHECK(Sha256().hex() == sha256_hex(""));
}
