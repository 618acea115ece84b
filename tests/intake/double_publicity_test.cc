#include <fmt/format.h>

#include "base/identifiers.h"
#include "base/text.h"
#include "reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::string kRestaurant = "92990102MA9ABC0X52";  // an individual business

FeedConfig preset_feed() {
  FeedConfig feed = decisions_feed();
  feed.preset = "double-publicity";
  feed.presets = std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/presets";
  feed.mapping = feed.presets / "double-publicity.json";
  return feed;
}

AgencyDirectory directory() {
  AgencyDirectory agencies;
  agencies.add(kMarket, "示例区市场监督管理局", "示例区市监局");
  return agencies;
}

Reading read_table(const std::string& header, const std::vector<std::string>& rows, FeedConfig feed = preset_feed()) {
  std::string text = header + "\n";
  for (const auto& row : rows) text += row + "\n";
  return read_text(text, feed, directory());
}

Reading read_rows(const std::vector<Json>& rows, const FeedConfig& feed = preset_feed()) {
  return read_json_rows(rows, feed, directory());
}

/// A penalty of the current generation, by codes.
Json penalty_row() {
  return {{"CF_XDR_MC", "虚构餐饮有限公司"}, {"CF_XDR_LB", "法人及非法人组织"},
          {"CF_XDR_SHXYM", kCompany},        {"CF_XDR_GSZC", "990101000000018"},
          {"CF_XDR_ZZJG", "MA9TE5T1-2"},     {"CF_XDR_SWDJ", ""},
          {"CF_FRDB", "示例甲"},             {"CF_FR_ZJLX", "身份证"},
          {"CF_FR_ZJHM", "990101198808081235"}, {"CF_WSH", "示市监罚【2026】1号"},
          {"CF_WFXW", "超范围经营"},         {"CF_SY", "超出许可范围经营。"},
          {"CF_YJ", "《食品安全法》第一百二十二条"}, {"CF_CFLB", "罚款;没收违法所得"},
          {"CF_NR", "罚款2000元，没收违法所得100.01元"}, {"CF_NR_FK", "0.2"},
          {"CF_NR_WFFF", "0.010001"},        {"CF_JDRQ", "2026-03-02"},
          {"CF_YXQ", "2099-12-31"},          {"CF_GSJZQ", "2099/12/31"},
          {"CF_CFJG", "示例区市场监督管理局"}, {"CF_CFJGDM", kMarket},
          {"CF_SJLY", "示例区数据中心"},     {"CF_SJLYDM", "12990000990000121X"},
          {"BZ", "无"}};
}

Json permit_row() {
  return {{"XK_XDR_MC", "虚构小吃店"},   {"XK_XDR_LB", "个体工商户"}, {"XK_XDR_SHXYM", kRestaurant},
          {"XK_XKWS", "准予行政许可决定书"}, {"XK_WSH", "示市监许〔2026〕9号"}, {"XK_XKLB", "登记"},
          {"XK_XKZS", "食品经营许可证"}, {"XK_XKBH", "JY0000001"},    {"XK_NR", "食品经营"},
          {"XK_JDRQ", "2026/3/3"},       {"XK_YXQZ", "2026-03-03"},   {"XK_YXQZI", "长期"},
          {"XK_XKJG", "示例区市监局"},   {"XK_LYDW", "示例区数据中心"}};
}

Json with(Json row, const std::string& column, Json value) {
  row[column] = std::move(value);
  return row;
}

/// The only record of a reading.
const Record& sole(const Reading& reading) {
  CAPTURE(reading.error);
  for (const auto& row : reading.rejected) UNSCOPED_INFO(row.reason << " " << row.column << " " << row.text);
  REQUIRE(reading.records.size() == 1);
  return reading.records[0];
}

std::string rejected_as(const Reading& reading) {
  REQUIRE(reading.records.empty());
  REQUIRE(reading.rejected.size() == 1);
  return reading.rejected[0].reason + " " + reading.rejected[0].column;
}

}  // namespace

