#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/result.h"
#include "intake/record.h"

namespace gongshi {

/// One feed tonight.
struct NightFeed {
  std::string id, dataset, url;
  std::string result;  ///< fresh, unchanged, stale, failed
  long rows = 0;
  long rejected = 0;
  std::string message;  ///< Chinese, may be empty
  std::string data_on;  ///< day of the data shown, ISO, may be empty
};

/// Rows read = all the others together (promise P5).
struct NightRows {
  long read = 0, fresh = 0, changed = 0, same = 0, repeated = 0, superseded = 0, rejected = 0;
  bool add_up() const { return read == fresh + changed + same + repeated + superseded + rejected; }
};

/// A record whose day to be public has passed, or a removal a target has not confirmed.
struct NightOverdue {
  std::string kind = "record";  ///< record, removal
  std::string dataset, agency;
  std::string id;     ///< of a removal: the target that has not confirmed it
  std::string state;  ///< why it is not public: held, …
  Date due_on;
  int working_days = 0;  ///< past the due day
};

struct NightHeld {
  std::string dataset, agency, id;
  std::vector<std::string> reasons;
};

/// A published decision that the other two systems of the law find wanting, or a notice that came after
/// what it announces; 司法局 is told of it.
struct NightLapse {
  std::string kind;  ///< review_missing, recording_missing, officer_invalid, notice_late, withdrawn_late
  std::string agency, id;
  Date decided_on;     ///< of a notice: the day of the event; of a withdrawal: when it ceased to stand
  std::string detail;  ///< the certificate number, why the catalogue asks, or when the notice was shown
};

/// What 司法局 supervises of one agency (三项制度): deadlines of the records known, and of this year's
/// decisions those that need a review.
struct NightSupervision {
  std::string agency;
  long on_time = 0, due_soon = 0, late = 0;
  long major = 0, major_reviewed = 0;
  long staff = -1, certified = -1, legal_reviewers = -1, recorders = -1;  ///< -1 the agency does not say
  bool key_department = false;
  long reassess = 0;  ///< withheld as criminal or series_case, to be looked at every 90 days
  std::optional<Date> reassess_since;  ///< the oldest of them
};

/// An objection, correction or suggestion that waits for its agency.
struct NightCorrection {
  std::string kind, dataset, agency, id;
  Date received_on;
  int working_days = 0;            ///< since
  std::optional<Date> due_on;      ///< where a rule set gives a clock
};

/// Something that does not stop a row but that its agency should mend.
struct NightWarning {
  std::string feed, dataset, agency, id;
  long row = 0;
  std::string field, text, mend;
};

/// A feed's statement in force tonight (`attests`).
struct NightAttest {
  std::string feed, by, document;
  Date on, until;
};

/// The next day on which a filing of the site is due (年报、季度报备).
struct NightDue {
  std::string id, title, to;
  std::string period;  ///< 2026年度, 2026年第三季度
  Date due_on;
  long days = 0;       ///< until then; negative when it has passed
  bool urgent = false; ///< from so many days before it as the filing says
  long done = -1, of = -1;  ///< agencies that have confirmed their year; -1 where nothing is counted
  std::string note;  ///< that the day is no working day, and by which one to be ready; else empty
};

/// What became of one target tonight.
struct NightTarget {
  std::string id, kind;
  std::string result;  ///< done, unchanged, failed
  std::string release;
  long sent = 0, removed = 0;  ///< files
  std::string message;
  double seconds = 0;
};

/// Room where the site is made, and what the registry takes; bytes.
struct NightDisk {
  long long free = 0, total = 0, registry = 0;
};

/// Of one agency on one day: records of which the deadline is met or missed so far.
struct NightTrend {
  Date on;
  long on_time = 0, late = 0;
};

struct NightFind {
  std::string code, file, key;
  auto operator<=>(const NightFind&) const = default;
};

struct NightTiming {
  std::string step;  ///< pull, build, audit, publish, targets
  double seconds = 0;
  long count = 0;           ///< rows read, pages, files looked at, pages taken down, files sent
  long long bytes = 0;      ///< written by the process meanwhile
};

/// All that one run found out. Plain data: the run fills it in, the functions below show it.
struct NightReport {
  std::string id;  ///< directory under STATE/reports, YYYYMMDD-NNNN
  std::string verb = "nightly";
  int exit = 0;                        ///< exit code of the run
  std::optional<std::string> release;  ///< built or switched to
  std::string previous_release;        ///< what readers see if nothing was switched
  bool published = false;              ///< readers now see `release`
  std::string refusal;  ///< why not published: a clause, 审计发现 2 处不得公开的内容
  Date as_of;
  std::string started;  ///< 2026-11-20 22:40 (UTC+8); the internal report only
  std::string site_name;

