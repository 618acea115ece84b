#pragma once

#include <span>
#include <string>

#include "base/json.h"

namespace gongshi {

/// What a value of a file of the site folder must be.
enum class Form {
  kAny,        ///< looked at more closely where it is read
  kText,
  kMaybeText,  ///< or null
  kTexts,      ///< a list of texts
  kSwitch,     ///< true or false
  kWhole,      ///< a whole number
  kList,
  kObject,
  kWords,      ///< an object whose values are texts
};

/// A member an object may have. Tables of these are what a file may say.
struct Member {
  const char* name;
  Form form;
};

bool has_form(const Json& value, Form form);

/// An error (`bad_config`, at the value) that names `what` and how it is written.
Status check_form(const Json& value, Form form, const std::string& what, const std::string& where);
/// Errors (`bad_config`) at the member: the value is no object, a member is not in the table, or is not of its
/// form. `what` names the object: `字段 name`.
Status check_members(const Json& value, std::span<const Member> members, const std::string& what,
                     const std::string& where);

}  // namespace gongshi
