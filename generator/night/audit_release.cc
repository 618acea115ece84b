#include "night/audit_release.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/money.h"
#include "night/audited.h"
#include "night/inputs.h"
#include "night/make_release.h"
#include "release/switch.h"
#include "release/tree.h"
#include "search/schema.h"

namespace gongshi {
namespace {

constexpr size_t kMostTraceable = 20;

void each_text(const Json& value, const std::function<void(const std::string&)>& take) {
  if (value.is_string()) take(value.get_ref<const std::string&>());
  if (value.is_structured())
    for (const auto& part : value) each_text(part, take);
}

/// What published records, agencies and officers show in their own right. A title or another free
/// line is none: a name that slipped into it must be found.
void allow_record(const PublicRecord& record, std::vector<std::string>& allowed) {
  allowed.push_back(record.id());
  if (record.dataset() == "agencies" || record.dataset() == "officers" || record.dataset() == "powers" ||
      record.dataset() == "inspection-items") {
    each_text(record.fields(), [&](const std::string& text) { allowed.push_back(text); });
    return;
  }
  for (const char* field : {"document_number", "party.name", "party.uscc", "basis", "item", "replaces",
                            "replaced_by", "violation_type"})
    if (const std::string text = record.text(field); !text.empty()) allowed.push_back(text);
  // The head of an organisation is shown, whatever else somebody of that name has done.
  if (record.text("party.kind") == "organisation")
    if (const std::string head = record.text("party.legal_representative"); !head.empty()) allowed.push_back(head);
  if (const Json* officers = find_at(record.fields(), "officers"))
    each_text(*officers, [&](const std::string& text) { allowed.push_back(text); });
}

std::vector<std::string> allowed_values(const Site& site, const Edition& edition) {
  std::vector<std::string> allowed;
  for (const auto& record : edition.records) allow_record(record, allowed);
  for (const auto& stone : edition.tombstones) allowed.push_back(stone.document_number());
  for (const auto& [dataset, definition] : site.datasets)
    for (const auto& field : definition.fields) {
      allowed.push_back(field.label);
      allowed.insert(allowed.end(), field.values.begin(), field.values.end());
    }
  each_text(site.config.contacts, [&](const std::string& text) { allowed.push_back(text); });
  for (const std::string& text : {site.config.name, site.config.authority, site.config.icp,
                                  site.config.public_security_record, site.config.site_id_code})
    allowed.push_back(text);
  std::sort(allowed.begin(), allowed.end());
  allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
  std::erase(allowed, std::string());
  return allowed;
}

/// Runs of text that published records show in their own right: two decisions often share the words
/// of a violation or of a title. Only for text: a name or number is no better for standing in a title.
std::set<Fingerprint> public_runs(const Fingerprinter& fingerprinter, const Edition& edition) {
  std::set<Fingerprint> runs;
  for (const auto& record : edition.records)
    each_text(record.fields(), [&](const std::string& text) {
      for (const auto& run : fingerprinter.of(FingerprintKind::kText, text)) runs.insert(run);
    });
  return runs;
}

/// Leaves out names and numbers that the program's own templates and themes hold: such a word stands
/// in every release whatever the records are, so it proves nothing, and one odd row (a party called
/// “viewport”) must not keep a whole night from being published.
Status drop_own_words(Workspace& work, AuditInput& input) {
  std::vector<Fingerprint> prints;
  for (const auto& value : input.forbidden) prints.push_back(value.fingerprint);
  const FingerprintScanner scanner(input.fingerprinter, std::move(prints));
  std::set<size_t> own;
  for (const char* folder : {"templates", "themes"}) {
    const stdfs::path dir = work.site().share / folder;
    GONGSHI_ASSIGN(const auto names, work.fs().list(dir));
    for (const auto& name : names) {
      if (work.fs().is_dir(dir / name)) continue;
      GONGSHI_ASSIGN(const std::string bytes, work.fs().read(dir / name));
      for (const auto& hit : scanner.scan_all(bytes)) own.insert(hit.index);
    }
  }
  std::vector<ForbiddenValue> kept;
  for (size_t i = 0; i < input.forbidden.size(); ++i) {
    const FingerprintKind kind = input.forbidden[i].fingerprint.kind;
    const bool word = kind == FingerprintKind::kName || kind == FingerprintKind::kNumber;
    if (!word || !own.count(i)) kept.push_back(std::move(input.forbidden[i]));
  }
  input.forbidden = std::move(kept);
  return {};
}

}  // namespace

Result<AuditReport> audit_release(Workspace& work, const std::string& release, bool everything) {
  GONGSHI_ASSIGN(const Edition edition, read_edition(work, release));
  AuditInput input{.fs = &work.fs(),
                   .out = work.out(),
                   .release = release,
                   .planned = {},
                   .fingerprinter = Fingerprinter(work.gate().key()),
                   .forbidden = {},
                   .allowed = allowed_values(work.site(), edition),
                   .records = {},
                   .index_documents = edition.records.size(),
                   .samples = {},
                   .base_url = work.site().config.base_url,
                   .metas = {"SiteName", "ColumnName"},
                   .served = {"search.json"}};
  if (!input.base_url.empty()) input.metas.push_back("SiteDomain");
  if (!work.site().config.site_id_code.empty()) input.metas.push_back("SiteIDCode");
  GONGSHI_ASSIGN(input.planned, read_plan(work.fs(), work.out(), release));
  const std::set<Fingerprint> own = public_runs(input.fingerprinter, edition);
  GONGSHI_TRY(work.registry().each_fingerprint([&](const KnownFingerprint& known) {
    const auto print = Fingerprint::parse(known.fingerprint);
    if (print && !own.count(*print))
      input.forbidden.push_back({*print, known.key, known.agency, known.month});
  }));
  GONGSHI_TRY(drop_own_words(work, input));
  for (const auto& record : edition.records)
    input.records[record.address()] =
        work.gate().record_key(record.dataset(), record.agency(), record.id());
  if (!edition.records.empty()) {
    const PublicRecord& sample = edition.records[edition.records.size() / 2];
    input.samples.push_back({Schema::row("address").prefix + sample.address(), sample.address()});
  }
  const auto inputs = work.fs().read(release_dir(work.out(), release) / kInputsName);
  const std::string shared = inputs.ok() ? parse_noted(*inputs)[kSharedInputs].own : "";
  if (!everything) GONGSHI_TRY(leave_settled(work, shared, input));
  GONGSHI_ASSIGN(AuditReport report, audit(input));
  if (report.clean()) GONGSHI_TRY(keep_audited(work, shared, input, report));

  GONGSHI_ASSIGN(const auto releases, work.registry().releases());
  for (KnownRelease known : releases)
    if (known.id == release && known.state != "published") {
      known.state = report.clean() ? "audited" : "refused";
      GONGSHI_TRY(work.registry().put_release(known));
    }
  return report;
}

std::vector<std::string> traceable(const AuditReport& report) {
  std::set<std::string> keys;
  for (const auto& find : report.finds) {
    const bool of_record = find.code == "forbidden" || find.code == "shape" || find.code == "dead_link";
    if (!of_record || find.key.empty()) return {};
    keys.insert(find.key);
  }
  if (report.total_finds != report.finds.size() || keys.size() > kMostTraceable) return {};
  return {keys.begin(), keys.end()};
}

Status hold_for_finds(Workspace& work, const std::vector<std::string>& keys) {
  for (const auto& key : keys) {
    GONGSHI_ASSIGN(auto known, work.registry().find(key));
    if (!known) continue;
    known->audit_find = known->digest;
    GONGSHI_TRY(work.registry().put(*known));
  }
  return {};
}

}  // namespace gongshi
