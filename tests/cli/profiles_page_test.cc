// Holds docs/profiles.md, content/profiles, tests/cli/profiles_test.cc and the plans together.
#include <set>

#include "base/json.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "cli/place.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const stdfs::path kRoot = GONGSHI_SOURCE_DIR;

/// A row of the page's tables.
struct Row {
  std::string profile, quote;
  std::vector<std::string> kept, tests;
};

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  for (const auto& cell : split(line, '|')) out.emplace_back(trimmed(cell));
  return out;
}

std::vector<std::string> parts(std::string cell) {
  cell = replaced(replaced(cell, "<br>", "\n"), "`", "");
  return split(cell, '\n');
}

std::vector<Row> rows() {
  std::vector<Row> out;
  std::string profile;
  for (const auto& line : split(slurp(kRoot / "docs/profiles.md"), '\n')) {
    if (line.starts_with("## ")) profile = line.substr(3);
    const auto cell = cells(line);
    if (cell.size() == 7 && cell[1] != "where" && !cell[1].starts_with("---"))
      out.push_back({profile, cell[3], parts(cell[4]), parts(cell[5])});
  }
  return out;
}

/// Names of the test cases of a file.
std::set<std::string> tests_of(const std::string& file) {
  std::set<std::string> names;
  const std::string source = slurp(kRoot / "tests/cli" / file);
  static const std::regex name("TEST_CASE\\(\"([^\"]*)\"");
  for (std::sregex_iterator at(source.begin(), source.end(), name), end; at != end; ++at) names.insert((*at)[1]);
  return names;
}

Json read(const std::string& file) {
  const auto json = parse_config(slurp(kRoot / file), file);
  INFO(file);
  REQUIRE(json.ok());
  return *json;
}

/// `file`, `file.json#/member` and `file.cc#words` must be there.
bool is_there(const std::string& kept) {
  const size_t mark = kept.find('#');
  const std::string file = kept.substr(0, mark), inner = mark == std::string::npos ? "" : kept.substr(mark + 1);
  if (!stdfs::is_regular_file(kRoot / file)) return false;
  if (inner.empty()) return true;
  if (file.ends_with(".json")) return read(file).contains(Json::json_pointer(inner));
  return contains(slurp(kRoot / file), inner);
}

/// The members of a profile that a plan has demanded: every dataset's file, deadline, filing, medium.
std::set<std::string> demands_of(const std::string& profile) {
  const std::string folder = "content/profiles/" + profile + "/";
  std::set<std::string> out = {folder + "feeds.json"};
  for (const auto& entry : stdfs::directory_iterator(kRoot / folder / "datasets"))
    out.insert(folder + "datasets/" + entry.path().filename().string());
  const std::string rules = folder + "rules/" + profile + ".json", site = folder + "site.json";
  const Json set = read(rules), config = read(site);
  for (const char* list : {"deadlines", "terms", "withhold"})
    for (size_t i = 0; i < set.value(list, Json::array()).size(); ++i) out.insert(inside(inside(rules, list), i));
  for (const char* key : {"approval", "exception", "names"})
    if (set.contains(key)) out.insert(inside(rules, key));
  for (const auto& [key, value] : config.items()) {
    if (key == "name" || key == "authority") continue;
    if (key != "filings") out.insert(inside(site, key));
    else
      for (size_t i = 0; i < value.size(); ++i) out.insert(inside(inside(site, key), i));
  }
  return out;
}

std::string without_blanks(const std::string& text) {
  std::string out;
  for (const char32_t c : to_u32(text))
    if (c != U' ' && c != U'\n' && c != U'\r' && c != U'\u3000') out += to_utf8(std::u32string(1, c));
  return out;
}

}  // namespace

TEST_CASE("every place that docs/profiles.md names is there and every demand a profile keeps is on the page") {
  std::map<std::string, std::set<std::string>> named;
  for (const Row& row : rows())
    for (const auto& kept : row.kept) {
      INFO(row.profile << " " << kept);
      CHECK(is_there(kept));
      named[row.profile].insert(kept);
    }
  std::set<std::string> headings;
  for (const auto& [profile, kept] : named) headings.insert(profile);
  CHECK(headings == std::set<std::string>(places().begin(), places().end()));
  for (const auto& profile : places())
    for (const auto& demand : demands_of(profile)) {
      INFO(demand);
      CHECK(named[profile].count(demand) == 1);
    }
}

TEST_CASE("every test that docs/profiles.md names is there and every test of a profile is on the page") {
  const std::string page = slurp(kRoot / "docs/profiles.md");
  const std::set<std::string> tests = tests_of("profiles_test.cc");
  CHECK(tests.size() > 20);
  for (const Row& row : rows()) {
    CHECK_FALSE(row.tests.empty());
    for (const auto& name : row.tests) {
      INFO(name);
      CHECK(tests.count(name) == 1);
    }
  }
  for (const auto& name : tests) {
    INFO(name);
    CHECK(contains(page, name));
  }
}

TEST_CASE("every quotation of docs/profiles.md stands in its plan") {
  const std::map<std::string, const char*> plans = {{"chaoyang", "seeds/000_8edf32d81eb870b0.txt"},
                                                    {"xinglongtai", "seeds/001_a34ed8da7d6233f8.txt"},
                                                    {"zhengzhou", "seeds/002_ad68c11017e96893.txt"},
                                                    {"changning", "seeds/003_118c074509ea6a64.txt"},
                                                    {"xinbei", "seeds/004_b7c57c7df14f2269.txt"}};
  for (const auto& [profile, file] : plans) {
    if (!stdfs::exists(shared(file))) {
      WARN("skipped: there is no " << shared(file));
      continue;
    }
    const std::string plan = without_blanks(slurp(shared(file)));
    for (const Row& row : rows()) {
      if (row.profile != profile) continue;
      INFO(profile << " " << row.quote);
      CHECK_FALSE(row.quote.empty());
      CHECK(contains(plan, without_blanks(row.quote)));
    }
  }
}

TEST_CASE("every field that a profile demands is public and cites its plan") {
  for (const auto& profile : places())
    for (const auto& entry : stdfs::directory_iterator(kRoot / ("content/profiles/" + profile + "/datasets"))) {
      size_t demanded = 0;
      const Json definition = read(entry.path().lexically_relative(kRoot));
      for (const auto& field : definition["fields"]) {
        INFO(profile << " " << entry.path().filename() << " " << field.dump());
        const std::string source = field.value("demanded", "");
        demanded += !source.empty();
        if (!source.empty()) CHECK(field.value("public", false));
      }
      CHECK(demanded > 0);
    }
}
