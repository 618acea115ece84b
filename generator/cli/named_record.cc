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
  std::string stem = stdfs::path(id.substr(0, id.find('#'))).stem().string();
  if (id.find('#') != std::string::npos) stem = id.substr(id.find('#') + 1);
  if (stem.starts_with(agency + "-")) stem = stem.substr(agency.size() + 1);
  NamedRecord first;
  for (const std::string& address : {address_key(dataset, agency, id), id, stem, address_key(dataset, agency, stem)}) {
    NamedRecord found{{}, work.gate().lookup_key(dataset, agency, address), address};
    GONGSHI_ASSIGN(found.known, work.registry().find(found.key));
    if (found.known) return found;
    if (first.key.empty()) first = std::move(found);
  }
  return first;
}

}  // namespace gongshi
