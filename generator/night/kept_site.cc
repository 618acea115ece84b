#include "night/kept_site.h"

#include <algorithm>
#include <functional>
#include <set>
#include <span>

#include "base/digest.h"
#include "base/json.h"
#include "release/switch.h"
#include "release/views.h"

namespace gongshi {
namespace {

constexpr const char* kKeptFolders[] = {"templates", "themes", "pages", "images", "datasets", "rules", "calendars", "annual", "presets"};
/// Of the webmaster's lines those that pages show.
constexpr const char* kFiles[] = {"site.json", "violations.json", "corrections.jsonl"};
constexpr const char* kFeeds = "feeds.json";
/// Of a feed what rules and pages ask for: no address, no header, which may hold a password.
constexpr const char* kOfFeed[] = {"id", "dataset", "agency", "mode", "attests", "stale_after_days"};
/// What a webmaster deletes there is not to be seen any more.
constexpr const char* kShown[] = {"pages/", "images/"};
/// Pictures and documents, which are large and seldom change, in a part of their own.
constexpr const char* kLarge[] = {"images/", "pages/files/"};

bool below_one_of(const std::string& path, std::span<const char* const> folders) {
  return std::any_of(folders.begin(), folders.end(), [&](const char* folder) { return path.starts_with(folder); });
}

std::string list_path(const std::string& part) { return part + "/list.json"; }

using Take = std::function<Status(const std::string& path, const std::string& bytes)>;

Status each_below(const Fs& fs, const stdfs::path& dir, const std::string& folder, const Take& take) {
  GONGSHI_ASSIGN(const auto entries, fs.entries(dir / folder));
  for (const auto& [name, is_dir] : entries) {
    const std::string path = folder + "/" + name;
    // As the site is read: a link counts for configuration only.
    if (name.starts_with(".") || (fs.is_link(dir / path) && !name.ends_with(".json"))) continue;
    if (is_dir) {
      GONGSHI_TRY(each_below(fs, dir, path, take));
      continue;
    }
    GONGSHI_ASSIGN(const std::string bytes, fs.read(dir / path));
    GONGSHI_TRY(take(path, bytes));
  }
  return {};
}

Result<std::string> feeds_without_addresses(const Fs& fs, const stdfs::path& file) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  GONGSHI_ASSIGN(const Json feeds, parse_config(bytes, file.string()));
  Json out = Json::array();
  for (const Json& feed : feeds) {
    Json kept = {{"url", "-"}};
    for (const char* key : kOfFeed)
      if (feed.contains(key)) kept[key] = feed[key];
    out.push_back(std::move(kept));
  }
  return canonical(out);
}

/// Every file of one part.
Status each_file(const Fs& fs, const stdfs::path& dir, const std::string& part, const Take& take) {
  const Take of_part = [&](const std::string& path, const std::string& bytes) {
    return below_one_of(path, kLarge) == (part == kSiteParts[1]) ? take(path, bytes) : Status();
  };
  for (const char* folder : kKeptFolders)
    if (fs.is_dir(dir / folder)) GONGSHI_TRY(each_below(fs, dir, folder, of_part));
  for (const char* file : kFiles) {
    if (!fs.exists(dir / file)) continue;
    GONGSHI_ASSIGN(const std::string bytes, fs.read(dir / file));
    GONGSHI_TRY(of_part(file, bytes));
  }
  GONGSHI_ASSIGN(const std::string feeds, feeds_without_addresses(fs, dir / kFeeds));
  return of_part(kFeeds, feeds);
}

bool is_gone(const Fs& fs, const stdfs::path& site_dir, const std::string& path) {
  return below_one_of(path, kShown) && fs.is_dir(site_dir) && !fs.exists(site_dir / path);
}

/// Writes the kept files into `into`; `deleted`: also those that are gone from `site_dir`.
Status unfold(Fs& fs, const stdfs::path& out, const std::string& release, const stdfs::path& site_dir, const stdfs::path& into, bool deleted) {
  GONGSHI_TRY(fs.remove_tree(into));
  GONGSHI_TRY(fs.make_dirs(into, 0700));
  for (const std::string part : kSiteParts) {
    GONGSHI_ASSIGN(const std::string listed, read_private(fs, out, release, list_path(part)));
    const Json list = Json::parse(listed);
    for (const auto& [path, digest] : list.items()) {
      if (!deleted && is_gone(fs, site_dir, path)) continue;
      GONGSHI_ASSIGN(const std::string bytes, read_private(fs, out, release, part + "/" + digest.get<std::string>()));
      GONGSHI_TRY(fs.make_dirs((into / path).parent_path(), 0700));
      GONGSHI_TRY(fs.write(into / path, bytes, 0600));
    }
  }
  return {};
}

}  // namespace

Result<std::string> site_digest(const Fs& fs, const stdfs::path& site_dir, const std::string& part) {
  std::string all;
  GONGSHI_TRY(each_file(fs, site_dir, part, [&](const std::string& path, const std::string& bytes) -> Status {
    all += path + "\n" + sha256_hex(bytes) + "\n";
    return {};
  }));
  return sha256_hex(all);
}

Status keep_site(const Fs& fs, const stdfs::path& site_dir, FileSink& sink) {
  for (const std::string part : kSiteParts) {
    if (!sink.wants(list_path(part))) continue;
    std::set<std::string> digests;  // one file of the same bytes is enough
    Json list = Json::object();
    GONGSHI_TRY(each_file(fs, site_dir, part, [&](const std::string& path, const std::string& bytes) -> Status {
      const std::string digest = sha256_hex(bytes);
      list[path] = digest;
      return digests.insert(digest).second ? sink.add(part + "/" + digest, bytes) : Status();
    }));
    GONGSHI_TRY(sink.add(list_path(part), canonical(list)));
  }
  return {};
}

Result<std::optional<Site>> kept_site(Fs& fs, const stdfs::path& out, const std::string& release,
                                      const stdfs::path& site_dir, const stdfs::path& share, const stdfs::path& into) {
  if (!fs.exists(release_dir(out, release) / "views" / list_path(kSiteParts[0]))) return std::optional<Site>();
  // What was deleted may be named by what was not: a screen that shows the page.
  for (const bool deleted : {false, true}) {
    GONGSHI_TRY(unfold(fs, out, release, site_dir, into, deleted));
    LoadedSite loaded = load_site(fs, into, share);
    if (loaded.errors.empty()) return std::optional(std::move(loaded.site));
  }
  return std::optional<Site>();
}

void show_no_more(Site& kept, const Site& today) {
  for (auto& [dataset, definition] : kept.datasets) {
    const DatasetDefinition* now = today.definition(dataset);
    for (FieldDefinition& field : definition.fields) {
      const FieldDefinition* same = now ? now->field(field.name) : nullptr;
      if (same && same->is_public) continue;
      field.is_public = field.search = field.list = field.detail = false;
    }
  }
}

}  // namespace gongshi
