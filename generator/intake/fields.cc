#include "intake/fields.h"

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kRemembered = 1000;  // headers

FieldDefinition common(const char* name, const char* label, FieldType type,
                       std::vector<std::string> aliases = {}) {
  FieldDefinition field;
  field.name = name;
  field.label = label;
  field.type = type;
  field.aliases = std::move(aliases);
  return field;
}

std::vector<FieldDefinition> make_common_fields() {
  std::vector<FieldDefinition> fields = {
      common("id", "编号", FieldType::kId, {"记录编号", "唯一编号", "唯一标识"}),
      common("agency", "执法主体", FieldType::kCode,
             {"执法主体代码", "执法机关代码", "执法主体统一社会信用代码", "执法机关统一社会信用代码",
              "处罚机关统一社会信用代码", "许可机关统一社会信用代码", "执法机关",
              "执法单位", "处罚机关", "许可机关"}),
      common("updated_at", "更新时间", FieldType::kDate, {"数据更新时间"}),
      common("changed_on", "变动日期", FieldType::kDate, {"变更日期"}),
      common("first_published_on", "首次公示日期", FieldType::kDate),
      common("source", "数据来源", FieldType::kString),
      common("disclosure.minor", "当事人是否未成年人", FieldType::kBoolean, {"是否未成年人"}),
      common("disclosure.secrecy", "涉密情况", FieldType::kEnum),
      common("disclosure.security_risk", "是否危及安全稳定", FieldType::kBoolean),
      common("disclosure.series_case", "系列案件情况", FieldType::kEnum),
      common("disclosure.criminal", "涉嫌犯罪情况", FieldType::kEnum),
      common("disclosure.scope", "公开范围", FieldType::kInteger),
      common("disclosure.redact", "需要隐去的字段", FieldType::kStrings),
      common("disclosure.reviewed_by", "公开审查人", FieldType::kString),
      common("disclosure.reviewed_on", "公开审查日期", FieldType::kDate),
      common("count_only", "仅计数", FieldType::kBoolean),
      common("reason", "不公开理由", FieldType::kString),
      common("removed", "是否撤下", FieldType::kBoolean),
      common("removed_on", "撤下日期", FieldType::kDate),
      common("ground", "撤下依据", FieldType::kString),
  };
  for (auto& field : fields) {
    if (field.name == "disclosure.secrecy")
      field.values = {"none", "state", "work", "trade", "privacy"};
    if (field.name == "disclosure.series_case") field.values = {"none", "open", "closed"};
    if (field.name == "disclosure.criminal")
      field.values = {"none", "suspected", "transferred", "under_investigation", "closed"};
  }
  return fields;
}

/// Headers that mean `id` in one dataset and something else, or nothing, in others.
struct IdHeader {
  std::string_view dataset;
  std::string_view header;
};
constexpr IdHeader kIdHeaders[] = {
    {"agencies", "统一社会信用代码"}, {"officers", "执法证号"},       {"officers", "执法证件号"},
    {"officers", "执法证号码"},       {"officers", "证件编号"},       {"powers", "事项编码"},
    {"powers", "项目编码"},           {"services", "事项编码"},       {"inspection-items", "事项编码"},
};

}  // namespace

const std::vector<FieldDefinition>& common_fields() {
  static const std::vector<FieldDefinition> kFields = make_common_fields();
  return kFields;
}

FieldIndex::FieldIndex(const DatasetDefinition& definition, const Mapping* mapping)
    : definition_(&definition), mapping_(mapping) {
  // What is named first stands. Working the forms out once keeps a header nobody knows cheap: a hostile
  // table has a million of them.
  const auto know = [this](std::string_view header, std::string_view field) { by_form_.emplace(header_form(header), field); };
  for (const auto& field : common_fields()) know(field.name, field.name);
  for (const auto& field : definition.fields) {
    know(field.name, field.name);
    know(field.label, field.name);
  }
  for (const auto& field : definition.fields)
    for (const auto& alias : field.aliases) know(alias, field.name);
  for (const auto& known : kIdHeaders)
    if (known.dataset == definition.dataset) know(known.header, "id");
  for (const auto& field : common_fields()) {
    know(field.label, field.name);
    for (const auto& alias : field.aliases) know(alias, field.name);
  }
}

std::vector<std::string> FieldIndex::find(const std::string& header) const {
  if (mapping_) {
    auto targets = mapping_->targets(header);
    if (!targets.empty() || !mapping_->own_names()) return targets;
  }
  const auto known = by_form_.find(header_form(header));
  return known == by_form_.end() ? std::vector<std::string>() : std::vector<std::string>{known->second};
}

const FieldIndex::Column& FieldIndex::column(std::string_view header) {
  if (const auto at = known_.find(header); at != known_.end()) return at->second;
  Column column;
  column.name = header;
  for (const auto& name : find(column.name))
    if (const auto* known = field(name)) column.fields.push_back(known);
  column.parent = is_parent(column.name);
  if (column.fields.empty() && (!mapping_ || mapping_->own_names())) column.other_unit = in_other_unit(column.name);
  // A hostile feed may have other keys in every record.
  if (column.fields.empty() && known_.size() >= kRemembered) {
    column.remembered = false;
    return unknown_ = std::move(column);
  }
  return known_.emplace(header, std::move(column)).first->second;
}

const FieldDefinition* FieldIndex::field(std::string_view name) const {
  if (const auto* field = definition_->field(name)) return field;
  for (const auto& field : common_fields())
    if (field.name == name) return &field;
  return nullptr;
}

std::string FieldIndex::label(std::string_view name) const {
  const auto* known = field(name);
  return known ? known->label : std::string(name);
}

std::set<std::string> FieldIndex::unknown() const {
  std::set<std::string> out;
  for (const auto& [name, column] : known_)
    if (column.fields.empty() && !column.parent && !name.starts_with("disclosure.")) out.insert(name);
  return out;
}

const FieldDefinition* FieldIndex::in_other_unit(std::string_view header) const {
  constexpr std::string_view kUnits[] = {"百元", "千元", "万元", "百万元", "千万元", "亿元", "万", "亿", "美元", "港元", "欧元"};
  const std::string form = header_form(header);
  const size_t open = form.find('(');
  if (open == form.npos || !form.ends_with(')')) return nullptr;
  std::string unit = form.substr(open + 1, form.size() - open - 2);
  for (const char* said : {"单位", "人民币", ":"}) unit = replaced(unit, said, "");
  if (!one_of(kUnits, unit)) return nullptr;
  for (const std::string& alone : {form.substr(0, open), form.substr(0, open) + "(元)"})
    if (const auto known = by_form_.find(alone); known != by_form_.end())
      if (const FieldDefinition* amount = field(known->second); amount && amount->type == FieldType::kMoney) return amount;
  return nullptr;
}

bool FieldIndex::is_parent(const std::string& path) const {
  const std::string start = path + ".";
  if (mapping_) {
    for (const auto& [column, targets] : mapping_->columns())
      if (column.starts_with(header_form(start))) return true;
    if (!mapping_->own_names()) return false;
  }
  if (const auto* own = definition_->field(path); own && own->type != FieldType::kObject) return false;
  for (const auto& field : definition_->fields)
    if (field.name.starts_with(start)) return true;
  return path == "disclosure";
}

}  // namespace gongshi
