#include "report/annual_press.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/links.h"
#include "report/annual_narrative.h"
#include "report/annual_sections.h"
#include "report/annual_table.h"

namespace gongshi {

std::string annual_year_address(int year) { return fmt::format("annual-reports/{}/index.html", year); }

std::string file_name(const std::string& address) { return address.substr(address.find_last_of('/') + 1); }

const AgencyYear* AnnualYear::agency(const std::string& code) const {
  for (const AgencyYear& one : report.agencies)
    if (one.agency == code && one.is_public()) return &one;
  return nullptr;
}

PageMeta AnnualPress::meta_of(const std::string& path, const std::string& title, Date changed) const {
  PageMeta meta;
  meta.path = path;
  meta.title = title;
  meta.column_name = "统计年报";
  meta.column_description = "执法机关按年度公开的行政处罚、行政许可、行政强制和其他行政执法行为的数量。";
  meta.current = annual_year_address(newest_);
  meta.pub_date = changed;
  return meta;
}

Status AnnualPress::put(const PageMeta& meta, const std::string& name, const PageData& page) {
  GONGSHI_ASSIGN(const Html main, templates.render(name, page));
  GONGSHI_ASSIGN(const std::string bytes, frame_.page(meta, main));
  return sink.add(meta.path, bytes);
}

Result<Html> AnnualPress::narrative(int year, const std::string& file, const AgencyYear& agency,
                                    const AgencyYear* before) const {
  GONGSHI_ASSIGN(const std::string text, narrative_of(fs_, site_, year, file));
  if (text.empty()) return Html();
  const auto filled = filled_narrative(text, narrative_figures(agency, before, edition_), file);
  if (!filled) return Html();
  MarkdownStyle style;
  style.first_heading = 3;
  return markdown_html(*filled, style);
}

Result<Html> AnnualPress::breakdowns(int year, const std::vector<Breakdown>& all, const std::vector<Breakdown>& before,
                                     const std::vector<std::string>& only) const {
  Html out;
  for (const Breakdown& one : all) {
    if (!only.empty() && std::find(only.begin(), only.end(), one.id) == only.end()) continue;
    const auto last = std::find_if(before.begin(), before.end(), [&](const Breakdown& old) { return old.id == one.id; });
    GONGSHI_ASSIGN(const Html section,
                   breakdown_section(templates, "by-" + one.id, year, one, last == before.end() ? nullptr : &*last));
    out += section;
  }
  return out;
}

Result<Html> AnnualPress::tables(int year, const AgencyYear& agency, const std::string& path, bool csv) const {
  return statutory_tables(templates, year, agency, csv, [&](const AnnualTable& table) {
    return lists.links(table, year, agency.agency, root_prefix(path));
  });
}

}  // namespace gongshi
