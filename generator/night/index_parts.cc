#include "night/index_parts.h"

#include <algorithm>
#include <map>
#include <thread>
#include <vector>

#include "release/file_list.h"
#include "release/untouched.h"
#include "release/views.h"
#include "search/writer.h"

namespace gongshi {
namespace {

/// In a partition of the views, beside views.jsonl.
constexpr const char* kPartName = "index.glass";

struct Part {
  std::string partition;
  std::vector<const PublicRecord*> records;
  stdfs::path file;
};

/// Every part into its file, on as many threads as the run may use.
Status write_all(Workspace& work, const AgencyNames& names, const std::vector<Part>& parts) {
  const size_t hands = std::min<size_t>(std::max(work.jobs(), 1U), parts.size());
  std::vector<Status> ends(hands);
  std::vector<std::thread> threads;
  for (size_t hand = 0; hand < hands; ++hand)
    threads.emplace_back([&, hand] {
      for (size_t i = hand; i < parts.size() && ends[hand]; i += hands)
        if (const auto written = IndexWriter::write_part(work.site(), parts[i].records, names, parts[i].file); !written)
          ends[hand] = written.error();
    });
  for (auto& thread : threads) thread.join();
  for (const Status& end : ends) GONGSHI_TRY(end);
  return {};
}

/// The index of the release the parts are taken from, where none was made anew and none has gone. Its ways of telling
/// agencies are those of today: they are an input of every part.
Result<bool> take_over(Workspace& work, const std::map<std::string, stdfs::path>& files, const stdfs::path& like,
                       const stdfs::path& dir) {
  const std::string release = like.filename();
  GONGSHI_ASSIGN(const auto views, view_files(work.fs(), work.out(), release));
  const bool gone = std::any_of(views.begin(), views.end(), [&](const std::string& path) {
    return path.ends_with("/views.jsonl") && !path.starts_with("tombstones/") && !files.contains(partition_of(path));
  });
  return !gone && index_untouched(work.fs(), work.out(), release) && IndexWriter::take_over(like / "index", dir);
}

}  // namespace

std::string views_path(const PublicRecord& record) {
  return record.dataset() + "/" + (record.main_date() ? record.main_date()->month_id() : "all") + "/views.jsonl";
}

Status write_index_parts(Workspace& work, const Edition& edition, TreeWriter& tree, const stdfs::path& like) {
  const stdfs::path fresh = tree.index_dir().string() + ".parts";
  GONGSHI_TRY(work.fs().make_dirs(fresh));
  std::map<std::string, stdfs::path> files;  // of every partition
  std::map<std::string, Part> parts;         // of those made anew
  for (const auto& record : edition.records) {
    const std::string path = views_path(record), partition = partition_of(path);
    if (!tree.private_sink().wants(path)) {
      files.try_emplace(partition, like / "views" / partition / kPartName);
      continue;
    }
    Part& part = parts[partition];
    if (part.records.empty()) part = {partition, {}, fresh / std::to_string(parts.size())};
    part.records.push_back(&record);
  }
  std::vector<Part> made;
  for (auto& [partition, part] : parts) {
    files[partition] = part.file;
    made.push_back(std::move(part));
  }
  if (made.empty() && !like.empty()) {
    GONGSHI_ASSIGN(const bool taken, take_over(work, files, like, tree.index_dir()));
    if (taken) return work.fs().remove_tree(fresh);
  }
  const AgencyNames names = agency_names(edition);
  GONGSHI_TRY(write_all(work, names, made));
  for (const Part& part : made) {
    GONGSHI_ASSIGN(const std::string bytes, work.fs().read(part.file));
    GONGSHI_TRY(tree.private_sink().add(part.partition + "/" + kPartName, bytes));
  }
  std::vector<stdfs::path> all;
  for (const auto& [partition, file] : files) all.push_back(file);
  if (auto joined = IndexWriter::join_parts(work.site(), names, all, tree.index_dir()); !joined) return joined.error();
  return work.fs().remove_tree(fresh);
}

}  // namespace gongshi
