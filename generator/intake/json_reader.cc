#include "intake/json_reader.h"

#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kDeepest = 64;
/// What is longer is no record.
constexpr size_t kLongestRecord = 16u << 20;
constexpr std::string_view kNul("\0", 1);

const char kBroken[] = "不是正确的 JSON";
const char kTooDeep[] = "嵌套超过 64 层";
const char kNoObject[] = "这一条不是 { … } 形式的记录";
const char kDuplicate[] = "有字段写了两次，不能判断以哪个为准";

/// Builds each record as its events come and hands it over when it is complete, so that a list of
/// any length needs the memory of one record.
class RecordBuilder : public nlohmann::json_sax<Json> {
 public:
  using Take = std::function<void(JsonRow&&)>;
  /// With `single`, the top value itself is the record (a line of JSON Lines).
  RecordBuilder(bool single, const Take& take) : single_(single), take_(take) {}

  const std::string& fatal() const { return fatal_; }
  size_t position() const { return position_; }
  long rows() const { return rows_; }
  /// The file cannot be used, for a reason found outside.
  void refuse(const char* why) { fatal_ = why; }
  /// Forgets a line that broke off.
  void reset() {
    open_.clear();
    skipped_ = 0;
    fatal_.clear();
    problem_.clear();
    top_ = nullptr;
  }

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(number_integer_t value) override { return scalar(value); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(value); }
  bool number_float(number_float_t, const string_t& written) override { return scalar(written); }
  bool string(string_t& value) override { return scalar(std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool start_object(size_t) override { return open(Json::object()); }
  bool start_array(size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (skipped_ > 0) return true;
    if (!single_ && open_.size() == 1) at_records_ = name == "records";
    auto& members = open_.back()->get_ref<Json::object_t&>();
    const auto [member, fresh] = members.emplace(std::move(name), nullptr);
    member_ = &member->second;
    return fresh || fail(kDuplicate);
  }

  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    position_ = position;
    if (fatal_.empty()) fatal_ = kBroken;
    return false;
  }

 private:
  /// Where the next value belongs.
  Json& place() {
    if (open_.empty()) return top_;
    if (open_.back() == list_) return record_;
    if (!open_.back()->is_array()) return *member_;
    return open_.back()->emplace_back(nullptr);
  }

  /// A list at the top, or the list `records` of the object at the top.
  bool is_record_list(const Json& value) const {
    if (single_ || !value.is_array()) return false;
    return open_.empty() || (open_.size() == 1 && open_[0]->is_object() && at_records_);
  }

  /// Within a record the record is unusable; outside, the file is.
  bool fail(const char* why) {
    const bool in_record = single_ || (list_ && open_.size() > list_depth_);
    (in_record ? problem_ : fatal_) = why;
    return in_record;
  }

  bool open(Json&& value) {
    if (skipped_ > 0 || open_.size() - (list_ ? list_depth_ : 0) >= kDeepest) {
      ++skipped_;
      return skipped_ > 1 || fail(kTooDeep);
    }
    const bool records = is_record_list(value);
    if (!records && !fits(value)) return false;
    Json& placed = place();
    placed = std::move(value);
    open_.push_back(&placed);
    if (records) {
      list_ = &placed;
      list_depth_ = open_.size();
      had_list_ = true;
    }
    return true;
  }

  bool close() {
    if (skipped_ > 0) {
      --skipped_;
      return true;
    }
    const bool list = open_.back() == list_;
    open_.pop_back();
    if (list) {
      list_ = nullptr;
      return true;
    }
    return finished();
  }

  bool scalar(Json&& value) {
    if (skipped_ > 0) return true;
    if (!fits(value)) return false;
    place() = std::move(value);
    return finished();
  }

  /// Only records may stand where records stand.
  bool fits(const Json& value) {
    if (single_) return true;
    if (open_.empty() && !value.is_object()) fatal_ = "最外层要是 [ … ] 或者 { … }";
    if (open_.size() == 1 && open_[0] != list_ && at_records_) fatal_ = "records 要是一个列表";
    return fatal_.empty();
  }

  /// A value has ended; it may have been the record.
  bool finished() {
    if (open_.empty()) {
      if (!had_list_) emit(top_);
    } else if (open_.back() == list_) {
      emit(record_);
    }
    return true;
  }

  void emit(Json& value) {
    JsonRow row;
    row.number = ++rows_;
    row.problem.swap(problem_);
    if (row.problem.empty() && !value.is_object()) row.problem = kNoObject;
    if (row.problem.empty()) row.value = std::move(value);
    take_(std::move(row));
  }

  bool single_;
  const Take& take_;
  Json top_;
  Json record_;                ///< the member of the list being read
  std::vector<Json*> open_;    ///< objects and lists not yet closed
  Json* member_ = nullptr;     ///< of the innermost object: the value of the last key
  const Json* list_ = nullptr; ///< the list of records while it is open
  size_t list_depth_ = 0;      ///< values open when the list is the innermost
  bool at_records_ = false;    ///< the last key of the top object is `records`
  bool had_list_ = false;
  size_t skipped_ = 0;         ///< levels open below the deepest allowed
  long rows_ = 0;
  std::string problem_;
  std::string fatal_;
  size_t position_ = 0;
};

/// The text of a document while it is parsed. A record longer than kLongestRecord ends it.
class Text {
 public:
  Text(TextSource& source, RecordBuilder& builder) : source_(source), builder_(builder) {}

