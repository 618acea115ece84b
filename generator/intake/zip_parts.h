#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// A workbook that cannot be read.
inline Error broken_book(const std::string& text) { return {"unreadable", text, ""}; }

/// The parts of a ZIP file (an XLSX is one), held in memory. liborcus's own reader sets no limit to
/// what a part may inflate to; this one does, so that no file can fill the memory.
/// Limits: 128 MiB for the file, 256 MiB for everything read out of it.
class ZipParts {
 public:
  static constexpr size_t kLargestFile = 128u << 20;
  static constexpr size_t kLargestSum = 256u << 20;

  /// Errors are `unreadable`: no ZIP file, cut short, too large.
  static Result<ZipParts> open(const stdfs::path& file);
  static Result<ZipParts> from_bytes(std::string bytes);

  /// Sorted.
  std::vector<std::string> names() const;
  bool has(const std::string& name) const { return parts_.count(name) > 0; }
  /// The bytes of a part, checked against its CRC. Errors are `unreadable`: no such part, encrypted,
  /// damaged, beyond the limit.
  Result<std::string> read(const std::string& name);

 private:
  struct Part {
    uint64_t offset = 0;  ///< of the local header
    uint64_t packed = 0;
    uint64_t size = 0;
    uint32_t crc = 0;
    uint16_t method = 0;
    bool encrypted = false;
  };

  bool read_directory();
  bool read_entry(size_t& at);

  std::string bytes_;
  std::map<std::string, Part> parts_;
  size_t read_ = 0;
};

}  // namespace gongshi
