#include "search/query_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "search/schema.h"
#include "search/terms.h"
#include "search/weights.h"

namespace gongshi {
namespace {

bool latin_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Only what ends in a letter or digit may be the beginning of a longer number or name that its terms
/// do not find.
bool may_go_on(std::string_view text) {
  const char last = text.back();
  return text.size() >= 2 && ((last >= 'a' && last <= 'z') || (last >= '0' && last <= '9'));
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

/// More than one term can tell, and Chinese throughout: its characters may stand apart.
bool is_phrase(const std::string& word) {
  const std::u32string text = to_u32(word);
  return text.size() > 2 && std::all_of(text.begin(), text.end(), is_han);
}

std::vector<std::string> plain_terms(const std::string& word) {
  std::vector<std::string> out;
  for (auto& term : query_terms(word)) out.push_back(std::move(term.term));
  return out;
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
  // The slots go on behind the date and the amount: what has the last of them is included by \xff.
  if (skipped != "date" && (request.from || request.to))
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot("date"),
                       request.from ? request.from->iso() : "0",
                       (request.to ? request.to->iso() : "9999-12-31") + "\xff");
  if (skipped != "amount" && (request.min || request.max)) {
    static constexpr Fen kMost = 999'999'999'999'999;
    const auto bound = [](Fen fen) { return fmt::format("{:015}", std::clamp<Fen>(fen, 0, kMost)); };
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot("amount"),
                       bound(request.min.value_or(0)), bound(request.max.value_or(kMost)) + "\xff");
  }
  // Every document. Not Query::MatchAll: its reference count is shared by all threads, unguarded.
  if (parts.empty()) return Xapian::Query(std::string());
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

}  // namespace

Xapian::Query QueryBuilder::weighed(const std::string& term, uint64_t factor) const {
  const uint64_t weight = factor * rarity(documents_, database_.get_termfreq(term));
  return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term),
                       static_cast<double>(weight));
}

Xapian::Query QueryBuilder::all_of(const std::vector<std::string>& terms) const {
  std::vector<Xapian::Query> parts;
  for (const auto& term : terms) parts.push_back(weighed(term));
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

Xapian::Query QueryBuilder::beginning(const std::string& prefix, const std::string& start,
                                      BuiltQuery& built) const {
  std::vector<std::string> terms;
  const std::string stem = prefix + cut_bytes(start, kMaxTermBytes);
  const size_t most = std::min(kMaxBeginning, kMaxBeginnings - built.expanded);
  for (auto it = database_.allterms_begin(stem); it != database_.allterms_end(stem); ++it) {
    if (terms.size() == most) {
      built.exact = false;
      break;
    }
    terms.push_back(*it);
  }
  built.expanded += terms.size();
  return Xapian::Query(
      Xapian::Query::OP_SCALE_WEIGHT,
      Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end()),
      static_cast<double>(kBeginningFactor));
}

void QueryBuilder::add_without(const QueryWord& word, BuiltQuery& built) const {
  if (word.field.empty() && is_phrase(word.text)) {
    built.must_not.push_back(word.text);
    const auto terms = plain_terms(word.text);
    built.may_hold_not |= Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end());
    return;
  }
  const std::string prefix = word.field.empty() ? std::string() : Schema::row(word.field).prefix;
  std::vector<std::string> terms;
  for (const auto& term : plain_terms(word.text)) terms.push_back(prefix + term);
  if (!terms.empty())
    built.excluded.emplace_back(Xapian::Query::OP_AND, terms.begin(), terms.end());
}

void QueryBuilder::add_word(const QueryWord& word, BuiltQuery& built,
                            std::vector<Xapian::Query>& parts) const {
  if (word.quoted && !is_one_term(word.text)) built.must_stand.push_back(word.text);
  auto terms = word.quoted ? quoted_terms(word.text) : plain_terms(word.text);
  if (terms.empty()) return;
  if (!word.field.empty())
    for (auto& term : terms) term.insert(0, Schema::row(word.field).prefix);
  std::vector<Xapian::Query> ways = {all_of(terms)};
  for (const char* field : {"number", "name"}) {
    if (!may_go_on(word.text)) break;
    if (!word.field.empty() && (word.field != "words.number" || field != std::string_view("number")))
      continue;
    const std::string& prefix = Schema::row(field).prefix;
    ways.push_back(weighed(prefix + cut_bytes(word.text, kMaxTermBytes), kExactFactor));
    ways.push_back(beginning(prefix, word.text, built));
  }
  if (word.field.empty() && !word.quoted && word.text.size() >= 2 && latin_letters(word.text)) {
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
