#include "intake/json_rows.h"

#include <algorithm>
#include <charconv>

#include "base/digest.h"

namespace gongshi {
namespace {

constexpr size_t kDeepest = 64;
constexpr size_t kUsualCells = 24, kUsualKeys = 200;

const char kTooDeep[] = "嵌套超过 64 层";
const char kNoObject[] = "这一条不是 { … } 形式的记录";
const char kDuplicate[] = "有字段写了两次，不能判断以哪个为准";

bool absent(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

template <class Number>
bool reads(std::string_view written, Number& number) {
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  return error == std::errc() && end == written.data() + written.size();
}

}  // namespace

JsonRows::JsonRows(FieldIndex& index, JsonShape shape, Take take)
    : index_(index), shape_(shape), take_(std::move(take)) {}

void JsonRows::reset() {
  levels_.clear();
  keys_.clear();
  values_.clear();
  skipped_ = 0;
  row_ = RawRow();
  fatal_.clear();
  problem_.clear();
}

/// Rows of a document are equal when the same was written in them in the same order.
void JsonRows::note(std::string_view event) {
  if (whole()) return;
  written_.append(std::to_string(event.size())).append(1, ':').append(event);
}

bool JsonRows::number(std::string_view written) {
  note(written);
  int64_t whole_number = 0;
  uint64_t large = 0;
  if (reads(written, whole_number)) return scalar(whole_number);
  if (reads(written, large)) return scalar(large);
  return scalar(std::string(written));
}

bool JsonRows::text(std::string_view value) {
  note(value);
  return scalar(std::string(value));
}

/// Within a record the record is unusable; outside, the text is.
bool JsonRows::fail(const char* why) {
  const bool in_record = whole() || (in_list_ && depth() > 0);
  (in_record ? problem_ : fatal_) = why;
  return in_record;
}

/// Only records may stand where records stand.
bool JsonRows::may_stand_here(bool object) {
  if (whole() || in_list_ || !values_.empty()) return true;
  if (levels_.empty() && !object) fatal_ = "最外层要是 [ … ] 或者 { … }";
  if (levels_.size() == 1 && at_records_) fatal_ = "records 要是一个列表";
  return fatal_.empty();
}

/// Goes on without what lies too deep; a text of one record ends there, since nothing else is in it.
bool JsonRows::skip_deep() {
  if (++skipped_ > 1) return true;
  if (!whole()) return fail(kTooDeep);
  fatal_ = kTooDeep;
  return false;
}

/// Where the next part of the value being built belongs.
Json& JsonRows::place() {
  return values_.back()->is_array() ? values_.back()->emplace_back(nullptr) : *member_;
}

bool JsonRows::open_value(Json&& empty) {
  Json& placed = values_.empty() ? value_ : place();
  placed = std::move(empty);
  values_.push_back(&placed);
  return true;
}

bool JsonRows::close_value() {
  values_.pop_back();
  return !values_.empty() || deliver(std::move(value_));
}

bool JsonRows::scalar(Json&& value) {
  if (skipped_ > 0) return true;
  if (!may_stand_here(false)) return false;
  if (!values_.empty()) {
    place() = std::move(value);
    return true;
  }
  return deliver(std::move(value));
}

bool JsonRows::begin_object() {
  note("{");
  if (skipped_ > 0 || depth() >= kDeepest) return skip_deep();
  if (!values_.empty()) return open_value(Json::object());
  if (!may_stand_here(true)) return false;
  if (at_record()) {
    path_.clear();
    odd_keys_.clear();
    next_ = 0;
    row_.cells.reserve(kUsualCells);
    levels_.push_back({0, keys_.size()});
    return true;
  }
  const bool value_of_field = !column_->fields.empty() && column_->fields.front()->type != FieldType::kObject;
  if (value_of_field || (column_->fields.empty() && !column_->parent)) return open_value(Json::object());
  path_ += '.';
  levels_.push_back({path_.size(), keys_.size()});
  return true;
}

const FieldIndex::Column& JsonRows::column_of_path() {
  const size_t at = next_++;
  if (at < usual_.size() && usual_[at]->name == path_) return *usual_[at];
  const FieldIndex::Column& column = index_.column(path_);
  if (column.remembered && at < kUsualKeys) {
    usual_.resize(std::max(usual_.size(), at + 1), &column);
    usual_[at] = &column;
  }
  return column;
}

bool JsonRows::key(std::string_view name) {
  note(name);
  if (skipped_ > 0) return true;
  if (!values_.empty()) {
    const auto [member, fresh] = values_.back()->get_ref<Json::object_t&>().emplace(std::string(name), nullptr);
    member_ = &member->second;
    return fresh || fail(kDuplicate);
  }
  if (!whole() && levels_.size() == 1 && !in_list_) at_records_ = name == "records";
  path_.resize(levels_.back().path);
  path_ += name;
  column_ = &column_of_path();
  if (!column_->remembered) return odd_keys_.insert(path_).second || fail(kDuplicate);
  const auto first = keys_.begin() + static_cast<ptrdiff_t>(levels_.back().keys);
  const bool fresh = std::find(first, keys_.end(), column_) == keys_.end();
  keys_.push_back(column_);
  return fresh || fail(kDuplicate);
}

bool JsonRows::end_object() {
  note("}");
  if (skipped_ > 0) {
    --skipped_;
    return true;
  }
  if (!values_.empty()) return close_value();
  keys_.resize(levels_.back().keys);
  levels_.pop_back();
  if (!at_record()) return true;
  if (!had_list_ || in_list_) return emit();
  leave_surroundings();
  return true;
}

/// What was read around the list belongs to no record.
void JsonRows::leave_surroundings() {
  for (const auto& cell : row_.cells) row_.pass_over(cell.value);
  suspects_.insert(suspects_.end(), row_.suspects.begin(), row_.suspects.end());
  row_ = RawRow();
}

/// A list at the top, or the list `records` of the object at the top.
bool JsonRows::begins_list() const {
  if (whole() || in_list_ || !values_.empty()) return false;
  return levels_.empty() || (levels_.size() == 1 && at_records_);
}

bool JsonRows::begin_array() {
  note("[");
  if (skipped_ > 0 || depth() >= kDeepest) return skip_deep();
  if (!begins_list()) return open_value(Json::array());
  in_list_ = had_list_ = true;
  list_level_ = levels_.size();
  leave_surroundings();
  written_.clear();
  return true;
}

bool JsonRows::end_array() {
  note("]");
  if (skipped_ > 0) {
    --skipped_;
    return true;
  }
  if (!values_.empty()) return close_value();
  in_list_ = at_records_ = false;
  return true;
}

/// A value is complete: of a field, of nothing, or where a record should be.
bool JsonRows::deliver(Json&& value) {
  if (at_record()) {
    problem_ = kNoObject;
    return emit();
  }
  if (absent(value)) return true;
  const auto& fields = column_->fields;
  if (!fields.empty() && fields.front()->type != FieldType::kObject) {
    for (size_t i = 1; i < fields.size(); ++i) row_.cells.push_back({fields[i], column_->name, value});
    row_.cells.push_back({fields.front(), column_->name, std::move(value)});
  } else if (!fields.empty() || column_->parent) {
    row_.misplaced.push_back(path_);
    row_.pass_over(value);
  } else {
    if (path_.starts_with("disclosure.")) row_.unknown_flags.push_back(path_);
    row_.pass_over(value);
  }
  return true;
}

bool JsonRows::emit() {
  row_.number = ++rows_;
  row_.problem.swap(problem_);
  if (!whole() && row_.problem.empty()) row_.digest = sha256_hex(written_);
  written_.clear();
  problem_.clear();
  take_(std::move(row_));
  row_ = RawRow();
  return true;
}

}  // namespace gongshi
