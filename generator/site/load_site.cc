#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "site/calendar_file.h"
#include "site/config.h"
#include "site/feeds.h"
#include "site/site.h"

namespace gongshi {
namespace {

/// Collects mistakes instead of stopping at the first.
class Loader {
 public:
  Loader(const Fs& fs, Site& site, std::vector<Error>& errors)
      : fs_(fs), site_(site), errors_(errors) {}

  std::optional<Json> json(const stdfs::path& file) {
    auto bytes = fs_.read(file);
    if (!bytes) {
      errors_.push_back({"bad_config", "读不到这个文件，请检查它在不在、能不能读。", file.string()});
      return std::nullopt;
    }
    auto parsed = parse_config(*bytes, file.string());
    if (!parsed) {
      errors_.push_back(parsed.error());
      return std::nullopt;
    }
    site_.lines[file.string()] = JsonLines(*bytes);
    return std::move(*parsed);
  }

  /// Calls `take` for every JSON file of a folder: the built-in ones first, then the site's.
  void each(const std::string& folder,
            const std::function<void(const std::string& stem, Json, const std::string&, bool site)>& take) {
    const stdfs::path built_in = site_.share / "content" / folder;
    const stdfs::path own = site_.dir / folder;
    read_folder(built_in, false, take);
    std::error_code ec;
    if (!stdfs::equivalent(built_in, own, ec)) read_folder(own, true, take);
  }

  void lines(const stdfs::path& dir) {
    site_.line_mistakes.clear();
    lines(dir / "reviews.jsonl", site_.reviews);
    lines(dir / "withdrawals.jsonl", site_.withdrawals);
    lines(dir / "corrections.jsonl", site_.corrections);
    lines(dir / "confirmations.jsonl", site_.confirmations);
    lines(dir / "declared.jsonl", site_.declared);
  }

 private:
  void lines(const stdfs::path& file, std::vector<SiteLine>& out) {
    const std::string name = file.filename().string();
    out.clear();
    if (!fs_.exists(file)) return;
    auto bytes = fs_.read(file);
    if (!bytes) {
      errors_.push_back(bytes.error());
      return;
    }
    int number = 0;
    for (const auto& line : split(*bytes, '\n')) {
      ++number;
      if (trimmed(line).empty() || trimmed(line).starts_with("//")) continue;
      const std::string where = name + ":" + std::to_string(number);
      auto parsed = parse_config(line, where);
      if (!parsed || !parsed->is_object()) {
        site_.line_mistakes.push_back(
            {"bad_line", "这一行不是正确的 JSON 对象，没有生效，请改正；其余各行照常有效。", where});
        continue;
      }
      out.push_back({std::move(*parsed), where});
    }
  }

  void read_folder(const stdfs::path& folder, bool own,
                   const std::function<void(const std::string&, Json, const std::string&, bool)>& take) {
    if (!fs_.is_dir(folder)) return;
    auto names = fs_.list(folder);
    if (!names) {
      errors_.push_back(names.error());
      return;
    }
    for (const auto& name : *names) {
      if (!name.ends_with(".json")) continue;
      if (auto parsed = json(folder / name)) {
        // Rooms that read no files name a rule set or layout as it stands in the folder.
        site_.lines[(folder.filename() / name).string()] = site_.lines[(folder / name).string()];
        take(name.substr(0, name.size() - 5), std::move(*parsed), (folder / name).string(), own);
      }
    }
  }

