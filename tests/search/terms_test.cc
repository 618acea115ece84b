#include "search/terms.h"

#include <algorithm>
#include <fstream>

#include "base/json.h"
#include "base/text.h"
#include "search/pinyin.h"
#include "search/schema.h"
#include "search/words.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

namespace {

std::vector<std::string> terms_of_word(std::string_view word) {
  std::vector<std::string> out;
  for (const auto& term : query_terms(word)) out.push_back(term.term);
  return out;
}

bool holds(const std::vector<std::string>& terms, const std::string& term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

using TermList = std::vector<std::string>;

}  // namespace

TEST_CASE("width, case, brackets and blanks do not matter") {
  CHECK(normalised("ＡＢＣ　（２０２６）") == normalised("abc 〔2026〕"));
  CHECK(normalised("示市监罚【2026】118号") == "示市监罚〔2026〕118号");
  CHECK(normalised("  行政\n\t复议 ") == "行政 复议");
  CHECK(normalised("行\u200b政") == "行政");
  CHECK(normalised("\xff\xfe").find("\xff") == std::string::npos);
}

TEST_CASE("Chinese gives every character and every pair, but no pair across a gap") {
  CHECK(index_terms("行政，复议") == TermList{"行", "行政", "政", "复", "复议", "议"});
  CHECK_FALSE(holds(index_terms("行政 复议"), "政复"));
  CHECK(terms_of_word("行政复议") == TermList{"行政", "政复", "复议"});
  CHECK(terms_of_word("罚") == TermList{"罚"});
}

TEST_CASE("words, numbers and their parts") {
  const auto terms = index_terms("编码CF00412030，罚款5,000元");
  CHECK(holds(terms, "cf00412030"));
  CHECK(holds(terms, "cf"));
  CHECK(holds(terms, "00412030"));
  CHECK(holds(terms, "5000"));
  CHECK_FALSE(holds(terms, "000"));
  CHECK(terms_of_word("5，000") == TermList{"5000"});
  CHECK(terms_of_word("12,34") == TermList{"12", "34"});
}

TEST_CASE("a document number gives its year and serial together, however it is written") {
  for (const char* number :
       {"示市监罚〔2026〕118号", "示市监罚(2026)第0118号", "示市监罚［２０２６］118 号"})
    CHECK(holds(index_terms(number), "2026/118"));
  CHECK(holds(terms_of_word("【2026】118号"), "2026/118"));
  CHECK_FALSE(holds(terms_of_word("〔2026〕118号"), "118"));
  CHECK_FALSE(holds(index_terms("〔2026〕"), "2026/"));
}

TEST_CASE("whatever stands in a text, its terms as a word are among the text's terms") {
  const std::string text = "对示市监罚〔2026〕0118号、Ab-12c，罚款1,234元的行政复议";
  const auto indexed = index_terms(text);
  const std::u32string letters = to_u32(text);
  for (size_t begin = 0; begin < letters.size(); ++begin) {
    for (size_t end = begin + 1; end <= letters.size(); ++end) {
      const std::string part = to_utf8(letters.substr(begin, end - begin));
      for (const auto& term : query_terms(part))
        if (term.han) CHECK(holds(indexed, term.term));
    }
  }
}

TEST_CASE("a term never exceeds what the index can hold") {
  const std::string endless(5000, 'a');
  for (const auto& term : index_terms(endless)) CHECK(term.size() <= kMaxTermBytes);
  CHECK(terms_of_word(endless) == index_terms(endless));
  CHECK(cut_bytes("公示", 4) == "公");
}

TEST_CASE("normalising twice changes nothing and hostile texts give whole UTF-8") {
  const auto file = test::shared("suites/blns/blns.json");
  if (!std::filesystem::exists(file)) {
    WARN("skipped: " << file << " is missing");
    return;
  }
  for (const auto& line : Json::parse(test::slurp(file))) {
    const auto text = line.get<std::string>();
    const std::string once = normalised(text);
    CHECK(valid_utf8(once));
    CHECK(normalised(once) == once);
    for (const auto& term : index_terms(text)) CHECK(valid_utf8(term));
  }
}

TEST_CASE("names are spelt in pinyin and by initials, surnames and places as they are read") {
  Romaniser romaniser;
  const auto market = romaniser.romanise("示例区市场监督管理局");
  CHECK(market.from_start == TermList{"shiliqushichangjianduguanliju", "slqscjdglj"});
  CHECK(holds(market.inner, "scjdglj"));
  const std::pair<const char*, const char*> names[] = {
      {"单晓明", "shanxiaoming"},  {"曾静", "zengjing"},
      {"区伟", "ouwei"},           {"厦门分店", "xiamenfendian"},
      {"六安茶行", "luanchahang"}, {"重庆小面", "chongqingxiaomian"}};
  for (const auto& [name, spelling] : names)
    CHECK(romaniser.romanise(name).from_start.front() == spelling);
  CHECK(romaniser.romanise("ABC-12").from_start.empty());
}

TEST_CASE("a query is cut into words, quoted words and words left out") {
  const auto words = query_words("食品 “行政复议” -罚款 -\"甲 乙\" 2026-118");
  REQUIRE(words.ok());
  REQUIRE(words->size() == 5);
  CHECK((*words)[0].text == "食品");
  CHECK((*words)[1].quoted);
  CHECK((*words)[1].text == "行政复议");
  CHECK((*words)[2].without);
  CHECK((*words)[2].text == "罚款");
  CHECK(((*words)[3].without && (*words)[3].quoted));
  CHECK((*words)[3].text == "甲 乙");
  CHECK((*words)[4].text == "2026-118");
  CHECK_FALSE((*words)[4].without);
}

TEST_CASE("a quotation mark without its partner, and minus signs alone, are no trouble") {
  for (const char* q : {"“行政", "行政”", "\"", "- -- ---", "-", "-\"", "「」", "\"\""})
    CHECK(query_words(q).ok());
  CHECK(query_words("“行政").value().front().text == "行政");
  CHECK(query_words("“”").value().empty());
}

TEST_CASE("a query of more than a hundred characters or sixteen words is refused with a sentence") {
  std::string han;
  for (int i = 0; i < 101; ++i) han += "公";
  CHECK(query_words(han).error().text == "输入的内容太长，请缩短到 100 个字以内。");
  CHECK(query_words(han.substr(3)).ok());
  CHECK(query_words("a b c d e f g h i j k l m n o p q").error().code == "bad_query");
}

TEST_CASE("places surnames and words are read as people read them") {
  Romaniser romaniser;
  std::ifstream in(std::string(GONGSHI_SOURCE_DIR) + "/tests/search/readings.txt");
  size_t read = 0;
  for (std::string line; std::getline(in, line); ++read) {
    const size_t blank = line.find(' ');
    REQUIRE(blank != std::string::npos);
    INFO(line);
    CHECK(joined(romaniser.syllables(line.substr(0, blank)), " ") == line.substr(blank + 1));
  }
  CHECK(read >= 150);
}

TEST_CASE("a word may be meant for one field and a quotation may follow its name") {
  const auto words = query_words("文号：示市监罚（2026）1号 当事人:“云溪 餐饮” -机关:卫健 文号 时间:12点");
  REQUIRE(words.ok());
  REQUIRE(words->size() == 5);
  CHECK((*words)[0].field == "words.number");
  CHECK((*words)[0].text == "示市监罚〔2026〕1号");
  CHECK((*words)[1].field == "words.party");
  CHECK((*words)[1].quoted);
  CHECK((*words)[1].text == "云溪 餐饮");
  CHECK((*words)[2].field == "words.agency");
  CHECK((*words)[2].without);
  CHECK((*words)[3].field.empty());
  CHECK((*words)[4].text == "时间:12点");
}

TEST_CASE("traditional characters are the same as simplified ones") {
  CHECK(normalised("罰款，衛生健康") == normalised("罚款，卫生健康"));
  CHECK(index_terms("藥品")[1] == "药品");
}
