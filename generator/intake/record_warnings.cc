#include "intake/record_warnings.h"

#include <algorithm>
#include <set>

#include "base/identifiers.h"
#include "base/money.h"
#include "base/text.h"
#include "intake/typed_value.h"
#include "intake/values.h"

namespace gongshi {
namespace {

/// 1000 万元: beyond it a wrong unit is likelier than the fine.
constexpr Fen kLargeFine = 1'000'000'000;

/// A code that carries its own check.
struct CheckedCode {
  const char* field;
  bool (*valid)(std::string_view);
  const char* text;
};
constexpr CheckedCode kCodes[] = {
    {"party.uscc", uscc_valid, "统一社会信用代码校验不通过，不会出现在网页上，请核对后更正。"},
    {"party.organisation_code", org_code_valid, "组织机构代码校验不通过，请核对后更正。"},
    {"party.registration_number", registration_number_valid, "工商注册号不是 15 位或者校验不通过，请核对后更正。"},
};

/// A 公民身份号码, as far as the row says what kind of number it is.
bool says_identity_card(const Record& record) {
  const std::string type = text_at(record.fields, "party.id_type");
  return type.empty() || (contains(type, "身份证") && !contains(type, "外国人") && !contains(type, "港澳台"));
}

/// The amounts the text gives after 罚款: 罚款2000元, 罚款人民币伍万元整.
std::vector<Fen> fines_in(const std::string& text) {
  constexpr std::string_view kFine = "罚款";
  std::vector<Fen> fines;
  for (size_t at = text.find(kFine); at != std::string::npos; at = text.find(kFine, at + kFine.size())) {
    const size_t begin = at + kFine.size();
    const size_t end = text.find("元", begin);
    if (end == std::string::npos || end - begin > 60) continue;
    const auto fine = read_money(std::string_view(text).substr(begin, end + std::string_view("元").size() - begin));
    if (fine) fines.push_back(*fine);
  }
  return fines;
}

void check_fine(Record& record) {
  const Json* written = find_at(record.fields, "fine");
  if (!written || !written->is_number_integer()) return;
  const Fen fine = written->get<Fen>();
  if (fine > kLargeFine)
    record.warnings.push_back({"fine", "罚款超过 1000 万元，请核对金额的单位（双公示表以万元计）。"});
  const auto named = fines_in(text_at(record.fields, "content"));
  Fen sum = 0;
  for (const Fen amount : named) sum += amount;
  if (!named.empty() && sum != fine && std::find(named.begin(), named.end(), fine) == named.end())
    record.warnings.push_back({"fine", "罚款金额与处罚内容中写的罚款不一致，请核对金额和单位（双公示表以万元计）。"});
}

/// How long a penalty is shown follows from its kinds; without them it has no end.
void check_kinds(Record& record) {
  if (text_at(record.fields, "category") != "penalty" || find_at(record.fields, "penalty_kinds") ||
      find_at(record.fields, "publish_until") || text_at(record.fields, "procedure") == "summary")
    return;
  record.warnings.push_back({"penalty_kinds", "没有填写处罚种类，算不出公示到哪一天，到期也不会撤下，请补上。"});
}

/// The drawing of a procedure goes from step to step; what leads to a step that is not there is left out of it.
void check_steps(Record& record) {
  const Json* steps = find_at(record.fields, "steps");
  if (!steps || !steps->is_array()) return;
  constexpr size_t kMost = 10;  // a hostile list has a million of them
  size_t told = 0;
  const auto tell = [&](std::string text) {
    if (++told <= kMost) record.warnings.push_back({"steps", std::move(text)});
  };
  std::set<std::string> ids;
  for (const Json& step : *steps)
    if (const std::string id = text_at(step, "id"); !id.empty() && !ids.insert(id).second)
      tell("有两步的 id 都是“" + id + "”，流程图会画错，请改正。");
  for (const Json& step : *steps) {
    const Json* next = find_at(step, "next");
    if (!next) continue;
    for (const Json& id : next->is_array() ? *next : Json::array({*next}))
      if (!id.is_string() || !ids.contains(id.get<std::string>()))
        tell("“" + text_at(step, "name") + "”的下一步（next）写了“" + scalar_text(id).value_or("…") + "”，没有这个 id 的步骤，流程图里没有画，请改正。");
  }
}

}  // namespace

void add_warnings(Record& record, const DatasetDefinition& definition, Date pulled_on) {
  for (const auto& code : kCodes)
    if (const std::string text = text_at(record.fields, code.field); !text.empty() && !code.valid(text))
      record.warnings.push_back({code.field, code.text});
  if (const std::string number = text_at(record.fields, "party.id_number");
      !number.empty() && says_identity_card(record) && !id_number_valid(number))
    record.warnings.push_back({"party.id_number", "公民身份号码不正确，不能用来判断年龄，请核对后更正。"});
  if (record.unreadable.count("party.birth_date"))
    record.warnings.push_back({"party.birth_date", "出生日期读不出来，不能用来判断年龄，请按 1988-08-08 的样子填写。"});
  if (record.dataset == "officers" && !certificate_number_usual(record.id))
    record.warnings.push_back({"id", "执法证号不是通常的 11 位数字，请核对。"});
  if (const auto issued = Date::parse(text_at(record.fields, "issued_on"));
      record.dataset == "officers" && issued && *issued > pulled_on)
    record.warnings.push_back({"issued_on", "发证日期晚于取得数据的日子，请核对；证件还没有生效的，请生效以后再报送。"});
  if (record.dataset == "decisions") {
    check_fine(record);
    check_kinds(record);
  }
  if (record.dataset == "procedures") check_steps(record);
  for (const auto& field : definition.fields)
    if (!field.demanded.empty() && !find_at(record.fields, field.name) && !record.unreadable.count(field.name))
      record.warnings.push_back({field.name, "没有填写“" + field.label + "”，" + field.demanded + "要求公示，请补上。"});
}

}  // namespace gongshi
