// Holds the documents to the code: what a file may hold, what may be typed, what may be said stands in its
// page, and nothing else does. Reasons, detectors, layouts, mapping files and the search schema have such
// tests in their own rooms; names of templates stand in the templates (tests/render/examples_test.cc).

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "house/page_tables.h"
#include "registry/registry.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::filesystem::path kRoot = GONGSHI_SOURCE_DIR;

/// All C++ of the program, or one file of it.
std::string source(const std::string& file) {
  if (!file.empty()) return slurp(kRoot / file);
  std::string all;
  for (const char* folder : {"generator", "search"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder))
      if (entry.path().extension() == ".cc" || entry.path().extension() == ".h") all += slurp(entry.path());
  return all;
}

std::string said_by_program(const std::string& words) {
  const Scratch scratch;
  const std::string line = std::string(GONGSHI_BINARY) + " " + words + " >" + (scratch / "out").string();
  REQUIRE(std::system(line.c_str()) == 0);
  return slurp(scratch / "out");
}

std::string listed(const Words& words) { return joined({words.begin(), words.end()}, ", "); }

/// Words of the code and the table of a page that explains them.
struct Told {
  const char* file;     ///< "" for all sources
  const char* from;     ///< the part of the file from here ...
  const char* to;       ///< ... to here
  const char* pattern;  ///< its groups are the words
  const char* page;
  const char* heading;
  const char* table = "";   ///< the head's first cell, where the section has several tables
  const char* before = "";  ///< stands before every word on the page
};

constexpr const char* kQuoted = "\"([a-z0-9_]+)\"";

const Told kTold[] = {
    {"generator/site/config.cc", "std::vector<Key> keys = {", "return keys;", "\\{\"([a-z0-9_]+)\",", "docs/site.md", "## site.json"},
    {"generator/site/config.cc", "kContacts[] = {", "};", kQuoted, "docs/site.md", "### contacts"},
    {"generator/site/config.cc", "void read_carriers", "each(", kQuoted, "docs/site.md", "### carriers"},
    {"generator/site/config.cc", "void read_filing", "if (", kQuoted, "docs/site.md", "### filings"},
    {"generator/site/config.cc", "void read_key_areas", "config.key_areas", "json(?:, |\\[)\"([a-z]+)\"", "docs/site.md", "### key_areas"},
    {"generator/site/targets.cc", "kTargetKeys[] = {", "};", kQuoted, "docs/site.md", "### targets"},
    {"generator/site/targets.cc", "void read_signing", "Signing signing", "key != \"([a-z]+)\"", "docs/site.md", "### signing"},
    {"generator/site/screens.cc", "Screen read_screen", "reader.finish", "reader\\.[a-z]+\\(\"([a-z]+)\"", "docs/halls.md", "## 电子屏", "键"},
    {"generator/site/screens.cc", "ScreenPart read_part", "reader.finish", "reader\\.[a-z]+\\(\"([a-z]+)\"", "docs/halls.md", "## 电子屏", "`loop` 里的键"},
    {"generator/site/screens.cc", "kKinds[] = {", "};", kQuoted, "docs/halls.md", "## 电子屏", "`kind`"},
    {"generator/site/feeds.cc", "kFeedMembers[] = {", "};", kQuoted, "docs/site.md", "## feeds.json"},
    {"generator/site/feeds.cc", "kAttestMembers[] = {", "};", kQuoted, "docs/site.md", "### attests"},
    {"generator/site/definition_reader.cc", "kDatasetMembers[] = {", "};", kQuoted, "docs/definitions.md", "## 数据集"},
    {"generator/site/field_reader.cc", "kFieldMembers[] = {", "};", kQuoted, "docs/definitions.md", "## 字段"},
    {"generator/site/field_reader.cc", "kTypes[] = {", "};", kQuoted, "docs/definitions.md", "## 类型"},
    {"generator/site/field_reader.cc", "kSensitivities[] = {", "};", kQuoted, "docs/definitions.md", "## 敏感程度"},
    {"generator/site/calendar_file.cc", "void check_calendar", "days.is_array", "key != \"([a-z]+)\"", "docs/site.md", "## calendars/〈年〉.json"},
    {"generator/site/load_site.cc", "classes_of", "return out;", "one(?:, |\\.value\\()\"([a-z]+)\"", "docs/site.md", "## violations.json"},
    {"generator/rules/rule_set.cc", "kSetMembers[] = {", "};", kQuoted, "docs/rule-sets.md", "# 规则集"},
    {"generator/rules/rule_set.cc", "kWithholdMembers[] = {", "};", kQuoted, "docs/rule-sets.md", "## withhold"},
    {"generator/rules/rule_set.cc", "kTermMembers[] = {", "};", kQuoted, "docs/rule-sets.md", "## terms"},
    {"generator/rules/rule_set.cc", "kDeadlineMembers[] = {", "};", kQuoted, "docs/rule-sets.md", "## deadlines"},
    {"generator/rules/rule_set.cc", "conditions() {", "return when;", "\\{\"([a-z_.]+)\",\\s+&When|key == \"([a-z_]+)\"", "docs/rule-sets.md", "## when"},
    {"generator/rules/reasons.cc", "kAdded[] = {", "};", "\\{\"([a-z_]+)\"", "docs/rules.md", "## Added by rule sets"},
    {"generator/cli/check_lines.cc", "&Site::reviews,", "}", kQuoted, "docs/site.md", "### reviews.jsonl"},
    {"generator/cli/check_lines.cc", "&Site::withdrawals,", "}", kQuoted, "docs/site.md", "### withdrawals.jsonl"},
    {"generator/cli/check_lines.cc", "&Site::corrections,", "}", kQuoted, "docs/site.md", "### corrections.jsonl"},
    {"generator/cli/check_lines.cc", "&Site::confirmations,", "}", kQuoted, "docs/site.md", "### confirmations.jsonl"},
    {"generator/cli/check_lines.cc", "&Site::declared,", "}", kQuoted, "docs/site.md", "### declared.jsonl"},
    {"generator/release/manifest.cc", "std::string Manifest::json()", "return value", "\\{\"([a-z_0-9]+)\",|value\\[\"([a-z0-9]+)\"\\]", "docs/release.md", "## release.json"},
    {"generator/report/health.cc", "", "", "out.name\\(\"([a-z_]+)\"", "docs/release.md", "## health_file", "", "gongshi_"},
    {"generator/base/exit_code.h", "enum class ExitCode", "};", "= ([0-9]+)", "README.zh-CN.md", "## 六、退出码"},
    {"", "", "", "\"(GONGSHI_[A-Z_]+)\"", "docs/commands.md", "## 环境变量", "程序读的"},
    {"packaging/night.sh", "", "", "\\{(GONGSHI_[A-Z_]+)", "docs/commands.md", "## 环境变量", "`publish.sh` 和 `gongshi-publish` 读的"},
    {"packaging/kiosk/gongshi-kiosk", "", "", "\\{(GONGSHI_[A-Z_]+)", "docs/commands.md", "## 环境变量", "`gongshi-kiosk` 读的"},
    {"", "", "",
     "Error(?: [a-z]+)?\\{\\s*\"([a-z_]+)\","
     "|(?:messages|errors_?|notes_?|mistakes_|failure|log_?)(?:\\.push_back|\\.add)?\\(\\s*\\{\"([a-z_]+)\","
     "|return \\{\"([a-z_]+)\",\\s*(?:text|\"[^\"]*[^ -~\"][^\"]*\"[,;} +]|\"[^\"]*\" \\+)"
     "|note\\(\\{?\"([a-z_]+)\","
     "|\\{\"([a-z_]+)\",\\n\\s+(?:fmt::format|\"[^\"]*\" \\+ joined)"
     "|\\bopen\\(\"([a-z_]+)\","
     "|\\{\"code\", \"([a-z_]+)\"\\}",
     "docs/commands.md", "## 消息代码"},
};

