// Another host, by rsync over ssh: beside what readers see, verified there, switched there. The host needs
// sshd, rsync, a POSIX shell, GNU coreutils and findutils. Its layout is that of OUT.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/digest.h"
#include "base/text.h"
#include "publish/carriers.h"
#include "publish/program.h"
#include "publish/purge.h"
#include "release/switch.h"

namespace gongshi {
namespace {

constexpr int kAskSeconds = 300;
constexpr int kMoveSeconds = 6 * 3600;

/// $1 directory. Prints the current release, its release.json after a line of its own, and the store.
constexpr const char* kAsk = R"sh(
set -e
mkdir -p "$1/store" "$1/releases"
cd "$1"
rm -rf incoming
echo "current $(readlink current 2>/dev/null | sed 's|.*/||')"
ls store | sed 's/^/stored /'
echo manifest
cat current/site/release.json 2>/dev/null || true
)sh";

/// $1 directory, $2 release, $3 digest of its release.json, $4 how many earlier releases stay (0 or 1). Nothing
/// that readers see is touched before everything that came is what it should be.
constexpr const char* kSwitch = R"sh(
set -e
cd "$1"
was=$(readlink current 2>/dev/null | sed 's|.*/||')
for new in incoming/store/*; do
  [ -d "$new" ] || continue
  digest=${new##*/}
  [ "$(sha256sum <"$new/files.sha256" | cut -c 1-64)" = "$digest" ] || { echo "altered $digest" >&2; exit 3; }
  [ ! -s "$new/files.sha256" ] || (cd "$new" && sha256sum --quiet --strict -c files.sha256 >&2) || exit 3
  [ -e "store/$digest" ] || mv "$new" "store/$digest"
done
fresh=incoming/releases/$2
[ "$(sha256sum <"$fresh/site/release.json" | cut -c 1-64)" = "$3" ] || { echo "altered release.json" >&2; exit 3; }
[ ! -s "$fresh/site/files.sha256" ] || (cd "$fresh/site" && sha256sum --quiet --strict -c files.sha256 >&2) || exit 3
if [ "$was" != "$2" ]; then
  rm -rf "releases/$2"
  mv "$fresh" "releases/$2"
fi
lost=$(find "releases/$2/site" -xtype l | head -n 1)
[ -z "$lost" ] || { echo "missing $lost" >&2; exit 3; }
sync
ln -sfn "releases/$2" current.next
mv -T current.next current
for old in releases/*; do
  name=${old##*/}
  if [ "$name" != "$2" ] && { [ "$4" = 0 ] || [ "$name" != "$was" ]; }; then rm -rf "$old"; fi
done
find releases -type l -exec readlink {} \; | sed 's|.*/||' | sort -u >incoming/linked
ls store | sort | comm -23 - incoming/linked | while read -r digest; do rm -rf "store/$digest"; done
rm -rf incoming
echo switched
)sh";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// ssh asks nobody anything and takes no host it does not know.
std::vector<std::string> ssh_words(const Target& target) {
  std::vector<std::string> words = {"ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o",
                                    "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"};
  if (const std::string hosts = environment("GONGSHI_SSH_KNOWN_HOSTS"); !hosts.empty())
    words.insert(words.end(), {"-o", "UserKnownHostsFile=" + hosts, "-o", "GlobalKnownHostsFile=/dev/null"});
  if (const std::string key = environment("GONGSHI_SSH_KEY"); !key.empty())
    words.insert(words.end(), {"-i", key, "-o", "IdentitiesOnly=yes"});
  if (target.port > 0) words.insert(words.end(), {"-p", std::to_string(target.port)});
  return words;
}

class Host {
 public:
  explicit Host(const Target& target) : target_(target) {
    const size_t colon = target.place.find(':');
    name_ = target.place.substr(0, colon);
    dir_ = target.place.substr(colon + 1);
  }

