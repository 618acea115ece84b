#include "release/signature.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/digest.h"
#include "release/file_list.h"

namespace gongshi {
namespace {

/// GM/T 0009: the identity that is meant when none was agreed on.
constexpr std::string_view kIdentity = "1234567812345678";

Error bad_key(const std::string& where) {
  return {"bad_signing_key",
          "签名密钥读不出来。它应当是 PEM 格式、没有口令的 Ed25519 或者 SM2 密钥，见 docs/release.md。", where};
}

using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;
using Context = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

Bio reading(std::string_view bytes) { return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), BIO_free}; }

/// Nobody is asked for a passphrase at night.
int no_passphrase(char*, int, int, void*) { return 0; }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// Begins signing or verifying; SM2 digests with SM3 and takes the signer's identity in.
bool begin(EVP_MD_CTX* context, EVP_PKEY* key, SignatureKind kind, bool sign) {
  EVP_PKEY_CTX* settings = nullptr;
  const EVP_MD* digest = kind == SignatureKind::kSm2 ? EVP_sm3() : nullptr;
  const int begun = sign ? EVP_DigestSignInit(context, &settings, digest, nullptr, key)
                         : EVP_DigestVerifyInit(context, &settings, digest, nullptr, key);
  if (begun != 1) return false;
  return kind != SignatureKind::kSm2 ||
         EVP_PKEY_CTX_set1_id(settings, kIdentity.data(), static_cast<int>(kIdentity.size())) == 1;
}

}  // namespace

std::string_view signature_word(SignatureKind kind) { return kind == SignatureKind::kSm2 ? "SM2" : "Ed25519"; }

Result<SignatureKey> SignatureKey::of(evp_pkey_st* key, const std::string& where) {
  std::shared_ptr<evp_pkey_st> owned(key, EVP_PKEY_free);
  if (!key) return bad_key(where);
  if (EVP_PKEY_is_a(key, "ED25519")) return SignatureKey(std::move(owned), SignatureKind::kEd25519);
  if (EVP_PKEY_is_a(key, "SM2")) return SignatureKey(std::move(owned), SignatureKind::kSm2);
  return bad_key(where);
}

Result<SignatureKey> SignatureKey::read_private(std::string_view pem, const std::string& where) {
  const Bio bio = reading(pem);
  return of(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr), where);
}

Result<SignatureKey> SignatureKey::read_public(std::string_view pem, const std::string& where) {
  const Bio bio = reading(pem);
  return of(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_passphrase, nullptr), where);
}

Result<std::string> SignatureKey::public_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  char* bytes = nullptr;
  if (PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) return bad_key("");
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<size_t>(size));
}

Result<std::string> SignatureKey::fingerprint() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  if (size <= 0) return bad_key("");
  std::string out = sha256_hex({reinterpret_cast<char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return out;
}

Result<std::string> SignatureKey::sign(std::string_view bytes) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  size_t size = 0;
  if (!begin(context.get(), key_.get(), kind_, true) ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes_of(bytes), bytes.size()) != 1)
    return bad_key("");
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes_of(bytes),
                     bytes.size()) != 1)
    return bad_key("");
  signature.resize(size);
  return signature;
}

bool SignatureKey::verifies(std::string_view bytes, std::string_view signature) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return begin(context.get(), key_.get(), kind_, false) &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes), bytes.size()) == 1;
}

Status sign_release(Fs& fs, const stdfs::path& site_dir, const SignatureKey& key) {
  GONGSHI_ASSIGN(const std::string manifest, fs.read(site_dir / kManifestName));
  GONGSHI_ASSIGN(const std::string pem, key.public_pem());
  const auto there = fs.read(site_dir / kSignatureName);
  const auto published = fs.read(site_dir / kPublicKeyName);
  if (there.ok() && published.ok() && *published == pem && key.verifies(manifest, *there)) return {};
  GONGSHI_ASSIGN(const std::string signature, key.sign(manifest));
  for (const auto& [name, bytes] : {std::pair(kPublicKeyName, &pem), std::pair(kSignatureName, &signature)}) {
    GONGSHI_TRY(fs.write(site_dir / name, *bytes));
    GONGSHI_TRY(fs.sync(site_dir / name));
  }
  return fs.sync(site_dir);
}

Result<SignatureCheck> check_signature(const Fs& fs, const stdfs::path& site_dir, const std::string& public_pem) {
  using State = SignatureCheck::State;
  SignatureCheck check;
  const auto signature = fs.read(site_dir / kSignatureName), manifest = fs.read(site_dir / kManifestName);
  const auto offered = fs.read(site_dir / kPublicKeyName);
  check.own_key = public_pem.empty();
  if (check.own_key && !signature.ok() && !offered.ok()) return check;
  check.state = State::kBad;
  if (check.own_key && !offered.ok()) return check;
  auto key = SignatureKey::read_public(check.own_key ? *offered : public_pem, check.own_key ? kPublicKeyName : "");
  if (!key) return check.own_key ? Result<SignatureCheck>(check) : Result<SignatureCheck>(key.error());
  check.algorithm = signature_word(key->kind());
  GONGSHI_ASSIGN(check.fingerprint, key->fingerprint());
  if (signature.ok() && manifest.ok() && key->verifies(*manifest, *signature)) check.state = State::kGood;
  return check;
}

}  // namespace gongshi
