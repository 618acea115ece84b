#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/fs.h"
#include "intake/record.h"
#include "site/site.h"

namespace gongshi {

/// Which agencies there are: codes, and the names rows may use for them.
class AgencyDirectory {
 public:
  void add(const std::string& code, const std::string& name, const std::string& short_name);
  bool has(const std::string& code) const { return codes_.count(code) > 0; }
  bool empty() const { return codes_.empty(); }
  /// The only agency with this name or short name (compared after NFKC, blanks out); nullopt for
  /// none or several.
  std::optional<std::string> by_name(std::string_view name) const;

 private:
  std::map<std::string, std::string> codes_;                // code → name
  std::map<std::string, std::vector<std::string>> names_;  // normalised name → codes
};

/// What reading a feed found out.
struct FeedReading {
  long rows = 0;         ///< rows read, rejected ones included
  std::string format;    ///< json, jsonl, csv, tsv, xlsx
  std::string encoding;  ///< UTF-8, GB18030, …
  std::vector<std::string> unused_columns;  ///< headers of a table, or names in JSON, that feed no field
  std::string note;      ///< Chinese sentences for the report: the sheet, titles and notes left out
  /// Texts with 密 outside the rows (titles, headers, notes, what lies around a list of records), for the rules to
  /// look at. Memory only.
  std::vector<std::string> suspects;
};

/// What is done with each row. `prepare` may run for several rows at once, on as many threads as there are
/// `hands`; what it returns (if anything) runs on the calling thread, in the order of the rows.
struct RowWork {
  using After = std::function<void()>;
  std::function<After(IntakeRow&&)> prepare;
  unsigned hands = 1;
};

/// Reads one fetched file row by row and gives each row to `work` as a Record, a RejectedRow or a
/// Removal. Rejects what can never become a Record; never guesses. The error is for a file that
/// could not be read as a whole (`unreadable`): nothing of it may then be used. Format and encoding
/// are told from the content; a `format` of the feed that says otherwise is such an error.
/// `pulled_on` bounds dates that must not lie in the future only where the law needs it.
/// `key` is the secret that ids naming a person are marked with; a check that keeps nothing may do
/// without.
Result<FeedReading> read_feed(const Fs& fs, const stdfs::path& file, const FeedConfig& feed,
                              const DatasetDefinition& definition, const AgencyDirectory& agencies,
                              Date pulled_on, const RowWork& work, const std::string& key = {});
/// The same on the calling thread alone.
Result<FeedReading> read_feed(const Fs& fs, const stdfs::path& file, const FeedConfig& feed,
                              const DatasetDefinition& definition, const AgencyDirectory& agencies,
                              Date pulled_on, const std::function<void(IntakeRow&&)>& take,
                              const std::string& key = {});

}  // namespace gongshi
