// `withdraw` as a webmaster types it.
#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::vector<std::string> words(int number, const std::string& reason, const std::vector<std::string>& more) {
  std::vector<std::string> all = {"withdraw", "decisions", kAgency, SmallSite::id_of(number), "--reason", reason, "--by", "某科"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

TEST_CASE("withdraw asks for the ground that its notice shows and takes down without one what leaves no notice") {
  SmallSite site;
  site.fill(3);
  CHECK(site.night().exit == ExitCode::kDone);
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--ground", ""}, {"--ground", "　"}}) {
    const Ran ran = run_on(site, words(1, "order", more));
    CHECK(ran.exit == 2);
    CHECK(contains(ran.err, "请用 --ground 写明依据"));
    CHECK(site.serves(SmallSite::address(1)));
  }
  CHECK_FALSE(stdfs::exists(site.places().site / "withdrawals.jsonl"));
  CHECK(run_on(site, words(1, "order", {"--ground", "上级决定"})).exit == 0);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK(run_on(site, words(2, "privacy", {})).exit == 0);
  CHECK_FALSE(site.serves(SmallSite::address(2)));
}

TEST_CASE("withdraw says when the ground is not shown because it names the person") {
  SmallSite site;
  site.rows().push_back(SmallSite::decision(1, R"({"party":{"name":"钱若愚","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})"));
  site.fill(3);
  site.rows().erase(site.rows().begin() + 1);
  CHECK(site.night().exit == ExitCode::kDone);
  const Ran ran = run_on(site, words(1, "order", {"--ground", "钱若愚申请撤下"}));
  CHECK(ran.exit == 0);
  CHECK(contains(ran.err, "撤下公告里没有显示这条依据"));
  CHECK(site.serves(SmallSite::address(1)));
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "若愚"));
}

TEST_CASE("withdraw knows a record by its key and by its address") {
  SmallSite site;
  site.fill(4);
  CHECK(site.night().exit == ExitCode::kDone);
  const std::string address = SmallSite::address(1), stem = stdfs::path(SmallSite::address(2)).stem().string();
  const auto take_down = [&](const std::string& id) {
    return run_on(site, {"withdraw", "decisions", kAgency, id, "--reason", "order", "--ground", "上级决定", "--by", "某科"});
  };
  CHECK(take_down(address).exit == 0);
  CHECK(take_down(stem.substr(std::string(kAgency).size() + 1)).exit == 0);
  for (const int number : {1, 2}) CHECK(contains(site.page(SmallSite::address(number)), "上级决定"));
  site.night_on("2026-11-22");
  for (const int number : {1, 2}) CHECK(contains(site.page(SmallSite::address(number)), "上级决定"));
  CHECK(site.standing(3) == "published");
  for (const char* other : {"示市监罚〔2026〕9号", "2026/示市监罚〔2026〕3号", "示市监罚〔2026〕3号.1"}) CHECK(take_down(other).exit == 2);
  CHECK(site.standing(3) == "published");
}

TEST_CASE("a record that is restored keeps its notice until the next night and what was withheld is not restored") {
  SmallSite site;
  site.fill(4);
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK(run_on(site, words(1, "restored", {})).exit == 2);
  CHECK(run_on(site, words(1, "order", {"--ground", "上级决定"})).exit == 0);
  CHECK(run_on(site, words(1, "restored", {})).exit == 0);
  CHECK(contains(site.page(SmallSite::address(1)), "上级决定"));
  site.night_on("2026-11-22");
  CHECK(site.standing(1) == "published");
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "上级决定"));
  CHECK(run_on(site, words(2, "privacy", {})).exit == 0);
  const Ran ran = run_on(site, words(2, "restored", {}));
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "没有可以取消的撤下"));
}
