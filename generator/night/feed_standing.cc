#include "night/feed_standing.h"

#include "site/feed_url.h"

namespace gongshi {

bool is_stale(const FeedConfig& feed, const std::string& data_on, Date as_of) {
  const auto day = Date::parse(data_on);
  return day && day->plus_days(feed.stale_after_days) < as_of;
}

Result<std::vector<NightFeed>> feeds_on(Workspace& work, Date day) {
  GONGSHI_ASSIGN(const auto known, work.registry().feeds());
  std::vector<NightFeed> feeds;
  for (const auto& feed : work.site().feeds) {
    const auto at = known.find(feed.id);
    if (at == known.end()) continue;
    const FeedState& state = at->second;
    const bool stale = is_stale(feed, state.fetched_on, day);
    feeds.push_back({feed.id, feed.dataset, shown_url(feed.url), stale ? "stale" : state.result, state.rows,
                     state.rejected, state.message, state.fetched_on});
  }
  return feeds;
}

}  // namespace gongshi
