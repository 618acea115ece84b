#include "night/audit_release.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "audit/shapes.h"
#include "night/audited.h"
#include "night/edition.h"
#include "night/inputs.h"
#include "night/make_release.h"
#include "release/switch.h"
#include "release/tree.h"
#include "rules/assess.h"
#include "rules/party_names.h"
#include "search/schema.h"

namespace gongshi {
namespace {

constexpr size_t kMostTraceable = 20;

void each_text(const Json& value, const std::function<void(const std::string&)>& take) {
  if (value.is_string()) take(value.get_ref<const std::string&>());
  if (value.is_structured())
    for (const auto& part : value) each_text(part, take);
}

/// Reads a release once for its audit: which hidden values it shows in their own right, and where its
/// records stand. Of what is public only that is kept which holds a hidden value or looks like one.
class Shown {
 public:
  Shown(Workspace& work, AuditInput& input)
      : work_(work), input_(input), scanner_(input.fingerprinter, input.forbidden.prints()), out_(input.forbidden.size()) {}

  Status read() {
    GONGSHI_TRY(each_shown(
        work_, input_.release, [&](PublicRecord&& record) { return take(record), Status(); },
        [&](Tombstone&& stone) {
          input_.records[stone.address()] = record_key_of(work_.gate(), stone);
          leave_out_runs(stone.ground());
          allow(stone.document_number());
          allow_agency(stone.agency());
          return Status();
        }));
    allow_own_words();
    GONGSHI_TRY(drop_own_words());
    GONGSHI_TRY(drop_webmasters_words());
    std::sort(input_.allowed.begin(), input_.allowed.end());
    input_.allowed.erase(std::unique(input_.allowed.begin(), input_.allowed.end()), input_.allowed.end());
    return {};
  }

  /// Values that stand in every release, or in public texts, and so prove nothing.
  const std::vector<bool>& out() const { return out_; }

 private:
  void take(const PublicRecord& record) {
    if (record.dataset() != dataset_ || record.main_date() != month_of_) {
      // One document of each dataset and month must be found in the index.
      dataset_ = record.dataset();
      month_of_ = record.main_date();
      if (samples_.insert(dataset_ + (month_of_ ? month_of_->month_id() : "")).second)
        input_.samples.push_back({Schema::row("address").prefix + record.address(), record.address()});
    }
    ++input_.index_documents;
    input_.records[record.address()] = work_.gate().record_key(record.dataset(), record.agency(), record.id());
    allow_record(record);
    // Runs of text that published records show: two decisions often share the words of a violation or of a
    // title. Only for text: a name or number is no better for standing in a title.
    each_text(record.fields(), [&](const std::string& text) { leave_out_runs(text); });
  }

  void leave_out_runs(const std::string& text) {
    if (text.size() >= kTextRun) leave_out(FingerprintKind::kText, text);
  }

  void leave_out(FingerprintKind kind, const std::string& text) {
    scanner_.each_in(text, [&](size_t index) {
      if (input_.forbidden.prints()[index].kind == kind) out_[index] = true;
    });
  }

  /// What published records, agencies and officers show in their own right. A title or another free
  /// line is none: a name that slipped into it must be found.
  void allow_record(const PublicRecord& record) {
    allow_number(record.id());
    allow_number(record.text("document_number"));
    allow_agency(record.agency());
    if (is_code_list(record.dataset())) {
      each_text(record.fields(), [&](const std::string& text) { allow(text); });
      return;
    }
    for (const char* field : {"party.name", "party.uscc", "basis", "item", "replaces",
                              "replaced_by", "violation_type"})
      allow(record.text(field));
    allow_place(record.text("place"));
    // A site's own datasets say by the type of a field that a number reaches an office.
    if (const DatasetDefinition* definition = work_.site().definition(record.dataset()))
      for (const auto& field : definition->fields)
        if (field.is_public && (field.type == FieldType::kPhone || field.type == FieldType::kPlain)) allow(record.text(field.name));
    // The head of an organisation is shown, whatever else somebody of that name has done.
    if (record.text("party.kind") == "organisation") {
      allow(record.text("party.legal_representative"));
      if (const std::string name = record.text("party.name"); holds_hidden(name))
        for (const std::string& form : shortened_names(name)) allow(form);
    }
    each_text(record.value("officers"), [&](const std::string& text) { allow(text); });
  }

  /// A hidden number that is a part of one, 202604200138 of 202604200138-1, stands in the index for itself as well.
  void allow_number(const std::string& number) {
    allow(number);
    if (!holds_hidden(number)) return;
    for (const auto& hit : scanner_.scan_all(number))
      if (input_.forbidden.prints()[hit.index].kind == FingerprintKind::kNumber) out_[hit.index] = true;
  }

  /// Where a hearing or an auction is held may be somebody's address; who lives there is not said.
  void allow_place(const std::string& place) {
    bool address = false, name = false;
    scanner_.each_in(place, [&](size_t index) {
      const FingerprintKind kind = input_.forbidden.prints()[index].kind;
      address = address || kind == FingerprintKind::kAddress;
      name = name || kind == FingerprintKind::kName;
    });
    if (address && !name) input_.allowed.push_back(place);
  }

