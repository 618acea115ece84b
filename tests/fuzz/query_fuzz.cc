// A search as a visitor asks it: `name=value&…` without escapes, answered from a small index.
#include "base/markup.h"
#include "base/text.h"
#include "fuzz/served.h"
#include "search/answer.h"
#include "search/query.h"
#include "search/terms.h"

using namespace gongshi;
using namespace gongshi::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::map<std::string, std::string> parameters;
  for (const auto& pair : split(std::string_view(reinterpret_cast<const char*>(data), size), '&')) {
    const size_t at = std::min(pair.find('='), pair.size());
    parameters[at == pair.size() ? "q" : pair.substr(0, at)] = at == pair.size() ? pair : pair.substr(at + 1);
  }
  const auto request = SearchRequest::read(parameters);
  if (!request.ok()) {
    must(request.error().code == "bad_query" && valid_utf8(request.error().text), "a refused search has a sentence");
    return 0;
  }
  const auto result = search(Served::once().index(), *request, true);
  if (!result.ok()) {
    must(result.error().code == "bad_query", "no query breaks the index");
    return 0;
  }
  must(result->hits.size() <= SearchRequest::kPageSize && static_cast<long>(result->hits.size()) <= result->total, "a page has no more than there is");
  must(valid_utf8(answer_json(*request, *result, 0).dump()), "an answer is UTF-8");
  return 0;
}
