#include "base/json_form.h"

#include "support/catch.h"

using namespace gongshi;

namespace {

constexpr Member kMembers[] = {{"name", Form::kText}, {"until", Form::kMaybeText}, {"days", Form::kWhole}, {"any", Form::kAny}};

std::string said(const char* json, const std::string& what = "记录") {
  const Status status = check_members(Json::parse(json), kMembers, what, "x.json");
  return status ? "" : status.error().where + " " + status.error().text;
}

}  // namespace

TEST_CASE("a value has the form that its file asks for or it has not") {
  struct Row {
    Form form;
    const char* good;
    const char* wrong;
  };
  for (const Row& row : std::vector<Row>{{Form::kText, "\"\"", "null"},
                                         {Form::kMaybeText, "null", "0"},
                                         {Form::kTexts, "[\"a\"]", "[\"a\", 1]"},
                                         {Form::kTexts, "[]", "\"a\""},
                                         {Form::kSwitch, "false", "\"false\""},
                                         {Form::kWhole, "-3", "3.5"},
                                         {Form::kList, "[1]", "{}"},
                                         {Form::kObject, "{}", "[]"},
                                         {Form::kWords, "{\"a\": \"b\"}", "{\"a\": 1}"}}) {
    INFO(row.good << " " << row.wrong);
    CHECK(has_form(Json::parse(row.good), row.form));
    CHECK_FALSE(has_form(Json::parse(row.wrong), row.form));
    CHECK(has_form(Json::parse(row.wrong), Form::kAny));
  }
}

TEST_CASE("an error names the object and the member and stands at the member") {
  CHECK(said(R"({"name": "a", "until": null, "days": 7, "any": []})").empty());
  CHECK(said(R"({"nam": "a"})") == "x.json#/nam 记录里没有“nam”这一项，请检查拼写。");
  CHECK(said(R"({"nam": "a"})", "feed a") == "x.json#/nam feed a 里没有“nam”这一项，请检查拼写。");
  CHECK(said(R"({"days": "7"})") == "x.json#/days 记录的 days 要写成整数，不加引号。");
  CHECK(said("[]") == "x.json 记录要写成 { … }。");
}
