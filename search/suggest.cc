#include "search/suggest.h"

#include <algorithm>
#include <limits>

#include "base/json.h"
#include "base/text.h"
#include "search/pinyin.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi {
namespace {

struct Nearest {
  size_t distance = std::numeric_limits<size_t>::max();
  std::u32string piece;
};

/// The piece of `form` that is nearest to the word by changes of single characters: of equals the one whose
/// length is nearest, then the first.
Nearest nearest_piece(const std::u32string& form, const std::u32string& word) {
  struct Cell {
    size_t distance, begin;
  };
  std::vector<Cell> row(form.size() + 1);
  for (size_t j = 0; j <= form.size(); ++j) row[j] = {0, j};
  for (size_t i = 1; i <= word.size(); ++i) {
    Cell diagonal = row[0];
    row[0] = {i, 0};
    for (size_t j = 1; j <= form.size(); ++j) {
      Cell best = {diagonal.distance + (form[j - 1] == word[i - 1] ? 0 : 1), diagonal.begin};
      diagonal = row[j];
      if (row[j].distance + 1 < best.distance) best = {row[j].distance + 1, row[j].begin};
      if (row[j - 1].distance + 1 < best.distance) best = {row[j - 1].distance + 1, row[j - 1].begin};
      row[j] = best;
    }
  }
  Nearest out;
  size_t off = 0;
  for (size_t j = 1; j <= form.size(); ++j) {
    const size_t length = j - row[j].begin;
    const size_t now = length > word.size() ? length - word.size() : word.size() - length;
    if (row[j].distance > out.distance || (row[j].distance == out.distance && now >= off)) continue;
    out = {row[j].distance, form.substr(row[j].begin, length)};
    off = now;
  }
  return out;
}

std::string written_again(const QueryWord& word) {
  std::string out = word.without ? "-" : "";
  for (const auto& known : field_words())
    if (!word.field.empty() && known.field == word.field) {
      out += std::string(known.word) + "：";
      break;
    }
  return out + (word.quoted ? "“" + word.text + "”" : word.text);
}

/// An agency bears its name once; all its records are its own.
std::map<std::string, size_t> records_of_agencies(const Xapian::Database& database) {
  std::map<std::string, size_t> out;
  const Json labels = Json::parse(database.get_metadata("labels"), nullptr, false);
  const Json* agencies = labels.is_object() ? find_at(labels, "agency") : nullptr;
  if (!agencies) return out;
  for (const auto& [code, name] : agencies->items())
    out[name.get<std::string>()] += database.get_termfreq(Schema::row("agency").prefix + code);
  return out;
}

}  // namespace

std::vector<KnownName> known_names(const Xapian::Database& database) {
  const std::string& prefix = Schema::row("suggest").prefix;
  const auto of_agencies = records_of_agencies(database);
  std::vector<KnownName> names;
  for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
    std::string name = (*it).substr(prefix.size());
    const auto agency = of_agencies.find(name);
    names.push_back({std::move(name), agency == of_agencies.end() ? it.get_termfreq() : agency->second});
  }
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return a.records != b.records ? a.records > b.records : a.name < b.name;
  });
  return names;
}

Completions::Completions(const std::vector<KnownName>& names) {
  Romaniser romaniser;
  const auto keep = [&](const std::string& key, const Offered& offered) {
    auto& kept = table_[key];
    if (kept.size() < kMostKept) kept.push_back(offered);
  };
  for (const auto& known : names) {
    Offered offered{known.name, normalised(known.name), ""};
    for (const auto& syllable : romaniser.syllables(known.name)) offered.initials += syllable[0];
    const std::u32string form = to_u32(offered.form);
    if (form.size() < 2) continue;
    const std::string first = to_utf8(form.substr(0, 2));
    keep(first, offered);
    const std::string letters = offered.initials.substr(0, 2);
    if (letters.size() == 2 && letters != first) keep(letters, offered);
  }
}

Result<Completions> Completions::read(const stdfs::path& index) {
  try {
    return Completions(known_names(Xapian::Database(index.string())));
  } catch (const Xapian::Error& error) {
    return Error{"index", "搜索索引读不出来：" + error.get_msg() + "。", index.string()};
  }
}

std::vector<std::string> Completions::offer(std::string_view typed) const {
  const std::string form = normalised(typed);
  const std::u32string points = to_u32(form);
  std::vector<std::string> out;
  if (points.size() < 2) return out;
  const auto kept = table_.find(to_utf8(points.substr(0, 2)));
  if (kept == table_.end()) return out;
  for (const auto& offered : kept->second)
    if (out.size() < kMostOffered &&
        (offered.form.starts_with(form) || offered.initials.starts_with(form)))
      out.push_back(offered.name);
  return out;
}

std::vector<std::string> LateCompletions::offer(std::string_view typed) const {
  std::call_once(once_, [this] {
    auto completions = Completions::read(index_);
    if (completions.ok()) read_ = std::move(completions).value();
  });
  return read_ ? read_->offer(typed) : std::vector<std::string>();
}

std::string meant_by(const std::vector<std::u32string>& forms, std::string_view utf8) {
  const std::u32string word = to_u32(utf8);
  Nearest nearest;
  if (word.size() < 2) return {};
  for (const auto& form : forms) {
    Nearest found = nearest_piece(form, word);
    if (found.distance < nearest.distance) nearest = std::move(found);
    if (nearest.distance == 0) return {};
  }
  const size_t allowed = word.size() < 6 ? 1 : 2;
  // Of a word of two characters one must be left.
  return nearest.distance <= allowed && nearest.piece.size() >= 2 ? to_utf8(nearest.piece) : "";
}

std::string mended_query(const Xapian::Database& database, const std::vector<QueryWord>& words) {
  auto names = known_names(database);
  names.resize(std::min(names.size(), kComparedNames));
  std::vector<std::u32string> forms;
  for (const auto& known : names) forms.push_back(normalised_points(known.name));
  std::string out;
  bool mended = false;
  for (QueryWord word : words) {
    const std::string better = word.without ? std::string() : meant_by(forms, word.text);
    if (!better.empty()) word.text = better;
    mended = mended || !better.empty();
    out += (out.empty() ? "" : " ") + written_again(word);
  }
  return mended ? out : std::string();
}

}  // namespace gongshi
