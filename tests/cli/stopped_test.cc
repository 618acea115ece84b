// Verbs that cannot go on: a folder that cannot be used, a release that was changed, Ctrl+C.
#include <sys/stat.h>

#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::vector<std::string> order(int number) {
  return {"withdraw", "decisions", kAgency, SmallSite::id_of(number), "--reason", "order", "--ground", "上级决定", "--by", "某科"};
}

}  // namespace

TEST_CASE("withdraw and nightly and rollback take down while the site folder cannot be used") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.night_on("2026-11-22");
  site.folder().write("site/site.json", "{\"nmae\": \"错\"}");
  const Ran withdrawn = run_on(site, order(1));
  CHECK(withdrawn.exit == 1);
  CHECK(contains(withdrawn.err, "nmae"));
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK(stdfs::exists(site.site() / "withdrawals.jsonl"));

  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(2)}, {"reason", "order"},
                                  {"ground", "上级决定"}, {"by", "某科"}, {"on", "2026-11-21"}});
  const Ran night = run_on(site, {"--json", "nightly"});
  CHECK(night.exit == 2);
  CHECK(contains(night.json()["messages"][0]["text"].get<std::string>(), "nmae"));
  CHECK(contains(site.page(SmallSite::address(2)), "上级决定"));
  CHECK(site.serves(SmallSite::address(3)));
  CHECK(run_on(site, {"publish", "--rollback"}).exit == 1);
  CHECK(contains(site.page(SmallSite::address(2)), "上级决定"));
}

TEST_CASE("a page whose name can be no address is told by check and by the night which still takes down") {
  SmallSite site;
  site.fill(2);
  site.night();
  for (const char* name : {"中文", "a b", "index", "404", "sitemap", "decisions/a", "files2/中文"}) {
    INFO(name);
    const std::string file = std::string("site/pages/") + name + ".md";
    site.folder().write(file, "---\ntitle: 新\ndescription: 新\n---\n新\n");
    const Ran check = run_on(site, {"check"});
    CHECK(check.exit == 2);
    CHECK(contains(check.err, std::string("pages/") + name + ".md"));
    if (name == std::string("中文")) {
      site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(1)}, {"reason", "order"},
                                      {"ground", "上级决定"}, {"by", "某科"}, {"on", "2026-11-21"}});
      const Ran night = run_on(site, {"nightly"});
      CHECK(night.exit == 2);
      CHECK(contains(night.err, "pages/中文.md"));
      CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
    }
    stdfs::remove(site.folder() / file);
  }
  CHECK(run_on(site, {"check"}).exit != 2);
}

TEST_CASE("a release that was changed after its audit is not published") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.fill(3);
  site.write();
  REQUIRE(run_on(site, {"pull"}).exit <= 1);
  REQUIRE(run_on(site, {"build"}).exit == 0);
  const Ran audit = run_on(site, {"--json", "audit"});
  REQUIRE(audit.exit == 0);
  const std::string id = audit.json()["release"].get<std::string>(), before = site.current();
  const auto file = site.out() / "releases" / id / "site/index.html";
  const std::string bytes = slurp(file);
  site.folder().write(file.lexically_relative(site.folder().path()).string(), bytes + "<!-- 改 -->");
  const Ran refused = run_on(site, {"publish"});
  CHECK(refused.exit == 3);
  CHECK(contains(refused.err, "index.html"));
  CHECK(site.current() == before);
  site.folder().write(file.lexically_relative(site.folder().path()).string(), bytes);
  CHECK(run_on(site, {"publish"}).exit == 0);
  CHECK(site.current() == id);
}

TEST_CASE("verify names the release and says in words what is wrong") {
  SmallSite site;
  site.fill(2);
  site.night();
  const std::string root = stdfs::canonical(site.out() / "current/site").string();
  Json said = run_on(site, {"--json", "verify", root}).json();
  CHECK(said["release"] == site.current());
  CHECK(said["messages"].empty());
  site.folder().write(stdfs::path(root).lexically_relative(site.folder().path()).string() + "/more.html", "x");
  said = run_on(site, {"--json", "verify", root}).json();
  CHECK(said["exit"] == 1);
  CHECK(said["messages"].size() == 1);
}

TEST_CASE("a run that is interrupted says so in one object") {
  SmallSite site;
  site.fill(1);
  site.feed("d")["url"] = "feeds/pipe.jsonl";
  site.write();
  // The pull waits for whoever writes into the pipe, and whoever opens it knows that it waits.
  REQUIRE(::mkfifo((site.site() / "feeds/pipe.jsonl").c_str(), 0600) == 0);
  const Places places = site.places();
  const std::string line = "cd " + quoted(site.folder().path()) + " && { GONGSHI_SHARE=" + quoted(GONGSHI_SOURCE_DIR) + " " + quoted(GONGSHI_BINARY) +
                           " --site site --out out --state " + quoted(places.state.string()) +
                           " --as-of 2026-11-21 --json pull >stdout.txt 2>stderr.txt & pull=$!; exec 3>site/feeds/pipe.jsonl; kill -INT $pull; wait $pull; }";
  const int code = std::system(("bash -c " + quoted(line)).c_str());
  CHECK(WEXITSTATUS(code) == 130);
  const Json said = Json::parse(slurp(site.folder() / "stdout.txt"), nullptr, false);
  REQUIRE(said.is_object());
  CHECK(said["verb"] == "pull");
  CHECK(said["exit"] == 130);
  CHECK(said["release"].is_null());
  CHECK(said["messages"][0]["code"] == "interrupted");
}
