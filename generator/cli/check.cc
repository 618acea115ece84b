#include <algorithm>

#include "base/text.h"
#include "cli/check_file.h"
#include "cli/check_lines.h"
#include "cli/verbs.h"
#include "intake/encoding.h"
#include "intake/mapping_file.h"
#include "render/attachments.h"
#include "render/press.h"
#include "render/template_examples.h"
#include "report/annual_layout.h"
#include "report/annual_narrative.h"
#include "rules/gate.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

const char* const kFolders[] = {"datasets", "rules", "calendars", "annual", "presets", "pages", "templates", "themes",
                                "feeds", "narratives", "images"};
const char* const kFiles[] = {"site.json",        "feeds.json",       "reviews.jsonl",
                              "withdrawals.jsonl", "corrections.jsonl", "confirmations.jsonl",
                              "declared.jsonl",    "violations.json"};

/// Gathers what is wrong with a site folder (exit 2) and what its webmaster should know.
class SiteCheck {
 public:
  SiteCheck(const Fs& fs, const Site& site, const Places& places, Date as_of, Outcome& outcome)
      : fs_(fs), site_(site), places_(places), as_of_(as_of), outcome_(outcome) {}

  void all() {
    rules();
    datasets();
    lines();
    layouts();
    pages();
    feeds();
    targets();
    names();
    filled_in();
    strangers();
  }

 private:
  void wrong(Error error) {
    outcome_.messages.push_back(site_.located(std::move(error)));
    outcome_.exit = ExitCode::kUsage;
  }
  void note(const char* code, const std::string& text, const std::string& where) {
    outcome_.messages.push_back({code, text, where});
  }

  /// The site's own files as they were written, also those that no `rule_sets` names yet.
  void rules() {
    const int64_t minor_fine = site_.config.minor_fine_fen;
    for (const auto& file : site_.own_rule_sets) {
      auto set = read_rule_set(file.json, file.where, minor_fine);
      if (!set) {
        wrong(set.error());
        continue;
      }
      for (const auto& rule : set->withhold) {
        if (rule.when.always())
          note("withholds_all", "规则集 " + set->id + " 的 withhold 有一项没有条件（when），它适用的机关的所有记录都不公示，请核对。",
               site_.located({"", "", inside(file.where, "withhold")}).where);
        if (const auto state = state_of_reason(rule.reason); state && state != State::kWithheld)
          wrong({"bad_config", "withhold 的理由“" + rule.reason + "”不是不予公示的理由，请对照 docs/rules.md 改正。",
                 inside(file.where, "withhold")});
        else if (!state)
          note("own_reason", "规则集 " + set->id + " 的理由“" + rule.reason + "”不在自带的理由之中，请核对拼写；记录会按它不公示。",
               site_.located({"", "", inside(file.where, "withhold")}).where);
      }
      const auto& ids = site_.config.rule_sets;
      if (set->id != "national" && std::find(ids.begin(), ids.end(), set->id) == ids.end())
        note("unused_rule_set", "规则集 " + set->id + " 没有写进 site.json 的 rule_sets，不起作用。", file.where);
      datasets_of(file);
    }
    if (auto sets = read_rule_sets(site_); !sets && outcome_.exit == ExitCode::kDone) wrong(sets.error());
    if (WorkingDays(site_.calendar).guessed(as_of_))
      note("no_calendar", "今年没有工作日历，期限按周一至周五推算。请补上 calendars/" + std::to_string(as_of_.year()) + ".json。",
           "calendars");
  }

  /// Lists of which nothing can be public, because nobody says what they hold.
  void datasets() {
    for (const auto& [name, definition] : site_.datasets)
      for (const auto& field : definition.fields)
        if (field.type == FieldType::kObjects && field.members.empty())
          note("no_members", "数据集 " + name + " 的字段 " + field.name + " 没有写 members，里面的内容一概不采用、不公开。", "datasets");
  }

