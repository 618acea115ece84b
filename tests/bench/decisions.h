#pragma once

#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace gongshi::bench {

/// Decisions of fictional agencies in the shape of real ones, about 900 bytes of JSON each, the same
/// for the same seed on every machine (no library's distributions are used). One in ten is against a
/// person, one in a hundred says something that keeps it from the public.
class Decisions {
 public:
  /// `words` are Chinese words, the frequent ones first; a file with one word a line.
  Decisions(uint64_t seed, const std::string& words_file);

  /// The agencies that the decisions name, as rows of the dataset `agencies`.
  std::string agencies() const;
  /// Rows of the datasets `officers` and `powers`, the agencies' in turn.
  std::string officers(long count);
  std::string powers(long count);
  /// The row of one decision as a line of JSON, without line end. Rows must be asked for in order.
  std::string row(long number);

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }
  std::string words(size_t bytes);
  std::string day(int first_year, int last_year);
  std::string party(long number, const std::string& decided, bool& minor);

  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::vector<std::string> agencies_;
};

/// Which rows say something else than at first: one of so many (0: none).
struct Changed {
  long of_all = 0;
  long of_last_month = 0;  ///< of those decided in the last month there is, a twenty-fourth of all
};

/// Writes `count` decisions as JSON Lines; gives the bytes written.
uint64_t write_decisions(const std::string& file, long count, uint64_t seed, const std::string& words_file, const Changed& changed = {});

/// Writes a rehearsal site whose feeds are these decisions and their agencies, and an officer and a power for
/// every fifty decisions.
void write_site(const std::string& folder, long count, uint64_t seed, const std::string& words_file);

}  // namespace gongshi::bench
