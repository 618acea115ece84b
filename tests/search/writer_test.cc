#include "search/writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "index_content.h"
#include "records.h"
#include "search/query.h"
#include "search/schema.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Kind = IndexPiece::Kind;

/// Everything in an index as lines.
std::vector<std::string> content(const stdfs::path& dir) {
  std::vector<std::string> lines;
  const auto read = read_index(dir, [&](const IndexPiece& piece) {
    lines.push_back(std::to_string(static_cast<int>(piece.kind)) + " " + piece.address + " " +
                    piece.bytes);
  });
  REQUIRE(read.ok());
  return lines;
}

std::string metadata(const stdfs::path& dir) {
  std::string out;
  REQUIRE(read_index(dir, [&](const IndexPiece& piece) {
            if (piece.kind == Kind::kMetadata) out += piece.bytes + "\n";
          }).ok());
  return out;
}

/// The role's word in the schema's JSON.
bool read_role(const SchemaRow& wanted, std::string& word) {
  const Json schema = Schema::of(site()).json();
  for (const auto& row : schema.at("common"))
    if (text_at(row, "field") == wanted.field) word = text_at(row, "role");
  return !word.empty();
}

}  // namespace

TEST_CASE("the same edition gives the same content, whatever order its records came in") {
  const Scratch scratch;
  auto records = many_records(80);
  REQUIRE(IndexWriter::write_index(site(), edition_of(records), scratch / "a").ok());
  std::reverse(records.begin(), records.end());
  REQUIRE(IndexWriter::write_index(site(), edition_of(records), scratch / "b").ok());
  CHECK(content(scratch / "a") == content(scratch / "b"));
}

TEST_CASE("nothing but the index is left behind, and a directory in use is not touched") {
  const Scratch scratch;
  const auto edition = edition_of(many_records(5));
  REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index").ok());
  std::set<std::string> names;
  for (const auto& entry : stdfs::directory_iterator(scratch.path()))
    names.insert(entry.path().filename().string());
  CHECK(names == std::set<std::string>{"index"});
  const auto before = content(scratch / "index");
  CHECK(IndexWriter::write_index(site(), edition, scratch / "index").error().code == "index");
  CHECK(content(scratch / "index") == before);
  CHECK(IndexWriter::write_index(site(), edition, scratch / "no/such/parent").error().code ==
        "index");
  CHECK_FALSE(stdfs::exists(scratch / "no"));
}

TEST_CASE("an edition without records makes an index that answers") {
  const Scratch scratch;
  REQUIRE(IndexWriter::write_index(site(), Edition{}, scratch / "index").ok());
  for (const char* q : {"", "食品", "\"食品\"", "-食品"}) {
    const auto result = search(scratch / "index", SearchRequest::read({{"q", q}}).value(), true);
    REQUIRE(result.ok());
    CHECK(result->total == 0);
  }
}

TEST_CASE("the schema stands in the index's metadata with its versions and every searched field") {
  const Scratch scratch;
  REQUIRE(IndexWriter::write_index(site(), edition_of(many_records(3)), scratch / "index").ok());
  const std::string bytes = metadata(scratch / "index");
  CHECK(contains(bytes, canonical(Schema::of(site()).json())));
  const Json schema = Schema::of(site()).json();
  CHECK(schema.at("version") == Schema::kVersion);
  CHECK(schema.at("normaliser") == Schema::kNormaliserVersion);
  std::set<std::string> fields;
  for (const auto& row : schema.at("datasets").at("decisions"))
    fields.insert(text_at(row, "field"));
  for (const char* field :
       {"document_number", "party.name", "violation_type", "facts", "basis", "penalty_kinds"})
    CHECK(fields.contains(field));
  for (const char* field : {"party.id_number", "content", "document", "place", "party.phone"})
    CHECK_FALSE(fields.contains(field));
}

TEST_CASE("every slot and prefix of the schema is used for one thing only") {
  std::set<int> slots;
  std::set<std::string> filter_prefixes;
  for (const auto& row : Schema::common()) {
    if (row.slot >= 0) CHECK(slots.insert(row.slot).second);
    if (!row.prefix.empty()) {
      CHECK(filter_prefixes.insert(row.prefix).second);
      CHECK(row.prefix.back() == ':');
    }
  }
  for (const auto& field : facet_fields())
    CHECK((field == "amount" || Schema::row(field).role == SchemaRole::kFilter));
}