TEST_CASE("a penalty of the current double-publicity table becomes a native record") {
  const Reading reading = read_rows({penalty_row()});
  const Record& record = sole(reading);
  const Json& f = record.fields;
  CHECK(record.id == "示市监罚【2026】1号~" + kCompany);
  CHECK(record.agency == kMarket);
  CHECK(f["category"] == "penalty");
  CHECK(f["document_number"] == "示市监罚【2026】1号");
  CHECK(f["party"]["name"] == "虚构餐饮有限公司");
  CHECK(f["party"]["kind"] == "organisation");
  CHECK(f["party"]["uscc"] == kCompany);
  CHECK(f["party"]["legal_representative"] == "示例甲");
  CHECK(f["party"]["legal_representative_id"] == "990101198808081235");
  CHECK(f["violation_type"] == "超范围经营");
  CHECK(f["facts"] == "超出许可范围经营。");
  CHECK(f["basis"] == "《食品安全法》第一百二十二条");
  CHECK(f["penalty_kinds"] == Json{"罚款", "没收违法所得"});
  CHECK(f["content"] == "罚款2000元，没收违法所得100.01元");
  CHECK(f["fine"] == 200000);
  CHECK(f["confiscated"] == 10001);
  CHECK(f["decision_date"] == "2026-03-02");
  CHECK(f["valid_until"] == "2099-12-31");
  CHECK_FALSE(f.contains("publish_until"));
  CHECK(f["source"] == "示例区数据中心");
  CHECK_FALSE(f.contains("status"));
  CHECK_FALSE(f.contains("outcome"));
  CHECK_FALSE(f.contains("disclosure"));
  CHECK(record.unreadable.empty());
  CHECK(record.warnings.empty());
}

TEST_CASE("a permit of the double-publicity table becomes a native record, and says refused only where it says so") {
  const Reading reading = read_rows({permit_row()});
  const Record& record = sole(reading);
  const Json& f = record.fields;
  CHECK(record.id == "示市监许〔2026〕9号~" + kRestaurant);
  CHECK(record.agency == kMarket);
  CHECK(f["category"] == "permit");
  CHECK(f["outcome"] == "granted");
  CHECK(f["title"] == "准予行政许可决定书");
  CHECK(f["permit_kind"] == "登记");
  // Both columns are there, whatever order the file has them in.
  CHECK(contains(f["licence"].get<std::string>(), "食品经营许可证"));
  CHECK(contains(f["licence"].get<std::string>(), "JY0000001"));
  CHECK(f["content"] == "食品经营");
  CHECK(f["decision_date"] == "2026-03-03");
  CHECK(f["valid_from"] == "2026-03-03");
  CHECK(f["valid_until"] == "2099-12-31");
  CHECK(f["party"]["kind"] == "individual_business");
  CHECK(sole(read_rows({with(permit_row(), "XK_XKWS", "不予行政许可决定书")})).fields["outcome"] == "refused");
  for (const char* content : {"不予许可。", "经审查，不予批准。", "对延续申请不予延续。", "不予变更", "不同意设立。"}) {
    INFO(content);
    CHECK(sole(read_rows({with(permit_row(), "XK_NR", content)})).fields["outcome"] == "refused");
  }
  CHECK(sole(read_rows({with(permit_row(), "XK_XKWS", "撤销行政许可决定书")})).fields["outcome"] == "revoked");
}

TEST_CASE("both tables may come in one feed, and a row that fills both goes back") {
  const Reading both = read_rows({penalty_row(), permit_row()});
  REQUIRE(both.records.size() == 2);
  CHECK(both.records[0].fields["category"] == "penalty");
  CHECK(both.records[1].fields["category"] == "permit");
  Json mixed = penalty_row();
  mixed.update(permit_row());
  const Reading reading = read_rows({mixed});
  CHECK(rejected_as(reading) == "unreadable ");
  CHECK(contains(reading.rejected[0].text, "几张表"));

  // As one table with the columns of both.
  const Reading table = read_table(
      "CF_WSH,CF_NR,CF_JDRQ,XK_WSH,XK_NR,XK_JDRQ,行政相对人名称,统一社会信用代码,CF_CFJGDM,XK_XKJGDM",
      {"示罚1号,警告,2026-03-01,,,,某甲公司," + kCompany + "," + kMarket + ",",
       ",,,示许1号,登记,2026-03-01,某甲公司," + kCompany + ",," + kMarket});
  REQUIRE(table.records.size() == 2);
  CHECK(table.records[0].fields["category"] == "penalty");
  CHECK(table.records[1].fields["category"] == "permit");
  CHECK(table.found.unused_columns.empty());
}

