#include "export/find_tree.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace gongshi {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"agency", "list", "party", "officer", "service", "power", "decision"};

size_t rank_of(const FindItem& item) {
  return static_cast<size_t>(std::find(kKinds.begin(), kKinds.end(), item.kind) - kKinds.begin());
}

}  // namespace

FindTree::FindTree(std::vector<FindItem> items) : items_(std::move(items)) {
  std::sort(items_.begin(), items_.end(), [](const FindItem& a, const FindItem& b) {
    return std::tuple(rank_of(a), a.name, a.path) < std::tuple(rank_of(b), b.name, b.path);
  });
  for (size_t i = 0; i < items_.size(); ++i)
    for (const std::string& key : items_[i].keys)
      if (!key.empty()) keys_.push_back({key.substr(0, kDeepest), i});
  std::sort(keys_.begin(), keys_.end(),
            [](const Key& a, const Key& b) { return std::tie(a.text, a.item) < std::tie(b.text, b.item); });
}

Json FindTree::item_json(size_t at, const std::set<std::string>& keys) const {
  const FindItem& item = items_[at];
  Json json = {{"kind", item.kind}, {"name", item.name}, {"path", item.path}};
  if (!item.of.empty()) json["of"] = item.of;
  if (!item.sub.empty()) json["sub"] = item.sub;
  if (!keys.empty()) json["keys"] = keys;
  return json;
}

void FindTree::add_nodes(const std::string& prefix, Range range, std::map<std::string, Json>& nodes) const {
  std::map<size_t, std::set<std::string>> under;  // in the order they are shown
  for (size_t i = range.first; i < range.second; ++i) under[keys_[i].item].insert(keys_[i].text);
  Json& node = nodes[prefix];
  const bool whole = under.size() <= kWhole || prefix.size() >= kDeepest;
  node["whole"] = whole;
  if (whole) {
    node["all"] = Json::array();
    for (const auto& [item, keys] : under) node["all"].push_back(item_json(item, keys));
    return;
  }
  std::map<std::string, size_t> count;
  node["top"] = Json::array();
  for (const auto& [item, keys] : under) {
    ++count[items_[item].kind];
    if (node["top"].size() < kTop) node["top"].push_back(item_json(item, {}));
  }
  node["count"] = count;
  std::string more;
  for (size_t at = range.first; at < range.second;) {
    if (keys_[at].text.size() == prefix.size()) {  // the key ends here: no letter leads on from it
      ++at;
      continue;
    }
    const char next = keys_[at].text[prefix.size()];
    size_t end = at;
    while (end < range.second && keys_[end].text.size() > prefix.size() && keys_[end].text[prefix.size()] == next) ++end;
    more += next;
    add_nodes(prefix + next, {at, end}, nodes);
    at = end;
  }
  nodes[prefix]["more"] = more;
}

std::map<std::string, Json> FindTree::nodes() const {
  std::map<std::string, Json> nodes;
  add_nodes("", {0, keys_.size()}, nodes);
  return nodes;
}

}  // namespace gongshi
