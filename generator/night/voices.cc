#include "night/voices.h"

#include <algorithm>

#include "night/feed_basis.h"

namespace gongshi {
namespace {

bool shown_whole(const KnownRecord& known) {
  return known.state == "published" && !Voices::speaks_against(Facts::from_json(Json::parse(known.facts)));
}

}  // namespace

bool Voices::speaks_against(const Facts& facts) {
  const bool ends = facts.is_case() && !facts.status.empty() && facts.status != "effective";
  return ends || !facts.redact.empty();
}

Status Voices::load() {
  const auto& feeds = work_.site().feeds;
  GONGSHI_ASSIGN(const bool noted, work_.registry().any_beside());
  several_ = noted || std::any_of(feeds.begin(), feeds.end(), [&](const FeedConfig& feed) { return shares_keys(work_.site(), feed); });
  return {};
}

bool Voices::whole(const std::string& feed) const {
  const FeedConfig* config = work_.site().feed(feed);
  return config && !config->delta && pull_.fetched.contains(feed);
}

bool Voices::rejected(const std::string& key, const std::string& feed) const {
  const auto bad = pull_.rejected_keys.find(key);
  const auto secret = pull_.secret_keys.find(key);
  return (secret != pull_.secret_keys.end() && secret->second.contains(feed)) ||
         (bad != pull_.rejected_keys.end() &&
          std::any_of(bad->second.begin(), bad->second.end(), [&](const auto& place) { return place.first == feed; }));
}

void Voices::hear(const KnownVoice& voice, const std::optional<KnownRecord>& known, Heard& heard) const {
  if (voice.word == "removed") {
    if (!known || known->gone_on.empty()) return;
    const bool gone = known->gone_on <= work_.as_of().iso();
    (gone ? heard.removed : heard.leaving) = true;
    if (!gone) heard.standing.insert(voice.feed);
    heard.strict = heard.strict || !gone;
    return;
  }
  if (voice.word == "secret") {  // the row goes from where it should not have been: that makes nothing public
    heard.standing.insert(voice.feed);
    heard.secret = heard.strict = true;
    return;
  }
  const bool held_for_row = known && known->update_rejected;
  const bool left_out = whole(voice.feed);
  const bool torn = pull_.keyless.contains(voice.feed) && !pull_.believed.contains(voice.feed);
  if (left_out && !pull_.weighed) heard.undecided = true;
  if (left_out && !pull_.doubtful.contains(voice.feed) && !(held_for_row && torn)) return;
  heard.standing.insert(voice.feed);
  heard.strict = heard.strict || !voice.word.empty();
  heard.unreadable = heard.unreadable || voice.word == "unreadable" || (left_out && torn);
}

Result<Voices::Heard> Voices::of(const std::string& key, const std::optional<KnownRecord>& known, const Said& said) {
  Heard heard;
  if (several_) {
    GONGSHI_ASSIGN(heard.before, work_.registry().beside(key));
  }
  std::vector<KnownVoice> voices = heard.before;
  if (known && known->gone_on.empty() && !said.contains(known->feed) &&
      std::ranges::none_of(voices, [&](const KnownVoice& voice) { return voice.feed == known->feed; }))
    voices.push_back({known->feed, heard.word_of_owner = shown_whole(*known) ? "" : "strict"});
  for (const KnownVoice& voice : voices) {
    if (said.contains(voice.feed)) continue;
    if (!rejected(key, voice.feed)) {
      hear(voice, known, heard);
      continue;
    }
    heard.standing.insert(voice.feed);
    heard.unreadable = heard.strict = true;
  }
  return heard;
}

void Voices::count(const std::string& key, const std::optional<KnownRecord>& known, const Said& said, const Heard& heard) {
  std::set<std::string> feeds;
  for (const KnownVoice& voice : heard.before)
    if (voice.word != "secret") feeds.insert(voice.feed);
  if (known && known->gone_on.empty()) feeds.insert(known->feed);
  for (const std::string& feed : feeds) {
    if (!whole(feed)) continue;
    PullLedger::Beside& beside = pull_.beside[feed];
    if (!known || feed != known->feed) ++beside.known;  // its own are counted where what vanished is found
    if (!said.contains(feed) && !rejected(key, feed)) ++beside.left_out;
  }
}

Status Voices::note(const std::string& key, const Said& said, const Heard& heard) {
  std::set<KnownVoice> voices;
  for (const auto& [feed, strict] : said) voices.insert({feed, strict ? "strict" : ""});
  std::set<std::string> unnoted = heard.standing;
  for (const KnownVoice& voice : heard.before)
    if (unnoted.erase(voice.feed) > 0) voices.insert(voice);
  for (const std::string& feed : unnoted) voices.insert({feed, heard.word_of_owner});
  return put(key, voices, heard);
}

Status Voices::add(const std::string& key, const Said& said, const Heard& heard) {
  std::set<KnownVoice> voices;
  for (const auto& [feed, strict] : said) voices.insert({feed, strict ? "strict" : ""});
  for (const KnownVoice& voice : heard.before)
    if (!said.contains(voice.feed)) voices.insert(voice);
  return put(key, voices, heard);
}

Status Voices::put(const std::string& key, const std::set<KnownVoice>& voices, const Heard& heard) {
  if (!several_ && heard.standing.empty()) return {};
  const std::vector<KnownVoice> now(voices.begin(), voices.end());
  return now == heard.before ? Status() : work_.registry().put_beside(key, now);
}

Status Voices::note_word(const std::string& key, const std::string& feed, const std::string& word) {
  if (!several_) return {};
  GONGSHI_ASSIGN(auto voices, work_.registry().beside(key));
  std::erase_if(voices, [&](const KnownVoice& voice) { return voice.feed == feed; });
  voices.push_back({feed, word});
  return work_.registry().put_beside(key, voices);
}

}  // namespace gongshi
