#include "release/file_list.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kDigest = 64;
constexpr int kDeepest = 32;

/// Folders of which each part is a partition of its own: months, years, buckets, generations of
/// the static search.
constexpr std::string_view kCut[] = {"decisions", "inspections",    "notices", "officers",
                                     "parties",   "annual-reports", "data",    "search"};
/// Those whose every partition is a month, at whatever depth (`decisions/by-<agency>/2026-03`); what stands
/// above the months is loose, for it changes with every one of them.
constexpr std::string_view kByMonth[] = {"decisions", "inspections", "notices", "data"};

template <size_t N>
bool among(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool hex_digest(std::string_view text) {
  return text.size() == kDigest && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Status collect(const Fs& fs, const stdfs::path& dir, const std::string& prefix, int depth,
               std::vector<std::string>& out) {
  if (depth > kDeepest) return Error{"altered", "目录里的链接绕成了圈，请重新生成。", dir.string()};
  GONGSHI_ASSIGN(const auto entries, fs.entries(dir));
  for (const auto& [name, is_dir] : entries) {
    std::string path = prefix;
    path += name;
    if (is_dir) {
      path += '/';
      GONGSHI_TRY(collect(fs, dir / name, path, depth + 1, out));
    } else {
      out.push_back(std::move(path));
    }
  }
  return {};
}

}  // namespace

std::string list_text(const FileList& files) {
  std::string out;
  for (const auto& [name, digest] : files) out.append(digest).append("  ").append(name).append("\n");
  return out;
}

Result<FileList> parse_list(std::string_view text, const std::string& where) {
  FileList files;
  const Error broken{"altered", "校验清单被改动过，请重新生成并发布。", where};
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == text.npos || end < kDigest + 3) return broken;
    const std::string_view line = text.substr(0, end);
    if (!hex_digest(line.substr(0, kDigest)) || line.substr(kDigest, 2) != "  ") return broken;
    const std::string name(line.substr(kDigest + 2));
    if (!path_allowed(name)) return broken;
    if (!files.empty() && name <= files.rbegin()->first) return broken;
    files.emplace_hint(files.end(), name, line.substr(0, kDigest));
    text.remove_prefix(end + 1);
  }
  return files;
}

bool is_month(std::string_view segment) {
  return segment == "undated" || segment == "all" ||
         (segment.size() == 7 && segment[4] == '-' && segment.find_first_not_of("0123456789-") == segment.npos);
}

std::string partition_of(std::string_view path) {
  const size_t first = path.find('/');
  if (first == path.npos) return {};
  const std::string_view head = path.substr(0, first);
  if (!among(kCut, head)) return std::string(head);
  for (size_t begin = first + 1, end; (end = path.find('/', begin)) != path.npos; begin = end + 1)
    if (!among(kByMonth, head) || is_month(path.substr(begin, end - begin))) return std::string(path.substr(0, end));
  return {};
}

bool path_allowed(std::string_view path) {
  if (path.empty() || path.size() > 1000 || path.back() == '/') return false;
  bool begins = true;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '~' || c == '-';
    if (c == '/' ? begins : !plain && (c != '.' || begins)) return false;
    begins = c == '/';
  }
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name != kListName && path != kManifestName;
}

Result<std::vector<std::string>> files_below(const Fs& fs, const stdfs::path& dir) {
  std::vector<std::string> out;
  GONGSHI_TRY(collect(fs, dir, "", 0, out));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace gongshi
