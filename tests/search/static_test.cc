#include "search/static_index.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "base/digest.h"
#include "corpus.h"
#include "search/static_file.h"
#include "search/suggest.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Parameters = std::map<std::string, std::string>;

/// Files of the web root below a directory.
class FolderSink : public FileSink {
 public:
  explicit FolderSink(const Scratch& scratch) : scratch_(scratch) {}
  Status add(const std::string& path, std::string_view bytes) override {
    if (stdfs::exists(scratch_ / path)) return Error{"bad_path", "twice", path};
    scratch_.write(path, std::string(bytes));
    return {};
  }

 private:
  const Scratch& scratch_;
};

/// One index of the corpus and its export, shared by the tests of this file: they only read.
struct StaticLibrary {
  explicit StaticLibrary(size_t decisions) : records(corpus(decisions)) {
    const auto edition = edition_of(records);
    REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index", 2).ok());
    FolderSink sink(scratch);
    const auto written = export_static_index(scratch / "index", edition.as_of, sink);
    REQUIRE(written.ok());
    paths = *written;
  }

  /// What the reader of pages answers, one object for each query.
  std::vector<Json> by_reader(const std::vector<Json>& asked, const std::string& more = "") const {
    std::string lines;
    for (const auto& one : asked) lines += one.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    scratch.write("asked.jsonl", lines);
    const std::string source = GONGSHI_SOURCE_DIR;
    const std::string command = "node '" + source + "/tests/search/answer.js' '" + source + "/themes' '" +
                                (scratch / "search").string() + "' " + more + " < '" + (scratch / "asked.jsonl").string() +
                                "' > '" + (scratch / "answers.jsonl").string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::vector<Json> out;
    std::ifstream in(scratch / "answers.jsonl");
    for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
    REQUIRE(out.size() == asked.size());
    return out;
  }

  Scratch scratch;
  std::vector<Json> records;
  std::vector<std::string> paths;
};

bool has_node() {
  const bool there = std::system("node --version > /dev/null 2>&1") == 0;
  if (!there) WARN("skipped: node is not installed (packaging/test.list)");
  return there;
}

/// The server's answer in the form in which the reader gives its own.
Json by_server(const StaticLibrary& library, const Parameters& parameters) {
  const auto request = SearchRequest::read(parameters);
  if (!request.ok()) return {{"refused", request.error().text}};
  const auto result = search(library.scratch / "index", *request, true);
  if (!result.ok()) return {{"refused", result.error().text}};
  Json out = {{"total", result->total},
              {"exact", result->exact},
              {"facets", result->facets},
              {"without_own", result->without_own},
              {"total_without", result->total_without},
              {"did_you_mean", result->did_you_mean},
              {"urls", Json::array()},
              {"snippets", Json::array()}};
  const auto plain = [](const MarkedText& text) {
    std::string line;
    for (const auto& piece : text) line += piece.marked ? "<" + piece.text + ">" : piece.text;
    return line;
  };
  for (const auto& hit : result->hits) {
    out["urls"].push_back(hit.url);
    out["snippets"].push_back(plain(hit.title) + "|" + plain(hit.snippet));
  }
  return out;
}

}  // namespace

TEST_CASE("the static search answers every query as the server does") {
  if (!has_node()) return;
  const StaticLibrary library(10000);
  const auto queries = corpus_queries();
  REQUIRE(queries.size() >= 300);
  const auto answers = library.by_reader(std::vector<Json>(queries.begin(), queries.end()));
  size_t found = 0, refused = 0, inexact = 0, conditions = 0, lower_bounds = 0;
  for (size_t i = 0; i < queries.size(); ++i) {
    INFO(Json(queries[i]).dump());
    Json expected = by_server(library, queries[i]);
    // Quotations of numbers that begin in very many records are not read to the end; the reader says so.
    if (!answers[i].value("exact", true) && expected.value("exact", false)) {
      CHECK(answers[i].at("total") <= expected.at("total"));
      ++lower_bounds;
    } else {
      CHECK(answers[i] == expected);
    }
    refused += expected.contains("refused");
    found += expected.value("total", 0L) > 0;
    inexact += !expected.value("exact", true);
    conditions += queries[i].size() > 1;
  }
  // The file asks what it says it asks.
  CHECK(found > 250);
  CHECK(refused > 3);
  CHECK(inexact > 0);
  CHECK(conditions > 60);
  CHECK(lower_bounds <= 3);
}

TEST_CASE("amounts limit and sort alike with a server and without wherever they end") {
  if (!has_node()) return;
  const StaticLibrary library(4000);
  const uint64_t seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::vector<std::string> fines;
  for (const Json& record : library.records)
    if (const Json* fine = find_at(record, "fields.fine"))
      fines.push_back(fmt::format("{}.{:02}", fine->get<int64_t>() / 100, fine->get<int64_t>() % 100));
  REQUIRE(fines.size() > 2000);
  std::vector<Parameters> asked;
  for (int i = 0; i < 120; ++i) {
    Parameters one = {{"q", random() % 3 == 0 ? "罚款" : ""}, {"page", std::to_string(1 + random() % 60)}};
    if (random() % 4 != 0) one["sort"] = "amount";
    if (random() % 2 == 0) one["min"] = fines[random() % fines.size()];
    if (random() % 2 == 0) one["max"] = fines[random() % fines.size()];
    asked.push_back(one);
  }
  const auto answers = library.by_reader(std::vector<Json>(asked.begin(), asked.end()));
  size_t found = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    INFO(Json(asked[i]).dump());
    const Json expected = by_server(library, asked[i]);
    CHECK(answers[i] == expected);
    found += expected.contains("urls") && !expected.at("urls").empty();
  }
  CHECK(found > 30);
}

