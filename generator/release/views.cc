#include "release/views.h"

#include "base/digest.h"
#include "release/file_list.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// The digest that the release states for a file of its views.
Result<std::string> stated_digest(const Fs& fs, const stdfs::path& release,
                                  const std::string& path) {
  const Error altered{"altered",
                      "这份公开视图与发布时不一致，不能据此生成，请重新运行 gongshi build。", path};
  GONGSHI_ASSIGN(const auto text, fs.read(release / "views.sha256"));
  FileList parts;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = rest.find('\n');
    if (end == rest.npos || end < 67) return altered;
    parts[std::string(rest.substr(66, end - 66))] = rest.substr(0, 64);
    rest.remove_prefix(end + 1);
  }
  const std::string partition = partition_of(path);
  const auto part = parts.find(partition.empty() ? path : partition + "/");
  if (part == parts.end()) return altered;
  if (partition.empty()) return part->second;
  GONGSHI_ASSIGN(const auto list, fs.read(release / "views" / partition / kListName));
  if (sha256_hex(list) != part->second) return altered;
  GONGSHI_ASSIGN(const auto files, parse_list(list, path));
  const auto file = files.find(path.substr(partition.size() + 1));
  if (file == files.end()) return altered;
  return file->second;
}

}  // namespace

Result<std::vector<std::string>> view_files(const Fs& fs, const stdfs::path& out,
                                            const std::string& id) {
  GONGSHI_ASSIGN(auto files, files_below(fs, release_dir(out, id) / "views"));
  std::erase_if(files, [](const std::string& path) { return !path.ends_with(".jsonl"); });
  return files;
}

Result<std::string> read_private(const Fs& fs, const stdfs::path& out, const std::string& id, const std::string& path) {
  const auto release = release_dir(out, id);
  GONGSHI_ASSIGN(const auto digest, stated_digest(fs, release, path));
  GONGSHI_ASSIGN(std::string bytes, fs.read(release / "views" / path));
  if (sha256_hex(bytes) != digest)
    return Error{"altered", "这份公开视图与发布时不一致，不能据此生成，请重新运行 gongshi build。",
                 path};
  return bytes;
}

Status read_view(const Fs& fs, const stdfs::path& out, const std::string& id,
                 const std::string& path, const std::function<Status(std::string_view)>& each) {
  GONGSHI_ASSIGN(const std::string bytes, read_private(fs, out, id, path));
  for (std::string_view rest = bytes; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    GONGSHI_TRY(each(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

}  // namespace gongshi
