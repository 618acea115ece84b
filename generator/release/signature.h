#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/fs.h"
#include "base/result.h"

struct evp_pkey_st;

namespace gongshi {

/// Beside release.json: the signature over its bytes, raw, and the public key that belongs to it (PEM).
inline constexpr const char* kSignatureName = "release.json.sig";
inline constexpr const char* kPublicKeyName = "release.pem";

/// Ed25519 (RFC 8032), or SM2 with SM3 and the default identity (GM/T 0003, GM/T 0009).
enum class SignatureKind { kEd25519, kSm2 };
std::string_view signature_word(SignatureKind kind);  ///< Ed25519, SM2

/// Half of a pair of keys, read from PEM.
class SignatureKey {
 public:
  /// Errors: `bad_signing_key` for what is no unencrypted key of these kinds.
  static Result<SignatureKey> read_private(std::string_view pem, const std::string& where);
  static Result<SignatureKey> read_public(std::string_view pem, const std::string& where);

  SignatureKind kind() const { return kind_; }
  Result<std::string> public_pem() const;
  /// SHA-256 of the public key's DER, in hexadecimal: what people compare.
  Result<std::string> fingerprint() const;
  /// Only of a private key.
  Result<std::string> sign(std::string_view bytes) const;
  bool verifies(std::string_view bytes, std::string_view signature) const;

 private:
  SignatureKey(std::shared_ptr<evp_pkey_st> key, SignatureKind kind) : key_(std::move(key)), kind_(kind) {}
  static Result<SignatureKey> of(evp_pkey_st* key, const std::string& where);

  std::shared_ptr<evp_pkey_st> key_;
  SignatureKind kind_;
};

/// Signs the release.json of a web root and publishes the key; the same again changes nothing. Errors: `io`.
Status sign_release(Fs& fs, const stdfs::path& site_dir, const SignatureKey& key);

/// What a served tree's signature is worth.
struct SignatureCheck {
  enum class State { kNone, kGood, kBad };
  State state = State::kNone;
  std::string algorithm;    ///< of the key; empty where there is none
  std::string fingerprint;
  bool own_key = false;     ///< the key came from the tree itself: only its fingerprint can tell whose it is
};

/// Checks the signature with `public_pem`, or where that is empty with the key the tree offers. No
/// signature where a key was given, or stands in the tree, is kBad. Errors: `bad_signing_key` when the given key is none.
Result<SignatureCheck> check_signature(const Fs& fs, const stdfs::path& site_dir, const std::string& public_pem);

}  // namespace gongshi
