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

class Exporter {
 public:
  Exporter(const stdfs::path& dir, Date as_of, FileSink& sink, const Json& kept_old)
      : database_(dir.string()), year_(as_of.iso().substr(0, 4)), files_(sink), dir_(dir), kept_old_(kept_old) {}

  Result<std::vector<std::string>> run() {
    Json head = head_of_schema();
    const std::vector<Placed> documents = in_order();
    const auto first_old = std::find_if(documents.begin(), documents.end(), [&](const Placed& one) { return is_old(one); });
    GONGSHI_ASSIGN(Json fresh, generation("new", documents.begin(), first_old, true));
    head["generations"].push_back(std::move(fresh));
    if (!kept_old_.is_null()) {
      head["generations"].push_back(kept_old_);
    } else {
      GONGSHI_ASSIGN(Json old, generation("old", first_old, documents.end(), false));
      head["generations"].push_back(std::move(old));
    }
    GONGSHI_TRY(put_names(head));
    GONGSHI_ASSIGN(head["front"], front());
    const std::string text = replaced(head.dump(), "<", "\\u003c");
    GONGSHI_TRY(files_.put("head", "", text));
    return files_.paths();
  }

 private:
  /// A record: its place in the order of results, and Xapian's number for it.
  using Placed = std::pair<std::string, Xapian::docid>;
  static bool is_dated(const Placed& one) { return one.first[0] != '/'; }

  /// Every record: those of `new`, then those of `old`, each newest first and the undated last.
  std::vector<Placed> in_order() const {
    const auto slot = static_cast<Xapian::valueno>(Schema::row("date").slot);
    std::vector<Placed> order;
    order.reserve(database_.get_doccount());
    for (auto it = database_.valuestream_begin(slot); it != database_.valuestream_end(slot); ++it)
      order.emplace_back(*it, it.get_docid());
    std::sort(order.begin(), order.end(), [this](const auto& a, const auto& b) {
      if (is_old(a) != is_old(b)) return is_old(b);
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    return order;
  }

  bool is_old(const Placed& one) const { return is_dated(one) && one.first.compare(0, year_.size(), year_) < 0; }

  /// One generation at a time is in memory.
  Result<Json> generation(const char* name, std::vector<Placed>::const_iterator from,
                          std::vector<Placed>::const_iterator end, bool facets_in_head) {
    StaticGeneration made(name);
    for (; from != end; ++from) made.add_document(database_.get_document(from->second), is_dated(*from));
    return made.put(files_, database_.get_metadata("schema"), facets_in_head);
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
