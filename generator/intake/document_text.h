#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// What a reader sees in a document, as lines of text: a row of a table is a line, its cells are
/// parted by tabs.
struct DocumentText {
  std::string text;
  std::string hidden;  ///< of office files: every part as it is, with what is never shown
  std::string author;  ///< who made or last changed it, as the file says; a PDF's other notes too
};

/// Whether `path` names a document that document_text reads: pdf, docx, xlsx.
bool is_document(std::string_view path);

/// Reads a document. Errors `unreadable`: damaged, encrypted, too large, with macros, scripts or
/// files inside, or (PDF) a page without text, which is a picture that nobody can examine.
Result<DocumentText> document_text(std::string_view path, std::string bytes);

}  // namespace gongshi
