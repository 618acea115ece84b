#include "intake/row_builder.h"

#include <algorithm>
#include <functional>

#include "base/identifiers.h"
#include "base/text.h"
#include "intake/record_checks.h"
#include "intake/record_warnings.h"
#include "intake/row_id.h"
#include "intake/row_mapping.h"
#include "intake/values.h"
#include "intake/young_birth.h"

namespace gongshi {
namespace {

constexpr int kEarliestBirthYear = 1900;

// All that may be kept of a row that is only counted: what decides the column it counts in, no text among it.
constexpr std::string_view kCounted[] = {"category",    "decision_date", "completed_on", "penalty_kinds",
                                         "measures",    "fine",          "confiscated",  "amount",
                                         "outcome",     "procedure",     "circumstance", "updated_at",
                                         "reason"};
constexpr std::string_view kCommonFields[] = {"updated_at", "changed_on", "first_published_on", "source"};

bool counted(std::string_view field) {
  return std::find(std::begin(kCounted), std::end(kCounted), field) != std::end(kCounted);
}

/// Values that may be wrong without the row being sent back: they hold the record, or count as unsaid.
bool may_be_unreadable(const FieldDefinition& field) {
  return field.name == "status" || field.name.ends_with("birth_date") ||
         field.name.ends_with("id_number") || field.name.ends_with("representative_id");
}

bool is_reason_word(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  });
}

}  // namespace

/// One row on its way.
struct RowBuilder::Work {
  RawRow row;
  Record record;
  DisclosureFlags flags;
  Removal removal;
  bool removed = false;
  bool count_only = false;
};

RowBuilder::RowBuilder(const FeedConfig& feed, const DatasetDefinition& definition,
                       const FieldIndex& index, const Mapping* mapping,
                       const AgencyDirectory& agencies, Date pulled_on, bool native_json)
    : feed_(feed),
      definition_(definition),
      index_(index),
      mapping_(mapping),
      agencies_(agencies),
      pulled_on_(pulled_on),
      native_json_(native_json) {}

std::string RowBuilder::sole_agency() const {
  return feed_.agencies.size() == 1 && feed_.agencies[0] != "*" ? feed_.agencies[0] : "";
}

IntakeRow RowBuilder::build(RawRow&& row) const {
  Work work;
  work.row = std::move(row);
  // Before values are read: what is cleaned, unreadable or not wanted may be a marking too.
  work.record.suspects = std::move(work.row.suspects);
  for (const auto& cell : work.row.cells) add_suspects(cell.value, work.record.suspects);
  if (work.row.problem.empty() && mapping_)
    apply_mapping(work.row, *mapping_, index_, work.record.warnings);
  work.flags = read_disclosure(work.row, native_json_);
  work.record.dataset = definition_.dataset;
  work.record.feed = feed_.id;
  work.record.row = work.row.number;
  work.record.digest = work.row.digest;
  if (auto fault = read_whole(work)) return reject(work, std::move(*fault));
  if (work.removed) {
    work.removal.suspects = std::move(work.record.suspects);
    return std::move(work.removal);
  }
  // Of a row that is only counted no flag matters but that it should not be here at all.
  const bool state = work.flags.values.value("secrecy", "") == "state";
  if (work.count_only ? state : !work.flags.values.empty())
    work.record.fields["disclosure"] = work.count_only ? Json{{"secrecy", "state"}} : std::move(work.flags.values);
  return std::move(work.record);
}

std::optional<Fault> RowBuilder::read_whole(Work& work) const {
  if (!work.row.problem.empty())
    return Fault{"unreadable", "", work.row.problem, "", "请检查这一行后重新导出报送。"};
  if (auto fault = read_key(work)) return fault;
  if (auto fault = read_removal(work)) return fault;
  if (work.removed) return std::nullopt;
  for (const auto& path : work.row.misplaced)
    if (path != "disclosure")
      return Fault{"bad_value", path, "的类型不对，应当写成 { … }", "", "请按字段说明改正后重新报送。"};
  if (auto fault = read_count_only(work)) return fault;
  if (auto fault = read_fields(work, work.count_only)) return fault;
  if (work.count_only) return count_only_fault(work.record);
  add_warnings(work.record, definition_, pulled_on_);
  return record_fault(work.record, definition_);
}

