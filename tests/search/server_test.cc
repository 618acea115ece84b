#include "search/server.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "http_client.h"
#include "records.h"
#include "search/listen.h"
#include "search/request.h"
#include "search/search_pool.h"
#include "search/site_files.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// OUT with a release or two, a partition in the store, and things beside them that are secret.
class Portal {
 public:
  Portal() {
    scratch_.write("secret.txt", "SECRET");
    scratch_.write("out/state/key", "SECRET");
    scratch_.write("out/store/abc/x.html", "<p>一件决定</p>");
    release("20261120-0001", 40);
    point("20261120-0001");
  }

  void release(const std::string& id, size_t decisions) {
    const std::string site_dir = "out/releases/" + id + "/site/";
    scratch_.write(site_dir + "index.html", "<p>" + id + "</p>");
    scratch_.write(site_dir + "404.html", "<p>没有这个页面</p>");
    scratch_.write(site_dir + "search/index.html", "<p>static search</p>");
    scratch_.write(site_dir + "assets/web.12345678.css", "main{}");
    scratch_.write(site_dir + "decisions/index.html", "<p>执法决定</p>");
    scratch_.write(site_dir + ".hidden", "SECRET");
    const auto in_site = scratch_ / site_dir;
    stdfs::create_directory_symlink("../../../../store/abc", in_site / "decisions/2026-03");
    stdfs::create_symlink("../../../../secret.txt", in_site / "outside.txt");
    stdfs::create_symlink("../../../state/key", in_site / "state.txt");
    stdfs::create_directory_symlink("/etc", in_site / "etc");
    const auto written = IndexWriter::write_index(site_, edition_of(many_records(decisions)),
                                                  scratch_ / ("out/releases/" + id + "/index"));
    REQUIRE(written.ok());
  }

  void point(const std::string& id) {
    stdfs::create_directory_symlink("releases/" + id, out() / "next");
    stdfs::rename(out() / "next", out() / "current");
  }

  std::unique_ptr<Server> serve() const {
    auto server = Server::start(site_, out(), "127.0.0.1:0");
    INFO((server.ok() ? "" : server.error().text + " " + server.error().where));
    REQUIRE(server.ok());
    REQUIRE((*server)->port() > 0);
    return std::move(server).value();
  }

  stdfs::path out() const { return scratch_ / "out"; }
  const Site& portal_site() const { return site_; }

 private:
  Scratch scratch_;
  Site site_ = test::site();
};

}  // namespace

