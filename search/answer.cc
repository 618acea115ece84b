#include "search/answer.h"

#include <cmath>

#include "base/text.h"
#include "search/schema.h"

namespace gongshi {
namespace {

Json hit_json(const FoundRecord& hit) {
  return {{"url", hit.url},
          {"title", plain_text(hit.title)},
          {"snippet", marked_html(hit.snippet)},
          {"dataset", hit.dataset},
          {"category", hit.category},
          {"agency", hit.agency},
          {"date", hit.date}};
}

}  // namespace

Json answer_json(const SearchRequest& request, const SearchResult& result, double took_ms) {
  Json hits = Json::array();
  for (const auto& hit : result.hits) hits.push_back(hit_json(hit));
  Json facets = Json::object();
  for (const auto& field : facet_fields()) {
    const auto counts = result.facets.find(field);
    facets[field] = counts == result.facets.end() ? Json::object() : Json(counts->second);
  }
  Json out = {{"query", request.q},
          {"total", result.total},
          {"exact", result.exact},
          {"page", result.page},
          {"hits", hits},
          {"facets", facets},
          {"took_ms", std::round(took_ms * 100) / 100}};
  if (!result.did_you_mean.empty()) out["did_you_mean"] = result.did_you_mean;
  return out;
}

Json refusal_json(const std::string& query, const Error& error) {
  SearchRequest request;
  request.q = query;
  Json json = answer_json(request, SearchResult(), 0);
  const std::string where = error.code == "bad_query" ? error.where : std::string();
  json["messages"] = {{{"code", error.code}, {"text", error.text}, {"where", where}}};
  return json;
}

std::string web_json(const Json& json) {
  std::string bytes = canonical(json);
  bytes = replaced(std::move(bytes), "&", "\\u0026");
  bytes = replaced(std::move(bytes), "<", "\\u003c");
  return replaced(std::move(bytes), ">", "\\u003e");
}

}  // namespace gongshi