TEST_CASE("every query finds what looking at every text finds and counts it") {
  const StaticLibrary library(10000);
  const Reference reference(library.records);
  size_t known = 0;
  for (const auto& query : corpus_queries()) {
    INFO(Json(query).dump());
    Parameters parameters = query;
    parameters.erase("page");
    const auto request = SearchRequest::read(parameters);
    if (!request.ok()) continue;
    const auto expected = reference.matching(query);
    if (!expected) continue;
    const auto result = search(library.scratch / "index", *request);
    REQUIRE(result.ok());
    CHECK(result->total == static_cast<long>(expected->size()));
    CHECK(result->facets == reference.facets(*expected));
    for (const auto& hit : result->hits) CHECK(expected->contains(hit.url));
    ++known;
  }
  CHECK(known >= 200);
}

TEST_CASE("names typed in part are completed alike by the server and without one") {
  if (!has_node()) return;
  const StaticLibrary library(400);
  const auto completions = Completions::read(library.scratch / "index");
  REQUIRE(completions.ok());
  std::vector<Json> asked;
  const std::vector<std::string> typed = {"示例", "示例区", "示例区市", "sl", "slq", "SLQS", "区卫", "市", "", "没有", "ＳＬ"};
  for (const auto& text : typed) asked.push_back({{"complete", text}});
  const auto answers = library.by_reader(asked);
  for (size_t i = 0; i < typed.size(); ++i) {
    INFO(typed[i]);
    CHECK(answers[i].at("names") == completions->offer(typed[i]));
  }
  CHECK(completions->offer("区市场") == std::vector<std::string>{"区市场监管局"});
  CHECK(completions->offer("slqs").front() == "示例区市场监督管理局");
}

TEST_CASE("the files of the old generation do not change with records of this year") {
  const auto old_files = [](const std::vector<Json>& records) {
    const Scratch scratch;
    const auto edition = edition_of(records);
    REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index").ok());
    FolderSink sink(scratch);
    REQUIRE(export_static_index(scratch / "index", edition.as_of, sink).ok());
    std::map<std::string, std::string> out;
    for (const auto& entry : stdfs::recursive_directory_iterator(scratch / "search/old"))
      if (entry.is_regular_file()) out[entry.path().lexically_relative(scratch.path()).string()] = slurp(entry.path());
    return out;
  };
  auto records = corpus(300);
  const auto before = old_files(records);
  CHECK(before.size() > 10);
  std::erase_if(records, [](const Json& record) { return text_at(record, "id").ends_with("7号") && text_at(record, "main_date") >= "2026"; });
  records.push_back(decision_json(kMarket, "示市监罚〔2026〕9001号", "示例新店", "2026-11-19"));
  CHECK(old_files(records) == before);
  std::erase_if(records, [](const Json& record) { return text_at(record, "main_date").starts_with("2024"); });
  CHECK(old_files(records) != before);
}

TEST_CASE("an old generation that is taken over is not exported and all other files are those of a whole export") {
  const auto exported = [](const std::vector<Json>& records, const Json& kept) {
    const Scratch scratch;
    const auto edition = edition_of(records);
    REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index").ok());
    FolderSink sink(scratch);
    const auto paths = export_static_index(scratch / "index", edition.as_of, sink, kept);
    REQUIRE(paths.ok());
    std::map<std::string, std::string> out;
    for (const auto& path : *paths) out[path] = slurp(scratch / path);
    return out;
  };
  auto records = corpus(300);
  const Json kept = kept_generation(exported(records, nullptr).at(kSearchHead));
  REQUIRE(kept.at("records") > 10);
  records.push_back(decision_json(kMarket, "示市监罚〔2026〕9001号", "示例新店", "2026-11-19"));
  auto whole = exported(records, nullptr);
  std::erase_if(whole, [](const auto& file) { return file.first.starts_with(std::string(kOldSearch) + "/"); });
  CHECK(exported(records, kept) == whole);
}

TEST_CASE("what is no head file of a search says nothing of an old generation") {
  for (const char* text : {"", "}{", "gongshiSearch(\"head\",\"\",{});", "{\"generations\":[{\"name\":\"new\"}]}", "{\"generations\":7}", "{"})
    CHECK(kept_generation(text).is_null());
}

TEST_CASE("the same records give the same files and each file knows its name") {
  const StaticLibrary one(200);
  const StaticLibrary other(200);
  CHECK(one.paths == other.paths);
  for (const auto& path : one.paths) {
    const std::string bytes = slurp(one.scratch / path);
    CHECK(bytes == slurp(other.scratch / path));
    const std::string name = path.substr(7, path.size() - 10);
    CHECK(bytes.starts_with("gongshiSearch(\"" + name + "\","));
    CHECK_FALSE(contains(bytes, "</"));
  }
}

TEST_CASE("numbers are written in signs that are no letters and no digits") {
  std::string signs;
  for (const uint64_t number : {0ULL, 12ULL, 13ULL, 168ULL, 169ULL, 123456789ULL}) add_number(signs, number);
  CHECK(signs.starts_with("!:=!':=;!"));
  for (const char c : signs) CHECK_FALSE(std::isalnum(static_cast<unsigned char>(c)));
  CHECK(kSigns.size() == 26);
  CHECK(std::set<char>(kSigns.begin(), kSigns.end()).size() == 26);
  CHECK(kSigns.find_first_of("<>&\"\\") == kSigns.npos);
}
