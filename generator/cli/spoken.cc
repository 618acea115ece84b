#include "cli/spoken.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "night/keep.h"
#include "report/reason_words.h"

namespace gongshi {
namespace {

constexpr int kReassessDays = 90;  // 政府信息公开条例第十八条

std::string chinese(const std::string& iso) {
  const auto day = Date::parse(iso);
  return day ? day->chinese() : iso;
}

/// 国家统一规定（国办发〔2018〕118号）, of a rule set as the site has it.
std::string named(const Json& set) {
  const std::string title = text_at(set, "title"), source = text_at(set, "source");
  return source.empty() ? title : title + "（" + source + "）";
}

/// One record's account, part by part.
class Account {
 public:
  Account(Workspace& work, const KnownRecord& known) : work_(work), known_(known) {
    reasons_ = Json::parse(known.reasons).get<std::vector<std::string>>();
    if (!known.facts.empty()) facts_ = Facts::from_json(Json::parse(known.facts));
  }

  std::string text(const std::string& id, const std::string& url, const std::vector<HistoryLine>& history) {
    const DatasetDefinition* definition = work_.site().definition(known_.dataset);
    out_ = fmt::format("{}（{}，{}）\n", id, agency_name(), definition ? definition->label : known_.dataset);
    say("现在", state_sentence(url));
    if (reasons_.empty()) why_public();
    for (const auto& reason : reasons_) why_not(reason);
    // Who asks must not learn from the answer what the law keeps back.
    if (known_.state == "withheld") say("对外答复", "只说“这条信息依法不予公示”；上面的原因只供内部掌握，不要念给来电的人听。");
    dates();
    if (!history.empty()) out_ += "  经过：\n";
    for (const auto& line : history) out_ += "    " + chinese(line.on) + "，" + event(line) + "。\n";
    return out_;
  }

 private:
  void say(const std::string& what, const std::string& sentence) { out_ += "  " + what + "：" + sentence + "\n"; }

  std::string agency_name() {
    const auto agency = work_.registry().find(work_.gate().record_key("agencies", known_.agency, known_.agency));
    if (!agency || !*agency || (**agency).view.empty()) return known_.agency;
    const auto view = work_.gate().open_view((**agency).view);
    const std::string name = view ? text_at(view->fields, "name") : "";
    return name.empty() ? known_.agency : name;
  }

  std::string state_sentence(const std::string& url) const {
    static const std::map<std::string, std::string> kSentences = {{"withheld", "依法不予公示，网站上没有它的任何内容。"},
                                                                  {"held", "暂缓公示，等待核实。"},
                                                                  {"expired", "公示期已满，已从网站撤下。"}};
    if (known_.state == "published")
      return known_.published_on.empty() ? "可以公示，将随下一个版本出现在网站上，网址是 " + url + "。" : "已经公示，网址是 " + url + "。";
    if (known_.state == "withdrawn")
      return url.empty() ? "已撤下，网站上没有它的任何内容。" : "已撤下，原网址 " + url + " 显示撤下说明。";
    return kSentences.at(known_.state);
  }

  void why_public() {
    say("原因", "没有不予公示或者暂缓公示的情形，应当公开。");
    std::vector<std::string> sets;
    for (const auto& id : terms().rule_sets)
      if (const auto set = work_.site().rule_sets.find(id); set != work_.site().rule_sets.end()) sets.push_back(named(set->second));
    say("依据", sets.empty() ? "政府信息公开条例第二十条、第二十一条。" : joined(sets, "、") + "。");
    const bool ends = !known_.term_ends_on.empty();
    if (known_.dataset != "decisions")
      say("怎样会变", std::string(ends ? "期满自动撤下" : "没有公示期限") + "；机关更正、不再报送或者异议成立的，随之更正或者撤下。");
    else
      say("怎样会变", ends ? "期满自动撤下；信用修复、决定被撤销或者变更、异议成立的，提前撤下。"
                           : "没有公示期限；决定被撤销或者变更、异议成立、机关撤回的，撤下。");
  }

  void why_not(const std::string& code) {
    say("原因", reason_meaning(code) + "（" + code + "）");
    say("依据", source_of(code) + "。");
    const std::string change = reason_change(code);
    say("怎样会变", change.empty() ? "规则集不再这样要求，或者机关更正后重新报送。" : change);
  }

