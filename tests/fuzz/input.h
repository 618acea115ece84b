#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "fuzz/must.h"
#include "intake/intake.h"

namespace gongshi::test {

/// The input as a file in memory.
class InputFile {
 public:
  explicit InputFile(std::string_view bytes) : fd_(::memfd_create("input", 0)) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      must(written > 0, "the input can be written");
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  ~InputFile() { ::close(fd_); }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

inline const DatasetDefinition& decisions() {
  static const DatasetDefinition kDecisions = [] {
    const auto bytes = DiskFs().read(std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/datasets/decisions.json");
    return read_definition(parse_config(bytes.value(), "decisions.json").value(), "decisions.json").value();
  }();
  return kDecisions;
}

/// Reads the file as a feed of decisions and checks what intake promises of any file.
inline void read_as_feed(const std::filesystem::path& file, const std::string& format) {
  FeedConfig feed;
  feed.id = "feed";
  feed.dataset = "decisions";
  feed.agencies = {"*"};
  feed.format = format;
  long rows = 0;
  const auto take = [&](IntakeRow&& row) {
    ++rows;
    if (const auto* record = std::get_if<Record>(&row)) {
      must(!record->agency.empty() && !record->norm_id.empty(), "a record has a key");
      must(record->fields.is_object(), "a record has fields");
    } else if (const auto* rejected = std::get_if<RejectedRow>(&row)) {
      must(!rejected->reason.empty() && !rejected->text.empty(), "a rejected row has a reason");
    }
  };
  const auto reading = read_feed(DiskFs(), file, feed, decisions(), AgencyDirectory(),
                                 *Date::parse("2026-06-30"), take);
  if (reading) {
    must(reading->rows == rows, "every row read ends as one row");
  } else {
    must(!reading.error().text.empty(), "a refused file has a reason");
  }
}

}  // namespace gongshi::test
