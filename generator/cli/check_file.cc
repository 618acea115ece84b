#include "cli/check_file.h"

#include <map>
#include <optional>

#include "base/identifiers.h"
#include "base/text.h"
#include "cli/verbs.h"
#include "intake/intake.h"
#include "night/delivery.h"
#include "night/told_figures.h"
#include "report/reason_words.h"
#include "report/returned_rows.h"
#include "rules/gate.h"

namespace gongshi {
namespace {

FeedConfig feed_of(const Command& command) {
  FeedConfig feed;
  feed.url = stdfs::absolute(command.option("--feed")).string();
  feed.id = stdfs::path(feed.url).filename().string();
  feed.dataset = command.option("--dataset");
  feed.agencies = {command.option("--agency").empty() ? "*" : command.option("--agency")};
  if (const std::string preset = command.option("--preset"); !preset.empty())
    feed.preset = preset.ends_with(".json") ? stdfs::absolute(preset).string() : preset;
  return feed;
}

/// The agencies rows may name: those of the site's own files, as far as they lie on this machine.
AgencyDirectory agencies_of(const Fs& fs, const Site& site, const FeedConfig& checked, Date as_of) {
  AgencyDirectory agencies;
  if (checked.agencies[0] != "*") agencies.add(checked.agencies[0], "", "");
  for (const auto& feed : site.feeds) {
    if (feed.dataset != "agencies" || !fs.exists(feed.url)) continue;
    const auto take = [&](IntakeRow&& row) {
      if (const auto* record = std::get_if<Record>(&row))
        agencies.add(record->agency, text_at(record->fields, "name"), text_at(record->fields, "short_name"));
    };
    // Its own faults are told when it is checked itself.
    (void)read_feed(fs, feed.url, feed, *site.definition("agencies"), agencies, as_of, take);
  }
  return agencies;
}

/// Gathers the rows of one file and settles them as a pull would.
class FileCheck {
 public:
  /// `layouts` where the file holds declared figures, which are no records.
  FileCheck(const Gate& gate, NightReport& report, const std::optional<LayoutBook>& layouts)
      : gate_(gate), report_(report), layouts_(layouts) {}

  void take(IntakeRow&& row) {
    put_secrecy_first(row);
    if (auto* reject = std::get_if<RejectedRow>(&row)) {
      report_.rejected.push_back(std::move(*reject));
    } else if (auto* record = std::get_if<Record>(&row)) {
      take_record(std::move(*record));
    }
  }

  /// Decides what is left when rows that share a key are settled.
  void settle() {
    for (auto& [key, rows] : rows_) {
      const Settled settled = settle_same_key(rows, gate_.as_of());
      report_.rows.repeated += settled.repeated;
      report_.rows.superseded += settled.superseded;
      for (const Incoming* row : settled.duplicates) report_.rejected.push_back(duplicate_row(row->record));
      if (!settled.winner || layouts_) continue;
      const Verdict verdict = gate_.judge(settled.winner->facts, {});
      ++report_.states[state_name(verdict.state)];
      if (verdict.state != State::kPublished) kept_[settled.winner->record.row] = verdict;
    }
    report_.rows.rejected = static_cast<long>(report_.rejected.size());
  }

  /// What would not be public, and why, by row.
  const std::map<long, Verdict>& kept() const { return kept_; }

 private:
  void take_record(Record&& record) {
    if (layouts_)
      if (auto row = undeclarable(*layouts_, record)) return report_.rejected.push_back(std::move(*row));
    for (const auto& warning : record.warnings)
      report_.warnings.push_back({record.feed, record.dataset, record.agency, record.id, record.row,
                                  warning.field, warning.text, ""});
    const std::string key = gate_.record_key(record.dataset, record.agency, record.id);
    Incoming row{std::move(record), {}, {}, 0};
    row.facts = gate_.facts(row.record);
    if (row.facts.count_only && !gate_.withholds(row.facts.count_reason))
      return report_.rejected.push_back(unknown_reason_row(row.record));
    row.digest = gate_.content_digest(row.record);
    rows_[key].push_back(std::move(row));
  }

