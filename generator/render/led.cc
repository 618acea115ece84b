#include "render/led.h"

#include <array>

#include "base/text.h"
#include "render/html.h"

namespace gongshi {
namespace {

// A board of 512 px: 44 px a character of a name, 40 of a matter, 48 of a result, 26 of a date.
constexpr size_t kNameUnits = 22, kMatterUnits = 24, kResultUnits = 20, kResultBesideDay = 12;

size_t units_of(std::string_view character) { return character.size() > 1 ? 2 : 1; }

/// UTF-8 characters, runs of letters and digits as one piece.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  bool run = false;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    const std::string character = text.substr(at, end - at);
    const bool letter = character.size() == 1 && character != " ";
    if (letter && run) pieces.back() += character;
    else pieces.push_back(character);
    run = letter;
    at = end;
  }
  return pieces;
}

size_t width_of(const std::string& text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    units += units_of(std::string_view(text).substr(at, end - at));
    at = end;
  }
  return units;
}

struct Line {
  const char* kind;
  std::string text;
};

Status add_slide(const Templates& templates, const LedRecord& record, const std::vector<Line>& lines,
                 const std::string& result, bool day, const std::string& until, Json& items) {
  PageData page;
  page.set_html("HEAD_HTML", value_html(record.head)).show("LINE", false);
  for (const Line& line : lines) page.section("LINE").set("KIND", line.kind).set_html("TEXT_HTML", value_html(line.text));
  page.maybe_html("RESULT_HTML", value_html(result)).maybe("DAY", day ? record.day : "");
  GONGSHI_ASSIGN(const Html html, templates.render("screen_led.html", page));
  Json item = {{"html", html.str()}};
  if (!until.empty()) item["until"] = until;
  items.push_back(std::move(item));
  return {};
}

}  // namespace

std::vector<std::string> led_lines(const std::string& text, size_t units) {
  std::vector<std::string> lines;
  size_t used = 0;
  for (std::string piece : pieces_of(text)) {
    while (width_of(piece) > units) {  // a run longer than a line is broken
      lines.push_back(piece.substr(0, units));
      piece.erase(0, units);
      used = units;
    }
    if (lines.empty() || used + width_of(piece) > units) {
      if (piece == " ") continue;
      lines.push_back("");
      used = 0;
    }
    lines.back() += piece;
    used += width_of(piece);
  }
  for (std::string& line : lines) line = std::string(trimmed(line));
  return lines;
}

Status led_slides(const Templates& templates, const LedRecord& record, Json& items, const std::string& until) {
  std::vector<Line> names, matters;
  for (std::string& line : led_lines(record.name, kNameUnits)) names.push_back({"party", std::move(line)});
  for (std::string& line : led_lines(record.matter, kMatterUnits)) matters.push_back({"matter", std::move(line)});
  const std::vector<std::string> results = led_lines(record.result, kResultUnits);
  const bool short_result = results.size() <= 1;
  const bool beside = width_of(record.result) <= kResultBesideDay;
  std::vector<std::vector<Line>> slides;
  if (names.size() + matters.size() <= 2) {
    slides.push_back(names);
    slides.back().insert(slides.back().end(), matters.begin(), matters.end());
  } else {
    for (const auto* lines : {&names, &matters})
      for (size_t at = 0; at < lines->size(); at += 2)
        slides.emplace_back(lines->begin() + static_cast<std::ptrdiff_t>(at),
                            lines->begin() + static_cast<std::ptrdiff_t>(std::min(at + 2, lines->size())));
  }
  for (const auto& lines : slides)
    GONGSHI_TRY(add_slide(templates, record, lines, short_result ? record.result : "", beside || !short_result, until, items));
  for (size_t at = 0; !short_result && at < results.size(); at += 2) {
    std::vector<Line> lines;
    for (size_t i = at; i < std::min(at + 2, results.size()); ++i) lines.push_back({"result", results[i]});
    GONGSHI_TRY(add_slide(templates, record, lines, "", true, until, items));
  }
  return {};
}

}  // namespace gongshi