  /// An agency's code stands on whatever it publishes, also where its own row is held or withheld.
  void allow_agency(const std::string& code) {
    if (agencies_.insert(code).second) allow(code);
  }

  void allow_own_words() {
    const Site& site = work_.site();
    for (const auto& [dataset, definition] : site.datasets)
      for (const auto& field : definition.fields) {
        allow(field.label);
        for (const auto& value : field.values) allow(value);
      }
    each_text(site.config.contacts, [&](const std::string& text) { allow(text); });
    for (const std::string& text : {site.config.name, site.config.authority, site.config.icp,
                                    site.config.public_security_record, site.config.site_id_code})
      allow(text);
  }

  void allow(const std::string& value) {
    if (!value.empty() && (Shapes::may_hold(value) || holds_hidden(value))) input_.allowed.push_back(value);
  }

  bool holds_hidden(const std::string& value) {
    bool any = false;
    scanner_.each_in(value, [&](size_t) { any = true; });
    return any;
  }

  /// Leaves out what the program's own templates, themes and labels hold: it stands in every release whatever the
  /// records are, so it proves nothing, and one odd row (a party called “viewport” or 万元, an account 1234567890)
  /// must not keep a whole night from being published.
  Status drop_own_words() {
    std::string labels = Schema::of(work_.site()).json().dump();
    for (const AmountBand& band : amount_bands()) labels.append("\n").append(band.label);
    for (const auto& [dataset, definition] : work_.site().datasets) labels += "\n" + definition.label;
    drop_all_in(labels);
    for (const char* folder : {"templates", "themes"}) {
      const stdfs::path dir = work_.site().share / folder;
      GONGSHI_ASSIGN(const auto names, work_.fs().list(dir));
      for (const auto& name : names) {
        if (work_.fs().is_dir(dir / name)) continue;
        GONGSHI_ASSIGN(const std::string bytes, work_.fs().read(dir / name));
        drop_all_in(bytes);
      }
    }
    return {};
  }

  /// The sentences of pages and of the configuration are the webmaster's: how to appeal stands in many a decision, too.
  Status drop_webmasters_words() {
    const Site& site = work_.site();
    auto files = site.pages(work_.fs());
    files.merge(site.resources(work_.fs(), "narratives"));
    files.emplace("site.json", site.dir / "site.json");
    for (const auto& [address, path] : files) {
      GONGSHI_ASSIGN(const std::string bytes, work_.fs().read(path));
      for (const FingerprintKind kind : {FingerprintKind::kText, FingerprintKind::kAddress}) leave_out(kind, bytes);
    }
    return {};
  }

  void drop_all_in(std::string_view bytes) {
    for (const auto& hit : scanner_.scan_all(bytes)) out_[hit.index] = true;
  }

  Workspace& work_;
  AuditInput& input_;
  FingerprintScanner scanner_;
  std::vector<bool> out_;
  std::set<std::string> samples_, agencies_;
  std::string dataset_;
  std::optional<Date> month_of_;
};

Status read_forbidden(Workspace& work, ForbiddenList& forbidden) {
  std::string key;
  return work.registry().each_fingerprint([&](const KnownFingerprint& known) {
    const auto print = Fingerprint::parse(known.fingerprint);
    if (!print) return;
    if (known.key != key || forbidden.empty()) forbidden.begin_owner({known.key, known.agency, known.month});
    key = known.key;
    forbidden.add(*print);
  });
}

}  // namespace

Result<AuditReport> audit_release(Workspace& work, const std::string& release, bool everything, const std::string& like) {
  AuditInput input{.fs = &work.fs(),
                   .out = work.out(),
                   .release = release,
                   .planned = {},
                   .fingerprinter = Fingerprinter(work.gate().key()),
                   .forbidden = {},
                   .allowed = {},
                   .records = {},
                   .index_documents = 0,
                   .samples = {},
                   .base_url = work.site().config.base_url,
                   .metas = {"SiteName", "ColumnName"},
                   .served = {"search.json"}};
  input.hands = work.jobs();
  if (!input.base_url.empty()) input.metas.push_back("SiteDomain");
  if (!work.site().config.site_id_code.empty()) input.metas.push_back("SiteIDCode");
  GONGSHI_ASSIGN(input.planned, read_plan(work.fs(), work.out(), release));
  GONGSHI_TRY(read_forbidden(work, input.forbidden));
  {
    Shown shown(work, input);
    GONGSHI_TRY(shown.read());
    input.forbidden.drop(shown.out());
  }
  const auto inputs = work.fs().read(release_dir(work.out(), release) / kInputsName);
  const std::string shared = inputs.ok() ? parse_noted(*inputs)[kSharedInputs].own : "";
  GONGSHI_ASSIGN(const std::string index, index_digest(work, release));
  const std::string before = like.empty() ? current_release(work.fs(), work.out()) : like;
  if (!everything) GONGSHI_TRY(leave_settled(work, before, shared, index, input));
  GONGSHI_ASSIGN(AuditReport report, audit(input));
  // Of a release with finds it is a help for the next; what has been found must be known all the same.
  if (const Status kept = keep_audited(work, shared, index, input, report); !kept && report.clean()) return kept.error();

  GONGSHI_ASSIGN(const auto releases, work.registry().releases());
  for (KnownRelease known : releases)
    if (known.id == release && !known.was_public()) {
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
