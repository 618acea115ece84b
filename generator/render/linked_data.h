#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "render/html.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

struct PageMeta;

/// What search engines read beside the words of a page (JSON-LD with the words of schema.org). It
/// says nothing that the page does not show. Addresses are whole ones, so a site that does not know
/// its own has none of it.
///
/// The data stand in a `<script type="application/ld+json">`: a data block, which the page's content
/// security policy lets pass because nothing in it is run.

/// The breadcrumb of a page and its own linked data, as the inside of that element; empty without
/// base_url. `<` is written as an escape, so that no value can end the element.
Html linked_data(const Site& site, const PageMeta& meta);

/// A file of a Dataset: its path and format (`csv`, `xlsx`, `jsonl`).
struct DataDownload {
  std::string path, format;
};
Json linked_dataset(const Site& site, const std::string& path, const std::string& name,
                    const std::string& description, const std::vector<DataDownload>& files);

/// A service guide as a GovernmentService.
Json linked_service(const Site& site, const PublicRecord& service, const std::string& agency_name);

}  // namespace gongshi
