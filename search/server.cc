#include "render/links.h"
#include "search/server.h"

#include <microhttpd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "base/text.h"
#include "search/listen.h"
#include "search/patience.h"
#include "search/search_pool.h"
#include "search/search_service.h"

namespace gongshi {
namespace {

constexpr unsigned kPageThreads = 4;
constexpr size_t kSearchQueue = 64;
constexpr unsigned kConnections = 512;
constexpr unsigned kTimeoutSeconds = 15;
constexpr size_t kConnectionMemory = size_t{64} * 1024;  // some 1,000 parameters are still answered
constexpr size_t kMaxParameters = 32;

/// One request between the calls of libmicrohttpd's handler.
struct Exchange {
  ~Exchange() {
    if (response.file >= 0) ::close(response.file);
  }
  std::string path;
  SearchService::Parameters parameters;
  bool begun = false;
  bool answered = false;  ///< `response` is ready to be sent
  Response response;
};

size_t search_threads() { return std::clamp(std::thread::hardware_concurrency(), 2U, 8U); }

/// %XX decoded in place. An encoded zero byte, which would end a path early, becomes a control
/// character and is refused with those.
size_t unescaped(void*, MHD_Connection*, char* text) {
  for (char* at = text; (at = std::strstr(at, "%00")) != nullptr; ++at) at[2] = '1';
  return MHD_http_unescape(text);
}

MHD_Result take_parameter(void* into, MHD_ValueKind, const char* name, size_t name_size,
                          const char* value, size_t value_size) {
  auto& parameters = *static_cast<SearchService::Parameters*>(into);
  if (parameters.size() < kMaxParameters)
    parameters.emplace(std::string(name, name_size),
                       value ? std::string(value, value_size) : std::string());
  return MHD_YES;
}

/// The response takes the file or the body over.
MHD_Response* made(Response& response) {
  if (response.file < 0)
    return MHD_create_response_from_buffer(response.body.size(), response.body.data(),
                                           MHD_RESPMEM_MUST_COPY);
  MHD_Response* out = MHD_create_response_from_fd64(response.file_size, response.file);
  if (out) response.file = -1;
  return out;
}

/// What Patience knows the connection by.
Patience::Visit* visit_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? static_cast<Patience::Visit*>(info->socket_context) : nullptr;
}

MHD_Result send(MHD_Connection* connection, Response& response) {
  MHD_Response* out = made(response);
  if (!out) return MHD_NO;
  MHD_add_response_header(out, "Content-Type", response.type.c_str());
  MHD_add_response_header(out, "Content-Security-Policy",
                          "default-src 'self'; base-uri 'self'; form-action 'self'");
  MHD_add_response_header(out, "Referrer-Policy", "no-referrer");
  MHD_add_response_header(out, "X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : response.headers)
    MHD_add_response_header(out, name.c_str(), value.c_str());
  const MHD_Result result =
      MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return result;
}

bool has_body(MHD_Connection* connection) {
  const char* length =
      MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
  return (length && std::strcmp(length, "0") != 0) ||
         MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                     MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

}  // namespace

/// The daemon and everything its threads use; threads end before the rest goes.
struct Server::Daemon {
  Daemon(const Site& site, const stdfs::path& out)
      : releases(site, out),
        service(site, releases),
        pool(search_threads(), kSearchQueue),
        base(path_of(site.config.base_url)) {}

  static MHD_Result handle(void* self, MHD_Connection* connection, const char* url,
                           const char* method, const char*, const char*, size_t*, void** state);
  static void completed(void* self, MHD_Connection* connection, void** state, MHD_RequestTerminationCode) {
    delete static_cast<Exchange*>(*state);
    *state = nullptr;
    static_cast<Daemon*>(self)->patience.answered(visit_of(connection));
  }
  static void connected(void* self, MHD_Connection* connection, void** context, MHD_ConnectionNotificationCode what);
  MHD_Result answer(MHD_Connection* connection, Response& response);
  MHD_Result begin(MHD_Connection* connection, const char* url, Exchange& exchange);
  void search_later(MHD_Connection* connection, Exchange& exchange);

  Releases releases;
  SearchService service;
  SearchPool pool;
  Patience patience{Patience::Limits()};
  std::string base;  ///< path of the site's address: a web server in front may leave it on
  MHD_Daemon* daemon = nullptr;
};

void Server::Daemon::connected(void* self, MHD_Connection* connection, void** context,
                               MHD_ConnectionNotificationCode what) {
  Patience& patience = static_cast<Daemon*>(self)->patience;
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    patience.closed(static_cast<Patience::Visit*>(*context));
    *context = nullptr;
  } else if (const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)) {
    *context = patience.accepted(info->connect_fd);
  }
}

