#include "night/supervision.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr int kSoonWorkingDays = 2;

std::vector<std::string> strings_of(const Json& fields, const char* name) {
  const Json* list = find_at(fields, name);
  return list && list->is_array() ? list->get<std::vector<std::string>>() : std::vector<std::string>();
}

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// One published line of an agency's catalogue of decisions to review or acts to record.
struct CatalogueLine {
  std::string name, category;
  std::vector<std::string> items;
  bool hearing = false;
  std::optional<int64_t> fine_from;  ///< 分

  static CatalogueLine of(const Json& fields) {
    CatalogueLine line{text_at(fields, "name"), text_at(fields, "category"), strings_of(fields, "items"), false, {}};
    if (const Json* hearing = find_at(fields, "hearing")) line.hearing = hearing->is_boolean() && hearing->get<bool>();
    if (const Json* fine = find_at(fields, "fine_from"); fine && fine->is_number_integer())
      line.fine_from = fine->get<int64_t>();
    return line;
  }

  bool of_category(const Facts& facts) const { return category.empty() || category == facts.category; }
  /// design section 6: its item, `hearing` and the hearing procedure, or `fine_from` ≤ fine.
  bool asks_for_review(const Facts& facts) const {
    return of_category(facts) && ((!facts.item.empty() && holds(items, facts.item)) ||
                                  (hearing && facts.procedure == "hearing") ||
                                  (fine_from && facts.has_fine && *fine_from <= facts.fine));
  }
  bool asks_for_recording(const Facts& facts) const {
    return of_category(facts) && (items.empty() ? !category.empty() : holds(items, facts.item));
  }
};

/// What must be known before decisions can be looked at: catalogues and officers, from the records
/// that are published now.
struct Lists {
  std::map<std::string, std::vector<CatalogueLine>> review, recording;  ///< by agency
  struct Certificate {
    std::optional<Date> from, until, void_since;
    bool void_always = false;  ///< suspended or revoked, nobody says since when

    bool valid_on(Date day) const {
      return !void_always && !(from && day < *from) && !(until && *until < day) && !(void_since && *void_since <= day);
    }
  };
  std::map<std::pair<std::string, std::string>, Certificate> officers;  ///< by agency and number

  void take(const Facts& facts, const Json& fields) {
    if (facts.dataset == "review-catalogue") review[facts.agency].push_back(CatalogueLine::of(fields));
    if (facts.dataset == "recording-catalogue") recording[facts.agency].push_back(CatalogueLine::of(fields));
    if (facts.dataset != "officers") return;
    Certificate certificate;
    certificate.from = Date::parse(text_at(fields, "issued_on"));
    certificate.until = facts.valid_until;
    if (facts.status == "suspended" || facts.status == "revoked") {
      certificate.void_since = facts.status_on;
      certificate.void_always = !facts.status_on;
    }
    officers[{facts.agency, normalized_id(facts.id)}] = certificate;
  }
};

class Supervision {
 public:
  Supervision(Workspace& work, NightReport& report) : work_(work), report_(report) {}

  Status run() {
    GONGSHI_TRY(each_published({"agencies", "officers", "review-catalogue", "recording-catalogue"},
                               [&](const Facts& facts, const Json& fields) {
                                 lists_.take(facts, fields);
                                 if (facts.dataset == "agencies") take_staff(facts, fields);
                               }));
    for (const auto& open : work_.gate().lines().open_corrections())
      report_.corrections.push_back({open.kind, open.dataset, open.agency, open.id, open.received_on,
                                     work_.gate().calendar().between(open.received_on, work_.as_of()),
                                     work_.gate().correction_due(open.agency, open.received_on)});
    const bool count_hidden = report_.redactions.empty();
    GONGSHI_TRY(work_.registry().each([&](const KnownRecord& known) -> Status {
      if (count_hidden && known.state == "published") {
        GONGSHI_ASSIGN(const View view, work_.gate().open_view(known.view));
        for (const auto& [kind, n] : view.redactions) report_.redactions[kind] += n;
      }
      count_reassessment(known);
      if (known.facts.empty()) return {};
      const Facts facts = Facts::from_json(Json::parse(known.facts));
      count_deadline(known, facts);
      if (known.state == "published" && facts.dataset == "decisions") look_at(facts);
      if (known.state == "published" && facts.dataset == "notices") look_at_notice(known, facts);
      if (known.state == "withdrawn" && facts.is_case()) look_at_withdrawal(known, facts);
      return {};
    }));
    for (auto& [agency, entry] : by_agency_) {
      entry.agency = agency;
      report_.supervision.push_back(entry);
    }
    std::sort(report_.lapses.begin(), report_.lapses.end(), [](const auto& a, const auto& b) {
      return std::tie(a.agency, a.kind, a.decided_on, a.id, a.detail) <
             std::tie(b.agency, b.kind, b.decided_on, b.id, b.detail);
    });
    return {};
  }

