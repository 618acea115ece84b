#include "search/document_maker.h"

#include <algorithm>

#include "base/text.h"
#include "render/words.h"
#include "search/terms.h"
#include "search/weights.h"

namespace gongshi {

std::string DocumentMaker::key_term(const std::string& address) {
  return Schema::row("address").prefix + cut_bytes(address, kMaxTermBytes);
}

void DocumentMaker::count(const std::string& text, int weight) {
  if (weight <= 0) return;
  const auto times = static_cast<uint32_t>(weight);
  each_index_term(
      text,
      [&](char32_t a, char32_t b, size_t) { han_.emplace_back(uint64_t{a} << 32 | b, times); },
      [&](const std::string& term) { others_[term] += times; });
}

void DocumentMaker::take_counted() {
  std::sort(han_.begin(), han_.end());
  uint64_t length = 0;
  for (const auto& [key, times] : han_) length += times;
  for (const auto& [term, times] : others_) length += times;
  for (size_t i = 0; i < han_.size();) {
    const uint64_t key = han_[i].first;
    uint64_t times = 0;
    for (; i < han_.size() && han_[i].first == key; ++i) times += han_[i].second;
    terms_[han_term(static_cast<char32_t>(key >> 32), static_cast<char32_t>(key))] =
        impact(times, length);
  }
  for (const auto& [term, times] : others_) terms_[term] = impact(times, length);
  han_.clear();
  others_.clear();
}

void DocumentMaker::take_field(std::string_view words, const std::string& text) {
  if (words.empty()) return;
  const std::string& prefix = Schema::row(words).prefix;
  for (const auto& term : index_terms(text)) terms_[prefix + term] = kFieldImpact;
}

void DocumentMaker::take_exact(const SchemaRow& row, const std::string& text) {
  const std::string form = normalised(text);
  if (!form.empty() && !row.prefix.empty())
    terms_[row.prefix + cut_bytes(form, kMaxTermBytes)] = kExactImpact;
}

void DocumentMaker::take_spellings(const std::string& name) {
  const auto spellings = romaniser_.romanise(name);
  for (const auto& letters : spellings.from_start)
    terms_[Schema::row("pinyin").prefix + letters] = kSpellingImpact;
  for (const auto& letters : spellings.inner)
    terms_[Schema::row("pinyin.inner").prefix + letters] = kInnerImpact;
}

void DocumentMaker::take_searched(const IndexedRecord& indexed) {
  const auto& number = Schema::row("number");
  const auto& agency = Schema::row("agency");
  bool number_seen = false;
  for (const auto& value : indexed.values) {
    count(value.text, value.row->weight);
    take_exact(*value.row, value.text);
    take_field(value.row->words, value.text);
    if (value.row->role == SchemaRole::kName) take_spellings(value.text);
    number_seen = number_seen || value.text == indexed.number;
  }
  if (!number_seen) count(indexed.number, number.weight);
  take_exact(number, indexed.number);
  take_field(number.words, indexed.number);
  count(indexed.agency_name, agency.weight);
  take_field(agency.words, indexed.agency_name);
  count(category_label(indexed.category), Schema::row("category").weight);
  for (const auto& name : indexed.suggested)
    terms_[Schema::row("suggest").prefix + cut_bytes(name, kMaxTermBytes)] = 0;
  take_counted();
}

void DocumentMaker::take_filter(std::string_view field, const std::string& value) {
  if (!value.empty()) terms_[Schema::row(field).prefix + cut_bytes(value, kMaxTermBytes)] = 0;
}

void DocumentMaker::take_filters(const IndexedRecord& indexed) {
  take_filter("dataset", indexed.dataset);
  take_filter("category", indexed.category);
  take_filter("agency", indexed.agency);
  take_filter("year", indexed.date.substr(0, 4));
  for (const auto& kind : indexed.kinds) take_filter("kind", kind);
  take_filter("region", indexed.region);
}

Xapian::Document DocumentMaker::make(const PublicRecord& record) {
  const IndexedRecord indexed = indexed_record(record, schema_, agencies_);
  terms_.clear();
  terms_[key_term(indexed.address)] = 0;
  take_searched(indexed);
  take_filters(indexed);
  Xapian::Document document;
  document.set_data(canonical(indexed.shown));
  for (const auto& [term, frequency] : terms_) {
    if (frequency == 0)
      document.add_boolean_term(term);
    else
      document.add_term(term, frequency);
  }
  const auto put = [&](std::string_view field, const std::string& value) {
    document.add_value(static_cast<Xapian::valueno>(Schema::row(field).slot), value);
  };
  put("date", indexed.place());
  put("amount", indexed.amount_place());
  put("facets", indexed.facets());
  return document;
}

}  // namespace gongshi
