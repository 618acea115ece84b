#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/detectors.h"

namespace gongshi {

/// Code points [from, to) of a text and what is shown in their place. Where two overlap, both passages
/// go and the words of the higher rank stand for them.
struct Replacement {
  size_t from = 0, to = 0;
  std::string shown;
  int rank = 0;
};
std::string with_replacements(std::string_view text, std::vector<Replacement> replacements);

/// Where `value` stands in `text`, also where it is written with blanks or invisible characters in
/// between, in full width or in another case, and for a name also with dots between its characters or
/// in traditional characters. A single character is no value that could be told from the words around
/// it. The replacements carry `shown` and `rank`.
std::vector<Replacement> places_of(std::string_view text, std::string_view value, const std::string& shown, int rank);
std::vector<Replacement> places_of_name(std::string_view text, std::string_view name, const std::string& shown, int rank);

/// True where places_of_name would find something.
bool mentions(std::string_view text, std::string_view value);

/// What detectors found, replaced; names by masks of this text alone.
std::string redacted_text(std::string_view text, const Examination& seen);

/// The masks of third persons of one record: the same person has the same mask in every field, and
/// persons of one surname are told apart (李某甲, 李某乙).
class PersonMasks {
 public:
  const std::string& mask_of(const std::string& name);
  const std::map<std::string, std::string>& all() const { return masks_; }

 private:
  std::map<std::string, std::string> masks_;  ///< name → mask
  std::map<std::string, int> seen_;           ///< surname → persons so far
};

/// A text as it may be kept of a held record: what identifies or reaches a person is overwritten
/// character by character, so that offsets stay (design, At rest). Names and illness stay.
std::string keepable_text(std::string_view text, const Examination& seen);
/// A kept text as the webmaster's terminal shows it.
std::string displayed_text(std::string_view kept);

}  // namespace gongshi
