#include "render/templates.h"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

namespace gongshi {
namespace {

constexpr auto kStrip = ctemplate::STRIP_BLANK_LINES;

void fill(ctemplate::TemplateDictionary& dictionary, const PageData& page) {
  for (const auto& [name, value] : page.values()) dictionary.SetValue(name, value);
  for (const auto& [name, instances] : page.sections())
    for (const PageData& instance : instances)
      fill(*dictionary.AddSectionDictionary(name), instance);
}

}  // namespace

struct Templates::Parsed {
  mutable ctemplate::TemplateCache cache;
  std::map<std::string, TemplateOutline> outlines;
};

Templates::Templates(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::parse(const std::map<std::string, std::string>& texts) {
  auto parsed = std::make_unique<Parsed>();
  for (const auto& [name, text] : texts) {
    const std::string where = "templates/" + name;
    GONGSHI_ASSIGN(TemplateOutline outline, outline_of(text, where));
    if (!parsed->cache.StringToTemplateCache(name, text, kStrip))
      return Error{"bad_template", "模板不是完整的 HTML，读不出来。", where};
    parsed->outlines.emplace(name, std::move(outline));
  }
  parsed->cache.Freeze();
  return Templates(std::move(parsed));
}

Result<Templates> Templates::load(const Fs& fs, const Site& site) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, path] : site.resources(fs, "templates")) {
    if (!name.ends_with(".html")) continue;
    GONGSHI_ASSIGN(texts[name], fs.read(path));
  }
  return parse(texts);
}

Result<Html> Templates::render(const std::string& name, const PageData& page) const {
  const std::string where = "templates/" + name;
  const TemplateOutline* used = outline(name);
  if (used == nullptr) return Error{"bad_template", "没有这个模板。", where};
  if (const auto missing = missing_name(*used, page))
    return Error{"bad_template", "模板用到的 " + *missing + " 没有给出，请检查拼写。", where};
  ctemplate::TemplateDictionary dictionary(name);
  fill(dictionary, page);
  std::string out;
  if (!parsed_->cache.ExpandNoLoad(name, kStrip, &dictionary, nullptr, &out))
    return Error{"bad_template", "模板填写失败。", where};
  return Html::trusted(std::move(out));
}

std::vector<std::string> Templates::names() const {
  std::vector<std::string> names;
  for (const auto& [name, outline] : parsed_->outlines) names.push_back(name);
  return names;
}

const TemplateOutline* Templates::outline(const std::string& name) const {
  const auto found = parsed_->outlines.find(name);
  return found == parsed_->outlines.end() ? nullptr : &found->second;
}

}  // namespace gongshi
