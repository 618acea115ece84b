#pragma once

#include <string>

#include "base/json.h"
#include "search/query.h"
#include "search/request.h"

namespace gongshi {

/// The object of /search.json and of `gongshi search`:
/// {"query","total","exact","page","hits":[{"url","title","snippet","dataset","category","agency",
/// "date"}],"facets":{facet:{value:count}},"took_ms"}, and "did_you_mean" where nothing was found. `title` is plain text; `snippet` is escaped
/// HTML with <mark>; `agency` is the code.
Json answer_json(const SearchRequest& request, const SearchResult& result, double took_ms);

/// The same object with no hits and "messages":[{"code","text","where"}].
Json refusal_json(const std::string& query, const Error& error);

/// JSON bytes in which `<`, `>` and `&` are written as escapes, so that they are harmless even
/// where a browser takes them for a page.
std::string web_json(const Json& json);

}  // namespace gongshi
