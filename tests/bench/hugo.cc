#include "bench/hugo.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/json.h"

namespace gongshi::bench {
namespace {

namespace stdfs = std::filesystem;

/// The names by which the peer's templates know the fields.
Json front_matter(const Json& row) {
  const auto text = [&](const char* path) { return text_at(row, path); };
  return {{"title", text("title")}, {"rid", text("id")}, {"doc_no", text("document_number")}, {"agency", text("agency")},
          {"agency_code", text("agency")}, {"source", text("agency")}, {"party", text("party.name")},
          {"party_kind", text("party.kind")}, {"uscc", text("party.uscc")}, {"legal_rep", text("party.legal_representative")},
          {"violation", text("violation_type")}, {"facts", text("facts")}, {"basis", text("basis")},
          {"pkind", row.at("penalty_kinds").at(0)}, {"content", text("content")}, {"fine", row.at("fine")},
          {"decided", text("decision_date")}, {"year", text("decision_date").substr(0, 4)}, {"region", text("region")},
          {"category", text("category")}, {"steps", Json::array()}};
}

bool stands(const stdfs::path& file, const std::string& bytes) {
  std::ifstream in(file, std::ios::binary);
  return in && std::string(std::istreambuf_iterator<char>(in), {}) == bytes;
}

}  // namespace

void write_hugo(const std::string& feed, const std::string& content) {
  std::ifstream rows(feed);
  if (!rows) throw std::runtime_error("cannot read " + feed);
  long number = 0;
  for (std::string line; std::getline(rows, line); ++number) {
    const stdfs::path folder = stdfs::path(content) / "d" / fmt::format("{:04}", number / 1000);
    const stdfs::path file = folder / fmt::format("{:07}.md", number);
    const std::string bytes = front_matter(Json::parse(line)).dump() + "\n";
    if (stands(file, bytes)) continue;
    stdfs::create_directories(folder);
    std::ofstream(file, std::ios::binary) << bytes;
  }
}

}  // namespace gongshi::bench
