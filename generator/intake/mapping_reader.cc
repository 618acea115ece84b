#include <algorithm>

#include "base/identifiers.h"
#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "intake/fields.h"
#include "intake/mapping.h"
#include "intake/typed_value.h"

namespace gongshi {
namespace {

constexpr Member kTableMembers[] = {
    {"columns", Form::kObject}, {"derive", Form::kObject}, {"constants", Form::kObject}};
constexpr Member kRuleMembers[] = {
    {"value", Form::kAny}, {"when_present", Form::kText}, {"when_absent", Form::kText}, {"contains", Form::kTexts}};

const std::map<std::string, Fen> kUnits = {
    {"分", 1},           {"角", 10},          {"元", 100},             {"百元", 10'000},       {"千元", 100'000},
    {"万元", 1'000'000}, {"百万元", 100'000'000}, {"亿元", 10'000'000'000}, {"自带", 0}};
const std::map<std::string, DateOrder> kOrders = {
    {"年月日", DateOrder::kYearFirst}, {"月日年", DateOrder::kMonthFirst}, {"日月年", DateOrder::kDayFirst}};

/// The texts of a list, and where each stands. Where one text is enough, it may stand without a list.
std::vector<std::pair<std::string, std::string>> placed(const Json& texts, const std::string& where) {
  if (texts.is_string()) return {{texts.get<std::string>(), where}};
  std::vector<std::pair<std::string, std::string>> out;
  for (size_t i = 0; i < texts.size(); ++i) out.emplace_back(texts[i].get<std::string>(), inside(where, i));
  return out;
}

}  // namespace

/// Reads a mapping file part by part.
class MappingReader {
 public:
  MappingReader(const DatasetDefinition& definition) : definition_(definition) {}

  Result<Mapping> run(const Json& json, const std::string& where) {
    std::vector<Member> members;
    for (const Part& part : kParts) members.push_back({part.name, part.form});
    GONGSHI_TRY(check_members(json, members, "映射文件", where));
    mapping_.own_names_ = json.value("own_names", false);
    for (const Part& part : kParts)  // in the table's order: units and dates look columns up
      if (part.read && json.contains(part.name)) GONGSHI_TRY((this->*part.read)(json[part.name], inside(where, part.name)));
    if (mapping_.columns_.empty()) return bad("映射文件要有 columns，写明每一列对应哪个字段。", where);
    return std::move(mapping_);
  }

  static std::vector<std::string> members() {
    std::vector<std::string> names = {"extends"};
    for (const Part& part : kParts) names.emplace_back(part.name);
    return names;
  }

 private:
  struct Part {
    const char* name;
    Form form;
    Status (MappingReader::*read)(const Json&, const std::string& where);
  };
  static const Part kParts[15];

  static Error bad(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

  /// The field of this name, a common one included, or nullptr.
  const FieldDefinition* field(const std::string& name) const {
    if (const auto* own = definition_.field(name)) return own;
    const auto& common = common_fields();
    const auto at = std::find_if(common.begin(), common.end(), [&](const auto& known) { return known.name == name; });
    return at == common.end() ? nullptr : &*at;
  }

  /// Unknown fields are mistakes, except where one file serves every dataset.
  Result<bool> uses(const std::string& name, const std::string& where) const {
    if (field(name)) return true;
    if (mapping_.own_names_) return false;
    return bad("数据集“" + definition_.label + "”没有字段 " + name + "，请检查拼写。", where);
  }

  /// What the file itself writes into a field must be one of its values.
  Status holds(const std::string& name, const Json& value, const std::string& where) const {
    const auto read = typed_value(*field(name), Json(value), {.native_json = false});
    if (const auto* fault = std::get_if<Fault>(&read))
      return bad("字段 " + name + " 不能是" + (value.is_string() ? "“" + value.get<std::string>() + "”" : canonical(value)) + "：" +
                     fault->what + "。" + fault->mend,
                 where);
    return {};
  }

  Status add_columns(const Json& columns, int table, const std::string& where) {
    for (const auto& [column, value] : columns.items()) {
      const std::string here = inside(where, column);
      if (!has_form(value, Form::kText) && !has_form(value, Form::kTexts))
        return bad("列“" + column + "”要写一个字段或者一组字段，用引号括起来。", here);
      Mapping::Column entry;
      entry.table = table;
      for (const auto& [name, place] : placed(value, here)) {
        GONGSHI_ASSIGN(const bool used, uses(name, place));
        if (used) entry.fields.push_back(name);
      }
      auto& slot = mapping_.columns_[header_form(column)];
      if (!slot.fields.empty()) {
        // The same words head a column in two tables: then it tells nothing about the table.
        if (slot.table == table || slot.fields != entry.fields) return bad("列“" + column + "”写了两次。", here);
        entry.table = Mapping::kNoTable;
        for (auto& [written, listed] : mapping_.written_columns_)
          if (header_form(written) == header_form(column)) listed.table = Mapping::kNoTable;
      }
      slot = entry;
      mapping_.written_columns_[column] = std::move(entry);
    }
    return {};
  }
  Status columns(const Json& part, const std::string& where) { return add_columns(part, Mapping::kNoTable, where); }

  Status tables(const Json& part, const std::string& where) {
    for (size_t i = 0; i < part.size(); ++i) {
      const Json& table = part[i];
      const std::string here = inside(where, i);
      GONGSHI_TRY(check_members(table, kTableMembers, "tables", here));
      if (!table.contains("columns")) return bad("tables 的每一项要有 columns。", here);
      GONGSHI_TRY(add_columns(table["columns"], static_cast<int>(i), inside(here, "columns")));
      Mapping::Fill fill;
      GONGSHI_TRY(add_rules(table.value("derive", Json::object()), inside(here, "derive"), fill));
      GONGSHI_TRY(add_constants(table.value("constants", Json::object()), inside(here, "constants"), fill));
      mapping_.tables_.push_back(std::move(fill));
    }
    return {};
  }

  Status add_constants(const Json& part, const std::string& where, Mapping::Fill& fill) const {
    for (const auto& [name, value] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(name, inside(where, name)));
      if (!used) continue;
      GONGSHI_TRY(holds(name, value, inside(where, name)));
      fill.constants[name] = value;
    }
    return {};
  }
  Status constants(const Json& part, const std::string& where) { return add_constants(part, where, mapping_.fill_); }

  Status add_rules(const Json& part, const std::string& where, Mapping::Fill& fill) const {
    for (const auto& [name, rules] : part.items()) {
      const std::string here = inside(where, name);
      GONGSHI_ASSIGN(const bool used, uses(name, here));
      for (size_t i = 0; i < (rules.is_array() ? rules.size() : 1); ++i) {
        const std::string place = rules.is_array() ? inside(here, i) : here;
        GONGSHI_ASSIGN(Mapping::Rule read, rule_of(name, rules.is_array() ? rules[i] : rules, place));
        if (!used) continue;
        GONGSHI_TRY(holds(name, read.value, inside(place, "value")));
        fill.derived.push_back(std::move(read));
      }
    }
    return {};
  }
  Status derive(const Json& part, const std::string& where) { return add_rules(part, where, mapping_.fill_); }

  Result<Mapping::Rule> rule_of(const std::string& name, const Json& json, const std::string& where) const {
    GONGSHI_TRY(check_members(json, kRuleMembers, "derive", where));
    if (!json.contains("value")) return bad("derive 的每一项要有 value。", where);
    if (json.contains("when_present") && json.contains("when_absent"))
      return bad("derive 的一项只能有一个条件：when_present 或者 when_absent。", where);
    Mapping::Rule rule{name, "", json.contains("when_absent"), json.value("contains", std::vector<std::string>()), json["value"]};
    const std::string condition = rule.absent ? "when_absent" : "when_present";
    rule.when = text_at(json, condition);
    if (json.contains("contains") && !json.contains("when_present"))
      return bad("derive 的 contains 要与 when_present 一起使用。", inside(where, "contains"));
    if (json.contains(condition)) GONGSHI_TRY(uses(rule.when, inside(where, condition)));
    return rule;
  }

  bool is_column(const std::string& name) const { return mapping_.columns_.count(header_form(name)) > 0; }

  using WordsOf = std::map<std::string, Mapping::Words>;
  /// `become_values`: the words take the place of what was written; "" means that nothing was.
  Status read_words(const Json& part, const std::string& where, bool become_values, WordsOf& out) const {
    for (const auto& [name, words] : part.items()) {
      const std::string here = inside(where, name);
      GONGSHI_ASSIGN(const bool used, uses(name, here));
      GONGSHI_TRY(check_form(words, Form::kWords, name, here));
      for (const auto& [written, word] : words.items()) {
        if (!used) continue;
        if (become_values && word != "") GONGSHI_TRY(holds(name, word, inside(here, written)));
        out[name][header_form(written)] = word.get<std::string>();
      }
    }
    return {};
  }
  Status values(const Json& part, const std::string& where) { return read_words(part, where, true, mapping_.values_); }
  Status warnings(const Json& part, const std::string& where) { return read_words(part, where, false, mapping_.warnings_); }

  /// Reads what is said of fields or columns of one type, each one of `words`.
  template <class T>
  Status read_by_place(const Json& part, const std::string& where, const char* name, FieldType type, const char* of_type,
                       const std::map<std::string, T>& words, std::map<std::string, T>& out) const {
    for (const auto& [place, word] : part.items()) {
      const std::string here = inside(where, place);
      const auto known = words.find(word.is_string() ? word.template get<std::string>() : "");
      if (known == words.end()) {
        std::vector<std::string> allowed;
        for (const auto& [written, value] : words) allowed.push_back(written);
        return bad(std::string(name) + " 只能写" + joined(allowed, "、") + "。", here);
      }
      const bool by_column = is_column(place) && !definition_.field(place);
      std::vector<std::string> fields = {place};
      if (by_column) fields = mapping_.columns_.at(header_form(place)).fields;
      else GONGSHI_TRY(uses(place, here));
      if (std::none_of(fields.begin(), fields.end(), [&](const auto& one) { return !field(one) || field(one)->type == type; }) &&
          !fields.empty())
        return bad(std::string(name) + " 里的“" + place + "”不是" + of_type + "。", here);
      if (by_column) out[header_form(place)] = known->second;
      else if (field(place)) out[place] = known->second;
    }
    return {};
  }
  Status units(const Json& part, const std::string& where) {
    return read_by_place(part, where, "units", FieldType::kMoney, "金额", kUnits, mapping_.units_);
  }
  Status dates(const Json& part, const std::string& where) {
    return read_by_place(part, where, "dates", FieldType::kDate, "日期", kOrders, mapping_.orders_);
  }

  Status agencies(const Json& part, const std::string& where) {
    for (const auto& [name, code] : part.items()) {
      if (!uscc_valid(code.get<std::string>()))
        return bad("agencies 里“" + name + "”的代码不是正确的统一社会信用代码。", inside(where, name));
      mapping_.agencies_[header_form(name)] = code.get<std::string>();
    }
    return {};
  }

  Status join(const Json& part, const std::string& where) {
    for (const auto& [name, separator] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(name, inside(where, name)));
      if (used) mapping_.join_[name] = separator.get<std::string>();
    }
    return {};
  }

  Status prefer(const Json& part, const std::string& where) {
    for (const auto& [name, columns] : part.items()) {
      const std::string here = inside(where, name);
      GONGSHI_ASSIGN(const bool used, uses(name, here));
      GONGSHI_TRY(check_form(columns, Form::kTexts, "prefer", here));
      for (const auto& [column, place] : placed(columns, here)) {
        if (!is_column(column)) return bad("prefer 里的列“" + column + "”没有写在 columns 中。", place);
        if (used) mapping_.prefer_[name].push_back(header_form(column));
      }
    }
    return {};
  }

  Status id(const Json& part, const std::string& where) {
    if (part.empty()) return bad("id 是空的。要写明编号由哪些字段合成，或者不写 id。", where);
    for (const auto& [name, place] : placed(part, where)) {
      if (name != "party") GONGSHI_TRY(uses(name, place));
      mapping_.id_.push_back(name);
    }
    return {};
  }

  Status skip(const Json& part, const std::string& where) {
    for (const auto& [start, place] : placed(part, where)) {
      if (trimmed(start).empty()) return bad("skip 里有空的，每一行都会不算。请写明从哪几个字开始的行不是记录。", place);
      mapping_.skip_.push_back(start);
    }
    return {};
  }
  Status absent(const Json& part, const std::string&) {
    part.get_to(mapping_.absent_);
    return {};
  }

  const DatasetDefinition& definition_;
  Mapping mapping_;
};

const MappingReader::Part MappingReader::kParts[15] = {
    {"own_names", Form::kSwitch, nullptr},
    {"columns", Form::kObject, &MappingReader::columns},
    {"tables", Form::kList, &MappingReader::tables},
    {"constants", Form::kObject, &MappingReader::constants},
    {"derive", Form::kObject, &MappingReader::derive},
    {"values", Form::kObject, &MappingReader::values},
    {"warnings", Form::kObject, &MappingReader::warnings},
    {"units", Form::kObject, &MappingReader::units},
    {"dates", Form::kObject, &MappingReader::dates},
    {"agencies", Form::kWords, &MappingReader::agencies},
    {"join", Form::kWords, &MappingReader::join},
    {"prefer", Form::kObject, &MappingReader::prefer},
    {"id", Form::kTexts, &MappingReader::id},
    {"skip", Form::kTexts, &MappingReader::skip},
    {"absent", Form::kTexts, &MappingReader::absent},
};

std::vector<std::string> Mapping::members() { return MappingReader::members(); }

Result<Mapping> Mapping::read(const Json& json, const DatasetDefinition& definition,
                              const std::string& where) {
  return MappingReader(definition).run(json, where);
}

}  // namespace gongshi
