#include "night/edition.h"

#include <algorithm>
#include <map>
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
  return made;
}

Result<std::optional<Tombstone>> notice_of(Workspace& work, const KnownRecord& known) {
  const Gate& gate = work.gate();
  const DatasetDefinition* definition = work.site().definition(known.dataset);  // none where the webmaster has dropped the dataset
  if (known.state != "withdrawn" || !definition || !definition->page) return std::optional<Tombstone>();
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  const Verdict verdict = gate.judge(facts, standing_of(known, work.site()));
  if (verdict.state != State::kWithdrawn || !verdict.tombstone_allowed) return std::optional<Tombstone>();
  Tombstone stone = gate.tombstone(facts, verdict, known.address.empty() ? gate.address(facts) : known.address);
  if (work.as_of() > stone.until()) return std::optional<Tombstone>();
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
