#include "report/annual_narrative.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "render/chart.h"
#include "render/words.h"
#include "report/annual_table.h"

namespace gongshi {
namespace {

constexpr const char* kNarratives = "narratives";
constexpr const char* kDefaultSet = "general";
constexpr const char* kFields[] = {"staff", "certified", "legal_reviewers", "recorders"};

/// A text that Markdown shows as it is.
std::string as_text(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (std::ispunct(static_cast<unsigned char>(c)) != 0) out += '\\';
    out += c;
  }
  return out;
}

/// One figure with what it was the year before.
struct Figure {
  std::string now;
  std::optional<long> n, last;  ///< none of money and of what is not known
  std::string last_text;
};

void add(NarrativeFigures& out, const std::string& name, const Figure& figure) {
  out[name] = figure.now;
  out[name + ".last"] = figure.last_text.empty() ? "（上年无数据）" : figure.last_text;
  out[name + ".change"] = figure.n && figure.last ? change_words(*figure.n, *figure.last) : "（无法比较）";
}

void add_table(NarrativeFigures& out, const AgencyYear& agency, const AgencyYear* before, size_t t) {
  const AnnualLayout& layout = agency.figures.layout();
  const AnnualTable& table = layout.tables[t];
  // The same table of the year before, where it was printed in the same layout.
  const bool same = before != nullptr && before->figures.layout().id == layout.id;
  const auto words = [](const std::optional<long>& n) { return n ? thousands(*n) : std::string(kNoDuty); };
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const auto now = agency.cell(t, c);
    const auto last = same ? before->cell(t, c) : std::nullopt;
    add(out, table.id + "." + table.columns[c].id, {words(now), now, last, last ? thousands(*last) : ""});
  }
  const bool duty = agency.has_duty(table);
  const TableFigures& figures = agency.figures.tables()[t];
  const TableFigures* old = same && before->has_duty(table) ? &before->figures.tables()[t] : nullptr;
  const std::optional<long> now = duty ? std::optional<long>(figures.total) : std::nullopt;
  const std::optional<long> last = old != nullptr ? std::optional<long>(old->total) : std::nullopt;
  add(out, table.id + ".total", {words(now), now, last, last ? thousands(*last) : ""});
  const auto money = [&](Fen fen) { return grouped(layout.money_text(fen)) + " " + layout.money_unit(); };
  const std::optional<long> fen = duty ? std::optional<long>(figures.amount) : std::nullopt;
  add(out, table.id + ".amount",
      {duty ? money(figures.amount) : kNoDuty, fen, old != nullptr ? std::optional<long>(old->amount) : std::nullopt,
       old != nullptr ? money(old->amount) : ""});
}

/// Calls `text` and `variable` for the parts of a narrative; the error of the first that is wrong.
template <class Text, class Variable>
Status each_part(const std::string& source, const std::string& where, const Text& text, const Variable& variable) {
  size_t at = 0;
  const auto place = [&](size_t offset) {
    return where + ":" + std::to_string(1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  };
  for (size_t open = source.find("{{"); open != std::string::npos; open = source.find("{{", at)) {
    const size_t end = source.find("}}", open);
    if (end == std::string::npos) return Error{"bad_narrative", "“{{”后面缺少“}}”。", place(open)};
    text(std::string_view(source).substr(at, open - at));
    const std::string name(trimmed(std::string_view(source).substr(open + 2, end - open - 2)));
    if (!variable(name))
      return Error{"bad_narrative", "没有“" + name + "”这个变量，可以用的见 docs/annual.md。", place(open)};
    at = end + 2;
  }
  text(std::string_view(source).substr(at));
  return {};
}

/// Every name some layout of the site can give.
std::set<std::string> known_names(const LayoutBook& layouts, const Site& site) {
  std::set<std::string> out = {"year", "name", "agency.rate", "powers.total"};
  for (const char* field : kFields) out.insert(std::string("agency.") + field);
  for (const std::string& category : categories()) out.insert("powers." + category);
  const auto add_one = [&](const std::string& name) {
    for (const char* ending : {"", ".last", ".change"}) out.insert(name + ending);
  };
  for (const auto& [id, json] : site.annual_layouts)
    for (const AnnualTable& table : layouts.find(id)->tables) {
      for (const AnnualColumn& column : table.columns) add_one(table.id + "." + column.id);
      add_one(table.id + ".total");
      add_one(table.id + ".amount");
    }
  return out;
}

}  // namespace

