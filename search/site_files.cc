#include "search/site_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "render/render.h"
#include "search/request.h"

namespace gongshi {
namespace {

stdfs::path real(const stdfs::path& path) {
  std::error_code ec;
  auto out = stdfs::canonical(path, ec);
  return ec ? stdfs::path() : out;
}

bool below(const stdfs::path& path, const stdfs::path& dir) {
  if (dir.empty()) return false;
  const auto [rest, at] = std::mismatch(dir.begin(), dir.end(), path.begin(), path.end());
  return rest == dir.end() && at != path.end();
}

/// Names of assets and addresses of the static search's data change with what is in them; its head says
/// which they are.
const char* cache_rule(const std::string& path) {
  if (path == "/search/head.js") return "no-cache";
  const bool named_by_content = path.starts_with("/assets/") || path.starts_with("/search/new/") ||
                                path.starts_with("/search/old/") || path.starts_with("/search/w/");
  return named_by_content ? "public, max-age=31536000, immutable" : "max-age=300";
}

}  // namespace

bool plain_path(const std::string& path) {
  if (path.empty() || path.front() != '/' || path.size() > 1024) return false;
  if (std::any_of(path.begin(), path.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\';
      }))
    return false;
  const auto parts = split(std::string_view(path).substr(1), '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty() && i + 1 < parts.size()) return false;
    if (parts[i].starts_with('.')) return false;
  }
  return true;
}

SiteFiles::SiteFiles(const stdfs::path& out, const stdfs::path& root)
    : root_(root), real_root_(real(root)), real_store_(real(out / "store")) {}

bool SiteFiles::inside(const stdfs::path& path) const {
  return below(path, real_root_) || below(path, real_store_);
}

bool SiteFiles::open(const stdfs::path& file, Response& response) const {
  const stdfs::path path = real(file);
  if (path.empty() || !inside(path)) return false;
  const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(fd);
    return false;
  }
  response.file = fd;
  response.file_size = static_cast<unsigned long long>(status.st_size);
  response.type = media_type(file.filename().string());
  return true;
}

Response SiteFiles::not_found() const {
  Response response;
  if (!open(root_ / "404.html", response))
    return sentence_response(
        404,
        "没有这个页面。地址可能有误，或者信息公示期已满，依法不再显示。可以搜索或者回到首页。");
  response.status = 404;
  return response;
}

Response SiteFiles::get(const std::string& path) const {
  if (!plain_path(path)) return not_found();
  Response response;
  const stdfs::path file = root_ / path.substr(1);
  if (path.ends_with('/')) return open(file / "index.html", response) ? response : not_found();
  std::error_code ec;
  const stdfs::path real_file = real(file);
  if (!real_file.empty() && inside(real_file) && stdfs::is_directory(real_file, ec)) {
    response = sentence_response(301, "这一页的地址以 / 结尾。");
    response.headers.emplace_back("Location", percent_encoded(file.filename().string()) + "/");
    return response;
  }
  if (path.ends_with(".gone") || !open(file, response)) return not_found();
  // A withdrawn record's page, which a marker stands beside.
  if (stdfs::exists(gone_marker(file.string()), ec)) response.status = 410;
  response.headers.emplace_back("Cache-Control", cache_rule(path));
  return response;
}

}  // namespace gongshi
