#include "search/static_generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/text.h"
#include "search/document.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

constexpr size_t kStampDigits = 12;
/// Records in one file. A page of hits reads up to twenty of these files.
constexpr size_t kRecords = 6;
/// Bytes in a file of terms before compression.
constexpr size_t kShardBytes = 24 * 1024;
constexpr size_t kBlockBytes = 24 * 1024;
/// Records with an amount in one file of amounts at least, and such files at most: one sign tells a record's file.
constexpr size_t kClassRecords = 400;
constexpr size_t kClasses = kSigns.size() - 1;

/// What a hit shows, in the order in which search.js reads it.
std::string record_line(const Json& shown) {
  Json line = Json::array();
  for (const char* field : {"url", "title", "number", "dataset", "category", "agency", "date",
                            "published_on", "result"})
    line.push_back(text_at(shown, field));
  line.push_back(shown.at("marks"));
  line.push_back(shown.at("texts"));
  std::string out = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  return replaced(std::move(out), "<", "\\u003c");
}

bool has_prefix(const std::string& term) { return term.find(':') != std::string::npos; }

/// Filters are counted from columns, keys and names to be offered are no terms of a query.
bool is_searched(const std::string& term) {
  const size_t colon = term.find(':');
  if (colon == std::string::npos) return true;
  for (const auto& row : Schema::common())
    if (row.prefix == std::string_view(term).substr(0, colon + 1))
      return row.role != SchemaRole::kFilter && row.role != SchemaRole::kKey && row.role != SchemaRole::kSuggest;
  return true;
}

}  // namespace

void StaticGeneration::add_document(const Xapian::Document& document, bool dated) {
  const std::string data = document.get_data();
  const Json shown = Json::parse(data);
  digests_ += sha256_hex(data);
  records_.push_back(record_line(shown));
  facets_.push_back(document.get_value(static_cast<Xapian::valueno>(Schema::row("facets").slot)));
  const std::string date = text_at(shown, "date");
  if (days_.empty() || days_.back().first != date) days_.emplace_back(date, 0);
  ++days_.back().second;
  const auto amount = shown.find("amount");
  amounts_.push_back(amount == shown.end() ? 0 : std::max<uint64_t>(1, amount->get<uint64_t>() + 1));
  add_terms(document);
  add_places(shown);
  ++documents_;
  dated_ += dated;
}

/// From the records' lists of terms: one list is one descent into the index, where every term's own list of
/// records would be one each, and there are more terms than records.
void StaticGeneration::add_terms(const Xapian::Document& document) {
  for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it) {
    const std::string term = *it;
    if (!is_searched(term)) continue;
    Postings& postings = postings_[term];
    const bool first = postings.gaps.empty();
    add_number(postings.gaps, documents_ - postings.next);
    postings.next = documents_ + 1;
    if (!has_prefix(term))
      postings.impacts += kSigns[std::min<size_t>(it.get_wdf(), kSigns.size() - 1)];
    else if (first)
      postings.impacts = std::to_string(it.get_wdf());
  }
}

/// Those with or those without a prefix, in byte order, with the JSON of their postings. They are let go of.
StaticGeneration::Terms StaticGeneration::take_terms(bool with_prefix) {
  std::vector<std::string> names;
  for (const auto& [term, postings] : postings_)
    if (has_prefix(term) == with_prefix) names.push_back(term);
  std::sort(names.begin(), names.end());
  Terms terms;
  for (std::string& name : names) {
    const Postings postings = std::move(postings_.extract(name).mapped());
    const std::string quote = with_prefix ? "" : "\"";
    terms.emplace_back(std::move(name), "[\"" + postings.gaps + "\"," + quote + postings.impacts + quote + "]");
  }
  return terms;
}

/// For every pair of characters: the record's number, how often it stands there, and the places; places
/// go on from one text to the next with a gap, so that no phrase reaches across.
void StaticGeneration::add_places(const Json& shown) {
  std::map<uint64_t, std::vector<size_t>> here;
  size_t begin = 0;
  for (const auto& text : standing_texts(shown)) {
    each_index_term(
        text,
        [&](char32_t a, char32_t b, size_t place) {
          if (b != 0) here[uint64_t{a} << 32 | b].push_back(begin + place);
        },
        [](const std::string&) {});
    begin += normalised_points(text).size() + 2;
  }
  for (const auto& [pair, at] : here) {
    Places& places = places_[pair];
    add_number(places.signs, documents_ - places.next);
    places.next = documents_ + 1;
    add_number(places.signs, at.size());
    size_t before = 0;
    for (const size_t place : at) {
      add_number(places.signs, place - before);
      before = place;
    }
  }
}

std::string StaticGeneration::name_of(const std::string& kind, size_t number) const {
  return fmt::format("{}/{}/{:04x}", name_, kind, number);
}