  NightRows rows;
  long known = 0;
  std::map<std::string, long> states;           ///< published, withheld, held, withdrawn, expired
  std::map<std::string, long> previous_states;  ///< of the run before; empty when there was none
  std::map<std::string, long> reasons;
  std::vector<NightFeed> feeds;
  std::vector<NightOverdue> overdue;
  std::vector<NightHeld> held;
  std::vector<RejectedRow> rejected;
  std::vector<NightWarning> warnings;
  std::vector<NightAttest> attests;
  std::vector<NightLapse> lapses;
  std::vector<NightDue> countdown;              ///< soonest first
  std::vector<NightSupervision> supervision;  ///< by agency code
  std::vector<NightCorrection> corrections;     ///< oldest first
  std::map<std::string, long> redactions;       ///< passages hidden in published records, by kind in words
  std::vector<NightFind> finds;
  std::vector<NightTarget> targets;
  std::vector<std::string> since;       ///< what is otherwise than in the report before, in sentences
  std::vector<std::string> taken_down;  ///< addresses of pages readers no longer find, for search engines' forms
  std::vector<NightTiming> timings;
  NightDisk disk;
  std::map<std::string, std::vector<NightTrend>> trend;  ///< by agency code, oldest day first
  std::vector<Error> messages;
  std::map<std::string, std::string> agency_names;  ///< code → name
};

/// The object of `--json` for nightly, pull, build and status (design section 8), to the letter:
///   verb, exit, release|null, as_of, messages[{code,text,where}],
///   rows{read,new,changed,same,repeated,superseded,rejected}, known,
///   states{published,withheld,held,withdrawn,expired}, reasons{code:n},
///   feeds[{id,dataset,url,result,rows,rejected,message}],
///   overdue[{kind,dataset,agency,id,state,due_on,working_days}], timings{step:seconds};
/// where the site has targets also targets[{id,kind,result,release,sent,removed,message,seconds}], and where pages
/// came down taken_down[addresses].
Json report_json(const NightReport& report);

/// report.json: the object above and id, published, previous_release, refusal, started,
/// held[{dataset,agency,id,reasons}],
/// rejected_rows[{reason,feed,dataset,agency,id,row,column,text,mend}], warnings, attests, lapses,
/// supervision, corrections, redactions, finds, countdown[{id,title,to,period,due_on,days,done,of,note}], since, disk,
/// trend{agency:[[day,on time,late]]}, stages{step:{seconds,count,bytes}}.
/// Of a row that carries an exclusion flag the id is left out.
Json report_file_json(const NightReport& report);

Json countdown_json(const std::vector<NightDue>& countdown);

/// One matter for a person, most urgent first.
struct NightTask {
  std::string level;  ///< stop, warn, idle: how the tag looks
  std::string tag;    ///< 泄露, 涉密, 未撤下, 逾期, 核实, 发布, 来源, 期限, 待审核, 退回, …
  std::string title;
  std::string detail;
  std::string link;  ///< relative to index.html
  std::string button;
};
std::vector<NightTask> night_tasks(const NightReport& report);

/// The page's heading: 已发布，有 5 件事要人处理。/ 没有发布：…，网站仍是…的版本。
std::string night_verdict(const NightReport& report);

/// A report id for a run that made no release: the day and the first number no report has.
std::string free_report_id(const Fs& fs, const stdfs::path& state, Date as_of);

/// Notes which report was written last.
Status note_latest(Fs& fs, const stdfs::path& state, const std::string& id);
/// The report.json of the report written last, else of the newest under STATE/reports (by id). Error `no_report`.
Result<Json> latest_report(const Fs& fs, const stdfs::path& state);

/// One entry of `countdown` as a sentence.
std::string countdown_line(const Json& due);

/// A report.json in a few plain lines, for `status` on a terminal.
std::string report_lines(const Json& report);

/// Removes reports whose day lies more than 90 days before the as-of date.
Status prune_reports(Fs& fs, const stdfs::path& state, Date as_of);

}  // namespace gongshi
