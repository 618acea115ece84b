#pragma once

#include <string_view>

namespace gongshi {

/// True when `xml` is a well-formed document as workbooks have them: one root, every tag, comment
/// and CDATA section closed, attributes quoted, ASCII names, only the five named entities and
/// character references to characters that exist, no document type. What follows the root is not
/// looked at. liborcus 0.17 ends the whole program at some documents that are none of this, so
/// nothing else is given to it.
bool xml_sound(std::string_view xml);

}  // namespace gongshi
