#include "render/words.h"

#include "edition_maker.h"

using namespace gongshi;
using test::EditionMaker;

namespace {

PublicRecord decision(const Json& fields) {
  EditionMaker maker;
  maker.add("decisions", test::kAgency, "示〔2026〕1号", fields);
  for (const auto& record : maker.edition().records)
    if (record.dataset() == "decisions") return record;
  FAIL("no decision");
  return maker.edition().records.front();
}

std::string result(const Json& fields) { return result_line(decision(fields)); }

}  // namespace

TEST_CASE("a penalty names every kind with its amount") {
  CHECK(result({{"category", "penalty"}, {"penalty_kinds", {"警告", "罚款"}}, {"fine", 500000}}) ==
        "警告；罚款 5,000 元");
  CHECK(result({{"category", "penalty"},
                {"penalty_kinds", {"没收违法所得", "罚款"}},
                {"fine", 300050},
                {"confiscated", 86000}}) == "没收违法所得 860 元；罚款 3,000.50 元");
  CHECK(result({{"category", "penalty"}, {"fine", 10000}}) == "罚款 100 元");
  CHECK(result({{"category", "penalty"},
                {"penalty_kinds", {"没收违法所得", "没收非法财物"}},
                {"confiscated", 10000}}) == "没收违法所得；没收非法财物；没收共 100 元");
  CHECK(result({{"category", "penalty"}, {"circumstance", "exempted"}}) == "不予处罚");
}

TEST_CASE("the sum of several confiscations is no kind of its own") {
  CHECK(result({{"category", "penalty"},
                {"penalty_kinds", {"警告", "没收违法所得", "没收非法财物"}},
                {"confiscated", 10000}}) == "警告；没收违法所得等 3 项");
}

TEST_CASE("more than three results are counted, never dropped in silence") {
  const Json fields = {{"category", "penalty"},
                       {"penalty_kinds", {"警告", "罚款", "责令停产停业", "吊销许可证件"}},
                       {"fine", 100}};
  CHECK(result(fields) == "警告；罚款 1 元等 4 项");
  CHECK(result_pieces(decision(fields)).size() == 4);
}

TEST_CASE("other acts are worded by outcome, measure or category") {
  CHECK(result({{"category", "permit"}, {"outcome", "granted"}}) == "准予许可");
  CHECK(result({{"category", "permit"}, {"outcome", "refused"}}) == "不予许可");
  CHECK(result({{"category", "permit"}, {"outcome", "revoked"}}) == "撤销许可");
  CHECK(result({{"category", "coercive_measure"}, {"measures", {"查封", "扣押"}}}) == "查封；扣押");
  CHECK(result({{"category", "payment"}, {"outcome", "completed"}, {"amount", 120000}}) ==
        "给付 1,200 元");
  CHECK(result({{"category", "inspection"}, {"outcome", "completed"}}) == "已完成检查");
  CHECK(result({{"category", "unheard_of"}}) == "已办结");
}

TEST_CASE("a title is party and matter") {
  const Json party = {{"name", "云溪餐饮有限公司"}};
  CHECK(record_title(decision(
            {{"party", party}, {"violation_type", "未亮证经营"}, {"category", "penalty"}})) ==
        "云溪餐饮有限公司：未亮证经营");
  CHECK(record_title(
            decision({{"party", party}, {"title", "食品经营许可"}, {"category", "permit"}})) ==
        "云溪餐饮有限公司：食品经营许可");
  CHECK(record_title(decision({{"party", party},
                               {"title", "云溪餐饮有限公司未亮证经营案"},
                               {"category", "penalty"}})) == "云溪餐饮有限公司未亮证经营案");
  CHECK(record_title(decision({{"party", party}, {"category", "ruling"}})) ==
        "云溪餐饮有限公司：行政裁决");
  CHECK(record_title(decision(Json::object())) == "示〔2026〕1号");
}

TEST_CASE("enumerations are shown in Chinese") {
  FieldDefinition field;
  field.name = "level";
  field.type = FieldType::kEnum;
  field.value_aliases = {{"街道", "street"}, {"街道办事处", "street"}};
  CHECK(enum_label(field, "street") == "街道办事处");
  CHECK(enum_label(field, "行政机关") == "行政机关");
  CHECK(enum_label(field, "unknown") == "unknown");
  field.name = "category";
  CHECK(enum_label(field, "penalty") == "行政处罚");
}

TEST_CASE("document numbers are shown with the brackets of official documents") {
  CHECK(document_number(decision({{"document_number", "示市监罚【2026】931号"}})) ==
        "示市监罚〔2026〕931号");
}

TEST_CASE("dates and numbers are worded as people read them") {
  CHECK(short_date(*Date::of(2026, 11, 5)) == "11月5日");
  CHECK(month_label("2026-03") == "2026年3月");
  CHECK(thousands(13767) == "13,767");
  CHECK(withdrawal_sentence("void") == "决定被确认无效。");
  CHECK_FALSE(withdrawal_sentence("anything").empty());
}
