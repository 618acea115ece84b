#include "search/search_service.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "search/answer.h"
#include "search/terms.h"

namespace gongshi {
namespace {

constexpr const char* kDown = "搜索暂时不可用，请稍后再试。可以先按机关、类别或者月份浏览。";

/// How often a request is answered anew because the release was switched under it.
constexpr int kTries = 3;

using Clock = std::chrono::steady_clock;

Response no_store(Response response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response json_response(int status, const Json& json) {
  Response response;
  response.status = status;
  response.type = "application/json";
  response.body = web_json(json);
  return no_store(std::move(response));
}

Response html_response(int status, Result<std::string> page) {
  if (!page.ok()) return no_store(sentence_response(503, kDown));
  Response response;
  response.status = status;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(page).value();
  return no_store(std::move(response));
}

Response refused(const ServedRelease& release, bool json,
                 const SearchService::Parameters& parameters, const Error& error) {
  const int status = error.code == "bad_query" ? 400 : 503;
  if (!json) return html_response(status, release.results.refusal(parameters, error));
  const auto q = parameters.find("q");
  const std::string query = q == parameters.end() ? "" : single_line(q->second);
  return json_response(status, refusal_json(cut_bytes(query, kMaxTermBytes), error));
}

}  // namespace

bool SearchService::is_search(const std::string& path, const Parameters& parameters) {
  if (path == "/search.json") return true;
  if (path != "/search/" && path != "/search/index.html") return false;
  constexpr std::array kNames = {"q",    "dataset", "category", "agency", "year", "from", "to",
                                 "kind", "region",  "min",      "max",    "sort", "page"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](const char* name) { return parameters.contains(name); });
}

Response SearchService::search_in(const ServedRelease& release, bool json,
                                  const Parameters& parameters) const {
  const auto begin = Clock::now();
  const auto request = SearchRequest::read(parameters);
  if (!request.ok()) return refused(release, json, parameters, request.error());
  const auto result = gongshi::search(release.index, *request, !json);
  if (!result.ok()) return refused(release, json, parameters, result.error());
  if (!json) return html_response(200, release.results.page(*request, *result));
  const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
  return json_response(200, answer_json(*request, *result, took.count()));
}

Response SearchService::search(const std::string& path, const Parameters& parameters) const {
  Response response = sentence_response(503, kDown);
  std::string id;
  for (int i = 0; i < kTries; ++i) {
    const auto release = releases_.current();
    if (!release.ok()) return no_store(sentence_response(503, kDown));
    if ((*release)->id == id) break;
    id = (*release)->id;
    response = search_in(**release, path == "/search.json", parameters);
    if (response.status != 503) break;
  }
  return response;
}

Response SearchService::file(const std::string& path, const Parameters& parameters) const {
  Response response = sentence_response(503, kDown);
  std::string id;
  for (int i = 0; i < kTries; ++i) {
    const auto release = releases_.current();
    if (!release.ok()) return sentence_response(503, release.error().text);
    if ((*release)->id == id) break;
    id = (*release)->id;
    if (response.file >= 0) ::close(response.file);
    response = (*release)->files.get(path);
    if (response.status != 404) break;
  }
  for (auto& [name, value] : response.headers)
    if (name == "Location") value += query_address({parameters.begin(), parameters.end()});
  return response;
}

Response SearchService::busy() {
  Response response = no_store(sentence_response(503, kDown));
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace gongshi
