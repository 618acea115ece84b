#include "site/screens.h"

#include "base/text.h"
#include "site/site.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

namespace {

struct ReadScreens {
  explicit ReadScreens(const std::string& text) { read_screens(Json::parse(text), "site.json：screens", screens, errors); }
  std::string said() const {
    std::string all;
    for (const Error& error : errors) {
      CHECK(error.code == "bad_config");
      all += error.where + " " + error.text + "\n";
    }
    return all;
  }
  std::vector<Screen> screens;
  std::vector<Error> errors;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a screen that says nothing but its name has the usual loop on a board of 55 inches") {
  const ReadScreens read(R"([{"id":"hall-1"}])");
  REQUIRE(read.said() == "");
  const Screen& screen = read.screens.at(0);
  CHECK(screen.width == 1920);
  CHECK(screen.height == 1080);
  CHECK_FALSE(screen.led);
  CHECK(screen.shows("11990101009900013A"));
  std::vector<std::string> kinds;
  for (const ScreenPart& part : screen.loop) kinds.push_back(part.kind);
  CHECK(kinds == std::vector<std::string>{"decisions", "events", "windows", "remedies", "figures"});
}

TEST_CASE("the smallest text is a two hundredth of the distance on the board's own points") {
  Screen screen;
  CHECK(screen.smallest_text() == 40);  // 25 mm where 55 inches have 2203 points
  screen.distance = 10;
  CHECK(screen.smallest_text() == 79);
  screen.width = 3840;
  screen.height = 2160;
  screen.distance = 5;
  CHECK(screen.smallest_text() == 79);
  screen = Screen();
  screen.led = true;
  screen.width = 512;
  screen.height = 256;
  screen.inches = 110;
  screen.distance = 5;
  CHECK(screen.smallest_text() == 26);  // never less where strokes would run together
}

TEST_CASE("a screen is read whole") {
  const ReadScreens read(R"([{"id":"led","hall":"一楼","agencies":["11990101009900013A"],"width":512,"height":256,"inches":110.5,
    "distance":10,"led":true,"loop":[{"kind":"decisions","count":12,"category":"penalty","title":"处罚"},
    {"kind":"windows","windows":[{"number":"A3","officer":"99010000059"},{"number":"2","note":"请到 1 号窗口办理"}]},
    {"kind":"notice","text":"周六上班"}]}])");
  REQUIRE(read.said() == "");
  const Screen& screen = read.screens.at(0);
  CHECK(screen.hall == "一楼");
  CHECK(screen.inches == 110.5);
  CHECK(screen.led);
  CHECK(screen.shows("11990101009900013A"));
  CHECK_FALSE(screen.shows("119901010099000215"));
  REQUIRE(screen.loop.size() == 3);
  CHECK(screen.loop[0].count == 12);
  CHECK(screen.loop[0].category == "penalty");
  CHECK(screen.loop[0].title == "处罚");
  CHECK(screen.loop[1].windows.at(0).officer == "99010000059");
  CHECK(screen.loop[1].windows.at(1).note == "请到 1 号窗口办理");
  CHECK(screen.loop[2].text == "周六上班");
}

TEST_CASE("each mistake in a screen is told with its place") {
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {R"({"id":"a"})", "[ {…}, {…} ]"},
      {R"(["a"])", "{ … }"},
      {R"([{"id":"Hall"}])", "小写字母"},
      {R"([{"id":"index"}])", "不能是 index"},
      {R"([{}])", "屏幕要有 id"},
      {R"([{"id":"a"},{"id":"a"}])", "用了两次"},
      {R"([{"id":"a","hall":1}])", "hall 要写成文字"},
      {R"([{"id":"a","width":1.5}])", "width 要写成 64 到 16384 的整数"},
      {R"([{"id":"a","height":8}])", "height 要写成 64 到 16384 的整数"},
      {R"([{"id":"a","distance":0}])", "distance 要写成 0.5 到 100 的数"},
      {R"([{"id":"a","led":"yes"}])", "led 要写成 true 或者 false"},
      {R"([{"id":"a","agencies":["123"]}])", "统一社会信用代码"},
      {R"([{"id":"a","agencies":"x"}])", "agencies 要写成 [ … ]"},
      {R"([{"id":"a","colour":"red"}])", "没有“colour”这一项"},
      {R"([{"id":"a","loop":["x"]}])", "{ … }"},
      {R"([{"id":"a","loop":[{"kind":"news"}]}])", "屏幕内容“news”不认识"},
      {R"([{"id":"a","loop":[{"kind":"decisions","category":"tax"}]}])", "执法类别“tax”不认识"},
      {R"([{"id":"a","loop":[{"kind":"decisions","count":0}]}])", "count 要写成 1 到 200 的整数"},
      {R"([{"id":"a","loop":[{"kind":"notice"}]}])", "写其中一个"},
      {R"([{"id":"a","loop":[{"kind":"notice","text":"a","page":"b"}]}])", "写其中一个"},
      {R"([{"id":"a","loop":[{"kind":"windows","windows":[{"seat":"1"}]}]}])", "没有“seat”这一项"}};
  for (const auto& [text, sentence] : mistakes) {
    INFO(text);
    const ReadScreens read(text);
    REQUIRE(read.errors.size() >= 1);
    CHECK(has(read.said(), sentence));
    CHECK(has(read.errors[0].where, "screens"));
  }
}

TEST_CASE("a page that a screen shows must be there") {
  const DiskFs fs;
  test::Scratch scratch;
  const auto load = [&](const std::string& page) {
    scratch.write("site.json", R"({"name":"示例区","authority":"示例区司法局","region_code":"990101",
      "screens":[{"id":"a","loop":[{"kind":"notice","page":")" + page + R"("}]}]})");
    scratch.write("feeds.json", "[]");
    return load_site(fs, scratch.path(), GONGSHI_SOURCE_DIR).errors;
  };
  const auto errors = load("nothing");
  REQUIRE(errors.size() == 1);
  CHECK(has(errors[0].text, "pages/nothing.md 不存在"));
  CHECK(has(errors[0].where, "site.json:2"));  // the line its page stands in
  scratch.write("pages/notice.md", "---\ntitle: 通知\n---\n周六上班\n");
  CHECK(load("notice").empty());
}