  Result<std::string> run(const char* script, const std::vector<std::string>& arguments, int seconds) const {
    std::vector<std::string> words = ssh_words(target_);
    std::string line = "sh -s -- " + dir_;
    for (const auto& argument : arguments) line += " " + argument;
    words.insert(words.end(), {"--", name_, line});
    GONGSHI_ASSIGN(ProgramEnd end, run_program(words, script, seconds));
    if (end.exit == 0) return std::move(end.out);
    if (end.exit == 255)
      return failed("连不上 " + name_ + "（" + end.complaint() + "）。请检查网络、GONGSHI_SSH_KEY 和 GONGSHI_SSH_KNOWN_HOSTS");
    if (end.exit == 3) return failed("送到的文件与清单不符，没有切换（" + end.complaint() + "）");
    return failed("主机上的步骤没有做完（" + end.complaint() + "）");
  }

  /// Sends these paths of OUT, links as links, to `incoming`.
  Status send(const stdfs::path& out, const std::vector<std::string>& paths) const {
    std::string shell;
    for (const auto& word : ssh_words(target_)) shell += (shell.empty() ? "'" : " '") + word + "'";
    std::string list;
    for (const auto& path : paths) list += path + "\n";
    const std::vector<std::string> words = {"rsync", "-rlt", "--files-from=-", "--timeout=120", "--chmod=D755,F644",
                                            "-e", shell, out.string() + "/", name_ + ":" + dir_ + "/incoming/"};
    GONGSHI_ASSIGN(const ProgramEnd end, run_program(words, list, kMoveSeconds));
    if (end.exit == 0) return {};
    return failed(end.told("rsync"));
  }

 private:
  Error failed(const std::string& why) const {
    return not_brought(target_, why + "，那里仍是原来的版本");
  }

  const Target& target_;
  std::string name_, dir_;
};

/// What the host has.
struct There {
  std::string current;
  std::set<std::string> stored;
  std::string manifest;

  static There parse(const std::string& answer) {
    There there;
    size_t at = 0;
    while (at < answer.size()) {
      const size_t end = std::min(answer.find('\n', at), answer.size());
      const std::string line = answer.substr(at, end - at);
      at = end + 1;
      if (line.starts_with("current ")) there.current = line.substr(8);
      if (line.starts_with("stored ")) there.stored.insert(line.substr(7));
      if (line == "manifest") {
        there.manifest = at < answer.size() ? answer.substr(at) : "";
        break;
      }
    }
    return there;
  }
};

}  // namespace

Result<Changes> bring_by_rsync(Fs& fs, const Target& target, const PushOrder& order) {
  const stdfs::path site = release_dir(order.out, order.release) / "site";
  GONGSHI_ASSIGN(const std::string bytes, fs.read(site / kManifestName));
  GONGSHI_ASSIGN(const Manifest manifest, Manifest::parse(bytes, (site / kManifestName).string()));
  const Host host(target);
  GONGSHI_ASSIGN(const std::string answer, host.run(kAsk, {}, kAskSeconds));
  const There there = There::parse(answer);
  Changes changes;
  const bool same = there.manifest == bytes;
  if (same && !order.forget_previous) return changes;
  if (!same) {
    const auto before = Manifest::parse(there.manifest, target.place);
    // Lists of partitions that are gone here are gone for the host's old release, too: then all is new.
    changes = changes_between(before.ok() ? std::optional(*before) : std::nullopt, lists_in_store(fs, order.out),
                              manifest, lists_in_store(fs, order.out));
    GONGSHI_TRY(note_for_purge(fs, target, order, changes));
  }
  std::vector<std::string> paths = {"releases/" + order.release + "/site"};
  for (const auto& [partition, digest] : manifest.partitions)
    if (!there.stored.count(digest)) paths.push_back("store/" + digest);
  GONGSHI_TRY(host.send(order.out, paths));
  GONGSHI_ASSIGN(const std::string done, host.run(kSwitch, {order.release, sha256_hex(bytes), order.forget_previous ? "0" : "1"},
                                                  kMoveSeconds));
  if (!contains(done, "switched")) return not_brought(target, "没有答复切换完成");
  return changes;
}

}  // namespace gongshi
