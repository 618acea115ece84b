#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/encoding.h"
#include "intake/json_rows.h"

namespace gongshi {

/// Tells the shape from the beginning of the text.
JsonShape json_shape(std::string_view head);
/// True when the text begins like JSON.
bool looks_like_json(std::string_view head);

/// Reads a JSON document record by record. Strict JSON, no comments. A broken document is an error
/// (`unreadable`) and none of its rows may be used. `suspects` gets the texts with 密 around the list of records.
Status read_json_document(TextSource& source, FieldIndex& index, const std::function<void(RawRow&&)>& take,
                          std::vector<std::string>* suspects = nullptr);

/// One line of JSON Lines as it lies in the file.
struct JsonLine {
  long number = 0;            ///< from 1, blank lines counted
  std::string_view text;
  std::string problem;        ///< Chinese: why it is not even looked at; else empty
};

/// Gives every line that is not blank. The text is valid during the call.
void each_json_line(TextSource& source, const std::function<void(const JsonLine& line)>& take);

/// The parser looks at sixteen bytes at a time.
inline constexpr size_t kReadBeyond = 16;

/// Makes a row of a line: strict JSON; a broken line is a row with a problem. For one thread.
class JsonLineParser {
 public:
  explicit JsonLineParser(FieldIndex& index);
  ~JsonLineParser();
  /// Behind the text there must be a NUL byte, and kReadBeyond bytes that may be read.
  RawRow row_of(const JsonLine& line);

 private:
  RawRow row_;
  JsonRows rows_;
  struct Reader;
  std::unique_ptr<Reader> reader_;  ///< kept for its memory
};

}  // namespace gongshi
