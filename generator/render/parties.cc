#include <algorithm>

#include "render/links.h"
#include "render/press.h"
#include "render/words.h"

namespace gongshi {
namespace {

std::string bucket_of(const std::string& uscc) { return uscc.substr(uscc.size() - 2); }

/// Meta of a page about parties: it stands in the decisions' column.
PageMeta party_meta(const Press& press, const std::string& path, const std::string& title) {
  PageMeta meta = press.column_meta("decisions", path, title);
  meta.crumbs.push_back({"按单位查看", path == "parties/index.html" ? "" : "parties/index.html"});
  return meta;
}

Status put_party(const Press& press, const std::string& uscc, Rows rows) {
  std::reverse(rows.begin(), rows.end());
  const std::string path = party_path(uscc), name = rows.front()->text("party.name");
  const std::string root = root_prefix(path);
  PageData page;
  page.set("ROOT", root).set_html("NAME_HTML", value_html(name));
  page.set_html("CODE_HTML", number_html(uscc));
  page.set("TOTAL", std::to_string(rows.size())).show("COUNT", false);
  const RowGroups by_category = grouped(rows, category_of);
  for (const std::string& category : categories())
    if (const auto found = by_category.find(category); found != by_category.end())
      page.section("COUNT")
          .set("LABEL", category_label(category))
          .set("NUMBER", std::to_string(found->second.size()));
  GONGSHI_ASSIGN(const Html table, decision_table(press, root, rows, name + "的执法决定"));
  page.set_html("TABLE_HTML", table);
  PageMeta meta = party_meta(press, path, name);
  meta.crumbs.push_back({name, ""});
  meta.pub_date = rows.front()->published_on();
  return press.put(meta, "party.html", page);
}

/// The parties whose codes end alike, by name.
Status put_bucket(const Press& press, const std::string& bucket,
                  const std::vector<const PublicRecord*>& latest) {
  const std::string path = "parties/" + bucket + "/index.html";
  if (!press.sink.wants(path)) return {};
  PageData page;
  page.set("ROOT", "../../").set("BUCKET", bucket).set("TOTAL", std::to_string(latest.size()));
  for (const PublicRecord* record : latest) {
    const std::string uscc = record->text("party.uscc");
    page.section("PARTY")
        .set_html("NAME_HTML", value_html(record->text("party.name")))
        .set_html("CODE_HTML", number_html(uscc))
        .set("PUBLISHED", record->published_on().iso())
        .set("PATH", party_path(uscc));
  }
  PageMeta meta = party_meta(press, path, "统一社会信用代码末两位为 " + bucket + " 的单位");
  meta.crumbs.push_back({bucket, ""});
  return press.put(meta, "party_bucket.html", page);
}

}  // namespace

Status put_parties(const Press& press) {
  const RowGroups& parties = press.catalogue.parties();
  if (parties.empty()) return {};
  std::map<std::string, std::vector<const PublicRecord*>> buckets;
  for (const auto& [uscc, rows] : parties) {
    if (press.sink.wants(party_path(uscc))) GONGSHI_TRY(put_party(press, uscc, rows));
    buckets[bucket_of(uscc)].push_back(rows.back());
  }
  PageData page;
  page.set("ROOT", "../").show("BUCKET", false);
  for (const auto& [bucket, latest] : buckets) {
    page.section("BUCKET").set("LABEL", bucket).set("PATH", "parties/" + bucket + "/index.html");
    GONGSHI_TRY(put_bucket(press, bucket, latest));
  }
  return press.put(party_meta(press, "parties/index.html", "按单位查看"), "parties.html", page);
}

}  // namespace gongshi
