#include "report/returned_rows.h"

#include <algorithm>

#include "base/identifiers.h"
#include "render/words.h"
#include "report/reason_words.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

/// Rows of a list the page shows; the rest stands in the sheet.
constexpr size_t kRowsShown = 1000;

template <class Row, class Fill>
void fill_list(PageData& page, const std::string& name, const std::vector<const Row*>& rows, Fill fill) {
  page.show(name + "_LIST", false);
  if (rows.empty()) return;
  PageData& list = page.section(name + "_LIST");
  list.show(name, false);
  for (size_t i = 0; i < std::min(kRowsShown, rows.size()); ++i) fill(list.section(name), *rows[i]);
  list.maybe("MORE", rows.size() > kRowsShown ? thousands(static_cast<long>(rows.size() - kRowsShown)) : "");
}

}  // namespace

std::map<std::string, ReturnedRows> returned_rows(const NightReport& report) {
  std::map<std::string, ReturnedRows> out;
  for (const RejectedRow& row : report.rejected)
    if (row.reason != "secret") out[returned_stem(row.agency)].rejected.push_back(&row);
  for (const NightWarning& warning : report.warnings)
    out[returned_stem(warning.agency)].warnings.push_back(&warning);
  for (const NightHeld& held : report.held) out[returned_stem(held.agency)].held.push_back(&held);
  for (const NightOverdue& item : report.overdue)
    if (item.kind == "record") out[returned_stem(item.agency)].overdue.push_back(&item);
  for (auto& [stem, rows] : out) {
    const auto by_place = [](const auto* a, const auto* b) {
      return std::tie(a->feed, a->row) < std::tie(b->feed, b->row);
    };
    std::stable_sort(rows.rejected.begin(), rows.rejected.end(), by_place);
    std::stable_sort(rows.warnings.begin(), rows.warnings.end(), by_place);
  }
  return out;
}

std::string returned_stem(const std::string& agency) { return uscc_valid(agency) ? agency : "unassigned"; }

std::string file_label(const NightReport& report, const std::string& feed) {
  for (const NightFeed& known : report.feeds) {
    if (known.id != feed) continue;
    const std::string path = known.url.substr(0, known.url.find_first_of("?#"));
    const size_t slash = path.find_last_of('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    if (!name.empty()) return feed + "（" + name + "）";
  }
  return feed;
}

Result<std::string> returned_page(const Templates& templates, const NightReport& report,
                                  const std::string& stem, const ReturnedRows& rows) {
  const auto name = report.agency_names.find(stem);
  PageData page;
  page.set("SITE_NAME", report.site_name)
      .set("AGENCY", name == report.agency_names.end() ? "认不出机关的数据" : name->second)
      .set("DAY", report.as_of.chinese())
      .set("SHEET", stem + ".xlsx");
  page.set("REJECTED_COUNT", thousands(static_cast<long>(rows.rejected.size())))
      .set("WARNING_COUNT", thousands(static_cast<long>(rows.warnings.size())));
  fill_list(page, "REJECTED", rows.rejected, [&](PageData& line, const RejectedRow& row) {
    line.set("FILE", file_label(report, row.feed))
        .set("ROW", std::to_string(row.row))
        .set("COLUMN", row.column)
        .set("REASON", reason_word(row.reason))
        .set("TEXT", row.text)
        .set("MEND", row.mend);
  });
  fill_list(page, "WARNING", rows.warnings, [&](PageData& line, const NightWarning& warning) {
    line.set("FILE", file_label(report, warning.feed))
        .set("ROW", std::to_string(warning.row))
        .set("COLUMN", warning.field)
        .set("TEXT", warning.text + warning.mend);
  });
  fill_list(page, "HELD", rows.held, [&](PageData& line, const NightHeld& held) {
    std::string why;
    for (const std::string& reason : held.reasons) why += reason_meaning(reason);
    line.set("ID", held.id).set("WHY", why);
  });
  fill_list(page, "OVERDUE", rows.overdue, [&](PageData& line, const NightOverdue& item) {
    line.set("ID", item.id).set("DUE", item.due_on.iso()).set("DAYS", std::to_string(item.working_days));
  });
  GONGSHI_ASSIGN(const Html html, templates.render("returned.html", page));
  return html.str();
}

}  // namespace gongshi