TEST_CASE("the older generation of both tables is read") {
  const Json penalty = {{"CF_WSH", "示工商罚字[2016]3号"}, {"CF_CFMC", "无照经营案"},
                        {"CF_CFLB1", "罚款"},              {"CF_CFLB2", "没收非法财物"},
                        {"CF_SY", "无照经营"},             {"CF_YJ", "《无照经营查处取缔办法》"},
                        {"CF_XDR_MC", "示例乙"},           {"CF_XDR_SHXYM", ""},
                        {"CF_XDR_ZDM", ""},                {"CF_XDR_GSDJ", ""},
                        {"CF_XDR_SFZ", "990101198808081235"}, {"CF_FR", ""},
                        {"CF_JG", "罚款500元"},            {"CF_JDRQ", "2016-05-04"},
                        {"CF_XZJG", "示例区市场监督管理局"}, {"CF_QX", "2017-05-04"},
                        {"CF_ZT", "0"},                    {"DFBM", "990101"},
                        {"SJC", "2016-05-05 10:00:00"},    {"BZ", ""}};
  const Reading reading = read_rows({penalty});
  const Record& record = sole(reading);
  const Json& f = record.fields;
  CHECK(f["title"] == "无照经营案");
  CHECK(f["penalty_kinds"] == Json{"罚款", "没收非法财物"});
  CHECK(f["party"]["id_number"] == "990101198808081235");
  CHECK(f["content"] == "罚款500元");
  CHECK(f["publish_until"] == "2017-05-04");
  CHECK(f["region"] == "990101");
  CHECK(f["updated_at"] == "2016-05-05T10:00:00");
  CHECK(record.unreadable == std::set<std::string>{"status"});

  const Json permit = {{"XK_WSH", "示许字[2016]4号"}, {"XK_XMMC", "示例项目"},  {"XK_SPLB", "核准"},
                       {"XK_NR", "准予建设"},         {"XK_XDR", "虚构餐饮有限公司"}, {"XK_XDR_SHXYM", kCompany},
                       {"XK_XDR_ZDM", "00990001-3"},  {"XK_XDR_GSDJ", "990101600000126"}, {"XK_FR", "示例甲"},
                       {"XK_JDRQ", "2016-06-01"},     {"XK_JZQ", "2026-06-01"}, {"XK_XZJG", "示例区市监局"},
                       {"信息使用范围", "0"},         {"行政许可编码", "A-1"}};
  const Reading permits = read_rows({permit});
  const Record& second = sole(permits);
  CHECK(second.fields["title"] == "示例项目");
  CHECK(second.fields["permit_kind"] == "核准");
  CHECK(second.fields["valid_until"] == "2026-06-01");
  CHECK(second.fields["licence"] == "A-1");
  CHECK(second.fields["disclosure"]["scope"] == 0);
  CHECK(second.warnings.empty());
}

TEST_CASE("every way agencies write the headers is the same column") {
  struct Spelling {
    const char* header;
    const char* cell;
    const char* field;
    Json value;
  };
  const Spelling spellings[] = {
      {"行政相对人代码_1(统一社会信用代码)", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"行政相对人代码_1 (统一社会信用代码)", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"行政相对人代码_1（统一社会信用代码）", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"行政相对人代码－1", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"行政相对人代码—1【统一社会信用代码】", "91990101ma9te5t122", "party.uscc", kCompany},
      {"行政相对人代码-统一社会信用代码", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"CF_XDR_SHXYM", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"cf_xdr_shxym", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"cfXdrShxym", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"ＣＦ＿ＸＤＲ＿ＳＨＸＹＭ", "91990101MA9TE5T122", "party.uscc", kCompany},
      {"\"行政相对人代码_2\n(工商注册号)\"", "990101000000018", "party.registration_number", "990101000000018"},
      {"行政相对人代码_3（组织机构代码）", "00990001-3", "party.organisation_code", "00990001-3"},
      {"行政相对人代码_5(居民身份证号)", "990101198808081235", "party.id_number", "990101198808081235"},
      {"\"没收违法所得、没收非法财物\n的金额（万元）\"", "0.5", "confiscated", 500000},
      {"没收违法所得、没收非法财务的金额（万元）", "0.5", "confiscated", 500000},
      {"处罚金额（万元）", "0.2", "fine", 200000},
      {"罚款金额（万元）", "0.000001", "fine", 1},
      {"罚款金额（元）", "2000", "fine", 200000},
      {"罚款金额", "2000元", "fine", 200000},
      {"处罚内容：", "警告", "content", "警告"},
      {"处罚 内容:", "警告", "content", "警告"},
      {"*处罚类别", "警告", "penalty_kinds", {"警告"}},
      {"法定代表人", "示例甲", "party.legal_representative", "示例甲"},
      {"CF_FDDB", "示例甲", "party.legal_representative", "示例甲"},
      {"CF_FR_SFZH", "990101198808081235", "party.legal_representative_id", "990101198808081235"},
      {"CF_SYFW", "0", "disclosure.scope", 0},
      {"公示截止期", "2027-03-02", "publish_until", "2027-03-02"},
      {"数据来源单位", "示例区数据中心", "source", "示例区数据中心"},
  };
  for (const auto& spelling : spellings) {
    CAPTURE(spelling.header);
    const Reading reading =
        read_table(std::string("CF_WSH,CF_XDR_MC,CF_JDRQ,CF_JG,CF_CFJGDM,") + spelling.header,
                   {"示罚1号,某某公司,2026-03-02," + std::string(spelling.field == std::string("content") ? "警告" : "责令改正") +
                    "," + kMarket + "," + spelling.cell});
    const Record& record = sole(reading);
    const Json* value = find_at(record.fields, spelling.field);
    REQUIRE(value);
    CHECK(*value == spelling.value);
    CHECK(reading.found.unused_columns.empty());
  }
  // The typo CF_XKJG for CF_CFJG.
  CHECK(sole(read_table("CF_WSH,CF_XDR_MC,CF_JDRQ,CF_NR,CF_XKJG", {"示罚1号,某某公司,2026-03-02,警告,示例区市监局"}))
            .agency == kMarket);
}

