#include "search/static_index.h"

#include <xapian.h>

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "base/digest.h"
#include "base/text.h"
#include "render/words.h"
#include "search/document.h"
#include "search/query.h"
#include "search/schema.h"
#include "search/static_generation.h"
#include "search/suggest.h"
#include "search/terms.h"
#include "search/weights.h"

namespace gongshi {
namespace {

/// Bytes of completions in one file.
constexpr size_t kCompletionBytes = 16 * 1024;

/// The generation and number of every document.
struct Numbering {
  std::vector<std::pair<uint8_t, uint32_t>> of_document;  ///< by Xapian's number
};

constexpr uint8_t kNew = 0, kOld = 1, kTakenOver = 2;

class Exporter {
 public:
  Exporter(const stdfs::path& dir, Date as_of, FileSink& sink, const Json& kept_old)
      : database_(dir.string()), year_(as_of.iso().substr(0, 4)), files_(sink), dir_(dir), kept_old_(kept_old) {}

  Result<std::vector<std::string>> run() {
    number_documents();
    add_terms();
    const std::string schema = database_.get_metadata("schema");
    Json head = head_of_schema();
    GONGSHI_ASSIGN(Json fresh, generations_[kNew].put(files_, schema, true));
    head["generations"].push_back(std::move(fresh));
    if (!kept_old_.is_null()) {
      head["generations"].push_back(kept_old_);
    } else {
      GONGSHI_ASSIGN(Json old, generations_[kOld].put(files_, schema, false));
      head["generations"].push_back(std::move(old));
    }
    GONGSHI_TRY(put_names(head));
    GONGSHI_ASSIGN(head["front"], front());
    const std::string text = replaced(head.dump(), "<", "\\u003c");
    GONGSHI_TRY(files_.put("head", "", text));
    return files_.paths();
  }

 private:
  /// `new` comes before `old`, so a record before 1 January has the higher rank.
  uint8_t generation_of(const std::string& place) const {
    if (place[0] == '/' || place.compare(0, year_.size(), year_) >= 0) return kNew;
    return kept_old_.is_null() ? kOld : kTakenOver;
  }

  void number_documents() {
    const auto slot = static_cast<Xapian::valueno>(Schema::row("date").slot);
    const auto facets = static_cast<Xapian::valueno>(Schema::row("facets").slot);
    std::vector<std::pair<std::string, Xapian::docid>> order;
    order.reserve(database_.get_doccount());
    for (auto it = database_.valuestream_begin(slot); it != database_.valuestream_end(slot); ++it)
      order.emplace_back(*it, it.get_docid());
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    numbering_.of_document.resize(database_.get_lastdocid() + 1);
    for (const auto& [place, document] : order) {
      const uint8_t which = generation_of(place);
      if (which == kTakenOver) {
        numbering_.of_document[document] = {which, 0};
        continue;
      }
      const auto number = static_cast<uint32_t>(generations_[which].documents());
      numbering_.of_document[document] = {which, number};
      const Xapian::Document stored = database_.get_document(document);
      generations_[which].add_document(document, stored.get_data(), stored.get_value(facets),
                                       place[0] != '/');
    }
  }

  /// Filters are counted from columns, keys and names to be offered are no terms of a query.
  static bool is_searched(const std::string& term) {
    const size_t colon = term.find(':');
    if (colon == std::string::npos) return true;
    for (const auto& row : Schema::common())
      if (row.prefix == std::string_view(term).substr(0, colon + 1))
        return row.role != SchemaRole::kFilter && row.role != SchemaRole::kKey &&
               row.role != SchemaRole::kSuggest;
    return true;
  }

  void add_terms() {
    StaticGeneration::Postings postings[2];
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
      if (!is_searched(*term)) continue;
      for (auto& list : postings) list.clear();
      for (auto it = database_.postlist_begin(*term); it != database_.postlist_end(*term); ++it) {
        const auto [which, number] = numbering_.of_document[*it];
        if (which != kTakenOver) postings[which].emplace_back(number, it.get_wdf());
      }
      for (size_t which = 0; which < 2; ++which) {
        std::sort(postings[which].begin(), postings[which].end());
        generations_[which].add_term(*term, postings[which]);
      }
    }
  }

