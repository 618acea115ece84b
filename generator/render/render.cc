#include "render/render.h"

#include "render/press.h"

namespace gongshi {
namespace {

std::vector<int> years_of(const RenderExtras& extras) {
  std::vector<int> years;
  for (const auto& [year, agencies] : extras.annual) years.push_back(year);
  return years;
}

}  // namespace

std::optional<Date> RenderExtras::reached(const std::string& agency, const std::string& dataset) const {
  const auto at = stale.find(agency);
  if (at == stale.end()) return std::nullopt;
  std::optional<Date> earliest;
  for (const auto& [of, day] : at->second)
    if ((dataset.empty() || dataset == of) && (!earliest || day < *earliest)) earliest = day;
  return earliest;
}

std::string RenderExtras::stale_sentence(const std::string& agency, const std::string& name,
                                         const std::string& dataset) const {
  const auto day = reached(agency, dataset);
  return day ? name + "的数据更新到" + day->chinese() + "，此后的信息暂未收到。" : "";
}

Status render_site(const Fs& fs, const Site& site, const Edition& edition,
                   const RenderExtras& extras, FileSink& sink, const std::function<void(const Lookup&)>& noted) {
  GONGSHI_ASSIGN(const Templates templates, Templates::load(fs, site));
  GONGSHI_ASSIGN(const Assets assets, Assets::load(fs, site));
  GONGSHI_ASSIGN(const std::vector<SitePage> pages, read_site_pages(fs, site));
  const Columns columns = Columns::of(site, edition, years_of(extras));
  const Catalogue catalogue(site, edition, noted);
  const Frame frame(site, templates, assets, columns, footer_links(pages));
  const Attachments attachments = public_attachments(fs, site, edition);
  const Press press{site,      edition, extras,      templates, assets, columns,
                    catalogue, pages,   attachments, frame,     sink};
  GONGSHI_TRY(assets.emit(sink));
  for (const Attachment& file : attachments.files) GONGSHI_TRY(sink.add(file.path, file.bytes));
  for (const auto put :
       {put_home, put_elder, put_decisions, put_tombstones, put_agencies, put_records, put_lists,
        put_windows, put_parties, put_site_pages, put_feeds, put_sitemap,
        put_kiosk, put_screens, put_print})
    GONGSHI_TRY(put(press));
  return {};
}

}  // namespace gongshi
