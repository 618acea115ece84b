#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// HTML that may stand in a page as it is. Text becomes Html only through a template, the Markdown
/// reader or the functions here, all of which escape; `trusted` is for what those produced.
class Html {
 public:
  Html() = default;
  /// Takes text that is known to be safe HTML. Never give it a value from a feed or a form.
  static Html trusted(std::string text) { return Html(std::move(text)); }

  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }

 private:
  explicit Html(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// & < > " ' as references; what XML 1.0 forbids is left out, so it serves XML as well.
std::string escaped(std::string_view text);

/// One value as pages show it: escaped, every ■…■ as a redaction mark, line breaks as <br>.
Html value_html(std::string_view text);

/// HTML that a Markdown text of a record became, with every ■…■ in it as a redaction mark.
Html document_html(const Html& html);

/// A document number, code or certificate number: never broken over lines.
Html number_html(std::string_view text);

}  // namespace gongshi
