#include "intake/json_reader.h"

#include <fmt/format.h>

#include <charconv>

// Strings without an escape are then found sixteen bytes at a time; every amd64 processor can do it.
#ifdef __SSE2__
#define RAPIDJSON_SSE2
#endif
#include <rapidjson/reader.h>

#include "base/digest.h"
#include "base/text.h"

namespace gongshi {
namespace {

namespace rj = rapidjson;

/// What is longer is no record.
constexpr size_t kLongestRecord = 16u << 20;
constexpr std::string_view kNul("\0", 1);
constexpr std::string_view kMark("\xEF\xBB\xBF");
constexpr unsigned kNumbers = rj::kParseNumbersAsStringsFlag;

const char kBroken[] = "不是正确的 JSON";

/// The parser's events as JsonRows takes them.
struct Events : rj::BaseReaderHandler<rj::UTF8<>, Events> {
  explicit Events(JsonRows& taker) : rows(taker) {}

  bool Null() { return rows.null(); }
  bool Bool(bool value) { return rows.boolean(value); }
  bool RawNumber(const char* text, rj::SizeType size, bool) { return rows.number({text, size}); }
  bool String(const char* text, rj::SizeType size, bool) { return rows.text({text, size}); }
  bool StartObject() { return rows.begin_object(); }
  bool Key(const char* text, rj::SizeType size, bool) { return rows.key({text, size}); }
  bool EndObject(rj::SizeType) { return rows.end_object(); }
  bool StartArray() { return rows.begin_array(); }
  bool EndArray(rj::SizeType) { return rows.end_array(); }

  JsonRows& rows;
};

/// The text of a document while it is parsed. A record longer than kLongestRecord ends it.
class Text {
 public:
  using Ch = char;
  Text(TextSource& source, JsonRows& rows) : source_(source), rows_(rows) {}

  // NUL ends all input for the parser; in JSON it is as wrong as any control character.
  Ch Peek() {
    if (at_ == end_ && !refill()) return '\0';
    return *at_ == '\0' ? '\x01' : *at_;
  }
  Ch Take() {
    const Ch next = Peek();
    if (at_ == end_) return next;
    ++at_;
    ++told_;
    return next;
  }
  size_t Tell() const { return told_; }
  // The parser writes only where it decodes in place, which it is not asked to.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  bool refill() {
    if (rows_.rows() != last_) since_ = 0;
    last_ = rows_.rows();
    if (since_ > kLongestRecord) {
      rows_.refuse("有一条记录超过 16 MiB");
      return false;
    }
    const std::string_view block = source_.block();
    since_ += block.size();
    at_ = block.data();
    end_ = at_ + block.size();
    return !block.empty();
  }

  TextSource& source_;
  JsonRows& rows_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  size_t told_ = 0;
  size_t since_ = 0;  ///< bytes read in since a record was complete
  long last_ = 0;
};

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

bool is_json(std::string_view text) {
  const std::string ended = std::string(text) + std::string(kReadBeyond, '\0');
  rj::StringStream stream(ended.c_str());
  rj::BaseReaderHandler<> nobody;
  return !contains(text, kNul) && rj::Reader().Parse<rj::kParseIterativeFlag | kNumbers>(stream, nobody);
}

/// Texts of a line that cannot be taken apart, as far as quotation marks and escapes tell: they may be a secrecy
/// marking.
std::vector<std::string> pieces_of(std::string_view line) {
  std::vector<std::string> out(1);
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      out.emplace_back();
      continue;
    }
    if (line[i] != '\\' || i + 1 == line.size()) {
      out.back() += line[i];
      continue;
    }
    const char escaped = line[++i];
    unsigned point = 0;
    const char* const digits = line.data() + i + 1;
    const bool whole = escaped == 'u' && line.size() - i > 4 && std::from_chars(digits, digits + 4, point, 16).ptr == digits + 4;
    if (whole) {
      const auto character = static_cast<char32_t>(point);
      out.back() += to_utf8({&character, 1});
      i += 4;
    } else {
      out.back() += escaped == 'n' || escaped == 'r' ? '\n' : escaped;
    }
  }
  return out;
}

}  // namespace

