#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "render/html.h"
#include "render/page_data.h"
#include "render/template_outline.h"
#include "site/site.h"

namespace gongshi {

/// The templates of a run: every `templates/*.html`, the site folder's over the built-in ones, read
/// and parsed once. Rendering changes nothing and may be called from several threads.
///
/// A template begins with {{%AUTOESCAPE context="HTML"}}, so that each value is escaped for the
/// place it stands in (text, attribute, address). Write attribute values in double quotes.
///
/// {{>part_x.html}} stands for the text of another template, which sees the same names: a part has one
/// purpose, and a site folder that replaces it replaces it on every page.
class Templates {
 public:
  /// Reads all templates. Errors `bad_template` name the file.
  static Result<Templates> load(const Fs& fs, const Site& site);
  /// Templates from memory: name (`list.html`) → text. A part that is not there, or that holds itself,
  /// is `bad_template`.
  static Result<Templates> parse(const std::map<std::string, std::string>& texts);

  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  /// Fills a template. A template that is not there, and a variable or section the page does not
  /// give, is an error (`bad_template`), never an empty string.
  Result<Html> render(const std::string& name, const PageData& page) const;

  std::vector<std::string> names() const;
  /// What the template uses, its parts included, or nullptr.
  const TemplateOutline* outline(const std::string& name) const;
  /// The parts the template is put together from, parts of parts included.
  std::vector<std::string> parts(const std::string& name) const;

 private:
  struct Parsed;
  explicit Templates(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace gongshi
