// The site folder that stands beside a release: taking down uses it, and so adds nothing.
#include "night/kept_site.h"

#include "night/small_site.h"
#include "night/subtract.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

Json withdrawal(int number) {
  return {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(number)}, {"reason", "order"},
          {"ground", "上级决定"},   {"by", "李某"},      {"on", "2026-11-21"}};
}

std::string page(const std::string& title, const std::string& body) {
  return "---\ntitle: " + title + "\ndescription: 说明\n---\n" + body + "\n";
}

std::set<std::string> paths_of(const SmallSite& site) {
  std::set<std::string> paths;
  for (const auto& [path, bytes] : site.served()) paths.insert(path);
  return paths;
}

/// A footer that says something more.
std::string footer_with(const std::string& words) {
  return slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "templates/part_footer.html") + "<p>" + words + "</p>\n";
}

void take_down(SmallSite& site) {
  const auto work = site.open();
  const auto decided = work->reload();
  REQUIRE(decided.ok());
  const auto done = withdraw_one(*work, work->gate().record_key("decisions", kAgency, SmallSite::id_of(1)));
  INFO((done.ok() ? "" : done.error().text));
  REQUIRE(done.ok());
}

/// A night over a site folder that cannot be used.
void take_down_with_last_good(const SmallSite& site) {
  Places places = site.places();
  DiskFs fs;
  Workspace::Failure failure;
  CHECK_FALSE(Workspace::open(fs, places, Workspace::Access::kWrite, failure));
  CHECK(failure.configuration);
  places.last_good = true;
  const auto work = Workspace::open(fs, places, Workspace::Access::kWrite, failure);
  REQUIRE(work);
  CHECK_FALSE(work->mistakes().empty());
  Night night(*work, "nightly");
  REQUIRE(night.take_down().ok());
}

}  // namespace

TEST_CASE("a refused night takes down and adds nothing that was written since") {
  SmallSite site;
  site.fill(3);
  site.night();
  const auto before = paths_of(site);
  site.folder().write("site/pages/news.md", page("新闻", "身份证号码 990101198808081235，手机 13900990009。"));
  site.folder().write("site/templates/part_footer.html", footer_with("新写的页脚"));
  site.config()["screens"] = Json::parse(R"([{"id":"hall-1","loop":[{"kind":"notice","title":"通知","text":"新写的通知"}]}])");
  site.line("withdrawals.jsonl", withdrawal(1));
  const NightEnd end = site.night_on("2026-11-22");
  CHECK(end.exit == ExitCode::kRefused);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  for (const std::string& path : paths_of(site)) {
    INFO(path);
    CHECK((before.contains(path) || path.starts_with("data/") || path.ends_with(".gone")));
  }
  for (const char* words : {"990101198808081235", "13900990009", "新写的页脚", "新写的通知"})
    CHECK(SmallSite::holding(stdfs::canonical(site.out() / "current/site"), words).empty());
  // What the audit found is told with its file.
  CHECK(std::any_of(end.report.messages.begin(), end.report.messages.end(), [](const Error& m) { return m.where == "news.html"; }));
}

TEST_CASE("what is taken down by hand adds nothing either and the next night brings it") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.folder().write("site/pages/news.md", page("新闻", "新写的页面。"));
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK_FALSE(site.serves("news.html"));
  site.night_on("2026-11-22");
  CHECK(site.serves("news.html"));
}

TEST_CASE("a page that was deleted goes with the first thing that is taken down") {
  SmallSite site;
  site.fill(3);
  site.folder().write("site/pages/news.md", page("新闻", "要删的页面。"));
  site.night();
  REQUIRE(site.serves("news.html"));
  stdfs::remove(site.site() / "pages/news.md");
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK_FALSE(site.serves("news.html"));
  CHECK(site.serves("index.html"));
}

TEST_CASE("what a smaller release takes over is what a night of the same day makes") {
  SmallSite site;
  site.fill(3);
  site.folder().write("site/images/a.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>)");
  site.folder().write("site/pages/hall/news.md", page("大厅", "见[首页](../index.html)。"));
  site.night();
  CHECK(site.serves("hall/news.html"));
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  auto smaller = site.served();
  site.night();
  auto whole = site.served();
  for (auto* files : {&smaller, &whole})
    for (const char* own : {"release.json", "files.sha256"}) files->erase(own);
  CHECK(smaller == whole);
}

TEST_CASE("a night whose site folder cannot be used still takes down") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.line("withdrawals.jsonl", withdrawal(1));
  site.folder().write("site/site.json", "{\"nmae\": \"错\"}");
  take_down_with_last_good(site);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK(site.serves(SmallSite::address(2)));
}