MHD_Result Server::Daemon::answer(MHD_Connection* connection, Response& response) {
  patience.answering(visit_of(connection), response.file < 0 ? response.body.size() : response.file_size);
  return send(connection, response);
}

/// The connection sleeps while a thread of the pool searches, so that this one serves others.
void Server::Daemon::search_later(MHD_Connection* connection, Exchange& exchange) {
  MHD_suspend_connection(connection);
  const bool taken = pool.submit([this, connection, &exchange] {
    try {
      exchange.response = service.search(exchange.path, exchange.parameters);
    } catch (const std::exception&) {
      exchange.response = SearchService::busy();
    }
    exchange.answered = true;
    MHD_resume_connection(connection);
  });
  if (taken) return;
  exchange.response = SearchService::busy();
  exchange.answered = true;
  MHD_resume_connection(connection);
}

MHD_Result Server::Daemon::begin(MHD_Connection* connection, const char* url, Exchange& exchange) {
  exchange.path = url;
  if (exchange.path.starts_with(base)) exchange.path.erase(0, base.size() - 1);
  MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, &take_parameter,
                              &exchange.parameters);
  if (SearchService::is_search(exchange.path)) {
    search_later(connection, exchange);
    return MHD_YES;
  }
  exchange.response = service.file(exchange.path, exchange.parameters);
  return answer(connection, exchange.response);
}

MHD_Result Server::Daemon::handle(void* self, MHD_Connection* connection, const char* url,
                                  const char* method, const char*, const char*, size_t*,
                                  void** state) {
  Daemon& daemon = *static_cast<Daemon*>(self);
  try {
    if (*state == nullptr) {
      *state = new Exchange;
      daemon.patience.asked(visit_of(connection));
    }
    auto& exchange = *static_cast<Exchange*>(*state);
    if (exchange.answered) return daemon.answer(connection, exchange.response);
    const bool reads = std::strcmp(method, "GET") == 0 || std::strcmp(method, "HEAD") == 0;
    if (!reads || has_body(connection)) {
      Response response = sentence_response(reads ? 400 : 405, "这里只提供浏览和搜索。");
      response.headers.emplace_back("Allow", "GET, HEAD");
      response.headers.emplace_back("Connection", "close");
      return daemon.answer(connection, response);
    }
    // The first call only announces the request; answering it then would close the connection.
    if (!exchange.begun) {
      exchange.begun = true;
      return MHD_YES;
    }
    return daemon.begin(connection, url, exchange);
  } catch (const std::exception&) {
    return MHD_NO;
  }
}

Server::Server(std::unique_ptr<Daemon> daemon) : daemon_(std::move(daemon)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(const Site& site, const stdfs::path& out,
                                              const std::string& listen) {
  GONGSHI_ASSIGN(ListenAddress address, ListenAddress::parse(listen));
  auto daemon = std::make_unique<Daemon>(site, out);
  if (const auto release = daemon->releases.current(); !release.ok()) return release.error();
  const unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                         (address.ipv6 ? static_cast<unsigned>(MHD_USE_IPv6) : 0U);
  daemon->daemon = MHD_start_daemon(
      flags, 0, nullptr, nullptr, &Daemon::handle, daemon.get(), MHD_OPTION_SOCK_ADDR,
      reinterpret_cast<sockaddr*>(&address.address), MHD_OPTION_THREAD_POOL_SIZE, kPageThreads,
      MHD_OPTION_CONNECTION_LIMIT, kConnections, MHD_OPTION_CONNECTION_TIMEOUT, kTimeoutSeconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory, MHD_OPTION_UNESCAPE_CALLBACK,
      &unescaped, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &Daemon::completed, daemon.get(),
      MHD_OPTION_NOTIFY_CONNECTION, &Daemon::connected, daemon.get(), MHD_OPTION_END);
  if (!daemon->daemon)
    return Error{"bad_listen", "不能在这个地址上提供服务，可能已经被别的程序占用，请换一个端口。",
                 listen};
  return std::unique_ptr<Server>(new Server(std::move(daemon)));
}

void Server::stop() {
  if (!daemon_ || !daemon_->daemon) return;
  daemon_->pool.stop();
  daemon_->patience.stop();
  MHD_stop_daemon(daemon_->daemon);
  daemon_->daemon = nullptr;
}

int Server::port() const {
  if (!daemon_->daemon) return 0;
  const auto* info = MHD_get_daemon_info(daemon_->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info ? info->port : 0;
}

}  // namespace gongshi
