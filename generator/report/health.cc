#include "report/health.h"

#include <fmt/format.h>

namespace gongshi {
namespace {

/// A label's value: what monitoring would take for its end is escaped.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

class Metrics {
 public:
  void name(const char* metric, const char* help) {
    metric_ = metric;
    text_ += fmt::format("# HELP gongshi_{0} {1}\n# TYPE gongshi_{0} gauge\n", metric, help);
  }
  template <class Value>
  void value(const Value& value) {
    text_ += fmt::format("gongshi_{} {}\n", metric_, value);
  }
  template <class Value>
  void value(const char* label, const std::string& of, const Value& value) {
    text_ += fmt::format("gongshi_{}{{{}={}}} {}\n", metric_, label, quoted(of), value);
  }
  std::string text() && { return std::move(text_); }

 private:
  const char* metric_ = "";
  std::string text_;
};

}  // namespace

std::string health_text(const NightReport& report, long long at) {
  Metrics out;
  out.name("last_run_timestamp_seconds", "When the last run ended.");
  out.value(at);
  out.name("exit_code", "How it ended: 0 done, 1 needs a person, 2 configuration, 3 refused, 4 error.");
  out.value(report.exit);
  out.name("published", "1 when readers see a release of this run.");
  out.value(report.published ? 1 : 0);
  out.name("records", "Known records by state.");
  for (const auto& [state, n] : report.states) out.value("state", state, n);
  out.name("overdue", "Records and removals past their day.");
  out.value(report.overdue.size());
  out.name("finds", "Finds of the audit.");
  out.value(report.finds.size());
  out.name("rows_rejected", "Rows that went back tonight.");
  out.value(report.rows.rejected);
  out.name("feed_ok", "1 when the feed's last fetch was good.");
  for (const auto& feed : report.feeds)
    out.value("feed", feed.id, feed.result == "fresh" || feed.result == "unchanged" ? 1 : 0);
  out.name("target_ok", "1 when the target has the current release.");
  for (const auto& target : report.targets) out.value("target", target.id, target.result == "failed" ? 0 : 1);
  out.name("stage_seconds", "How long each stage took.");
  for (const auto& timing : report.timings) out.value("stage", timing.step, fmt::format("{:.3f}", timing.seconds));
  out.name("disk_free_bytes", "Room left where the site is made.");
  out.value(report.disk.free);
  out.name("annual_report_days", "Days until the next filing is due.");
  for (const auto& due : report.countdown) out.value("filing", due.id, due.days);
  return std::move(out).text();
}

Status write_health(Fs& fs, const stdfs::path& file, const NightReport& report, long long at) {
  const stdfs::path fresh = file.string() + ".new";
  GONGSHI_TRY(fs.make_dirs(file.parent_path()));
  GONGSHI_TRY(fs.write(fresh, health_text(report, at)));
  return fs.rename(fresh, file);
}

}  // namespace gongshi
