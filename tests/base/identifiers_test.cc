#include "base/identifiers.h"

#include <algorithm>

#include "base/text.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

TEST_CASE("shapes say where a personal number stands, and a serial number that begins with its day is none") {
  const auto places = [](const char* text) {
    std::string out;
    for (const auto& shape : personal_shapes(to_u32(text)))
      out += std::to_string(static_cast<int>(shape.kind)) + ":" + std::to_string(shape.begin) + "-" + std::to_string(shape.end) + " ";
    return out;
  };
  CHECK(places("证990101 19880808 1235及139-0000-0001") == "0:1-21 1:22-35 ");
  CHECK(places("卡6222000000000000004") == "2:1-20 ");
  CHECK(places("京A12345与123456使") == "3:0-7 3:8-15 ");
  CHECK(places("123456使用").empty());
  CHECK(places("寄li@example.com。") == "4:1-15 ");
  CHECK(places("单号2026110212345675、2026-11-02 2026-11-03").empty());
}

TEST_CASE("credit codes with the right check character are valid") {
  for (const char* code : {"11990101009900013A", "91990101MA9TE5T122", "92990102MA9ABC0X52",
                           "12990000990000121X", "51990000MJ0000018N"}) {
    CAPTURE(code);
    CHECK(uscc_valid(code));
    CHECK(uscc_check(std::string_view(code).substr(0, 17)) == code[17]);
  }
}

TEST_CASE("changing any one character of a credit code makes it invalid") {
  const std::string code = "91990101MA9TE5T122";
  for (size_t i = 0; i < code.size(); ++i) {
    std::string changed = code;
    changed[i] = changed[i] == '3' ? '4' : '3';
    CAPTURE(changed);
    CHECK_FALSE(uscc_valid(changed));
  }
}

TEST_CASE("a credit code of the wrong length, in lower case or with letters outside the set is invalid") {
  CHECK_FALSE(uscc_valid(""));
  CHECK_FALSE(uscc_valid("91990101MA9TE5T12"));
  CHECK_FALSE(uscc_valid("91990101MA9TE5T1222"));
  CHECK_FALSE(uscc_valid("91990101ma9te5t122"));
  CHECK_FALSE(uscc_valid("91990101MI9TE5T122"));
  CHECK_FALSE(uscc_valid("000000000000000000"));
  CHECK(uscc_check("91990101MI9TE5T12") == '\0');
  CHECK(uscc_check("9199") == '\0');
}

TEST_CASE("collected credit codes get the verdict that was checked by others") {
  const auto file = test::shared("data/field-values/uscc.csv");
  if (!std::filesystem::exists(file)) {
    WARN("skipped: " << file << " is missing");
    return;
  }
  const auto lines = split(test::slurp(file), '\n');
  int valid = 0;
  int invalid = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const auto cells = split(std::string(trimmed(lines[i])), ',');
    if (cells.size() < 3) continue;
    std::string code = cells[0];
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    CAPTURE(code, i);
    CHECK(uscc_valid(code) == (cells[2] == "是"));
    ++(cells[2] == "是" ? valid : invalid);
  }
  CHECK(valid + invalid == 250);
  CHECK(valid > 200);
  CHECK(invalid > 30);
}

TEST_CASE("certificate numbers of officers are usual in eleven digits and a question otherwise") {
  CHECK(certificate_number_usual("99010000018"));
  for (const char* number : {"", "9901000001", "990100000189", "9901000001A", "海关012345"}) {
    CAPTURE(number);
    CHECK_FALSE(certificate_number_usual(number));
  }
}

TEST_CASE("organisation codes are checked with and without the hyphen") {
  for (const char* code : {"00990001-3", "MA9TE5T1-2", "99000012-1", "990000121"}) {
    CAPTURE(code);
    CHECK(org_code_valid(code));
  }
  CHECK_FALSE(org_code_valid("00990001-4"));
  CHECK_FALSE(org_code_valid("0099000-13"));
  CHECK_FALSE(org_code_valid("ma9te5t1-2"));
}

