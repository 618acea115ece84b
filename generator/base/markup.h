#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// A piece of HTML or XML as it stands in the bytes.
struct MarkupToken {
  enum class Kind {
    kText,     ///< between tags, character references not decoded
    kOpen,     ///< `<name …>` and `<name …/>`
    kClose,    ///< `</name>`
    kRaw,      ///< what stands inside <script> or <style>
    kComment,  ///< comments, declarations, instructions, CDATA and tags that never end
  };
  Kind kind = Kind::kText;
  std::string name;         ///< of a tag, in lower case
  std::string_view source;  ///< the bytes, with `<` and `>`
  size_t offset = 0;        ///< of `source` in the document
};

/// Cuts a document into tokens; together they are the whole document. Never fails: a `<` that
/// begins no tag is text.
class MarkupReader {
 public:
  explicit MarkupReader(std::string_view document) : document_(document) {}
  /// The next token; false at the end.
  bool next(MarkupToken& token);

 private:
  void read_tag(MarkupToken& token);
  void read_raw(MarkupToken& token);

  std::string_view document_;
  size_t at_ = 0;
  std::string raw_;  ///< the element whose raw content comes next
};

struct MarkupAttribute {
  std::string name;   ///< lower case
  std::string value;  ///< character references decoded
  bool operator==(const MarkupAttribute&) const = default;
};

/// True for an element that only marks a part of a line (<mark>, <a>, <span>); any other tag parts
/// two blocks of text.
bool is_inline_element(std::string_view name);

/// The attributes of an opening tag, in their order.
std::vector<MarkupAttribute> markup_attributes(std::string_view tag);

struct CharacterReference {
  char32_t point;
  size_t length;  ///< bytes of the reference
};
/// The character reference at the start of `text` (`&amp;`, `&#26446;`, `&#x674e;`); nullopt when
/// there is none, or one this program never writes.
std::optional<CharacterReference> character_reference(std::string_view text);
/// `text` with its character references decoded.
std::string decoded_references(std::string_view text);

}  // namespace gongshi