TEST_CASE("dates come as text, milliseconds, moments and spreadsheet numbers") {
  for (const Json& written : {Json("2019-10-10"), Json("2019/10/10"), Json("2019-10-10 08:00:00"),
                              Json(1570665600000), Json("1570665600000"), Json("43748"), Json(43748)}) {
    CAPTURE(written.dump());
    CHECK(sole(read_rows({with(penalty_row(), "CF_JDRQ", written)})).fields["decision_date"] == "2019-10-10");
  }
}

TEST_CASE("a status is never guessed: without configured words it is unreadable, without a column it is effective") {
  for (const char* code : {"0", "1", "2", "3", "正常", "/"}) {
    CAPTURE(code);
    CHECK(sole(read_rows({with(permit_row(), "XK_ZT", code)})).unreadable.count("status") == 1);
    CHECK(sole(read_rows({with(penalty_row(), "CF_ZT", code)})).unreadable.count("status") == 1);
  }
  FeedConfig feed = preset_feed();
  feed.values = Json::parse(R"({"status": {"1": "effective", "2": "revoked"}})");
  CHECK(sole(read_rows({with(permit_row(), "XK_ZT", "1")}, feed)).fields["status"] == "effective");
  CHECK(sole(read_rows({with(permit_row(), "XK_ZT", 2)}, feed)).fields["status"] == "revoked");
  CHECK(sole(read_rows({with(permit_row(), "XK_ZT", "3")}, feed)).unreadable.count("status") == 1);
  CHECK_FALSE(sole(read_rows({permit_row()}, feed)).fields.contains("status"));

  // An agency's own file, laid over the preset.
  const Scratch scratch;
  feed = preset_feed();
  feed.preset = scratch.write("ours.json", R"({"extends": "double-publicity",
      "columns": {"罚款金额": "fine", "经办": "violation_type"}, "units": {"罚款金额": "元"},
      "values": {"status": {"有效": "effective", "正常": "effective"}}})").string();
  feed.mapping = feed.preset;
  Json row = with(with(with(penalty_row(), "CF_ZT", "正常"), "罚款金额", "2000"), "经办", "无照");
  row.erase("CF_NR_FK");
  row.erase("CF_WFXW");
  const Reading reading = read_rows({row}, feed);
  CHECK(sole(reading).fields["status"] == "effective");
  CHECK(sole(reading).fields["fine"] == 200000);
  CHECK(sole(reading).fields["violation_type"] == "无照");
}

TEST_CASE("a range of use other than open keeps a record from the public") {
  const auto scope = [](const Json& written) {
    const Reading reading = read_rows({with(penalty_row(), "CF_SYFW", written)});
    const Record& record = sole(reading);
    if (record.unreadable.count("disclosure.scope")) return std::string("unreadable");
    return record.fields["disclosure"]["scope"].dump();
  };
  CHECK(scope("0") == "0");
  CHECK(scope("公示") == "0");
  CHECK(scope("1") == "1");
  CHECK(scope("仅政府部门共享") == "1");
  CHECK(scope("2") == "2");
  CHECK(scope("2-仅可授权查询") == "2");
  CHECK(scope("3") == "unreadable");
  CHECK(scope("内部") == "unreadable");
  CHECK(scope("/") == "unreadable");
}

