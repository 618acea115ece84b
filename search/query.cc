#include "search/query.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "search/document.h"
#include "search/query_builder.h"
#include "search/schema.h"
#include "search/suggest.h"
#include "search/terms.h"

namespace gongshi {
namespace {

using Clock = std::chrono::steady_clock;

/// No search works longer than this.
constexpr auto kMostTime = std::chrono::seconds(5);

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

/// Adds the values of one slot `facets`, `times` over.
void add_facets(std::string_view slot, long times, std::map<std::string, FacetCounts>& counts) {
  for (const auto& [field, value] : facet_values(slot)) counts[std::string(field)][value] += times;
}

/// Counts every match and the values of its facets, as Xapian's own spy does (so that a remote
/// database can), and looks at the clock.
class FacetSpy : public Xapian::ValueCountMatchSpy {
 public:
  explicit FacetSpy(Deadline& deadline)
      : ValueCountMatchSpy(static_cast<Xapian::valueno>(Schema::row("facets").slot)),
        deadline_(deadline) {}

  void operator()(const Xapian::Document& document, double weight) override {
    deadline_.check();
    ValueCountMatchSpy::operator()(document, weight);
  }

 private:
  Deadline& deadline_;
};

/// What a query matches: how many, counted how, and a part of them in order.
struct Matches {
  long total = 0;
  std::map<std::string, FacetCounts> facets;
  std::vector<std::string> data;  ///< of the documents asked for
};

class Matcher {
 public:
  Matcher(const Xapian::Database& database, SearchSort order, Deadline& deadline)
      : database_(database), enquire_(database), deadline_(deadline) {
    const auto slot = [](std::string_view field) {
      return static_cast<Xapian::valueno>(Schema::row(field).slot);
    };
    // Sums of whole numbers; a record's place decides between equals, whatever index it stands in.
    enquire_.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));
    if (order == SearchSort::kRelevance)
      enquire_.set_sort_by_relevance_then_value(slot("date"), true);
    else
      enquire_.set_sort_by_value(slot(order == SearchSort::kDate ? "date" : "amount"), true);
  }

  Matches match(const BuiltQuery& built, size_t first, size_t wanted) {
    enquire_.set_query(built.query);
    return built.must_stand.empty() && built.must_not.empty() ? counted(first, wanted)
                                                              : looked_at(built, first, wanted);
  }

 private:
  Matches counted(size_t first, size_t wanted) {
    FacetSpy spy(deadline_);
    enquire_.clear_matchspies();
    enquire_.add_matchspy(&spy);
    const auto ranked = [&](size_t from, size_t rows) {
      return enquire_.get_mset(static_cast<Xapian::doccount>(from), static_cast<Xapian::doccount>(rows),
                               database_.get_doccount());
    };
    // Xapian 1.4 counts hits of shards elsewhere twice when they sort behind the rows that are asked for;
    // where no rows are, it does not.
    const bool apart = database_.size() > 1;
    if (apart) {
      ranked(0, 0);
      enquire_.clear_matchspies();
    }
    const auto found = ranked(first, wanted);
    Matches out;
    out.total = static_cast<long>(spy.get_total());
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
      add_facets(*value, static_cast<long>(value.get_termfreq()), out.facets);
    for (auto match = found.begin(); match != found.end(); ++match)
      out.data.push_back(match.get_document().get_data());
    return out;
  }

  /// Quoted words are looked for in the text of every match.
  Matches looked_at(const BuiltQuery& built, size_t first, size_t wanted) {
    enquire_.clear_matchspies();
    const auto found = enquire_.get_mset(0, database_.get_doccount());
    const std::set<Xapian::docid> doubtful = holding(built);
    Matches out;
    for (auto match = found.begin(); match != found.end(); ++match) {
      deadline_.check();
      const Xapian::Document document = match.get_document();
      std::string data = document.get_data();
      const bool looks = !built.must_stand.empty() || doubtful.contains(*match);
      if (looks && !fits(built, data)) continue;
      const auto number = static_cast<size_t>(out.total++);
      add_facets(document.get_value(static_cast<Xapian::valueno>(Schema::row("facets").slot)), 1,
                 out.facets);
      if (number >= first && number < first + wanted) out.data.push_back(std::move(data));
    }
    return out;
  }

  /// Records in which a word that is left out may stand.
  std::set<Xapian::docid> holding(const BuiltQuery& built) {
    std::set<Xapian::docid> out;
    if (built.must_not.empty()) return out;
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, built.query, built.may_hold_not));
    const auto found = enquire.get_mset(0, database_.get_doccount());
    for (auto match = found.begin(); match != found.end(); ++match) out.insert(*match);
    return out;
  }

  static bool fits(const BuiltQuery& built, const std::string& data) {
    auto texts = standing_texts(Json::parse(data));
    for (auto& text : texts) text = normalised(text);
    const auto stands = [&](const std::string& word) {
      return std::any_of(texts.begin(), texts.end(),
                         [&](const std::string& text) { return contains(text, word); });
    };
    return std::all_of(built.must_stand.begin(), built.must_stand.end(), stands) &&
           std::none_of(built.must_not.begin(), built.must_not.end(), stands);
  }

  const Xapian::Database& database_;
  Xapian::Enquire enquire_;
  Deadline& deadline_;
};

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
  hit.personal = shown.value("personal", false);
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

bool has_condition(const SearchRequest& request, const std::string& facet) {
  return facet == "amount" ? request.min || request.max : !request.filter(facet).empty();
}

void count_without_own(Matcher& matcher, const QueryBuilder& builder,
                       const std::vector<QueryWord>& words, const SearchRequest& request,
                       SearchResult& result) {
  for (const auto& field : facet_fields()) {
    if (!has_condition(request, field)) continue;
    auto matches = matcher.match(builder.build(words, request, field), 0, 0);
    result.without_own[field] = std::move(matches.facets[field]);
    result.total_without[field] = matches.total;
  }
}

Result<SearchResult> answered(const stdfs::path& dir, const SearchRequest& request,
                              const std::vector<QueryWord>& words, bool page_counts, size_t rows) {
  const Xapian::Database database(dir.string());
  if (!of_this_version(database)) return not_there(dir);
  Deadline deadline(Clock::now() + kMostTime);
  const QueryBuilder builder(database);
  const BuiltQuery built = builder.build(words, request);
  Matcher matcher(database, request.order(), deadline);
  auto matches = matcher.match(built, (request.page - 1) * rows, rows);
  SearchResult result;
  result.total = matches.total;
  result.exact = built.exact;
  result.page = request.page;
  for (const auto& field : facet_fields()) result.facets[field] = std::move(matches.facets[field]);
  const Marker marker(words);
  for (const auto& data : matches.data) result.hits.push_back(hit_of(Json::parse(data), marker));
  read_labels(database, result);
  if (page_counts) count_without_own(matcher, builder, words, request, result);
  if (result.total == 0) result.did_you_mean = mended_query(database, words);
  return result;
}

}  // namespace

Result<SearchResult> search(const stdfs::path& dir, const SearchRequest& request,
                            bool page_counts, size_t rows) {
  GONGSHI_ASSIGN(const std::vector<QueryWord> words, query_words(request.q));
  try {
    return answered(dir, request, words, page_counts, rows);
  } catch (const TooSlow&) {
    return Error{"bad_query", "符合的信息太多，请增加条件后再搜索。", "q"};
  } catch (const Xapian::Error&) {
    return not_there(dir);
  } catch (const std::exception&) {
    return not_there(dir);
  }
}

}  // namespace gongshi
