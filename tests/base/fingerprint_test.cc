#include "base/fingerprint.h"

#include <random>

#include "support/catch.h"

using namespace gongshi;

namespace {

using Kind = FingerprintKind;

/// A scanner for one value; `found` counts the places where it stands.
struct Watch {
  Fingerprinter fingerprinter{"a key"};
  std::vector<Fingerprint> list;
  FingerprintScanner scanner;

  Watch(Kind kind, std::string_view value) : list(fingerprinter.of(kind, value)), scanner(fingerprinter, list) {}
  bool finds(std::string_view bytes) const { return !scanner.scan(bytes).empty(); }
};

const std::string kSentence =
    "当事人于二〇二六年三月一日在示例区东风路开办的小餐馆内，使用过期的调味品加工食品。";

}  // namespace

TEST_CASE("a value is found as it stands, in full width, in other case and between blanks") {
  const Watch watch(Kind::kEmail, "Zhang.San@example.com");
  CHECK(watch.finds("邮箱：zhang.san@EXAMPLE.com。"));
  CHECK(watch.finds("邮箱：ｚｈａｎｇ．ｓａｎ＠example.com"));
  CHECK(watch.finds("z h a n g.san@exam\xE2\x80\x8Bple.com"));
  CHECK_FALSE(watch.finds("zhang.si@example.com"));
}

TEST_CASE("a value is found in entities, cut by tags, in JSON escapes and percent-encoded") {
  const Watch watch(Kind::kName, "阿依古丽");
  CHECK(watch.finds("<p>&#38463;&#x4f9d;古丽</p>"));
  CHECK(watch.finds("<p>阿<mark>依古</mark>丽</p>"));
  CHECK(watch.finds("<p title='阿依&#x53E4;丽'>无</p>"));
  CHECK(watch.finds("<!DOCTYPE html><script>var a = \"\\u963f\\u4F9D古丽\";</script>"));
  CHECK(watch.finds("<p>无<!-- 阿依古丽 --></p>"));
  CHECK(watch.finds("{\"name\":\"\\u963f\\u4f9d\\u53e4\\u4e3d\"}"));
  CHECK(watch.finds("{\"snippet\":\"阿<b>依</b>古丽\"}"));
  CHECK(
      watch.finds("<a href=\"search/?q=%E9%98%BF%E4%BE%9D%e5%8f%a4%E4%B8%BD&page=2\">下一页</a>"));
  CHECK(watch.finds("id,name\n1,阿依古丽\n"));
  CHECK_FALSE(watch.finds("<p>阿依</p><p>古丽</p>"));
  CHECK_FALSE(watch.finds("<p title=\"阿依\">古丽</p>"));
}

TEST_CASE("a name of Latin letters is found between blanks and never inside a word") {
  const Watch watch(Kind::kName, "Shi Li");
  CHECK(watch.finds("证人 Shi Li 到场"));
  CHECK(watch.finds("证人shili到场"));
  CHECK(watch.finds("SHI LI"));
  CHECK_FALSE(watch.finds("shiliqu"));
  CHECK_FALSE(watch.finds("beshi lin"));
}

TEST_CASE("ampersands, quotes and angle brackets in a value are found escaped and unescaped") {
  const Watch watch(Kind::kAddress, "A&B \"广场\" <三层> 12号");
  CHECK(watch.finds("<td>A&amp;B &quot;广场&quot; &lt;三层&gt; 12号</td>"));
  CHECK(watch.finds("{\"a\":\"A&B \\\"广场\\\" <三层> 12号\"}"));
}

TEST_CASE("a value is found in traditional characters and in digits of other scripts") {
  const Watch name(Kind::kName, "张丽华");
  CHECK(name.finds("<p>證人張麗華在場</p>"));
  CHECK(name.finds("张麗华"));
  const Watch traditional(Kind::kAddress, "東風路12號");
  CHECK(traditional.finds("东风路12号"));
  const Watch phone(Kind::kPhone, "13800138000");
  CHECK(phone.finds("电话١٣٨٠٠١٣٨٠٠٠"));
}

TEST_CASE("numbers of persons are found with blanks and hyphens between their digits") {
  const Watch phone(Kind::kPhone, "+86 138-0013-8000");
  CHECK(phone.finds("电话13800138000"));
  CHECK(phone.finds("电话 138 0013 8000"));
  CHECK(phone.finds("<td>138-0013-8000</td>"));
  CHECK(phone.finds("1380013<wbr>8000"));
  const Watch two(Kind::kPhone, "13800138000、0990-1234567");
  CHECK(two.finds("0990 1234567"));
  CHECK(two.finds("13800138000"));
  const Watch identity(Kind::kIdentity, "99010119900101001x");
  CHECK(identity.finds("990101-19900101-001X"));
}

