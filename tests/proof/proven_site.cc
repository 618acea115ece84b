#include "proof/proven_site.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>

#include "night/night.h"
#include "proof/needles.h"
#include "proof/oracle.h"
#include "support/faulty_fs.h"
#include "support/scratch.h"

namespace gongshi::proof {
namespace {

using test::FaultyFs;
using test::Scratch;
using test::slurp;

constexpr size_t kFaultsKept = 100;

Json statement(Statement kind) {
  const bool over = kind == Statement::kRunOut;
  return {{"secrecy", "none"},       {"criminal", "none"},
          {"security_risk", false},  {"series_case", "none"},
          {"reviewed_by", "法制科"}, {"natural_persons", kind != Statement::kOrganisations},
          {"by", "示例区司法局"},    {"on", over ? "2025-10-01" : "2026-11-01"},
          {"until", over ? "2026-09-30" : "2027-10-31"}};
}

const char kCityRules[] = R"({"id":"city","title":"示例市公示办法","source":"示例市规定","from":"2020-01-01","until":null,
  "agencies":["11990101009900048W"],
  "withhold":[{"reason":"warning_only","when":{"category":"penalty","only_penalty_kinds":["警告"]}},
              {"reason":"summary_procedure","when":{"category":"penalty","procedure":"summary"}}],
  "terms":[{"when":{"category":"penalty","party.kind":"natural_person"},"months":24,"from":"published_on"},
           {"when":{"category":"penalty","party.kind":["organisation","individual_business"]},"months":60,"from":"published_on"}],
  "no_early_end":["吊销许可证件"],"deadlines":[],"approval":["powers"]})";

class ProvenSite {
 public:
  explicit ProvenSite(const std::vector<Planted>& rows) : rows_(rows) {
    for (const auto& row : rows) rulings_.push_back(ruling_of(row));
    write();
  }