TEST_CASE("files are served with their type, length and the security headers") {
  const Portal portal;
  const auto server = portal.serve();
  const auto home = http(server->port(), "/");
  CHECK(home.status == 200);
  CHECK(home.body == "<p>20261120-0001</p>");
  CHECK(home.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(home.headers.at("content-length") == std::to_string(home.body.size()));
  const auto style = http(server->port(), "/assets/web.12345678.css");
  CHECK(style.headers.at("content-type") == "text/css; charset=utf-8");
  CHECK(contains(style.headers.at("cache-control"), "immutable"));
  for (const char* target : {"/", "/nothing", "/search.json?q=x", "/search/?q=x", "/decisions"}) {
    const auto answer = http(server->port(), target);
    CHECK(answer.headers.at("content-security-policy").starts_with("default-src 'self'"));
    CHECK(answer.headers.at("referrer-policy") == "no-referrer");
    CHECK(answer.headers.at("x-content-type-options") == "nosniff");
  }
}

TEST_CASE("a partition is served through its link into the store") {
  const Portal portal;
  const auto server = portal.serve();
  CHECK(http(server->port(), "/decisions/2026-03/x.html").body == "<p>一件决定</p>");
}

TEST_CASE(
    "a directory is its index page, without the slash it redirects, unknown is the 404 page") {
  const Portal portal;
  const auto server = portal.serve();
  CHECK(http(server->port(), "/decisions/").body == "<p>执法决定</p>");
  const auto moved = http(server->port(), "/decisions");
  CHECK(moved.status == 301);
  CHECK(moved.headers.at("location") == "decisions/");
  CHECK(http(server->port(), "/search?q=%E7%BD%9A%26%0D%0AX:1").headers.at("location") ==
        "search/?q=%E7%BD%9A%26%0D%0AX%3A1");
  for (const char* target : {"/nothing.html", "/decisions/2026-03/", "/index.html/x"}) {
    const auto missing = http(server->port(), target);
    CHECK(missing.status == 404);
    CHECK(missing.body == "<p>没有这个页面</p>");
  }
}

TEST_CASE("nothing outside the release and the store is served") {
  const Portal portal;
  const auto server = portal.serve();
  for (const char* target : {"/../state/key",
                             "/../../../state/key",
                             "/decisions/../../../../state/key",
                             "/%2e%2e/%2e%2e/state/key",
                             "/..%2f..%2f..%2fstate%2fkey",
                             "/decisions/%2e%2e/%2e%2e/index/iamglass",
                             "//etc/passwd",
                             "/etc/passwd",
                             "/etc/",
                             "/etc",
                             "/outside.txt",
                             "/state.txt",
                             "/.hidden",
                             "/./index.html",
                             "/..\\..\\secret.txt",
                             "/%5c..%5c..",
                             "/index.html%00.css",
                             "/%00",
                             "/decisions/2026-03/../../.hidden",
                             "/%c0%ae%c0%ae/%c0%ae%c0%ae/state/key"}) {
    const auto answer = http(server->port(), target);
    INFO(target);
    CHECK(answer.status == 404);
    CHECK_FALSE(contains(answer.body, "SECRET"));
    CHECK_FALSE(contains(answer.body, "root:"));
  }
}

TEST_CASE("an absolute or relative target without a slash reaches nothing") {
  const Portal portal;
  const auto server = portal.serve();
  for (const char* target : {"state/key", "..", "*", "http://localhost/../state/key"})
    CHECK_FALSE(contains(http(server->port(), target).body, "SECRET"));
}

TEST_CASE("HEAD answers like GET without a body, other methods and bodies are refused") {
  const Portal portal;
  const auto server = portal.serve();
  for (const char* target : {"/", "/nothing", "/search.json?q=%E9%A3%9F%E5%93%81"}) {
    const auto get = http(server->port(), target);
    const auto head = http(server->port(), target, "HEAD");
    CHECK(head.status == get.status);
    CHECK(head.body.empty());
    CHECK(head.headers.at("content-type") == get.headers.at("content-type"));
  }
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"}) {
    const auto refused = http(server->port(), "/", method);
    CHECK(refused.status == 405);
    CHECK(refused.headers.at("allow") == "GET, HEAD");
  }
  const std::string with_body = raw_exchange(
      server->port(),
      "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
  CHECK(with_body.starts_with("HTTP/1.1 400"));
}

TEST_CASE("search.json answers with totals, hits and facets") {
  const Portal portal;
  const auto server = portal.serve();
  const auto answer =
      http(server->port(), "/search.json?q=%E9%A3%9F%E5%93%81&dataset=decisions&page=1");
  CHECK(answer.status == 200);
  CHECK(answer.headers.at("content-type") == "application/json");
  CHECK(answer.headers.at("cache-control") == "no-store");
  const Json json = Json::parse(answer.body);
  CHECK(json.at("query") == "食品");
  CHECK(json.at("exact") == true);
  CHECK(json.at("page") == 1);
  CHECK(json.at("took_ms").is_number());
  const auto total = json.at("total").get<size_t>();
  CHECK(total > 0);
  CHECK(json.at("facets").at("dataset") == Json{{"decisions", total}});
  const Json& hit = json.at("hits").at(0);
  CHECK(hit.size() == 7);
  for (const char* name : {"url", "title", "snippet", "dataset", "category", "agency", "date"})
    CHECK(hit.at(name).is_string());
  CHECK(
      contains(hit.at("snippet").get<std::string>() + hit.at("title").get<std::string>(), "食品"));
}

TEST_CASE("bad conditions are 400 with a sentence, in JSON and on the page") {
  const Portal portal;
  const auto server = portal.serve();
  const auto json = http(server->port(), "/search.json?q=x&from=2026-02-02&to=2026-02-01");
  CHECK(json.status == 400);
  CHECK(Json::parse(json.body).at("messages").at(0).at("text") == "开始日期晚于结束日期，请修改。");
  CHECK(Json::parse(json.body).at("total") == 0);
  const auto page = http(server->port(), "/search/?q=%3Cscript%3E&min=x");
  CHECK(page.status == 400);
  CHECK(contains(page.body, "金额请填数字。"));
  CHECK_FALSE(contains(page.body, "<script>"));
}

TEST_CASE(
    "the results page carries data-total and data-url; without a query it has the newest records and all counts") {
  const Portal portal;
  const auto server = portal.serve();
  const auto front = http(server->port(), "/search/");
  CHECK(front.status == 200);
  CHECK(contains(front.body, "data-total=\"" + Json::parse(http(server->port(), "/search.json").body).at("total").dump() + "\""));
  CHECK(contains(front.body, "data-url=\"decisions/"));
  for (const char* same : {"/search/?utm=1", "/search/?q=", "/search/index.html"})
    CHECK(http(server->port(), same).body == front.body);
  const Json json = Json::parse(http(server->port(), "/search.json?q=%E9%A3%9F%E5%93%81").body);
  const auto page = http(server->port(), "/search/?q=%E9%A3%9F%E5%93%81");
  CHECK(page.status == 200);
  CHECK(contains(page.body, "data-total=\"" + json.at("total").dump() + "\""));
  for (const auto& hit : json.at("hits"))
    CHECK(contains(page.body, "data-url=\"" + hit.at("url").get<std::string>() + "\""));
  CHECK(contains(page.body, "<mark>食品</mark>"));
}

TEST_CASE("a new release is seen by the next request and the old one can go") {
  Portal portal;
  portal.release("20261121-0001", 7);
  const auto server = portal.serve();
  CHECK(Json::parse(http(server->port(), "/search.json").body).at("total") == 42);
  portal.point("20261121-0001");
  stdfs::remove_all(portal.out() / "releases/20261120-0001");
  CHECK(http(server->port(), "/").body == "<p>20261121-0001</p>");
  CHECK(Json::parse(http(server->port(), "/search.json").body).at("total") == 9);
}

TEST_CASE("no request is lost while releases are switched") {
  Portal portal;
  portal.release("20261121-0001", 7);
  const auto server = portal.serve();
  std::atomic<bool> done = false;
  std::atomic<int> lost = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&, i] {
      while (!done) {
        const auto answer = http(server->port(), i == 0 ? "/" : "/search.json?q=%E9%A3%9F");
        if (answer.status != 200) ++lost;
      }
    });
  for (int i = 0; i < 40; ++i) {
    portal.point(i % 2 ? "20261120-0001" : "20261121-0001");
    http(server->port(), "/");
  }
  done = true;
  for (auto& reader : readers) reader.join();
  CHECK(lost == 0);
}

