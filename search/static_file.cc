#include "search/static_file.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {

void add_number(std::string& out, uint64_t number) {
  constexpr uint64_t kBase = 13;
  char digits[20];
  size_t count = 0;
  digits[count++] = kSigns[number % kBase];
  while (number /= kBase) digits[count++] = kSigns[kBase + number % kBase];
  while (count > 0) out += digits[--count];
}

uint32_t term_hash(std::string_view term) {
  uint32_t hash = 2166136261U;
  for (const char c : term) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

Status StaticFiles::put(const std::string& name, const std::string& stamp, const std::string& value) {
  const std::string path = "search/" + name + ".js";
  paths_.push_back(path);
  if (!sink_.wants(path)) return {};
  return sink_.add(path, "gongshiSearch(\"" + name + "\",\"" + stamp + "\"," + value + ");\n");
}

std::string json_lines(char open, const std::vector<std::string>& lines, char close) {
  return open + std::string("\n") + joined(lines, ",\n") + "\n" + close;
}

std::string script_string(std::string_view text) {
  std::string out = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  out = replaced(std::move(out), "<", "\\u003c");
  // Line ends to old readers of scripts.
  out = replaced(std::move(out), "\xE2\x80\xA8", "\\u2028");
  return replaced(std::move(out), "\xE2\x80\xA9", "\\u2029");
}

}  // namespace gongshi