bool looks_like_json(std::string_view head) {
  head = trimmed(head);
  // A comment above is a mistake in JSON, and to be told as one.
  const bool comment = head.starts_with("//") || head.starts_with("/*");
  return head.starts_with('{') || head.starts_with('[') || comment;
}

JsonShape json_shape(std::string_view head) {
  head = trimmed(head);
  if (!head.starts_with('{')) return JsonShape::kDocument;
  const std::string_view first = first_line(head);
  const std::string_view rest = trimmed(head.substr(first.size()));
  if (rest.empty()) return JsonShape::kDocument;  // one line: a single object or {"records":[…]}
  if (is_json(first)) return JsonShape::kLines;
  if (contains(first, "\"records\"")) return JsonShape::kDocument;
  // A broken first line is still the first of many when the second is a whole object.
  const bool lines = rest.starts_with('{') && is_json(first_line(rest));
  return lines ? JsonShape::kLines : JsonShape::kDocument;
}

Status read_json_document(TextSource& source, FieldIndex& index, const std::function<void(RawRow&&)>& take,
                          std::vector<std::string>* suspects) {
  if (const auto damage = source.first_damage())
    return Error{"unreadable",
                 fmt::format("第 {} 字节处不是正确的 {} 文字，请按 UTF-8 重新导出。", *damage,
                             source.encoding()),
                 ""};
  JsonRows rows(index, JsonShape::kDocument, take);
  Events events(rows);
  Text text(source, rows);
  rj::Reader reader;
  // Iterative: how deep it is nested must not matter to the stack.
  const bool whole = reader.Parse<rj::kParseIterativeFlag | kNumbers>(text, events) && rows.fatal().empty();
  if (suspects) *suspects = std::move(rows.suspects());
  if (whole) return {};
  const std::string place = fmt::format("第 {} 字节附近", reader.GetErrorOffset() + 1);
  return Error{"unreadable",
               place + (rows.fatal().empty() ? kBroken : rows.fatal()) + "，整份文件没有采用，请检查后重新导出。", ""};
}

void each_json_line(TextSource& source, const std::function<void(const JsonLine& line)>& take) {
  JsonLine line;
  while (source.line(line.text, kLongestRecord)) {
    ++line.number;
    const auto damage = source.damage_in(line.text);
    if (trimmed(line.text).empty()) continue;
    line.problem.clear();
    if (damage) line.problem = fmt::format("第 {} 字节处不是正确的 {} 文字", *damage, source.encoding());
    else if (line.text.size() > kLongestRecord) line.problem = "这一行超过 16 MiB";
    take(line);
  }
}

struct JsonLineParser::Reader : rj::Reader {};

JsonLineParser::JsonLineParser(FieldIndex& index)
    : rows_(index, JsonShape::kLines, [this](RawRow&& row) { row_ = std::move(row); }),
      reader_(std::make_unique<Reader>()) {}

JsonLineParser::~JsonLineParser() = default;

RawRow JsonLineParser::row_of(const JsonLine& line) {
  row_ = RawRow();
  row_.problem = line.problem;
  if (row_.problem.empty()) {
    Events events(rows_);
    std::string_view text = line.text;
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());  // files put together keep their marks
    rj::StringStream stream(text.data());
    // A record too deep is unusable at once, so that recursion ends at the depth allowed.
    if (contains(text, kNul) || !reader_->Parse<kNumbers>(stream, events)) {
      row_ = RawRow();
      row_.problem = rows_.fatal().empty() ? kBroken : rows_.fatal();
      rows_.reset();
    } else if (row_.problem.empty()) {
      row_.digest = sha256_hex(line.text);
    }
  }
  row_.number = line.number;
  if (!row_.problem.empty())
    for (const auto& text : pieces_of(line.text)) row_.pass_over(text);
  return std::move(row_);
}

}  // namespace gongshi
