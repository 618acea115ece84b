#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace gongshi {

/// A place beside OUT that gets every release (site.json `targets`).
struct Target {
  enum class Kind {
    kDirectory,  ///< a directory of this machine
    kRsync,      ///< a directory of another host, by rsync over ssh
    kRclone,     ///< whatever rclone can write to: an object store, WebDAV, …
  };
  std::string id;
  Kind kind = Kind::kDirectory;
  std::string place;  ///< /srv/www/gongshi; deploy@host:/srv/gongshi; oss:bucket/gongshi
  int port = 0;       ///< of ssh; 0: what ssh itself would take
  /// Called when the target has changed, so that a cache before it forgets: a web address that is posted
  /// to, or a command of the shell. Both get the addresses that changed, one a line.
  std::string purge;
  std::map<std::string, std::string> purge_headers;  ///< of a web address; values may be `env:NAME`

  bool purges_by_url() const { return purge.starts_with("https://") || purge.starts_with("http://"); }
};

/// The word of site.json for a kind: directory, rsync, rclone.
std::string_view target_word(Target::Kind kind);

/// How release.json is signed (site.json `signing`). Nothing is signed where `key` is empty.
struct Signing {
  std::string key;  ///< absolute path of the private key, or `env:NAME` of a variable that holds one
  std::string algorithm = "ed25519";  ///< or sm2: what the key must be
};

/// Read their part of site.json; mistakes are added to `errors` with their place.
void read_targets(const Json& list, const std::string& where, std::vector<Target>& out, std::vector<Error>& errors);
void read_signing(const Json& json, const std::string& where, Signing& out, std::vector<Error>& errors);

}  // namespace gongshi
