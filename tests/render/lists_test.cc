#include <set>

#include "edition_maker.h"

using namespace gongshi;
using test::EditionMaker;
using test::has;
using test::TestSite;

namespace {

EditionMaker with_penalties(int count) {
  EditionMaker maker;
  for (int number = 1; number <= count; ++number) maker.add_penalty(number);
  return maker;
}

size_t rows_of(const std::string& page) {
  size_t rows = 0;
  for (size_t at = page.find("<th scope=\"row\""); at != std::string::npos;
       at = page.find("<th scope=\"row\"", at + 1))
    ++rows;
  return rows;
}

}  // namespace

TEST_CASE("decisions are listed by category, agency and month") {
  const TestSite test;
  const auto files = test.render(with_penalties(3).edition());
  for (const std::string& folder : {std::string("decisions/"), std::string("decisions/penalty/"),
                                    "decisions/by-" + test::kAgency + "/"}) {
    CHECK(rows_of(files.at(folder + "index.html")) == 3);
    const std::string month = folder == "decisions/" ? folder + "2026-11/" : folder + "2026-11/";
    CHECK(rows_of(files.at(month + "index.html")) == 3);
  }
  CHECK_FALSE(files.contains("decisions/permit/index.html"));
}

TEST_CASE("a long month is cut from its oldest page") {
  const TestSite test;
  const auto files = test.render(with_penalties(75).edition());
  CHECK(rows_of(files.at("decisions/2026-11/page-1.html")) == 20);
  CHECK(rows_of(files.at("decisions/2026-11/page-3.html")) == 20);
  CHECK(rows_of(files.at("decisions/2026-11/index.html")) == 15);
  CHECK(rows_of(files.at("decisions/index.html")) == 20);
  CHECK_FALSE(files.contains("decisions/2026-11/page-4.html"));
  CHECK(has(files.at("decisions/2026-11/index.html"), "<b>75</b> 件，第 1–15 件"));
  CHECK(has(files.at("decisions/2026-11/index.html"), "<a href=\"page-3.html\">2</a>"));
}

TEST_CASE("a new record changes one page of each list it stands in") {
  const TestSite test;
  EditionMaker maker = with_penalties(75);
  const auto before = test.render(maker.edition());
  maker.add_penalty(76, Json::object(), {{"published_on", "2026-11-20"}});
  const auto after = test.render(maker.edition());
  std::set<std::string> lists;
  for (const auto& [path, bytes] : after) {
    const bool list = path.ends_with("index.html") || path.find("/page-") != std::string::npos;
    if (path.starts_with("decisions/") && list &&
        (!before.contains(path) || before.at(path) != bytes))
      lists.insert(path);
  }
  const std::string agency = "decisions/by-" + test::kAgency + "/";
  CHECK(lists == std::set<std::string>{"decisions/index.html", "decisions/2026-11/index.html",
                                       "decisions/penalty/index.html",
                                       "decisions/penalty/2026-11/index.html",
                                       agency + "index.html", agency + "2026-11/index.html"});
}

TEST_CASE("a new record leaves the lists of other months as they are") {
  const TestSite test;
  EditionMaker maker = with_penalties(2);
  maker.add_penalty(8, {{"decision_date", "2026-09-01"}});
  maker.add_penalty(9, {{"decision_date", "2026-10-01"}});
  const auto before = test.render(maker.edition());
  maker.add_penalty(3);
  const auto after = test.render(maker.edition());
  for (const char* path : {"decisions/2026-10/index.html", "decisions/penalty/2026-10/index.html",
                           "decisions/2026-09/index.html"}) {
    INFO(path);
    CHECK(before.at(path) == after.at(path));
  }
}

TEST_CASE("the newest publication stands first") {
  const TestSite test;
  EditionMaker maker;
  maker.add_penalty(1, Json::object(), {{"published_on", "2026-11-08"}});
  maker.add_penalty(2, Json::object(), {{"published_on", "2026-11-12"}});
  const std::string page = test.render(maker.edition()).at("decisions/index.html");
  CHECK(page.find("〔2026〕2号") < page.find("〔2026〕1号"));
}

TEST_CASE("a long list without dates begins with the agencies to choose from") {
  const TestSite test;
  EditionMaker maker;
  for (int i = 100; i < 145; ++i)
    maker.add("powers", test::kAgency, "CF" + std::to_string(i),
              {{"name", "事项" + std::to_string(i)}});
  const auto files = test.render(maker.edition());
  CHECK(has(files.at("powers/index.html"), "45 项"));
  CHECK(rows_of(files.at("powers/index.html")) == 0);
  const std::string folder = "powers/by-" + test::kAgency + "/";
  CHECK(rows_of(files.at(folder + "index.html")) == 20);
  CHECK(rows_of(files.at(folder + "page-3.html")) == 5);
  CHECK(has(files.at(folder + "index.html"), "事项100"));
}

TEST_CASE("a count beside a filter is what its link opens") {
  const TestSite test;
  EditionMaker maker = with_penalties(3);
  maker.add_penalty(9, {{"category", "permit"},
                        {"outcome", "granted"},
                        {"penalty_kinds", Json::array()},
                        {"fine", 0}});
  const auto files = test.render(maker.edition());
  const std::string page = files.at("decisions/index.html");
  CHECK(has(page,
            "<a href=\"../decisions/penalty/index.html\"><span>行政处罚</span><span "
            "class=\"n\">3</span></a>"));
  CHECK(has(files.at("decisions/penalty/index.html"), "<b>3</b> 件"));
}

TEST_CASE("a person is in no organisation's page and a company's decisions stand together") {
  const TestSite test;
  EditionMaker maker = with_penalties(3);
  maker.add_person(4);
  maker.add_penalty(5, {{"party",
                         {{"name", "青禾小吃店"},
                          {"kind", "individual_business"},
                          {"uscc", "92990101MA9X01647E"}}}});
  const auto files = test.render(maker.edition());
  CHECK(rows_of(files.at("parties/42/" + test::kCompany + ".html")) == 3);
  size_t pages = 0;
  for (const auto& [path, bytes] : files) pages += path.starts_with("parties/");
  CHECK(pages == 3);
}
