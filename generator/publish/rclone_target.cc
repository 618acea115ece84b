// An object store or WebDAV, by rclone: a flat tree without links and without a switch. So the order of the
// steps counts: what is no longer public and tombstones first, then new pages, pages that changed, lists and
// data, the index, the home page and release.json, and last what nothing points to any more.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"
#include "publish/carriers.h"
#include "publish/program.h"
#include "publish/purge.h"
#include "release/signature.h"
#include "release/switch.h"

namespace gongshi {
namespace {

constexpr int kCopySeconds = 12 * 3600;
constexpr int kNoSuchPlace = 3;  // rclone's exit code for a directory that is not there
constexpr int kNoSuchFile = 4;
constexpr const char* kUnderway = "underway.txt";  // paths a push that did not end may have left there

using Paths = std::vector<std::string>;

std::string lines_of(const Paths& paths) {
  std::string text;
  for (const auto& path : paths) text += path + "\n";
  return text;
}

/// The remote side of one target.
class Remote {
 public:
  Remote(Fs& fs, const Target& target, stdfs::path notes) : fs_(fs), target_(target), notes_(std::move(notes)) {}

  /// The file's bytes; nothing when it is not there.
  Result<std::optional<std::string>> read(const std::string& path) const {
    GONGSHI_ASSIGN(ProgramEnd end, rclone({"cat", at(path)}));
    if (end.exit == kNoSuchPlace || end.exit == kNoSuchFile || (end.exit == 0 && end.out.empty()))
      return std::optional<std::string>();
    if (end.exit != 0) return failed("读不了 " + path, end);
    return std::optional<std::string>(std::move(end.out));
  }

  /// These files of the remote, as far as they are there, below `dir`.
  Status fetch(const Paths& paths, const stdfs::path& dir) const {
    if (paths.empty()) return {};
    return with_list(paths, "取不回清单", {"copy", "--ignore-times", "--no-traverse", target_.place, dir.string()});
  }
  Status send(const stdfs::path& site, const Paths& paths) const {
    if (paths.empty()) return {};
    return with_list(paths, "没有传完", {"copy", "--copy-links", "--ignore-times", "--no-traverse", site.string(), target_.place});
  }
  /// Every byte is read back.
  Status check(const stdfs::path& site, const Paths& paths) const {
    if (paths.empty()) return {};
    return with_list(paths, "传到的与这里的不同",
                     {"check", "--one-way", "--download", "--copy-links", site.string(), target_.place});
  }
  /// Removes them, and looks whether they are gone.
  Status remove(const Paths& paths) const {
    if (paths.empty()) return {};
    GONGSHI_TRY(with_list(paths, "没有删完", {"delete", target_.place}));
    GONGSHI_TRY(write_list(paths));
    GONGSHI_ASSIGN(const ProgramEnd end, rclone({"lsf", "-R", "--files-only", target_.place, "--files-from-raw", list()}));
    if (end.exit != 0 && end.exit != kNoSuchPlace) return failed("查不了是否已删除", end);
    if (end.out.empty()) return {};
    return not_brought(target_, "还有应当删除的文件，如 " + end.out.substr(0, end.out.find('\n')));
  }

 private:
  std::string at(const std::string& path) const {
    return target_.place + (target_.place.ends_with(":") || target_.place.ends_with("/") ? "" : "/") + path;
  }
  std::string list() const { return (notes_ / "list.txt").string(); }
  Status write_list(const Paths& paths) const { return fs_.write(list(), lines_of(paths), 0600); }

  Status with_list(const Paths& paths, const std::string& what, std::vector<std::string> words) const {
    GONGSHI_TRY(write_list(paths));
    words.insert(words.end(), {"--files-from-raw", list()});
    GONGSHI_ASSIGN(const ProgramEnd end, rclone(std::move(words)));
    return end.exit == 0 ? Status() : Status(failed(what, end));
  }

  /// Passwords come from the environment only, or from a file that the environment names.
  Result<ProgramEnd> rclone(std::vector<std::string> words) const {
    words.insert(words.begin(), "rclone");
    words.insert(words.end(), {"--contimeout", "20s", "--timeout", "2m", "--retries", "3", "--stats", "0", "-q"});
    if (!std::getenv("RCLONE_CONFIG")) words.insert(words.end(), {"--config", ""});
    return run_program(words, "", kCopySeconds);
  }

  Error failed(const std::string& what, const ProgramEnd& end) const {
    return not_brought(target_, what + "，" + end.told("rclone") + "。下次运行会接着做");
  }

  Fs& fs_;
  const Target& target_;
  stdfs::path notes_;
};

/// 0 new pages, 1 changed pages, 2 lists and data, 3 the index, 4 what everybody asks for first; 5 is
/// release.json with what belongs to it, since it says that all of it is there.
constexpr size_t kSteps = 6;
size_t step_of(const std::string& path, bool added) {
  if (is_record_page(path)) return added ? 0 : 1;
  if (path.find('/') == std::string::npos) return 4;
  return path.starts_with("search/") ? 3 : 2;
}

/// The steps of one push.
struct Steps {
  Paths down;        ///< record pages that must go
  Paths stones;      ///< pages that become tombstones, with what lies beside them
  Paths send[kSteps];
  Paths rest;        ///< what nothing points to any more

