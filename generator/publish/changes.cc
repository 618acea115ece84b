#include "publish/changes.h"

#include <algorithm>
#include <set>

#include "release/switch.h"

namespace gongshi {
namespace {

constexpr size_t kCode = 18;
constexpr const char* kGone = ".gone";

void compare(const std::string& prefix, const FileList& before, const FileList& after, Changes& out) {
  for (const auto& [name, digest] : after) {
    const auto was = before.find(name);
    if (was == before.end()) out.added.push_back(prefix + name);
    else if (was->second != digest) out.changed.push_back(prefix + name);
  }
  for (const auto& [name, digest] : before)
    if (!after.count(name)) out.gone.push_back(prefix + name);
}

}  // namespace

Changes changes_between(const std::optional<Manifest>& before, const ListOf& list_before, const Manifest& after,
                        const ListOf& list_after) {
  Changes out;
  const Manifest none;
  const Manifest& old = before ? *before : none;
  std::set<std::string> partitions;
  for (const auto* manifest : {&old, &after})
    for (const auto& [partition, digest] : manifest->partitions) partitions.insert(partition);
  const auto list = [](const Manifest& manifest, const std::string& partition, const ListOf& list_of) {
    const auto at = manifest.partitions.find(partition);
    if (at == manifest.partitions.end()) return FileList();
    FileList files = list_of(partition, at->second).value_or(FileList());
    files[kListName] = at->second;
    return files;
  };
  for (const auto& partition : partitions) {
    const auto was = old.partitions.find(partition), is = after.partitions.find(partition);
    if (was != old.partitions.end() && is != after.partitions.end() && was->second == is->second) continue;
    compare(partition + "/", list(old, partition, list_before), list(after, partition, list_after), out);
  }
  compare("", old.files, after.files, out);
  for (auto* paths : {&out.added, &out.changed, &out.gone}) std::sort(paths->begin(), paths->end());
  return out;
}

ListOf lists_in_store(const Fs& fs, const stdfs::path& out) {
  return [&fs, out](const std::string&, const std::string& digest) -> std::optional<FileList> {
    const auto text = fs.read(out / "store" / digest / kListName);
    if (!text.ok()) return std::nullopt;
    auto files = parse_list(*text, digest);
    if (!files.ok()) return std::nullopt;
    return std::move(*files);
  };
}

bool is_record_page(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.size() <= kCode || name.find(".html") == std::string_view::npos || path.find('/') == std::string_view::npos)
    return false;
  return std::all_of(name.begin(), name.begin() + kCode,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

Result<std::vector<std::string>> pages_taken_down(const Fs& fs, const stdfs::path& out, const std::string& before,
                                                  const std::string& after) {
  std::vector<std::string> down;
  if (before.empty() || before == after) return down;
  GONGSHI_ASSIGN(auto was, read_plan(fs, out, before));
  GONGSHI_ASSIGN(auto is, read_plan(fs, out, after));
  std::sort(was.begin(), was.end());
  std::sort(is.begin(), is.end());
  const auto has = [](const std::vector<std::string>& plan, const std::string& path) {
    return std::binary_search(plan.begin(), plan.end(), path);
  };
  for (const auto& path : was) {
    if (!path.ends_with(".html") || !is_record_page(path)) continue;
    const bool fell = has(is, path + kGone) && !has(was, path + kGone);
    const bool left = !has(is, path) && !has(was, path + kGone);
    if (fell || left) down.push_back(path);
  }
  return down;
}

}  // namespace gongshi
