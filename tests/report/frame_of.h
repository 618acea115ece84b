#pragma once

#include <memory>

#include "render/frame.h"
#include "support/catch.h"

namespace gongshi::test {

/// The frame of a site's pages with everything it stands on.
struct FrameOf {
  explicit FrameOf(const Site& site, const Edition& edition, const std::vector<int>& years = {})
      : templates(take(Templates::load(DiskFs(), site))),
        assets(take(Assets::load(DiskFs(), site))),
        columns(Columns::of(site, edition, years)),
        frame(site, templates, assets, columns, {}) {}

  template <class T>
  static T take(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << " " << result.error().text);
    return std::move(result).value();
  }

  Templates templates;
  Assets assets;
  Columns columns;
  Frame frame;
};

}  // namespace gongshi::test
