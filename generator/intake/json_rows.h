#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "intake/fields.h"
#include "intake/raw_row.h"

namespace gongshi {

/// How the records lie in a JSON text.
enum class JsonShape {
  kDocument,  ///< an array, {"records":[…]} or one object
  kLines,     ///< one object per line
};

/// Takes the events of a JSON parser and makes a row of each record as soon as it is complete, so that a
/// list of any length needs the memory of one record. Members are sorted to fields on the way; numbers
/// with a fraction or too many digits for a whole number stay the text they were written in, so that
/// amounts and ids lose nothing. A key written twice and nesting beyond 64 levels make a record unusable.
///
/// An event returns false where parsing must end: `fatal` then says why, in Chinese.
class JsonRows {
 public:
  using Take = std::function<void(RawRow&&)>;

  /// In kLines the text is a single record.
  JsonRows(FieldIndex& index, JsonShape shape, Take take);

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number(std::string_view written);
  bool text(std::string_view value);
  bool begin_object();
  bool key(std::string_view name);
  bool end_object();
  bool begin_array();
  bool end_array();

  const std::string& fatal() const { return fatal_; }
  /// The text cannot be used, for a reason found outside.
  void refuse(const char* why) { fatal_ = why; }
  long rows() const { return rows_; }
  /// Texts with 密 that lie around the list of records.
  std::vector<std::string>& suspects() { return suspects_; }
  /// Forgets a record that broke off.
  void reset();

 private:
  /// An object whose members are sorted to fields: the record, or `party` in it.
  struct Level {
    size_t path;  ///< length of the path its members continue
    size_t keys;  ///< of keys_, where its own begin
  };

  bool whole() const { return shape_ == JsonShape::kLines; }
  bool at_record() const { return in_list_ ? levels_.size() == list_level_ : levels_.empty(); }
  size_t depth() const { return values_.size() + levels_.size() - (in_list_ ? list_level_ : 0); }
  bool skip_deep();
  bool may_stand_here(bool object);
  bool begins_list() const;
  bool fail(const char* why);
  const FieldIndex::Column& column_of_path();
  void note(std::string_view event);
  Json& place();
  bool scalar(Json&& value);
  bool open_value(Json&& empty);
  bool close_value();
  bool deliver(Json&& value);
  bool emit();
  void leave_surroundings();

  FieldIndex& index_;
  JsonShape shape_;
  Take take_;
  RawRow row_;
  std::string written_;         ///< of a record in a document: its events, for the row's digest
  std::vector<Level> levels_;
  std::vector<const FieldIndex::Column*> keys_;  ///< of all open levels
  std::set<std::string> odd_keys_;               ///< paths in the record that the index does not remember
  std::string path_;               ///< of the last key
  const FieldIndex::Column* column_ = nullptr;  ///< the same
  std::vector<const FieldIndex::Column*> usual_;  ///< those of the last record, which has mostly the same keys
  size_t next_ = 0;                               ///< of them: the one that the next key will mostly name
  Json value_;                     ///< the value of a field while it is built
  std::vector<Json*> values_;      ///< objects and lists open in it
  Json* member_ = nullptr;         ///< of the innermost object: the value of its last key
  bool in_list_ = false;           ///< of records
  bool had_list_ = false;
  size_t list_level_ = 0;          ///< levels around the list
  bool at_records_ = false;        ///< the last key of the top object is `records`
  size_t skipped_ = 0;             ///< levels open below the deepest allowed
  long rows_ = 0;
  std::string problem_, fatal_;
  std::vector<std::string> suspects_;
};

}  // namespace gongshi
