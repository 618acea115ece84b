#include "search/query.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "render/words.h"
#include "search/query_builder.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

using Clock = std::chrono::steady_clock;

/// No search works longer than this.
constexpr auto kMostTime = std::chrono::seconds(5);
constexpr char kBetween = '\x1f';

struct TooSlow {};

/// Stops a match that takes too long; looked at once in a while.
class Deadline {
 public:
  explicit Deadline(Clock::time_point end) : end_(end) {}
  void check() {
    if (++calls_ % 256 == 0 && Clock::now() > end_) throw TooSlow{};
  }

 private:
  Clock::time_point end_;
  unsigned long calls_ = 0;
};

/// Every text a reader of the hit sees or that was searched, normalised one by one.
bool stands(const std::vector<std::string>& texts, const std::string& word) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return contains(text, word); });
}

/// Lets through records in which the quoted words stand and the left-out ones do not.
class TextDecider : public Xapian::MatchDecider {
 public:
  TextDecider(const BuiltQuery& built, Deadline& deadline) : built_(built), deadline_(deadline) {}

  bool operator()(const Xapian::Document& document) const override {
    deadline_.check();
    const auto texts = texts_of(Json::parse(document.get_data()));
    for (const auto& word : built_.must_stand)
      if (!stands(texts, word)) return false;
    for (const auto& word : built_.must_not)
      if (stands(texts, word)) return false;
    return true;
  }

 private:
  static std::vector<std::string> texts_of(const Json& shown) {
    std::vector<std::string> texts;
    for (const auto& text : shown.at("texts")) texts.push_back(normalised(text.get<std::string>()));
    for (const char* name : {"title", "number", "agency_name"})
      texts.push_back(normalised(text_at(shown, name)));
    texts.push_back(normalised(category_label(text_at(shown, "category"))));
    return texts;
  }

  const BuiltQuery& built_;
  Deadline& deadline_;
};

/// Counts every match and the values of its slots.
class FacetSpy : public Xapian::MatchSpy {
 public:
  FacetSpy(std::vector<std::string> fields, Deadline& deadline)
      : fields_(std::move(fields)), deadline_(deadline) {
    for (const auto& field : fields_) counts_[field];
  }

  void operator()(const Xapian::Document& document, double) override {
    deadline_.check();
    ++total_;
    for (const auto& field : fields_) {
      const auto slot = static_cast<Xapian::valueno>(Schema::row(field).slot);
      const std::string values = document.get_value(slot);
      if (values.empty()) continue;
      for (const auto& value : split(values, kBetween)) ++counts_[field][value];
    }
  }

  long total() const { return total_; }
  const std::map<std::string, FacetCounts>& counts() const { return counts_; }

 private:
  std::vector<std::string> fields_;
  Deadline& deadline_;
  long total_ = 0;
  std::map<std::string, FacetCounts> counts_;
};

void set_order(Xapian::Enquire& enquire, const SearchRequest& request) {
  const auto by = [&](std::string_view field) {
    enquire.set_sort_by_value_then_relevance(static_cast<Xapian::valueno>(Schema::row(field).slot),
                                             true);
  };
  switch (request.order()) {
    case SearchSort::kRelevance:
      enquire.set_sort_by_relevance();
      break;
    case SearchSort::kDate:
      by("date");
      break;
    case SearchSort::kAmount:
      by("amount");
      break;
  }
}

/// One run of a query: matches from `first`, all of them seen by the spy.
Xapian::MSet run(const Xapian::Database& database, const BuiltQuery& built,
                 const SearchRequest& request, size_t first, size_t wanted, FacetSpy& spy,
                 Deadline& deadline) {
  Xapian::Enquire enquire(database);
  enquire.set_query(built.query);
  enquire.add_matchspy(&spy);
  set_order(enquire, request);
  std::optional<TextDecider> decider;
  if (!built.must_stand.empty() || !built.must_not.empty()) decider.emplace(built, deadline);
  return enquire.get_mset(static_cast<Xapian::doccount>(first),
                          static_cast<Xapian::doccount>(wanted), database.get_doccount(), nullptr,
                          decider ? &*decider : nullptr);
}

