#include "site/site.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"

namespace gongshi {

Error Site::located(Error error) const {
  const JsonPlace place = json_place(error.where);
  const auto at = lines.find(place.file);
  error.where = place.file + (at == lines.end() ? "" : ":" + std::to_string(at->second.line(place.pointer)));
  return error;
}

const DatasetDefinition* Site::definition(const std::string& dataset) const {
  for (const auto* kind : {&datasets, &figures})
    if (const auto at = kind->find(dataset); at != kind->end()) return &at->second;
  return nullptr;
}

const FeedConfig* Site::feed(const std::string& id) const {
  for (const auto& candidate : feeds)
    if (candidate.id == id) return &candidate;
  return nullptr;
}

stdfs::path Site::resource(const std::string& relative) const {
  std::error_code ec;
  const stdfs::path own = dir / relative;
  if (stdfs::is_regular_file(own, ec)) return own;
  const bool in_content = !relative.starts_with("templates/") && !relative.starts_with("themes/");
  const stdfs::path built_in = in_content ? share / "content" / relative : share / relative;
  return stdfs::is_regular_file(built_in, ec) ? built_in : stdfs::path();
}

bool Site::find_preset(FeedConfig& feed) const {
  feed.presets = share / "content" / "presets";
  if (feed.preset.empty() || feed.preset == "native") return true;
  if (feed.preset.ends_with(".json")) {
    feed.mapping = feed.preset;
    return true;
  }
  if (contains(feed.preset, "/")) return false;
  feed.mapping = resource("presets/" + feed.preset + ".json");
  return !feed.mapping.empty();
}

std::map<std::string, stdfs::path> Site::resources(const Fs& fs, const std::string& relative) const {
  std::map<std::string, stdfs::path> found;
  const bool in_content = !relative.starts_with("templates") && !relative.starts_with("themes");
  for (const auto& folder :
       {in_content ? share / "content" / relative : share / relative, dir / relative}) {
    if (!fs.is_dir(folder)) continue;
    auto names = fs.list(folder);
    if (!names) continue;
    for (const auto& name : *names)
      if (!fs.is_dir(folder / name) && !fs.is_link(folder / name)) found[name] = folder / name;
  }
  return found;
}

std::map<std::string, stdfs::path> Site::pages(const Fs& fs) const {
  std::map<std::string, stdfs::path> found;
  const std::function<void(const std::string&)> look = [&](const std::string& below) {
    for (const auto& [name, path] : resources(fs, "pages" + below))
      if (name.ends_with(".md")) found[(below + "/" + name.substr(0, name.size() - 3)).substr(1)] = path;
    std::set<std::string> folders;
    for (const stdfs::path& folder : {share / "content" / ("pages" + below), dir / ("pages" + below)})
      if (const auto entries = fs.is_dir(folder) ? fs.entries(folder) : std::vector<std::pair<std::string, bool>>())
        for (const auto& [name, is_dir] : *entries)
          if (is_dir && !name.starts_with(".") && !fs.is_link(folder / name)) folders.insert(name);
    for (const std::string& folder : folders)
      if (!below.empty() || folder != "files") look(below + "/" + folder);
  };
  look("");
  return found;
}

Status append_line(Fs& fs, const stdfs::path& site_dir, const std::string& file, const Json& line) {
  std::string bytes = canonical(line) + "\n";
  const stdfs::path path = site_dir / file;
  if (fs.exists(path)) {
    GONGSHI_ASSIGN(const std::string before, fs.read(path));
    if (!before.empty() && before.back() != '\n') bytes = "\n" + bytes;
  }
  return fs.append(path, bytes);
}

}  // namespace gongshi
