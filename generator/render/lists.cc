#include "render/list_page.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// The one page of a dataset whose records have none, or that has no records.
Status put_single(const Press& press, const std::string& dataset) {
  const Column column = press.columns.column(dataset);
  const Rows& rows = press.catalogue.rows(dataset);
  PageData page;
  page.set("ROOT", "../").set("TITLE", column.label).set("UNIT", column.unit);
  page.set("DESCRIPTION", column.description + "。");
  page.set("TOTAL", thousands(static_cast<int64_t>(rows.size())));
  page.show("SOME", !rows.empty());
  const std::string sentence = text_at(press.site.config.columns, dataset);
  page.maybe("EMPTY", !rows.empty() ? ""
                      : sentence.empty() ? "本栏目暂无信息。没有应当公示的" + column.label + "。"
                                         : sentence);
  add_blocks(press, page, dataset, rows);
  return press.put(press.column_meta(dataset, dataset + "/index.html", column.label),
                   "record_blocks.html", page);
}

}  // namespace

Status put_lists(const Press& press) {
  for (const auto& [dataset, column] : press.columns.open_columns()) {
    const DatasetDefinition& definition = press.site.datasets.at(dataset);
    const bool empty = press.catalogue.rows(dataset).empty();
    if (dataset == "agencies" && !empty) continue;
    if (empty || !definition.page)
      GONGSHI_TRY(put_single(press, dataset));
    else if (!definition.date.empty())
      GONGSHI_TRY(put_dated_lists(press, dataset));
    else
      GONGSHI_TRY(put_plain_lists(press, dataset));
  }
  return {};
}

}  // namespace gongshi
