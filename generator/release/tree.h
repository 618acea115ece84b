#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "release/manifest.h"
#include "release/tree_side.h"

namespace gongshi {

/// Beside a release: what its parts were made from, as the night room writes it.
inline constexpr const char* kInputsName = "inputs.jsonl";

/// Writes a new release beside the current one, in OUT/releases/<id>.building:
///   site/      the web root; what add() writes
///   views/     sealed public views, one record a line, from which a smaller release can be made
///   index/     the search index, written by the search room
///   plan.txt   the planned paths of the web root, one a line
///   assets.txt the assets its own pages use, one a line
///   inputs.jsonl what its parts were made from
/// finish() makes a release of it. A release that is not finished leaves only the directory
/// `<id>.building` (and partitions in OUT/store that nothing links to), which clean_leftovers
/// removes; nothing that readers see changes before publish().
class TreeWriter : public FileSink {
 public:
  /// Makes the directories. `previous` of the manifest is what OUT/current points to now.
  static Result<std::unique_ptr<TreeWriter>> begin(Fs& fs, const stdfs::path& out,
                                                   const std::string& id, Date as_of);

  /// Adds a file of the web root. Errors: `io`; `bad_path` for a path that is none, was written
  /// before or lies in a partition that was carried over.
  Status add(const std::string& path, std::string_view bytes) override {
    return site_.add(path, bytes);
  }
  bool wants(const std::string& path) const override { return site_.wants(path); }
  Result<Held> held(const std::string& path) const override { return site_.held(path); }
  /// Where sealed views are written. Their paths make partitions as those of the web root do:
  /// `agencies/views.jsonl`, `decisions/2026-03/views.jsonl`.
  FileSink& private_sink() { return views_; }
  /// Where the index belongs. Does not exist yet; its parent does.
  stdfs::path index_dir() const { return building_ / "index"; }
  /// Takes over a partition of the web root (`annual-reports/2025`) from another release as it is;
  /// returns the paths in it, which belong into the plan.
  Result<std::vector<std::string>> carry_over(const std::string& partition,
                                              const std::string& from_release);
  /// The same for a partition of the views.
  Result<std::vector<std::string>> carry_over_views(const std::string& partition,
                                                    const std::string& from_release);
  /// The partitions of the web root and of the views so far.
  std::vector<std::string> partitions() const { return site_.partitions(); }
  std::vector<std::string> view_partitions() const { return views_.partitions(); }
  /// The paths that should have been written, in any order.
  void plan(std::vector<std::string> paths) { plan_ = std::move(paths); }

  /// Notes the assets that this release's own pages use, for the release after it (read_assets).
  Status note_assets(const std::vector<std::string>& paths);

  /// Notes what its parts were made from, for the release after it (inputs.jsonl).
  Status note_inputs(const std::string& text) { return fs_.write(building_ / kInputsName, text, 0600); }

  const std::string& id() const { return manifest_.release; }

  /// Moves the partitions to the store, writes the lists and the manifest, makes everything last on
  /// disk and gives the release its name.
  Result<Manifest> finish();

 private:
  TreeWriter(Fs& fs, stdfs::path out, stdfs::path building, Manifest manifest);
  Result<std::string> stored_digest(const stdfs::path& link) const;

  Fs& fs_;
  stdfs::path out_;
  stdfs::path building_;
  Manifest manifest_;
  TreeSide site_;
  TreeSide views_;
  std::vector<std::string> plan_;
};

}  // namespace gongshi
