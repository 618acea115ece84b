#include "night/make_release.h"

#include <algorithm>
#include <tuple>

#include "base/digest.h"
#include "base/text.h"
#include "export/export.h"
#include "night/counted_years.h"
#include "night/edition.h"
#include "night/feed_standing.h"
#include "night/index_parts.h"
#include "night/inputs.h"
#include "night/kept_site.h"
#include "release/packed_sink.h"
#include "release/switch.h"
#include "release/tree.h"
#include "release/untouched.h"
#include "release/views.h"
#include "render/press.h"
#include "render/render.h"
#include "report/annual_pages.h"
#include "search/static_index.h"

namespace gongshi {
namespace {

const char kAnnual[] = "annual-reports";
const std::string kViews = "views:";
const char kKiosk[] = "kiosk";
const char kSearch[] = "search/";
const char kSearchPage[] = "search/index.html";  // a page like others, with its compressed copies

/// Agencies and datasets whose feeds have been silent for longer than they allow.
Result<std::map<std::string, std::map<std::string, Date>>> stale_data(Workspace& work, const Edition& edition) {
  std::map<std::string, std::map<std::string, Date>> stale;
  GONGSHI_ASSIGN(const auto feeds, work.registry().feeds());
  for (const auto& feed : work.site().feeds) {
    const auto state = feeds.find(feed.id);
    // Of figures no page shows how old they are.
    if (state == feeds.end() || work.site().figures.count(feed.dataset) > 0) continue;
    const auto reached = Date::parse(state->second.fetched_on);
    if (!is_stale(feed, state->second.fetched_on, work.as_of())) continue;
    const auto [first, last] = edition.of("agencies");
    for (const auto* agency = first; agency != last; ++agency)
      if (feed.speaks_for(agency->agency())) {
        const auto at = stale[agency->agency()].emplace(feed.dataset, *reached).first;
        at->second = std::min(at->second, *reached);
      }
  }
  return stale;
}

/// One release on its way: the parts that both kinds of release share.
class Maker {
 public:
  Maker(Workspace& work, const Edition& edition) : work_(work), edition_(edition) {}

  Status begin() {
    GONGSHI_TRY(clean_leftovers(work_.fs(), work_.out()));
    GONGSHI_ASSIGN(const std::string id, next_release_id(work_.fs(), work_.out(), edition_.as_of));
    GONGSHI_ASSIGN(tree_, TreeWriter::begin(work_.fs(), work_.out(), id, edition_.as_of, work_.site().config.sm3));
    if (work_.site().config.compress) packed_ = std::make_unique<PackedSink>(*tree_);
    GONGSHI_TRY(keep_assets());
    GONGSHI_ASSIGN(extras_.stale, stale_data(work_, edition_));
    return {};
  }

  /// Annual reports from the count rows.
  Status count_annual() {
    GONGSHI_ASSIGN(const auto years, count_years(work_, edition_));
    const AnnualCounts& counts = *years->counts;
    extras_.annual = public_reports(work_.site(), edition_);
    plan_new(planned_annual_paths(work_.site(), edition_, counts));
    return with_frame([&](const Templates& templates, const Frame& frame) {
      return render_annual(work_.fs(), work_.site(), edition_, counts, templates, frame, sink());
    });
  }

  /// Annual reports as another release has them.
  Status carry_annual(const std::string& from) {
    GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work_.fs(), release_dir(work_.out(), from) / "site"));
    for (const auto& [partition, digest] : manifest.partitions) {
      if (!partition.starts_with(kAnnual)) continue;
      GONGSHI_ASSIGN(auto paths, tree_->carry_over(partition, from));
      const int year = std::stoi(partition.substr(sizeof kAnnual));
      for (const auto& path : paths) {
        const std::string name = stdfs::path(path).stem().string();
        if (path.ends_with(".html") && name != "index") extras_.annual[year].insert(name);
      }
      add_plan(std::move(paths));
    }
    for (const auto& [path, digest] : manifest.files) {
      if (!path.starts_with(kAnnual)) continue;
      GONGSHI_ASSIGN(const std::string bytes,
                     work_.fs().read(release_dir(work_.out(), from) / "site" / path));
      GONGSHI_TRY(tree_->add(path, bytes));
      add_plan({path});
    }
    return {};
  }

