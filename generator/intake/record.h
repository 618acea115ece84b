#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"

namespace gongshi {

/// One row an agency sent: read, typed by its dataset definition, not yet looked at by any rule.
/// It may hold everything the agency sent, so it stays in memory and in nothing that is published.
struct Record {
  std::string dataset;
  std::string agency;   ///< 统一社会信用代码
  std::string id;       ///< as the agency wrote it (single line)
  std::string norm_id;  ///< normalized_id(id)
  /// Native shape (design section 5), values as the definition's types: dates "YYYY-MM-DD", money
  /// whole 分, booleans, lists; absent where null or empty. Unknown fields are left out.
  Json fields = Json::object();
  /// Fields that were there but could not be read: flags of `disclosure`, `party.birth_date`,
  /// `party.id_number`, `status`, … Such a value is absent from `fields`.
  std::set<std::string> unreadable;
  /// Texts that may be a secrecy marking, as they were written, in whatever column. Memory only.
  std::vector<std::string> suspects;
  std::string feed;
  long row = 0;  ///< 1-based row or line in the feed, header included

  struct Warning {
    std::string field;
    std::string text;
  };
  std::vector<Warning> warnings;
  /// SHA-256 of the row as it was written: equal for identical rows of one feed. Memory only.
  std::string digest;
};

/// A row that cannot become a Record. Goes back to the agency; holds no value but a date, amount,
/// code or enumeration.
struct RejectedRow {
  std::string reason;  ///< unreadable, missing_field, bad_value, bad_code, duplicate, secret
  std::string feed;
  std::string dataset;
  std::string agency;  ///< empty when it could not be told
  std::string id;      ///< empty when it could not be read
  long row = 0;
  std::string column;  ///< the header or field name, empty for the whole row
  std::string text;    ///< Chinese: what is wrong
  std::string mend;    ///< Chinese: what to do
  bool carries_flag = false;  ///< has an exclusion flag set or unreadable: never quote a value
  std::string digest;         ///< as in Record; empty where the row could not be read at all
  std::vector<std::string> suspects = {};  ///< as in Record: a marking weighs more than another fault
  std::string updated_at = {};  ///< where the row says it
};

/// A delta feed's word that a record is gone.
struct Removal {
  std::string dataset, agency, id;
  std::string removed_on;  ///< ISO date or empty
  std::string ground;
  long row = 0;
  std::string feed = {};
  std::vector<std::string> suspects = {};  ///< as in Record
};

using IntakeRow = std::variant<Record, RejectedRow, Removal>;

}  // namespace gongshi
