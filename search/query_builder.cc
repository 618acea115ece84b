#include "search/query_builder.h"

#include <algorithm>

#include "base/text.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

/// Most terms that the beginnings of a query's words may stand for together.
constexpr size_t kMaxExpansion = 5000;
/// How much more an exactly given number or name counts.
constexpr double kExactScale = 3.0;

bool latin_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Terms a text must have if the quoted word stands in it: words and numbers at its ends may be
/// parts of longer ones there, so they say nothing unless there is nothing else.
std::vector<std::string> quoted_terms(const std::string& word) {
  const auto terms = query_terms(word);
  const size_t length = to_u32(normalised(word)).size();
  std::vector<std::string> inside;
  std::vector<std::string> all;
  for (const auto& term : terms) {
    all.push_back(term.term);
    if (term.han || (term.begin > 0 && term.end < length)) inside.push_back(term.term);
  }
  return inside.empty() ? all : inside;
}

/// A Chinese character or pair stands in a text exactly where its term does: nothing to look at.
bool is_one_term(const std::string& word) {
  const auto terms = query_terms(word);
  return terms.size() == 1 && terms.front().han && terms.front().term == word;
}

std::vector<std::string> plain_terms(const std::string& word) {
  std::vector<std::string> out;
  for (auto& term : query_terms(word)) out.push_back(std::move(term.term));
  return out;
}

Xapian::Query all_of(const std::vector<std::string>& terms) {
  return Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end());
}

Xapian::Query filters(const SearchRequest& request, std::string_view skipped) {
  std::vector<Xapian::Query> parts;
  for (const auto& row : Schema::common()) {
    if (row.role != SchemaRole::kFilter || row.field == skipped) continue;
    if (const auto& value = request.filter(row.field); !value.empty())
      parts.emplace_back(row.prefix + cut_bytes(value, kMaxTermBytes));
  }
  const auto slot = [](std::string_view field) {
    return static_cast<Xapian::valueno>(Schema::row(field).slot);
  };
  if (request.from || request.to)
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot("date"),
                       request.from ? request.from->iso() : "0",
                       request.to ? request.to->iso() : "9999-12-31");
  if (request.min || request.max) {
    const auto bound = [](Fen fen) { return Xapian::sortable_serialise(static_cast<double>(fen)); };
    constexpr Fen kMost = Fen{1} << 52;
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot("amount"),
                       bound(request.min.value_or(0)), bound(request.max.value_or(kMost)));
  }
  // Every document. Not Query::MatchAll: its reference count is shared by all threads, unguarded.
  if (parts.empty()) return Xapian::Query(std::string());
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

}  // namespace

Xapian::Query QueryBuilder::beginning(const std::string& prefix, const std::string& start,
                                      BuiltQuery& built) const {
  std::vector<std::string> terms;
  const std::string stem = prefix + cut_bytes(start, kMaxTermBytes);
  for (auto it = database_.allterms_begin(stem); it != database_.allterms_end(stem); ++it) {
    if (built.expanded == kMaxExpansion) {
      built.exact = false;
      break;
    }
    ++built.expanded;
    terms.push_back(*it);
  }
  return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
}

void QueryBuilder::add_without(const QueryWord& word, BuiltQuery& built) const {
  auto& into = is_one_term(word.text) ? built.excluded : built.must_not;
  into.push_back(word.text);
}

void QueryBuilder::add_word(const QueryWord& word, BuiltQuery& built,
                            std::vector<Xapian::Query>& parts) const {
  if (word.quoted && !is_one_term(word.text)) built.must_stand.push_back(word.text);
  const auto terms = word.quoted ? quoted_terms(word.text) : plain_terms(word.text);
  if (terms.empty()) return;
  std::vector<Xapian::Query> ways = {all_of(terms)};
  const auto& exact_prefix = Schema::row("number").prefix;
  ways.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
                    Xapian::Query(exact_prefix + cut_bytes(word.text, kMaxTermBytes)), kExactScale);
  if (to_u32(word.text).size() >= 2) ways.push_back(beginning(exact_prefix, word.text, built));
  if (!word.quoted && word.text.size() >= 2 && latin_letters(word.text)) {
    ways.push_back(beginning(Schema::row("pinyin").prefix, word.text, built));
    if (word.text.size() >= 4)
      ways.push_back(beginning(Schema::row("pinyin.inner").prefix, word.text, built));
  }
  parts.emplace_back(Xapian::Query::OP_OR, ways.begin(), ways.end());
}

BuiltQuery QueryBuilder::build(const std::vector<QueryWord>& words, const SearchRequest& request,
                               std::string_view skipped) const {
  BuiltQuery built;
  std::vector<Xapian::Query> parts;
  for (const auto& word : words) {
    if (word.without)
      add_without(word, built);
    else
      add_word(word, built, parts);
  }
  const bool only_without =
      std::all_of(words.begin(), words.end(), [](const QueryWord& word) { return word.without; });
  const Xapian::Query conditions = filters(request, skipped);
  // Words without a single letter, digit or character (？！) find nothing, not everything.
  if (parts.empty() && !(only_without && (!words.empty() || trimmed(request.q).empty()))) {
    built.query = Xapian::Query();
  } else if (parts.empty()) {
    built.query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, conditions, 0);
  } else {
    built.query =
        Xapian::Query(Xapian::Query::OP_FILTER,
                      Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()), conditions);
  }
  if (!built.excluded.empty())
    built.query = Xapian::Query(
        Xapian::Query::OP_AND_NOT, built.query,
        Xapian::Query(Xapian::Query::OP_OR, built.excluded.begin(), built.excluded.end()));
  return built;
}

}  // namespace gongshi