std::string page_of(const char* file) {
  const std::string page = slurp(kRoot / file);
  INFO(file);
  REQUIRE_FALSE(page.empty());
  return page;
}

}  // namespace

TEST_CASE("every key, code and variable of the code stands in its page and the other way round") {
  for (const Told& told : kTold) {
    Words in_code;
    for (const auto& word : matches(between(source(told.file), told.from, told.to), told.pattern))
      in_code.insert(told.before + word);
    const PageSection section(page_of(told.page), told.heading);
    const Words on_page = section.words(told.table);
    INFO(told.file << " " << told.from << "\n" << told.page << " " << told.heading << " " << told.table);
    CHECK_FALSE(in_code.empty());
    REQUIRE(section.found());
    CHECK(listed(in_code) == listed(on_page));
  }
}

TEST_CASE("every command, option and positional that can be typed stands in docs/commands.md and no other") {
  const std::string help = said_by_program("--help-all");
  const std::string page = page_of("docs/commands.md");
  const std::string of_all = between(help, "", "命令:\n");
  CHECK(listed(matches(of_all, "\n  (?:-h,)?(--[a-z-]+)")) == listed(PageSection(page, "## 选项").words()));
  Words verbs = matches(between(help, "命令:\n", ""), "(?:^|\n)([a-z]+)\n");
  for (const std::string& verb : verbs) {
    INFO(verb);
    const std::string words = said_by_program(verb + " --help");
    Words typed = matches(words, "\n  (?:-h,)?(--[a-z-]+|[A-Z]+)");
    typed.erase("--help");
    typed.erase("--help-all");
    const PageSection section(page, "## " + verb);
    REQUIRE(section.found());
    CHECK(listed(typed) == listed(section.words()));
  }
  for (const std::string& heading : headings(page, 2))
    if (heading[0] >= 'a' && heading[0] <= 'z') CHECK(verbs.count(heading) == 1);
}

TEST_CASE("every table and column of the registry stands in docs/registry.md and no other") {
  const Scratch scratch;
  REQUIRE(Registry::open(scratch / "registry.sqlite").ok());
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((scratch / "registry.sqlite").c_str(), &db) == SQLITE_OK);
  std::map<std::string, Words> tables;
  const auto take = [](void* to, int, char** cells, char**) {
    (*static_cast<std::map<std::string, Words>*>(to))[cells[0]].insert(cells[1]);
    return 0;
  };
  REQUIRE(sqlite3_exec(db, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type='table'",
                       take, &tables, nullptr) == SQLITE_OK);
  sqlite3_close(db);
  const std::string page = page_of("docs/registry.md");
  for (const auto& [table, columns] : tables) {
    INFO(table);
    const PageSection section(page, "### " + table);
    REQUIRE(section.found());
    CHECK(listed(columns) == listed(section.words()));
  }
  for (const std::string& heading : headings(page, 3)) CHECK(tables.count(heading) == 1);
}
