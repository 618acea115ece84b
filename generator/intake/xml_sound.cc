#include "intake/xml_sound.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace gongshi {
namespace {

constexpr size_t kDeepestElement = 256;
constexpr std::string_view kEntities[] = {"lt", "gt", "amp", "apos", "quot"};

bool name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool name_part(char c) { return name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// `#20013` or `#x4E2D`: a character of XML 1.0.
bool character_reference(std::string_view text) {
  if (!text.starts_with('#') || text.size() > 8) return false;
  const bool hex = text.starts_with("#x");
  text.remove_prefix(hex ? 2 : 1);
  uint32_t point = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, point, hex ? 16 : 10);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return false;
  if (point < 0x20) return point == '\t' || point == '\n' || point == '\r';
  return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

class Scan {
 public:
  explicit Scan(std::string_view rest) : rest_(rest) {}

  bool document() {
    (void)take("\xEF\xBB\xBF");
    skip_blanks();
    for (bool begun = false; !begun || depth_ > 0; begun = begun || had_root_) {
      if (!begun) skip_blanks();
      if (begun && !text()) return false;
      if (!take("<") || !markup()) return false;
    }
    return true;
  }

 private:
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void skip_blanks() {
    while (!rest_.empty() && blank(rest_.front())) rest_.remove_prefix(1);
  }

  /// Up to and with `end`; false where it never comes.
  bool skip_past(std::string_view end, std::string_view* skipped = nullptr) {
    const size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    if (skipped) *skipped = rest_.substr(0, at);
    rest_.remove_prefix(at + end.size());
    return true;
  }

  static bool references(std::string_view text) {
    for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
      const size_t end = text.find(';', at);
      if (end == std::string_view::npos) return false;
      const std::string_view name = text.substr(at + 1, end - at - 1);
      if (std::find(std::begin(kEntities), std::end(kEntities), name) == std::end(kEntities) &&
          !character_reference(name))
        return false;
    }
    return true;
  }

  /// Text up to the next tag.
  bool text() {
    const std::string_view found = rest_.substr(0, rest_.find('<'));
    rest_.remove_prefix(found.size());
    return references(found);
  }

  /// What stands after `<`.
  bool markup() {
    std::string_view inside;
    if (take("!--")) return skip_past("-->", &inside) && inside.find("--") == std::string_view::npos && !inside.ends_with('-');
    if (take("![CDATA[")) return depth_ > 0 && skip_past("]]>");
    if (take("?")) return name() && attributes() && take("?>");
    if (take("/")) return depth_-- > 0 && name() && take(">");
    if (!name() || !attributes()) return false;
    had_root_ = true;
    if (take("/>")) return true;
    return take(">") && ++depth_ <= kDeepestElement;
  }

  bool plain_name() {
    size_t size = 0;
    while (size < rest_.size() && (size == 0 ? name_start(rest_[size]) : name_part(rest_[size]))) ++size;
    rest_.remove_prefix(size);
    return size > 0;
  }

  bool name() { return plain_name() && (!take(":") || plain_name()); }

  bool attributes() {
    for (;;) {
      const bool parted = !rest_.empty() && blank(rest_.front());
      skip_blanks();
      if (rest_.empty()) return false;
      if (!name_start(rest_.front())) return true;
      if (!parted || !name()) return false;
      skip_blanks();
      if (!take("=")) return false;
      skip_blanks();
      std::string_view value;
      const bool twice = rest_.starts_with('"');
      if (!take("\"") && !take("'")) return false;
      if (!skip_past(twice ? "\"" : "'", &value)) return false;
      if (value.find('<') != std::string_view::npos || !references(value)) return false;
      // liborcus looks for the wrong end of such a value.
      if (!twice && value.find('&') != std::string_view::npos) return false;
    }
  }

  std::string_view rest_;
  size_t depth_ = 0;
  bool had_root_ = false;
};

}  // namespace

bool xml_sound(std::string_view xml) { return Scan(xml).document(); }

}  // namespace gongshi