  static Steps of(const Changes& changes, const Paths& unlisted) {
    Steps steps;
    std::set<std::string> stones;
    for (const auto& path : changes.added)
      if (path.ends_with(".gone")) stones.insert(path.substr(0, path.size() - std::string_view(".gone").size()));
    const auto place = [&](const std::string& path, bool added) {
      const std::string page = path.substr(0, path.find(".html") == std::string::npos ? path.size() : path.find(".html") + 5);
      (stones.count(page) ? steps.stones : steps.send[step_of(path, added)]).push_back(path);
    };
    for (const auto& path : changes.added) place(path, true);
    for (const auto& path : changes.changed) place(path, false);
    for (const auto& path : changes.gone) (is_record_page(path) ? steps.down : steps.rest).push_back(path);
    steps.send[kSteps - 1] = unlisted;
    for (const char* name : {kListName, kManifestName}) steps.send[kSteps - 1].emplace_back(name);
    for (const char* name : {kSignatureName, kPublicKeyName})  // of a release that was signed and this one is not
      if (std::find(unlisted.begin(), unlisted.end(), name) == unlisted.end()) steps.rest.emplace_back(name);
    return steps;
  }
};

/// Paths a killed push may have left there and no list speaks of: sent again where they belong, else removed.
void add_underway(const Paths& underway, const std::set<std::string>& wanted_there, Changes& changes) {
  std::set<std::string> sent(changes.added.begin(), changes.added.end());
  sent.insert(changes.changed.begin(), changes.changed.end());
  const std::set<std::string> gone(changes.gone.begin(), changes.gone.end());
  for (const auto& path : underway) {
    if (path.empty() || sent.count(path) || gone.count(path)) continue;
    (wanted_there.count(path) ? changes.changed : changes.gone).push_back(path);
  }
}

/// Every path of the release, lists included.
std::set<std::string> all_paths(const Manifest& manifest, const ListOf& list_of) {
  std::set<std::string> paths;
  for (const auto& [path, digest] : manifest.files) paths.insert(path);
  for (const auto& [partition, digest] : manifest.partitions) {
    paths.insert(partition + "/" + kListName);
    for (const auto& [name, file_digest] : list_of(partition, digest).value_or(FileList())) paths.insert(partition + "/" + name);
  }
  return paths;
}

}  // namespace

Result<Changes> bring_by_rclone(Fs& fs, const Target& target, const PushOrder& order) {
  const stdfs::path site = release_dir(order.out, order.release) / "site";
  GONGSHI_ASSIGN(const std::string bytes, fs.read(site / kManifestName));
  GONGSHI_ASSIGN(const Manifest manifest, Manifest::parse(bytes, (site / kManifestName).string()));
  const Remote remote(fs, target, order.notes);
  const stdfs::path underway_file = order.notes / kUnderway;
  const bool underway = fs.exists(underway_file);
  GONGSHI_ASSIGN(const auto there, remote.read(kManifestName));
  if (there && *there == bytes && !underway) return Changes();

  // The remote's own lists of the partitions that differ say what lies there.
  const auto parsed = there ? Manifest::parse(*there, target.place) : Result<Manifest>(Error());
  const std::optional<Manifest> before = parsed.ok() ? std::optional(*parsed) : std::nullopt;
  Paths lists;
  if (before)
    for (const auto& [partition, digest] : before->partitions)
      if (const auto same = manifest.partitions.find(partition); same == manifest.partitions.end() || same->second != digest)
        lists.push_back(partition + "/" + kListName);
  const stdfs::path old = order.notes / "lists";
  GONGSHI_TRY(fs.remove_tree(old));
  GONGSHI_TRY(fs.make_dirs(old, 0700));
  GONGSHI_TRY(remote.fetch(lists, old));
  const ListOf list_there = [&](const std::string& partition, const std::string&) -> std::optional<FileList> {
    const auto text = fs.read(old / partition / kListName);
    auto files = text.ok() ? parse_list(*text, partition) : Result<FileList>(text.error());
    return files.ok() ? std::optional(std::move(*files)) : std::nullopt;
  };
  const ListOf list_here = lists_in_store(fs, order.out);
  Changes changes = changes_between(before, list_there, manifest, list_here);
  if (underway) {
    GONGSHI_ASSIGN(const std::string left, fs.read(underway_file));
    add_underway(split(left, '\n'), all_paths(manifest, list_here), changes);
  }
  Paths moving = changes.added;
  for (const auto* paths : {&changes.changed, &changes.gone}) moving.insert(moving.end(), paths->begin(), paths->end());
  GONGSHI_TRY(fs.append(underway_file, lines_of(moving), 0600));
  GONGSHI_TRY(note_for_purge(fs, target, order, changes));

  const Steps steps = Steps::of(changes, unlisted_files(fs, site));
  GONGSHI_TRY(remote.remove(steps.down));
  GONGSHI_TRY(remote.send(site, steps.stones));
  for (const Paths& paths : steps.send) GONGSHI_TRY(remote.send(site, paths));
  GONGSHI_TRY(remote.check(site, steps.stones));
  for (const Paths& paths : steps.send) GONGSHI_TRY(remote.check(site, paths));
  GONGSHI_TRY(remote.remove(steps.rest));
  GONGSHI_TRY(fs.remove_tree(old));
  GONGSHI_TRY(fs.remove(underway_file));
  return changes;
}

}  // namespace gongshi
