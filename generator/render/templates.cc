#include "render/templates.h"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>

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

/// Puts the parts into a template's text.
class Assembly {
 public:
  explicit Assembly(const std::map<std::string, std::string>& texts) : texts_(texts) {}

  Result<std::string> whole(const std::string& name, std::vector<std::string>& parts) {
    if (std::find(within_.begin(), within_.end(), name) != within_.end())
      return Error{"bad_template", "模板 " + name + " 引用了它自己。", "templates/" + within_.front()};
    within_.push_back(name);
    std::string out;
    std::string_view rest = texts_.at(name);
    for (size_t at = rest.find(kOpen); at != rest.npos; at = rest.find(kOpen)) {
      const size_t end = rest.find("}}", at);
      if (end == rest.npos) break;
      const std::string part(rest.substr(at + kOpen.size(), end - at - kOpen.size()));
      if (!texts_.contains(part))
        return Error{"bad_template", "模板引用的 " + part + " 不存在，请检查拼写。", "templates/" + name};
      if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
      GONGSHI_ASSIGN(const std::string inner, whole(part, parts));
      out.append(rest.substr(0, at)).append(body_of(inner));
      rest.remove_prefix(end + 2);
    }
    within_.pop_back();
    return out.append(rest);
  }

 private:
  static constexpr std::string_view kOpen = "{{>";

  /// A part without the line that turns escaping on: the whole template has its own.
  static std::string_view body_of(std::string_view text) {
    const size_t line = text.starts_with("{{%") ? text.find('\n') : text.npos;
    std::string_view body = line == text.npos ? text : text.substr(line + 1);
    while (body.ends_with('\n')) body.remove_suffix(1);
    return body;
  }

  const std::map<std::string, std::string>& texts_;
  std::vector<std::string> within_;
};

struct Templates::Parsed {
  mutable ctemplate::TemplateCache cache;
  std::map<std::string, TemplateOutline> outlines;
  std::map<std::string, std::vector<std::string>> parts;
};

Templates::Templates(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::parse(const std::map<std::string, std::string>& texts) {
  auto parsed = std::make_unique<Parsed>();
  for (const auto& [name, text] : texts) {
    const std::string where = "templates/" + name;
    GONGSHI_TRY(outline_of(text, where));
    GONGSHI_ASSIGN(const std::string whole, Assembly(texts).whole(name, parsed->parts[name]));
    GONGSHI_ASSIGN(TemplateOutline outline, outline_of(whole, where));
    if (!parsed->cache.StringToTemplateCache(name, whole, kStrip))
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

std::vector<std::string> Templates::parts(const std::string& name) const {
  const auto found = parsed_->parts.find(name);
  return found == parsed_->parts.end() ? std::vector<std::string>() : found->second;
}

}  // namespace gongshi