  /// Parts of another release that would come out the same, as links. Comes before pages are made and
  /// after the annual reports are known.
  Status carry_unchanged(const std::string& from) {
    GONGSHI_ASSIGN(const std::string shared, shared_inputs(work_, edition_, columns()));
    inputs_.emplace(work_, edition_, extras_, shared);
    for (const char* part : kSiteParts) {
      GONGSHI_ASSIGN(site_digests_[part], site_digest(work_.fs(), work_.site().dir, part));
    }
    noted_[kSharedInputs].own = shared;
    if (from.empty()) return {};
    const stdfs::path release = release_dir(work_.out(), from);
    const auto text = work_.fs().read(release / kInputsName);
    const auto manifest = read_manifest(work_.fs(), release / "site");
    const NotedParts before = text.ok() ? parse_noted(*text) : NotedParts();
    const auto as_before = before.find(kSharedInputs);
    if (as_before == before.end() || as_before->second.own != shared || !manifest.ok()) return {};
    like_ = release;
    std::map<std::string, std::string> same;
    for (const auto& [partition, digest] : manifest->partitions)
      if (const auto part = before.find(partition); part != before.end() && part->second.own == inputs_->of_pages(partition) &&
                                                    part->second.found == inputs_->of_lookups(part->second.lookups))
        same.emplace(partition, digest);
    GONGSHI_ASSIGN(const auto kept, untouched(work_.fs(), work_.out(), from, same));
    for (const auto& partition : kept) {
      GONGSHI_ASSIGN(taken_[partition], tree_->carry_over(partition, from));
      noted_[partition] = before.at(partition);
    }
    return carry_views(before, from);
  }

  Result<Manifest> finish() {
    NotingSink noting(sink());
    const auto note = [&](const Lookup& lookup) { noting.note(lookup); };
    GONGSHI_TRY(render_site(work_.fs(), work_.site(), edition_, extras_, noting, note));
    GONGSHI_ASSIGN(auto planned, planned_paths(work_.fs(), work_.site(), edition_, extras_));
    plan_new(std::move(planned));
    plan_new(planned_export_paths(work_.site(), edition_, !taken_.contains(kKiosk)));
    if (const auto kiosk = taken_.find(kKiosk); kiosk != taken_.end()) add_plan(kiosk->second);
    GONGSHI_TRY(with_frame([&](const Templates& templates, const Frame& frame) {
      return export_data(work_.site(), edition_, templates, frame, noting, note);
    }));
    GONGSHI_TRY(write_views());
    GONGSHI_TRY(write_index_parts(work_, edition_, *tree_, like_));
    GONGSHI_TRY(write_static_search());
    GONGSHI_TRY(note_inputs(noting));
    tree_->plan(std::move(plan_));
    return tree_->finish();
  }

 private:
  /// Readers may still hold pages of the release they saw last: its own assets stay for one release
  /// more, and what it had kept of the one before goes.
  Status keep_assets() {
    GONGSHI_ASSIGN(const Assets assets, Assets::load(work_.fs(), work_.site()));
    const std::vector<std::string> own = assets.paths();
    GONGSHI_TRY(tree_->note_assets(own));
    const std::string current = current_release(work_.fs(), work_.out());
    GONGSHI_ASSIGN(const auto kept, read_assets(work_.fs(), work_.out(), current));
    for (const std::string& path : kept) {
      if (std::find(own.begin(), own.end(), path) != own.end()) continue;
      const auto bytes = work_.fs().read(release_dir(work_.out(), current) / "site" / path);
      if (!bytes.ok()) continue;  // of a release that somebody has altered
      GONGSHI_TRY(sink().add(path, *bytes));
      plan_new({path});
    }
    return {};
  }

  Status carry_views(const NotedParts& before, const std::string& from) {
    GONGSHI_ASSIGN(const auto files, view_files(work_.fs(), work_.out(), from));
    std::set<std::string> partitions(std::begin(kSiteParts), std::end(kSiteParts));
    for (const std::string& path : files) partitions.insert(partition_of(path));
    std::map<std::string, std::string> same;
    for (const std::string& partition : partitions) {
      const auto part = before.find(kViews + partition);
      if (part == before.end() || part->second.own != own_of_views(partition)) continue;
      GONGSHI_ASSIGN(const stdfs::path stored, work_.fs().read_link(like_ / "views" / partition));
      same.emplace(partition, stored.filename().string());
    }
    GONGSHI_ASSIGN(const auto kept, untouched(work_.fs(), work_.out(), from, same));
    for (const auto& partition : kept) {
      if (auto paths = tree_->carry_over_views(partition, from); !paths) return paths.error();
      noted_[kViews + partition] = before.at(kViews + partition);
    }
    return {};
  }

