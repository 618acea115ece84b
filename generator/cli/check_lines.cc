#include "cli/check_lines.h"

#include <algorithm>

#include "base/text.h"
#include "report/annual_declared.h"
#include "report/annual_report.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

using Words = std::vector<std::string>;

/// One file of lines: the keys its lines may have, and those whose value is one of a few words.
struct LineFile {
  const char* name;
  std::vector<SiteLine> Site::* lines;
  Words keys;
  std::vector<std::pair<std::string, Words>> words;
};

const std::vector<LineFile>& line_files() {
  static const std::vector<LineFile> files = {
      {"reviews.jsonl", &Site::reviews,
       {"dataset", "agency", "id", "key", "digest", "clears", "mask", "by", "on", "note"}, {}},
      {"withdrawals.jsonl", &Site::withdrawals,
       {"dataset", "agency", "id", "key", "reason", "ground", "by", "on"}, {}},
      {"corrections.jsonl", &Site::corrections,
       {"dataset", "agency", "id", "key", "kind", "state", "received_on", "decided_on", "note", "by"},
       {{"kind", {"objection", "correction", "suggestion"}}, {"state", {"open", "upheld", "refused"}}}},
      {"confirmations.jsonl", &Site::confirmations,
       {"year", "agency", "by", "on", "note", "rows", "first_published_on"}, {}},
      {"declared.jsonl", &Site::declared,
       {"year", "quarter", "agency", "unit", "table", "cells", "total", "amount", "by", "on"}, {}},
  };
  return files;
}

bool has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The first thing wrong with a line; "" when nothing is.
std::string problem_of(const Site& site, const LineFile& file, const Json& line) {
  for (const auto& [key, value] : line.items())
    if (!has(file.keys, key)) return "没有“" + key + "”这一项，请检查拼写。可以写的有：" + joined(file.keys, "、") + "。";
  for (const auto& [key, words] : file.words)
    if (!has(words, text_at(line, key))) return key + " 只能是 " + joined(words, "、") + "。";
  if (file.lines == &Site::confirmations) return confirmation_problem(line);
  if (file.lines == &Site::declared) return declared_problem(line);
  if (const std::string dataset = text_at(line, "dataset"); !dataset.empty() && !site.definition(dataset))
    return "没有数据集“" + dataset + "”，请对照 datasets/ 改正。";
  const Json clears = line.value("clears", Json::array());
  if (!clears.is_array()) return "clears 要写成原因的列表，如 [\"unreviewed\"]。";
  for (const Json& reason : clears)
    if (!reason.is_string() || !may_be_cleared(reason.get<std::string>()))
      return "clears 里有不能放行或者不认识的原因，请对照 gongshi review 列出的原因改正。";
  if (std::find(clears.begin(), clears.end(), "minor_unknown") != clears.end() && trimmed(text_at(line, "note")).empty())
    return "放行 minor_unknown 要在 note 写明年龄的证明。";
  return "";
}

}  // namespace

std::vector<Error> line_problems(const Site& site) {
  std::vector<Error> problems;
  for (const LineFile& file : line_files())
    for (const SiteLine& line : site.*(file.lines))
      if (const std::string problem = problem_of(site, file, line.json); !problem.empty())
        problems.push_back({"bad_line", problem, line.where});
  return problems;
}

}  // namespace gongshi
