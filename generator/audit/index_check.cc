#include "audit/index_check.h"

#include <fmt/format.h>
#include <xapian.h>

#include "base/json.h"
#include "base/text.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// Words looked at together; a scan of one word alone would cost more than the word.
constexpr size_t kBatch = 4096;

/// What a document's data says of its record.
struct Described {
  std::string url, agency, month;
};

Described described(const std::string& data) {
  Described out;
  const Json shown = Json::parse(data, nullptr, false);
  if (!shown.is_object()) return out;
  out.url = text_at(shown, "url");
  out.agency = text_at(shown, "agency");
  out.month = text_at(shown, "date").substr(0, 7);
  // The month of the address counts where the two differ: by it the record is cut from lists.
  const auto parts = split(out.url, '/');
  if (parts.size() == 3 && parts[1].size() == 7) out.month = parts[1];
  return out;
}

class IndexCheck {
 public:
  IndexCheck(const AuditInput& input, const Forbidden& forbidden, FindLog& log, AuditCounts& counts)
      : input_(input),
        forbidden_(forbidden),
        log_(log),
        counts_(counts),
        database_((release_dir(input.out, input.release) / "index").string()) {}

  /// Whether it opens, holds what it should and finds it.
  void look_whether_it_finds() { compare_counts(); }

  void look_for_forbidden() {
    check_documents();
    check_terms();
    check_rest();
  }

 private:
  void mismatch(const std::string& text) { log_.add({"index_mismatch", "index", "", text, ""}); }

  void found(size_t value, const std::string& url) {
    const auto record = input_.records.find(url);
    log_.add({"forbidden", url.empty() ? "index" : "index:" + url,
              record == input_.records.end() ? "" : record->second, forbidden_.sentence(value),
              forbidden_.about(value)},
             forbidden_.cause(value));
  }

  void compare_counts() {
    const size_t documents = database_.get_doccount();
    if (documents != input_.index_documents)
      mismatch(fmt::format("索引里有 {} 条记录，应当有 {} 条，请重新生成。", documents,
                           input_.index_documents));
    for (const auto& sample : input_.samples) {
      const auto posting = database_.postlist_begin(sample.term);
      if (posting == database_.postlist_end(sample.term) ||
          described(database_.get_document(*posting).get_data()).url != sample.url)
        mismatch(fmt::format("索引里找不到 {}，请重新生成。", sample.url));
    }
  }

  void check_documents() {
    for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it) {
      const Xapian::Document document = database_.get_document(*it);
      std::string text = document.get_data();
      const Described record = described(text);
      for (auto value = document.values_begin(); value != document.values_end(); ++value)
        text += std::string(kScanBreak) + *value;
      for (const auto& hit : forbidden_.in_document(text, record.agency, record.month))
        found(hit.value, record.url);
      ++counts_.documents;
    }
  }

  /// A term is the work of whole documents; where it is a find, each document that holds it is one.
  void check_term(size_t value, const std::string& term) {
    const bool everywhere = !forbidden_.short_name(value);
    for (auto it = database_.postlist_begin(term); it != database_.postlist_end(term); ++it) {
      const Described record = described(database_.get_document(*it).get_data());
      if (everywhere || forbidden_.same_month(value, record.agency, record.month))
        found(value, record.url);
    }
  }

  void check_terms() {
    std::vector<std::string> words;
    const auto flush = [&] {
      for (const auto& hit : forbidden_.in_words(words)) check_term(hit.value, words[hit.offset]);
      words.clear();
    };
    for (auto it = database_.allterms_begin(); it != database_.allterms_end(); ++it) {
      words.push_back(*it);
      ++counts_.terms;
      if (words.size() == kBatch) flush();
    }
    flush();
  }

  /// Spellings, synonyms and metadata belong to no document.
  void check_rest() {
    std::vector<std::string> words;
    for (auto it = database_.spellings_begin(); it != database_.spellings_end(); ++it)
      words.push_back(*it);
    for (auto key = database_.synonym_keys_begin(); key != database_.synonym_keys_end(); ++key) {
      words.push_back(*key);
      for (auto it = database_.synonyms_begin(*key); it != database_.synonyms_end(*key); ++it)
        words.push_back(*it);
    }
    for (auto key = database_.metadata_keys_begin(); key != database_.metadata_keys_end(); ++key) {
      words.push_back(*key);
      words.push_back(database_.get_metadata(*key));
    }
    for (const auto& hit : forbidden_.in_words(words))
      if (!forbidden_.short_name(hit.value)) found(hit.value, "");
  }

  const AuditInput& input_;
  const Forbidden& forbidden_;
  FindLog& log_;
  AuditCounts& counts_;
  Xapian::Database database_;
};

}  // namespace

void check_index(const AuditInput& input, const Forbidden& forbidden, bool settled, FindLog& log, AuditCounts& counts) {
  try {
    IndexCheck check(input, forbidden, log, counts);
    check.look_whether_it_finds();
    if (!settled) check.look_for_forbidden();
  } catch (const Xapian::Error& error) {
    log.add({"index_mismatch", "index", "",
             "搜索索引打不开或者已经损坏：" + error.get_msg() + "。请重新生成。", ""});
  }
}

}  // namespace gongshi
