#include "release/packed_sink.h"

#include "base/packing.h"

namespace gongshi {

bool is_packed(const std::string& path) {
  for (const char* end : {".html", ".css", ".js", ".json", ".jsonl", ".csv", ".svg", ".xml", ".atom", ".txt"})
    if (path.ends_with(end)) return true;
  return false;
}

Status PackedSink::add(const std::string& path, std::string_view bytes) {
  GONGSHI_TRY(below_.add(path, bytes));
  if (!is_packed(path)) return {};
  GONGSHI_TRY(below_.add(path + ".gz", gzip_packed(bytes)));
  return below_.add(path + ".br", brotli_packed(bytes));
}

std::vector<std::string> with_packed(std::vector<std::string> paths) {
  const size_t count = paths.size();
  for (size_t i = 0; i < count; ++i) {
    if (!is_packed(paths[i])) continue;
    paths.push_back(paths[i] + ".gz");
    paths.push_back(paths[i] + ".br");
  }
  return paths;
}

}  // namespace gongshi