  const Fs& fs_;
  Site& site_;
  std::vector<Error>& errors_;
};

void load_datasets(Loader& loader, Site& site, std::vector<Error>& errors) {
  loader.each("datasets", [&](const std::string&, Json json, const std::string& where, bool own) {
    auto definition = read_definition(json, where, site.definition(text_at(json, "dataset")));
    if (!definition) {
      errors.push_back(definition.error());
      return;
    }
    auto& kind = definition->records ? site.datasets : site.figures;
    const auto at = kind.find(definition->dataset);
    if (own && at != kind.end()) {
      if (auto status = overlay(at->second, *definition, where); !status)
        errors.push_back(status.error());
      return;
    }
    definition->own = own;
    kind[definition->dataset] = std::move(*definition);
  });
}

/// violations.json: [{"label","words"}], the first whose words stand in the text.
std::vector<CountClass> classes_of(const Json& json, const std::string& where, std::vector<Error>& errors) {
  std::vector<CountClass> out;
  std::set<std::string> seen;
  const auto bad = [&](const std::string& text, size_t i) { errors.push_back({"bad_config", text, inside(where, i)}); };
  for (size_t i = 0; i < json.size(); ++i) {
    const Json one = json.is_array() ? json[i] : Json();
    const Json words = one.is_object() ? one.value("words", Json::array()) : Json();
    const std::string label = one.is_object() ? text_at(one, "label") : "";
    const bool texts = std::all_of(words.begin(), words.end(),
                                   [](const Json& word) { return word.is_string() && !trimmed(word.get<std::string>()).empty(); });
    if (label.empty() || one.size() != 2 || !words.is_array() || words.empty() || !texts)
      bad("每一项写成 {\"label\": 类型, \"words\": [词]}，词不能是空的。", i);
    else if (!seen.insert(label).second)
      bad("类型“" + label + "”写了两次，请合并。", i);
    else
      out.push_back({label, words.get<std::vector<std::string>>()});
  }
  return out;
}

/// A site's own `national` adds to the built-in one: what the state demands cannot be written away. What it
/// repeats (a copy of content/ repeats everything) stands there once.
void add_to_national(Json& national, const Json& own) {
  for (const char* list : {"withhold", "terms", "no_early_end", "deadlines", "approval"}) {
    const auto at = own.find(list);
    if (at == own.end()) continue;
    if (at->is_array() && national[list].is_array()) {
      for (const Json& row : *at)
        if (std::find(national[list].begin(), national[list].end(), row) == national[list].end()) national[list].push_back(row);
    } else {
      national[list] = *at;  // of the wrong type, which reading it as a rule set reports
    }
  }
  for (const char* word : {"names", "names_basis"})
    if (own.contains(word)) national[word] = own[word];
}

/// Pages that screens show must be there.
void check_screen_pages(const Site& site, const std::string& where, std::vector<Error>& errors) {
  const std::string list = inside(where, "screens");
  for (size_t i = 0; i < site.config.screens.size(); ++i)
    for (size_t k = 0; k < site.config.screens[i].loop.size(); ++k) {
      const std::string& page = site.config.screens[i].loop[k].page;
      if (!page.empty() && site.resource("pages/" + page + ".md").empty())
        errors.push_back({"bad_config", "屏幕要显示的页面 pages/" + page + ".md 不存在。",
                          inside(inside(inside(inside(list, i), "loop"), k), "page")});
    }
}

/// Names that one file uses and another defines.
void check_names(const Site& site, const std::string& where, std::vector<Error>& errors) {
  const auto bad = [&](const std::string& text, const std::string& at) { errors.push_back({"bad_config", text, at}); };
  for (auto feed : site.feeds) {
    if (!site.find_preset(feed))
      bad("没有预设“" + feed.preset + "”，请写 native、double-publicity、portal，或者一个映射文件（.json）的路径。",
          inside(feed.where, "preset"));
    if (!site.definition(feed.dataset))
      bad("没有数据集“" + feed.dataset + "”的定义，请对照 datasets/ 改正。", inside(feed.where, "dataset"));
  }
  for (size_t i = 0; i < site.config.rule_sets.size(); ++i)
    if (const auto& id = site.config.rule_sets[i]; !site.rule_sets.count(id))
      bad("没有规则集“" + id + "”，请检查拼写，或者补上 rules/" + id + ".json。", inside(inside(where, "rule_sets"), i));
  for (const auto& [dataset, sentence] : site.config.columns.items())
    if (!site.definition(dataset))
      bad("columns 里的“" + dataset + "”不是数据集，请对照 datasets/ 改正。", inside(inside(where, "columns"), dataset));
  if (site.resource("themes/theme-" + site.config.theme + ".css").empty())
    bad("没有主题“" + site.config.theme + "”，请写 dian、zhu、song，或者补上 themes/theme-" + site.config.theme + ".css。",
        inside(where, "theme"));
}

}  // namespace

LoadedSite load_site(const Fs& fs, const stdfs::path& dir, const stdfs::path& share) {
  LoadedSite loaded;
  Site& site = loaded.site;
  site.dir = dir;
  site.share = share;
  if (!fs.is_dir(dir)) {
    loaded.errors.push_back(
        {"bad_config", "没有这个网站文件夹。可以先运行 gongshi init 建立一个。", dir.string()});
    return loaded;
  }
  Loader loader(fs, site, loaded.errors);
  if (const auto json = loader.json(dir / "site.json"))
    read_config(*json, (dir / "site.json").string(), site.config, loaded.errors);
  check_screen_pages(site, (dir / "site.json").string(), loaded.errors);
  load_datasets(loader, site, loaded.errors);
  loader.each("rules", [&](const std::string& stem, Json json, const std::string& where, bool own) {
    if (own) site.own_rule_sets.push_back({json, where});
    if (text_at(json, "id") != stem)
      loaded.errors.push_back({"bad_config", "规则集的 id 要与文件名相同：" + stem + "。", inside(where, "id")});
    else if (own && stem == "national" && site.rule_sets.count(stem))
      add_to_national(site.rule_sets[stem], json);
    else
      site.rule_sets[stem] = std::move(json);
  });
  loader.each("calendars", [&](const std::string& stem, Json json, const std::string& where, bool) {
    check_calendar(stem, json, where, loaded.errors);
    if (is_year(stem)) site.calendar[std::stoi(stem)] = std::move(json);
  });
  loader.each("annual", [&](const std::string& stem, Json json, const std::string&, bool) {
    site.annual_layouts[stem] = std::move(json);
  });
  if (const auto file = site.resource("violations.json"); !file.empty())
    if (const auto json = loader.json(file)) site.violations = classes_of(*json, file.string(), loaded.errors);
  if (const auto json = loader.json(dir / "feeds.json"))
    site.feeds = read_feeds(*json, dir, (dir / "feeds.json").string(), loaded.errors);
  for (auto& feed : site.feeds) (void)site.find_preset(feed);
  check_names(site, (dir / "site.json").string(), loaded.errors);
  loader.lines(dir);
  for (auto& error : loaded.errors) error = site.located(std::move(error));
  return loaded;
}

void read_lines(const Fs& fs, const stdfs::path& dir, Site& site, std::vector<Error>& errors) {
  Loader(fs, site, errors).lines(dir);
}

}  // namespace gongshi
