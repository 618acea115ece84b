#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

#include "proof/fiction.h"

namespace gongshi::proof {

using Json = nlohmann::json;

inline constexpr std::string_view kToday = "2026-11-21";
inline constexpr int kAgencies = 4;
/// The certificate number of an officer of every agency: public, though it could be a mobile number.
inline constexpr const char* kOfficer = "15090100123";

/// What an agency's feed states for rows that say nothing themselves.
enum class Statement { kNone, kOrganisations, kEverybody, kRunOut };

struct Agency {
  std::string code, name;
  Statement statement;
  bool city_rules;  ///< the site's own rule set applies
};
const std::vector<Agency>& agencies();

/// One row as an agency sends it, and what was put into it on purpose. What becomes of it is not said
/// here; the oracle reads that from the row.
struct Planted {
  std::string dataset, id;
  size_t agency = 0;
  Json row;
  std::set<std::string> doubts;        ///< held reasons that its words must raise
  bool secret = false;                 ///< carries a secrecy marking among its words
  std::string broken;                  ///< why the row can be no record; "" for nothing
  std::vector<std::string> personal;   ///< may be read nowhere, whatever becomes of the record
  std::vector<std::string> own;        ///< may be read nowhere unless the record is published
  std::vector<std::string> kept_back;  ///< of one it is published: not on its page
  std::vector<std::string> shown;      ///< of one it is published: on its page
};

/// Draws rows of every dataset that tells of somebody, with everything in them that may be wrong.
class Planter {
 public:
  explicit Planter(uint32_t seed) : fiction_(seed) {}
  Planted next();

 private:
  Planted begin(const char* dataset);
  void decision(Planted& planted);
  void inspection(Planted& planted);
  void notice(Planted& planted);
  void power(Planted& planted);

  void dates(Planted& planted);
  void kinds(Planted& planted);
  void party(Planted& planted, Day act);
  void person(Planted& planted, Day act);
  void flags(Planted& planted);
  void status(Planted& planted);
  void break_row(Planted& planted);
  void texts(Planted& planted, const std::vector<const char*>& fields);
  void title(Planted& planted);
  void never_public(Planted& planted, const std::vector<const char*>& fields);
  void redact(Planted& planted);

  std::string sentences(Planted& planted, bool markdown, bool persons);
  std::string personal_sentence(Planted& planted, bool markdown, bool persons);
  std::string number_sentence(Planted& planted, bool markdown);
  std::string doubtful_sentence(Planted& planted);
  std::string somebody(Planted& planted);
  Fiction::NameKind name_kind();
  Day day(int from, int to);  ///< days from today

  Fiction fiction_;
  int number_ = 0;
  std::string party_name_;  ///< of the record in hand, if it is somebody's
  bool person_ = false;
};

}  // namespace gongshi::proof
