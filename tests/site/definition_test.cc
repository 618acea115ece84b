#include "site/definition.h"

#include "support/catch.h"

using namespace gongshi;

namespace {

Result<DatasetDefinition> read(const std::string& more, const DatasetDefinition* built_in = nullptr) {
  return read_definition(Json::parse(R"({"dataset":"devices","label":"监控设备","date":"","page":true,)" + more + "}"),
                         "devices.json", built_in);
}

}  // namespace

TEST_CASE("lists are cut by a public enumerated field whose values may stand in an address") {
  const auto with = [](const std::string& field) { return read(R"("filter":"kind","fields":[)" + field + "]"); };
  const auto good = with(R"({"name":"kind","label":"种类","type":"enum","values":["speed","red_light"],"public":true})");
  REQUIRE(good);
  CHECK(good->filter == "kind");
  CHECK_FALSE(with(R"({"name":"kind","label":"种类","type":"enum","values":["测速"],"public":true})"));
  const auto shut = with(R"({"name":"kind","label":"种类","type":"enum","values":["speed"]})");
  REQUIRE(shut);
  CHECK(shut->filter.empty());  // a site may make any field private
  CHECK_FALSE(with(R"({"name":"kind","label":"种类","type":"string","public":true})"));
  CHECK_FALSE(with(R"({"name":"other","label":"其他","type":"string","public":true})"));
}

TEST_CASE("what the objects of a list hold stands in the definition in the order tables show it") {
  const auto read_back = read(
      R"("fields":[{"name":"places","label":"地点","type":"objects","public":true,"members":[["road","道路"],["at","位置"]]}])");
  REQUIRE(read_back);
  const auto& members = read_back->fields.front().members;
  REQUIRE(members.size() == 2);
  CHECK(members[0].second == "道路");
  CHECK(members[1].first == "at");

  DatasetDefinition built_in = *read_back;
  const auto own = read(R"("fields":[{"name":"places","label":"设置地点","type":"objects","public":true}])", &built_in);
  REQUIRE(own);
  REQUIRE(overlay(built_in, *own, "devices.json"));
  CHECK(built_in.fields.front().members.size() == 2);
  CHECK(built_in.fields.front().label == "设置地点");
  CHECK_FALSE(read(R"("fields":[{"name":"places","label":"地点","type":"objects","members":{"road":"道路"}}])"));
}

TEST_CASE("what a definition leaves open may be null and a switch may not") {
  CHECK(read_definition(Json::parse(R"({"dataset":"dogs","label":null,"date":null,"filter":null,"fields":[{"name":"name","label":"名称"}]})"), "dogs.json"));
  CHECK_FALSE(read_definition(Json::parse(R"({"dataset":"dogs","page":null,"fields":[{"name":"name","label":"名称"}]})"), "dogs.json"));
  CHECK_FALSE(read(R"("fields":[{"name":"kind","label":"种类","public":null}])"));
}
