#include <algorithm>
#include <set>

#include "render/links.h"
#include "render/press.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr const char* kIndex = "officers/windows.html";

/// A service window: the unit that sits there, its officers and what it handles.
struct Window {
  std::string unit;
  Rows officers, services;
};

Rows services_of(const Press& press, const std::string& agency) {
  Rows services;
  for (const PublicRecord* service : press.catalogue.rows_beside("services"))
    if (service->agency() == agency) services.push_back(service);
  std::sort(services.begin(), services.end(),
            [](const PublicRecord* a, const PublicRecord* b) { return a->id() < b->id(); });
  return services;
}

/// The windows of an agency by unit. Guides go to the unit that accepts the applications; where none of
/// the windows is named, to the only one there is.
std::vector<Window> windows_of(const Press& press, const std::string& agency, const Rows& officers) {
  const RowGroups by_unit =
      grouped(officers, [](const PublicRecord& officer) { return officer.text("unit"); });
  const Rows services = services_of(press, agency);
  std::vector<Window> windows;
  for (const auto& [unit, of_unit] : by_unit) {
    Window window{unit, of_unit, {}};
    for (const PublicRecord* service : services)
      if (service->text("accepting_body") == unit || by_unit.size() == 1) window.services.push_back(service);
    windows.push_back(std::move(window));
  }
  return windows;
}

void add_officer(PageData& window, const PublicRecord& officer) {
  const auto [word, kind] = certificate_state(officer);
  window.section("OFFICER")
      .set("PATH", officer.address())
      .set_html("NAME_HTML", value_html(officer.text("name")))
      .set_html("POST_HTML", value_html(officer.text("post")))
      .set_html("NUMBER_HTML", number_html(officer.id()))
      .set_html("DUTY_HTML", value_html(officer.text("duty")))
      .set("STATE", word)
      .set("KIND", kind);
}

/// Sample forms of a guide that have a page of their own on this site.
void add_samples(const Press& press, PageData& item, const PublicRecord& service,
                 std::set<std::string>& seen) {
  item.show("SAMPLE", false);
  const Json materials = service.value("materials");
  if (!materials.is_array()) return;
  for (const Json& material : materials) {
    const std::string path = press.page_path(text_at(material, "sample"));
    if (!path.empty() && seen.insert(service.id() + path).second)
      item.section("SAMPLE").set("PATH", path).set("NAME", text_at(material, "name"));
  }
}

void add_window(const Press& press, PageData& page, const Window& window) {
  PageData& part = page.section("WINDOW");
  part.set_html("UNIT_HTML", value_html(window.unit.empty() ? "服务窗口" : window.unit));
  for (const PublicRecord* officer : window.officers) add_officer(part, *officer);
  part.show("SERVICES", !window.services.empty()).show("NO_SERVICE", window.services.empty());
  part.show("SERVICE", false).show("ASK", false);
  std::set<std::string> seen, places;
  for (const PublicRecord* service : window.services) {
    PageData& item = part.section("SERVICE");
    item.set("PATH", service->address()).set_html("NAME_HTML", value_html(service->text("name")));
    const Json days = service->value("promised_days");
    item.maybe("DAYS", days.is_number() ? days.dump() : "");
    item.maybe_html("FEE_HTML", value_html(service->text("fee")));
    add_samples(press, item, *service, seen);
    const std::string place = service->text("place") + service->text("phone");
    if (!places.insert(place).second) continue;
    PageData& ask = part.section("ASK");
    for (const char* name : {"place", "hours", "phone", "progress", "supervision"}) {
      std::string variable = name;
      for (char& c : variable) c = static_cast<char>(c - 'a' + 'A');
      ask.maybe_html(variable + "_HTML", value_html(service->text(name)));
    }
  }
}

Status put_sheet(const Press& press, const std::string& agency, const Rows& officers) {
  const std::string path = window_path(agency);
  if (!press.sink.wants(path)) return {};
  const std::string name = press.catalogue.agency_name(agency);
  PageData page;
  page.set("ROOT", root_prefix(path)).set("NAME", name);
  Date changed = officers.front()->changed_on();
  for (const PublicRecord* officer : officers) changed = std::max(changed, officer->changed_on());
  page.set("CHANGED", changed.iso());
  for (const Window& window : windows_of(press, agency, officers)) add_window(press, page, window);
  const PublicRecord* record = press.catalogue.agency(agency);
  page.maybe("SUPERVISION", record == nullptr ? "" : record->text("supervision_phone"));
  PageMeta meta = press.column_meta("officers", path, name + "窗口岗位信息公示牌");
  meta.crumbs.push_back({"窗口岗位", kIndex});
  meta.crumbs.push_back({name, ""});
  meta.pub_date = changed;
  meta.content_source = name;
  return press.put(meta, "post_sheet.html", page);
}

}  // namespace

Status put_windows(const Press& press) {
  Rows at_windows;
  for (const PublicRecord* officer : press.catalogue.rows("officers"))
    if (at_window(*officer)) at_windows.push_back(officer);
  if (at_windows.empty()) return {};
  PageData page;
  page.set("ROOT", "../").show("SHEET", false);
  for (const auto& [agency, officers] :
       grouped(at_windows, [](const PublicRecord& officer) { return officer.agency(); })) {
    page.section("SHEET")
        .set("PATH", window_path(agency))
        .set("NAME", press.catalogue.agency_name(agency))
        .set("COUNT", std::to_string(officers.size()));
    GONGSHI_TRY(put_sheet(press, agency, officers));
  }
  PageMeta meta = press.column_meta("officers", kIndex, "窗口岗位信息公示牌");
  meta.crumbs.push_back({"窗口岗位", ""});
  return press.put(meta, "post_sheets.html", page);
}

}  // namespace gongshi