std::optional<Fault> RowBuilder::read_key(Work& work) const {
  Record& record = work.record;
  auto id_fault = read_id(work);
  auto agency = agency_of(work.row, feed_, mapping_, agencies_);
  if (auto* fault = std::get_if<Fault>(&agency)) return std::move(*fault);
  record.agency = std::get<std::string>(std::move(agency));
  if (id_fault) return id_fault;
  if (record.agency.empty() && definition_.dataset == "agencies") {
    // An agency speaks for itself. Of one the feed may not speak for, a row leaves no trace: it must
    // not touch the record that another feed has given.
    if (!feed_.speaks_for(record.id))
      return Fault{"bad_code", "id", "不是这个数据来源可以报送的执法主体", record.id,
                   "请只报送本机关的数据。"};
    record.agency = record.id;
  }
  if (definition_.dataset == "agencies" && record.agency != record.id) {
    record.agency.clear();
    return Fault{"bad_code", "agency", "与这个执法主体自己的代码（id）不一致", "",
                 "请去掉这一项，或者填写与 id 相同的代码。"};
  }
  // A record names its agency itself; a table of figures is often an agency's own.
  if (record.agency.empty() && !definition_.records) record.agency = sole_agency();
  if (record.agency.empty())
    return Fault{"missing_field", "agency", "没有填写", "", "请补上执法主体的统一社会信用代码。"};
  record.fields["agency"] = record.agency;
  return std::nullopt;
}

std::optional<Fault> RowBuilder::read_id(Work& work) const {
  if (!work.row.has("id") && mapping_ && !mapping_->id_parts().empty()) {
    auto composed = composed_id(work.row, *mapping_, key_);
    if (auto* fault = std::get_if<Fault>(&composed)) return std::move(*fault);
    return write_id(work, std::get<std::string>(std::move(composed)), "id");
  }
  if (!work.row.has("id") && !definition_.key.empty()) return write_id(work, keyed_id(work.row, definition_.key), "id");
  std::string source = "id";
  if (!work.row.has("id") && definition_.dataset == "decisions") source = "document_number";
  std::string id;
  for (const auto& cell : work.row.cells) {
    if (cell.field->name != source) continue;
    const auto text = scalar_text(cell.value);
    if (!text) return Fault{"bad_value", source, "的类型不对，应当是文字", "", "请改正后重新报送。"};
    std::string read = definition_.dataset == "agencies" ? code_form(*text) : single_line(*text);
    if (!id.empty() && read != id)
      return Fault{"bad_value", source, "在两列中不一致", "", "请只保留正确的一列。"};
    id = std::move(read);
  }
  if (id.empty()) return Fault{"missing_field", source, "没有填写", "", "请补上后重新报送。"};
  return write_id(work, std::move(id), source);
}

std::optional<Fault> RowBuilder::write_id(Work& work, std::string id, const std::string& source) const {
  if (definition_.dataset == "agencies" && !uscc_valid(id)) return broken_code("id", id);
  work.record.norm_id = normalized_id(id);
  if (work.record.norm_id.empty())
    return Fault{"missing_field", source, "没有填写", "", "请补上后重新报送。"};
  work.record.fields["id"] = id;
  work.record.id = std::move(id);
  return std::nullopt;
}

