#include "render/site_blocks.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "render/words.h"
#include "site/filings.h"

namespace gongshi {
namespace {

/// Text that Markdown must not read as its own signs.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : single_line(text)) {
    if (std::string_view("\\`*_[]<>#|~&!").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string carriers(const Site& site) {
  if (site.config.carriers.empty()) return "";
  std::string out = "公示的载体有：\n\n";
  for (const Carrier& carrier : site.config.carriers) {
    out += "- **" + plain(carrier.kind) + "**";
    if (!carrier.name.empty()) out += "：" + plain(carrier.name);
    if (!carrier.place.empty()) out += "（" + plain(carrier.place) + "）";
    out += "\n";
  }
  return out;
}

/// Numbers that every record of these has beside its fields.
constexpr std::pair<std::string_view, std::string_view> kKeyLabels[] = {{"officers", "执法证号"}, {"powers", "事项编码"}};

/// A condition on more categories than these is about all the others.
constexpr size_t kNamedCategories = 4;

/// `行政许可、行政处罚` of a condition on decisions, or the labels of its datasets.
std::string subject(const Site& site, const Json& when) {
  const auto words = [&](const char* key) {
    const Json value = when.value(key, Json::array());
    return value.is_array() ? value : Json::array({value});
  };
  std::vector<std::string> parts;
  for (const Json& category : words("category"))
    if (category.is_string()) parts.push_back(category_label(category.get<std::string>()));
  if (parts.size() > kNamedCategories) return "其他执法决定";
  if (!parts.empty()) return joined(parts, "、") + "决定";
  for (const Json& dataset : words("dataset"))
    if (const auto* definition = dataset.is_string() ? site.definition(dataset.get<std::string>()) : nullptr)
      parts.push_back(definition->label);
  return parts.empty() ? "全部信息" : joined(parts, "、");
}

std::string deadlines(const Site& site) {
  std::string out;
  for (const std::string& id : site.config.rule_sets) {
    const auto found = site.rule_sets.find(id);
    if (found == site.rule_sets.end()) continue;
    const Json& set = found->second;
    const std::string exception = text_at(set, "exception");
    const Json days = set.value("deadlines", Json::array());
    if (days.empty() && exception.empty()) continue;
    out += "**" + plain(text_at(set, "title")) + "**\n\n";
    for (const Json& deadline : days) {
      const Json* count = find_at(deadline, "working_days");
      if (count == nullptr || !count->is_number_integer()) continue;  // told where the rule sets are read
      out += "- " + plain(subject(site, deadline.value("when", Json::object()))) + "：" +
             std::to_string(count->get<int>()) + " 个工作日\n";
    }
    out += exception.empty() ? "\n" : "\n" + plain(exception) + "。\n\n";
  }
  return out;
}

std::string filings(const Site& site) {
  std::string out;
  for (const Filing& filing : filings_of(site.config)) {
    const std::string by = filing.quarterly ? "每季度结束后次月" + std::to_string(filing.day) + "日前"
                                            : "每年" + std::to_string(filing.month) + "月" + std::to_string(filing.day) + "日前";
    out += "- " + by + "：" + plain(filing.title) + (filing.to.empty() ? "" : "（" + plain(filing.to) + "）") + "\n";
  }
  return out;
}

std::string key_areas(const Site& site) {
  if (site.config.key_areas.empty()) return "";
  std::string out = "下列重点领域的执法决定率先公示：\n\n";
  for (const KeyArea& area : site.config.key_areas) out += "- " + plain(area.label) + "\n";
  return out;
}

std::string demanded(const Site& site) {
  std::string out;
  for (const auto& [name, definition] : site.datasets) {
    std::vector<std::string> labels;
    for (const FieldDefinition& field : definition.fields)
      if (!field.demanded.empty() && field.is_public) labels.push_back(field.label);
    for (const auto& [dataset, label] : kKeyLabels)
      if (dataset == name && !labels.empty()) labels.emplace_back(label);
    if (!labels.empty() && out.empty()) out = "各栏目至少公示下列内容：\n\n";
    if (!labels.empty()) out += "- **" + plain(definition.label) + "**：" + plain(joined(labels, "、")) + "\n";
  }
  return out;
}

struct Block {
  std::string_view name;
  std::string (*text)(const Site&);
};
constexpr Block kBlocks[] = {{"carriers", carriers},
                             {"deadlines", deadlines},
                             {"filings", filings},
                             {"key-areas", key_areas},
                             {"demanded", demanded}};

}  // namespace

Result<std::string> with_blocks(const Site& site, const std::string& markdown, const std::string& where,
                                int first_line) {
  std::string out;
  int number = first_line - 1;
  for (const std::string& line : split(markdown, '\n')) {
    ++number;
    const std::string_view word = trimmed(line);
    if (!word.starts_with("[[") || !word.ends_with("]]")) {
      out += line + "\n";
      continue;
    }
    const std::string_view name = word.substr(2, word.size() - 4);
    const auto block = std::find_if(std::begin(kBlocks), std::end(kBlocks), [&](const Block& b) { return b.name == name; });
    if (block == std::end(kBlocks))
      return Error{"bad_page", "没有“" + std::string(word) + "”这种内容，可以写 [[carriers]]、[[deadlines]]、[[filings]]、[[key-areas]]、[[demanded]]。",
                   where + ":" + std::to_string(number)};
    out += block->text(site) + "\n";
  }
  return out;
}

}  // namespace gongshi