  /// A reason that a rule set adds, and the end of a term, are written in the site's rule sets.
  std::string source_of(const std::string& code) const {
    std::vector<std::string> sets;
    for (const auto& id : work_.site().config.rule_sets) {
      const auto set = work_.site().rule_sets.find(id);
      if (set == work_.site().rule_sets.end()) continue;
      const Json added = set->second.value("withhold", Json::array());
      const bool adds = std::any_of(added.begin(), added.end(), [&](const Json& row) { return text_at(row, "reason") == code; });
      const bool ends = code == "term_ended" && known_.dataset == "decisions" && !set->second.value("terms", Json::array()).empty();
      if (adds || ends) sets.push_back(named(set->second));
    }
    return sets.empty() ? reason_source(code) : joined(sets, "、");
  }

  /// A row that comes as it was is not stored again: its feed says how late it came.
  std::string last_delivered() const {
    const FeedConfig* feed = work_.site().feed(known_.feed);
    const auto feeds = work_.registry().feeds();
    if (!feed || feed->delta || !known_.gone_on.empty() || !feeds) return known_.pulled_on;
    const auto state = feeds->find(known_.feed);
    return state == feeds->end() ? known_.pulled_on : std::max(known_.pulled_on, state->second.fetched_on);
  }

  Terms terms() const {
    return facts_ ? work_.gate().judge(*facts_, standing_of(known_, work_.site())).terms : Terms();
  }

  void dates() {
    const bool shown = known_.state == "published", waits = known_.state == "held";
    if (facts_ && facts_->main_date) say(facts_->dataset == "inspections" ? "检查日期" : "决定日期", facts_->main_date->chinese() + "。");
    if (const auto due = Date::parse(known_.due_on); due && (shown || waits)) say("应当公示的最后一天", due->chinese() + lateness(*due) + "。");
    if (!known_.published_on.empty()) say("首次公示", chinese(known_.published_on) + "。");
    if (!known_.withdrawn_since.empty()) say("撤下日期", chinese(known_.withdrawn_since) + "。");
    if (!known_.term_ends_on.empty() && known_.state != "withheld" && known_.state != "withdrawn")
      say("公示期限", "到" + chinese(known_.term_ends_on) + "为止，这一天是最后一天。");
    if (!shown) say("这个状态的起始", chinese(known_.changed_on) + "。");
    say("最近一次报送", chinese(last_delivered()) + "。");
    const auto since = Date::parse(known_.changed_on);
    const bool reassessed = std::any_of(reasons_.begin(), reasons_.end(),
                                        [](const std::string& reason) { return reason == "criminal" || reason == "series_case"; });
    if (reassessed && since) say("重新评估", "最迟在" + since->plus_days(kReassessDays).chinese() + "。");
  }

  std::string lateness(Date due) const {
    const auto shown = Date::parse(known_.published_on);
    const int late = work_.gate().calendar().between(due, shown.value_or(work_.as_of()));
    if (late > 0) return fmt::format("，{} {} 个工作日", shown ? "晚了" : "已经超过", late);
    if (shown) return "，没有超过";
    return fmt::format("，还有 {} 个工作日", work_.gate().calendar().between(work_.as_of(), due));
  }

  /// 不予公示（涉嫌犯罪）, 第一次出现在网站上（版本 20261121-0001）.
  static std::string event(const HistoryLine& line) {
    if (line.event == "shown") return "第一次出现在网站上（版本 " + line.note + "）";
    std::vector<std::string> words;
    for (const auto& code : split(replaced(line.note, "、", "\n"), '\n'))
      if (!code.empty()) words.push_back(reason_word(code));
    return state_label(line.event) + (words.empty() ? "" : "（" + joined(words, "、") + "）");
  }

  Workspace& work_;
  const KnownRecord& known_;
  std::vector<std::string> reasons_;
  std::optional<Facts> facts_;
  std::string out_;
};

}  // namespace

std::string spoken(Workspace& work, const KnownRecord& known, const std::string& id, const std::string& url,
                   const std::vector<HistoryLine>& history) {
  return Account(work, known).text(id, url, history);
}

std::string spoken(const std::vector<KnownRejection>& rejections, const std::map<std::string, FeedState>& feeds) {
  std::string out = "  现在：没有登记，报送的每一行都被退回了。\n";
  for (const auto& row : rejections) {
    out += fmt::format("  原因：数据来源 {} 第 {} 行{}{}：{}（{}）\n", row.feed, row.row, row.column.empty() ? "" : "，", row.column,
                       row.text, row.reason);
    out += "  依据：报送格式（docs/formats.md），被退回的行由报送机关改正。\n";
    if (const auto feed = feeds.find(row.feed); feed != feeds.end())
      out += "  最近一次报送：" + chinese(feed->second.fetched_on) + "。\n";
    out += "  怎样会变：" + (row.mend.empty() ? reason_change(row.reason) : row.mend) + "\n";
  }
  return out;
}

}  // namespace gongshi
