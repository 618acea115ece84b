#include "intake/json_reader.h"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <vector>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kDeepest = 64;
/// A longer line is no record.
constexpr size_t kLongestLine = 16u << 20;

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
    Frame& frame = frames_.back();
    frame.key = std::move(name);
    if (!frame.keys.insert(frame.key).second) return fail(kDuplicate);
    return true;
  }

  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    position_ = position;
    fatal_ = "不是正确的 JSON";
    return false;
  }

 private:
  struct Frame {
    Json value;
    std::string key;
    std::set<std::string> keys;
    bool emits = false;  ///< the list whose members are the records
  };

  /// A list at the top, or the list `records` of the object at the top.
  bool is_record_list(const Json& value) const {
    if (single_ || !value.is_array()) return false;
    return frames_.empty() ||
           (frames_.size() == 1 && frames_[0].value.is_object() && frames_[0].key == "records");
  }

  /// Within a record the record is unusable; outside, the file is.
  bool fail(const char* why) {
    const bool in_record = single_ || (listed_ && frames_.size() > list_depth_);
    if (in_record) {
      problem_ = why;
    } else {
      fatal_ = why;
    }
    return in_record;
  }

  bool open(Json&& value) {
    if (skipped_ > 0 || frames_.size() - (listed_ ? list_depth_ : 0) >= kDeepest) {
      ++skipped_;
      return skipped_ > 1 || fail(kTooDeep);
    }
    Frame frame;
    frame.emits = is_record_list(value);
    frame.value = std::move(value);
    frames_.push_back(std::move(frame));
    if (frames_.back().emits) {
      listed_ = true;
      list_depth_ = frames_.size();
    }
    return true;
  }

  bool close() {
    if (skipped_ > 0) {
      --skipped_;
      return true;
    }
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.emits) {
      listed_ = false;
      had_list_ = true;
      return true;
    }
    return scalar(std::move(frame.value));
  }

  bool scalar(Json&& value) {
    if (skipped_ > 0) return true;
    if (frames_.empty()) {
      if (!single_ && !value.is_object()) {
        fatal_ = "最外层要是 [ … ] 或者 { … }";
        return false;
      }
      if (!had_list_) emit(std::move(value));
    } else if (frames_.back().emits) {
      emit(std::move(value));
    } else if (frames_.back().value.is_array()) {
      frames_.back().value.push_back(std::move(value));
    } else {
      if (!single_ && frames_.size() == 1 && frames_[0].key == "records") {
        fatal_ = "records 要是一个列表";
        return false;
      }
      frames_.back().value[frames_.back().key] = std::move(value);
    }
    return true;
  }

  void emit(Json&& value) {
    JsonRow row;
    row.number = ++rows_;
    row.problem = std::move(problem_);
    problem_.clear();
    if (row.problem.empty() && !value.is_object()) row.problem = kNoObject;
    if (row.problem.empty()) row.value = std::move(value);
    take_(std::move(row));
  }

  bool single_;
  const Take& take_;
  std::vector<Frame> frames_;
  bool listed_ = false;    ///< inside the list of records
  bool had_list_ = false;
  size_t list_depth_ = 0;  ///< frames open when the list is the innermost
  size_t skipped_ = 0;     ///< levels open below the deepest allowed
  long rows_ = 0;
  std::string problem_;
  std::string fatal_;
  size_t position_ = 0;
};

/// The bytes of a source as an input iterator.
class Bytes {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  Bytes() = default;
  explicit Bytes(TextSource& source) : source_(&source) {}
  char operator*() const { return static_cast<char>(source_->peek()); }
  Bytes& operator++() {
    source_->get();
    return *this;
  }
  Bytes operator++(int) {
    const Bytes before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Bytes& other) const { return at_end() == other.at_end(); }
  bool operator!=(const Bytes& other) const { return !(*this == other); }

 private:
  bool at_end() const { return !source_ || source_->peek() < 0; }
  TextSource* source_ = nullptr;
};

Status read_document(TextSource& source, const RecordBuilder::Take& take) {
  if (const auto damage = source.first_damage())
    return Error{"unreadable",
                 fmt::format("第 {} 字节处不是正确的 {} 文字，请按 UTF-8 重新导出。", *damage,
                             source.encoding()),
                 ""};
  RecordBuilder builder(false, take);
  if (Json::sax_parse(Bytes(source), Bytes(), &builder) && builder.fatal().empty()) return {};
  const std::string place =
      builder.position() > 0 ? fmt::format("第 {} 字节附近", builder.position()) : "文件";
  return Error{"unreadable", place + builder.fatal() + "，整份文件没有采用，请检查后重新导出。", ""};
}

/// The next line without its end; false after the last.
bool next_line(TextSource& source, std::string& line) {
  line.clear();
  if (source.peek() < 0) return false;
  for (int c = source.get(); c >= 0 && c != '\n'; c = source.get())
    if (line.size() <= kLongestLine) line += static_cast<char>(c);
  return true;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

JsonRow read_line(TextSource& source, const std::string& line, long number) {
  JsonRow row;
  row.number = number;
  if (const auto damage = source.damage_in(line)) {
    row.problem = fmt::format("第 {} 字节处不是正确的 {} 文字", *damage, source.encoding());
    return row;
  }
  if (line.size() > kLongestLine) {
    row.problem = "这一行超过 16 MiB";
    return row;
  }
  const RecordBuilder::Take keep = [&](JsonRow&& read) { row = std::move(read); };
  RecordBuilder builder(true, keep);
  if (!Json::sax_parse(line, &builder)) {
    row = JsonRow();
    row.problem = builder.fatal();
  }
  row.number = number;
  return row;
}

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
  std::string line;
  for (long number = 1; next_line(source, line); ++number)
    if (!trimmed(line).empty()) take(read_line(source, line, number));
  return {};
}

}  // namespace gongshi
