#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <string>

namespace gongshi::test {

/// A certificate for 127.0.0.1 that has signed itself, and a TLS context that shows it.
class Certificate {
 public:
  Certificate() : context_(SSL_CTX_new(TLS_server_method())) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* x509 = X509_new();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3'600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3'600);
    X509_set_pubkey(x509, key);
    X509_NAME* name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("gongshi test"), -1, -1, 0);
    X509_set_issuer_name(x509, name);
    extend(x509, NID_subject_alt_name, "IP:127.0.0.1");
    extend(x509, NID_basic_constraints, "critical,CA:TRUE");
    if (X509_sign(x509, key, EVP_sha256()) == 0 || SSL_CTX_use_certificate(context_, x509) != 1 ||
        SSL_CTX_use_PrivateKey(context_, key) != 1)
      throw std::runtime_error("no certificate");
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, x509);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    pem_.assign(bytes, static_cast<size_t>(size));
    BIO_free(memory);
    X509_free(x509);
    EVP_PKEY_free(key);
  }
  ~Certificate() { SSL_CTX_free(context_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  SSL_CTX* context() const { return context_; }
  const std::string& pem() const { return pem_; }

 private:
  static void extend(X509* x509, int what, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }

  SSL_CTX* context_;
  std::string pem_;
};

}  // namespace gongshi::test
