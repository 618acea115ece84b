#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/addresses.h"
#include "audit/audit.h"

namespace gongshi {

/// Looks for the shapes of identity numbers, mobile numbers, bank cards, number plates and e-mail
/// addresses in what a reader sees, but for those that an allowed value holds.
class Shapes {
 public:
  Shapes(const AuditInput& input, const Addresses& addresses);

  /// True when one piece of text (a paragraph, a cell, an attribute, a JSON string) holds such a
  /// shape that no allowed value accounts for.
  bool suspicious(std::string_view text) const;

  /// False for a text without any such shape, whoever it belongs to.
  static bool may_hold(std::string_view text);

  /// The suspicious pieces of a file that is no markup: CSV cells, JSON strings, lines of text. The
  /// number is the byte where the piece begins.
  std::vector<std::pair<std::string, size_t>> in_data(const std::string& path,
                                                      std::string_view bytes) const;

 private:
  /// The text without the values that are allowed.
  std::string without_allowed(std::string text) const;

  const Addresses& addresses_;
  std::vector<std::string> allowed_;  ///< with a shape, longest first
};

}  // namespace gongshi
