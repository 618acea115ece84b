#include "render/html.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kMark = "■";

std::string with_breaks(std::string_view text) { return replaced(escaped(text), "\n", "<br>"); }

/// `inside` is escaped already.
std::string redaction(std::string_view inside) {
  return "<span class=\"redact\"><span aria-hidden=\"true\">■</span>" + std::string(inside) +
         "<span aria-hidden=\"true\">■</span></span>";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if (byte >= 0x20 || c == '\n' || c == '\t')
      out += c;
  }
  return out;
}

Html value_html(std::string_view text) {
  std::string out;
  while (true) {
    const size_t open = text.find(kMark);
    const size_t close =
        open == std::string_view::npos ? open : text.find(kMark, open + kMark.size());
    if (close == std::string_view::npos) break;
    const std::string_view inside = text.substr(open + kMark.size(), close - open - kMark.size());
    out += with_breaks(text.substr(0, open)) + redaction(escaped(inside));
    text.remove_prefix(close + kMark.size());
  }
  return Html::trusted(out + with_breaks(text));
}

Html document_html(const Html& html) {
  std::string_view text = html.str();
  std::string out;
  while (true) {
    const size_t open = text.find(kMark);
    if (open == std::string_view::npos) break;
    const size_t from = open + kMark.size(), close = text.find(kMark, from);
    if (close == std::string_view::npos) break;
    const std::string_view inside = text.substr(from, close - from);
    // Two marks of different paragraphs are no pair.
    const bool pair = inside.find('<') == std::string_view::npos;
    out += text.substr(0, open);
    out += pair ? redaction(inside) : std::string(kMark);
    text.remove_prefix(pair ? close + kMark.size() : from);
  }
  return Html::trusted(out.append(text));
}

Html number_html(std::string_view text) {
  return Html::trusted("<span class=\"dn\">" + value_html(text).str() + "</span>");
}

}  // namespace gongshi
