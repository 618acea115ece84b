#include "night/edition.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <tuple>

#include "base/text.h"
#include "night/keep.h"

namespace gongshi {
namespace {

/// What one known record adds to the edition, if anything.
Status add_to(Workspace& work, const KnownRecord& known, MadeEdition& made) {
  if (known.state != "published") {
    GONGSHI_ASSIGN(auto notice, notice_of(work, known));
    if (notice) made.edition.tombstones.push_back(std::move(*notice));
    return {};
  }
  const Gate& gate = work.gate();
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  const Standing standing = standing_of(known, work.site());
  const Verdict verdict = gate.judge(facts, standing);
  const std::string address = known.address.empty() ? gate.address(facts) : known.address;
  if (verdict.state == State::kPublished) {
    GONGSHI_ASSIGN(View view, gate.open_view(known.view));
    const Date changed = Date::parse(known.changed_on).value_or(gate.as_of());
    made.edition.records.push_back(
        gate.publish(std::move(view), facts, verdict, standing, address, changed));
    if (known.published_on.empty()) made.first_shown.push_back(known.key);
  }
  return {};
}

/// True where the ground says what must not be shown of the record, or where nobody could tell because a name is a
/// word. Runs of text it may share with the record (design section 7: what a notice shows).
Result<bool> tells_hidden(Workspace& work, const std::string& key, const Facts& facts, const std::string& text) {
  if (text.empty() || facts.name_is_word) return !text.empty();
  GONGSHI_ASSIGN(const auto kept, work.registry().fingerprints_of(key));
  std::vector<Fingerprint> prints;
  for (const std::string& one : kept) {
    const auto print = Fingerprint::parse(one);
    if (print && print->kind != FingerprintKind::kText) prints.push_back(*print);
  }
  return !FingerprintScanner(Fingerprinter(work.gate().key()), prints).scan_all(text).empty();
}

/// Of a record that is restored and whose row has not come yet: why and since when it was withdrawn.
void as_it_stood(const KnownRecord& known, Verdict& verdict) {
  const auto reasons = Json::parse(known.reasons).get<std::vector<std::string>>();
  const auto since = Date::parse(known.withdrawn_since);
  if (reasons.size() != 1 || state_of_reason(reasons[0]) != State::kWithdrawn || !since || known.published_on.empty()) return;
  verdict.state = State::kWithdrawn;
  verdict.withdrawn_reason = reasons[0];
  verdict.withdrawn_on = since;
  verdict.tombstone_allowed = true;
}

}  // namespace

Result<long> decide_all(Workspace& work) {
  Keeper keeper(work.gate(), work.site(), work.registry());
  long changed = 0;
  const Status decided = work.registry().together([&]() -> Status {
    const Status each = work.registry().each([&](KnownRecord&& known) -> Status {
      GONGSHI_ASSIGN(const bool other, keeper.reconsider(std::move(known)));
      if (other) ++changed;
      return {};
    });
    GONGSHI_TRY(each);
    return work.registry().drop_texts_before(work.as_of().plus_days(-90).iso());
  });
  GONGSHI_TRY(decided);
  return changed;
}

Result<MadeEdition> make_edition(Workspace& work) {
  MadeEdition made;
  made.edition.as_of = work.as_of();
  GONGSHI_TRY(work.registry().each(
      [&](const KnownRecord& known) { return add_to(work, known, made); }));
  std::sort(made.edition.records.begin(), made.edition.records.end(),
            [](const PublicRecord& a, const PublicRecord& b) {
              return std::tie(a.dataset(), a.address()) < std::tie(b.dataset(), b.address());
            });
  settle_tombstones(made.edition);
  if (const auto settled = settle_references(work, made.edition); !settled) return settled.error();
  return made;
}

Result<std::optional<Tombstone>> notice_of(Workspace& work, const KnownRecord& known) {
  const Gate& gate = work.gate();
  const DatasetDefinition* definition = work.site().definition(known.dataset);  // none where the webmaster has dropped the dataset
  if (known.state != "withdrawn" || !definition || !definition->page) return std::optional<Tombstone>();
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  Verdict verdict = gate.judge(facts, standing_of(known, work.site()));
  if (verdict.state == State::kPublished && known.view.empty()) as_it_stood(known, verdict);
  if (verdict.state != State::kWithdrawn || !verdict.tombstone_allowed) return std::optional<Tombstone>();
  Tombstone stone = gate.tombstone(facts, verdict, known.address.empty() ? gate.address(facts) : known.address);
  if (work.as_of() > stone.until()) return std::optional<Tombstone>();
  if (stone.ground() == law_of_status(verdict.withdrawn_reason, facts.category)) return std::optional(std::move(stone));
  GONGSHI_ASSIGN(const bool tells, tells_hidden(work, known.key, facts, stone.ground()));
  if (tells) stone.leave_out_ground();
  return std::optional(std::move(stone));
}

std::string record_key_of(const Gate& gate, const Tombstone& stone) {
  const std::string& agency = stone.agency();
  if (stone.dataset() == "agencies") return gate.record_key(stone.dataset(), agency, agency);
  const std::string name = stdfs::path(stone.address()).stem().string();
  return gate.lookup_key(stone.dataset(), agency, name.substr(std::min(agency.size() + 1, name.size())));
}

void settle_tombstones(Edition& edition) {
  std::sort(edition.tombstones.begin(), edition.tombstones.end(),
            [](const Tombstone& a, const Tombstone& b) { return a.address() < b.address(); });
  using Named = std::pair<std::string, std::string>;
  const auto named = [](const Tombstone& stone) { return Named(stone.agency(), normalized_id(stone.replaced_by())); };
  std::map<Named, const PublicRecord*> successors;
  for (const Tombstone& stone : edition.tombstones)
    if (!stone.replaced_by().empty()) successors[named(stone)] = nullptr;
  if (successors.empty()) return;
  const auto [first, last] = edition.of("decisions");
  for (const auto* record = first; record != last; ++record)
    for (const std::string& number : {record->id(), record->text("document_number")})
      if (const auto wanted = successors.find({record->agency(), normalized_id(number)}); wanted != successors.end())
        wanted->second = record;
  for (Tombstone& stone : edition.tombstones)
    if (!stone.replaced_by().empty()) stone.settle_replaced_by(successors[named(stone)]);
}

Result<std::vector<std::string>> settle_references(Workspace& work, Edition& edition) {
  const Gate& gate = work.gate();
  std::set<std::string> withheld, agencies, changed;
  GONGSHI_TRY(work.registry().each_in("withheld", [&](const KnownRecord& known) -> Status {
    if (known.dataset == "officers") withheld.insert(known.key), agencies.insert(known.agency);
    return {};
  }));
  const auto hidden = [&](const KnownRecord& known) -> Result<bool> {
    if (known.state == "published") return false;
    GONGSHI_ASSIGN(const auto notice, notice_of(work, known));
    return !notice;
  };
  struct Reference {
    PublicRecord* from;
    const char* field;
  };
  const Fingerprinter prints(gate.key());
  std::unordered_multimap<std::string, Reference> unknown;  // by the print of the number
  for (PublicRecord& record : edition.records) {
    if (record.dataset() != "decisions") continue;
    for (const char* field : {"replaces", "replaced_by"}) {
      const std::string number = record.text(field);
      if (number.empty()) continue;
      GONGSHI_ASSIGN(const auto known, work.registry().find(gate.record_key("decisions", record.agency(), number)));
      if (!known)
        for (const Fingerprint& print : prints.of(FingerprintKind::kNumber, number)) unknown.insert({print.text(), {&record, field}});
      GONGSHI_ASSIGN(const bool hides, known ? hidden(*known) : Result<bool>(false));
      if (hides) record.leave_out(field), changed.insert(record.address());
    }
    if (!agencies.contains(record.agency())) continue;
    for (const Json& number : record.value("officers"))
      if (number.is_string() && withheld.contains(gate.record_key("officers", record.agency(), number.get<std::string>())))
        record.leave_out_of("officers", number.get<std::string>()), changed.insert(record.address());
  }
  // A number that is no id is known by its print, which STATE keeps of what is hidden.
  if (!unknown.empty())
    GONGSHI_TRY(work.registry().each_fingerprint([&](const KnownFingerprint& print) {
      const auto [first, last] = unknown.equal_range(print.fingerprint);
      for (auto at = first; at != last; ++at)
        if (print.agency == at->second.from->agency()) {
          at->second.from->leave_out(at->second.field);
          changed.insert(at->second.from->address());
        }
    }));
  return std::vector<std::string>(changed.begin(), changed.end());
}

Status each_count_row(Workspace& work, const std::function<void(const CountRow&)>& take) {
  return work.registry().each([&](const KnownRecord& known) -> Status {
    if (known.count.empty()) return {};
    GONGSHI_ASSIGN(const CountRow row, Gate::open_count(known.count, work.gate().key()));
    take(row);
    return {};
  });
}

Result<std::map<std::string, long>> reason_counts(Workspace& work) {
  std::map<std::string, long> counts;
  GONGSHI_ASSIGN(const auto lists, work.registry().reasons());
  for (const auto& [list, records] : lists)
    for (const auto& reason : Json::parse(list)) counts[reason.get<std::string>()] += records;
  return counts;
}

}  // namespace gongshi