FoundRecord hit_of(const Json& shown, const Marker& marker) {
  FoundRecord hit;
  hit.url = text_at(shown, "url");
  hit.title = marker.mark(text_at(shown, "title"));
  std::vector<std::string> texts;
  const std::string title = text_at(shown, "title");
  for (const auto& text : shown.at("texts")) {
    const auto value = text.get<std::string>();
    if (!contains(title, value) && value != text_at(shown, "number") &&
        std::find(texts.begin(), texts.end(), value) == texts.end())
      texts.push_back(value);
  }
  hit.snippet = marker.snippet(texts);
  hit.dataset = text_at(shown, "dataset");
  hit.category = text_at(shown, "category");
  hit.agency = text_at(shown, "agency");
  hit.agency_name = text_at(shown, "agency_name");
  hit.date = text_at(shown, "date");
  hit.published_on = text_at(shown, "published_on");
  hit.number = text_at(shown, "number");
  hit.result = text_at(shown, "result");
  for (const auto& mark : shown.at("marks")) hit.marks.push_back(mark.get<std::string>());
  return hit;
}

Error not_there(const stdfs::path& dir) {
  return {"index", "搜索暂时不可用，请稍后再试。可以先按机关、类别或者月份浏览。", dir.string()};
}

bool of_this_version(const Xapian::Database& database) {
  const Json schema = Json::parse(database.get_metadata("schema"), nullptr, false);
  return schema.is_object() && schema.value("version", 0) == Schema::kVersion &&
         schema.value("normaliser", 0) == Schema::kNormaliserVersion;
}

void read_labels(const Xapian::Database& database, SearchResult& result) {
  const Json labels = Json::parse(database.get_metadata("labels"), nullptr, false);
  if (!labels.is_object()) return;
  for (const auto& [facet, names] : labels.items())
    for (const auto& [value, name] : names.items())
      result.labels[facet][value] = name.get<std::string>();
}

void count_without_own(const Xapian::Database& database, const QueryBuilder& builder,
                       const std::vector<QueryWord>& words, const SearchRequest& request,
                       Deadline& deadline, SearchResult& result) {
  for (const auto& field : facet_fields()) {
    if (request.filter(field).empty()) continue;
    FacetSpy spy({field}, deadline);
    run(database, builder.build(words, request, field), request, 0, 0, spy, deadline);
    result.without_own[field] = spy.counts().at(field);
    result.total_without[field] = spy.total();
  }
}

Result<SearchResult> answered(const stdfs::path& dir, const SearchRequest& request,
                              const std::vector<QueryWord>& words, bool page_counts) {
  const Xapian::Database database(dir.string());
  if (!of_this_version(database)) return not_there(dir);
  Deadline deadline(Clock::now() + kMostTime);
  const QueryBuilder builder(database);
  const BuiltQuery built = builder.build(words, request);
  FacetSpy spy(facet_fields(), deadline);
  const auto matches = run(database, built, request, (request.page - 1) * SearchRequest::kPageSize,
                           SearchRequest::kPageSize, spy, deadline);
  SearchResult result;
  result.total = spy.total();
  result.exact = built.exact;
  result.page = request.page;
  result.facets = spy.counts();
  const Marker marker(words);
  for (auto match = matches.begin(); match != matches.end(); ++match)
    result.hits.push_back(hit_of(Json::parse(match.get_document().get_data()), marker));
  read_labels(database, result);
  if (page_counts) count_without_own(database, builder, words, request, deadline, result);
  return result;
}

}  // namespace

Result<SearchResult> search(const stdfs::path& dir, const SearchRequest& request,
                            bool page_counts) {
  GONGSHI_ASSIGN(const std::vector<QueryWord> words, query_words(request.q));
  try {
    return answered(dir, request, words, page_counts);
  } catch (const TooSlow&) {
    return Error{"bad_query", "符合的信息太多，请增加条件后再搜索。", "q"};
  } catch (const Xapian::Error&) {
    return not_there(dir);
  } catch (const std::exception&) {
    return not_there(dir);
  }
}

}  // namespace gongshi
