#include "pull/next_page.h"

#include <algorithm>
#include <fstream>

#include "base/json.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kDeepest = 512;
constexpr size_t kLongestAddress = 8'192;

Error unsure() { return {"unreadable", "分页的数据读不下去，不知道后面还有没有", ""}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

/// True when the parameters of a link (`; rel="prev next"; title=…`) name it as the next.
bool is_next(std::string_view parameters) {
  for (const auto& parameter : split(parameters, ';')) {
    const size_t equals = parameter.find('=');
    if (equals == std::string::npos || lower(trimmed(parameter.substr(0, equals))) != "rel") continue;
    std::string value(trimmed(std::string_view(parameter).substr(equals + 1)));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    const auto words = split(lower(value), ' ');
    return std::find(words.begin(), words.end(), "next") != words.end();
  }
  return false;
}

/// The end of a link's parameters: the comma that stands in no quotes.
size_t parameters_end(std::string_view header, size_t from) {
  bool quoted = false;
  for (size_t i = from; i < header.size(); ++i) {
    if (header[i] == '"') quoted = !quoted;
    if (header[i] == ',' && !quoted) return i;
  }
  return header.size();
}

/// Looks for `next` beside `records` at the top of a document and keeps nothing else.
class NextFinder : public nlohmann::json_sax<Json> {
 public:
  bool has_records = false, strange = false, complete = false;
  std::string next;

  bool null() override { return value(true); }
  bool boolean(bool) override { return value(false); }
  bool number_integer(number_integer_t) override { return value(false); }
  bool number_unsigned(number_unsigned_t) override { return value(false); }
  bool number_float(number_float_t, const string_t&) override { return value(false); }
  bool binary(binary_t&) override { return value(false); }
  bool string(string_t& text) override {
    if (!at_next()) return true;
    next = text;
    strange = strange || text.size() > kLongestAddress;
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ == 1) key_ = name;
    return true;
  }
  bool start_object(size_t) override { return value(false) && ++depth_ < kDeepest; }
  bool start_array(size_t) override {
    if (depth_ == 0) return false;  // a list of records has no room for a next page
    has_records = has_records || (depth_ == 1 && key_ == "records");
    return value(false) && ++depth_ < kDeepest;
  }
  bool end_object() override {
    complete = --depth_ == 0;
    return true;
  }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool at_next() const { return depth_ == 1 && key_ == "next"; }
  bool value(bool nothing) {
    strange = strange || (at_next() && !nothing);
    return true;
  }

  size_t depth_ = 0;
  std::string key_;
};

/// Whether the bytes `"next"` stand anywhere in the file.
bool mentions_next(std::ifstream& in) {
  constexpr std::string_view kWord = "\"next\"";
  std::string block(1u << 16, '\0'), tail;
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    tail.append(block.data(), static_cast<size_t>(in.gcount()));
    if (contains(tail, kWord)) return true;
    tail.erase(0, tail.size() - std::min(tail.size(), kWord.size() - 1));
  }
  return false;
}

}  // namespace

std::optional<std::string> next_in_links(const std::vector<std::string>& links) {
  for (const std::string_view header : links)
    for (size_t at = header.find('<'); at != std::string_view::npos; at = header.find('<', at)) {
      const size_t close = header.find('>', at);
      if (close == std::string_view::npos) break;
      const size_t end = parameters_end(header, close);
      if (is_next(header.substr(close + 1, end - close - 1)))
        return std::string(trimmed(header.substr(at + 1, close - at - 1)));
      at = end;
    }
  return std::nullopt;
}

Result<std::optional<std::string>> next_in_page(const stdfs::path& file) {
  std::ifstream in(file, std::ios::binary);
  char first = 0;
  while (in.get(first) && (first == ' ' || first == '\t' || first == '\r' || first == '\n' ||
                           std::string_view("\xEF\xBB\xBF").find(first) != std::string_view::npos)) {
  }
  if (first != '{') return std::optional<std::string>();
  in.clear();
  in.seekg(0);
  NextFinder finder;
  Json::sax_parse(in, &finder, nlohmann::detail::input_format_t::json, false);
  if (!finder.complete) {
    // Not UTF-8, too deep or cut off. Where nothing speaks of a next page there is none; intake will
    // say what is wrong with the rest.
    in.clear();
    in.seekg(0);
    if (mentions_next(in)) return unsure();
    return std::optional<std::string>();
  }
  if (!finder.has_records) return std::optional<std::string>();
  if (finder.strange) return unsure();
  if (finder.next.empty()) return std::optional<std::string>();
  return std::optional<std::string>(finder.next);
}

}  // namespace gongshi
