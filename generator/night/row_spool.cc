#include "night/row_spool.h"

#include <fmt/format.h>

#include <charconv>

namespace gongshi {
namespace {

constexpr size_t kInMemory = 32u << 20;  // bytes of rows before they go to disk
constexpr int kParts = 256;
constexpr size_t kPrefix = 2;  // hex digits that tell the part

/// Takes the next piece `<length>:<bytes>` off the front; false when it is torn.
bool next_piece(std::string_view& bytes, std::string& piece) {
  size_t size = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
  const auto at = static_cast<size_t>(end - bytes.data());
  if (error != std::errc() || at >= bytes.size() || bytes[at] != ':' || bytes.size() - at - 1 < size)
    return false;
  piece.assign(bytes.substr(at + 1, size));
  bytes.remove_prefix(at + 1 + size);
  return true;
}

Status unpack(std::string_view bytes, const stdfs::path& file, RowSpool::Rows& rows) {
  std::string key, row;
  while (!bytes.empty()) {
    if (!next_piece(bytes, key) || !next_piece(bytes, row))
      return Error{"io", "读取的中间文件不完整，请重新运行。", file.string()};
    rows[key].push_back(row);
  }
  return {};
}

}  // namespace

stdfs::path RowSpool::file_of(const std::string& prefix, int number) const {
  return folder_ / fmt::format("{}-{}.rows", prefix, number);
}

Status RowSpool::add(const std::string& key, std::string_view row) {
  std::string& waiting = parts_[key.substr(0, kPrefix)].waiting;
  const size_t before = waiting.size();
  waiting.append(std::to_string(key.size())).append(":").append(key);
  waiting.append(std::to_string(row.size())).append(":").append(row);
  waiting_ += waiting.size() - before;
  return waiting_ < kInMemory ? Status() : flush();
}

Status RowSpool::flush() {
  GONGSHI_TRY(fs_->make_dirs(folder_, 0700));
  for (auto& [prefix, part] : parts_) {
    if (part.waiting.empty()) continue;
    GONGSHI_TRY(fs_->write(file_of(prefix, part.files++), part.waiting, 0600));
    part.waiting = std::string();
  }
  waiting_ = 0;
  return {};
}

Status RowSpool::each_part(const std::function<Status(const std::string&, Rows&)>& take) {
  for (int i = 0; i < kParts; ++i) {
    const std::string prefix = fmt::format("{:02x}", i);
    Part& part = parts_[prefix];
    Rows rows;
    for (int n = 0; n < part.files; ++n) {
      const stdfs::path file = file_of(prefix, n);
      GONGSHI_ASSIGN(const std::string bytes, fs_->read(file));
      GONGSHI_TRY(unpack(bytes, file, rows));
      GONGSHI_TRY(fs_->remove(file));
    }
    GONGSHI_TRY(unpack(part.waiting, folder_, rows));
    parts_.erase(prefix);
    GONGSHI_TRY(take(prefix, rows));
  }
  return {};
}

}  // namespace gongshi