std::optional<Fault> RowBuilder::read_removal(Work& work) const {
  if (!work.row.has("removed")) return std::nullopt;
  const auto* field = index_.field("removed");
  if (auto fault = read_field(work, *field)) return fault;
  const bool removed = work.record.fields.value("removed", false);
  work.record.fields.erase("removed");
  if (!removed) return std::nullopt;
  if (!feed_.delta)
    return Fault{"bad_value", "removed", "只能用在增量（delta）数据来源中", "",
                 "全量报送时，请直接不再报送这一条；或者请网站管理员把数据来源改为 delta。"};
  if (work.flags.exclude())
    return Fault{"bad_value", "removed", "和不予公示的标志写在同一行", "",
                 "这一条暂不公示。不应当公示的，请报送完整的一行并写明标志；只是不再公示的，请去掉 disclosure 再报送。"};
  work.removal = {definition_.dataset, work.record.agency, work.record.id, "", "", work.row.number, feed_.id};
  for (const char* name : {"removed_on", "ground"})
    if (auto fault = read_field(work, *index_.field(name))) return fault;
  work.removal.removed_on = text_at(work.record.fields, "removed_on");
  work.removal.ground = text_at(work.record.fields, "ground");
  work.removed = true;
  return std::nullopt;
}

std::optional<Fault> RowBuilder::read_count_only(Work& work) const {
  if (!work.row.has("count_only")) return std::nullopt;
  if (auto fault = read_field(work, *index_.field("count_only"))) return fault;
  work.count_only = work.record.fields.value("count_only", false);
  work.record.fields.erase("count_only");
  if (!work.count_only) return std::nullopt;
  if (definition_.dataset != "decisions")
    return Fault{"bad_value", "count_only", "只能用于执法决定", "", "请去掉这一项。"};
  if (!work.row.has("id"))
    return Fault{"missing_field", "id", "没有填写", "", "请补上后重新报送。"};
  work.record.fields["count_only"] = true;
  if (!work.row.has("reason")) return std::nullopt;
  if (auto fault = read_field(work, *index_.field("reason"))) return fault;
  if (!is_reason_word(text_at(work.record.fields, "reason")))
    return Fault{"bad_value", "reason", "不是不予公示的理由", "", "请填写例如 minor、state_secret。"};
  return std::nullopt;
}

/// The dataset's own fields and the common ones that no other step has read.
bool RowBuilder::is_read(const FieldDefinition& field) const {
  const std::less<const FieldDefinition*> before;
  const auto& own = definition_.fields;
  if (!before(&field, own.data()) && before(&field, own.data() + own.size())) return field.type != FieldType::kObject;
  return std::find(std::begin(kCommonFields), std::end(kCommonFields), field.name) != std::end(kCommonFields);
}

std::optional<Fault> RowBuilder::read_fields(Work& work, bool count_only) const {
  // In the order of the columns, so that the first fault is the one a reader meets first.
  for (size_t i = 0; i < work.row.cells.size(); ++i) {
    const FieldDefinition& field = *work.row.cells[i].field;
    const bool again = work.row.find(&field) != &work.row.cells[i];
    if (again || !is_read(field) || (count_only && !counted(field.name))) continue;
    if (auto fault = read_field(work, field)) return fault;
  }
  if (count_only) return std::nullopt;
  work.record.unreadable.insert(work.flags.unreadable.begin(), work.flags.unreadable.end());
  if (definition_.dataset == "decisions" && work.row.has("reason"))
    work.record.warnings.push_back({"reason", "写了不予公示的理由，却没有写 count_only，仍按普通记录处理；不应当公示的，请改正。"});
  for (const auto& path : work.row.unknown_flags)
    work.record.warnings.push_back({column_name(path), "disclosure 里没有这一项，没有采用，请检查拼写。"});
  return std::nullopt;
}

/// A flag that says adult against a date that, as far as it goes, says not: the flag cannot be trusted.
void RowBuilder::cannot_read(Work& work, const FieldDefinition& field, const std::string& birth) const {
  work.record.unreadable.insert(field.name);
  if (!work.flags.values.value("minor", true) && says_young(birth, pulled_on_)) work.record.unreadable.insert("disclosure.minor");
}

