#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "http_client.h"
#include "records.h"
#include "search/answer.h"
#include "search/query.h"
#include "search/results_page.h"
#include "search/server.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Strings others collected to break programs with.
std::vector<std::string> hostile_strings() {
  std::vector<std::string> out;
  if (const auto file = shared("suites/blns/blns.json"); stdfs::exists(file)) {
    for (const auto& line : Json::parse(slurp(file))) out.push_back(line.get<std::string>());
  } else {
    WARN("skipped: " << file << " is missing");
  }
  const auto folder = shared("suites/xss-payload-list/Intruder");
  if (!stdfs::exists(folder)) WARN("skipped: " << folder << " is missing");
  std::error_code ec;
  for (const auto& entry : stdfs::directory_iterator(folder, ec)) {
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line) && out.size() < 3000;) out.push_back(line);
  }
  for (const char* own :
       {"\"", "“", "-", "--", "-\"", "AND OR NOT NEAR", "*", "a*", "title:x", "XD:decisions",
        "Q:", "(((((", "\\", "'; DROP TABLE x; --", "\xff\xfe\xfd", "%00", "\xed\xa0\x80"})
    out.emplace_back(own);
  out.emplace_back(3, '\0');
  out.emplace_back("a\x02<b>\x03");
  return out;
}

/// Every `<` of a results page that a template or a mark did not write.
bool only_marks(const std::string& html) {
  std::string rest = replaced(replaced(html, "<mark>", ""), "</mark>", "");
  return rest.find_first_of("<>\"'") == std::string::npos;
}

struct HostileIndex {
  HostileIndex() {
    std::vector<Json> records = many_records(30);
    int i = 1000;
    for (const char* text :
         {"<script>alert(1)</script>公司", "\"><img src=x onerror=alert(1)>", "</mark><b>x",
          "{{X}}{{%AUTOESCAPE}}", "'+alert(1)+'&amp;", "=1+1|cmd"}) {
      const std::string number = "示市监罚〔2026〕" + std::to_string(++i) + "号";
      records.push_back(
          decision_json(kMarket, number, text, "2026-01-05", {{"violation_type", text}}));
    }
    REQUIRE(IndexWriter::write_index(site(), edition_of(records), index()).ok());
  }
  stdfs::path index() const { return scratch / "index"; }
  Scratch scratch;
};

/// Bytes of a few kinds in no order: words of the index, marks of queries, halves of characters, anything.
std::string fuzzed(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      "市场", "示例", "罚", "〔2026〕", "2026", "slq", "a", "文号：", "当事人:", "-", "\"", "“", "”", "「", " ", "　",
      "%", "&", "=", "?", "#", "<", "\xe5", "\xff", std::string(1, '\0'), "\r\n", "\xe2\x80\xae", "９", "ﬃ", "1,000", "𠀀"};
  std::string out;
  for (size_t n = random() % 24; n > 0; --n)
    out += random() % 6 == 0 ? std::string(1, static_cast<char>(random() % 256)) : pieces[random() % pieces.size()];
  return out;
}

/// Targets as a web server passes them on: the lists of others first, then what is made up, each as a
/// query, as a condition or as a page's number, some not even encoded.
std::vector<std::string> hostile_targets(size_t count) {
  static const std::vector<std::string> forms = {"/search/", "/search.json", "/search/results.csv", "/search/results.atom",
                                                 "/search/complete.json"};
  static const std::vector<std::string> names = {"q", "q", "q", "agency", "kind", "from", "min", "page", "sort", "region"};
  const auto lists = hostile_strings();
  std::mt19937 random(20261121);
  std::vector<std::string> out;
  while (out.size() < count) {
    const size_t i = out.size();
    const std::string text = i < lists.size() ? lists[i] : fuzzed(random);
    std::string target = forms[i % forms.size()] + "?" + names[i < lists.size() ? 0 : random() % names.size()] + "=" +
                         percent_encoded(text);
    if (i % 3 == 0) target += "&" + names[random() % names.size()] + "=" + percent_encoded(fuzzed(random));
    if (i % 50 == 0) target += std::string(random() % 3000, '%');
    out.push_back(std::move(target));
  }
  return out;
}

}  // namespace

TEST_CASE("hostile queries and values never throw and never give markup but marks") {
  const HostileIndex hostile;
  for (const auto& text : hostile_strings()) {
    for (const char* name : {"q", "kind"}) {
      const auto request = SearchRequest::read({{name, text}, {"region", text.substr(0, 40)}});
      if (!request.ok()) {
        CHECK(request.error().code == "bad_query");
        CHECK_FALSE(request.error().text.empty());
        continue;
      }
      const auto result = search(hostile.index(), *request, true);
      if (!result.ok()) {
        CHECK(result.error().code == "bad_query");
        continue;
      }
      for (const auto& hit : result->hits) {
        CHECK(only_marks(marked_html(hit.title)));
        CHECK(only_marks(marked_html(hit.snippet)));
      }
      const std::string bytes = web_json(answer_json(*request, *result, 0.5));
      CHECK(bytes.find_first_of("<>&") == std::string::npos);
      CHECK(Json::parse(bytes).at("total") == result->total);
    }
  }
}

