#pragma once

#include <memory>
#include <string>

#include "base/fs.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// A small read-only web server for the current release and its search, meant to stand behind a
/// full web server or to be used alone on kiosks. GET and HEAD only:
/// - `/search.json?…` and, with a query string, `/search/?…`: answered from the release's index;
/// - everything else: the files of OUT/current/site.
/// Every request is answered from one release; the next one sees a new release as soon as
/// OUT/current points to it. Nothing about requests is ever logged.
class Server {
 public:
  /// Listens on `listen`, ADDR:PORT with a numeric address (`127.0.0.1:8080`, `[::1]:8080`; port 0
  /// takes a free one), and serves from threads of its own until `stop`. `site` must outlive the
  /// server. Errors: `bad_listen`, `no_release`, those of the templates.
  static Result<std::unique_ptr<Server>> start(const Site& site, const stdfs::path& out,
                                               const std::string& listen);
  ~Server();

  /// Answers what has been asked, then stops. May be called twice.
  void stop();
  int port() const;

 private:
  struct Daemon;
  explicit Server(std::unique_ptr<Daemon> daemon);
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace gongshi
