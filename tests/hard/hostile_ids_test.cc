// An agency that tries to reach other files, pages and records by what it calls its own.
#include <algorithm>
#include <set>

#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A decision known by this id; the number is an ordinary one, so that nothing but the id is odd.
Json decision_called(int number, const std::string& id) {
  Json row = SmallSite::decision(number);
  row["id"] = id;
  return row;
}

std::vector<std::string> tricky_ids() {
  return {"../../../../state/key",
          "/etc/passwd",
          "..",
          ".",
          "./index.html",
          "index.html",
          "..\\..\\windows\\system32",
          "C:\\CON",
          "nul",
          "COM1.txt",
          "-rf --no-preserve-root",
          "~/.ssh/authorized_keys",
          "$(touch hacked)`touch hacked`",
          "%2e%2e%2fstate%2fkey",
          "a/b//c/",
          "files.sha256",
          "release.json",
          ".htaccess",
          "id\nLocation: https://example.invalid/",
          std::string("zero\0byte", 9),
          std::string(300, 'a'),
          std::string(300, '/'),
          "长" + std::string(5000, 'z')};
}

/// Every file and link below a folder, links not followed; links and what they point to as well.
std::map<std::string, std::string> shape_of(const stdfs::path& root) {
  std::map<std::string, std::string> shape;
  for (const auto& entry : stdfs::recursive_directory_iterator(root))
    shape[entry.path().lexically_relative(root).string()] =
        entry.is_symlink() ? stdfs::read_symlink(entry.path()).string() : entry.is_directory() ? "/" : "";
  return shape;
}

bool safe_name(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.size() > 200) return false;
  for (const auto& part : split(path, '/'))
    if (part.empty() || part.starts_with('.') || part.starts_with('-')) return false;
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || contains("/._-", std::string(1, c));
  });
}

/// The address of a record's page; "" when it has none.
std::string address_of(SmallSite& site, const std::string& id) {
  const auto record = site.known(id);
  return record && record->state == "published" ? record->address : "";
}

}  // namespace

TEST_CASE("no id however it is written makes a file outside the release or one with an odd name") {
  SmallSite site;
  site.fill(1);
  const auto ids = tricky_ids();
  for (size_t i = 0; i < ids.size(); ++i) site.rows().push_back(decision_called(static_cast<int>(100 + i), ids[i]));
  site.write();
  const auto around = shape_of(site.folder().path());
  site.night();
  for (const auto& [path, what] : shape_of(site.folder().path())) {
    INFO(path);
    CHECK((around.count(path) || path == "out" || path == "state" || path.starts_with("out/") || path.starts_with("state/")));
  }
  for (const auto& [path, bytes] : site.served()) {
    INFO(path);
    CHECK(safe_name(path));
  }
  for (const auto& [path, target] : shape_of(site.out())) {
    if (target.empty() || target == "/") continue;
    INFO(path << " -> " << target);
    const auto reached = stdfs::weakly_canonical(site.out() / path).lexically_relative(stdfs::canonical(site.out())).string();
    CHECK((reached.starts_with("store/") || reached.starts_with("releases/")));
  }
}

TEST_CASE("a record with an odd id is shown at a plain address or waits with a reason") {
  SmallSite site;
  const auto ids = tricky_ids();
  for (size_t i = 0; i < ids.size(); ++i) site.rows().push_back(decision_called(static_cast<int>(100 + i), ids[i]));
  const NightEnd end = site.night();
  CHECK(end.report.published);
  std::set<std::string> addresses;
  long shown = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    INFO(ids[i].substr(0, 40));
    const std::string id = single_line(ids[i]);
    const auto record = site.known(id);
    REQUIRE(record);
    const std::string address = address_of(site, id);
    if (address.empty()) {
      CHECK(Json::parse(record->reasons).size() > 0);
      continue;
    }
    ++shown;
    CHECK(addresses.insert(address).second);
    CHECK(contains(site.page(address), "第" + std::to_string(100 + i) + "号公司占道经营案"));
  }
  CHECK(shown >= 15);
}

TEST_CASE("ids that differ by case alone are two records with two addresses even where case is folded") {
  SmallSite site;
  for (const auto& [number, id] : {std::pair{1, "XZ-abc"}, {2, "xz-ABC"}, {3, "XZ-ABC"}}) site.rows().push_back(decision_called(number, id));
  site.night();
  std::set<std::string> folded;
  for (const char* id : {"XZ-abc", "xz-ABC", "XZ-ABC"}) {
    std::string address = address_of(site, id);
    REQUIRE_FALSE(address.empty());
    std::transform(address.begin(), address.end(), address.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(folded.insert(address).second);
  }
}

TEST_CASE("ids that look alike because of characters nobody sees are one record and not two") {
  SmallSite site;
  const std::string seen = "示市监罚〔2026〕9号";
  for (const char* unseen : {"\u200b", "\u202e", "\u2066", "\u00ad", "\ufeff", "\u2060", "\u3164", "\u115f", "\uffa0", "\u034f", "\u180b", "\ufe0f"}) {
    INFO(Json(unseen).dump(-1, ' ', true));
    CHECK(normalized_id("示市监罚〔2026〕" + std::string(unseen) + "9号") == seen);
  }
  site.rows().push_back(SmallSite::decision(9));
  site.rows().push_back(decision_called(9, "示市监罚〔2026〕\u200b9号"));
  site.rows().back()["title"] = "另一件占道经营案";
  const NightEnd end = site.night();
  // Two different rows of one key without order: neither may stand for the other.
  CHECK(end.report.rows.rejected == 2);
  CHECK(site.standing(9) == "unknown");
}