  bool at_end() { return at_ == end_ && !refill(); }
  // The parser takes a NUL for the end of all input; in JSON it is as wrong as any control character.
  char front() const { return *at_ == '\0' ? '\x01' : *at_; }
  void advance() { ++at_; }

 private:
  bool refill() {
    if (builder_.rows() != rows_) since_ = 0;
    rows_ = builder_.rows();
    if (since_ > kLongestRecord) {
      builder_.refuse("有一条记录超过 16 MiB");
      return false;
    }
    const std::string_view block = source_.block();
    since_ += block.size();
    at_ = block.data();
    end_ = at_ + block.size();
    return !block.empty();
  }

  TextSource& source_;
  RecordBuilder& builder_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  size_t since_ = 0;  ///< bytes read in since a record was complete
  long rows_ = 0;
};

/// A Text as an input iterator.
class Bytes {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  Bytes() = default;
  explicit Bytes(Text& text) : text_(&text) {}
  char operator*() const { return text_->front(); }
  Bytes& operator++() {
    text_->advance();
    return *this;
  }
  bool operator==(const Bytes& other) const { return at_end() == other.at_end(); }
  bool operator!=(const Bytes& other) const { return !(*this == other); }

 private:
  bool at_end() const { return !text_ || text_->at_end(); }
  Text* text_ = nullptr;
};

Status read_document(TextSource& source, const RecordBuilder::Take& take) {
  if (const auto damage = source.first_damage())
    return Error{"unreadable",
                 fmt::format("第 {} 字节处不是正确的 {} 文字，请按 UTF-8 重新导出。", *damage,
                             source.encoding()),
                 ""};
  RecordBuilder builder(false, take);
  Text text(source, builder);
  if (Json::sax_parse(Bytes(text), Bytes(), &builder) && builder.fatal().empty()) return {};
  const std::string place =
      builder.position() > 0 ? fmt::format("第 {} 字节附近", builder.position()) : "文件";
  return Error{"unreadable", place + builder.fatal() + "，整份文件没有采用，请检查后重新导出。", ""};
}

/// Reads a file of one record a line.
void read_lines(TextSource& source, const RecordBuilder::Take& take) {
  JsonRow row;
  const RecordBuilder::Take keep = [&](JsonRow&& read) { row = std::move(read); };
  RecordBuilder builder(true, keep);
  std::string_view line;
  for (long number = 1; source.line(line, kLongestRecord); ++number) {
    const auto damage = source.damage_in(line);
    if (trimmed(line).empty()) continue;
    row = JsonRow();
    if (damage) {
      row.problem = fmt::format("第 {} 字节处不是正确的 {} 文字", *damage, source.encoding());
    } else if (line.size() > kLongestRecord) {
      row.problem = "这一行超过 16 MiB";
    } else if (contains(line, kNul) || !Json::sax_parse(line.begin(), line.end(), &builder)) {
      row = JsonRow();
      row.problem = kBroken;
      builder.reset();
    }
    row.number = number;
    row.written = line;
    take(std::move(row));
  }
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

bool looks_like_json(std::string_view head) {
  head = trimmed(head);
  return head.starts_with('{') || head.starts_with('[');
}

JsonShape json_shape(std::string_view head) {
  head = trimmed(head);
  if (!head.starts_with('{')) return JsonShape::kDocument;
  const std::string_view first = first_line(head);
  const std::string_view rest = trimmed(head.substr(first.size()));
  if (rest.empty()) return JsonShape::kDocument;  // one line: a single object or {"records":[…]}
  if (Json::accept(first)) return JsonShape::kLines;
  if (contains(first, "\"records\"")) return JsonShape::kDocument;
  // A broken first line is still the first of many when the second is a whole object.
  const bool lines = rest.starts_with('{') && Json::accept(first_line(rest));
  return lines ? JsonShape::kLines : JsonShape::kDocument;
}

Status read_json(TextSource& source, JsonShape shape, const std::function<void(JsonRow&&)>& take) {
  if (shape == JsonShape::kDocument) return read_document(source, take);
  read_lines(source, take);
  return {};
}

}  // namespace gongshi