  Json head_of_schema() const {
    Json head = {{"records", database_.get_doccount()}, {"generations", Json::array()}};
    head["labels"] = Json::parse(database_.get_metadata("labels"));
    for (const auto& category : categories()) head["labels"]["category"][category] = category_label(category);
    for (const auto& row : Schema::common()) {
      if (!row.prefix.empty()) head["prefixes"][row.field] = row.prefix;
      head["labels"]["facet"][row.field] = row.label;
    }
    head["facets"] = facet_fields();
    for (const auto& [word, field] : field_words()) {
      head["field_words"][std::string(word)] = field;
      if (!head["field_label"].contains(std::string(field))) head["field_label"][std::string(field)] = word;
    }
    for (const auto& band : amount_bands())
      head["bands"].push_back({{"value", band.value}, {"min", band.min}, {"max", band.max}, {"label", band.label}});
    head["factors"] = {{"exact", kExactFactor}, {"beginning", kBeginningFactor}};
    head["most"] = {{"beginning", kMaxBeginning}, {"beginnings", kMaxBeginnings}};
    return head;
  }

  Status put_names(Json& head) {
    const auto names = known_names(database_);
    Json compared = Json::array();
    for (size_t i = 0; i < std::min(names.size(), kComparedNames); ++i)
      compared.push_back(normalised(names[i].name));
    const std::string names_text = replaced(compared.dump(), "<", "\\u003c");
    // As numbers: side by side the characters would read like names (…張強…).
    std::string characters;
    char32_t before = 0;
    for (char32_t c = 0x3400; c < 0xA000; ++c) {
      const auto forward = static_cast<int32_t>(simplified(c)) - static_cast<int32_t>(c);
      if (forward == 0) continue;
      add_number(characters, c - before);
      add_number(characters, forward < 0 ? -2 * static_cast<int64_t>(forward) + 1 : 2 * static_cast<int64_t>(forward));
      before = c;
    }
    head["characters"] = characters;
    const Completions completions(names);
    std::vector<std::pair<std::string, std::string>> lines;
    size_t bytes = 0;
    std::string all;
    for (const auto& [key, offered] : completions.table()) {
      Json list = Json::array();
      for (const auto& one : offered) list.push_back({one.name, one.form, one.initials});
      lines.emplace_back(key, replaced(script_string(key) + ":" + list.dump(), "<", "\\u003c"));
      bytes += lines.back().second.size();
      all += lines.back().second;
    }
    size_t shards = 1;
    while (shards * kCompletionBytes < bytes) shards *= 2;
    const std::string stamp = sha256_hex(names_text + all).substr(0, 12);
    std::vector<std::vector<std::string>> of_shard(shards);
    for (auto& [key, line] : lines) of_shard[term_hash(key) & (shards - 1)].push_back(std::move(line));
    for (size_t i = 0; i < shards; ++i)
      GONGSHI_TRY(files_.put(fmt::format("w/{:04x}", i), stamp, json_lines('{', of_shard[i], '}')));
    head["names"] = {{"stamp", stamp}, {"completions", shards}};
    return files_.put("names", stamp, names_text);
  }

  /// What a search without words or conditions shows first.
  Result<Json> front() const {
    GONGSHI_ASSIGN(const SearchRequest request, SearchRequest::read({}));
    GONGSHI_ASSIGN(const SearchResult result, search(dir_, request));
    Json facets = Json::object();
    for (const auto& [field, counts] : result.facets) facets[field] = counts;
    return Json{{"total", result.total}, {"facets", facets}};
  }

  Xapian::Database database_;
  const std::string year_;
  StaticFiles files_;
  const stdfs::path dir_;
  const Json& kept_old_;
  Numbering numbering_;
  StaticGeneration generations_[2] = {StaticGeneration("new"), StaticGeneration("old")};
};

}  // namespace

Result<std::vector<std::string>> export_static_index(const stdfs::path& dir, Date as_of, FileSink& sink,
                                                     const Json& kept_old) {
  try {
    return Exporter(dir, as_of, sink, kept_old).run();
  } catch (const Xapian::Error& error) {
    return Error{"index", "静态搜索没有写成：" + error.get_msg() + "。", dir.string()};
  } catch (const std::exception& error) {
    return Error{"index", std::string("静态搜索没有写成：") + error.what() + "。", dir.string()};
  }
}

Json kept_generation(std::string_view head) {
  const size_t begin = head.find('{'), end = head.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return nullptr;
  const Json json = Json::parse(head.substr(begin, end - begin + 1), nullptr, false);
  if (const Json* generations = find_at(json, "generations"); generations != nullptr && generations->is_array())
    for (const Json& generation : *generations)
      if (text_at(generation, "name") == "old") return generation;
  return nullptr;
}

}  // namespace gongshi
