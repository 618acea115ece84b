#include <array>

#include "base/digest.h"
#include "render/halls.h"
#include "render/links.h"
#include "render/words.h"

// The kiosk is one page. Records stay where they are: the shell shows the web pages in a frame, whose
// name tells site.js to dress them for it (docs/halls.md).

namespace gongshi {
namespace {

constexpr size_t kNewestShown = 4;

/// A door of the kiosk and the columns behind it.
struct Door {
  const char* id;
  const char* label;
  const char* under;
  std::array<const char*, 6> datasets;
};
constexpr std::array kDoors = {
    Door{"decisions", "查决定", "处罚、许可、强制、检查", {"inspections", "notices"}},
    Door{"officers", "查人员", "核对执法证是否有效", {"officers", "auxiliaries", "insignia"}},
    Door{"items", "查事项", "权责清单、办事指南",
         {"powers", "services", "procedures", "discretion-standards", "inspection-items", "inspection-plans"}},
    Door{"agencies", "查机关", "地址、电话、办公时间", {"agencies"}}};

void add_way(PageData& door, const std::string& label, const std::string& path) {
  door.section("WAY").set("LABEL", label).set("PATH", path);
}

/// All decisions, each category that has some, and the units they concern.
void add_decisions(const Press& press, PageData& door) {
  const RowGroups by = grouped(press.catalogue.rows("decisions"), category_of);
  if (by.empty()) return;
  add_way(door, "最近公示的决定", "decisions/index.html");
  for (const std::string& category : categories())
    if (by.contains(category)) add_way(door, category_label(category), "decisions/" + category + "/index.html");
  if (!press.catalogue.parties().empty()) add_way(door, "按单位查看", "parties/index.html");
}

void add_doors(const Press& press, PageData& page) {
  page.show("DOOR", false);
  for (const Door& door : kDoors) {
    PageData& part = page.section("DOOR");
    part.set("ID", door.id).set("NAME", door.label).set("UNDER", door.under).show("WAY", false);
    if (door.id == std::string_view("decisions")) add_decisions(press, part);
    for (const char* dataset : door.datasets)
      if (dataset != nullptr && press.columns.open(dataset))
        add_way(part, press.columns.column(dataset).label, std::string(dataset) + "/index.html");
    if (door.id == std::string_view("officers") && !window_officers(press.catalogue).empty())
      add_way(part, "窗口岗位公示", "officers/windows.html");
  }
}

void add_remedies(const Press& press, PageData& page) {
  page.show("REMEDY", false);
  for (const SitePage& site_page : press.pages)
    if (site_page.page.front.contains("order"))
      page.section("REMEDY").set("LABEL", site_page.page.front.at("title")).set("PATH", site_page.path());
}

Json recent(const Press& press) {
  Json list = Json::array();
  const Rows& rows = press.catalogue.rows("decisions");
  for (size_t i = 0; i < std::min(kNewestShown, rows.size()); ++i) {
    const PublicRecord& record = *rows[rows.size() - 1 - i];
    list.push_back({{"name", record.text("party.name")},
                    {"result", result_line(record)},
                    {"day", record.published_on().iso()}});
  }
  return list;
}

}  // namespace

Status put_kiosk(const Press& press) {
  if (!press.sink.wants(kKioskIndex)) return {};
  PageData page;
  const SiteConfig& config = press.site.config;
  page.set("ROOT", "../").set("SITE_NAME", config.name).set("MAX_DAYS", std::to_string(config.kiosk_max_days));
  page.show("REHEARSAL", config.rehearsal);
  page.set("FIND_SCRIPT", press.assets.path("kiosk_find.js"));
  page.set("DRESS", "kiosk:" + press.assets.path("kiosk_page.js").substr(7) + ":" +
                        press.assets.path("kiosk_page.css").substr(7));
  add_doors(press, page);
  add_remedies(press, page);
  page.maybe("PHONE", contact(press.site, "phone"));
  GONGSHI_ASSIGN(const Html main, press.templates.render("kiosk.html", page));
  GONGSHI_ASSIGN(const std::string bytes,
                 press.frame.page(hall_meta(press, "kiosk", kKioskIndex, "自助查询终端"), main));
  GONGSHI_TRY(press.sink.add(kKioskIndex, bytes));
  // By the shell's digest a kiosk that runs notices that there is a newer one.
  const Json home = {{"shell", sha256_hex(bytes).substr(0, 16)}, {"recent", recent(press)}};
  return press.sink.add("kiosk/home.js", data_script("gongshiHome", home));
}

}  // namespace gongshi
