#include "base/text.h"
#include "render/links.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {

Status put_tombstones(const Press& press) {
  for (const Tombstone& stone : press.edition.tombstones) {
    if (!press.sink.wants(stone.address())) continue;
    PageData page;
    const PublicRecord* agency = press.catalogue.agency(stone.agency());
    const std::string number = normalized_id(stone.document_number());
    page.show("IS_DECISION", stone.dataset() == "decisions");
    page.show("IS_OTHER", stone.dataset() != "decisions");
    page.set("KIND", press.columns.column(stone.dataset()).label);
    page.maybe_html("NUMBER_HTML", number.empty() ? Html() : number_html(number));
    page.set_html("AGENCY_HTML", value_html(press.catalogue.agency_name(stone.agency())));
    page.maybe("AGENCY_PATH", agency == nullptr ? "" : agency->address());
    page.show("AGENCY_PLAIN", agency == nullptr);
    page.set("WITHDRAWN", stone.withdrawn_on().chinese());
    const PublicRecord* successor = press.catalogue.successor(stone);
    page.set("REASON", withdrawal_sentence(stone.reason(), stone.dataset() == "decisions"));
    page.show("SUCCESSOR", false).show("NO_SUCCESSOR", successor == nullptr);
    if (successor != nullptr)
      page.section("SUCCESSOR")
          .set("WORDS", stone.reason() == "amended" ? "该决定已变更，见" : "决定已重新作出，原决定不再公示。新的决定见")
          .set("PATH", successor->address())
          .set_html("NUMBER_HTML", number_html(document_number(*successor)));
    page.maybe_html("GROUND_HTML", value_html(stone.ground()));
    page.set("ROOT", root_prefix(stone.address()));
    add_contacts(press, page, stone.agency());
    PageMeta meta = press.column_meta(stone.dataset(), stone.address(), "这条信息已经撤下");
    if (stone.dataset() == "decisions") meta.title = "这条执法决定信息已经撤下";
    if (!press.columns.open(stone.dataset())) meta.crumbs.clear();
    meta.crumbs.push_back({number.empty() ? "已撤下" : number, ""});
    meta.pub_date = stone.withdrawn_on();
    meta.content_source = press.catalogue.agency_name(stone.agency());
    meta.noindex = true;
    GONGSHI_TRY(press.put(meta, "tombstone.html", page));
    GONGSHI_TRY(press.sink.add(gone_marker(stone.address()), ""));
  }
  return {};
}

}  // namespace gongshi
