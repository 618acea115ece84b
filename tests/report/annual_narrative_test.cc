#include "report/annual_narrative.h"

#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::count_row;
using test::kMarket;

namespace {

/// An agency with three penalties this year and two last year.
struct Two {
  Site site = test::built_in_site();
  Edition edition;
  LayoutBook layouts = LayoutBook::of(site).value();
  AnnualCounts counts{layouts};
  AnnualReport now, last;

  explicit Two(const std::string& name = "示例局") {
    Json agency = test::agency_record(kMarket, name);
    agency["fields"]["staff"] = 1200;
    agency["fields"]["certified"] = 1140;
    edition = test::edition_of("2026-01-20", {agency, test::power_record(kMarket, "p1", "penalty"), test::power_record(kMarket, "p2", "penalty")});
    for (const char* month : {"2025-01", "2025-06", "2025-06", "2024-03", "2024-04"})
      counts.add(count_row({{"category", "penalty"}, {"agency", kMarket}, {"kinds", {"罚款"}}, {"fine", 150000}, {"month", month}}));
    now = annual_report(site, edition, counts, 2025, {});
    last = annual_report(site, edition, counts, 2024, {});
  }
  NarrativeFigures figures(bool compare = true) const {
    return narrative_figures(now.agencies.front(), compare ? &last.agencies.front() : nullptr, edition);
  }
};

}  // namespace

TEST_CASE("a narrative names figures of the year of the year before and of the agency itself") {
  const NarrativeFigures figures = Two().figures();
  for (const auto& [name, words] : std::map<std::string, std::string>{
           {"year", "2025"},
           {"name", "示例局"},
           {"agency.staff", "1,200"},
           {"agency.rate", "95.0%"},
           {"agency.recorders", "未报送"},
           {"powers.penalty", "2"},
           {"powers.permit", "0"},
           {"powers.total", "2"},
           {"penalty.total", "3"},
           {"penalty.fine", "3"},
           {"penalty.total.last", "2"},
           {"penalty.total.change", "增长 50.0%"},
           {"penalty.amount", "4,500 元"},
           {"penalty.amount.last", "3,000 元"},
           {"permit.granted", "—"},
           {"permit.granted.change", "（无法比较）"}}) {
    INFO(name);
    REQUIRE(figures.count(name) == 1);
    CHECK(figures.at(name) == words);
  }
  const NarrativeFigures alone = Two().figures(false);
  CHECK(alone.at("penalty.total.last") == "（上年无数据）");
  CHECK(alone.at("penalty.total.change") == "（无法比较）");
}

TEST_CASE("changes are told in words") {
  CHECK(change_words(3, 2) == "增长 50.0%");
  CHECK(change_words(1, 3) == "下降 66.7%");
  CHECK(change_words(2, 2) == "持平");
  CHECK(change_words(0, 0) == "持平");
  CHECK(change_words(4, 0) == "上年为 0");
}

TEST_CASE("a variable nobody knows and one without its end are errors with their line") {
  const NarrativeFigures figures = Two().figures();
  const auto good = filled_narrative("{{year}}：{{ penalty.total }} 宗", figures, "a.md");
  REQUIRE(good.ok());
  CHECK(*good == "2025：3 宗");
  const auto unknown = filled_narrative("一\n二 {{year}}\n三 {{penalty.tota}}", figures, "a.md");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == "bad_narrative");
  CHECK(unknown.error().where == "a.md:3");
  CHECK(contains(unknown.error().text, "penalty.tota"));
  const auto open = filled_narrative("一\n{{year", figures, "a.md");
  REQUIRE_FALSE(open.ok());
  CHECK(open.error().where == "a.md:2");
}

TEST_CASE("a name with marks of Markdown is shown as it is") {
  CHECK(Two("**局**[x](y)").figures().at("name") == "\\*\\*局\\*\\*\\[x\\]\\(y\\)");
}

TEST_CASE("every built-in set of sections can be filled in for every layout") {
  const Two two;
  const DiskFs fs;
  int sets = 0;
  for (const auto& entry : stdfs::directory_iterator(two.site.dir / "narratives")) {
    if (entry.path().extension() != ".md") continue;
    ++sets;
    const auto filled = filled_narrative(test::slurp(entry.path()), two.figures(), entry.path().filename());
    INFO(entry.path().filename() << (filled.ok() ? "" : filled.error().text));
    REQUIRE(filled.ok());
    CHECK_FALSE(contains(*filled, "{{"));
    CHECK(contains(*filled, "示例局") + contains(*filled, "宗") > 0);
  }
  CHECK(sets >= 5);
  for (const auto& [id, json] : two.site.annual_layouts) {
    INFO(id);
    CHECK(narrative_starter(fs, two.site, *two.layouts.find(id)).ok());
  }
  AnnualLayout layout = two.layouts.site_layout();
  layout.narrative = "nowhere";
  const auto missing = narrative_starter(fs, two.site, layout);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == "bad_config");
  CHECK(contains(missing.error().text, "narratives/nowhere.md"));
}

TEST_CASE("check names the mistakes of all narratives of a site folder") {
  Two two;
  const test::Scratch scratch;
  two.site.dir = scratch.path();
  scratch.write("narratives/2025/" + kMarket + ".md", "好的 {{penalty.total}}\n");
  scratch.write("narratives/2024/" + kMarket + ".md", "{{v13}}\n");
  scratch.write("narratives/own.md", "一\n\n{{levy.total}} {{levee.total}}\n");
  scratch.write("narratives/2025/notes.txt", "{{whatever}}\n");
  const auto mistakes = narrative_mistakes(DiskFs(), two.site);
  std::vector<std::string> places;
  for (const Error& one : mistakes) places.push_back(stdfs::path(one.where).lexically_relative(scratch.path()).string());
  CHECK(places == std::vector<std::string>{"narratives/own.md:3", "narratives/2024/" + kMarket + ".md:1"});
  const auto none = narrative_of(DiskFs(), two.site, 2023, kMarket);
  REQUIRE(none.ok());
  CHECK(none->empty());
}
