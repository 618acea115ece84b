#include <fmt/format.h>

#include "base/text.h"
#include "cli/verbs.h"
#include "intake/fields.h"
#include "site/start.h"

namespace gongshi {
namespace {

/// What the record's own key is called in a form, where it has a name of its own.
constexpr std::pair<std::string_view, std::string_view> kKeyLabels[] = {
    {"agencies", "统一社会信用代码"}, {"officers", "证件编号"},   {"powers", "项目编码"},
    {"services", "事项编码"},         {"inspection-items", "事项编码"}};

std::string key_label(const std::string& dataset) {
  for (const auto& [name, label] : kKeyLabels)
    if (name == dataset) return std::string(label);
  return "编号";
}

/// A form for an agency to fill in: one row of headings, the definition's fields in its order, and for
/// cases what the rules must know.
std::string form_of(const DatasetDefinition& definition) {
  std::vector<std::string> headings;
  if (definition.dataset != "decisions") headings.push_back(key_label(definition.dataset));
  if (definition.dataset != "agencies") headings.push_back("执法主体代码");
  for (const auto& field : definition.fields)
    if (field.type != FieldType::kObject) headings.push_back(field.label);
  headings.push_back("更新时间");
  headings.push_back("变动日期");
  if (definition.dataset == "decisions" || definition.dataset == "inspections")
    for (const auto& field : common_fields())
      if (field.name.starts_with("disclosure.")) headings.push_back(field.label);
  for (auto& heading : headings)
    if (contains(heading, ",")) heading = "\"" + heading + "\"";
  return "\xEF\xBB\xBF" + joined(headings, ",") + "\r\n";
}

/// Feeds that name a file of the folder get one with headings, unless it is there.
Status put_forms(Fs& fs, const Site& site) {
  for (const auto& feed : site.feeds) {
    const stdfs::path file = feed.url;
    const auto* definition = site.definition(feed.dataset);
    if (contains(feed.url, "://") || !feed.url.ends_with(".csv") || !definition || fs.exists(file)) continue;
    GONGSHI_TRY(fs.make_dirs(file.parent_path()));
    GONGSHI_TRY(fs.write(file, form_of(*definition)));
  }
  return {};
}

}  // namespace

Outcome init_verb(const Command& command) {
  DiskFs fs;
  const stdfs::path dir = stdfs::absolute(command.option("DIR")).lexically_normal();
  const stdfs::path& share = command.places.share;
  const std::string named = command.option("--profile");
  const std::string profile = named.empty() ? kPlainProfile : named;
  if (auto status = start_site(fs, share, profile, dir); !status) return outcome_of(status.error());
  const LoadedSite loaded = load_site(fs, dir, share);
  Outcome outcome;
  if (!loaded.errors.empty()) {
    outcome.messages = loaded.errors;
    outcome.exit = ExitCode::kInternal;
    return outcome;
  }
  if (auto status = put_forms(fs, loaded.site); !status) return outcome_of(status.error());
  outcome.json["site"] = dir.string();
  outcome.json["profile"] = profile;
  outcome.text = fmt::format(
      "已建立 {0}。\n请先看 {0}/README.md，填写 site.json 和 feeds.json，再运行：\n"
      "  gongshi --site {0} check\n  gongshi --site {0} nightly\n",
      dir.string());
  return outcome;
}

}  // namespace gongshi
