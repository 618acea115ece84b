#include "render/template_examples.h"

#include <algorithm>

#include "render/fields.h"

namespace gongshi {
namespace {

constexpr std::string_view kOptional = "IF_";
constexpr std::string_view kRecord = "record-";
constexpr std::string_view kEnding = ".html";

/// A night report's templates are no pages of the site.
constexpr std::string_view kInternal[] = {"report.html", "report_annual.html", "returned.html"};

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void lay(PageData& page, const Json& example) {
  for (const auto& [name, value] : example.items()) {
    if (value.is_boolean()) {
      page.show(name, value.get<bool>());
    } else if (value.is_object()) {
      lay(page.section(name), value);
    } else if (value.is_array()) {
      page.show(name, false);
      for (const Json& instance : value) lay(page.section(name), instance);
    } else if (name.starts_with(kOptional)) {
      page.maybe(name.substr(kOptional.size()), text_of(value));
    } else {
      page.set(name, text_of(value));
    }
  }
}

/// The dataset a template of a site's own speaks of, or "".
std::string dataset_of(const Site& site, const std::string& name) {
  if (!name.starts_with(kRecord) || !name.ends_with(kEnding)) return "";
  const std::string dataset =
      name.substr(kRecord.size(), name.size() - kRecord.size() - kEnding.size());
  return site.datasets.contains(dataset) ? dataset : "";
}

Result<bool> lay_file(const Fs& fs, const Site& site, const std::string& name, PageData& page) {
  const std::string stem = name.substr(0, name.size() - kEnding.size());
  const std::string where = "templates/examples/" + stem + ".json";
  const stdfs::path file = site.share / where;
  if (!fs.exists(file)) return false;
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  const Json example = Json::parse(bytes, nullptr, false);
  if (!example.is_object()) return Error{"bad_template", "模板的示例数据不是一个 JSON 对象。", where};
  lay(page, example);
  return true;
}

bool internal(const std::string& name) {
  return std::find(std::begin(kInternal), std::end(kInternal), name) != std::end(kInternal);
}

}  // namespace

PageData example_page(const Json& example) {
  PageData page;
  lay(page, example);
  return page;
}

Result<PageData> example_of(const Fs& fs, const Site& site, const Templates& templates,
                            const std::string& name) {
  PageData page;
  page.set("ROOT", "../");
  const std::string dataset = dataset_of(site, name);
  std::vector<std::string> files = templates.parts(name);
  if (!dataset.empty()) {
    const auto record_parts = templates.parts("record.html");
    files.insert(files.end(), record_parts.begin(), record_parts.end());
    files.push_back("record.html");
    add_example_fields(page, site.datasets.at(dataset));
  }
  for (const std::string& file : files) GONGSHI_TRY(lay_file(fs, site, file, page));
  GONGSHI_ASSIGN(const bool found, lay_file(fs, site, name, page));
  if (!found && dataset.empty())
    return Error{"bad_template", "没有页面使用叫这个名字的模板，请检查文件名。", "templates/" + name};
  return page;
}

std::vector<Error> check_templates(const Fs& fs, const Site& site) {
  std::vector<Error> errors;
  const auto templates = Templates::load(fs, site);
  if (!templates) return {templates.error()};
  for (const std::string& name : templates->names()) {
    if (internal(name)) continue;
    auto page = example_of(fs, site, *templates, name);
    if (page) page->open_all();
    const auto rendered = page ? templates->render(name, *page) : Result<Html>(page.error());
    if (!rendered) errors.push_back(rendered.error());
  }
  return errors;
}

}  // namespace gongshi
