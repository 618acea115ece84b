#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/fs.h"
#include "intake/record.h"
#include "site/site.h"

namespace gongshi {

/// The pictures that lie in `images/`, by which it is told what an agency names and nobody has put there.
class NamedPictures {
 public:
  NamedPictures(const Fs& fs, const Site& site);

  /// The warnings for a record whose `photo` (of window staff, whose photos alone are public) or `images` name a
  /// picture that is not there: its page shows none.
  std::vector<Record::Warning> missing(const Record& record) const;

 private:
  std::set<std::string> there_;  ///< names, and those that other sizes stand for
};

}  // namespace gongshi