  /// Datasets that a rule set's conditions name.
  void datasets_of(const SiteLine& file) {
    const auto look = [&](const Json& value, const std::string& where) {
      for (const Json& word : value.is_array() ? value : Json::array({value}))
        if (word.is_string() && !site_.definition(word.get<std::string>()))
          wrong({"bad_config", "没有数据集“" + word.get<std::string>() + "”，请对照 datasets/ 改正。", where});
    };
    for (const char* list : {"withhold", "terms", "deadlines"}) {
      const Json entries = file.json.value(list, Json::array());
      for (size_t i = 0; i < entries.size(); ++i)
        if (const Json* dataset = find_at(entries[i], "when.dataset"))
          look(*dataset, inside(inside(inside(inside(file.where, list), i), "when"), "dataset"));
    }
    if (file.json.contains("approval")) look(file.json["approval"], inside(file.where, "approval"));
  }

  /// The webmaster's lines; none of them stops a night, all of them are mistakes.
  void lines() {
    const Lines read(site_, as_of_);
    for (const auto& mistake : read.mistakes()) wrong(mistake);
    for (const auto& problem : line_problems(site_)) wrong(problem);
  }

  void layouts() {
    bool good = true;
    for (const auto& [id, json] : site_.annual_layouts)
      for (const Error& mistake : layout_mistakes(site_.annual_layouts, id)) {
        wrong(mistake);
        good = false;
      }
    if (auto book = LayoutBook::of(site_); !book && good) {
      Error error = book.error();
      if (error.where == "site.json") error.where = inside((site_.dir / "site.json").string(), "annual_layout");
      wrong(error);
    }
    for (const Error& error : narrative_mistakes(fs_, site_)) wrong(error);
    for (const Error& error : check_templates(fs_, site_)) wrong(error);
  }

  void pages() {
    if (auto pages = read_site_pages(fs_, site_); !pages) wrong(pages.error());
    for (const Error& refused : read_attachments(fs_, site_).refused) wrong(refused);
  }

  void feeds() {
    for (const auto& feed : site_.feeds) {
      const std::string where = site_.located({"", "", feed.where}).where;
      if (!feed.encoding.empty() && !knows_encoding(feed.encoding))
        wrong({"bad_config", "不支持编码“" + feed.encoding + "”，可以用 UTF-8、UTF-16、GB18030（含 GBK、GB2312），或者不写。",
               inside(feed.where, "encoding")});
      if (const auto mapping = mapping_of(fs_, feed, *site_.definition(feed.dataset)); !mapping) {
        Error error = mapping.error();
        if (error.where == feed.id) error.where = feed.where;
        wrong(error);
      }
      if (feed.attests && as_of_ > feed.attests->until)
        note("attests_ended", "数据来源 " + feed.id + " 的声明（attests）已过期，靠它公示的记录会暂缓。", where);
      if (!contains(feed.url, "://") && !fs_.exists(feed.url))
        note("no_file", "数据来源 " + feed.id + " 的文件还不在：" + feed.url + "。", where);
    }
  }

  /// Agencies that site.json names.
  void names() {
    std::vector<std::string> empty;
    for (const auto& area : site_.config.key_areas)
      if (area.agencies.empty()) empty.push_back(area.label);
    if (!empty.empty())
      note("not_filled", "重点领域还没有写机关代码：" + joined(empty, "、") + "，正式公示前请补上。", site_at("key_areas"));
  }

  void filled_in() {
    const std::pair<const char*, const std::string&> asked[] = {
        {"base_url", site_.config.base_url}, {"site_id_code", site_.config.site_id_code},
        {"icp", site_.config.icp}, {"authority", site_.config.authority},
        {"region_code", site_.config.region_code}};
    for (const auto& [name, value] : asked)
      if (value.empty())
        note("not_filled", std::string("还没有填写 ") + name + "，正式公示前请补上。", site_at(name));
  }

