#include "base/packed_json.h"

#include <functional>
#include <random>

#include "support/catch.h"

using namespace gongshi;

namespace {

/// A value of any kind, with names that begin alike and texts of any bytes a record may have.
Json any_value(std::mt19937& random, int depth) {
  const auto pick = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  static const char* const kTexts[] = {"", "罚款", "a\"b\\c\n", "没收违法所得，没收非法财物", "j", "so"};
  switch (pick(depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return pick(2) == 0;
    case 2: return static_cast<int64_t>(random()) - 2147483648LL;
    case 3: return 0.25 * pick(100);
    case 4:
    case 5: return kTexts[pick(6)];
    case 6: {
      Json list = Json::array();
      for (unsigned n = pick(4); n > 0; --n) list.push_back(any_value(random, depth - 1));
      return list;
    }
    default: {
      static const char* const kNames[] = {"name", "names", "n", "kind", "机关", "decision_date", "a"};
      Json object = Json::object();
      for (unsigned n = pick(6); n > 0; --n) object[kNames[pick(7)]] = any_value(random, depth - 1);
      return object;
    }
  }
}

/// Every dotted path of an object, with the value there.
void each_path(const Json& object, const std::string& before, const std::function<void(const std::string&, const Json&)>& take) {
  for (const auto& [name, value] : object.items()) {
    take(before + name, value);
    if (value.is_object()) each_path(value, before + name + ".", take);
  }
}

}  // namespace

TEST_CASE("an object that was packed is the same when it is unpacked, whole and path by path") {
  const unsigned seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 500; ++i) {
    Json object = Json::object();
    for (const char* name : {"party", "agency", "penalty_kinds", "fine"}) object[name] = any_value(random, 3);
    const PackedJson packed(object);
    REQUIRE(packed.unpacked() == object);
    each_path(object, "", [&](const std::string& path, const Json& value) {
      REQUIRE(packed.value(path) == value);
      REQUIRE(packed.text(path) == text_at(object, path));
    });
  }
}

TEST_CASE("what a packed object does not have is null and no text") {
  const PackedJson packed(Json{{"party", {{"name", "某公司"}}}, {"fine", 500}, {"kinds", {"罚款"}}});
  for (const char* path : {"", "p", "partz", "party.", "party.nam", "party.names", "party.name.first", "fine.x", "kinds.0", "z"}) {
    INFO(path);
    CHECK(packed.value(path).is_null());
    CHECK(packed.text(path).empty());
  }
  CHECK(packed.text("fine").empty());
  CHECK(packed.text("party").empty());
  CHECK(packed.text("party.name") == "某公司");
}

TEST_CASE("nothing and what is no object are packed as an object without members") {
  for (const Json& value : {Json(), Json("text"), Json::array({1}), Json::object()}) {
    CHECK(PackedJson(value).unpacked() == Json::object());
    CHECK(PackedJson(value).value("a").is_null());
  }
  CHECK(PackedJson().unpacked() == Json::object());
}
