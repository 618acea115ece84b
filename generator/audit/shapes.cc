#include "audit/shapes.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/json.h"
#include "base/text.h"

namespace gongshi {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool in_number(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@' || c == '.' ||
         c == '_' || c == '+' || c == '-';
}

/// Without blanks and hyphens between digits.
std::string compacted(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    size_t next = i;
    while (next < text.size() && (text[next] == ' ' || text[next] == '-')) ++next;
    if (next > i && !out.empty() && is_digit(out.back()) && next < text.size() &&
        is_digit(text[next]))
      i = next;
    out += text[i];
  }
  return out;
}

/// Where `value` ends that begins at `begin`, with blanks or hyphens between its digits or without;
/// 0 when it does not stand there.
size_t spaced_end(std::string_view text, size_t begin, std::string_view value) {
  size_t at = begin;
  for (size_t i = 0; i < value.size(); ++i) {
    size_t next = at;
    while (i > 0 && next < text.size() && (text[next] == ' ' || text[next] == '-')) ++next;
    if (next > at && next < text.size() && is_digit(value[i - 1]) && is_digit(value[i])) at = next;
    if (at >= text.size() || text[at] != value[i]) return 0;
    ++at;
  }
  return at;
}

std::string without_spaced(const std::string& text, std::string_view value) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = spaced_end(text, at, value);
    out += end > 0 ? '\n' : text[at];
    at = end > 0 ? end : at + 1;
  }
  return out;
}

/// Quick: no shape without two digits (full-width ones are the bytes EF BC 90 to 99, those of other scripts
/// begin with D9, DB or E0) or an `@`.
bool may_have_shape(std::string_view text) {
  int digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '@' || text.substr(i, 3) == "＠") return true;
    const bool wide = text.substr(i, 2) == "\xEF\xBC" && i + 2 < text.size() &&
                      static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
                      static_cast<unsigned char>(text[i + 2]) <= 0x99;
    const bool foreign = text[i] == '\xD9' || text[i] == '\xDB' || text[i] == '\xE0';
    if ((is_digit(text[i]) || wide || foreign) && ++digits >= 2) return true;
  }
  return false;
}

/// So many digits in a row that with those of the next number, a count beside it, they could be a card's.
bool holds_long_number(std::string_view text) {
  constexpr size_t kLong = 12;
  size_t digits = 0;
  for (const char c : text)
    if ((digits = is_digit(c) ? digits + 1 : 0) == kLong) return true;
  return false;
}

/// Strings of a JSON document, keys included.
class StringCollector : public nlohmann::json_sax<Json> {
 public:
  explicit StringCollector(std::vector<std::string>& out) : out_(out) {}
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool string(string_t& value) override { return keep(value); }
  bool key(string_t& value) override { return keep(value); }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool keep(const std::string& value) {
    out_.push_back(value);
    return true;
  }
  std::vector<std::string>& out_;
};

/// Pieces of one line, or of a whole JSON file.
std::vector<std::string> json_pieces(std::string_view bytes) {
  std::vector<std::string> out;
  StringCollector collector(out);
  if (!Json::sax_parse(bytes, &collector)) out = {std::string(bytes)};
  return out;
}

/// Cells of one line; a quoted cell may hold commas. A line break inside a cell parts it, which
/// parts no number.
std::vector<std::string> csv_pieces(std::string_view line, char separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

}  // namespace

Shapes::Shapes(const AuditInput& input, const Addresses& addresses) : addresses_(addresses) {
  for (const auto& value : input.allowed) {
    if (!may_hold(value)) continue;
    const std::string text = nfkc(value);
    allowed_.push_back(text);
    allowed_.push_back(compacted(text));
    // A number may be shown without the words around it.
    for (const std::string& form : {text, compacted(text)}) {
      for (size_t i = 0; i < form.size();) {
        size_t end = i;
        while (end < form.size() && in_number(form[end])) ++end;
        const std::string word = form.substr(i, end - i);
        if (word.size() >= 7 && has_personal_shape(word)) allowed_.push_back(word);
        i = end + 1;
      }
    }
  }
  std::sort(allowed_.begin(), allowed_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  allowed_.erase(std::unique(allowed_.begin(), allowed_.end()), allowed_.end());
}

bool Shapes::may_hold(std::string_view text) {
  return may_have_shape(text) && (has_personal_shape(text) || holds_long_number(text));
}

std::string Shapes::without_allowed(std::string text) const {
  for (const auto& value : allowed_)
    if (contains(text, value)) text = replaced(std::move(text), value, "\n");
  return text;
}

bool Shapes::suspicious(std::string_view text) const {
  if (!may_have_shape(text)) return false;
  const std::string seen = nfkc(addresses_.without_addresses(text));
  if (!has_personal_shape(seen)) return false;
  std::string rest = without_allowed(seen);
  if (!has_personal_shape(rest)) return false;
  // A public number may be shown in other groups. What stays is looked at as it stands: made compact,
  // two numbers side by side would be none.
  const std::string compact = compacted(rest);
  for (const auto& value : allowed_)
    if (contains(compact, value)) rest = without_spaced(rest, value);
  return has_personal_shape(rest);
}

std::vector<std::pair<std::string, size_t>> Shapes::in_data(const std::string& path,
                                                            std::string_view bytes) const {
  std::vector<std::pair<std::string, size_t>> out;
  const auto look = [&](const std::vector<std::string>& pieces, size_t offset) {
    for (const auto& piece : pieces)
      if (suspicious(piece)) out.emplace_back(piece, offset);
  };
  if (path.ends_with(".json")) {
    look(json_pieces(bytes), 0);
    return out;
  }
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line = bytes.substr(begin, end - begin);
    if (path.ends_with(".jsonl")) {
      look(json_pieces(line), begin);
    } else if (path.ends_with(".csv")) {
      look(csv_pieces(line, ','), begin);
    } else if (path.ends_with(".tsv") || path.ends_with(".xlsx") || path.ends_with(".docx")) {
      look(csv_pieces(line, '\t'), begin);
    } else {
      look({std::string(line)}, begin);
    }
    begin = end + 1;
  }
  return out;
}

}  // namespace gongshi