  std::string own_of_views(const std::string& partition) const {
    const auto kept = site_digests_.find(partition);
    return kept == site_digests_.end() ? inputs_->of_views(partition) : kept->second;
  }

  /// The sealed views, and the site folder, from which a smaller release can be made.
  Status write_views() {
    const std::string& key = work_.gate().key();
    FileSink& sink = tree_->private_sink();
    std::map<std::string, std::string> files;
    for (const auto& record : edition_.records)
      if (const std::string path = views_path(record); sink.wants(path)) files[path] += Gate::seal(record, key) + "\n";
    const std::string stones = "tombstones/all/views.jsonl";
    if (sink.wants(stones))
      for (const auto& stone : edition_.tombstones) files[stones] += Gate::seal(stone, key) + "\n";
    for (const auto& [path, bytes] : files) GONGSHI_TRY(sink.add(path, bytes));
    return keep_site(work_.fs(), work_.site().dir, sink);
  }

  Status write_static_search() {
    if (!work_.site().config.static_search) return {};
    GONGSHI_ASSIGN(const auto before, kept_search());
    if (before.whole) {
      for (const auto& [path, bytes] : before.loose) GONGSHI_TRY(tree_->add(path, bytes));
      add_plan(before.paths);
      return {};
    }
    // Of a generation that is exported all the same, the paths are planned with the others.
    Json old;
    if (const auto head = before.loose.find(kSearchHead); head != before.loose.end() && taken_.contains(kOldSearch)) {
      old = kept_generation(head->second);
      if (!old.is_null()) add_plan(taken_.at(kOldSearch));
    }
    GONGSHI_ASSIGN(auto paths, export_static_index(tree_->index_dir(), edition_.as_of, sink(), old));
    plan_new(std::move(paths));
    return {};
  }

  /// What the release that parts are taken from has of the static search.
  struct KeptSearch {
    std::map<std::string, std::string> loose;  ///< files outside partitions; empty where somebody altered one
    std::vector<std::string> paths;            ///< of the partitions taken over and of those files
    bool whole = false;                        ///< all of it can be taken over
  };
  Result<KeptSearch> kept_search() {
    KeptSearch kept;
    if (like_.empty()) return kept;
    GONGSHI_ASSIGN(const Manifest before, read_manifest(work_.fs(), like_ / "site"));
    for (const auto& [path, digest] : before.files) {
      if (!path.starts_with(kSearch) || path.starts_with(kSearchPage)) continue;
      auto bytes = work_.fs().read(like_ / "site" / path);
      if (!bytes || sha256_hex(*bytes) != digest) return KeptSearch();
      kept.loose[path] = std::move(*bytes);
      kept.paths.push_back(path);
    }
    kept.whole = !kept.loose.empty();
    for (const auto& [partition, digest] : before.partitions) {
      if (!partition.starts_with(kSearch)) continue;
      const auto taken = taken_.find(partition);
      kept.whole = kept.whole && taken != taken_.end();
      if (taken != taken_.end()) kept.paths.insert(kept.paths.end(), taken->second.begin(), taken->second.end());
    }
    return kept;
  }

  Status note_inputs(const NotingSink& noting) {
    for (const auto& partition : tree_->partitions()) {
      if (noted_.count(partition)) continue;
      const std::string own = inputs_->of_pages(partition);
      if (own.empty()) continue;
      const auto lookups = noting.lookups().find(partition);
      NotedPart part{own, "", lookups == noting.lookups().end() ? std::set<Lookup>() : lookups->second};
      part.found = inputs_->of_lookups(part.lookups);
      noted_[partition] = std::move(part);
    }
    for (const auto& partition : tree_->view_partitions())
      if (const std::string own = own_of_views(partition); !own.empty()) noted_[kViews + partition] = {own, "", {}};
    return tree_->note_inputs(noted_text(noted_));
  }

  Columns columns() const {
    std::vector<int> years;
    for (const auto& [year, agencies] : extras_.annual) years.push_back(year);
    return Columns::of(work_.site(), edition_, years);
  }

