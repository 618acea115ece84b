#include "base/markup.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kNone = std::string_view::npos;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool begins_tag(std::string_view text) {
  if (text.size() < 2 || text[0] != '<') return false;
  if (text[1] == '/') return text.size() > 2 && is_letter(text[2]);
  return is_letter(text[1]) || text[1] == '!' || text[1] == '?';
}

/// The position behind the `>` that ends the tag at the start of `text`; kNone when none does.
size_t end_of_tag(std::string_view text) {
  char quote = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && text[i - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return kNone;
}

std::string tag_name(std::string_view tag) {
  size_t begin = tag[1] == '/' ? 2 : 1;
  size_t end = begin;
  while (end < tag.size() && !is_blank(tag[end]) && tag[end] != '>' && tag[end] != '/') ++end;
  return lowered(tag.substr(begin, end - begin));
}

}  // namespace

bool MarkupReader::next(MarkupToken& token) {
  if (at_ >= document_.size()) return false;
  token.name.clear();
  token.offset = at_;
  if (!raw_.empty()) {
    read_raw(token);
    if (!token.source.empty()) return true;
  }
  if (begins_tag(document_.substr(at_))) {
    read_tag(token);
    return true;
  }
  size_t end = at_ + 1;
  while (end < document_.size() && !(document_[end] == '<' && begins_tag(document_.substr(end)))) {
    end = document_.find('<', end + 1);
    if (end == kNone) end = document_.size();
  }
  token.kind = MarkupToken::Kind::kText;
  token.source = document_.substr(at_, end - at_);
  at_ = end;
  return true;
}

void MarkupReader::read_tag(MarkupToken& token) {
  const std::string_view rest = document_.substr(at_);
  size_t end = kNone;
  token.kind = MarkupToken::Kind::kComment;
  if (rest.starts_with("<!--")) {
    end = rest.find("-->", 4);
    if (end != kNone) end += 3;
  } else if (rest.starts_with("<![CDATA[")) {
    end = rest.find("]]>");
    if (end != kNone) end += 3;
  } else if (rest[1] == '!' || rest[1] == '?') {
    end = rest.find('>');
    if (end != kNone) end += 1;
  } else {
    end = end_of_tag(rest);
    if (end != kNone) {
      token.kind = rest[1] == '/' ? MarkupToken::Kind::kClose : MarkupToken::Kind::kOpen;
      token.name = tag_name(rest);
    }
  }
  token.source = rest.substr(0, end);
  at_ += token.source.size();
  if (token.kind == MarkupToken::Kind::kOpen && (token.name == "script" || token.name == "style"))
    raw_ = token.name;
}

void MarkupReader::read_raw(MarkupToken& token) {
  const std::string closing = "</" + raw_;
  size_t end = at_;
  while (end < document_.size() && lowered(document_.substr(end, closing.size())) != closing) {
    end = document_.find('<', end + 1);
    if (end == kNone) end = document_.size();
  }
  raw_.clear();
  token.kind = MarkupToken::Kind::kRaw;
  token.source = document_.substr(at_, end - at_);
  at_ = end;
}

bool is_inline_element(std::string_view name) {
  static constexpr std::string_view kInline[] = {
      "a",    "abbr", "b",   "bdi", "bdo",  "cite",  "code", "data",  "del",  "dfn",    "em",
      "font", "i",    "ins", "kbd", "mark", "q",     "s",    "small", "span", "strong", "sub",
      "sup",  "time", "u",   "var", "wbr",  "tspan", "nobr", "rp",    "rt",   "ruby"};
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

std::vector<MarkupAttribute> markup_attributes(std::string_view tag) {
  std::vector<MarkupAttribute> out;
  size_t i = 1;
  while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>') ++i;
  for (;;) {
    while (i < tag.size() && (is_blank(tag[i]) || tag[i] == '/')) ++i;
    if (i >= tag.size() || tag[i] == '>') return out;
    const size_t name_begin = i;
    while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '=' && tag[i] != '>' && tag[i] != '/')
      ++i;
    MarkupAttribute attribute{lowered(tag.substr(name_begin, i - name_begin)), ""};
    while (i < tag.size() && is_blank(tag[i])) ++i;
    if (i < tag.size() && tag[i] == '=') {
      ++i;
      while (i < tag.size() && is_blank(tag[i])) ++i;
      const char quote = i < tag.size() && (tag[i] == '"' || tag[i] == '\'') ? tag[i] : '\0';
      if (quote != 0) ++i;
      const size_t begin = i;
      while (i < tag.size() && (quote != 0 ? tag[i] != quote : !is_blank(tag[i]) && tag[i] != '>'))
        ++i;
      attribute.value = decoded_references(tag.substr(begin, i - begin));
      if (quote != 0) ++i;
    }
    out.push_back(std::move(attribute));
  }
}

std::optional<CharacterReference> character_reference(std::string_view text) {
  const size_t semicolon = text.substr(0, 12).find(';');
  if (text.size() < 3 || text[0] != '&' || semicolon == kNone) return std::nullopt;
  const std::string_view name = text.substr(1, semicolon - 1);
  const size_t length = semicolon + 1;
  static constexpr struct {
    std::string_view name;
    char32_t point;
  } kNamed[] = {{"amp", U'&'},   {"lt", U'<'},        {"gt", U'>'},         {"quot", U'"'},
                {"apos", U'\''}, {"nbsp", U'\u00A0'}, {"middot", U'\u00B7'}};
  for (const auto& known : kNamed)
    if (known.name == name) return CharacterReference{known.point, length};
  if (name.size() < 2 || name[0] != '#') return std::nullopt;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  char32_t point = 0;
  const std::string_view digits = name.substr(hex ? 2 : 1);
  if (digits.empty()) return std::nullopt;
  for (const char raw : digits) {
    const char c = lower(raw);
    const bool decimal = c >= '0' && c <= '9';
    if (!decimal && !(hex && c >= 'a' && c <= 'f')) return std::nullopt;
    point = point * (hex ? 16 : 10) + static_cast<char32_t>(decimal ? c - '0' : c - 'a' + 10);
    if (point > 0x10FFFF) return std::nullopt;
  }
  return CharacterReference{point, length};
}

std::string decoded_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const auto reference =
        text[i] == '&' ? character_reference(text.substr(i)) : std::optional<CharacterReference>();
    if (reference) {
      out += to_utf8(std::u32string_view(&reference->point, 1));
      i += reference->length;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace gongshi
