#include "audit/audit.h"

#include <algorithm>
#include <memory>

#include "audit/addresses.h"
#include "audit/file_check.h"
#include "audit/index_check.h"
#include "base/conveyor.h"
#include "release/file_list.h"
#include "release/switch.h"
#include "release/verify.h"

namespace gongshi {
namespace {

/// Names of files looked at together; a scan of one name alone would cost more than the name.
constexpr size_t kNames = 4096;
/// Files that one thread takes at a time.
constexpr size_t kFiles = 32;

/// One audit underway.
class Audit {
 public:
  Audit(const AuditInput& input, std::vector<std::string> files)
      : input_(input),
        site_(release_dir(input.out, input.release) / "site"),
        files_(std::move(files)),
        addresses_(input, files_),
        forbidden_(input, input.forbidden),
        shapes_(input, addresses_),
        pages_(addresses_, shapes_, input.metas, log_) {
    if (input.forbidden.any_settled()) {
      new_values_ = input.forbidden.unsettled();
      new_forbidden_ = std::make_unique<Forbidden>(input, new_values_);
    }
    for (const std::string& path : input.vanished)
      vanished_names_.insert(std::string_view(path).substr(path.find_last_of('/') + 1));
  }

  Result<AuditReport> run() {
    compare_plan();
    GONGSHI_TRY(compare_digests());
    check_names();
    GONGSHI_TRY(check_files());
    GONGSHI_TRY(pages_.check_fragments(*input_.fs, site_));
    const Forbidden& sought = input_.index_settled ? new_forbidden() : forbidden_;
    check_index(input_, sought, input_.index_settled && sought.empty(), log_, report_.counts);
    for (size_t i = 0; i < input_.forbidden.size(); ++i)
      if (forbidden_.excused(i)) report_.excused.push_back(i);
    report_.counts.links = pages_.links();
    log_.finish(report_);
    return std::move(report_);
  }

 private:
  /// Those of the values that are not settled; all of them where none is.
  const Forbidden& new_forbidden() const { return new_forbidden_ ? *new_forbidden_ : forbidden_; }

  void compare_plan() {
    std::vector<std::string_view> planned(input_.planned.begin(), input_.planned.end());
    std::sort(planned.begin(), planned.end());
    planned.erase(std::unique(planned.begin(), planned.end()), planned.end());
    for (const auto path : planned)
      if (const std::string missing(path); !addresses_.exists(missing))
        log_.add({"missing_page", missing, addresses_.record_at(missing), "应当生成的文件没有生成。", ""});
    for (const auto& path : files_)
      if (!is_release_list(path) && !std::binary_search(planned.begin(), planned.end(), std::string_view(path)))
        log_.add({"unplanned_file", path, addresses_.record_at(path), "多出了没有列入计划的文件。", ""});
  }

  Status compare_digests() {
    GONGSHI_ASSIGN(const auto differences, verify(*input_.fs, site_, input_.settled));
    for (const auto& difference : differences)
      log_.add(
          {"altered", difference.path, "",
           "与校验清单不符：" + std::string(difference_word(difference.kind)) + "。请重新生成。",
           ""});
    return {};
  }

  /// Names of files are public too.
  void check_names() {
    for (size_t from = 0; from < files_.size(); from += kNames) {
      const auto begin = files_.begin() + static_cast<long>(from);
      const std::vector<std::string> names(begin, begin + static_cast<long>(std::min(kNames, files_.size() - from)));
      for (const auto& hit : forbidden_.in_words(names))
        if (!forbidden_.short_name(hit.value))
          log_.add({"forbidden", names[hit.offset], addresses_.record_at(names[hit.offset]), forbidden_.sentence(hit.value),
                    forbidden_.about(hit.value)},
                   forbidden_.cause(hit.value));
    }
  }

  /// Some files, looked at by one thread; what it notes is taken over in the order of the files.
  struct Batch {
    Batch(size_t first, const FileSetting& setting) : from(first), check(setting) {}
    size_t from;
    FileCheck check;
    Status status;
  };

  void look_at(Batch& batch) {
    const size_t to = std::min(batch.from + kFiles, files_.size());
    for (size_t i = batch.from; i < to && batch.status; ++i) batch.status = batch.check.check(files_[i]);
  }

  void take(Batch& batch) {
    if (status_) status_ = batch.status;
    log_.take(batch.check.log());
    pages_.take(batch.check.pages());
    report_.counts.files += batch.check.counts().files;
    report_.counts.bytes += batch.check.counts().bytes;
    report_.counts.pages += batch.check.counts().pages;
  }

  Status check_files() {
    const FileSetting setting{input_, site_, addresses_, shapes_, forbidden_, new_forbidden(), vanished_names_, documents_};
    using Parcel = std::unique_ptr<Batch>;
    Conveyor<Parcel> belt(
        input_.hands, [&](Parcel& batch, unsigned) { look_at(*batch); }, [&](Parcel& batch) { take(*batch); });
    for (size_t from = 0; from < files_.size() && status_; from += kFiles) belt.put(std::make_unique<Batch>(from, setting));
    belt.finish();
    return status_;
  }

  const AuditInput& input_;
  stdfs::path site_;
  std::vector<std::string> files_;
  Addresses addresses_;
  Forbidden forbidden_;
  ForbiddenList new_values_;  ///< those that are not settled, where some are
  std::unique_ptr<Forbidden> new_forbidden_;
  std::unordered_set<std::string_view> vanished_names_;  ///< last segments of input_.vanished
  Shapes shapes_;
  FindLog log_;
  PageCheck pages_;
  AuditReport report_;
  std::mutex documents_;
  Status status_;
};

}  // namespace

Result<AuditReport> audit(const AuditInput& input) {
  GONGSHI_ASSIGN(auto files,
                 files_below(*input.fs, release_dir(input.out, input.release) / "site"));
  return Audit(input, std::move(files)).run();
}

}  // namespace gongshi
