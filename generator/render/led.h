#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "render/templates.h"

namespace gongshi {

/// What a board of few, large points shows of one record.
struct LedRecord {
  std::string head;    ///< agency
  std::string name;    ///< party
  std::string matter;  ///< may be empty
  std::string result;  ///< may be empty
  std::string day;     ///< may be empty
};

/// Text cut into lines of at most `units` half-width units, a Chinese character being two. Latin words
/// and numbers stay whole where they fit a line.
std::vector<std::string> led_lines(const std::string& text, size_t units);

/// Appends the record's slides to `items`: head, two lines, foot. What is longer goes on another slide,
/// never smaller, never scrolling (look, section 5). `until` is the last day they are shown, or empty.
Status led_slides(const Templates& templates, const LedRecord& record, Json& items, const std::string& until = "");

}  // namespace gongshi
