#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "intake/encoding.h"

namespace gongshi {

/// One record of a JSON feed, or why it is none. Numbers with a fraction or too many digits for a
/// whole number come as the text they were written in, so that amounts and ids lose nothing.
struct JsonRow {
  long number = 0;  ///< JSON Lines: the line; else the record's place in its list, from 1
  Json value;
  std::string problem;  ///< Chinese; empty when `value` is an object that may be used
  std::string_view written;  ///< the line, while the row is being taken; empty in a document
};

/// How the records lie in a JSON file.
enum class JsonShape {
  kDocument,  ///< an array, {"records":[…]} or one object
  kLines,     ///< one object per line
};

/// Tells the shape from the beginning of the text.
JsonShape json_shape(std::string_view head);
/// True when the text begins like JSON.
bool looks_like_json(std::string_view head);

/// Reads a JSON feed record by record. Strict JSON: no comments; duplicate keys and nesting beyond 64
/// levels make a record unusable. In JSON Lines a broken line is a row with a problem; a broken
/// document is an error (`unreadable`) and none of its rows may be used.
Status read_json(TextSource& source, JsonShape shape, const std::function<void(JsonRow&&)>& take);

}  // namespace gongshi
