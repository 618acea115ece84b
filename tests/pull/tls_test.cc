#include "certificate.h"
#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a certificate that nobody vouches for is refused and not tried again") {
  Fetching fetch;
  const Certificate certificate;
  Loopback server(certificate.context());
  server.page("/feed", "200 OK", "[]");
  fetch.fails(server.url("/feed"), "证书");
  CHECK(fetch.time.pauses.empty());
  CHECK(server.requests().empty());
}

TEST_CASE("a certificate of a further authority is taken, for its own host only") {
  Fetching fetch;
  const Certificate certificate;
  Loopback server(certificate.context());
  server.page("/feed", "200 OK", "[]");
  const auto file = fetch.scratch.write("ca.pem", certificate.pem());
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const Variable bundle(name, file.string());
    CHECK(fetch.text(server.url("/feed")) == "[]");
    std::filesystem::remove_all(fetch.scratch / "tmp");
    fetch.fails("https://localhost:" + std::to_string(server.port()) + "/feed", "证书");
  }
  CHECK(server.requests().size() == 2);
}

TEST_CASE("from https nothing leads back to http, neither a redirect nor a next page") {
  Fetching fetch;
  const Certificate certificate;
  Loopback server(certificate.context());
  Loopback plain;
  const Variable bundle("CURL_CA_BUNDLE", fetch.scratch.write("ca.pem", certificate.pem()).string());
  plain.page("/feed", "200 OK", "[]");
  server.redirect("/down", plain.url("/feed"));
  server.redirect("/round", "/new");
  server.page("/new", "200 OK", "[1]");
  server.page("/page", "200 OK", "[]", "Link: <" + plain.url("/feed") + ">; rel=\"next\"\r\n");
  CHECK(fetch.text(server.url("/round")) == "[1]");
  std::filesystem::remove_all(fetch.scratch / "tmp");
  fetch.fails(server.url("/down"), "不允许的地址");
  fetch.fails(server.url("/page"), "不在数据来源自己的网站");
  CHECK(plain.requests().empty());
}

TEST_CASE("a root certificate file that cannot be read is an error") {
  Fetching fetch;
  const Certificate certificate;
  Loopback server(certificate.context());
  const Variable bundle("CURL_CA_BUNDLE", (fetch.scratch / "none.pem").string());
  fetch.fails(server.url("/feed"), "CURL_CA_BUNDLE");
}