  /// A copy of the site inside what it is made from, or what it is made into, would be taken for part of it.
  void targets() {
    for (size_t i = 0; i < site_.config.targets.size(); ++i) {
      const Target& target = site_.config.targets[i];
      if (target.kind != Target::Kind::kDirectory) continue;
      for (const stdfs::path& own : {places_.site, places_.out, places_.state}) {
        const auto inner = stdfs::weakly_canonical(target.place).lexically_relative(stdfs::weakly_canonical(own));
        if (own.empty() || inner.empty() || *inner.begin() == "..") continue;
        wrong({"bad_config", "发布目标不能放在网站文件夹、OUT 或者 STATE 里，请换一个目录。",
               inside(inside(inside((site_.dir / "site.json").string(), "targets"), i), "directory")});
        break;
      }
    }
  }

  std::string site_at(const char* key) const {
    return site_.located({"", "", inside((site_.dir / "site.json").string(), key)}).where;
  }

  /// A file that nobody reads is one whose name is not spelt as it should be.
  void strangers() {
    std::error_code ec;
    if (stdfs::equivalent(site_.dir, site_.share / "content", ec)) return;  // holds what other sites start from
    const auto found = fs_.list(site_.dir);
    if (!found) return;
    for (const auto& name : *found) {
      const bool folder = fs_.is_dir(site_.dir / name);
      const bool config = name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".jsonc");
      if (feeds_need(name)) continue;
      const auto is = [&](const char* known) { return name == known; };
      if (folder ? !name.starts_with(".") && !std::any_of(std::begin(kFolders), std::end(kFolders), is)
                 : config && !std::any_of(std::begin(kFiles), std::end(kFiles), is))
        note("not_read", std::string(folder ? "文件夹 " : "文件 ") + name + " 不会被读取，请检查名称的拼写。",
             (site_.dir / name).string());
      if (folder) strangers_in(name);
    }
  }

  /// True where a feed's file or mapping is this one or lies in it.
  bool feeds_need(const std::string& name) const {
    return std::any_of(site_.feeds.begin(), site_.feeds.end(), [&](const FeedConfig& feed) {
      for (const stdfs::path& path : {stdfs::path(feed.url), feed.mapping})
        if (const auto inner = path.lexically_relative(site_.dir); !inner.empty() && *inner.begin() == name) return true;
      return false;
    });
  }

  void strangers_in(const std::string& folder) {
    for (const char* only : {"datasets", "rules", "calendars", "annual", "presets"}) {
      if (folder != only) continue;
      const auto found = fs_.list(site_.dir / folder);
      for (const auto& name : found.ok() ? *found : std::vector<std::string>())
        if (!name.ends_with(".json"))
          note("not_read", "文件 " + folder + "/" + name + " 不会被读取，文件名要以 .json 结尾。",
               (site_.dir / folder / name).string());
    }
  }

  const Fs& fs_;
  const Site& site_;
  const Places& places_;
  Date as_of_;
  Outcome& outcome_;
};

}  // namespace

Outcome check_verb(const Command& command) {
  DiskFs fs;
  LoadedSite loaded = load_site(fs, command.places.site, command.places.share);
  Outcome outcome;
  if (!loaded.errors.empty()) {
    outcome.messages = std::move(loaded.errors);
    outcome.exit = ExitCode::kUsage;
    return outcome;
  }
  if (!command.option("--feed").empty()) return check_file(fs, command, loaded.site);
  SiteCheck(fs, loaded.site, command.places, command.places.as_of.value_or(Date::today()), outcome).all();
  outcome.text = outcome.exit == ExitCode::kDone
                     ? "配置没有问题：" + std::to_string(loaded.site.feeds.size()) + " 个数据来源，" +
                           std::to_string(loaded.site.datasets.size()) + " 个数据集。\n"
                     : "";
  return outcome;
}

}  // namespace gongshi
