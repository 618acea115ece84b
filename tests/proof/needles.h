#pragma once

#include <cstdint>
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
  size_t size() const { return values_.size(); }

  struct Hit {
    size_t owner;
    std::string value;
    size_t offset;
  };
  std::vector<Hit> in(std::string_view bytes) const;

 private:
  struct Value {
    std::string text;
    size_t owner;
  };
  using Index = std::unordered_map<uint64_t, std::vector<size_t>>;
  void note(const std::string& text, size_t owner, Index& index, std::vector<bool>& heads);
  void scan(std::string_view bytes, const Index& index, const std::vector<bool>& heads, std::vector<Hit>& out) const;

  std::vector<Value> values_;
  Index plain_, numbers_;  ///< by the first six bytes
  std::vector<bool> plain_heads_ = std::vector<bool>(1u << 24), number_heads_ = std::vector<bool>(1u << 24);
};

/// The parts of a ZIP archive (a workbook), unpacked and one behind the other; of anything else its bytes.
std::string unpacked(const std::string& bytes);

/// What a reader sees of a page: without tags, with the references that HTML needs decoded.
std::string page_text(std::string_view html);

}  // namespace gongshi::proof