/// The different slots, the commonest first, which of them every record has, and the days in order.
Json StaticGeneration::facets() const {
  std::map<std::string, size_t> counts;
  for (const auto& slot : facets_) ++counts[slot];
  std::vector<std::pair<std::string, size_t>> common(counts.begin(), counts.end());
  std::stable_sort(common.begin(), common.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  Json values = Json::array();
  std::map<std::string, size_t> number_of;
  for (const auto& [slot, count] : common) {
    Json of_one = Json::array();
    for (const auto& [field, value] : facet_values(slot)) of_one.push_back({field, value});
    number_of[slot] = values.size();
    values.push_back(of_one);
  }
  std::string numbers;
  for (const auto& slot : facets_) add_number(numbers, number_of.at(slot));
  Json days = Json::array();
  for (const auto& [day, count] : days_) days.push_back({day, count});
  return {{"values", values}, {"records", numbers}, {"days", days}};
}

/// Whoever sorts or limits by amount needs the amounts of a few records only: those are told apart by classes of
/// about as many records each, and every class has its amounts in a file of its own.
Status StaticGeneration::put_amounts(StaticFiles& files) const {
  std::vector<uint64_t> sorted;
  std::copy_if(amounts_.begin(), amounts_.end(), std::back_inserter(sorted), [](uint64_t amount) { return amount > 0; });
  std::sort(sorted.begin(), sorted.end());
  const size_t classes = std::clamp<size_t>(sorted.size() / kClassRecords, 1, kClasses);
  std::vector<uint64_t> least;  // of each class; equal amounts are of one class
  for (size_t i = 0; i < classes && !sorted.empty(); ++i)
    if (const uint64_t at = sorted[i * sorted.size() / classes]; least.empty() || at > least.back()) least.push_back(at);
  std::string class_of;
  std::vector<std::string> exact(least.size());
  std::vector<uint64_t> most(least.size());
  for (const uint64_t amount : amounts_) {
    const auto of = static_cast<size_t>(std::upper_bound(least.begin(), least.end(), amount) - least.begin());
    class_of += kSigns[of];
    if (of == 0) continue;
    add_number(exact[of - 1], amount - least[of - 1]);
    most[of - 1] = std::max(most[of - 1], amount);
  }
  GONGSHI_TRY(files.put(name_ + "/amounts", stamp_, Json{{"classes", class_of}, {"least", least}, {"most", most}}.dump()));
  for (size_t i = 0; i < exact.size(); ++i) GONGSHI_TRY(files.put(name_of("a", i), stamp_, "\"" + exact[i] + "\""));
  return {};
}

Status StaticGeneration::put_records(StaticFiles& files) {
  for (size_t file = 0; !records_.empty(); ++file) {
    std::vector<std::string> lines;
    for (; !records_.empty() && lines.size() < kRecords; records_.pop_front())
      lines.push_back(std::move(records_.front()));
    GONGSHI_TRY(files.put(name_of("r", file), stamp_, json_lines('[', lines, ']')));
  }
  return {};
}

/// Terms spread over files by their hash; the number of files is a power of two.
Result<size_t> StaticGeneration::put_shards(StaticFiles& files, const std::string& kind, Terms terms) const {
  size_t bytes = 0;
  for (const auto& [term, json] : terms) bytes += term.size() + json.size() + 4;
  size_t shards = 1;
  while (shards * kShardBytes < bytes) shards *= 2;
  std::vector<std::vector<std::string>> lines(shards);
  for (; !terms.empty(); terms.pop_front()) {
    const auto& [term, json] = terms.front();
    lines[term_hash(term) & (shards - 1)].push_back(script_string(term) + ":" + json);
  }
  for (size_t i = 0; i < shards; ++i) {
    GONGSHI_TRY(files.put(name_of(kind, i), stamp_, json_lines('{', lines[i], '}')));
    lines[i] = {};
  }
  return shards;
}

/// Terms with a prefix in their order, in blocks; the first term of each is for the head.
Result<std::vector<std::string>> StaticGeneration::put_blocks(StaticFiles& files) {
  std::vector<std::string> first;
  std::vector<std::string> lines;
  size_t bytes = 0;
  const auto flush = [&]() -> Status {
    if (lines.empty()) return {};
    GONGSHI_TRY(files.put(name_of("x", first.size() - 1), stamp_, json_lines('[', lines, ']')));
    lines.clear();
    bytes = 0;
    return {};
  };
  for (auto terms = take_terms(true); !terms.empty(); terms.pop_front()) {
    const auto& [term, json] = terms.front();
    if (bytes > kBlockBytes) GONGSHI_TRY(flush());
    if (lines.empty()) first.push_back(term);
    lines.push_back("[" + script_string(term) + "," + json.substr(1));
    bytes += lines.back().size();
  }
  GONGSHI_TRY(flush());
  return first;
}

Result<Json> StaticGeneration::put(StaticFiles& files, const std::string& schema,
                                   bool facets_in_head) {
  stamp_ = sha256_hex(schema + digests_).substr(0, kStampDigits);
  GONGSHI_TRY(put_amounts(files));
  if (!facets_in_head) GONGSHI_TRY(files.put(name_ + "/facets", stamp_, facets().dump()));
  GONGSHI_TRY(put_records(files));
  GONGSHI_ASSIGN(const size_t words, put_shards(files, "t", take_terms(false)));
  Terms places;
  while (!places_.empty()) {
    const auto first = places_.begin();
    places.emplace_back(han_term(static_cast<char32_t>(first->first >> 32), static_cast<char32_t>(first->first)),
                        "\"" + std::move(first->second.signs) + "\"");
    places_.erase(first);
  }
  std::sort(places.begin(), places.end());
  GONGSHI_ASSIGN(const size_t phrases, put_shards(files, "p", std::move(places)));
  GONGSHI_ASSIGN(const auto blocks, put_blocks(files));
  Json said = {{"name", name_},      {"stamp", stamp_},      {"records", documents_},
               {"dated", dated_},    {"per_file", kRecords}, {"words", words},
               {"places", phrases},  {"blocks", blocks}};
  if (facets_in_head) said["facets"] = facets();
  return said;
}

}  // namespace gongshi