TEST_CASE("only pictures that a public record names go out") {
  SmallSite site;
  site.fill(1);
  site.feed("o") = {{"id", "o"}, {"dataset", "officers"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  const auto officer = [](const char* id, bool window, const char* photo) {
    return Json{{"id", id}, {"agency", kAgency}, {"name", "钱若愚"}, {"status", "valid"}, {"valid_until", "2028-01-01"}, {"window", window}, {"photo", photo}};
  };
  site.rows("o") = {officer("99010000001", true, "seen.svg"), officer("99010000002", false, "unseen.svg"), officer("99010000003", true, "images/gone.svg")};
  for (const char* name : {"seen", "seen-16", "unseen", "gone", "nobody"})
    site.folder().write(std::string("site/images/") + name + ".svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>)");
  site.night();
  for (const char* name : {"seen", "seen-16", "gone"}) CHECK(site.serves(std::string("images/") + name + ".svg"));
  for (const char* name : {"unseen", "nobody"}) CHECK_FALSE(site.serves(std::string("images/") + name + ".svg"));
  site.line("withdrawals.jsonl", {{"dataset", "officers"}, {"agency", kAgency}, {"id", "99010000003"}, {"reason", "privacy"}, {"by", "李某"}, {"on", "2026-11-21"}});
  site.night_on("2026-11-22");
  CHECK(site.serves("images/seen.svg"));
  CHECK_FALSE(site.serves("images/gone.svg"));
}

TEST_CASE("a picture that an agency names and nobody put there is told until it is there") {
  SmallSite site;
  site.fill(1);
  site.feed("o") = {{"id", "o"}, {"dataset", "officers"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  const auto officer = [](const char* id, bool window, const char* photo) {
    return Json{{"id", id}, {"agency", kAgency}, {"name", "钱若愚"}, {"status", "valid"}, {"valid_until", "2028-01-01"}, {"window", window}, {"photo", photo}};
  };
  site.rows("o") = {officer("99010000001", true, "here.svg"), officer("99010000002", true, "gone.jpg"), officer("99010000003", false, "inside.jpg"),
                    officer("99010000004", true, "images/11010119900307803X.jpg")};
  site.folder().write("site/images/here-16.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>)");
  const auto told = [](const NightEnd& night) {
    std::string all;
    for (const auto& warning : night.report.warnings)
      if (warning.field == "photo") all += warning.id + " " + warning.text + "\n";
    return all;
  };
  const std::string first = told(site.night());
  CHECK(contains(first, "99010000002 图片“gone.jpg”不在"));
  CHECK(contains(first, "99010000004 图片不在"));
  CHECK_FALSE(contains(first, "99010000001"));
  CHECK_FALSE(contains(first, "99010000003"));
  CHECK(told(site.night_on("2026-11-22")) == first);
  site.folder().write("site/images/gone.jpg", "x");
  CHECK_FALSE(contains(told(site.night_on("2026-11-23")), "gone.jpg"));
}

TEST_CASE("a dataset of the site hides persons like those of the law") {
  SmallSite site;
  site.fill(1);
  site.folder().write("site/datasets/hotline.json", R"({"dataset":"hotline","label":"投诉办理","date":"","page":true,"fields":[
    {"name":"name","label":"标题","type":"string","public":true,"search":true,"list":true,"detail":true},
    {"name":"complainant","label":"投诉人","type":"string","public":true,"sensitivity":"name","list":true,"detail":true},
    {"name":"party.name","label":"当事人","type":"string","public":true,"sensitivity":"name","detail":true},
    {"name":"party.kind","label":"当事人类别","type":"string","public":true,"detail":true},
    {"name":"story","label":"经过","type":"text","public":true,"sensitivity":"text","search":true,"detail":true}]})");
  site.feed("h") = {{"id", "h"}, {"dataset", "hotline"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("h") = {{{"id", "H1"}, {"agency", kAgency}, {"name", "某投诉"}, {"complainant", "钱若愚"}, {"story", "投诉人钱若愚称当事人孙思邈扰民，证人周敏行在场。"},
                     {"party", {{"name", "孙思邈"}, {"kind", "natural_person"}}}, {"disclosure", {{"minor", false}}}},
                    {{"id", "H2"}, {"agency", kAgency}, {"name", "某投诉"}, {"complainant", "示例第1商贸有限公司"}, {"story", "已办。"}}};
  site.night();
  const auto root = stdfs::canonical(site.out() / "current/site");
  for (const char* name : {"钱若愚", "孙思邈", "周敏行"}) {
    INFO(name);
    CHECK(SmallSite::holding(root, name).empty());
  }
  CHECK_FALSE(SmallSite::holding(root, "钱某某").empty());
  CHECK_FALSE(SmallSite::holding(root, "孙某某").empty());
  CHECK_FALSE(SmallSite::holding(root / "hotline", "示例第1商贸有限公司").empty());
}

namespace {

const char* const kHotline = R"({"dataset":"hotline","label":"投诉办理","date":"","page":true,"fields":[
    {"name":"name","label":"标题","type":"string","public":true,"list":true,"detail":true},
    {"name":"note","label":"说明","type":"text","public":true,"sensitivity":"text","search":true,"detail":true}]})";

void add_hotline(SmallSite& site) {
  site.feed("h") = {{"id", "h"}, {"dataset", "hotline"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  site.rows("h") = {{{"id", "H1"}, {"agency", kAgency}, {"name", "某投诉"}, {"note", "这一段说明后来不再公开"}}};
}

bool shown(const SmallSite& site, const char* words) {
  return !SmallSite::holding(stdfs::canonical(site.out() / "current/site"), words).empty();
}

}  // namespace

TEST_CASE("what a feed's statement says counts as well while the site folder cannot be used") {
  SmallSite site;
  site.fill(3);
  site.feed("d")["attests"] = SmallSite::statement();
  for (Json& row : site.rows()) row.erase("disclosure");
  site.night();
  REQUIRE(site.standing(2) == "published");
  site.line("withdrawals.jsonl", withdrawal(1));
  const std::string good = slurp(site.site() / "site.json");
  site.folder().write("site/site.json", "{\"nmae\": \"错\"}");
  take_down_with_last_good(site);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  for (const int number : {2, 3}) CHECK(site.serves(SmallSite::address(number)));
  CHECK(site.serves(std::string("agencies/") + kAgency + ".html"));
  site.folder().write("site/site.json", good);
  CHECK(site.standing(2) == "published");
  CHECK_FALSE(stdfs::exists(site.state() / "last-site"));
}

TEST_CASE("a field that is no longer public goes with the next thing taken down") {
  SmallSite site;
  site.fill(3);
  site.folder().write("site/datasets/hotline.json", kHotline);
  add_hotline(site);
  site.night();
  REQUIRE(shown(site, "这一段说明后来不再公开"));
  site.folder().write("site/datasets/hotline.json", replaced(kHotline, R"("type":"text","public":true)", R"("type":"text","public":false)"));
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK_FALSE(shown(site, "这一段说明后来不再公开"));
  CHECK(shown(site, "某投诉"));
}

TEST_CASE("a dataset that was dropped goes with the next thing taken down") {
  SmallSite site;
  site.fill(3);
  site.folder().write("site/datasets/hotline.json", kHotline);
  add_hotline(site);
  site.night();
  REQUIRE(shown(site, "某投诉"));
  stdfs::remove(site.site() / "datasets/hotline.json");
  site.drop_feed("h");
  site.write();
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK_FALSE(shown(site, "某投诉"));
  CHECK(site.serves(SmallSite::address(2)));
}

TEST_CASE("a deleted page that a screen showed keeps nothing from being taken down as it was") {
  SmallSite site;
  site.fill(3);
  site.folder().write("site/pages/news.md", page("新闻", "要删的页面。"));
  site.config()["screens"] = Json::parse(R"([{"id":"hall-1","loop":[{"kind":"notice","page":"news"}]}])");
  site.night();
  stdfs::remove(site.site() / "pages/news.md");
  site.config().erase("screens");
  site.folder().write("site/pages/more.md", page("又一页", "新写的页面。"));
  site.write();
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK_FALSE(site.serves("more.html"));
  site.night_on("2026-11-22");
  CHECK_FALSE(site.serves("news.html"));
  CHECK(site.serves("more.html"));
}

TEST_CASE("a definition that is a link is kept as it is read") {
  SmallSite site;
  site.fill(3);
  site.folder().write("shared/hotline.json", kHotline);
  stdfs::create_directories(site.site() / "datasets");
  stdfs::create_symlink(site.folder() / "shared/hotline.json", site.site() / "datasets/hotline.json");
  add_hotline(site);
  site.night();
  REQUIRE(shown(site, "某投诉"));
  site.line("withdrawals.jsonl", withdrawal(1));
  take_down(site);
  CHECK(shown(site, "某投诉"));
}

TEST_CASE("a kept folder that was damaged keeps nothing from being taken down and is told") {
  SmallSite site;
  site.fill(3);
  site.night();
  const auto part = stdfs::canonical(site.out() / "current/views/_site");
  stdfs::permissions(part / "list.json", stdfs::perms::owner_all);
  site.folder().write((part / "list.json").lexically_relative(site.folder().path()).string(), "{}");
  site.line("withdrawals.jsonl", withdrawal(1));
  const auto work = site.open();
  REQUIRE(work->reload().ok());
  const auto done = withdraw_one(*work, work->gate().record_key("decisions", kAgency, SmallSite::id_of(1)));
  CHECK(done.ok());
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK(std::any_of(work->notes().begin(), work->notes().end(), [](const Error& note) { return note.code == "site_not_kept"; }));
}
