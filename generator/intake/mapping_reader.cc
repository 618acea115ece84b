#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "intake/fields.h"
#include "intake/mapping.h"

namespace gongshi {

/// Reads a mapping file part by part.
class MappingReader {
 public:
  MappingReader(const Json& json, const DatasetDefinition& definition, const std::string& where)
      : json_(json), definition_(definition), where_(where) {}

  Result<Mapping> run() {
    if (!json_.is_object()) return bad("映射文件要写成 { … }。");
    try {
      for (const auto& [name, value] : json_.items()) {
        const auto* part = find_part(name);
        if (!part) return bad("映射文件里没有“" + name + "”这一项，请检查拼写。");
        if (part->shape == 'o' && !value.is_object()) return bad(name + " 要写成 { … }。");
        if (part->shape == 'a' && !value.is_array()) return bad(name + " 要写成 [ … ]。");
      }
      mapping_.own_names_ = json_.value("own_names", false);
      for (const Part& part : kParts)  // in the table's order: units and dates look columns up
        if (part.read && json_.contains(part.name)) GONGSHI_TRY((this->*part.read)(json_[part.name]));
    } catch (const Json::exception&) {
      return bad("映射文件里有一项的类型不对（例如该写文字的写成了数字）。");
    }
    if (mapping_.columns_.empty()) return bad("映射文件要有 columns，写明每一列对应哪个字段。");
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
    char shape;  ///< object, array, other
    Status (MappingReader::*read)(const Json&);
  };
  static const Part kParts[15];

  static const Part* find_part(const std::string& name) {
    for (const Part& part : kParts)
      if (name == part.name) return &part;
    return nullptr;
  }

  Error bad(const std::string& text) const { return {"bad_config", text, where_}; }

  bool is_field(const std::string& name) const {
    const auto& common = common_fields();
    return definition_.field(name) || std::any_of(common.begin(), common.end(), [&](const auto& field) {
             return field.name == name;
           });
  }

  /// Unknown fields are mistakes, except where one file serves every dataset.
  Result<bool> uses(const std::string& name) const {
    if (is_field(name)) return true;
    if (mapping_.own_names_) return false;
    return bad("数据集“" + definition_.label + "”没有字段 " + name + "，请检查拼写。");
  }

  Status add_columns(const Json& columns, int table) {
    for (const auto& [column, value] : columns.items()) {
      Mapping::Column entry;
      entry.table = table;
      for (const Json& field : value.is_array() ? value : Json::array({value})) {
        GONGSHI_ASSIGN(const bool used, uses(field.get<std::string>()));
        if (used) entry.fields.push_back(field);
      }
      auto& slot = mapping_.columns_[header_form(column)];
      if (!slot.fields.empty()) {
        // The same words head a column in two tables: then it tells nothing about the table.
        if (slot.table == table || slot.fields != entry.fields)
          return bad("列“" + column + "”写了两次。");
        entry.table = Mapping::kNoTable;
        for (auto& [written, listed] : mapping_.written_columns_)
          if (header_form(written) == header_form(column)) listed.table = Mapping::kNoTable;
      }
      slot = entry;
      mapping_.written_columns_[column] = std::move(entry);
    }
    return {};
  }
  Status columns(const Json& part) { return add_columns(part, Mapping::kNoTable); }

  Status tables(const Json& part) {
    for (const Json& table : part) {
      for (const auto& [name, value] : table.items())
        if (name != "columns" && name != "derive" && name != "constants")
          return bad("tables 的每一项只能有 columns、derive、constants。");
      GONGSHI_TRY(add_columns(table.at("columns"), static_cast<int>(mapping_.tables_.size())));
      Mapping::Fill fill;
      GONGSHI_TRY(add_rules(table.value("derive", Json::object()), fill));
      GONGSHI_TRY(add_constants(table.value("constants", Json::object()), fill));
      mapping_.tables_.push_back(std::move(fill));
    }
    return {};
  }

  Status add_constants(const Json& part, Mapping::Fill& fill) const {
    for (const auto& [field, value] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(field));
      if (used) fill.constants[field] = value;
    }
    return {};
  }
  Status constants(const Json& part) { return add_constants(part, mapping_.fill_); }