TEST_CASE("fields that are not marked for search are neither found nor shown") {
  const Scratch scratch;
  const auto edition =
      edition_of({decision_json(kMarket, "示市监罚〔2026〕1号", "云溪餐饮有限公司", "2026-11-02",
                                {{"officers", {"99010100001"}},
                                 {"replaces", "示市监罚〔2025〕77号"},
                                 {"violation_type", "未亮照"}})});
  REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index").ok());
  for (const auto& line : content(scratch / "index")) {
    CHECK_FALSE(contains(line, "99010100001"));
    CHECK_FALSE(contains(line, "〔2025〕77"));
  }
}

TEST_CASE("a record whose dataset marks nothing for search is found by its title") {
  const Scratch scratch;
  Site plain = site();
  for (auto& field : plain.datasets.at("powers").fields) field.search = false;
  const auto edition = edition_of({{{"dataset", "powers"},
                                    {"agency", kMarket},
                                    {"id", "CF0041"},
                                    {"address", "powers/x.html"},
                                    {"fields", {{"name", "对未亮照经营的处罚"}}},
                                    {"published_on", "2026-01-05"}}});
  REQUIRE(IndexWriter::write_index(plain, edition, scratch / "index").ok());
  for (const char* q : {"未亮照", "\"未亮照经营\"", "CF0041"})
    CHECK(search(scratch / "index", SearchRequest::read({{"q", q}}).value())->total == 1);
}

TEST_CASE("every public record has one document, found by its address") {
  const Scratch scratch;
  const auto edition = edition_of(many_records(4));
  REQUIRE(IndexWriter::write_index(site(), edition, scratch / "index").ok());
  std::set<std::string> addresses;
  std::vector<std::string> terms;
  REQUIRE(read_index(scratch / "index", [&](const IndexPiece& piece) {
            if (piece.kind == Kind::kData) CHECK(addresses.insert(piece.address).second);
            if (piece.kind == Kind::kTerm) terms.push_back(piece.bytes);
          }).ok());
  CHECK(addresses.size() == edition.records.size());
  for (const auto& record : edition.records) {
    CHECK(addresses.contains(record.address()));
    const std::string key = Schema::row("address").prefix + record.address() + " ";
    CHECK(std::count_if(terms.begin(), terms.end(),
                        [&](const auto& term) { return term.starts_with(key); }) == 1);
  }
}

TEST_CASE("docs search.md has a row for every row of the schema") {
  const std::string page = slurp(std::string(GONGSHI_SOURCE_DIR) + "/docs/search.md");
  for (const auto& row : Schema::common()) {
    std::string words;
    REQUIRE(read_role(row, words));
    const std::string prefix = row.prefix.empty() ? "" : "`" + row.prefix + "` ";
    const std::string slot = row.slot < 0 ? "" : std::to_string(row.slot) + " ";
    INFO(row.field);
    CHECK(contains(page, "| `" + row.field + "` | " + prefix + "| " + slot + "| " + words + " |"));
  }
  const auto rows = std::count(page.begin(), page.end(), '\n');
  CHECK(rows > 50);
}

TEST_CASE("parts of partitions join to the index that is written whole") {
  const Scratch scratch;
  const auto edition = edition_of(many_records(120));
  REQUIRE(IndexWriter::write_index(site(), edition, scratch / "whole", 3).ok());
  std::map<std::string, std::vector<const PublicRecord*>> partitions;
  for (const auto& record : edition.records) partitions[IndexWriter::partition(record)].push_back(&record);
  CHECK(partitions.size() > 5);
  const AgencyNames agencies = agency_names(edition);
  std::vector<stdfs::path> parts;
  for (auto& [name, records] : partitions) {
    const std::string file = replaced(name, "/", "-");
    REQUIRE(IndexWriter::write_part(site(), records, agencies, scratch / file).ok());
    std::reverse(records.begin(), records.end());
    REQUIRE(IndexWriter::write_part(site(), records, agencies, scratch / (file + "-again")).ok());
    CHECK(slurp(scratch / file) == slurp(scratch / (file + "-again")));
    parts.push_back(scratch / file);
  }
  CHECK(IndexWriter::write_part(site(), {}, agencies, parts.front()).error().code == "index");
  REQUIRE(IndexWriter::join_parts(site(), agencies, parts, scratch / "joined").ok());
  CHECK(content(scratch / "joined") == content(scratch / "whole"));
  CHECK(IndexWriter::join_parts(site(), agencies, {scratch / "nowhere"}, scratch / "other").error().code == "index");
}
