#include "search/releases.h"

#include "base/text.h"

namespace gongshi {

Result<std::shared_ptr<const ServedRelease>> Releases::current() {
  const auto id = fs_.read_link(out_ / "current");
  if (!id.ok())
    return Error{"no_release", "还没有发布过，请先运行 gongshi nightly。",
                 (out_ / "current").string()};
  const std::lock_guard lock(mutex_);
  if (latest_ && latest_->id == *id) return latest_;
  const stdfs::path release = out_ / *id;
  const stdfs::path root = release / "site";
  if (!fs_.is_dir(root))
    return Error{"no_release", "当前发布的目录不完整，请重新运行 gongshi nightly。", root.string()};
  GONGSHI_ASSIGN(ResultsPage results, ResultsPage::load(fs_, site_, root));
  latest_ = std::make_shared<const ServedRelease>(
      ServedRelease{*id, release / "index", SiteFiles(out_, root), std::move(results),
                    std::make_shared<const LateCompletions>(release / "index")});
  return latest_;
}

}  // namespace gongshi
