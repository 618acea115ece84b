#include "release/signature.h"

#include "small_release.h"
#include "support/faulty_fs.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using State = SignatureCheck::State;

/// A key made by the command the handbook names; empty where openssl is missing.
std::string made_key(const Scratch& scratch, const std::string& options) {
  const std::string file = (scratch / "sign.key").string();
  const int ended = std::system(("openssl genpkey " + options + " -out " + file + " 2>/dev/null").c_str());
  if (ended != 0) WARN("openssl is missing: skipped");
  return ended == 0 ? slurp(file) : "";
}

const char* const kEd25519 = "-algorithm ed25519";
const char* const kSm2 = "-algorithm EC -pkeyopt ec_paramgen_curve:SM2 -pkeyopt ec_param_enc:named_curve";

State state_of(const stdfs::path& site, const std::string& pem = "") {
  const auto check = check_signature(DiskFs(), site, pem);
  REQUIRE(check.ok());
  return check->state;
}

}  // namespace

TEST_CASE("a signed release is known by its key and no altered byte of the manifest goes through") {
  for (const char* options : {kEd25519, kSm2}) {
    INFO(options);
    const Scratch out;
    const std::string pem = made_key(out, options);
    if (pem.empty()) return;
    const auto site = release_dir(out.path(), built(out.path(), "2026-03-10", small_site("one"))) / "site";
    DiskFs fs;
    CHECK(state_of(site) == State::kNone);
    const auto key = SignatureKey::read_private(pem, "sign.key");
    REQUIRE(key.ok());
    REQUIRE(sign_release(fs, site, *key).ok());
    CHECK(state_of(site) == State::kGood);
    CHECK(state_of(site, slurp(site / kPublicKeyName)) == State::kGood);
    CHECK(differences(site).empty());
    const std::string signature = slurp(site / kSignatureName);
    REQUIRE(sign_release(fs, site, *key).ok());
    CHECK(slurp(site / kSignatureName) == signature);  // not made again

    const std::string manifest = slurp(site / "release.json");
    std::string forged = manifest;
    forged.insert(forged.find("\"files\""), "\"note\": 1, ");
    REQUIRE(fs.write(site / "release.json", forged).ok());
    CHECK(state_of(site) == State::kBad);
    REQUIRE(fs.write(site / "release.json", manifest).ok());
    REQUIRE(fs.write(site / kSignatureName, "x").ok());
    CHECK(state_of(site) == State::kBad);
    REQUIRE(fs.remove(site / kSignatureName).ok());
    CHECK(state_of(site) == State::kBad);  // its key says that it is signed
  }
}

TEST_CASE("whoever signs a forged tree with a key of their own is found out by the known key") {
  const Scratch out, theirs;
  const std::string ours = made_key(out, kEd25519), other = made_key(theirs, kEd25519);
  if (ours.empty()) return;
  const auto site = release_dir(out.path(), built(out.path(), "2026-03-10", small_site("one"))) / "site";
  DiskFs fs;
  const std::string known = SignatureKey::read_private(ours, "")->public_pem().value();
  REQUIRE(sign_release(fs, site, *SignatureKey::read_private(other, "")).ok());
  CHECK(state_of(site) == State::kGood);  // it agrees with itself
  CHECK(state_of(site, known) == State::kBad);
  const auto own = check_signature(fs, site, ""), pinned = check_signature(fs, site, known);
  CHECK(own->own_key);
  CHECK_FALSE(pinned->own_key);
  CHECK(own->fingerprint != pinned->fingerprint);
  stdfs::remove(site / kSignatureName);
  CHECK(state_of(site, known) == State::kBad);  // one was expected
  stdfs::remove(site / kPublicKeyName);
  REQUIRE(fs.write(site / kSignatureName, "x").ok());
  CHECK(state_of(site) == State::kBad);
}

TEST_CASE("what is no key or a key of another kind or has a passphrase is refused in words") {
  const Scratch scratch;
  CHECK(SignatureKey::read_private("no key", "a").error().code == "bad_signing_key");
  CHECK(SignatureKey::read_public("", "a").error().where == "a");
  CHECK(check_signature(DiskFs(), scratch.path(), "no key").error().code == "bad_signing_key");
  for (const char* options : {"-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024",
                              "-algorithm ed25519 -aes256 -pass pass:secret"}) {
    const std::string pem = made_key(scratch, options);
    if (pem.empty()) return;
    INFO(options);
    CHECK(SignatureKey::read_private(pem, "b").error().code == "bad_signing_key");
  }
}

TEST_CASE("anybody can check the signature by hand with openssl") {
  for (const auto& [options, verify] :
       {std::pair(kEd25519, "openssl pkeyutl -verify -pubin -inkey release.pem -rawin -in release.json -sigfile release.json.sig"),
        std::pair(kSm2, "openssl dgst -sm3 -verify release.pem -sigopt distid:1234567812345678 -signature release.json.sig "
                        "release.json")}) {
    INFO(verify);
    const Scratch out;
    const std::string pem = made_key(out, options);
    if (pem.empty()) return;
    const auto site = release_dir(out.path(), built(out.path(), "2026-03-10", small_site("one"))) / "site";
    DiskFs fs;
    REQUIRE(sign_release(fs, site, *SignatureKey::read_private(pem, "")).ok());
    const std::string command = "cd " + site.string() + " && " + verify + " >/dev/null 2>&1";
    CHECK(std::system(command.c_str()) == 0);
    REQUIRE(fs.append(site / "release.json", " ").ok());
    CHECK(std::system(command.c_str()) != 0);
  }
}

TEST_CASE("a disk that fails while signing is told") {
  const Scratch out;
  const std::string pem = made_key(out, kEd25519);
  if (pem.empty()) return;
  const auto site = release_dir(out.path(), built(out.path(), "2026-03-10", small_site("one"))) / "site";
  for (size_t n = 1; n <= 5; ++n) {
    FaultyFs fs(n);
    CHECK(sign_release(fs, site, *SignatureKey::read_private(pem, "")).error().code == "io");
    stdfs::remove(site / kSignatureName);
  }
}
