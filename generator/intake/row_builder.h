#pragma once

#include <map>
#include <optional>
#include <string>

#include "intake/agency_value.h"
#include "intake/disclosure_flags.h"
#include "intake/intake.h"
#include "intake/mapping.h"
#include "intake/raw_row.h"
#include "intake/typed_value.h"

namespace gongshi {

/// Makes a Record, a Removal or a RejectedRow of each row of one feed.
class RowBuilder {
 public:
  /// `mapping` may be null. `native_json` tells that rows come as native JSON, whose words are taken
  /// as the contract writes them. All references must outlive the builder.
  RowBuilder(const FeedConfig& feed, const DatasetDefinition& definition, const FieldIndex& index,
             const Mapping* mapping, const AgencyDirectory& agencies, Date pulled_on, bool native_json);

  /// The headers of the table the rows come from, for messages about fields that are missing.
  void name_columns(const std::map<std::string, std::string>& headers) { headers_ = headers; }

  /// The secret that ids naming a person without a credit code are marked with.
  void mark_parties_with(const std::string& key) { key_ = key; }

  IntakeRow build(RawRow&& row) const;

 private:
  struct Work;

  std::optional<Fault> read_key(Work& work) const;
  std::optional<Fault> read_id(Work& work) const;
  std::optional<Fault> write_id(Work& work, std::string id, const std::string& source) const;
  bool is_read(const FieldDefinition& field) const;
  std::optional<Fault> read_fields(Work& work, bool count_only) const;
  std::optional<Fault> read_field(Work& work, const FieldDefinition& field) const;
  void cannot_read(Work& work, const FieldDefinition& field, const std::string& birth) const;
  std::optional<Fault> read_removal(Work& work) const;
  std::optional<Fault> read_count_only(Work& work) const;
  std::optional<Fault> read_whole(Work& work) const;
  RejectedRow reject(Work& work, Fault fault) const;
  std::string column(const RawRow& row, const std::string& field) const;
  /// The only agency the feed speaks for, or "".
  std::string sole_agency() const;

  const FeedConfig& feed_;
  const DatasetDefinition& definition_;
  const FieldIndex& index_;
  const Mapping* mapping_;
  const AgencyDirectory& agencies_;
  Date pulled_on_;
  bool native_json_;
  std::map<std::string, std::string> headers_;
  std::string key_;
};

}  // namespace gongshi
