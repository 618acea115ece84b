#pragma once

#include <string>
#include <string_view>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// What a file is, by its content and never by its name.
enum class FeedFormat { kWorkbook, kJson, kTable };

/// Looks at the first bytes of a file: true for a ZIP file, which only a workbook may be, false for
/// what may be a text. Errors (`unreadable`): no such file; an old binary Excel file, a PDF or an
/// archive, which are named with what to do instead.
Result<bool> is_zip(const stdfs::path& file);

/// Looks at the beginning of a text. The error (`unreadable`) is for a web page or XML.
Result<FeedFormat> text_format(std::string_view head);

/// `configured` is the `format` of feeds.json; the error (`unreadable`) says that the file is
/// something else. Lists and lines of JSON, commas and tabs are told apart by what is there.
Status check_format(const std::string& configured, FeedFormat found);

}  // namespace gongshi
