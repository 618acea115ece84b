#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// Records in the order lists count them: oldest publication first, then by address.
using Rows = std::vector<const PublicRecord*>;
using RowGroups = std::map<std::string, Rows>;

/// Rows by a key; the order within each group stays.
RowGroups grouped(const Rows& rows, const std::function<std::string(const PublicRecord&)>& key);
std::string month_of(const PublicRecord& record);     ///< "2026-11", or "undated"
std::string category_of(const PublicRecord& record);  ///< "penalty"

/// What a page looked up beside its own records: a record by its id, the records that name it (`back`), or
/// (without agency and id) all of a dataset.
struct Lookup {
  std::string dataset, agency, id;
  bool back = false;
  auto operator<=>(const Lookup&) const = default;
};

/// What pages look up in an edition: agencies by code, records by dataset, decisions by party.
class Catalogue {
 public:
  /// `noted` is told of every look-up that the result of which may show on a page.
  Catalogue(const Site& site, const Edition& edition, std::function<void(const Lookup&)> noted = {});

  /// Records of a dataset in list order.
  const Rows& rows(const std::string& dataset) const;
  /// The same for pages of another dataset: the look-up is noted.
  const Rows& rows_beside(const std::string& dataset) const;
  /// The records a noted look-up finds.
  Rows found(const Lookup& lookup) const;
  /// The agency's own record, or nullptr when it is not published.
  const PublicRecord* agency(const std::string& code) const;
  /// Its name, or the code. Names of agencies stand on so many pages that they are noted of none: whoever
  /// keeps what was noted has to take them for inputs of every page.
  std::string agency_name(const std::string& code) const;
  std::string agency_short(const std::string& code) const;  ///< short name, name or code; likewise
  /// The published record of a dataset with this id at this agency, or nullptr.
  const PublicRecord* find(const std::string& dataset, const std::string& agency,
                           const std::string& id) const;
  /// Records of the same agency that the record names by code, or that name it so: by label.
  std::vector<std::pair<std::string, Rows>> linked(const PublicRecord& record) const;
  /// The published decision that took the place of one that was amended or remade, or nullptr. Either may name the other.
  const PublicRecord* successor(const Tombstone& stone) const;
  /// The published officer of this agency with this certificate number, or nullptr.
  const PublicRecord* officer(const std::string& agency, const std::string& number) const;
  /// Codes of the published agencies in the order of their addresses.
  const std::vector<std::string>& agencies() const { return codes_; }
  /// Decisions by the valid credit code of the organisation they concern.
  const RowGroups& parties() const { return parties_; }
  /// The credit code under which the record's party has a page, or "".
  static std::string party_code(const PublicRecord& record);

 private:
  std::string named(const std::string& code, std::string_view field) const;

  std::map<std::string, Rows> datasets_;
  std::map<std::string, const PublicRecord*> agencies_;
  using Key = std::tuple<std::string, std::string, std::string>;  ///< dataset, agency, normalised id
  std::map<Key, const PublicRecord*> by_id_;
  std::map<Key, std::map<size_t, Rows>> named_by_;  ///< record → link (by its place in the table) → who
  std::vector<std::string> codes_;
  RowGroups parties_;
  std::function<void(const Lookup&)> noted_;
};

std::string party_path(const std::string& uscc);       ///< parties/5T/91….html
std::string agency_folder(const std::string& agency);  ///< by-<code>
std::string window_path(const std::string& agency);    ///< officers/by-<code>/window.html
bool has_feed(const Rows& decisions_of_agency);        ///< an Atom feed has something to say
std::string feed_path(const std::string& agency);      ///< decisions/by-<code>/feed.atom
std::string dataset_feed_path(const std::string& dataset);  ///< powers/feed.atom

}  // namespace gongshi
