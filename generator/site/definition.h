#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace gongshi {

/// True for the first part of an address that the site uses itself: no dataset and no page can be there.
bool is_own_address(std::string_view name);

/// What a field holds; decides how intake reads it, how rules guard it and how pages show it.
enum class FieldType {
  kString,   ///< one line; guarded against personal shapes before it goes out
  kText,     ///< free text; goes out as the detectors leave it
  kMarkdown, ///< free text in Markdown; the same
  kDate,
  kMoney,    ///< 元 in feeds, whole 分 inside
  kInteger,
  kNumber,   ///< kept as the string it was written
  kBoolean,
  kCode,     ///< 统一社会信用代码, identity or certificate number: upper case, no blanks
  kId,       ///< document number, certificate number or item code: compared by normalized_id
  kEnum,     ///< one of `values`
  kStrings,  ///< list of one-line strings
  kPhone,    ///< public phone of an agency or service: shown as it is but for numbers of a person
  kPlain,    ///< public address, hours, website of an agency; the same
  kObject,   ///< declared only so that its dotted members may be
  kObjects,  ///< list of objects
};

/// Why a field needs care. Public may never be turned on for identity, contact, health or finance.
enum class Sensitivity { kNone, kName, kIdentity, kContact, kHealth, kFinance, kText };

struct FieldDefinition {
  std::string name;   ///< dotted: `party.name`
  std::string label;  ///< Chinese, as pages and spreadsheets show it
  std::vector<std::string> aliases;
  FieldType type = FieldType::kString;
  std::vector<std::string> values;                   ///< kEnum: allowed values
  std::map<std::string, std::string> value_aliases;  ///< other spellings → value
  /// kObjects: all its objects may hold, in the order tables show it, with Chinese labels; one without a label
  /// stands in no table.
  std::vector<std::pair<std::string, std::string>> members;
  bool required = false;
  bool is_public = false;
  Sensitivity sensitivity = Sensitivity::kNone;
  bool search = false;
  bool list = false;
  bool detail = false;
  std::string demanded;  ///< where a plan demands that it be filled in and shown; empty for nowhere

  /// Of a list of objects only the members named here; every other value as it is.
  Json listed_part(const Json& value) const;
};

/// One dataset: `datasets/<dataset>.json`.
struct DatasetDefinition {
  std::string dataset;
  std::string label;
  std::string date;  ///< name of the main date's field, or empty
  bool page = false; ///< has detail pages
  bool by_agency = false;  ///< of a dataset without a date: each agency's records can be downloaded apart
  bool own = false;  ///< the site's, none of those built in
  /// False: its rows are figures for the annual report, no records; they are never shown or published.
  bool records = true;
  /// Fields that together name a row which has no id of its own; those left empty count as "".
  std::vector<std::string> key;
  std::string filter;  ///< the enumerated field by whose values lists are cut, or empty
  std::vector<FieldDefinition> fields;
  std::vector<std::string> order;  ///< as written: these fields come first, in lists and on pages

  const FieldDefinition* field(std::string_view name) const;
  /// The field with this name, label or alias (headers compared by header_form), or nullptr.
  const FieldDefinition* field_by_header(std::string_view header) const;
};

/// A header as headers are compared: NFKC, no blanks, line breaks, dashes, underscores, `*` or trailing
/// colon, every kind of bracket as (), Latin letters in lower case: `CF_XDR_MC`, `cf_xdr_mc` and
/// `cfXdrMc` are one.
std::string header_form(std::string_view header);

/// Reads one definition; `where` names the file in errors (`bad_config`). One that changes a built-in
/// dataset may leave out the fields it does not change, the date among them.
Result<DatasetDefinition> read_definition(const Json& json, const std::string& where,
                                          const DatasetDefinition* built_in = nullptr);
/// Lays a site's definition over the built-in one: it may add datasets and fields, change labels and the
/// order of fields, add aliases and turn `public` off; types, words and the date of a built-in dataset
/// stay. Turning `public` on for a guarded or never-public field is an error.
Status overlay(DatasetDefinition& built_in, const DatasetDefinition& site, const std::string& where);

/// Never public, whatever a definition says (design promise P3).
bool never_public(Sensitivity sensitivity);
/// The same of a field by its name; `party_kind` as in the record.
bool never_public(std::string_view field, std::string_view party_kind);

}  // namespace gongshi
