#include "base/text.h"
#include "intake/intake.h"

namespace gongshi {
namespace {

std::string name_form(std::string_view name) {
  std::u32string out;
  for (const char32_t c : to_u32(normalized_id(name)))
    if (c != U' ') out += c;
  return to_utf8(out);
}

}  // namespace

void AgencyDirectory::add(const std::string& code, const std::string& name,
                          const std::string& short_name) {
  codes_[code] = name;
  for (const std::string& form : {name_form(name), name_form(short_name)}) {
    if (form.empty()) continue;
    auto& codes = names_[form];
    bool known = false;
    for (const auto& other : codes) known = known || other == code;
    if (!known) codes.push_back(code);
  }
}

std::optional<std::string> AgencyDirectory::by_name(std::string_view name) const {
  const auto at = names_.find(name_form(name));
  if (at == names_.end() || at->second.size() != 1) return std::nullopt;
  return at->second.front();
}

}  // namespace gongshi
