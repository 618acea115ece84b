#pragma once

#include <string>
#include <variant>

#include "base/date.h"
#include "base/json.h"
#include "base/money.h"
#include "intake/values.h"
#include "site/definition.h"

namespace gongshi {

/// What is wrong with a value, in pieces: “<label>”的值“<quote>”<what>。 <mend>
struct Fault {
  std::string reason;  ///< bad_value, bad_code, missing_field, unreadable, secret
  std::string field;   ///< field name; empty for the whole row
  std::string what;
  std::string quote;   ///< a date, amount, code or enumeration; empty where none may be quoted
  std::string mend;
};

/// What stands in place of a value that its agency wanted hidden, on pages and in open data.
inline constexpr const char* kHiddenMark = "■依法隐去■";

/// How a value is to be read.
struct ValueReading {
  bool native_json = true;  ///< enumerations take their own words only, no other spellings
  Fen money_unit = kFenPerYuan;  ///< what a bare number counts, in 分
  DateOrder date_order = DateOrder::kYearFirst;
  std::set<std::string>* unlisted = nullptr;  ///< takes names of members of a list that its definition does not know
  bool hidden_marks = false;  ///< kHiddenMark may stand in place of a value that decides nothing, as another portal shows it
};

/// The value as its field's type, null when nothing is left of it (blanks only), or the fault.
std::variant<Json, Fault> typed_value(const FieldDefinition& field, Json&& raw, const ValueReading& reading);

/// The text of a string or whole number; nullopt for every other JSON value.
std::optional<std::string> scalar_text(const Json& value);
/// A code as codes compare: NFKC, no blanks, upper case.
std::string code_form(std::string_view code);

}  // namespace gongshi
