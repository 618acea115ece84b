// The parsers of single values.
#include "base/identifiers.h"
#include "base/text.h"
#include "input.h"
#include "intake/cell_format.h"
#include "intake/values.h"

using namespace gongshi;
using namespace gongshi::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto day = read_date(text)) must(Date::parse(day->iso()) == day, "a date that is read is a date");
  if (const auto moment = read_moment(text))
    must(Date::parse(moment->substr(0, 10)).has_value(), "a moment begins with a date");
  for (const int64_t unit : {1, 10000})
    if (const auto amount = read_money(text, unit)) must(*amount >= 0, "money is not negative");
  (void)read_integer(text);
  (void)is_number(text);
  (void)read_boolean(text);
  for (const auto& item : read_list(text)) must(!item.empty(), "a list has no empty values");
  (void)uscc_valid(text);
  must(normalized_id(normalized_id(text)) == normalized_id(text), "a normalised id stays as it is");
  const std::string_view code = text.substr(0, text.find('|'));
  const CellNumber cell = cell_number(text.substr(std::min(code.size() + 1, text.size())), custom_format(code), false);
  must(valid_utf8(cell.text) || !cell.readable, "a number that is read is text");
  return 0;
}
