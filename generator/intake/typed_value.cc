#include "intake/typed_value.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "intake/values.h"

namespace gongshi {
namespace {

using Typed = std::variant<Json, Fault>;

constexpr size_t kLongestQuote = 40;  // characters

Fault fault(const FieldDefinition& field, std::string what, std::string quote, std::string mend) {
  return {"bad_value", field.name, std::move(what), std::move(quote), std::move(mend)};
}

Fault wrong_type(const FieldDefinition& field, const char* wanted) {
  return fault(field, std::string("的类型不对，应当是") + wanted, "", "请按字段说明改正后重新报送。");
}

/// `text` when every character is one that dates or amounts are written with; else it may be
/// anything, a name included, and is not repeated.
std::string quotable(std::string_view utf8, std::u32string_view letters) {
  const std::u32string text = to_u32(single_line(utf8));
  if (text.size() > kLongestQuote) return "";
  for (const char32_t c : text)
    if (!(c >= U'0' && c <= U'9') && letters.find(c) == std::u32string_view::npos) return "";
  return has_personal_shape(utf8) ? "" : to_utf8(text);
}

std::string quotable_date(std::string_view text) {
  return quotable(text, U"-/.: TZ+年月日号时分秒〇零○ＯO一二三四五六七八九十廿");
}

std::string quotable_amount(std::string_view text) {
  return quotable(text,
                  U"-.,，¥￥人民币元圆角分整万亿千百十仟佰拾零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖");
}

std::string quotable_word(std::string_view utf8) {
  const std::string text = single_line(utf8);
  return to_u32(text).size() > kLongestQuote || has_personal_shape(text) ? "" : text;
}

/// Removes empty members and cleans the strings of a nested value. Numbers become text, which is what detectors
/// look through and pages show.
Json cleaned(const Json& value) {
  if (value.is_number()) return value.dump();
  if (value.is_string()) return single_line(value.get_ref<const std::string&>());
  if (value.is_array()) {
    Json out = Json::array();
    for (const auto& item : value)
      if (Json clean = cleaned(item); !clean.is_null() && clean != "") out.push_back(std::move(clean));
    return out;
  }
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [key, item] : value.items())
      if (Json clean = cleaned(item); !clean.is_null() && clean != "")
        out[single_line(key)] = std::move(clean);
    return out;
  }
  return value;
}

/// `raw` itself where `text` is its text: most values need no change, and long ones no copy then.
Json kept_or(Json&& raw, std::string&& text) {
  if (text.empty()) return nullptr;
  if (raw.is_string() && raw.get_ref<const std::string&>() == text) return std::move(raw);
  return text;
}

std::string allowed_words(const FieldDefinition& field) {
  return "可以填写：" + joined(field.values, "、") + "。";
}

bool is_value(const FieldDefinition& field, std::string_view word) {
  return std::find(field.values.begin(), field.values.end(), word) != field.values.end();
}

Typed date(const FieldDefinition& field, Json&& raw, const std::string& text, DateOrder order) {
  if (raw.is_string() && Date::parse(text)) return std::move(raw);
  // The order of updates within a day matters, so this one field keeps its time.
  if (field.name == "updated_at") {
    if (const auto moment = read_moment(text)) return Json(*moment);
  } else if (const auto day = read_date(text, order)) {
    return Json(day->iso());
  }
  return fault(field, "不是一个能读懂的日期", quotable_date(text), "请写成 2026-03-01 的样子。");
}

Typed money(const FieldDefinition& field, const std::string& text, Fen unit) {
  const auto amount = read_money(text, unit);
  if (amount) return Json(*amount);
  return fault(field, amount.error().text, quotable_amount(text),
               unit == kFenPerYuan ? "请以元为单位填写，最多两位小数，例如 5000 或者 5000.50。"
                                   : "请填写这一列的单位下的数字，例如 0.5，或者连单位一起写，例如 5000元。");
}

Typed enumeration(const FieldDefinition& field, Json&& raw, const std::string& text, bool native_json) {
  if (raw.is_string() && is_value(field, text)) return std::move(raw);
  const std::string word = single_line(text);
  if (is_value(field, word)) return Json(word);
  if (!native_json) {
    const std::string form = header_form(word);
    for (const auto& [alias, value] : field.value_aliases)
      if (header_form(alias) == form) return Json(value);
  }
  return fault(field, "不在允许的词中", quotable_word(word), allowed_words(field));
}

/// `其他-补办`, `其他（补办）`: the standard asks for a note after 其他.
bool other_with_note(const FieldDefinition& field, std::string_view word) {
  constexpr std::string_view kOther = "其他";
  if (!word.starts_with(kOther) || !is_value(field, kOther)) return false;
  const std::u32string rest = to_u32(nfkc(word.substr(kOther.size())));
  return !rest.empty() && std::u32string_view(U"-—–_:([〔【").find(rest[0]) != std::u32string_view::npos;
}

/// Adds the values one word of a list stands for: itself, those of an older name, or several joined
/// by 、 or a comma of which each is allowed.
bool add_words(const FieldDefinition& field, const std::string& word, Json& list) {
  const auto add = [&](const std::string& value) {
    if (std::none_of(list.begin(), list.end(), [&](const Json& known) { return known.get_ref<const std::string&>() == value; }))
      list.push_back(value);
  };
  if (field.values.empty() || is_value(field, word)) {
    add(word);
    return true;
  }
  const std::string form = header_form(word);
  for (const auto& [alias, values] : field.value_aliases)
    if (header_form(alias) == form) {
      for (const auto& value : read_list(values)) add(value);
      return true;
    }
  if (other_with_note(field, word)) {
    add("其他");
    return true;
  }
  const auto parts = list_parts(word);
  if (parts.size() < 2) return false;
  return std::all_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return add_words(field, part, list); });
}

