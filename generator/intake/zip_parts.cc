#include "intake/zip_parts.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace gongshi {
namespace {

// PKWARE APPNOTE 6.3, sections 4.3 and 4.5.
constexpr size_t kEndSize = 22;
constexpr size_t kEntrySize = 46;
constexpr size_t kLocalSize = 30;
constexpr size_t kLongestComment = 0xFFFF;
constexpr uint32_t kIn64 = 0xFFFFFFFF;
constexpr uint16_t kExtra64 = 0x0001;
constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;

const char kDamaged[] = "Excel 文件不完整或者已经损坏，请重新导出。";

uint64_t number(std::string_view bytes, size_t at, size_t size) {
  uint64_t out = 0;
  for (size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

/// The 64-bit value of the next field that did not fit into 32 bits.
void widen(uint64_t& value, std::string_view extra, size_t& at) {
  if (value != kIn64 || at + 8 > extra.size()) return;
  value = number(extra, at, 8);
  at += 8;
}

std::string_view extra_64(std::string_view extra) {
  for (size_t at = 0; at + 4 <= extra.size();) {
    const size_t size = number(extra, at + 2, 2);
    if (number(extra, at, 2) == kExtra64) return extra.substr(at + 4, size);
    at += 4 + size;
  }
  return {};
}

/// Inflates to exactly `size` bytes; empty optional in any other case.
bool inflate_to(std::string_view packed, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return end == Z_STREAM_END && stream.avail_out == 0;
}

}  // namespace

Result<ZipParts> ZipParts::open(const stdfs::path& file) {
  std::error_code ec;
  if (stdfs::file_size(file, ec) > kLargestFile && !ec)
    return broken_book("Excel 文件超过 128 MiB，请分成几个文件，或者另存为 CSV。");
  std::ifstream in(file, std::ios::binary);
  if (!in) return broken_book("文件打不开，请检查路径和权限。");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return from_bytes(std::move(bytes).str());
}

Result<ZipParts> ZipParts::from_bytes(std::string bytes) {
  ZipParts zip;
  zip.bytes_ = std::move(bytes);
  if (!zip.read_directory()) return broken_book(kDamaged);
  return zip;
}

std::vector<std::string> ZipParts::names() const {
  std::vector<std::string> names;
  for (const auto& [name, part] : parts_) names.push_back(name);
  return names;
}

bool ZipParts::read_directory() {
  if (bytes_.size() < kEndSize) return false;
  const size_t end = bytes_.rfind("PK\x05\x06", bytes_.size() - kEndSize);
  if (end == std::string::npos || bytes_.size() - end > kEndSize + kLongestComment) return false;
  const size_t count = number(bytes_, end + 10, 2);
  size_t at = number(bytes_, end + 16, 4);
  for (size_t i = 0; i < count; ++i)
    if (!read_entry(at)) return false;
  return true;
}

bool ZipParts::read_entry(size_t& at) {
  if (at > bytes_.size() || bytes_.size() - at < kEntrySize || bytes_.compare(at, 4, "PK\x01\x02") != 0)
    return false;
  const size_t name_size = number(bytes_, at + 28, 2);
  const size_t extra_size = number(bytes_, at + 30, 2);
  const size_t comment_size = number(bytes_, at + 32, 2);
  if (bytes_.size() - at - kEntrySize < name_size + extra_size + comment_size) return false;
  Part part;
  part.encrypted = number(bytes_, at + 8, 2) & 1;
  part.method = static_cast<uint16_t>(number(bytes_, at + 10, 2));
  part.crc = static_cast<uint32_t>(number(bytes_, at + 16, 4));
  part.packed = number(bytes_, at + 20, 4);
  part.size = number(bytes_, at + 24, 4);
  part.offset = number(bytes_, at + 42, 4);
  const std::string_view all(bytes_);
  const std::string_view extra = extra_64(all.substr(at + kEntrySize + name_size, extra_size));
  size_t wide = 0;
  widen(part.size, extra, wide);
  widen(part.packed, extra, wide);
  widen(part.offset, extra, wide);
  std::string name(all.substr(at + kEntrySize, name_size));
  std::replace(name.begin(), name.end(), '\\', '/');
  parts_.emplace(std::move(name), part);
  at += kEntrySize + name_size + extra_size + comment_size;
  return true;
}

Result<std::string> ZipParts::read(const std::string& name) {
  const auto found = parts_.find(name);
  if (found == parts_.end()) return broken_book(kDamaged);
  const Part& part = found->second;
  if (part.encrypted) return broken_book("Excel 文件加了密码，请去掉密码后重新报送。");
  if (part.size > kLargestSum - read_)
    return broken_book("Excel 文件解开后超过 256 MiB，请分成几个文件，或者另存为 CSV。");
  if (part.offset > bytes_.size() || bytes_.size() - part.offset < kLocalSize) return broken_book(kDamaged);
  const size_t header = kLocalSize + number(bytes_, part.offset + 26, 2) + number(bytes_, part.offset + 28, 2);
  const size_t room = bytes_.size() - part.offset;
  if (header > room || part.packed > room - header) return broken_book(kDamaged);
  const auto packed = std::string_view(bytes_).substr(part.offset + header, part.packed);
  std::string out;
  // Deflate makes at most 1032 bytes of one: a larger claim is false, and costs no memory.
  if (part.method == kStored && part.packed == part.size) {
    out = packed;
  } else if (part.method != kDeflated || part.size / 1032 > part.packed) {
    return broken_book(kDamaged);
  } else {
    out.reserve(part.size + 32);  // what reads XML adds a few bytes, and must not copy it all
    out.resize(part.size);
    if (!inflate_to(packed, out)) return broken_book(kDamaged);
  }
  read_ += out.size();
  if (crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size())) != part.crc)
    return broken_book(kDamaged);
  return out;
}

}  // namespace gongshi