  FileSink& sink() { return packed_ ? static_cast<FileSink&>(*packed_) : *tree_; }

  /// Files that go through sink().
  void plan_new(std::vector<std::string> paths) {
    add_plan(packed_ ? with_packed(std::move(paths)) : std::move(paths));
  }
  void add_plan(std::vector<std::string> paths) {
    plan_.insert(plan_.end(), std::make_move_iterator(paths.begin()), std::make_move_iterator(paths.end()));
  }

  template <class Render>
  Status with_frame(const Render& render) {
    GONGSHI_ASSIGN(const Templates templates, Templates::load(work_.fs(), work_.site()));
    GONGSHI_ASSIGN(const Assets assets, Assets::load(work_.fs(), work_.site()));
    GONGSHI_ASSIGN(const auto pages, read_site_pages(work_.fs(), work_.site()));
    const Columns open = columns();
    return render(templates, Frame(work_.site(), templates, assets, open, footer_links(pages)));
  }

  Workspace& work_;
  const Edition& edition_;
  std::unique_ptr<TreeWriter> tree_;
  std::unique_ptr<PackedSink> packed_;  ///< over tree_, where the site wants compressed copies
  RenderExtras extras_;
  std::vector<std::string> plan_;
  std::optional<Inputs> inputs_;
  std::map<std::string, std::vector<std::string>> taken_;  ///< partitions taken over, with their paths
  NotedParts noted_;  ///< of this release: partitions, and with kViews before them those of the views
  std::map<std::string, std::string> site_digests_;  ///< of the parts of the kept site folder
  stdfs::path like_;  ///< the release parts are taken from; empty when everything is made anew
};

}  // namespace

Result<Manifest> make_release(Workspace& work, const Edition& edition, const std::string& like) {
  Maker maker(work, edition);
  GONGSHI_TRY(maker.begin());
  GONGSHI_TRY(maker.count_annual());
  GONGSHI_TRY(maker.carry_unchanged(like));
  return maker.finish();
}

Result<Manifest> make_smaller_release(Workspace& work, const Edition& edition, const std::string& from_release) {
  Maker maker(work, edition);
  GONGSHI_TRY(maker.begin());
  GONGSHI_TRY(maker.carry_annual(from_release));
  GONGSHI_TRY(maker.carry_unchanged(from_release));
  return maker.finish();
}

Status each_shown(Workspace& work, const std::string& release, const std::function<Status(PublicRecord&&)>& record,
                  const std::function<Status(Tombstone&&)>& stone, const std::string& unlike) {
  const std::string& key = work.gate().key();
  GONGSHI_ASSIGN(const auto files, view_files(work.fs(), work.out(), release));
  const auto stored = [&](const std::string& of, const std::string& partition) {
    const auto link = work.fs().read_link(release_dir(work.out(), of) / "views" / partition);
    return link ? *link : std::string();
  };
  for (const auto& file : files) {
    const std::string partition = partition_of(file);
    const std::string own = unlike.empty() ? "" : stored(release, partition);
    if (!own.empty() && own == stored(unlike, partition)) continue;
    const bool stones = file.starts_with("tombstones/");
    GONGSHI_TRY(read_view(work.fs(), work.out(), release, file, [&](std::string_view line) -> Status {
      if (stones) {
        GONGSHI_ASSIGN(auto opened, Gate::open_tombstone(std::string(line), key));
        return stone(std::move(opened));
      }
      GONGSHI_ASSIGN(auto opened, Gate::open(std::string(line), key));
      return record(std::move(opened));
    }));
  }
  return {};
}

Result<Edition> read_edition(Workspace& work, const std::string& release) {
  Edition edition;
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), release) / "site"));
  edition.as_of = manifest.as_of;
  GONGSHI_TRY(each_shown(
      work, release,
      [&](PublicRecord&& record) {
        edition.records.push_back(std::move(record));
        return Status();
      },
      [&](Tombstone&& stone) {
        edition.tombstones.push_back(std::move(stone));
        return Status();
      }));
  std::sort(edition.records.begin(), edition.records.end(), [](const auto& a, const auto& b) {
    return std::tie(a.dataset(), a.address()) < std::tie(b.dataset(), b.address());
  });
  std::sort(edition.tombstones.begin(), edition.tombstones.end(),
            [](const auto& a, const auto& b) { return a.address() < b.address(); });
  return edition;
}

}  // namespace gongshi
