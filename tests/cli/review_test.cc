// `review` as a webmaster types it.
#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The address key of a decision, as it stands in its address.
std::string key_of(int number) {
  const std::string stem = stdfs::path(SmallSite::address(number)).stem().string();
  return stem.substr(std::string(kAgency).size() + 1);
}

std::vector<std::string> clearing(const std::string& id, const std::string& reasons) {
  return {"review", "decisions", kAgency, id, "--clear", reasons, "--by", "法制科", "--note", "查验了原件"};
}

}  // namespace

TEST_CASE("review clears a record named by number or key or address") {
  for (const std::string& name : {SmallSite::id_of(1), std::string("示市监罚[2026]1号"), key_of(1), SmallSite::address(1)}) {
    INFO(name);
    SmallSite site;
    site.fill(2);
    site.rows()[0]["disclosure"].erase("reviewed_by");
    site.night();
    REQUIRE(site.standing(1) == "held: unreviewed");
    const Ran ran = run_on(site, clearing(name, "unreviewed"));
    INFO(ran.err);
    CHECK(ran.exit == 0);
    site.night_on("2026-11-22");
    CHECK(site.standing(1) == "published");
  }
}

TEST_CASE("review does not clear what a record is not held for") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["disclosure"].erase("reviewed_by");
  site.night();
  const Ran ran = run_on(site, clearing(SmallSite::id_of(1), "unreviewed,redaction_unsure"));
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "不是因为“redaction_unsure”等待审核的，现在的原因是：unreviewed。"));
  CHECK(run_on(site, clearing(SmallSite::id_of(2), "unreviewed")).exit == 2);
  CHECK_FALSE(stdfs::exists(site.places().site / "reviews.jsonl"));
}

TEST_CASE("review says that a record was cleared before its content changed") {
  SmallSite site;
  site.fill(2);
  site.rows()[0]["disclosure"].erase("reviewed_by");
  site.night();
  CHECK_FALSE(contains(run_on(site, {"review"}).out, "的放行是对"));
  REQUIRE(run_on(site, clearing(SmallSite::id_of(1), "unreviewed")).exit == 0);
  CHECK_FALSE(contains(run_on(site, {"review"}).out, "的放行是对"));  // counts from the next night on
  site.night_on("2026-11-22");
  REQUIRE(site.standing(1) == "published");
  site.rows()[0]["content"] = "罚款，改了";
  site.night_on("2026-11-23");
  REQUIRE(site.standing(1) == "held: unreviewed");
  CHECK(contains(run_on(site, {"review"}).out, "的放行是对当时的内容作的，内容后来有变化，要重新核查。"));
}
