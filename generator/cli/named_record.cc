#include "cli/named_record.h"

#include "base/text.h"

namespace gongshi {

void NamedRecord::name_in(Json& line, const std::string& given) const {
  line["dataset"] = known->dataset;
  line["agency"] = known->agency;
  if (gongshi::address_key(known->dataset, known->agency, given) == address_key) line["id"] = normalized_id(given);
  else line["key"] = address_key;
}

Result<NamedRecord> find_record(Workspace& work, const Command& command) {
  const std::string dataset = command.option("DATASET"), agency = command.option("AGENCY"), id = command.option("ID");
  std::vector<std::string> keys = {address_key(dataset, agency, id), id};
  // An address, and nothing that only looks a little like one: 2026/12号 is not 12号.
  if (const size_t mark = id.find('#'); mark != id.npos || id.ends_with(".html")) {
    std::string stem = mark != id.npos ? id.substr(mark + 1) : stdfs::path(id).stem().string();
    if (stem.starts_with(agency + "-")) stem = stem.substr(agency.size() + 1);
    keys.insert(keys.end(), {stem, address_key(dataset, agency, stem)});
  }
  NamedRecord first;
  for (const std::string& address : keys) {
    NamedRecord found{{}, work.gate().lookup_key(dataset, agency, address), address};
    GONGSHI_ASSIGN(found.known, work.registry().find(found.key));
    if (found.known) return found;
    if (first.key.empty()) first = std::move(found);
  }
  return first;
}

}  // namespace gongshi
