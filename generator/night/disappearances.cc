#include "night/disappearances.h"

namespace gongshi {
namespace {

constexpr double kShrinkLimit = 0.2;  // of a snapshot's known records

}  // namespace

Status Disappearances::take_named(Voices& voices) {
  if (!voices.several()) return {};
  for (const auto& [feed, lines] : pull_.portals) {
    if (lines.empty() || !pull_.fetched.contains(feed)) continue;
    GONGSHI_ASSIGN(const auto keys, work_.registry().beside_of(feed));
    for (const auto& key : keys) {
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      const PortalWithdrawal* told = known && known->gone_on.empty() ? told_of(feed, *known) : nullptr;
      const bool made_later = told && known->feed != feed && known->updated_at.substr(0, told->on.size()) > told->on;
      if (!told || made_later) continue;
      take_down(feed, *known);
      GONGSHI_TRY(work_.registry().put(*known));
      GONGSHI_TRY(voices.note_word(key, feed, "removed"));
    }
  }
  return {};
}

Status Disappearances::find(const std::string& prefix, const RowSpool::Rows& rows) {
  GONGSHI_ASSIGN(const auto standing, work_.registry().standing_keys(prefix));
  for (const auto& [key, feed, may_be_shown] : standing) {
    const FeedConfig* config = work_.site().feed(feed);
    if (!config || config->delta || !pull_.fetched.count(feed)) continue;
    // Of what expired at another portal, and of what ends today by itself, nothing is left that could go again.
    if (pull_.portals.count(feed) && !rows.count(key)) {
      GONGSHI_ASSIGN(const bool over, has_ended(key));
      if (!may_be_shown || over) continue;
    }
    ++snapshots_[feed].present;
    if (!rows.count(key) && !pull_.rejected_keys.count(key) && !pull_.secret_keys.count(key))
      snapshots_[feed].gone.push_back(key);
  }
  return {};
}

Result<bool> Disappearances::has_ended(const std::string& key) {
  GONGSHI_ASSIGN(const auto known, work_.registry().find(key));
  const auto last = known ? Date::parse(known->term_ends_on) : std::nullopt;
  return last && *last < work_.as_of();
}

Status Disappearances::weigh(const std::set<std::string>& accepted) {
  for (const auto& feed : pull_.fetched) {
    if (accepted.contains(feed) || accepted.contains("*")) pull_.believed.insert(feed);
    GONGSHI_ASSIGN(const bool more, more_keyless(feed));
    if (more) torn_.insert(feed);
    GONGSHI_TRY(take_told(feed, snapshots_[feed]));
    if (pull_.believed.contains(feed)) continue;
    if (waits(feed)) waiting_.insert(feed);
    if (more || waiting_.contains(feed)) pull_.doubtful.insert(feed);
  }
  pull_.weighed = true;
  return {};
}

Status Disappearances::take() {
  GONGSHI_TRY(forget_figures());
  for (const auto& [feed, snapshot] : snapshots_) {
    if (waiting_.contains(feed)) continue;
    const bool torn = !pull_.believed.contains(feed) && pull_.keyless.count(feed) > 0;
    for (const auto& key : snapshot.gone) {
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      if (!known) continue;
      // Its row may be one that cannot be read: then nobody has taken it down, and nothing may say so.
      known->update_rejected = torn && (torn_.contains(feed) || known->update_rejected);
      if (!known->update_rejected) take_down(feed, *known);
      GONGSHI_TRY(work_.registry().put(*known));
    }
  }
  return {};
}

Result<bool> Disappearances::more_keyless(const std::string& feed) {
  const std::string name = "keyless:" + feed;
  const auto at = pull_.keyless.find(feed);
  const long now = at == pull_.keyless.end() ? 0 : at->second;
  GONGSHI_ASSIGN(const std::string noted, work_.registry().meta(name));
  const long before = noted.empty() ? 0 : std::stol(noted);
  if (now != before) GONGSHI_TRY(work_.registry().set_meta(name, std::to_string(now)));
  return now > before;
}

Status Disappearances::forget_figures() {
  for (const auto& [key, feed] : pull_.told->standing()) {
    const FeedConfig* config = work_.site().feed(feed);
    if (!config || config->delta || !pull_.fetched.count(feed)) continue;
    if (!pull_.told_now.count(key) && !pull_.rejected_keys.count(key)) GONGSHI_TRY(pull_.told->forget(key));
  }
  return {};
}

Status Disappearances::take_told(const std::string& feed, Snapshot& snapshot) {
  if (!pull_.portals.count(feed)) return {};
  std::vector<std::string> untold;
  for (const std::string& key : snapshot.gone) {
    GONGSHI_ASSIGN(auto known, work_.registry().find(key));
    if (!known || !told_of(feed, *known)) {
      untold.push_back(key);
      continue;
    }
    known->update_rejected = false;
    take_down(feed, *known);
    GONGSHI_TRY(work_.registry().put(*known));
  }
  snapshot.present -= snapshot.gone.size() - untold.size();
  snapshot.gone = std::move(untold);
  return {};
}

bool Disappearances::waits(const std::string& feed) {
  const auto& [left, gone_keys] = snapshots_[feed];
  const PullLedger::Beside& beside = pull_.beside[feed];
  const size_t present = left + beside.known, gone = gone_keys.size() + beside.left_out;
  const bool many = gone == present || (gone > 1 && static_cast<double>(gone) > kShrinkLimit * static_cast<double>(present));
  if (gone == 0 || !many) return false;
  pull_.unsettled.insert(feed);
  pull_.result.needs_person = true;
  pull_.result.messages.push_back(
      {"shrunk", "数据来源 " + feed + " 少了 " + std::to_string(gone) + " 条（原有 " + std::to_string(present) +
                     " 条），暂不撤下。核实后请运行 gongshi pull --accept " + feed + "。",
       feed});
  return true;
}

const PortalWithdrawal* Disappearances::told_of(const std::string& feed, const KnownRecord& known) const {
  const auto portal = pull_.portals.find(feed);
  if (portal == pull_.portals.end() || known.facts.empty()) return nullptr;
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  const auto line = facts.number_let_go
                        ? std::ranges::find_if(portal->second, [&](const auto& told) {
                            const std::string stem = stdfs::path(told.first).stem().string();
                            const size_t key = stem.find('-');
                            return key != stem.npos && work_.gate().lookup_key(known.dataset, known.agency, stem.substr(key + 1)) == known.key;
                          })
                        : portal->second.find(page_file(known.dataset, known.agency, facts.id));
  return line == portal->second.end() ? nullptr : &line->second;
}

void Disappearances::take_down(const std::string& feed, KnownRecord& known) const {
  known.gone_on = work_.as_of().iso();
  if (!pull_.portals.count(feed) || known.facts.empty()) return;
  Facts facts = Facts::from_json(Json::parse(known.facts));
  if (const auto* told = told_of(feed, known)) {
    if (const auto on = Date::parse(told->on); on && *on < work_.as_of()) known.gone_on = on->iso();
    known.gone_ground = told->ground;
    if (state_of_reason(told->reason) == State::kWithdrawn) facts.gone_reason = told->reason;
  } else {
    known.gone_on.clear();
    facts.publish_until = work_.as_of().plus_days(-1);
  }
  known.facts = canonical(facts.to_json());
}

}  // namespace gongshi