  Status add_rules(const Json& part, Mapping::Fill& fill) const {
    for (const auto& [field, rules] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(field));
      for (const Json& rule : rules.is_array() ? rules : Json::array({rules})) {
        GONGSHI_ASSIGN(Mapping::Rule read, rule_of(field, rule));
        if (used) fill.derived.push_back(std::move(read));
      }
    }
    return {};
  }
  Status derive(const Json& part) { return add_rules(part, mapping_.fill_); }

  Result<Mapping::Rule> rule_of(const std::string& field, const Json& json) const {
    if (!json.is_object() || !json.contains("value")) return bad("derive 的每一项要有 value。");
    Mapping::Rule rule{field, "", false, {}, json["value"]};
    for (const auto& [name, value] : json.items()) {
      if (name == "value") continue;
      if (name == "contains") {
        rule.contains = value.get<std::vector<std::string>>();
      } else if ((name == "when_present" || name == "when_absent") && rule.when.empty()) {
        rule.when = value.get<std::string>();
        rule.absent = name == "when_absent";
      } else {
        return bad("derive 里“" + name + "”不认识，或者条件写了两个。");
      }
    }
    if (!rule.contains.empty() && (rule.when.empty() || rule.absent))
      return bad("derive 的 contains 要与 when_present 一起使用。");
    if (!rule.when.empty()) GONGSHI_TRY(uses(rule.when));
    return rule;
  }

  bool is_column(const std::string& name) const { return mapping_.columns_.count(header_form(name)) > 0; }

  Status read_words(const Json& part, std::map<std::string, Mapping::Words>& out) const {
    for (const auto& [field, words] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(field));
      for (const auto& [written, word] : words.items())
        if (used) out[field][header_form(written)] = word.get<std::string>();
    }
    return {};
  }
  Status values(const Json& part) { return read_words(part, mapping_.values_); }
  Status warnings(const Json& part) { return read_words(part, mapping_.warnings_); }

  /// Adds what is said of a field or of one column.
  template <class T>
  Status add_by_place(const std::string& place, T value, std::map<std::string, T>& out) const {
    if (is_column(place) && !definition_.field(place)) {
      out[header_form(place)] = value;
      return {};
    }
    GONGSHI_ASSIGN(const bool used, uses(place));
    if (used) out[place] = value;
    return {};
  }

  Status units(const Json& part) {
    static const std::map<std::string, Fen> kUnits = {
        {"分", 1},           {"角", 10},            {"元", 100},           {"百元", 10'000},
        {"千元", 100'000},   {"万元", 1'000'000},   {"百万元", 100'000'000}, {"亿元", 10'000'000'000},
        {"自带", 0}};
    for (const auto& [place, word] : part.items()) {
      const auto unit = kUnits.find(word.get<std::string>());
      if (unit == kUnits.end())
        return bad("units 只能写分、角、元、百元、千元、万元、百万元、亿元，或者自带。");
      GONGSHI_TRY(add_by_place(place, unit->second, mapping_.units_));
    }
    return {};
  }

  Status dates(const Json& part) {
    static const std::map<std::string, DateOrder> kOrders = {
        {"年月日", DateOrder::kYearFirst}, {"月日年", DateOrder::kMonthFirst}, {"日月年", DateOrder::kDayFirst}};
    for (const auto& [place, word] : part.items()) {
      const auto order = kOrders.find(word.get<std::string>());
      if (order == kOrders.end()) return bad("dates 只能写年月日、月日年、日月年。");
      GONGSHI_TRY(add_by_place(place, order->second, mapping_.orders_));
    }
    return {};
  }

  Status agencies(const Json& part) {
    for (const auto& [name, code] : part.items()) {
      mapping_.agencies_[header_form(name)] = code.get<std::string>();
      if (!uscc_valid(code.get<std::string>()))
        return bad("agencies 里“" + name + "”的代码不是正确的统一社会信用代码。");
    }
    return {};
  }

  Status join(const Json& part) {
    for (const auto& [field, separator] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(field));
      if (used) mapping_.join_[field] = separator.get<std::string>();
    }
    return {};
  }

  Status prefer(const Json& part) {
    for (const auto& [field, columns] : part.items()) {
      GONGSHI_ASSIGN(const bool used, uses(field));
      for (const Json& column : columns) {
        if (!is_column(column)) return bad("prefer 里的列“" + column.get<std::string>() + "”没有写在 columns 中。");
        if (used) mapping_.prefer_[field].push_back(header_form(column.get<std::string>()));
      }
    }
    return {};
  }

  Status id(const Json& part) {
    for (const Json& name : part) {
      if (name != "party") GONGSHI_TRY(uses(name));
      mapping_.id_.push_back(name);
    }
    return {};
  }

  Status skip(const Json& part) {
    part.get_to(mapping_.skip_);
    return {};
  }
  Status absent(const Json& part) {
    part.get_to(mapping_.absent_);
    return {};
  }

  const Json& json_;
  const DatasetDefinition& definition_;
  const std::string& where_;
  Mapping mapping_;
};

const MappingReader::Part MappingReader::kParts[15] = {
    {"own_names", 'x', nullptr},
    {"columns", 'o', &MappingReader::columns},
    {"tables", 'a', &MappingReader::tables},
    {"constants", 'o', &MappingReader::constants},
    {"derive", 'o', &MappingReader::derive},
    {"values", 'o', &MappingReader::values},
    {"warnings", 'o', &MappingReader::warnings},
    {"units", 'o', &MappingReader::units},
    {"dates", 'o', &MappingReader::dates},
    {"agencies", 'o', &MappingReader::agencies},
    {"join", 'o', &MappingReader::join},
    {"prefer", 'o', &MappingReader::prefer},
    {"id", 'a', &MappingReader::id},
    {"skip", 'a', &MappingReader::skip},
    {"absent", 'a', &MappingReader::absent},
};

std::vector<std::string> Mapping::members() { return MappingReader::members(); }

Result<Mapping> Mapping::read(const Json& json, const DatasetDefinition& definition,
                              const std::string& where) {
  return MappingReader(json, definition, where).run();
}

}  // namespace gongshi
