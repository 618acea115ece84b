#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "site/site.h"

namespace gongshi {

/// What the webmaster's lines say of one record on one day.
struct LineVerdict {
  struct Withdrawal {
    std::string reason, ground;
    Date on;
  };
  std::vector<std::string> withheld;        ///< reasons of the withheld group
  std::optional<Withdrawal> withdrawn;      ///< the latest line of the withdrawn group not restored
  std::set<std::string> cleared;            ///< held reasons a review cleared, for this very content
  struct Mask {
    std::string field;
    size_t from, to;  ///< code points of the field
  };
  std::vector<Mask> masks;                  ///< passages a review hides, for this very content
  std::optional<Date> outdated_review;      ///< the last review, where it was of other content
  bool objection_open = false;
  bool objection_refused = false;
  std::string refused_note;                 ///< why, in the webmaster's words
  /// An objection was upheld or a correction asked for, and this is when it was received.
  std::optional<Date> correction_due;
};

/// The address key of the record a line is about: its `key`, or the one its dataset, agency and id make; "" for neither.
std::string line_key(const Json& line);

/// The append-only files of the site folder, indexed by record. Lines dated after the as-of date have
/// not happened yet; a line that names no record or no known reason is a note for the report.
class Lines {
 public:
  Lines(const Site& site, Date as_of);

  /// `digest` is the record's content digest: a review line counts for that content only.
  LineVerdict of(const std::string& dataset, const std::string& agency, const std::string& id,
                 const std::string& digest) const;
  /// The same for a record whose id STATE no longer holds: by its address key alone.
  LineVerdict of_key(const std::string& address_key, const std::string& digest) const;

  /// The address keys of the records that have lines.
  std::vector<std::string> keys() const;

  /// An objection, correction or suggestion that nobody has decided yet, by record and kind.
  struct Open {
    std::string kind, dataset, agency, id;
    Date received_on;
  };
  std::vector<Open> open_corrections() const;

  /// The lines of withdrawals.jsonl that count, and what record each is of.
  struct WithdrawalLine {
    std::string dataset, agency;
    std::vector<std::string> keys;  ///< address keys it may mean
    Date on;
    std::string where;
  };
  const std::vector<WithdrawalLine>& withdrawals() const { return withdrawals_; }

  const std::vector<Error>& mistakes() const { return mistakes_; }

 private:
  struct Entry {
    char file;  ///< w withdrawals, r reviews, c corrections
    const Json* json;
  };
  std::map<std::string, std::vector<Entry>> by_key_;  // address key → lines in file order
  std::vector<WithdrawalLine> withdrawals_;
  std::vector<Error> mistakes_;
};

}  // namespace gongshi