  const Gate& gate_;
  NightReport& report_;
  const std::optional<LayoutBook>& layouts_;
  std::map<std::string, std::vector<Incoming>> rows_;
  std::map<long, Verdict> kept_;
};

void say(const NightReport& report, Outcome& outcome) {
  outcome.json["rejected"] = Json::array();
  outcome.json["warnings"] = Json::array();
  for (const auto& [stem, rows] : returned_rows(report)) {
    for (const RejectedRow* row : rows.rejected) {
      outcome.text += "第 " + std::to_string(row->row) + " 行" + (row->column.empty() ? "" : "，" + row->column) +
                      "：" + row->text + row->mend + "\n";
      outcome.json["rejected"].push_back({{"row", row->row}, {"column", row->column}, {"reason", row->reason},
                                          {"text", row->text}, {"mend", row->mend}});
    }
    for (const NightWarning* row : rows.warnings) {
      outcome.text += "第 " + std::to_string(row->row) + " 行，" + row->field + "（提醒）：" + row->text + "\n";
      outcome.json["warnings"].push_back({{"row", row->row}, {"column", row->field}, {"text", row->text}});
    }
  }
  // Secret rows stand on no sheet, but who is about to send one must hear it.
  for (const RejectedRow& row : report.rejected)
    if (row.reason == "secret") {
      outcome.text += "第 " + std::to_string(row.row) + " 行：" + row.text + row.mend + "\n";
      outcome.json["rejected"].push_back({{"row", row.row}, {"column", ""}, {"reason", row.reason},
                                          {"text", row.text}, {"mend", row.mend}});
    }
}

/// Rows that would not be public are no faults, but who sends the file wants to know of each.
void say_kept(const std::map<long, Verdict>& kept, Outcome& outcome) {
  constexpr size_t kMostSaid = 100;
  outcome.json["kept"] = Json::array();
  for (const auto& [row, verdict] : kept) {
    outcome.json["kept"].push_back({{"row", row}, {"state", state_name(verdict.state)}, {"reasons", verdict.reasons}});
    if (outcome.json["kept"].size() > kMostSaid) continue;
    outcome.text += "第 " + std::to_string(row) + " 行（" + state_label(state_name(verdict.state)) + "）：";
    for (const auto& reason : verdict.reasons) outcome.text += reason_meaning(reason);
    outcome.text += "\n";
  }
  if (kept.size() > kMostSaid) outcome.text += "其余 " + std::to_string(kept.size() - kMostSaid) + " 行见 --json 的 kept。\n";
}

/// 公示 3，暂缓 1
std::string states_line(const NightReport& report) {
  std::vector<std::string> parts;
  for (const auto& [state, n] : report.states) parts.push_back(state_label(state) + " " + std::to_string(n));
  return parts.empty() ? "" : "其余的去向：" + joined(parts, "，") + "。";
}

}  // namespace

Outcome check_file(const Fs& fs, const Command& command, const Site& site) {
  const DatasetDefinition* definition = site.definition(command.option("--dataset"));
  if (!definition)
    return outcome_of({"usage", "请用 --dataset 写明数据集，如 decisions。", command.option("--dataset")});
  if (const std::string agency = command.option("--agency"); !agency.empty() && !uscc_valid(agency))
    return outcome_of({"usage", "--agency 要写执法主体的统一社会信用代码（18 位大写）。", agency});
  const Date as_of = command.places.as_of.value_or(Date::today());
  auto gate = Gate::make(site, "check", as_of);
  if (!gate) return outcome_of(gate.error());
  FeedConfig feed = feed_of(command);
  if (!site.find_preset(feed))
    return outcome_of({"usage", "没有预设“" + feed.preset + "”。", command.option("--preset")});
  NightReport report;
  report.as_of = as_of;
  NightFeed named;
  named.id = feed.id;
  report.feeds.push_back(named);
  std::optional<LayoutBook> layouts;
  if (definition->dataset == kDeclaredDataset) {
    auto read = LayoutBook::of(site);
    if (!read) return outcome_of(read.error());
    layouts = std::move(*read);
  }
  FileCheck check(*gate, report, layouts);
  auto reading = read_feed(fs, feed.url, feed, *definition, agencies_of(fs, site, feed, as_of), as_of,
                           [&](IntakeRow&& row) { check.take(std::move(row)); });
  if (!reading) return outcome_of({"usage", reading.error().text, reading.error().where});
  if (Gate::is_secret(reading->suspects)) {
    const Error found = secret_file(feed.id);
    return outcome_of({"usage", found.text, found.where});
  }
  check.settle();

  Outcome outcome;
  say(report, outcome);
  say_kept(check.kept(), outcome);
  outcome.json["rows"] = reading->rows;
  outcome.json["states"] = report.states;
  outcome.text += "共 " + std::to_string(reading->rows) + " 行，按 " + reading->format + "、" + reading->encoding +
                  " 读取；退回 " + std::to_string(report.rows.rejected) + " 行，重复 " +
                  std::to_string(report.rows.repeated) + " 行。" + reading->note + states_line(report) + "\n";
  if (!reading->unused_columns.empty())
    outcome.text += "没有用到的列：" + joined(reading->unused_columns, "、") + "。\n";
  outcome.json["unused_columns"] = reading->unused_columns;
  if (const std::string sheet = command.option("--sheet"); !sheet.empty()) {
    ReturnedRows all;
    for (const auto& [stem, rows] : returned_rows(report)) {
      all.rejected.insert(all.rejected.end(), rows.rejected.begin(), rows.rejected.end());
      all.warnings.insert(all.warnings.end(), rows.warnings.begin(), rows.warnings.end());
    }
    if (auto written = write_sheet(stdfs::absolute(sheet), report, all); !written) return outcome_of(written.error());
  }
  if (report.rows.rejected > 0) outcome.exit = ExitCode::kAttention;
  return outcome;
}

}  // namespace gongshi
