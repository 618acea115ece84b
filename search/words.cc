#include "search/words.h"

#include "base/text.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

/// The mark that closes what `c` opens, or 0.
char32_t closing(char32_t c) {
  switch (c) {
    case U'"':
    case U'＂':
      return c;
    case U'“':
      return U'”';
    case U'「':
      return U'」';
    case U'『':
      return U'』';
    default:
      return 0;
  }
}

bool is_quotation_mark(char32_t c) {
  return closing(c) != 0 || c == U'”' || c == U'」' || c == U'』';
}

bool is_minus(char32_t c) { return c == U'-' || c == U'－' || c == U'−'; }

bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u3000' || c == U'\u00A0';
}

/// Cuts a query into words from left to right.
class Cutter {
 public:
  explicit Cutter(std::u32string_view text) : text_(text) {}

  std::vector<QueryWord> cut() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
        continue;
      }
      const bool without = is_minus(text_[at_]) && at_ + 1 < text_.size() &&
                           !is_blank(text_[at_ + 1]) && !is_minus(text_[at_ + 1]);
      if (without) ++at_;
      if (const size_t end = quote_end(); end != std::u32string_view::npos) {
        add(text_.substr(at_ + 1, end - at_ - 1), true, without);
        at_ = end + 1;
      } else {
        if (is_quotation_mark(text_[at_])) ++at_;
        add(plain(), false, without);
      }
    }
    return std::move(words_);
  }

 private:
  /// Where the quotation that begins here ends, or npos.
  size_t quote_end() const {
    const char32_t close = closing(text_[at_]);
    return close == 0 ? std::u32string_view::npos : text_.find(close, at_ + 1);
  }

  std::u32string_view plain() {
    const size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && !is_quotation_mark(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  /// 文号： in front of a word, or alone before a quotation.
  void take_field(QueryWord& word) {
    const size_t colon = word.text.find(':');
    if (word.quoted || colon == std::string::npos) return;
    for (const auto& [name, field] : field_words())
      if (std::string_view(word.text).substr(0, colon) == name) {
        word.field = field;
        word.text = trimmed(std::string_view(word.text).substr(colon + 1));
        return;
      }
  }

  void add(std::u32string_view text, bool quoted, bool without) {
    QueryWord word{normalised(to_utf8(text)), quoted, without || without_next_, std::move(field_next_)};
    field_next_.clear();
    without_next_ = false;
    take_field(word);
    if (!word.text.empty()) {
      words_.push_back(std::move(word));
    } else if (!word.field.empty() && at_ < text_.size() && closing(text_[at_]) != 0) {
      field_next_ = word.field;
      without_next_ = word.without;
    }
  }

  std::u32string_view text_;
  size_t at_ = 0;
  std::vector<QueryWord> words_;
  std::string field_next_;  ///< of the quotation that follows at once
  bool without_next_ = false;
};

}  // namespace

Result<std::vector<QueryWord>> query_words(std::string_view q) {
  const std::u32string text = to_u32(trimmed(q));
  if (text.size() > kMaxQueryCharacters)
    return Error{"bad_query", "输入的内容太长，请缩短到 100 个字以内。", "q"};
  auto words = Cutter(text).cut();
  if (words.size() > kMaxQueryWords)
    return Error{"bad_query", "搜索词太多，请减少到 16 个以内。", "q"};
  return words;
}

}  // namespace gongshi