 private:
  template <class Take>
  Status each_published(const std::set<std::string>& datasets, const Take& take) {
    for (const auto& dataset : datasets)
      GONGSHI_TRY(work_.registry().each_of(dataset, [&](const KnownRecord& known) -> Status {
        if (known.state != "published") return {};
        GONGSHI_ASSIGN(const View view, work_.gate().open_view(known.view));
        take(Facts::from_json(Json::parse(known.facts)), view.fields);
        return {};
      }));
    return {};
  }

  void take_staff(const Facts& facts, const Json& fields) {
    NightSupervision& entry = by_agency_[facts.agency];
    const auto number = [&](const char* name) {
      const Json* value = find_at(fields, name);
      return value && value->is_number_integer() ? value->get<long>() : -1L;
    };
    entry.staff = number("staff");
    entry.certified = number("certified");
    entry.legal_reviewers = number("legal_reviewers");
    entry.recorders = number("recorders");
    const Json* key = find_at(fields, "key_department");
    entry.key_department = key && key->is_boolean() && key->get<bool>();
  }

  void count_deadline(const KnownRecord& known, const Facts& facts) {
    const auto due = Date::parse(known.due_on);
    if (!due || (known.state != "published" && known.state != "held")) return;
    NightSupervision& entry = by_agency_[known.agency];
    std::optional<Date> shown = Date::parse(known.published_on);
    if (facts.first_published_on && (!shown || *facts.first_published_on < *shown)) shown = facts.first_published_on;
    if (shown.value_or(work_.as_of()) > *due) ++entry.late;
    else if (!shown && work_.gate().calendar().between(work_.as_of(), *due) <= kSoonWorkingDays) ++entry.due_soon;
    else if (shown) ++entry.on_time;
  }

  void count_reassessment(const KnownRecord& known) {
    if (known.state != "withheld") return;
    const auto reasons = Json::parse(known.reasons).get<std::vector<std::string>>();
    if (!holds(reasons, "criminal") && !holds(reasons, "series_case")) return;
    NightSupervision& entry = by_agency_[known.agency];
    ++entry.reassess;
    const auto since = Date::parse(known.changed_on);
    if (since && (!entry.reassess_since || *since < *entry.reassess_since)) entry.reassess_since = since;
  }

  /// A notice must precede what it announces; this year's that did not are told.
  void look_at_notice(const KnownRecord& known, const Facts& facts) {
    if (!facts.main_date || facts.main_date->year() != work_.as_of().year()) return;
    Date shown = Date::parse(known.published_on).value_or(work_.as_of());
    if (facts.first_published_on) shown = std::min(shown, *facts.first_published_on);
    if (shown > *facts.main_date)
      report_.lapses.push_back({"notice_late", facts.agency, facts.id, *facts.main_date, shown.iso()});
  }

  /// What no longer stood longer than the law allows was shown until then; this year's are told.
  void look_at_withdrawal(const KnownRecord& known, const Facts& facts) {
    const auto reasons = Json::parse(known.reasons).get<std::vector<std::string>>();
    const auto event = holds(reasons, facts.status) ? facts.status_on : Date::parse(known.gone_on);
    const auto down = Date::parse(known.withdrawn_since);
    if (known.published_on.empty() || !event || !down || down->year() != work_.as_of().year()) return;
    if (*down > work_.gate().calendar().after(*event, kWithdrawalWorkingDays))
      report_.lapses.push_back({"withdrawn_late", facts.agency, facts.id, *event, down->iso()});
  }

  void look_at(const Facts& facts) {
    if (!facts.decision_date || facts.decision_date->year() != work_.as_of().year()) return;
    const auto lapse = [&](const char* kind, const std::string& detail) {
      report_.lapses.push_back({kind, facts.agency, facts.document_number, *facts.decision_date, detail});
    };
    const auto asked = [&](const auto& catalogues, auto asks) -> const CatalogueLine* {
      const auto of_agency = catalogues.find(facts.agency);
      if (of_agency == catalogues.end()) return nullptr;
      const auto line = std::find_if(of_agency->second.begin(), of_agency->second.end(),
                                     [&](const CatalogueLine& l) { return (l.*asks)(facts); });
      return line == of_agency->second.end() ? nullptr : &*line;
    };
    if (const auto* line = asked(lists_.review, &CatalogueLine::asks_for_review)) {
      NightSupervision& entry = by_agency_[facts.agency];
      ++entry.major;
      if (facts.legal_review == "passed") ++entry.major_reviewed;
      else lapse("review_missing", line->name);
    }
    if (const auto* line = asked(lists_.recording, &CatalogueLine::asks_for_recording); line && !facts.recorded)
      lapse("recording_missing", line->name);
    for (const auto& number : facts.officers) {
      const auto known = lists_.officers.find({facts.agency, normalized_id(number)});
      if (known != lists_.officers.end() && !known->second.valid_on(*facts.decision_date))
        lapse("officer_invalid", number);
    }
  }

  Workspace& work_;
  NightReport& report_;
  Lists lists_;
  std::map<std::string, NightSupervision> by_agency_;
};

}  // namespace

Status supervise(Workspace& work, NightReport& report) { return Supervision(work, report).run(); }

}  // namespace gongshi
