#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/fs.h"
#include "pull/fetch.h"
#include "site/site.h"

namespace gongshi {

/// What another portal says of a record that it has taken down.
struct PortalWithdrawal {
  std::string on;      ///< ISO date
  std::string ground;
  std::string reason;  ///< its code
};

/// By the last part of the page's address.
using PortalWithdrawals = std::map<std::string, PortalWithdrawal>;

/// The /data/ of another portal, as far as one feed takes it.
struct PortalFiles {
  Fetched fetched;              ///< JSON Lines of the feed's dataset, one page each
  PortalWithdrawals withdrawn;
};

/// True for a feed of the preset `portal` whose url is a data package rather than one file.
bool is_portal_package(const FeedConfig& feed);

/// Fetches the data package, the JSON Lines it lists for the feed's dataset, and withdrawn.jsonl beside
/// it into `dir`. Every file must have the digest the package gives, since the portal may be switching
/// to a new release. Errors: those of `fetch_all`, `unreadable`; files already fetched stay in `dir`.
Result<PortalFiles> fetch_portal(Fs& fs, const FeedConfig& feed, const stdfs::path& dir, const FetchLimits& limits);

/// The last part of the address of a record's page, which withdrawn.jsonl names it by.
std::string page_file(const std::string& dataset, const std::string& agency, const std::string& id);

}  // namespace gongshi