TEST_CASE("digits in the middle of a digest are no number of anybody") {
  const Watch watch(Kind::kPhone, "13900005678");
  const std::string digest = "0f3a13900005678bc2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6a7b8c9d0";
  CHECK_FALSE(watch.finds(digest + "  decisions/2026-11/a.html"));
  CHECK_FALSE(watch.finds("\"sha256:" + digest + "\""));
  CHECK(watch.finds("电话 13900005678 " + digest));
  CHECK(watch.finds("ab13900005678cd"));
  CHECK(watch.finds("000000000000000000001390000567800000000000000000000"));
}

TEST_CASE("a number plate is found with and without its dot") {
  const Watch watch(Kind::kPlate, "京A·12345");
  CHECK(watch.finds("号牌京A12345"));
  CHECK(watch.finds("号牌京a•12345"));
  CHECK(watch.finds("京 A-12345"));
  CHECK_FALSE(watch.finds("京B12345"));
}

TEST_CASE("a document number is found in any brackets and only where it stands free") {
  const Watch watch(Kind::kNumber, "示市监罚〔2026〕12号");
  CHECK(watch.finds("文号：示市监罚[2026]12号"));
  CHECK(watch.finds("文号：示市监罚（2026）12 号"));
  CHECK_FALSE(watch.finds("文号：示市监罚〔2026〕112号"));
  const Watch id(Kind::kNumber, "A-2026-7");
  CHECK(id.finds("编号A-2026-7，"));
  CHECK(id.finds("12 A-2026-7 8"));
  CHECK_FALSE(id.finds("编号A-2026-71"));
  CHECK_FALSE(id.finds("编号BA-2026-7"));
  CHECK_FALSE(id.finds("编号A-2026-<b>7</b>1"));
  CHECK(Fingerprinter("k").of(Kind::kNumber, "12345").empty());
}

TEST_CASE("every run of 24 characters of a longer text is found, a shorter one is not") {
  const Watch watch(Kind::kText, kSentence);
  CHECK(watch.finds("<p>在示例区东风路开办的小餐馆内，使用过期的调味品加工</p>"));
  CHECK(watch.finds("<p>在示例区东风路开办的</p>\n<p>小餐馆内，使用过期的调味品加工</p>"));
  CHECK_FALSE(watch.finds("<p>在示例区东风路开办的小餐馆内，使用过期的调味品</p>"));
  CHECK(Fingerprinter("k").of(Kind::kText, "使用过期的调味品加工食品").empty());
}

TEST_CASE("another key gives other fingerprints and the same key the same ones") {
  const auto one = Fingerprinter("one").of(Kind::kName, "欧阳某某");
  CHECK(one == Fingerprinter("one").of(Kind::kName, "欧阳某某"));
  CHECK(one != Fingerprinter("two").of(Kind::kName, "欧阳某某"));
  const FingerprintScanner scanner(Fingerprinter("two"), one);
  CHECK(scanner.scan("欧阳某某").empty());
}

TEST_CASE("a fingerprint survives storage and holds nothing of its value") {
  const Fingerprinter fingerprinter("key");
  for (const auto& [kind, value] :
       {std::pair(Kind::kName, "阿依古丽"), std::pair(Kind::kPhone, "13800138000"),
        std::pair(Kind::kText, kSentence.c_str())}) {
    for (const auto& fingerprint : fingerprinter.of(kind, value)) {
      const auto text = fingerprint.text();
      CHECK(text.find("13800138000") == text.npos);
      REQUIRE(Fingerprint::parse(text));
      CHECK(*Fingerprint::parse(text) == fingerprint);
    }
  }
  for (const char* broken :
       {"", "n", "n3", "n3.", "x3.1f", "n3.1g", "n.1f", "n9999.1f", "n3.1f.", "n1.2"})
    CHECK_FALSE(Fingerprint::parse(broken));
}

TEST_CASE("a value inside an allowed one is no find there, and a find elsewhere") {
  Watch watch(Kind::kName, "李明");
  watch.scanner.allow("李明餐饮店");
  CHECK(watch.scanner.in_allowed(0));
  CHECK_FALSE(watch.finds("<td>李<b>明</b>餐饮店</td>"));
  CHECK(watch.finds("<td>李明</td>"));
  CHECK(watch.finds("<td>李明餐饮店</td><td>李明</td>"));
  CHECK(watch.scanner.scan_all("李明餐饮店").size() == 1);
}

TEST_CASE("a value is a find wherever it stands in no whole occurrence of an allowed one") {
  const uint32_t seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::vector<std::string> letters = {"李", "明", "餐", "店"};
  const auto word = [&](size_t least, size_t most) {
    std::string text;
    for (size_t n = least + random() % (most - least + 1); n > 0; --n) text += letters[random() % letters.size()];
    return text;
  };
  const std::string value = "李明";
  size_t finds = 0, inside = 0;
  for (int round = 0; round < 300; ++round) {
    Watch watch(Kind::kName, value);
    std::vector<std::string> allowed;
    for (size_t i = 0; i < 1 + random() % 8; ++i) {
      allowed.push_back(word(0, 3) + value + word(0, 3));
      watch.scanner.allow(allowed.back());
    }
    const std::string text = word(10, 60);
    std::vector<FingerprintHit> expected;
    for (size_t at = text.find(value); at != std::string::npos; at = text.find(value, at + 1)) {
      const bool public_there = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& whole) {
        for (size_t begin = text.find(whole); begin != std::string::npos; begin = text.find(whole, begin + 1))
          if (begin <= at && at + value.size() <= begin + whole.size()) return true;
        return false;
      });
      if (!public_there) expected.push_back({0, at});
      ++(public_there ? inside : finds);
    }
    INFO(text);
    REQUIRE(watch.scanner.scan(text) == expected);
  }
  CHECK(finds > 50);
  CHECK(inside > 50);
}

