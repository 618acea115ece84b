#include "audit/page_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/markup.h"
#include "base/text.h"

namespace gongshi {
namespace {


bool among(std::initializer_list<std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_link(std::string_view attribute) {
  return among({"href", "src", "xlink:href", "action", "formaction", "poster", "srcset"},
               attribute);
}

/// Attributes with words that a reader may see or hear.
bool is_text(std::string_view attribute) {
  return among({"title", "alt", "content", "placeholder", "value", "label", "aria-label", "summary",
                "aria-description", "data-l", "data-title", "data-text"},
               attribute);
}

/// The addresses in a srcset.
std::vector<std::string> addresses_of(const MarkupAttribute& attribute) {
  if (attribute.name != "srcset") return {attribute.value};
  std::vector<std::string> out;
  for (const auto& candidate : split(attribute.value, ',')) {
    const std::string_view text = trimmed(candidate);
    out.emplace_back(text.substr(0, text.find(' ')));
  }
  return out;
}

std::string value_of(const std::vector<MarkupAttribute>& attributes, std::string_view name) {
  for (const auto& attribute : attributes)
    if (attribute.name == name) return attribute.value;
  return {};
}

/// Ids of a page, and names of its anchors.
std::set<std::string> ids_of(std::string_view bytes) {
  std::set<std::string> ids;
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen || token.source.find("id") == token.source.npos)
      continue;
    const std::string id = value_of(markup_attributes(token.source), "id");
    if (!id.empty()) ids.insert(id);
  }
  return ids;
}

}  // namespace

/// One page underway.
struct PageCheck::Page {
  const std::string& path;
  std::string_view bytes;
  std::string block;  ///< text since the last border of a block
  size_t block_offset = 0;
  std::set<std::string> ids;
  std::set<std::string> asked;  ///< fragments of this page
  std::set<std::string> metas;  ///< those that are there and not empty
};

void PageCheck::check(const std::string& path, std::string_view bytes) {
  Page page{path, bytes, "", 0, {}, {}, {}};
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kText) {
      if (page.block.empty()) page.block_offset = token.offset;
      page.block += decoded_references(token.source);
      continue;
    }
    if (token.kind == MarkupToken::Kind::kOpen) read_tag(page, token);
    if (is_inline_element(token.name) || token.kind == MarkupToken::Kind::kComment) continue;
    check_text(page, page.block, page.block_offset);
    page.block.clear();
  }
  check_text(page, page.block, page.block_offset);

  if (!path.ends_with(".html") && !path.ends_with(".htm")) return;
  for (const auto& fragment : page.asked)
    if (!page.ids.contains(fragment)) dead(path, "本页没有 #" + fragment + " 这一处");
  for (const auto& name : metas_)
    if (!page.metas.contains(name))
      log_.add({"meta_missing", path, addresses_.record_at(path),
                "页面缺少 " + name + " 标签，或者标签是空的，请检查模板和 site.json。",
                ""});
}

void PageCheck::read_tag(Page& page, const MarkupToken& token) {
  for (const auto& attribute : markup_attributes(token.source)) {
    if (attribute.name == "id") page.ids.insert(attribute.value);
    if (is_link(attribute.name))
      for (const auto& link : addresses_of(attribute))
        check_link(page, token.name, link, token.offset);
    if (is_text(attribute.name)) check_text(page, attribute.value, token.offset);
  }
  if (token.name != "meta") return;
  const auto attributes = markup_attributes(token.source);
  if (!trimmed(value_of(attributes, "content")).empty())
    page.metas.insert(value_of(attributes, "name"));
}

void PageCheck::check_link(Page& page, const std::string& element, const std::string& link,
                           size_t offset) {
  ++links_;
  const LinkTarget target = addresses_.resolve(link, page.path);
  switch (target.kind) {
    case LinkTarget::Kind::kElsewhere:
      // A feed names whole addresses; nothing is loaded by them.
      if (element != "a" && element != "area" && !page.path.ends_with(".xml"))
        dead(page.path, "页面向别的主机取 " + link);
      return;
    case LinkTarget::Kind::kOther: {
      const std::string_view rest =
          std::string_view(link).substr(std::min(link.find(':') + 1, link.size()));
      if (link.starts_with("mailto:") || link.starts_with("tel:"))
        check_text(page, percent_decoded(rest), offset);
      return;
    }
    case LinkTarget::Kind::kDead:
      dead(page.path, "链接 " + link + " 没有对应的页面");
      return;
    case LinkTarget::Kind::kInside:
      break;
  }
  if (target.fragment.empty() || target.fragment == "top") return;
  if (target.path == page.path) {
    page.asked.insert(target.fragment);
  } else {
    fragments_[target.path].emplace(target.fragment, page.path);
  }
}

void PageCheck::check_text(Page& page, std::string_view text, size_t offset) {
  if (!shapes_.suspicious(text)) return;
  const auto [key, linked] = addresses_.records_of(page.path, row_around(page.bytes, offset, true));
  log_.add(
      {"shape", page.path, key,
       "页面上出现了证件号码、手机号、银行卡号、车牌号或者邮箱的样式，而没有公开字段可以说明它。",
       ""},
      "shape " + sha256_hex(trimmed(text)), linked);
}

void PageCheck::dead(const std::string& page, const std::string& why) {
  log_.add({"dead_link", page, addresses_.record_at(page), why + "。", ""});
}

void PageCheck::check_style(const std::string& path, std::string_view bytes) {
  for (const std::string_view word : {"url(", "@import"}) {
    for (size_t at = bytes.find(word); at != bytes.npos; at = bytes.find(word, at + 1)) {
      size_t begin = bytes.find_first_not_of(" \"'", at + word.size());
      if (begin == bytes.npos || bytes.substr(begin).starts_with("url(")) continue;
      const std::string link(bytes.substr(begin, bytes.find_first_of(" \"');", begin) - begin));
      if (link.starts_with("#")) continue;
      ++links_;
      const auto target = addresses_.resolve(link, path);
      if (target.kind == LinkTarget::Kind::kElsewhere) dead(path, "样式表向别的主机取 " + link);
      if (target.kind == LinkTarget::Kind::kDead)
        dead(path, "样式表里的 " + link + " 没有对应的文件");
    }
  }
}

void PageCheck::take(PageCheck& other) {
  links_ += other.links_;
  other.links_ = 0;
  for (auto& [path, asked] : other.fragments_) fragments_[path].merge(asked);
  other.fragments_.clear();
}

Status PageCheck::check_fragments(const Fs& fs, const stdfs::path& site) {
  for (const auto& [path, asked] : fragments_) {
    if (!is_markup_path(path)) continue;
    GONGSHI_ASSIGN(const auto bytes, fs.read(site / path));
    const auto ids = ids_of(bytes);
    for (const auto& [fragment, from] : asked)
      if (!ids.contains(fragment))
        dead(from, fmt::format("页面 {} 没有 #{} 这一处", path, fragment));
  }
  return {};
}

}  // namespace gongshi
