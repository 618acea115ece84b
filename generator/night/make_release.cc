#include "night/make_release.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "export/export.h"
#include "night/carry.h"
#include "night/edition.h"
#include "night/feed_standing.h"
#include "release/packed_sink.h"
#include "release/switch.h"
#include "release/tree.h"
#include "release/views.h"
#include "render/press.h"
#include "render/render.h"
#include "report/annual_pages.h"
#include "search/static_index.h"
#include "search/writer.h"

namespace gongshi {
namespace {

const char kAnnual[] = "annual-reports";

std::string views_path(const std::string& dataset, const std::optional<Date>& main_date) {
  return dataset + "/" + (main_date ? main_date->month_id() : "all") + "/views.jsonl";
}

/// What a smaller release can be made from.
Status write_views(const Workspace& work, const Edition& edition, FileSink& sink) {
  std::map<std::string, std::string> files;
  for (const auto& record : edition.records)
    if (const std::string path = views_path(record.dataset(), record.main_date()); sink.wants(path))
      files[path] += Gate::seal(record, work.gate().key()) + "\n";
  for (const auto& stone : edition.tombstones)
    files["tombstones/all/views.jsonl"] += Gate::seal(stone, work.gate().key()) + "\n";
  for (const auto& [path, bytes] : files) GONGSHI_TRY(sink.add(path, bytes));
  return {};
}

/// Agencies and datasets whose feeds have been silent for longer than they allow.
Result<std::map<std::string, std::map<std::string, Date>>> stale_data(Workspace& work, const Edition& edition) {
  std::map<std::string, std::map<std::string, Date>> stale;
  GONGSHI_ASSIGN(const auto feeds, work.registry().feeds());
  for (const auto& feed : work.site().feeds) {
    const auto state = feeds.find(feed.id);
    if (state == feeds.end()) continue;
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
    GONGSHI_ASSIGN(tree_, TreeWriter::begin(work_.fs(), work_.out(), id, edition_.as_of));
    if (work_.site().config.compress) packed_ = std::make_unique<PackedSink>(*tree_);
    GONGSHI_TRY(keep_assets());
    GONGSHI_ASSIGN(extras_.stale, stale_data(work_, edition_));
    return {};
  }

  /// Annual reports from the count rows.
  Status count_annual() {
    GONGSHI_ASSIGN(auto layouts, LayoutBook::of(work_.site()));
    choose_layouts(layouts, edition_);
    AnnualCounts counts(layouts);
    GONGSHI_TRY(each_count_row(work_, [&](const CountRow& row) { counts.add(row); }));
    extras_.annual = public_reports(work_.site(), edition_);
    plan_new(planned_annual_paths(work_.site(), edition_, counts));
    return with_frame([&](const Templates& templates, const Frame& frame) {
      return render_annual(work_.site(), edition_, counts, templates, frame, sink());
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

  /// Pages, views and index of the other release, as far as nothing in them is gone. Comes before anything
  /// that is made anew.
  Status carry_unchanged(const Edition& before, const std::string& from) {
    GONGSHI_ASSIGN(const Assets assets, Assets::load(work_.fs(), work_.site()));
    const stdfs::path release = release_dir(work_.out(), from);
    // With other styles every page is another.
    for (const auto& path : assets.paths())
      if (!work_.fs().exists(release / "site" / path)) return {};
    GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work_.fs(), release / "site"));
    GONGSHI_ASSIGN(const auto views, view_files(work_.fs(), work_.out(), from));
    const Carried carried = unchanged_parts(before, edition_, manifest, views);
    for (const auto& partition : carried.pages)
      if (auto paths = tree_->carry_over(partition, from); !paths) return paths.error();
    for (const auto& partition : carried.views)
      if (auto paths = tree_->carry_over_views(partition, from); !paths) return paths.error();
    if (!carried.pages.empty()) shrunk_index_ = {release / "index", carried.gone};
    return {};
  }

  Result<Manifest> finish() {
    GONGSHI_TRY(render_site(work_.fs(), work_.site(), edition_, extras_, sink()));
    GONGSHI_ASSIGN(auto planned, planned_paths(work_.fs(), work_.site(), edition_, extras_));
    plan_new(std::move(planned));
    plan_new(planned_export_paths(work_.site(), edition_));
    GONGSHI_TRY(with_frame([&](const Templates& templates, const Frame& frame) {
      return export_data(work_.site(), edition_, templates, frame, sink());
    }));
    GONGSHI_TRY(write_views(work_, edition_, tree_->private_sink()));
    auto indexed = shrunk_index_ ? IndexWriter::shrink_index(shrunk_index_->first, shrunk_index_->second, tree_->index_dir())
                                 : IndexWriter::write_index(work_.site(), edition_, tree_->index_dir(), work_.jobs());
    if (!indexed) return indexed.error();
    if (work_.site().config.static_search) {
      GONGSHI_ASSIGN(auto paths, export_static_index(tree_->index_dir(), edition_.as_of, sink()));
      plan_new(std::move(paths));
    }
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
    std::vector<int> years;
    for (const auto& [year, agencies] : extras_.annual) years.push_back(year);
    const Columns columns = Columns::of(work_.site(), edition_, years);
    return render(templates, Frame(work_.site(), templates, assets, columns, footer_links(pages)));
  }

  Workspace& work_;
  const Edition& edition_;
  std::unique_ptr<TreeWriter> tree_;
  std::unique_ptr<PackedSink> packed_;  ///< over tree_, where the site wants compressed copies
  RenderExtras extras_;
  std::vector<std::string> plan_;
  std::optional<std::pair<stdfs::path, std::vector<std::string>>> shrunk_index_;  ///< of which index, without which addresses
};

}  // namespace

Result<Manifest> make_release(Workspace& work, const Edition& edition) {
  Maker maker(work, edition);
  GONGSHI_TRY(maker.begin());
  GONGSHI_TRY(maker.count_annual());
  return maker.finish();
}

Result<Manifest> make_smaller_release(Workspace& work, const Edition& before, const Edition& edition,
                                      const std::string& from_release) {
  Maker maker(work, edition);
  GONGSHI_TRY(maker.begin());
  GONGSHI_TRY(maker.carry_unchanged(before, from_release));
  GONGSHI_TRY(maker.carry_annual(from_release));
  return maker.finish();
}

Result<Edition> read_edition(Workspace& work, const std::string& release) {
  Edition edition;
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), release) / "site"));
  edition.as_of = manifest.as_of;
  const std::string& key = work.gate().key();
  GONGSHI_ASSIGN(const auto files, view_files(work.fs(), work.out(), release));
  for (const auto& file : files) {
    const bool stones = file.starts_with("tombstones/");
    GONGSHI_TRY(read_view(work.fs(), work.out(), release, file, [&](std::string_view line) -> Status {
      if (stones) {
        GONGSHI_ASSIGN(auto stone, Gate::open_tombstone(std::string(line), key));
        edition.tombstones.push_back(std::move(stone));
      } else {
        GONGSHI_ASSIGN(auto record, Gate::open(std::string(line), key));
        edition.records.push_back(std::move(record));
      }
      return {};
    }));
  }
  std::sort(edition.records.begin(), edition.records.end(), [](const auto& a, const auto& b) {
    return std::tie(a.dataset(), a.address()) < std::tie(b.dataset(), b.address());
  });
  std::sort(edition.tombstones.begin(), edition.tombstones.end(),
            [](const auto& a, const auto& b) { return a.address() < b.address(); });
  return edition;
}

}  // namespace gongshi