TEST_CASE("registration numbers are checked by MOD 11,10") {
  CHECK(registration_number_valid("990101000000018"));
  CHECK(registration_number_valid("990101600000126"));
  CHECK_FALSE(registration_number_valid("990101600000127"));
  CHECK_FALSE(registration_number_valid("99010160000012"));
  CHECK_FALSE(registration_number_valid("99010160000012X"));
}

TEST_CASE("identity numbers give their birth date") {
  CHECK(id_number_birth("990101198808081235")->iso() == "1988-08-08");
  CHECK(id_number_birth("990102201202290041")->iso() == "2012-02-29");
  CHECK(id_number_birth("990199200801010173")->iso() == "2008-01-01");
  CHECK(id_number_birth("990101201006150360")->iso() == "2010-06-15");
  CHECK(id_number_birth("990101720304567")->iso() == "1972-03-04");
  CHECK(id_number_birth("990101197203045675")->iso() == "1972-03-04");
}

TEST_CASE("an identity number with an impossible birthday or a wrong check character is not valid") {
  CHECK_FALSE(id_number_valid("990101199002290016"));
  CHECK_FALSE(id_number_valid("990101198808081236"));
  CHECK_FALSE(id_number_valid("99010119880808123"));
  CHECK_FALSE(id_number_valid("99010119880808123a"));
  CHECK_FALSE(id_number_valid(""));
}

TEST_CASE("digit runs are found through full width, blanks and hyphens") {
  CHECK(has_digit_run("编号1234567", 7));
  CHECK(has_digit_run("编号１２３４５６７", 7));
  CHECK(has_digit_run("编号123-4567", 7));
  CHECK(has_digit_run("编号12 34 5 67", 7));
  CHECK_FALSE(has_digit_run("编号123456", 7));
  CHECK_FALSE(has_digit_run("2026年3月1日第12345号", 7));
}

TEST_CASE("personal numbers are seen by their shape, however they are written") {
  for (const char* text :
       {"身份证990101198808081235。", "990101 19880808 1235", "990101 1988-08-08 1235", "９９０１０１１９８８０８０８１２３５",
        "990101199002290016", "99010119880808123x", "身份证号990101720304567号", "电话13800000000",
        "138 0000 0000", "138-0000-0000", "138 2026 0506", "138-2026-05-06", "+86 13800000000", "8613800000000", "1３８００００００００",
        "卡号6222000000000000004", "6217 0000 0000 0000 012", "京A12345", "粤B·D12345", "苏A1234学",
        "发到a.b@example.com", "ＡＢ＠example．com"}) {
    CAPTURE(text);
    CHECK(has_personal_shape(text));
  }
}

TEST_CASE("credit codes, registration numbers, dates and document numbers are no personal shape") {
  for (const char* text :
       {"91990101MA9TE5T122", "11990101009900013A", "统一社会信用代码914107226966807527",
        "91310104398689820Y", "990101000000018", "注册号：990101720304567", "示市监罚〔2026〕12号", "2026-03-01 至 2026-04-01",
        "2026年3月1日", "电话0990-12345678", "12345", "京ICP备12345678号", "《行政处罚法》第九条",
        "1380000000", "6222000000000000005", "@某某", "通告第138 2026-05-06", "第1234567 2026-05-06 2026-05-07",
        "抽检批号13800 2026-04-20", "2026-04-13 990100000", "400-139-1234 2026-04-20"}) {
    CAPTURE(text);
    CHECK_FALSE(has_personal_shape(text));
  }
}

TEST_CASE("an id is normalised once and for all, whatever hides in it") {
  const std::string hidden = "a\x10\xCC\x80";  // a letter and its accent, a control character between
  CHECK(normalized_id(hidden) == "\xC3\xA0");
  CHECK(normalized_id(normalized_id(hidden)) == normalized_id(hidden));
  CHECK(normalized_id("示市监罚（２０２６）１号") == "示市监罚〔2026〕1号");
  CHECK(normalized_id(" [2026]1 ") == "〔2026〕1");
}
