#include "pull/feed_fetch.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pull/next_page.h"
#include "pull/outcome.h"
#include "pull/retry.h"
#include "site/feed_url.h"

namespace gongshi {
namespace {

bool redirects(const TransferOutcome& outcome) {
  const long s = outcome.status;
  return outcome.arrived() && !outcome.location.empty() && (s == 301 || s == 302 || s == 303 || s == 307 || s == 308);
}

bool speaks(const std::string& scheme) {
  return scheme == "http" || scheme == "https" || scheme == "sftp" || scheme == "file";
}

}  // namespace

FeedFetch::FeedFetch(Fs& fs, const FetchTask& task, const stdfs::path& dir, const FetchLimits& limits,
                     Timekeeper& time)
    : fs_(fs), task_(task), feed_(*task.feed), dir_(dir), limits_(limits), time_(time) {
  due_ms_ = began_ms_ = time_.now_ms();
  if (auto status = prepare(); !status) fail(status.error());
}

Status FeedFetch::prepare() {
  std::string url = without_userinfo(feed_.url);
  if (!contains(url, "://")) {
    if (url.empty() || fs_.is_dir(url))
      return fetch_error(feed_, "url 不是一个文件", "请检查 feeds.json 的 url。");
    url = file_address(url);
  }
  const auto address = Address::parse(url);
  if (!address) return fetch_error(feed_, "url 写得不对", "请检查 feeds.json 的 url。");
  if (!speaks(address->scheme))
    return fetch_error(feed_, "不支持 " + single_line(address->scheme) + " 地址",
                       "请改用 http、https、sftp、file 或者本地路径。");
  if (address->scheme != "file") {
    GONGSHI_ASSIGN(credentials_, Credentials::of(feed_));
    host_ = address->host;
  }
  origin_ = *address;
  seen_.insert(address->text);
  go_on(*address);
  return {};
}

void FeedFetch::go_on(Address address) {
  at_ = std::move(address);
  tries_ = 0;
  const size_t page = fetched_.pages.size() + 1;
  // No feed id has a '#', so no page can take another feed's name.
  file_ = dir_ / (feed_.id + (page == 1 ? std::string() : fmt::format("#{}", page)) + ".feed");
}

std::unique_ptr<Transfer> FeedFetch::next() {
  const int64_t now = time_.now_ms();
  if (tries_++ == 0) first_try_ms_ = now;
  TransferOrder order;
  order.url = at_.text;
  order.scheme = at_.scheme;
  order.credentials = &credentials_;
  order.known = conditional() ? &task_.known : nullptr;
  order.room = std::max(1LL, limits_.bytes - fetched_.bytes);
  order.connect_ms = limits_.connect_ms;
  order.total_ms = std::max<int64_t>(1, limits_.total_ms - (now - began_ms_));
  order.patience_ms = limits_.patience_ms > 0 ? limits_.patience_ms : feed_.patience_seconds * kMsOfSecond;
  order.slow_bytes = limits_.slow_bytes;
  return std::make_unique<Transfer>(fs_, feed_, std::move(order), file_);
}

void FeedFetch::take(const TransferOutcome& outcome) {
  if (outcome.has_data()) return take_page(outcome);
  if (outcome.http && outcome.arrived() && outcome.status == kNotModified && conditional()) {
    fetched_.unchanged = true;
    fetched_.validators = task_.known;
    (void)fs_.remove(file_);
    done_ = true;
    return;
  }
  if (redirects(outcome)) return take_redirect(outcome.location);
  if (may_pass(outcome)) {
    const int64_t now = time_.now_ms();
    const auto wait = wait_before_next(limits_.retry, tries_, now - first_try_ms_, outcome.retry_after, time_);
    if (wait && now - began_ms_ + wait->ms < limits_.total_ms) {
      due_ms_ = now + wait->ms;
      if (wait->asked) first_try_ms_ += wait->ms;
      return;
    }
  }
  Error error = explained(feed_, outcome, limits_.bytes);
  if (tries_ > 1) error.text += fmt::format("（试了 {} 次）", tries_);
  fail(std::move(error));
}

void FeedFetch::take_redirect(const std::string& location) {
  if (++redirects_ > limits_.redirects) return fail("转址次数太多", "请把 feeds.json 的 url 改成最终的地址。");
  auto to = at_.resolve(location);
  const bool allowed = to && (to->scheme == "https" || (to->scheme == "http" && at_.scheme == "http"));
  if (!allowed)
    return fail("对方转到了不允许的地址", "请把 feeds.json 的 url 改成最终的 http 或者 https 地址。");
  // What is the feed's own goes to its own origin, and so do the pages after the first.
  if (!to->same_origin(origin_) && (credentials_.any() || !fetched_.pages.empty()))
    return fail("对方要求转到别的地址", "带有自定义请求头、口令或者分页的数据来源不转到别的网站，请把 url 改成最终的地址。");
  go_on(std::move(*to));
}

Result<std::optional<std::string>> FeedFetch::next_reference(const TransferOutcome& outcome) const {
  if (!outcome.http) return std::optional<std::string>();
  if (auto link = next_in_links(outcome.links)) return link;
  if (feed_.format != "auto" && feed_.format != "json") return std::optional<std::string>();
  return next_in_page(fetched_.pages.back());
}

void FeedFetch::take_page(const TransferOutcome& outcome) {
  fetched_.pages.push_back(file_);
  fetched_.bytes += outcome.bytes;
  redirects_ = 0;
  const auto reference = next_reference(outcome);
  if (!reference) return fail(reference.error().text, "请联系数据提供方。");
  if (!*reference) {
    if (fetched_.pages.size() == 1) fetched_.validators = {outcome.etag, outcome.last_modified};
    done_ = true;
    return;
  }
  auto to = at_.resolve(**reference);
  if (!to || !to->same_origin(origin_))
    return fail("下一页的地址不在数据来源自己的网站上", "请联系数据提供方，分页要在同一个网站、用同一种协议。");
  if (!seen_.insert(to->text).second) return fail("分页又回到了前面的一页", "请联系数据提供方。");
  if (fetched_.pages.size() >= limits_.pages)
    return fail(fmt::format("超过 {} 页", limits_.pages), "请让数据提供方每页多给一些，或者分成几个数据来源。");
  if (fetched_.bytes >= limits_.bytes) {
    TransferOutcome full;
    full.too_large = true;
    return fail(explained(feed_, full, limits_.bytes));
  }
  go_on(std::move(*to));
}

void FeedFetch::fail(const std::string& what, const std::string& mend) { fail(fetch_error(feed_, what, mend)); }

void FeedFetch::fail(Error error) {
  for (const auto& page : fetched_.pages) (void)fs_.remove(page);
  if (!file_.empty()) (void)fs_.remove(file_);
  fetched_ = {};
  error_ = std::move(error);
  done_ = true;
}

Result<Fetched> FeedFetch::result() {
  if (error_) return *error_;
  return std::move(fetched_);
}

}  // namespace gongshi
