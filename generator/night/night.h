#pragma once

#include <set>
#include <string>

#include "audit/audit.h"
#include "base/exit_code.h"
#include "night/pull_feeds.h"
#include "night/workspace.h"
#include "report/night_report.h"

namespace gongshi {

/// What a run found, gathered while it goes: one NightReport, its exit code and its clock.
class Night {
 public:
  Night(Workspace& work, const std::string& verb);

  /// Each step notes what it found; the first error ends the run.
  Status pull(const std::set<std::string>& only, const std::set<std::string>& accepted,
              const std::set<std::string>& dropped = {});
  /// What changed since `like` (by default the current release), or everything.
  Status build(bool everything = false, const std::string& like = "");
  /// Audits what was built; holds what finds trace to and builds again; publishes, or refuses and
  /// takes down what must come down.
  Status audit_and_publish();
  /// Takes down of the current release what must come down, and says so: the end of a night that cannot publish.
  Status take_down();
  /// A person has looked: doubts about the size of the release do not keep it from being published.
  void set_doubts_aside() { doubts_aside_ = true; }

  /// Brings what readers see now to every target, each with its own result.
  Status push();

  /// States, reasons, held and overdue records as STATE knows them now.
  Status take_stock();
  /// Writes STATE/reports/<id>.
  Status write_report();

  NightReport& report() { return report_; }
  /// 3 refused, 1 something new needs a person, 0 done.
  ExitCode exit() const;

 private:
  /// States for today; once in a run, unless something was held since.
  Status decide();
  Status note_idle_withdrawals();
  /// A line of the webmaster's files that has newly become without effect is a person's to look at.
  Status note_bad_lines();
  void note_finds(const AuditReport& found);
  Status refuse(const std::string& why);
  /// The same for what the audit found, each find with the file it stands in.
  Status refuse_finds(const AuditReport& found);
  /// Refuses a release that a person should look at first; false when there is no doubt about it.
  Result<bool> refuse_doubtful();
  Status take_overdue();
  Status take_trend();
  Status note_closed_windows();
  void time(const std::string& step, double since, long count);

  Workspace& work_;
  NightReport report_;
  bool refused_ = false;
  bool needs_person_ = false;
  bool doubts_aside_ = false;
  bool decided_ = false;  ///< every state is of today
  size_t notes_taken_ = 0;  ///< of the workspace
  long newly_overdue_ = 0;
  long long written_ = 0;  ///< bytes, when the last stage ended
};

}  // namespace gongshi