TEST_CASE("the server answers ten thousand hostile requests with no error of its own and in bounded time") {
  const Scratch scratch;
  const Site portal = site();
  scratch.write("out/releases/20261120-0001/site/index.html", "<p></p>");
  scratch.write("out/releases/20261120-0001/site/404.html", "<p></p>");
  REQUIRE(IndexWriter::write_index(portal, edition_of(many_records(300)),
                                   scratch / "out/releases/20261120-0001/index").ok());
  stdfs::create_directory_symlink("releases/20261120-0001", scratch / "out/current");
  auto server = Server::start(portal, scratch / "out", "127.0.0.1:0");
  REQUIRE(server.ok());
  const auto targets = hostile_targets(10000);
  std::atomic<size_t> next{0};
  std::vector<std::map<int, int>> statuses(4);
  std::vector<double> slowest(4);
  std::vector<std::thread> clients;
  for (size_t client = 0; client < statuses.size(); ++client)
    clients.emplace_back([&, client] {
      for (size_t i = next++; i < targets.size(); i = next++) {
        const auto begin = std::chrono::steady_clock::now();
        ++statuses[client][http((*server)->port(), targets[i]).status];
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        slowest[client] = std::max(slowest[client], took.count());
      }
    });
  for (auto& client : clients) client.join();
  std::map<int, int> all;
  for (const auto& some : statuses)
    for (const auto& [status, times] : some) all[status] += times;
  int expected = 0;
  for (const int status : {200, 400, 404, 414, 431}) expected += all[status];
  INFO(Json(all).dump());
  CHECK(expected == 10000);
  CHECK(all[200] > 5000);
  CHECK(all[400] > 500);
  // The limit of one search and what a busy machine adds.
  CHECK(*std::max_element(slowest.begin(), slowest.end()) < 10);
  CHECK(http((*server)->port(), "/search.json?q=%E7%A4%BA%E4%BE%8B").status == 200);
}

TEST_CASE("hostile records are found and shown as text") {
  const HostileIndex hostile;
  const auto result = search(hostile.index(), SearchRequest::read({{"q", "script"}}).value());
  REQUIRE(result.ok());
  REQUIRE(result->total == 1);
  CHECK(contains(marked_html(result->hits.front().title), "&lt;<mark>script</mark>&gt;"));
}

TEST_CASE("a results page holds no markup from queries, conditions or records") {
  const HostileIndex hostile;
  const Site portal = site();
  const auto pages = ResultsPage::load(DiskFs(), portal, hostile.scratch.path());
  REQUIRE(pages.ok());
  const auto look = [](const std::string& html) {
    CHECK_FALSE(contains(html, "<script>"));
    CHECK_FALSE(contains(html, "<img src=x"));
    CHECK_FALSE(contains(html, "<b>x"));
    CHECK_FALSE(contains(html, "\"><svg"));
    CHECK_FALSE(contains(html, "javascript:"));
  };
  for (const std::string bad : {"<script>alert(1)</script>", "\"><svg onload=x>",
                                "\"><img src=x onerror=alert(1)>", "{{X}}", "alert(1)"}) {
    for (const std::map<std::string, std::string>& parameters :
         {std::map<std::string, std::string>{{"q", bad}},
          {{"kind", bad}},
          {{"agency", bad}, {"q", "alert"}}}) {
      const auto request = SearchRequest::read(parameters).value();
      const auto result = search(hostile.index(), request, true);
      REQUIRE(result.ok());
      const auto page = pages->page(request, *result);
      REQUIRE(page.ok());
      look(*page);
    }
    const auto refused =
        pages->refusal({{"q", bad}, {"min", bad}}, Error{"bad_query", "金额请填数字。", "min"});
    REQUIRE(refused.ok());
    look(*refused);
    CHECK(contains(*refused, "金额请填数字。"));
  }
}

TEST_CASE("the results page names its conditions, counts and pages") {
  const Scratch scratch;
  const Site portal = site();
  REQUIRE(IndexWriter::write_index(portal, edition_of(many_records(90)), scratch / "index").ok());
  const auto pages = ResultsPage::load(DiskFs(), portal, scratch.path());
  REQUIRE(pages.ok());
  const auto request =
      SearchRequest::read(
          {{"dataset", "decisions"}, {"from", "2024-01-01"}, {"min", "100"}, {"page", "2"}})
          .value();
  const auto result = search(scratch / "index", request, true);
  REQUIRE(result.ok());
  const auto page = pages->page(request, *result);
  REQUIRE(page.ok());
  CHECK(contains(*page, "2024-01-01 以后"));
  CHECK(contains(*page, "罚没 100 元及以上"));
  CHECK(contains(*page, "第 21–40 条"));
  CHECK(contains(*page, "下一页"));
  CHECK(contains(*page, "示例区市场监督管理局"));
  CHECK(contains(*page, "行政处罚"));
  CHECK(contains(*page, "href=\"?dataset=decisions&amp;from=2024-01-01&amp;min=100&amp;page=3\""));
  CHECK(contains(*page, "data-total=\"90\""));
}
