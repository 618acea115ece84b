#include "house/page_tables.h"

#include <regex>

#include "base/text.h"

namespace gongshi::test {
namespace {

std::string first_cell(const std::string& line) {
  const size_t end = line.find('|', 1);
  return std::string(trimmed(std::string_view(line).substr(1, end == std::string::npos ? end : end - 1)));
}

bool is_row(const std::string& line) { return line.starts_with("|"); }
bool is_rule(const std::string& line) { return line.starts_with("|-") || line.starts_with("| -"); }

}  // namespace

PageSection::PageSection(const std::string& page, const std::string& heading) {
  for (const auto& line : split(page, '\n')) {
    if (line == heading) found_ = true;
    else if (found_ && line.starts_with("#")) return;
    else if (found_) lines_.push_back(line);
  }
}

Words PageSection::words(const std::string& first) const {
  Words out;
  bool taken = false;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (!is_row(lines_[i])) taken = false;
    if (is_row(lines_[i]) && i + 1 < lines_.size() && is_rule(lines_[i + 1]))
      taken = first.empty() || first_cell(lines_[i]) == first;
    else if (taken && is_row(lines_[i]) && !is_rule(lines_[i])) {
      const std::string cell = first_cell(lines_[i]);
      const Words quoted = matches(cell, "`([^`{]+)(?:\\{[^`]*)?`");
      if (quoted.empty()) out.insert(cell);
      out.insert(quoted.begin(), quoted.end());
    }
  }
  return out;
}

std::vector<std::string> headings(const std::string& page, int depth) {
  std::vector<std::string> out;
  const std::string signs = std::string(static_cast<size_t>(depth), '#') + " ";
  for (const auto& line : split(page, '\n'))
    if (line.starts_with(signs)) out.push_back(line.substr(signs.size()));
  return out;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  size_t begin = text.find(from);
  if (begin == std::string::npos) return "";
  begin += from.size();
  const size_t end = to.empty() ? text.size() : text.find(to, begin);
  return end == std::string::npos ? "" : text.substr(begin, end - begin);
}

Words matches(const std::string& text, const std::string& pattern) {
  Words out;
  const std::regex regex(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at)
    for (size_t group = 1; group < at->size(); ++group)
      if ((*at)[group].matched) out.insert((*at)[group]);
  return out;
}

}  // namespace gongshi::test
