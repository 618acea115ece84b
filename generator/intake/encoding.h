#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// True for the name of an encoding that TextSource reads, however it is spelt.
bool knows_encoding(std::string_view name);

/// A feed file as a stream of UTF-8 bytes, read block by block whatever its size. The encoding is
/// taken from the configuration, else from the byte order mark, else from the bytes themselves;
/// ICU decodes. A byte sequence that is none in the encoding becomes kDamage, so that the rows around
/// it can still be read; `damage_in` says where in the file it stood.
class TextSource {
 public:
  /// What stands for undecodable bytes: U+FDD0, which no text may use.
  static constexpr std::string_view kDamage = "\xEF\xB7\x90";

  /// `encoding` as configured in feeds.json, empty to detect it. Errors: `unreadable` (no such file,
  /// empty, an encoding that cannot be told), `bad_config` (an encoding that is not supported).
  static Result<std::unique_ptr<TextSource>> open(const stdfs::path& file, const std::string& encoding);
  ~TextSource();

  const std::string& encoding() const { return encoding_; }
  bool empty() const { return empty_; }
  /// The first damaged byte of the file, counted from 0.
  std::optional<uint64_t> first_damage() const;

  /// The next byte, or -1 at the end.
  int get() {
    if (at_ == text_.size() && !refill()) return -1;
    return static_cast<unsigned char>(text_[at_++]);
  }
  /// The byte `get` would give.
  int peek() {
    if (at_ == text_.size() && !refill()) return -1;
    return static_cast<unsigned char>(text_[at_]);
  }
  /// The beginning of the text, up to one block, without reading on. Only before the first `get`.
  std::string_view head();
  /// All text read in so far and not yet given, at least one byte of it; empty at the end. Valid
  /// until the next call.
  std::string_view block();
  /// The next line without its line feed; false after the last. Of a line longer than `longest` only
  /// the first longest + 1 bytes are kept. Valid until the next call.
  bool line(std::string_view& out, size_t longest);

  /// The file offset of the first damage in `row`. Must be asked for every piece of text in order.
  std::optional<uint64_t> damage_in(std::string_view row);

 private:
  class Blocks;
  class Decoder;
  struct Plan;
  TextSource();
  static std::unique_ptr<Decoder> scan(const stdfs::path& file, size_t skip, const char* icu);
  static bool is_clean_utf8(const stdfs::path& file, size_t skip);
  static Result<Plan> plan(const stdfs::path& file, const std::string& encoding);
  bool refill();

  std::unique_ptr<Blocks> blocks_;
  std::unique_ptr<Decoder> decoder_;  ///< none where the bytes are clean UTF-8 already
  std::string encoding_;
  std::vector<uint64_t> damage_;
  size_t damage_seen_ = 0;
  std::string text_;
  size_t at_ = 0;
  std::string line_;  ///< a line that lies in several blocks
  bool empty_ = false;
};

}  // namespace gongshi
