#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// What a feed's source is told besides the address. Secrets come from the environment and are held
/// in memory only while the feed is fetched.
struct Credentials {
  std::vector<std::string> headers;  ///< `Name: value`
  std::string user, password;
  bool any() const { return !headers.empty() || !user.empty() || !password.empty(); }

  /// Errors (`fetch_failed`) name the variable that is not set, never a value.
  static Result<Credentials> of(const FeedConfig& feed);
};

/// How an SSH server is known and how it knows us. The host key is always checked against a file of
/// known hosts: `GONGSHI_SSH_KNOWN_HOSTS`, else `~/.ssh/known_hosts`.
struct SshIdentity {
  std::string known_hosts;
  std::string key_file;    ///< GONGSHI_SSH_KEY; empty: the agent, or a password
  std::string passphrase;  ///< GONGSHI_SSH_KEY_PASSPHRASE

  /// Error (`fetch_failed`) when there is no file of known hosts.
  static Result<SshIdentity> of(const FeedConfig& feed);
};

}  // namespace gongshi