TEST_CASE("kinds are taken apart however they are joined, and older kinds that cannot be told apart are others") {
  const auto kinds = [](const char* written) {
    const Reading reading = read_rows({with(penalty_row(), "CF_CFLB", written)});
    return reading.records.empty() ? Json(reading.rejected[0].reason) : reading.records[0].fields["penalty_kinds"];
  };
  CHECK(kinds("罚款;警告") == Json{"罚款", "警告"});
  CHECK(kinds("罚款；警告") == Json{"罚款", "警告"});
  CHECK(kinds("罚款、警告") == Json{"罚款", "警告"});
  CHECK(kinds("罚款,警告") == Json{"罚款", "警告"});
  CHECK(kinds("罚款，没收违法所得、没收非法财物") == Json{"罚款", "没收违法所得", "没收非法财物"});
  CHECK(kinds("没收违法所得、没收非法财物") == Json{"没收违法所得", "没收非法财物"});
  CHECK(kinds("没收非法财务") == Json{"没收非法财物"});
  CHECK(kinds("其他-补办") == Json{"其他"});
  CHECK(kinds("罚款;其他（责令改正）") == Json{"罚款", "其他"});
  CHECK(kinds("吊销营业执照") == Json{"吊销许可证件"});
  CHECK(kinds("暂扣许可证") == Json{"暂扣许可证件"});
  CHECK(kinds("记过") == "bad_value");
  CHECK(kinds("其他人") == "bad_value");
  for (const char* old : {"暂扣或者吊销许可证", "暂扣或者吊销执照", "暂扣或者吊销许可证、暂扣或者吊销执照"}) {
    CAPTURE(old);
    const Reading reading = read_rows({with(penalty_row(), "CF_CFLB", std::string("罚款;") + old)});
    const Record& record = sole(reading);
    CHECK(record.fields["penalty_kinds"] == Json{"罚款", "其他"});
    REQUIRE_FALSE(record.warnings.empty());
    CHECK(record.warnings[0].field == "penalty_kinds");
    CHECK(contains(record.warnings[0].text, "暂扣还是吊销"));
  }
}

TEST_CASE("one number with several parties makes several records, and no id tells who a person is") {
  Json person = penalty_row();
  for (const char* gone : {"CF_XDR_SHXYM", "CF_XDR_GSZC", "CF_XDR_ZZJG", "CF_FRDB", "CF_FR_ZJHM"}) person.erase(gone);
  person["CF_XDR_LB"] = "自然人";
  person["CF_XDR_ZJLX"] = "身份证";
  const Json first = with(with(person, "CF_XDR_MC", "示例乙"), "CF_XDR_ZJHM", "990101198808081235");
  const Json second = with(with(person, "CF_XDR_MC", "示例乙"), "CF_XDR_ZJHM", "990101199001011233");
  const Scratch scratch;
  const auto file = scratch.write("feed", Json({penalty_row(), first, second, first}).dump());
  const auto ids = [&](const std::string& key) {
    std::vector<std::string> out;
    const DiskFs fs;
    REQUIRE(read_feed(fs, file, preset_feed(), definition("decisions"), directory(), *Date::parse("2026-06-30"),
                      [&](IntakeRow&& row) { out.push_back(std::get<Record>(row).id); }, key)
                .ok());
    return out;
  };
  const auto under_one = ids("one key");
  const auto under_other = ids("another key");
  REQUIRE(under_one.size() == 4);
  CHECK(under_one[0] == "示市监罚【2026】1号~" + kCompany);
  CHECK(under_one[0] == under_other[0]);
  CHECK(under_one[1] != under_one[2]);
  CHECK(under_one[1] == under_one[3]);
  CHECK(under_one[1] != under_other[1]);
  const std::string mark = under_one[1].substr(under_one[1].find('~') + 1);
  CHECK(mark.size() == 8);
  CHECK(mark.find_first_not_of("0123456789abcdef") == std::string::npos);
  const Reading reading = read_rows({first});
  CHECK(sole(reading).fields["party"]["kind"] == "natural_person");
  CHECK(sole(reading).fields["party"]["id_type"] == "身份证");
  // A code with a wrong check character may be an identity number: the id does not repeat it.
  const Reading wrong = read_rows({with(penalty_row(), "CF_XDR_SHXYM", "990101198808081235")});
  CHECK_FALSE(contains(sole(wrong).id, "990101198808081235"));
}