std::string change_words(long now, long last) {
  if (last == 0) return now == 0 ? "持平" : "上年为 0";
  if (now == last) return "持平";
  return fmt::format("{} {}%", now > last ? "增长" : "下降", percent(std::abs(now - last), last));
}

NarrativeFigures narrative_figures(const AgencyYear& agency, const AgencyYear* before, const Edition& edition) {
  NarrativeFigures out;
  out["year"] = std::to_string(agency.year);
  out["name"] = as_text(agency.name);
  const auto field = [&](const char* name) {
    const auto at = agency.fields.find(name);
    return at == agency.fields.end() ? std::optional<long>() : at->second;
  };
  for (const char* name : kFields) out[std::string("agency.") + name] = field(name) ? thousands(*field(name)) : kUntold;
  const auto staff = field("staff"), certified = field("certified");
  out["agency.rate"] = staff && certified && *staff > 0 ? percent(*certified, *staff) + "%" : kUntold;
  for (const std::string& category : categories()) out["powers." + category] = "0";
  std::map<std::string, long> powers;
  long all = 0;
  const auto [first, last] = edition.of("powers");
  for (const PublicRecord* power = first; power != last; ++power) {
    if (power->agency() != agency.agency) continue;
    ++powers[power->text("category")];
    ++all;
  }
  for (const auto& [category, n] : powers)
    if (out.count("powers." + category) > 0) out["powers." + category] = thousands(n);
  out["powers.total"] = thousands(all);
  for (size_t t = 0; t < agency.figures.layout().tables.size(); ++t) add_table(out, agency, before, t);
  return out;
}

Result<std::string> filled_narrative(const std::string& text, const NarrativeFigures& figures, const std::string& where) {
  std::string out;
  GONGSHI_TRY(each_part(
      text, where, [&](std::string_view part) { out += part; },
      [&](const std::string& name) {
        const auto at = figures.find(name);
        if (at != figures.end()) out += at->second;
        return at != figures.end();
      }));
  return out;
}

Result<std::string> narrative_of(const Fs& fs, const Site& site, int year, const std::string& agency) {
  const stdfs::path file = site.dir / kNarratives / std::to_string(year) / (agency + ".md");
  if (!fs.exists(file)) return std::string();
  return fs.read(file);
}

Result<std::string> narrative_starter(const Fs& fs, const Site& site, const AnnualLayout& layout) {
  const std::string set = layout.narrative.empty() ? kDefaultSet : layout.narrative;
  const stdfs::path file = site.resource(std::string(kNarratives) + "/" + set + ".md");
  if (file.empty())
    return Error{"bad_config", "没有情况说明的章节“" + set + "”，请补上 narratives/" + set + ".md。", "annual/" + layout.id + ".json"};
  return fs.read(file);
}

std::vector<Error> narrative_mistakes(const Fs& fs, const Site& site) {
  std::vector<Error> out;
  const auto layouts = LayoutBook::of(site);
  if (!layouts) return out;  // told of already
  const std::set<std::string> known = known_names(*layouts, site);
  const auto look = [&](const stdfs::path& folder) {
    const auto names = fs.list(folder);
    for (const std::string& name : names.ok() ? *names : std::vector<std::string>()) {
      if (!name.ends_with(".md")) continue;
      const auto text = fs.read(folder / name);
      const Status good = !text ? Status(text.error())
                                : each_part(
                                      *text, (folder / name).string(), [](std::string_view) {},
                                      [&](const std::string& variable) { return known.count(variable) > 0; });
      if (!good) out.push_back(good.error());
    }
  };
  const auto years = fs.list(site.dir / kNarratives);
  look(site.dir / kNarratives);
  for (const std::string& year : years.ok() ? *years : std::vector<std::string>())
    if (fs.is_dir(site.dir / kNarratives / year)) look(site.dir / kNarratives / year);
  return out;
}

}  // namespace gongshi