TEST_CASE("a hit tells which fingerprint stands where") {
  const Fingerprinter fingerprinter("key");
  auto list = fingerprinter.of(Kind::kName, "阿依古丽");
  const auto second = fingerprinter.of(Kind::kName, "欧阳长风");
  list.insert(list.end(), second.begin(), second.end());
  list.insert(list.end(), second.begin(), second.end());
  const FingerprintScanner scanner(fingerprinter, list);
  const std::string page = "<p>某人</p><p>欧阳长风</p>";
  const auto hits = scanner.scan(page);
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].index == 1);
  CHECK(hits[1].index == 2);
  CHECK(hits[0].offset == page.find("欧阳长风"));
}

TEST_CASE("thousands of values are all found and nothing else is") {
  const Fingerprinter fingerprinter("key");
  std::vector<Fingerprint> list;
  std::string page;
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(13900000000 + i * 7919L);
    for (const auto& print : fingerprinter.of(i % 2 ? Kind::kPhone : Kind::kNumber, number)) list.push_back(print);
    page += number + "。" + std::to_string(13900000001 + i * 7919L) + "；";
  }
  const FingerprintScanner scanner(fingerprinter, list);
  const auto hits = scanner.scan_all(page);
  REQUIRE(hits.size() == list.size());
  for (size_t i = 0; i < hits.size(); ++i) CHECK(hits[i].index == i);
  std::vector<size_t> within;
  scanner.each_in("编号13900007919，电话13900000000", [&](size_t index) { within.push_back(index); });
  std::sort(within.begin(), within.end());
  CHECK(within == std::vector<size_t>{0, 1});
}

TEST_CASE("in a file of several million bytes every value is found once and where it stands") {
  const Watch watch(Kind::kPhone, "13912345678");
  const auto seed = Catch::rngSeed() + 20261123u;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (const std::string& line : {std::string("一行没有什么内容的文字，a<b>1</b>&amp;\\u5f20\n"), std::string("plain text 1\n")}) {
    std::string file;
    std::vector<size_t> places;
    while (file.size() < (5u << 20)) {
      for (auto lines = random() % 400; lines > 0; --lines) file += line;
      places.push_back(file.size());
      file += "139 1234 5678。";
    }
    // And where windows begin and end, cut anywhere.
    std::vector<size_t> found;
    for (const auto& hit : watch.scanner.scan(file)) found.push_back(hit.offset);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    CHECK(found == places);
  }
  // Wherever the one value of a file stands.
  constexpr size_t kWindow = 1 << 20, kMargin = 64 << 10;
  for (const size_t at : {size_t{0}, kWindow - 2 * kMargin, kWindow - kMargin - 5, kWindow - kMargin, kWindow - 5, kWindow}) {
    CAPTURE(at);
    std::string file(3u << 20, 'x');
    file.replace(at, 14, " 13912345678 ;");
    const auto hits = watch.scanner.scan(file);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].offset == at + 1);
  }
}

TEST_CASE("what is allowed is allowed wherever in a large file it stands") {
  Watch watch(Kind::kNumber, "2026-118");
  watch.scanner.allow("示市监罚 A2026-118B 号");
  std::string file;
  while (file.size() < (3u << 20)) file += "示市监罚 A2026-118B 号\n";
  CHECK(watch.scanner.scan(file).empty());
  file += "另见 2026-118。";
  CHECK(watch.scanner.scan(file).size() == 1);
}

TEST_CASE("nothing is read together across a break") {
  const Watch watch(Kind::kName, "阿依古丽");
  CHECK_FALSE(watch.finds("阿依" + std::string(kScanBreak) + "古丽"));
  CHECK(watch.finds("无" + std::string(kScanBreak) + "阿依古丽"));
}

TEST_CASE("bytes that are no text and markup that never ends do no harm") {
  const Watch watch(Kind::kName, "阿依古丽");
  std::string noise;
  for (int i = 0; i < 4000; ++i) noise += static_cast<char>(i * 37 % 256);
  CHECK_FALSE(watch.finds(noise));
  CHECK(watch.finds(noise + "阿依古丽"));
  CHECK(watch.finds("<p title=\"阿依古丽"));
  CHECK(watch.finds("<script>阿依古丽"));
  CHECK_FALSE(watch.finds("%"));
}
