#pragma once

#include <set>
#include <string>
#include <vector>

namespace gongshi::test {

using Words = std::set<std::string>;

/// The tables of a Markdown page below one heading, as far as the next heading.
class PageSection {
 public:
  /// `heading` with its signs: "## site.json". Empty when the page has no such heading.
  PageSection(const std::string& page, const std::string& heading);

  bool found() const { return found_; }
  /// What stands in the first cells of all tables, or of the one whose head begins with `first`: the words in
  /// `code`, without {labels}; where a cell has none, the cell itself.
  Words words(const std::string& first = "") const;

 private:
  bool found_ = false;
  std::vector<std::string> lines_;
};

/// All headings of that many signs on a page: the words after them.
std::vector<std::string> headings(const std::string& page, int depth);

/// The part of a text from after the first `from` to before the next `to`; "" when one is not there. An
/// empty `from` is the beginning, an empty `to` the end.
std::string between(const std::string& text, const std::string& from, const std::string& to);
/// What a pattern's groups match in a text.
Words matches(const std::string& text, const std::string& pattern);

}  // namespace gongshi::test