TEST_CASE("the agency is told by its code, else by its name") {
  Json row = penalty_row();
  row["CF_CFJG"] = "示例区市场监管局（原工商局）";
  CHECK(sole(read_rows({row})).agency == kMarket);  // nobody knows the name, but the code is right
  row.erase("CF_CFJGDM");
  CHECK(rejected_as(read_rows({row})) == "bad_value CF_CFJG");
  row["CF_CFJG"] = "示例区市监局";
  CHECK(sole(read_rows({row})).agency == kMarket);
  row["CF_CFJGDM"] = "11990101009900013B";
  CHECK(rejected_as(read_rows({row})).starts_with("bad_code"));
  row.erase("CF_CFJGDM");
  row.erase("CF_CFJG");
  CHECK(rejected_as(read_rows({row})).starts_with("missing_field"));
  AgencyDirectory two = directory();
  two.add("119901010099000215", "示例区城市管理局", "");
  FeedConfig any = preset_feed();
  any.agencies = {"*"};
  const Reading differ = read_json_rows({with(penalty_row(), "CF_CFJG", "示例区城市管理局")}, any, two);
  CHECK(rejected_as(differ).starts_with("bad_value"));
}

TEST_CASE("the notes below a table are no records") {
  const std::string header = "行政处罚决定书文号,行政相对人名称,处罚决定日期,处罚内容,处罚机关";
  const Reading reading = read_table(header, {"示罚1号,某某公司,2026-03-02,警告,示例区市监局",
                                              "表格说明：红色为必填项,,,,", "填报说明1. 名称与执照一致,,,,"});
  CHECK(reading.records.size() == 1);
  CHECK(reading.rejected.empty());
  CHECK(reading.found.rows == 1);
  CHECK(read_table(header, {"说明,,,,"}).records.empty());
}

TEST_CASE("amounts that look like a mistake of unit, and codes with a wrong check character, are reported") {
  const auto warned = [](const Json& row) {
    std::vector<std::string> fields;
    const Reading reading = read_rows({row});
    for (const auto& warning : sole(reading).warnings) {
      fields.push_back(warning.field);
      CHECK_FALSE(has_digit_run(warning.text, 5));
    }
    return joined(fields, " ");
  };
  CHECK(warned(penalty_row()).empty());
  CHECK(warned(with(penalty_row(), "CF_NR_FK", "2000")) == "fine fine");  // 2000 万元, and 罚款2000元 in the text
  CHECK(warned(with(penalty_row(), "CF_NR_FK", "0.3")) == "fine");
  CHECK(warned(with(with(penalty_row(), "CF_NR_FK", "1000"), "CF_NR", "处以罚款")).empty());
  CHECK(warned(with(with(penalty_row(), "CF_NR_FK", "1000.000001"), "CF_NR", "处以罚款")) == "fine");
  CHECK(warned(with(with(penalty_row(), "CF_NR_FK", "0.5"), "CF_NR", "1.罚款2000元；2.罚款人民币叁仟元整")).empty());
  CHECK(warned(with(penalty_row(), "CF_XDR_SHXYM", "91990101MA9TE5T123")) == "party.uscc");
  CHECK(warned(with(penalty_row(), "CF_XDR_ZZJG", "MA9TE5T1-3")) == "party.organisation_code");
  CHECK(warned(with(penalty_row(), "CF_XDR_GSZC", "990101000000019")) == "party.registration_number");
  CHECK(warned(with(penalty_row(), "CF_XDR_ZJHM", "990101198808081236")) == "party.id_number");
  CHECK(warned(with(with(penalty_row(), "CF_XDR_ZJHM", "E12345678"), "CF_XDR_ZJLX", "护照号")).empty());
  CHECK(rejected_as(read_rows({with(penalty_row(), "CF_NR_FK", "0.0000001")})) == "bad_value CF_NR_FK");
  CHECK(rejected_as(read_table("CF_WSH,CF_XDR_MC,CF_JDRQ,CF_NR,CF_XKJG,罚款金额", {"示罚1号,某某公司,2026-03-02,警告,示例区市监局,2000"})) ==
        "bad_value 罚款金额");
}
