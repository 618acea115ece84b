#include "base/digest.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace gongshi {
namespace {

std::string hex(const unsigned char* bytes, size_t size) {
  static const char kDigits[] = "0123456789abcdef";
  std::string out(size * 2, '0');
  for (size_t i = 0; i < size; ++i) {
    out[2 * i] = kDigits[bytes[i] >> 4];
    out[2 * i + 1] = kDigits[bytes[i] & 15];
  }
  return out;
}

struct Mac {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  size_t size = 0;
};

/// Looking an algorithm up by its name costs more than digesting a record.
const EVP_MD* sha256() {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kSha256;
}
const EVP_MD* sm3() {
  static const EVP_MD* const kSm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
  return kSm3;
}

using MacContext = std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

MacContext hmac_sha256() {
  EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  MacContext context(EVP_MAC_CTX_new(algorithm), EVP_MAC_CTX_free);
  EVP_MAC_free(algorithm);
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
  EVP_MAC_CTX_set_params(context.get(), params);
  return context;
}

Mac hmac(std::string_view key, std::string_view bytes) {
  Mac mac;
  // Memory to work in, begun anew each time; making it costs more than digesting a record.
  thread_local const MacContext context = hmac_sha256();
  // No key at all would mean the last one; an empty one is a key like any other.
  const char* const secret = key.empty() ? "" : key.data();
  EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char*>(secret), key.size(), nullptr);
  EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  EVP_MAC_final(context.get(), mac.bytes, &mac.size, sizeof mac.bytes);
  return mac;
}

std::string digest_hex(const EVP_MD* algorithm, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  thread_local const DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex2(context.get(), algorithm, nullptr);
  EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(context.get(), digest, &size);
  return hex(digest, size);
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), [](void* context) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }) {
  EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_.get()), sha256(), nullptr);
}
void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size()); }
std::string Sha256::hex() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_.get()), digest, &size);
  return gongshi::hex(digest, size);
}

std::string sha256_hex(std::string_view bytes) { return digest_hex(sha256(), bytes); }
std::string sm3_hex(std::string_view bytes) { return digest_hex(sm3(), bytes); }

std::string hmac_hex(std::string_view key, std::string_view bytes) {
  const Mac mac = hmac(key, bytes);
  return hex(mac.bytes, mac.size);
}

unsigned long long hmac_number(std::string_view key, std::string_view bytes) {
  const Mac mac = hmac(key, bytes);
  unsigned long long number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | mac.bytes[i];
  return number;
}

Result<std::string> random_bytes(size_t n) {
  std::string bytes(n, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(n)) != 1)
    return Error{"io", "取不到随机数，请检查系统的随机数来源。", "/dev/urandom"};
  return bytes;
}

}  // namespace gongshi
