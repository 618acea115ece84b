#include "night/feed_basis.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/digest.h"

namespace gongshi {
namespace {

constexpr const char* kStoredUnder = "stored_under";

/// Size and time of the running program: another build may read or decide otherwise.
Json program() {
  struct stat info {};
  if (::stat("/proc/self/exe", &info) != 0) return nullptr;
  return {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

Status add_file(const Fs& fs, const stdfs::path& file, Json& out) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  out[file.filename().string()] = sha256_hex(bytes);
  return {};
}

Result<Json> definitions(const Fs& fs, const stdfs::path& folder) {
  Json out = Json::object();
  if (!fs.is_dir(folder)) return out;
  GONGSHI_ASSIGN(const auto names, fs.list(folder));
  for (const auto& name : names)
    if (name.ends_with(".json")) GONGSHI_TRY(add_file(fs, folder / name, out));
  return out;
}

Json configuration(const FeedConfig& feed) {
  Json out = {{"id", feed.id},         {"dataset", feed.dataset}, {"agencies", feed.agencies},
              {"url", feed.url},       {"format", feed.format},   {"preset", feed.preset},
              {"delta", feed.delta},   {"encoding", feed.encoding}, {"sheet", feed.sheet}, {"headers", feed.headers}};
  if (feed.attests)
    out["attests"] = {{"flags", feed.attests->flags},
                      {"reviewed_by", feed.attests->reviewed_by},
                      {"natural_persons", feed.attests->natural_persons},
                      {"by", feed.attests->by},
                      {"document", feed.attests->document},
                      {"on", feed.attests->on.iso()},
                      {"until", feed.attests->until.iso()}};
  return out;
}

/// The lines that may speak of a record of the feed.
Json lines(const std::vector<SiteLine>& lines, const FeedConfig& feed) {
  Json out = Json::array();
  for (const auto& line : lines)
    if (const std::string dataset = text_at(line.json, "dataset"); dataset.empty() || dataset == feed.dataset)
      out.push_back(line.json);
  return out;
}

/// For every day that stands in `value`: whether it lies ahead, is today or is over.
void add_days(const Json& value, Date as_of, std::string& out) {
  if (value.is_string())
    if (const auto day = Date::parse(value.get_ref<const std::string&>()))
      out += *day > as_of ? '>' : *day == as_of ? '=' : '<';
  if (value.is_structured())
    for (const auto& item : value) add_days(item, as_of, out);
}

}  // namespace

Result<std::string> feed_basis(Workspace& work, const FeedConfig& feed) {
  const Site& site = work.site();
  Json basis = {{"program", program()},
                {"feed", configuration(feed)},
                {"rule_sets", site.rule_sets},
                {"reviews", lines(site.reviews, feed)},
                {"withdrawals", lines(site.withdrawals, feed)},
                {"corrections", lines(site.corrections, feed)},
                {"reached", Json::object()},
                {"files", Json::object()}};
  for (const auto& [agency, of] : work.gate().contacts()) basis["reached"][agency] = {of.phones, of.addresses};
  GONGSHI_TRY(add_file(work.fs(), site.dir / "site.json", basis["files"]));
  if (const auto classes = site.resource("violations.json"); !classes.empty())
    GONGSHI_TRY(add_file(work.fs(), classes, basis["files"]));
  if (feed.preset.ends_with(".json")) GONGSHI_TRY(add_file(work.fs(), feed.preset, basis["files"]));
  GONGSHI_ASSIGN(basis["built_in"], definitions(work.fs(), site.share / "content" / "datasets"));
  GONGSHI_ASSIGN(basis["own"], definitions(work.fs(), site.dir / "datasets"));
  std::string days;
  add_days(basis, work.as_of(), days);
  basis["days"] = days;
  return hmac_hex(work.gate().key(), canonical(basis));
}

bool shares_keys(const Site& site, const FeedConfig& feed) {
  return std::any_of(site.feeds.begin(), site.feeds.end(), [&](const FeedConfig& other) {
    if (other.id == feed.id || other.dataset != feed.dataset) return false;
    const auto& codes = other.agencies;
    return feed.speaks_for("*") || other.speaks_for("*") ||
           std::any_of(codes.begin(), codes.end(), [&](const auto& code) { return feed.speaks_for(code); });
  });
}

Result<StoredUnder> StoredUnder::load(Workspace& work, const std::set<std::string>& read) {
  StoredUnder under;
  GONGSHI_ASSIGN(const std::string kept, work.registry().meta(kStoredUnder));
  if (!kept.empty()) under.kept_ = Json::parse(kept);
  for (const FeedConfig& feed : work.site().feeds) {
    if (!read.contains(feed.id)) continue;
    GONGSHI_ASSIGN(const std::string now, feed_basis(work, feed));
    if (under.kept_.value(feed.id, "") == now) under.same_.insert(feed.id);
    under.kept_[feed.id] = now;
  }
  return under;
}

Status StoredUnder::note(Workspace& work) const { return work.registry().set_meta(kStoredUnder, kept_.dump()); }

}  // namespace gongshi
