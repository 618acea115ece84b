#include "export/double_publicity.h"

#include "base/text.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::kMarket;

namespace {

PublicRecord decision(Json fields, bool personal = false) {
  if (!fields.contains("party"))
    fields["party"] = {{"name", "云溪餐饮有限公司"},
                       {"kind", "organisation"},
                       {"uscc", "91990101MA9TE5T122"},
                       {"legal_representative", "李某"},
                       {"legal_representative_id", "990101198808081235"}};
  fields["document_number"] = "示市监罚〔2026〕1号";
  fields["decision_date"] = "2026-04-20";
  return test::public_record({{"dataset", "decisions"},
                              {"agency", kMarket},
                              {"id", "示市监罚〔2026〕1号"},
                              {"address", "decisions/2026-04/x.html"},
                              {"fields", fields},
                              {"main_date", "2026-04-20"},
                              {"published_on", "2026-04-28"},
                              {"term_ends_on", "2027-04-20"},
                              {"personal", personal}});
}

std::map<std::string, std::string> row(const PublicRecord& record) {
  const PublicityTable* table = publicity_table_of(record);
  REQUIRE(table != nullptr);
  const Site site = test::built_in_site();
  const auto cells = publicity_cells(*table, "示例区市场监督管理局",
                                     data_columns(*site.definition("decisions")), record);
  REQUIRE(cells.size() == table->header.size());
  REQUIRE(cells.size() == table->codes.size());
  std::map<std::string, std::string> out;
  for (size_t i = 0; i < cells.size(); ++i) out[table->codes[i]] = cells[i];
  return out;
}

}  // namespace

TEST_CASE("a penalty has the columns of the standard with amounts in 万元") {
  const auto cells = row(decision({{"category", "penalty"},
                                   {"penalty_kinds", {"罚款", "警告"}},
                                   {"fine", 200000},
                                   {"confiscated", 1},
                                   {"violation_type", "未建立查验记录"}}));
  CHECK(cells.size() == 30);
  CHECK(cells.at("CF_XDR_MC") == "云溪餐饮有限公司");
  CHECK(cells.at("CF_XDR_LB") == "法人及非法人组织");
  CHECK(cells.at("CF_XDR_SHXYM") == "91990101MA9TE5T122");
  CHECK(cells.at("CF_WSH") == "示市监罚〔2026〕1号");
  CHECK(cells.at("CF_CFLB") == "罚款;警告");
  CHECK(cells.at("CF_NR_FK") == "0.2");
  CHECK(cells.at("CF_NR_WFFF") == "0.000001");
  CHECK(cells.at("CF_JDRQ") == "2026-04-20");
  CHECK(cells.at("CF_GSJZQ") == "2027-04-20");
  CHECK(cells.at("CF_CFJG") == "示例区市场监督管理局");
  CHECK(cells.at("CF_CFJGDM") == kMarket);
  CHECK(cells.at("CF_FR_ZJHM").empty());
  CHECK(cells.at("CF_XDR_ZJHM").empty());
  CHECK(cells.at("CF_YXQ").empty());
}

TEST_CASE("a permit has its own columns and its state in words") {
  const auto cells = row(decision({{"category", "permit"},
                                   {"title", "准予许可决定书"},
                                   {"valid_from", "2026-04-20"},
                                   {"valid_until", "2031-04-19"},
                                   {"status", "suspended"}}));
  CHECK(cells.size() == 28);
  CHECK(cells.at("XK_XKWS") == "准予许可决定书");
  CHECK(cells.at("XK_YXQZI") == "2031-04-19");
  CHECK(cells.at("XK_ZT") == "停止执行");
  CHECK(row(decision({{"category", "permit"}})).at("XK_ZT") == "有效");
}

TEST_CASE("only organisations' penalties and permits go to the platform above") {
  const auto with = [](const Json& party, const char* category, bool personal = false) {
    return publicity_table_of(decision({{"category", category}, {"party", party}}, personal));
  };
  CHECK(with({{"name", "某店"}, {"kind", "individual_business"}, {"uscc", "92990102MA9ABC0X52"}}, "penalty") == nullptr);
  CHECK(with({{"name", "李某"}, {"kind", "natural_person"}}, "penalty", true) == nullptr);
  CHECK(with({{"name", "李某"}}, "penalty") == nullptr);
  CHECK(with({{"name", "某公司"}, {"kind", "organisation"}}, "inspection") == nullptr);
  CHECK(with({{"name", "某公司"}, {"uscc", "91990101MA9TE5T122"}}, "penalty") != nullptr);
}

TEST_CASE("a field the site has made not public stays empty") {
  const PublicRecord record = decision({{"category", "penalty"}, {"facts", "经查"}});
  Site site = test::built_in_site();
  for (FieldDefinition& field : site.datasets.at("decisions").fields)
    if (field.name == "facts") field.is_public = false;
  const PublicityTable& table = *publicity_table_of(record);
  const auto cells =
      publicity_cells(table, "机关", data_columns(*site.definition("decisions")), record);
  CHECK(std::find(cells.begin(), cells.end(), "经查") == cells.end());
}
