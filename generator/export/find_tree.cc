#include "export/find_tree.h"

#include <algorithm>
#include <array>
#include <map>
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
    for (const std::string_view key : items_[i].keys)
      if (!key.empty()) keys_.push_back({key.substr(0, kDeepest), i});
  std::sort(keys_.begin(), keys_.end(),
            [](const Key& a, const Key& b) { return std::tie(a.text, a.item) < std::tie(b.text, b.item); });
  // Longer keys of one item may have become the same.
  keys_.erase(std::unique(keys_.begin(), keys_.end(),
                          [](const Key& a, const Key& b) { return std::tie(a.text, a.item) == std::tie(b.text, b.item); }),
              keys_.end());
}

Json FindTree::item_json(size_t at) const {
  const FindItem& item = items_[at];
  Json json = {{"kind", item.kind}, {"name", item.name}, {"path", item.path}};
  if (!item.of.empty()) json["of"] = item.of;
  if (!item.sub.empty()) json["sub"] = item.sub;
  return json;
}

void FindTree::walk(std::string prefix, size_t first, size_t end, const std::function<void(const Node&)>& visitor) const {
  Node node{std::move(prefix), false, "", {}, first, end};
  node.items.reserve(end - first);
  for (size_t i = first; i < end; ++i) node.items.push_back(keys_[i].item);
  std::sort(node.items.begin(), node.items.end());
  node.items.erase(std::unique(node.items.begin(), node.items.end()), node.items.end());

  const size_t depth = node.prefix.size();
  node.whole = node.items.size() <= kWhole || depth >= kDeepest;
  if (node.whole) return visitor(node);
  // A key that ends here leads to no letter; being the shortest, such keys are the first.
  while (first < end && keys_[first].text.size() == depth) ++first;
  std::vector<size_t> begins;  // of what each letter leads to
  for (size_t i = first; i < end; ++i)
    if (const char next = keys_[i].text[depth]; node.more.empty() || node.more.back() != next) {
      node.more += next;
      begins.push_back(i);
    }
  begins.push_back(end);
  visitor(node);
  node.items = {};  // of a million names: not kept while every letter is gone through
  for (size_t letter = 0; letter < node.more.size(); ++letter)
    walk(node.prefix + node.more[letter], begins[letter], begins[letter + 1], visitor);
}

Json FindTree::json(const Node& node) const {
  Json json = {{"whole", node.whole}};
  if (node.whole) {
    std::map<size_t, Json> found;
    for (size_t i = node.first_key; i < node.end_key; ++i) {
      const auto [item, fresh] = found.try_emplace(keys_[i].item);
      if (fresh) item->second = item_json(item->first);
      item->second["keys"].push_back(keys_[i].text);
    }
    json["all"] = Json::array();
    for (auto& [item, entry] : found) json["all"].push_back(std::move(entry));
    return json;
  }
  std::map<std::string, size_t> count;
  for (const size_t item : node.items) ++count[items_[item].kind];
  json["count"] = count;
  json["top"] = Json::array();
  for (size_t i = 0; i < std::min(node.items.size(), kTop); ++i) json["top"].push_back(item_json(node.items[i]));
  json["more"] = node.more;
  return json;
}

}  // namespace gongshi