TEST_CASE("a full queue refuses, and a stopped pool has finished what it took") {
  std::atomic<int> finished = 0;
  std::mutex gate;
  gate.lock();
  SearchPool pool(1, 2);
  std::atomic<bool> running = false;
  REQUIRE(pool.submit([&] {
    running = true;
    const std::lock_guard wait(gate);
    ++finished;
  }));
  while (!running) std::this_thread::yield();
  CHECK(pool.submit([&] { ++finished; }));
  CHECK(pool.submit([&] { ++finished; }));
  CHECK_FALSE(pool.submit([&] { ++finished; }));
  gate.unlock();
  pool.stop();
  pool.stop();
  CHECK(finished == 3);
  CHECK_FALSE(pool.submit([&] { ++finished; }));
}

TEST_CASE("stopping twice is fine and the port is free afterwards") {
  const Portal portal;
  auto server = portal.serve();
  const int port = server->port();
  CHECK(Server::start(portal.portal_site(), portal.out(), "127.0.0.1:" + std::to_string(port))
            .error()
            .code == "bad_listen");
  server->stop();
  server->stop();
  CHECK(server->port() == 0);
  CHECK(http(port, "/").status == 0);
}

TEST_CASE("wrong addresses and a missing release are errors with a sentence") {
  for (const char* listen : {"", "8080", ":8080", "localhost:8080", "127.0.0.1:", "127.0.0.1:99999",
                             "127.0.0.1:80a", "1.2.3.4.5:80"})
    CHECK(ListenAddress::parse(listen).error().code == "bad_listen");
  CHECK(ListenAddress::parse("127.0.0.1:8080").ok());
  CHECK(ListenAddress::parse("[::1]:8080")->ipv6);
  const Scratch empty;
  CHECK(Server::start(site(), empty.path(), "127.0.0.1:0").error().code == "no_release");
}

TEST_CASE("only plain names make a path") {
  for (const char* path : {"/", "/a/b.html", "/a/", "/决定/x.html"}) CHECK(plain_path(path));
  for (const char* path :
       {"", "a", "/..", "/a/../b", "/.git", "//", "/a//b", "/a\\b", "/a\nb", "/a\x7f"})
    CHECK_FALSE(plain_path(path));
  CHECK_FALSE(plain_path("/" + std::string(2000, 'a')));
}