std::optional<Fault> RowBuilder::read_field(Work& work, const FieldDefinition& field) const {
  Record& record = work.record;
  Json value;
  std::string birth;  // as it was written
  std::set<std::string> unlisted;
  for (auto& cell : work.row.cells) {
    if (cell.field != &field || field.name == "id") continue;
    ValueReading reading{native_json_};
    reading.hidden_marks = feed_.preset == "portal";
    reading.unlisted = &unlisted;
    if (mapping_) {
      reading.money_unit = mapping_->unit(field.name, std::string(cell.column));
      reading.date_order = mapping_->date_order(field.name, std::string(cell.column));
    }
    if (field.name.ends_with("birth_date")) birth = scalar_text(cell.value).value_or("");
    auto typed = typed_value(field, std::move(cell.value), reading);
    if (auto* fault = std::get_if<Fault>(&typed)) {
      if (may_be_unreadable(field)) {
        cannot_read(work, field, birth);
        return std::nullopt;
      }
      if (field.name == "party.kind") {
        record.warnings.push_back({field.name, "当事人类别不认识，按没有填写处理。"});
        return std::nullopt;
      }
      return std::move(*fault);
    }
    Json& read = std::get<Json>(typed);
    if (!value.is_null() && !read.is_null() && value != read)
      return Fault{"bad_value", field.name, "在两列中不一致", "", "请只保留正确的一列。"};
    if (!read.is_null()) value = std::move(read);
  }
  // A date that stands for “none” has many spellings.
  if (mapping_ && value.is_string() && mapping_->has_words(field.name) && field.type == FieldType::kDate &&
      mapping_->word(field.name, value.get<std::string>()).empty())
    return std::nullopt;
  for (const auto& member : unlisted)
    record.warnings.push_back({field.name, "里面没有“" + column_name(member) + "”这一项，没有采用。"});
  if (value.is_null()) return std::nullopt;
  if (field.name.ends_with("birth_date")) {
    const auto born = Date::parse(value.get_ref<const std::string&>());
    if (!born || *born > pulled_on_ || born->year() < kEarliestBirthYear) {
      cannot_read(work, field, birth);
      return std::nullopt;
    }
  }
  set_at(record.fields, field.name, std::move(value));
  return std::nullopt;
}

std::string RowBuilder::column(const RawRow& row, const std::string& field) const {
  if (const RawCell* cell = row.find(field)) return column_name(cell->column);
  if (const auto header = headers_.find(field); header != headers_.end())
    return column_name(header->second);
  return native_json_ ? field : index_.label(field);
}

RejectedRow RowBuilder::reject(Work& work, Fault fault) const {
  RejectedRow out;
  const bool unreadable = !work.row.problem.empty();
  out.reason = std::move(fault.reason);
  out.feed = feed_.id;
  out.dataset = definition_.dataset;
  out.agency = work.record.agency;
  // A row that names no agency goes back to the one that sends the feed; one that names a wrong
  // agency belongs to nobody known.
  if (out.agency.empty() && (unreadable || !work.row.has("agency"))) out.agency = sole_agency();
  out.id = work.record.id;
  out.row = work.row.number;
  out.digest = work.row.digest;
  out.suspects = std::move(work.record.suspects);
  const FieldDefinition* at = index_.field("updated_at");
  if (at != nullptr && !unreadable && !work.record.fields.contains("updated_at")) (void)read_field(work, *at);
  out.updated_at = text_at(work.record.fields, "updated_at");
  out.carries_flag = unreadable || work.row.has("count_only") || work.flags.exclude();
  if (work.flags.values.value("secrecy", "none") == "state") {
    out.reason = "secret";
    out.text = "这一行标明涉及国家秘密，误入了非涉密系统，内容已经丢弃。";
    out.mend = "请立即从非涉密系统中删除，并按保密规定报告。";
    return out;
  }
  out.mend = std::move(fault.mend);
  if (fault.field.empty()) {
    out.text = fault.what + "。";
    return out;
  }
  out.column = column(work.row, fault.field);
  out.text = "“" + index_.label(fault.field) + "”";
  if (!fault.quote.empty() && !out.carries_flag) out.text += "的值“" + fault.quote + "”";
  out.text += fault.what + "。";
  return out;
}

}  // namespace gongshi
