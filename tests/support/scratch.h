#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace gongshi::test {

/// A directory of its own for one test, removed when the test ends.
class Scratch {
 public:
  Scratch() : Scratch(std::filesystem::temp_directory_path()) {}
  explicit Scratch(const std::filesystem::path& parent) {
    std::string pattern = (parent / "gongshi-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Scratch() {
    std::error_code ec;
    std::filesystem::remove_all(path_, ec);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  /// Writes a file below the directory, making its parents.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

 private:
  std::filesystem::path path_;
};

/// For a test of many small nights: a directory in memory where there is one with room, so that it
/// does not wait for the disk at every commit.
inline std::filesystem::path quick_directory() {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code ec;
  const auto room = std::filesystem::space(memory, ec);
  const bool fits = !ec && room.available > (32u << 20) && ::access(memory.c_str(), W_OK) == 0;
  return fits ? memory : std::filesystem::temp_directory_path();
}

inline std::string slurp(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Files that lie beside the project and not in it; a test that needs one it does not find is
/// skipped with a warning that names it.
inline std::filesystem::path shared(const std::string& name) {
  return std::filesystem::path(GONGSHI_SOURCE_DIR).parent_path() / "shared" / name;
}

}  // namespace gongshi::test
