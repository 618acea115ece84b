#include "render/page_data.h"

namespace gongshi {

PageData& PageData::set(std::string_view name, std::string_view value) {
  values_.insert_or_assign(std::string(name), std::string(value));
  return *this;
}

PageData& PageData::set_html(std::string_view name, const Html& html) {
  return set(name, html.str());
}

PageData& PageData::section(std::string_view name) {
  return sections_[std::string(name)].emplace_back();
}

PageData& PageData::show(std::string_view name, bool on) {
  auto& instances = sections_[std::string(name)];
  if (on && instances.empty()) instances.emplace_back();
  return *this;
}

void PageData::open_all() {
  for (auto& [name, instances] : sections_) {
    if (instances.empty()) instances.emplace_back();
    for (PageData& instance : instances) instance.open_all();
  }
}

PageData& PageData::maybe(std::string_view name, std::string_view value) {
  const std::string section_name = "IF_" + std::string(name);
  show(section_name, !value.empty());
  if (!value.empty()) sections_[section_name].back().set(name, value);
  return *this;
}

PageData& PageData::maybe_html(std::string_view name, const Html& html) {
  return maybe(name, html.str());
}

}  // namespace gongshi
