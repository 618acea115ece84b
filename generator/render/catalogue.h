#pragma once

#include <functional>
#include <map>
#include <string>
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

/// What pages look up in an edition: agencies by code, records by dataset, decisions by party.
class Catalogue {
 public:
  Catalogue(const Site& site, const Edition& edition);

  /// Records of a dataset in list order.
  const Rows& rows(const std::string& dataset) const;
  /// The agency's own record, or nullptr when it is not published.
  const PublicRecord* agency(const std::string& code) const;
  std::string agency_name(const std::string& code) const;   ///< or the code
  std::string agency_short(const std::string& code) const;  ///< short name, name or code
  /// The published officer of this agency with this certificate number, or nullptr.
  const PublicRecord* officer(const std::string& agency, const std::string& number) const;
  /// Codes of the published agencies in the order of their addresses.
  const std::vector<std::string>& agencies() const { return codes_; }
  /// Decisions by the valid credit code of the organisation they concern.
  const RowGroups& parties() const { return parties_; }
  /// The credit code under which the record's party has a page, or "".
  static std::string party_code(const PublicRecord& record);

 private:
  std::map<std::string, Rows> datasets_;
  std::map<std::string, const PublicRecord*> agencies_;
  std::map<std::pair<std::string, std::string>, const PublicRecord*> officers_;
  std::vector<std::string> codes_;
  RowGroups parties_;
};

std::string party_path(const std::string& uscc);       ///< parties/5T/91….html
std::string agency_folder(const std::string& agency);  ///< by-<code>
bool has_feed(const Rows& decisions_of_agency);        ///< an Atom feed has something to say
std::string feed_path(const std::string& agency);      ///< decisions/by-<code>/feed.atom
std::string dataset_feed_path(const std::string& dataset);  ///< powers/feed.atom

}  // namespace gongshi
