#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

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
  unsigned int size = 0;
};

Mac hmac(std::string_view key, std::string_view bytes) {
  Mac mac;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), mac.bytes, &mac.size);
  return mac;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  return hex(digest, size);
}

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