  Proof prove() {
    for (const auto& ruling : rulings_) {
      ++proof_.states[ruling.state];
      for (const auto& reason : ruling.reasons) ++proof_.reasons[reason];
    }
    const auto start = std::chrono::steady_clock::now();
    if (run_night()) {
      compare_rulings();
      const auto searched = std::chrono::steady_clock::now();
      proof_.night_seconds = std::chrono::duration<double>(searched - start).count();
      look_for_needles();
      look_at_pages();
      proof_.search_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - searched).count();
    }
    return std::move(proof_);
  }

 private:
  // ---- the site as the webmaster and the agencies have it

  void write() {
    Json feeds = Json::array();
    std::map<std::string, std::string> files;
    const auto feed = [&](const std::string& id, const char* dataset, const Json& agency, Statement kind) {
      feeds.push_back({{"id", id}, {"dataset", dataset}, {"agency", agency}, {"url", "feeds/" + id + ".jsonl"}});
      if (kind != Statement::kNone) feeds.back()["attests"] = statement(kind);
      files[id];
    };
    for (const char* list : {"agencies", "officers", "notices", "powers"}) feed(list, list, "*", Statement::kEverybody);
    for (const auto& agency : agencies()) {
      files["agencies"] += Json({{"id", agency.code}, {"agency", agency.code}, {"name", agency.name}, {"kind", "行政机关"},
                                 {"phone", "0000-00001234"}}).dump() + "\n";
      files["officers"] += Json({{"id", kOfficer}, {"agency", agency.code}, {"name", "雷立川"}, {"status", "valid"}}).dump() + "\n";
      for (const char* dataset : {"decisions", "inspections"}) feed(dataset + agency.code, dataset, agency.code, agency.statement);
    }
    for (const auto& row : rows_) {
      const bool of_agency = row.dataset == "decisions" || row.dataset == "inspections";
      files[row.dataset + (of_agency ? agencies()[row.agency].code : "")] += row.row.dump() + "\n";
    }
    for (const auto& [id, bytes] : files) scratch_.write("site/feeds/" + id + ".jsonl", bytes);
    scratch_.write("site/feeds.json", feeds.dump());
    scratch_.write("site/site.json", R"({"name":"示例区行政执法公示","rehearsal":true,"rule_sets":["national","ndrc-36","city"]})");
    scratch_.write("site/rules/city.json", kCityRules);
  }

  std::unique_ptr<Workspace> open(Workspace::Access access) {
    Workspace::Failure failure;
    auto work = Workspace::open(fs_, {scratch_ / "site", scratch_ / "out", scratch_ / "state", GONGSHI_SOURCE_DIR,
                                      Date::parse(kToday), {}}, access, failure);
    for (const auto& error : failure.errors) fault(kNobody, "site: " + error.where + " " + error.text);
    return work;
  }

  bool run_night() {
    const auto work = open(Workspace::Access::kWrite);
    if (!work) return false;
    Night night(*work, "nightly");
    night.set_doubts_aside();  // more than a tenth of the pages may go at once, as planned
    Status status = night.pull({}, {});
    if (status) status = night.build();
    for (const auto& step : {&Night::audit_and_publish, &Night::take_stock, &Night::write_report})
      if (status) status = (night.*step)();
    if (!status) return fault(kNobody, "night: " + status.error().where + " " + status.error().text), false;
    if (!night.report().rows.add_up()) fault(kNobody, "rows read do not add up");
    if (night.exit() != ExitCode::kDone && night.exit() != ExitCode::kAttention)
      fault(kNobody, "an honest night was refused: " + night.report().refusal);
    std::map<std::string, size_t> keys;
    for (size_t i = 0; !night.report().finds.empty() && i < rows_.size(); ++i) keys[key_of(*work, rows_[i])] = i;
    for (const auto& find : night.report().finds) {
      const auto row = keys.find(find.key);
      fault(row == keys.end() ? kNobody : row->second, "audit: " + find.code + " " + find.file);
    }
    return true;
  }

  static std::string key_of(const Workspace& work, const Planted& row) {
    return work.gate().record_key(row.dataset, agencies()[row.agency].code, row.id);
  }

  // ---- states

  void compare_rulings() {
    const auto work = open(Workspace::Access::kRead);
    if (!work) return;
    addresses_.resize(rows_.size());
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Planted& row = rows_[i];
      const std::string key = key_of(*work, row);
      const auto known = work->registry().find(key);
      if (!known) return fault(i, "registry: " + known.error().text);
      Ruling actual{"rejected", {}};
      if (*known) {
        actual.state = (**known).state;
        for (const auto& reason : Json::parse((**known).reasons)) actual.reasons.insert(reason);
        addresses_[i] = (**known).address;
      } else if (const auto rejections = work->registry().rejections_of(key)) {
        for (const auto& rejection : *rejections) actual.reasons.insert(rejection.reason);
      }
      if (!(actual == rulings_[i])) fault(i, "is " + actual.text() + ", and should be " + rulings_[i].text());
    }
  }

  // ---- what may not be there

  bool published(size_t i) const { return rulings_[i].state == "published"; }

  void look_for_needles() {
    Needles in_out, in_state;
    for (size_t i = 0; i < rows_.size(); ++i) {
      const std::string& state = rulings_[i].state;
      for (const auto& value : rows_[i].personal) {
        in_out.add(value, i);
        // A held record's text waits for its review with the names in it and without numbers; what is held or
        // withdrawn must keep the number it is known by.
        const bool waits = state == "held" || state == "withdrawn";
        const bool number = value.find_first_of("0123456789") != value.npos;
        if (waits && rows_[i].id.find(value) != value.npos) continue;
        if (number || state != "held") in_state.add(value, i);
      }
      for (const auto& value : rows_[i].own) {
        if (!published(i)) in_out.add(value, i);
        // A row that goes back says which one it is, where that may be said.
        const bool named = state == "rejected" && value == rows_[i].id;
        if (!named && (state == "withheld" || state == "expired" || state == "rejected")) in_state.add(value, i);
      }
    }
    look_through(scratch_ / "out", in_out);
    look_through(scratch_ / "state", in_state);
    look(in_out, "index", indexed());
  }

  void look_through(const stdfs::path& root, const Needles& needles) {
    for (const auto& entry : stdfs::recursive_directory_iterator(root)) {
      const std::string name = entry.path().lexically_relative(root).string();
      look(needles, "names of files", name);
      if (entry.is_regular_file() && !entry.is_symlink()) look(needles, name, unpacked(slurp(entry.path())));
    }
  }

  void look(const Needles& needles, const std::string& where, const std::string& bytes) {
    ++proof_.files;
    proof_.bytes += bytes.size();
    for (const auto& hit : needles.in(bytes)) fault(hit.owner, "“" + hit.value + "” can be read in " + where);
  }

  /// Terms, what they are spelled from, documents with their values, and metadata.
  std::string indexed() const {
    std::string text;
    const Xapian::Database db((stdfs::canonical(scratch_ / "out/current") / "index").string());
    for (auto it = db.allterms_begin(); it != db.allterms_end(); ++it) text += *it + "\n";
    for (auto it = db.spellings_begin(); it != db.spellings_end(); ++it) text += *it + "\n";
    for (auto it = db.metadata_keys_begin(); it != db.metadata_keys_end(); ++it) text += db.get_metadata(*it) + "\n";
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
      const Xapian::Document document = db.get_document(*it);
      text += document.get_data() + "\n";
      for (auto value = document.values_begin(); value != document.values_end(); ++value) text += *value + "\n";
    }
    return text;
  }

  // ---- what must be there

  void look_at_pages() {
    const stdfs::path site = stdfs::canonical(scratch_ / "out/current/site");
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (!published(i)) continue;
      const std::string html = slurp(site / addresses_[i].substr(0, addresses_[i].find('#')));
      const std::string text = page_text(html);
      if (text.empty()) fault(i, "has no page at " + addresses_[i]);
      for (const auto& value : rows_[i].shown)
        if (text.find(value) == text.npos) fault(i, "“" + value + "” is lost from its page");
      for (const auto& value : rows_[i].kept_back)
        if (html.find(value) != html.npos) fault(i, "“" + value + "” stands on its page");
    }
  }

  void fault(size_t record, const std::string& what) {
    if (proof_.faults.size() < kFaultsKept) proof_.faults.push_back({record, what});
    ++proof_.total_faults;
  }

  const std::vector<Planted>& rows_;
  std::vector<Ruling> rulings_;
  std::vector<std::string> addresses_;
  Scratch scratch_{test::quick_directory()};
  FaultyFs fs_;  // nothing fails, and nothing waits for the disk
  Proof proof_;
};

std::vector<Planted> without(const std::vector<Planted>& rows, size_t from, size_t to) {
  std::vector<Planted> out(rows.begin(), rows.begin() + static_cast<long>(from));
  out.insert(out.end(), rows.begin() + static_cast<long>(to), rows.end());
  return out;
}

}  // namespace

Proof prove(const std::vector<Planted>& rows) { return ProvenSite(rows).prove(); }

std::vector<Planted> smallest_failing(std::vector<Planted> rows, const std::function<bool(const std::vector<Planted>&)>& fails,
                                      int tries) {
  for (size_t parts = 2; rows.size() > 1 && tries > 0;) {
    const size_t step = std::max<size_t>(1, rows.size() / parts);
    bool smaller = false;
    for (size_t from = 0; from < rows.size() && tries-- > 0; from += step) {
      auto rest = without(rows, from, std::min(from + step, rows.size()));
      if (rest.empty() || !fails(rest)) continue;
      rows = std::move(rest);
      smaller = true;
      break;
    }
    if (smaller) continue;
    if (step == 1) break;
    parts *= 2;
  }
  return rows;
}

}  // namespace gongshi::proof
