#include "night/voices.h"

#include <algorithm>

#include "night/feed_basis.h"

namespace gongshi {

Status Voices::load() {
  const auto& feeds = work_.site().feeds;
  GONGSHI_ASSIGN(const auto beside, work_.registry().beside_by_feed());
  several_ = !beside.empty() ||
             std::any_of(feeds.begin(), feeds.end(), [&](const FeedConfig& feed) { return shares_keys(work_.site(), feed); });
  return {};
}

void Voices::hear(const KnownVoice& voice, bool gone, bool held_for_row, Heard& heard) const {
  if (voice.word == "removed") {
    heard.removed = heard.removed || gone;
    return;
  }
  const FeedConfig* config = work_.site().feed(voice.feed);
  const bool told = config && !config->delta && pull_.fetched.contains(voice.feed);  // a whole snapshot without it
  const bool torn = pull_.keyless.contains(voice.feed);
  if (told && !pull_.weighed) heard.undecided = true;
  if (told && !pull_.doubtful.contains(voice.feed) && !(held_for_row && torn)) return;
  heard.standing.insert(voice.feed);
  heard.unreadable = heard.unreadable || voice.word == "unreadable" || (told && torn);
  heard.secret = heard.secret || voice.word == "secret";
}

Result<Voices::Heard> Voices::of(const std::string& key, const std::optional<KnownRecord>& known, const std::set<std::string>& said) {
  Heard heard;
  if (several_) {
    GONGSHI_ASSIGN(heard.before, work_.registry().beside(key));
  }
  std::vector<KnownVoice> voices = heard.before;
  const std::string owner = known && known->gone_on.empty() ? known->feed : std::string();
  const bool noted = std::any_of(voices.begin(), voices.end(), [&](const KnownVoice& voice) { return voice.feed == owner; });
  if (!owner.empty() && !noted) voices.push_back({owner, ""});
  for (const KnownVoice& voice : voices) {
    const FeedConfig* config = work_.site().feed(voice.feed);
    const bool counted = !pull_.weighed && config && !config->delta && pull_.fetched.contains(voice.feed);
    PullLedger::Beside& beside = pull_.beside[voice.feed];
    if (counted && voice.feed != owner) ++beside.known;  // its own are counted where what vanished is found
    if (said.contains(voice.feed)) continue;
    if (counted) ++beside.left_out;
    hear(voice, known && !known->gone_on.empty(), known && known->update_rejected, heard);
  }
  return heard;
}

Status Voices::note(const std::string& key, const std::string& owner, const std::set<std::string>& said, const Heard& heard) {
  if (!several_ && heard.standing.empty()) return {};
  std::set<KnownVoice> voices;
  for (const std::string& feed : said)
    if (feed != owner) voices.insert({feed, ""});
  for (const KnownVoice& voice : heard.before)
    if (heard.standing.contains(voice.feed)) voices.insert(voice);
  for (const std::string& feed : heard.standing) {
    const bool noted = std::any_of(voices.begin(), voices.end(), [&](const KnownVoice& voice) { return voice.feed == feed; });
    if (!noted && feed != owner) voices.insert({feed, ""});
  }
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
