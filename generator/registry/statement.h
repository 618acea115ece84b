#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gongshi {

Error registry_error(sqlite3* db);

/// One prepared SQL statement: bind in order, step, read columns in order.
class Statement {
 public:
  Statement(sqlite3* db, const char* sql) : db_(db) {
    if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) != SQLITE_OK) failed_ = true;
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::string_view text) {
    if (!failed_)
      sqlite3_bind_text(statement_, ++bound_, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    return *this;
  }
  Statement& bind(long long number) {
    if (!failed_) sqlite3_bind_int64(statement_, ++bound_, number);
    return *this;
  }

  /// True when there is a row; false at the end.
  Result<bool> step() {
    if (failed_) return registry_error(db_);
    column_ = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return registry_error(db_);
  }
  Status run() {
    auto stepped = step();
    if (!stepped) return stepped.error();
    return {};
  }

  /// The first column of every row.
  Result<std::vector<std::string>> texts() {
    std::vector<std::string> out;
    for (;;) {
      const Result<bool> row = step();
      if (!row) return row.error();
      if (!*row) return out;
      out.push_back(text());
    }
  }

  /// Ready to be bound and run once more.
  Statement& again() {
    if (!failed_) sqlite3_reset(statement_);
    bound_ = 0;
    return *this;
  }

  std::string text() {
    const int at = column_++;
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, at));
    return bytes ? std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, at)))
                 : std::string();
  }
  long long number() { return sqlite3_column_int64(statement_, column_++); }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
  int column_ = 0;
  bool failed_ = false;
};

}  // namespace gongshi