Typed strings(const FieldDefinition& field, const Json& raw) {
  std::vector<std::string> words;
  if (raw.is_array()) {
    for (const auto& item : raw) {
      if (item.is_null()) continue;
      const auto text = scalar_text(item);
      if (!text) return wrong_type(field, "文字列表");
      words.push_back(*text);
    }
  } else {
    const auto text = scalar_text(raw);
    if (!text) return wrong_type(field, "文字列表");
    words = read_list(*text);
  }
  Json list = Json::array();
  for (const auto& written : words) {
    const std::string word = single_line(written);
    if (word.empty()) continue;
    if (!add_words(field, word, list))
      return fault(field, "不在允许的词中", quotable_word(word), allowed_words(field));
  }
  return list.empty() ? Json(nullptr) : list;
}

/// Lists what the definition does not name, once each.
void note_unlisted(const FieldDefinition& field, const Json& list, std::set<std::string>* unlisted) {
  if (unlisted == nullptr) return;
  for (const Json& object : list)
    for (const auto& [member, value] : object.items())
      if (std::none_of(field.members.begin(), field.members.end(), [&, name = member](const auto& known) { return known.first == name; }))
        unlisted->insert(member);
}

Typed objects(const FieldDefinition& field, const Json& raw, const ValueReading& reading) {
  Json list = raw;
  if (raw.is_string()) list = Json::parse(raw.get_ref<const std::string&>(), nullptr, false);
  if (!list.is_array() ||
      !std::all_of(list.begin(), list.end(), [](const Json& item) { return item.is_object(); }))
    return wrong_type(field, "由 { … } 组成的列表");
  Json clean = cleaned(list);
  note_unlisted(field, clean, reading.unlisted);
  clean = field.listed_part(clean);
  return clean.empty() ? Json(nullptr) : clean;
}

Typed boolean(const FieldDefinition& field, const Json& raw) {
  if (raw.is_boolean()) return raw;
  const auto text = scalar_text(raw);
  if (const auto value = text ? read_boolean(*text) : std::nullopt) return Json(*value);
  return fault(field, "不是“是”或者“否”", text ? quotable_word(*text) : "",
               "请填写是或者否（JSON 中写 true 或者 false）。");
}

/// Fields by which it is decided what becomes of a record: hidden there, nothing could be decided.
bool is_deciding(const FieldDefinition& field) {
  constexpr std::string_view kDeciding[] = {"category", "count_only", "reason", "removed", "status", "status_on", "party.kind", "publish_until",
                                            "valid_until", "first_published_on", "repaired_on", "changed_on", "approved_on", "updated_at"};
  return field.required || field.type == FieldType::kBoolean || field.name.ends_with("birth_date") ||
         std::find(std::begin(kDeciding), std::end(kDeciding), field.name) != std::end(kDeciding);
}

/// What a portal shows in place of a value, in the shape of the field.
bool is_hidden(const FieldDefinition& field, const Json& raw) {
  if (field.type == FieldType::kStrings) return raw == Json::array({kHiddenMark});
  return field.type != FieldType::kObjects && field.type != FieldType::kObject && raw == kHiddenMark;
}

/// Fields whose values are text of one kind or another.
Typed text_value(const FieldDefinition& field, Json&& raw, const std::string& text, const ValueReading& reading) {
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kMarkdown: {
      if (raw.is_string() && is_plain(text)) return std::move(raw);
      std::string clean = multi_line(text);
      return trimmed(clean).empty() ? Json(nullptr) : Json(std::move(clean));
    }
    case FieldType::kDate:
      return date(field, std::move(raw), text, reading.date_order);
    case FieldType::kMoney:
      return money(field, text, reading.money_unit);
    case FieldType::kInteger: {
      if (const auto value = read_integer(text)) return Json(*value);
      return fault(field, "不是整数", quotable_amount(text), "请填写不带单位的整数。");
    }
    case FieldType::kNumber: {
      std::string clean = single_line(text);
      if (is_number(clean)) return Json(std::move(clean));
      return fault(field, "不是数字", quotable_amount(text), "请填写不带单位的数字。");
    }
    case FieldType::kCode:
      return kept_or(std::move(raw), code_form(text));
    case FieldType::kEnum:
      return enumeration(field, std::move(raw), text, reading.native_json);
    default:
      if (raw.is_string() && is_plain(text)) return std::move(raw);
      return kept_or(std::move(raw), single_line(text));
  }
}

}  // namespace

std::optional<std::string> scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  return std::nullopt;
}

std::string code_form(std::string_view code) {
  const auto final_form = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  if (std::all_of(code.begin(), code.end(), final_form)) return std::string(code);
  std::string out;
  for (const char c : single_line(nfkc(code)))
    if (c != ' ') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

Typed typed_value(const FieldDefinition& field, Json&& raw, const ValueReading& reading) {
  if (reading.hidden_marks && is_hidden(field, raw) && !is_deciding(field)) return std::move(raw);
  switch (field.type) {
    case FieldType::kBoolean:
      return boolean(field, raw);
    case FieldType::kStrings:
      return strings(field, raw);
    case FieldType::kObject:
    case FieldType::kObjects:
      return objects(field, raw, reading);
    default:
      break;
  }
  if (raw.is_string()) {
    const auto& text = raw.get_ref<const std::string&>();
    return trimmed(text).empty() ? Json(nullptr) : text_value(field, std::move(raw), text, reading);
  }
  const auto text = scalar_text(raw);
  if (!text) return wrong_type(field, "一个值");
  return text_value(field, std::move(raw), *text, reading);
}

}  // namespace gongshi
