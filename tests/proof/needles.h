#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongshi::proof {

/// Many values looked for in many bytes, as plain text: a value is found where its bytes stand, and one
/// with six digits or more also where blanks, hyphens, wide forms, tags of emphasis or invisible
/// characters part them. Made for the proof alone; the program's audit has another search.
class Needles {
 public:
  /// Values shorter than six bytes are not looked for.
  void add(const std::string& value, size_t owner);

  struct Hit {
    size_t owner;
    std::string value;
    size_t offset;
  };
  std::vector<Hit> in(std::string_view bytes) const;

 private:
  struct Index {
    std::vector<bool> pairs = std::vector<bool>(1u << 16);    ///< over the first two bytes, small enough for the nearest cache
    std::vector<bool> heads = std::vector<bool>(1u << 24);    ///< a sieve over the first six
    std::unordered_map<uint64_t, std::vector<size_t>> sizes;  ///< by the first six
    std::unordered_map<std::string_view, std::vector<size_t>> owners;
  };
  void note(const std::string& text, size_t owner, Index& index);
  void scan(std::string_view bytes, const Index& index, std::vector<Hit>& out) const;

  std::deque<std::string> values_;  ///< which the indexes point into
  Index plain_, numbers_;
};

/// The parts of a ZIP archive (a workbook), unpacked and one behind the other; of anything else its bytes.
std::string unpacked(const std::string& bytes);

/// What a reader sees of a page: without tags, with the references that HTML needs decoded.
std::string page_text(std::string_view html);

}  // namespace gongshi::proof
