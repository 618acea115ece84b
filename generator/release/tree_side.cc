#include "release/tree_side.h"

#include "base/digest.h"

namespace gongshi {

TreeSide::TreeSide(Fs& fs, stdfs::path out, stdfs::path dir, Access access)
    : fs_(fs), out_(std::move(out)), dir_(std::move(dir)), access_(access) {}

Status TreeSide::make_parent(const stdfs::path& file) {
  const auto parent = file.parent_path();
  if (made_.contains(parent)) return {};
  GONGSHI_TRY(fs_.make_dirs(parent, dir_mode()));
  made_.insert(parent);
  return {};
}

Status TreeSide::add(const std::string& path, std::string_view bytes) {
  if (sealed_ || !path_allowed(path)) return Error{"bad_path", "这个地址不能写进发布目录。", path};
  const std::string partition = partition_of(path);
  if (carried_.contains(partition))
    return Error{"bad_path", "这个分区已经整体沿用，不能再写入。", path};
  FileList& list = partition.empty() ? loose_ : partitions_[partition];
  const std::string name = partition.empty() ? path : path.substr(partition.size() + 1);
  if (list.contains(name)) return Error{"bad_path", "同一个地址写了两次。", path};
  GONGSHI_TRY(make_parent(dir_ / path));
  GONGSHI_TRY(fs_.write(dir_ / path, bytes, file_mode()));
  list[name] = sha256_hex(bytes);
  return {};
}

Result<std::vector<std::string>> TreeSide::carry(const std::string& partition,
                                                 const std::string& digest) {
  if (sealed_ || partitions_.contains(partition) || digests_.contains(partition))
    return Error{"bad_path", "这个分区已经写过，不能再沿用旧的。", partition};
  const auto list_path = out_ / "store" / digest / kListName;
  GONGSHI_ASSIGN(const auto text, fs_.read(list_path));
  if (sha256_hex(text) != digest)
    return Error{"altered", "要沿用的分区被改动过，请重新生成。", list_path.string()};
  GONGSHI_ASSIGN(auto files, parse_list(text, list_path.string()));
  digests_[partition] = digest;
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const auto& file : files) paths.push_back(partition + "/" + file.first);
  carried_.emplace(partition, std::move(files));
  return paths;
}

Result<FileSink::Held> TreeSide::held(const std::string& path) const {
  const std::string partition = partition_of(path);
  const auto files = carried_.find(partition);
  if (files == carried_.end()) return FileSink::held(path);
  const std::string name = path.substr(partition.size() + 1);
  const auto file = files->second.find(name);
  if (file == files->second.end()) return FileSink::held(path);
  GONGSHI_ASSIGN(const uint64_t bytes, fs_.size(out_ / "store" / digests_.at(partition) / name));
  return Held{bytes, file->second};
}

bool TreeSide::wants(const std::string& path) const { return carried_.empty() || !carried_.contains(partition_of(path)); }

std::vector<std::string> TreeSide::partitions() const {
  std::vector<std::string> names;
  for (const auto& [name, files] : partitions_) names.push_back(name);
  for (const auto& [name, files] : carried_) names.push_back(name);
  return names;
}

Status TreeSide::seal() {
  sealed_ = true;
  GONGSHI_TRY(fs_.make_dirs(dir_, dir_mode()));
  for (const auto& [partition, files] : partitions_) {
    const std::string text = list_text(files);
    GONGSHI_TRY(fs_.write(dir_ / partition / kListName, text, file_mode()));
    digests_[partition] = sha256_hex(text);
  }
  return {};
}

Status TreeSide::settle() {
  for (const auto& [partition, digest] : digests_) {
    if (!carried_.contains(partition)) GONGSHI_TRY(settle_one(partition, digest));
    GONGSHI_TRY(link(partition, digest));
  }
  return {};
}

Status TreeSide::settle_one(const std::string& partition, const std::string& digest) {
  const auto fresh = dir_ / partition;
  const auto stored = out_ / "store" / digest;
  if (!fs_.exists(stored)) return fs_.rename(fresh, stored);
  GONGSHI_TRY(mend(stored, fresh, partitions_.at(partition)));
  return fs_.remove_tree(fresh);
}

/// Readers may be in `stored` at this moment, so wrong files are replaced one by one.
Status TreeSide::mend(const stdfs::path& stored, const stdfs::path& fresh, const FileList& files) {
  FileList expected = files;
  expected[kListName] = sha256_hex(list_text(files));
  for (const auto& [name, digest] : expected) {
    const auto bytes = fs_.read(stored / name);
    if (bytes.ok() && sha256_hex(*bytes) == digest) continue;
    GONGSHI_TRY(fs_.make_dirs((stored / name).parent_path(), dir_mode()));
    GONGSHI_TRY(fs_.rename(fresh / name, stored / name));
  }
  GONGSHI_ASSIGN(const auto present, files_below(fs_, stored));
  for (const auto& name : present)
    if (!expected.contains(name)) GONGSHI_TRY(fs_.remove(stored / name));
  return {};
}

Status TreeSide::link(const std::string& partition, const std::string& digest) {
  // From OUT/releases/<id>/<side>, and one further up for each directory of the partition's path.
  stdfs::path target = "../../..";
  const auto path = stdfs::path(partition);
  for (auto part = path.begin(); std::next(part) != path.end(); ++part) target /= "..";
  GONGSHI_TRY(make_parent(dir_ / partition));
  return fs_.symlink(target / "store" / digest, dir_ / partition);
}

}  // namespace gongshi
