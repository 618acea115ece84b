#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"

namespace gongshi {

/// Puts a compressed copy in gzip and in Brotli beside every text file that passes, for web servers
/// that hand them out as they lie there (gzip_static, brotli_static).
class PackedSink : public FileSink {
 public:
  explicit PackedSink(FileSink& below) : below_(below) {}
  Status add(const std::string& path, std::string_view bytes) override;
  bool wants(const std::string& path) const override { return below_.wants(path); }
  Result<Held> held(const std::string& path) const override { return below_.held(path); }

 private:
  FileSink& below_;
};

/// True for files of which PackedSink adds copies: those whose names say that they are text.
bool is_packed(const std::string& path);

/// These paths, and those of the copies.
std::vector<std::string> with_packed(std::vector<std::string> paths);

}  // namespace gongshi
