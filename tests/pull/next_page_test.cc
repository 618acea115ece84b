#include "pull/next_page.h"

#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The next page of a file; "-" for none, "?" where nobody can tell.
std::string next_of(const std::string& bytes) {
  const Scratch scratch;
  const auto next = next_in_page(scratch.write("page", bytes));
  if (!next) return "?";
  return next->value_or("-");
}

std::string linked(const std::vector<std::string>& links) { return next_in_links(links).value_or("-"); }

std::string page_of(int id, const std::string& next) {
  return "{\"records\":[{\"id\":" + std::to_string(id) + "}],\"next\":" + next + "}";
}

}  // namespace

TEST_CASE("the next link is found among others however it is written") {
  CHECK(linked({"</p2>; rel=\"next\""}) == "/p2");
  CHECK(linked({"</p2>; rel=next"}) == "/p2");
  CHECK(linked({"</p1>; rel=\"prev\", </p3>; rel=\"next\""}) == "/p3");
  CHECK(linked({"</p1>; title=\"a, b; rel=next\"; rel=prev", "</p3> ; REL = \"last Next\""}) == "/p3");
  CHECK(linked({"</p1>; rel=\"nextish\""}) == "-");
  CHECK(linked({"</p1", ">; rel=next"}) == "-");
  CHECK(linked({}) == "-");
}

TEST_CASE("the next page is found beside the records and nowhere else") {
  CHECK(next_of(page_of(1, "\"/p2\"")) == "/p2");
  CHECK(next_of("\xEF\xBB\xBF {\"next\":\"/p2\",\"records\":[{\"next\":\"/wrong\"}]}") == "/p2");
  CHECK(next_of(page_of(1, "null")) == "-");
  CHECK(next_of(page_of(1, "\"\"")) == "-");
  CHECK(next_of("{\"records\":[{\"next\":\"/wrong\"}],\"meta\":{\"next\":\"/wrong\"}}") == "-");
  CHECK(next_of("[{\"next\":\"/wrong\"}]") == "-");
  CHECK(next_of("{\"id\":1,\"next\":\"/wrong\"}\n{\"id\":2}\n") == "-");  // lines of records
  CHECK(next_of("id,next\n1,2\n") == "-");
  CHECK(next_of("") == "-");
}

TEST_CASE("where nobody can tell whether there is a next page it is an error") {
  CHECK(next_of(page_of(1, "2")) == "?");
  CHECK(next_of(page_of(1, "{\"href\":\"/p2\"}")) == "?");
  CHECK(next_of(page_of(1, "[\"/p2\"]")) == "?");
  CHECK(next_of(page_of(1, "\"/" + std::string(9'000, 'x') + "\"")) == "?");
  CHECK(next_of("{\"records\":[{\"id\":1},\"next\":\"/p2\"") == "?");
  CHECK(next_of("{\"records\":[{\"id\":\"\xB9\xAB\"}],\"next\":\"/p2\"}") == "?");  // not UTF-8
  std::string deep = "{\"records\":" + std::string(100'000, '[');
  CHECK(next_of(deep) == "-");
  CHECK(next_of(deep + "\"next\"") == "?");
}

TEST_CASE("pages follow one another by link or by field, and all come or none") {
  Fetching fetch;
  Loopback server;
  server.page("/p1", "200 OK", page_of(1, "\"p2?a=1\""), "ETag: \"v1\"\r\n");
  server.page("/p2?a=1", "200 OK", "{\"records\":[]}", "Link: </p3>; rel=\"next\"\r\n");
  server.page("/p3", "200 OK", page_of(3, "null"));
  const auto all = fetch(server.url("/p1"));
  REQUIRE(all.ok());
  REQUIRE(all->pages.size() == 3);
  CHECK(slurp(all->pages[0]) == page_of(1, "\"p2?a=1\""));
  CHECK(slurp(all->pages[2]) == page_of(3, "null"));
  CHECK_FALSE(all->validators.any());  // the first page cannot speak for the others
  std::filesystem::remove_all(fetch.scratch / "tmp");

  server.page("/q1", "200 OK", page_of(1, "\"/q2\""));
  server.answer("/q2", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"records\":[");
  fetch.fails(server.url("/q1"), "不完整");
  server.page("/r1", "200 OK", page_of(1, "7"));
  fetch.fails(server.url("/r1"), "不知道后面还有没有");
}

TEST_CASE("a next page on another origin, in a circle or without end is refused") {
  Fetching fetch;
  Loopback server;
  Loopback elsewhere;
  elsewhere.page("/p2", "200 OK", page_of(2, "null"));
  server.page("/away", "200 OK", page_of(1, "\"" + elsewhere.url("/p2") + "\""));
  fetch.fails(server.url("/away"), "不在数据来源自己的网站");
  server.page("/file", "200 OK", page_of(1, "\"file:///etc/passwd\""));
  fetch.fails(server.url("/file"), "不在数据来源自己的网站");
  server.page("/p1", "200 OK", page_of(1, "\"/moved\""));
  server.redirect("/moved", elsewhere.url("/p2"));
  fetch.fails(server.url("/p1"), "转到别的地址");
  CHECK(elsewhere.requests().empty());

  server.page("/a", "200 OK", page_of(1, "\"/b\""));
  server.page("/b", "200 OK", page_of(2, "\"/a\""));
  fetch.fails(server.url("/a"), "又回到了前面");
  fetch.limits.pages = 3;
  for (int i = 1; i < 6; ++i)
    server.page("/n" + std::to_string(i), "200 OK", page_of(i, "\"/n" + std::to_string(i + 1) + "\""));
  fetch.fails(server.url("/n1"), "超过 3 页");
  fetch.limits.bytes = 50;
  fetch.fails(server.url("/n1"), "超过 50 字节");
}
