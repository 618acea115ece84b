#include "search/search_service.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "search/answer.h"
#include "search/result_files.h"
#include "search/terms.h"
#include "search/words.h"

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

Response file_response(const char* type, const char* disposition, std::string bytes) {
  Response response;
  response.type = type;
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", disposition);
  response.headers.emplace_back("X-Robots-Tag", "noindex");
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
  if (path == "/search.json" || path == "/search/complete.json" || path == "/search/results.csv" ||
      path == "/search/results.atom")
    return true;
  if (path != "/search/" && path != "/search/index.html") return false;
  const auto& names = SearchRequest::names();
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return parameters.contains(name); });
}

SearchService::Form SearchService::form_of(const std::string& path) {
  if (path.ends_with(".json")) return Form::kJson;
  if (path.ends_with(".csv")) return Form::kCsv;
  return path.ends_with(".atom") ? Form::kAtom : Form::kPage;
}

Response SearchService::search_in(const ServedRelease& release, Form form,
                                  const Parameters& parameters) const {
  const auto begin = Clock::now();
  auto request = SearchRequest::read(parameters);
  if (!request.ok()) return refused(release, form == Form::kJson, parameters, request.error());
  const bool file = form == Form::kCsv || form == Form::kAtom;
  if (file) request->page = 1;
  if (form == Form::kAtom) request->sort = SearchSort::kDate;
  const size_t rows = form == Form::kCsv    ? kTableRows
                      : form == Form::kAtom ? kFeedEntries
                                            : SearchRequest::kPageSize;
  const auto result = gongshi::search(release.index, *request, form == Form::kPage, rows);
  if (!result.ok()) return refused(release, form == Form::kJson, parameters, result.error());
  if (form == Form::kPage) return html_response(200, release.results.page(*request, *result));
  if (form == Form::kCsv)
    return file_response("text/csv; charset=utf-8", "attachment; filename=\"results.csv\"",
                         result_csv(site_, *result));
  if (form == Form::kAtom)
    return file_response("application/atom+xml", "inline", result_atom(site_, *request, *result));
  const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
  return json_response(200, answer_json(*request, *result, took.count()));
}

Response SearchService::completed(const ServedRelease& release, const Parameters& parameters) {
  const auto q = parameters.find("q");
  const bool short_enough = q != parameters.end() && q->second.size() <= kMaxQueryCharacters * 4;
  const auto names = short_enough ? release.completions->offer(q->second) : std::vector<std::string>();
  return json_response(200, {{"names", names}});
}

Response SearchService::search(const std::string& path, const Parameters& parameters) const {
  Response response = sentence_response(503, kDown);
  std::string id;
  for (int i = 0; i < kTries; ++i) {
    const auto release = releases_.current();
    if (!release.ok()) return no_store(sentence_response(503, kDown));
    if ((*release)->id == id) break;
    id = (*release)->id;
    response = path == "/search/complete.json" ? completed(**release, parameters)
                                               : search_in(**release, form_of(path), parameters);
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
