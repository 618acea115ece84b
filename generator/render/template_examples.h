#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "base/json.h"
#include "base/result.h"
#include "render/page_data.h"
#include "render/templates.h"
#include "site/site.h"

namespace gongshi {

/// A page's data as an example writes it: text is a value, true and false show or hide a section, an
/// object or a list of objects are a section's instances; `"IF_X": "text"` shows section IF_X with X.
PageData example_page(const Json& example);

/// What a template is filled with, by example: `templates/examples/<name>.json`, over the examples of
/// its parts. `record-<dataset>.html` has the example of record.html and every field of the dataset.
/// Errors: `bad_template` for a template nobody fills in, or an example that is no JSON object.
Result<PageData> example_of(const Fs& fs, const Site& site, const Templates& templates,
                            const std::string& name);

/// Everything wrong with the templates, the site folder's above all: what cannot be parsed, names that
/// no page gives, files that no page uses. The names are those of the examples, so a misspelt variable
/// is found before the first night.
std::vector<Error> check_templates(const Fs& fs, const Site& site);

}  // namespace gongshi
