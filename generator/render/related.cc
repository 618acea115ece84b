#include "render/related.h"

#include "base/text.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kMost = 12;

void add_list(PageData& page, std::string_view label, const Rows& rows) {
  if (rows.empty()) return;
  PageData& group = page.section("RELATED");
  group.set("LABEL", label).show("OTHERS", rows.size() > kMost);
  for (size_t i = 0; i < std::min(rows.size(), kMost); ++i)
    group.section("ITEM")
        .set("PATH", rows[i]->address())
        .set_html("NAME_HTML", value_html(record_title(*rows[i])));
}

/// Procedures go by the agency and the kind of act, not by a code.
Rows procedures_of(const Press& press, const PublicRecord& record, const std::string& category) {
  Rows found;
  if (category.empty()) return found;
  for (const PublicRecord* procedure : press.catalogue.rows_beside("procedures"))
    if (procedure->agency() == record.agency() && procedure->text("category") == category)
      found.push_back(procedure);
  return found;
}

}  // namespace

void add_related(const Press& press, PageData& page, const PublicRecord& record) {
  page.show("RELATED", false);
  for (const auto& [label, rows] : press.catalogue.linked(record)) add_list(page, label, rows);
  std::string category;
  if (record.dataset() == "powers") category = record.text("category");
  if (record.dataset() == "services") {
    const PublicRecord* power = press.catalogue.find("powers", record.agency(), record.text("power"));
    category = power == nullptr ? "permit" : power->text("category");
  }
  add_list(page, "执法流程", procedures_of(press, record, category));
}

}  // namespace gongshi
