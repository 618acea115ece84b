// Whole nights of random rows against an oracle that was written apart from the rules.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "proof/needles.h"
#include "proof/oracle.h"
#include "proof/proven_site.h"
#include "support/catch.h"

using namespace gongshi::proof;

namespace {

constexpr int kTries = 60;
constexpr double kLongNight = 60;  // seconds

/// `./tests/run.sh --long` asks for a hundred thousand.
long asked_for(const char* variable, long otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::atol(text) : otherwise;
}

std::vector<Planted> drawn(uint32_t seed, long count) {
  Planter planter(seed);
  std::vector<Planted> rows;
  for (long i = 0; i < count; ++i) rows.push_back(planter.next());
  return rows;
}

std::string told(const Planted& row, const std::string& what) {
  return what + "\n  the oracle says " + ruling_of(row).text() + "\n  " + row.dataset + " " + row.row.dump() + "\n";
}

/// A short list that shows what is wrong, as rows that can be put into a feed.
std::string shrunk(const std::vector<Planted>& rows, const Proof& proof) {
  std::string out = fmt::format("{} faults\n", proof.total_faults);
  std::vector<Planted> suspects;
  for (const auto& fault : proof.faults) {
    if (suspects.size() < 5) out += fault.what + "\n";
    if (fault.record != kNobody && suspects.size() < 5) suspects.push_back(rows[fault.record]);
  }
  const auto fails = [](const std::vector<Planted>& list) { return prove(list).total_faults > 0; };
  if (suspects.empty() || !fails(suspects)) {
    if (proof.night_seconds > kLongNight) return out + "too many rows to shrink; another seed or fewer rows may show it\n";
    suspects = rows;
  }
  suspects = smallest_failing(std::move(suspects), fails, kTries);
  const Proof small = prove(suspects);
  out += fmt::format("shrunk to {} rows:\n", suspects.size());
  for (size_t i = 0; i < suspects.size() && i < 10; ++i) out += told(suspects[i], "");
  for (const auto& fault : small.faults) out += "  " + fault.what + "\n";
  return out;
}

}  // namespace

TEST_CASE("of a night of random rows every state and reason is the oracle's and nothing leaks and nothing is lost") {
  const auto seed = static_cast<uint32_t>(asked_for("GONGSHI_PROOF_SEED", 20261121));
  const long count = asked_for("GONGSHI_PROOF_RECORDS", 4000);
  std::cout << "seed " << seed << ", " << count << " rows (GONGSHI_PROOF_SEED, GONGSHI_PROOF_RECORDS)" << std::endl;
  const auto rows = drawn(seed, count);
  const Proof proof = prove(rows);
  for (const auto& [state, n] : proof.states) std::cout << state << " " << n << "  ";
  std::cout << fmt::format("\nnight {:.1f} s; {} files, {:.1f} MB looked through in {:.1f} s\n", proof.night_seconds, proof.files,
                           static_cast<double>(proof.bytes) / 1e6, proof.search_seconds);
  if (proof.total_faults > 0) std::cout << shrunk(rows, proof) << std::flush;
  CHECK(proof.total_faults == 0);
  // Enough of everything was tried to mean something.
  for (const char* state : {"published", "withheld", "expired", "withdrawn", "held", "rejected"}) {
    INFO(state);
    CHECK(proof.states.at(state) >= count / 200);
  }
}

TEST_CASE("the proof finds a value that leaks and a value that is lost and a wrong state") {
  auto rows = drawn(3, 60);
  const auto published = std::find_if(rows.begin(), rows.end(), [](const Planted& row) {
    return row.dataset == "decisions" && ruling_of(row) == Ruling{"published", {}};
  });
  REQUIRE(published != rows.end());
  REQUIRE(prove(rows).total_faults == 0);
  SECTION("leaked") { published->personal.push_back(published->id); }
  SECTION("lost") { published->shown.push_back("这句话哪里也没有"); }
  SECTION("wrong") { published->doubts.insert("minor_suspected"); }
  const Proof proof = prove(rows);
  REQUIRE(proof.total_faults > 0);
  CHECK(rows[proof.faults[0].record].id == published->id);
}

TEST_CASE("a failing list is shrunk to the rows that make it fail") {
  const auto rows = drawn(4, 100);
  int asked = 0;
  const auto small = smallest_failing(rows, [&](const std::vector<Planted>& list) {
    ++asked;
    const auto holds = [&](size_t at) {
      return std::any_of(list.begin(), list.end(), [&](const Planted& row) { return row.id == rows[at].id; });
    };
    return holds(17) && holds(80);
  }, 200);
  CHECK(asked <= 200);
  REQUIRE(small.size() == 2);
  CHECK(small[0].id == rows[17].id);
  CHECK(small[1].id == rows[80].id);
}

TEST_CASE("a needle is found however it is written and not in a digest or another number") {
  Needles needles;
  needles.add("13900005678", 1);
  needles.add("赵懿澍", 2);
  for (const char* text : {"电话13900005678。", "139 0000 5678", "１３９－０００－０５６７８", "1390\u200B000\u200B5678",
                           "139<strong>0000</strong>5678", "139**0000**5678"}) {
    INFO(text);
    REQUIRE(needles.in(text).size() == 1);
    CHECK(needles.in(text)[0].owner == 1);
  }
  REQUIRE(needles.in("证人赵懿澍在场").size() == 1);
  for (const char* text : {"", "1390000567", "赵懿", "1ab13900005678ab13900005678ab13900005678ab13900005678ab13900005678ab1"}) {
    INFO(text);
    CHECK(needles.in(text).empty());
  }
  CHECK(page_text("<p class=\"a\">甲&amp;乙</p>") == "甲&乙");
}
