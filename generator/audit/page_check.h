#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/addresses.h"
#include "audit/find_log.h"
#include "audit/forbidden.h"
#include "audit/shapes.h"
#include "base/markup.h"

namespace gongshi {

/// Checks pages one by one: links, meta tags, shapes of personal data. What a page says of
/// fragments of other pages is checked at the end.
class PageCheck {
 public:
  /// `metas` are the names of meta tags that no page may lack or leave empty.
  PageCheck(const Addresses& addresses, const Shapes& shapes, std::vector<std::string> metas,
            FindLog& log)
      : addresses_(addresses), shapes_(shapes), metas_(std::move(metas)), log_(log) {}

  /// One file of markup; meta tags are asked of HTML only.
  void check(const std::string& path, std::string_view bytes);
  /// What a stylesheet loads.
  void check_style(const std::string& path, std::string_view bytes);
  /// Fragments asked of other pages, which read them again.
  Status check_fragments(const Fs& fs, const stdfs::path& site);

  /// Takes over the links that another check has followed, and the fragments it has seen asked for.
  void take(PageCheck& other);

  size_t links() const { return links_; }

 private:
  struct Page;
  void read_tag(Page& page, const MarkupToken& token);
  void check_link(Page& page, const std::string& element, const std::string& link, size_t offset);
  void check_text(Page& page, std::string_view text, size_t offset);
  void dead(const std::string& page, const std::string& why);

  const Addresses& addresses_;
  const Shapes& shapes_;
  std::vector<std::string> metas_;
  FindLog& log_;
  /// Page → fragments asked of it → a page that asks.
  std::map<std::string, std::map<std::string, std::string>> fragments_;
  size_t links_ = 0;
};

}  // namespace gongshi
