#include "render/attachments.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "intake/document_text.h"
#include "render/clean_picture.h"
#include "render/pictures.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

constexpr size_t kLargestDocument = 20u << 20;

/// Refuses text in which the detectors find, or suspect, what must not be public.
Status examined(std::string_view text, const Site& site, const char* where = "文件里") {
  const std::string what = not_to_be_shown(text, site);
  return what.empty() ? Status() : bad_file(where + ("有不能公开的内容（" + what) + "），请去掉后再放。");
}

Result<std::string> document(const std::string& path, std::string bytes, const Site& site) {
  if (bytes.size() > kLargestDocument) return bad_file("文件超过 20 MB，请分成几个。");
  GONGSHI_ASSIGN(const DocumentText text, document_text(path, bytes));
  if (!text.author.empty()) return bad_file("文件属性里有作者或者别的说明，请用“检查文档”去掉后重新保存。");
  GONGSHI_TRY(examined(text.text, site));
  return bytes;
}

/// A folder of the site whose files go out, and where to.
struct Place {
  std::string folder, address;
  bool documents = false;
  const char* formats = "";
};
const Place kPlaces[] = {{"pages/files", "files/", true, "只能放 png、jpg、webp、svg、pdf、docx、xlsx 文件。"},
                         {"images", "images/", false, "只能放 png、jpg、webp、svg 图片。"}};

Result<std::string> cleaned(const Place& place, const std::string& path, std::string bytes, const Site& site) {
  GONGSHI_TRY(examined(stdfs::path(path).stem().string(), site, "文件名里"));
  if (place.documents && is_document(path)) return document(path, std::move(bytes), site);
  if (!is_picture(path)) return bad_file(place.formats);
  GONGSHI_ASSIGN(std::string picture, clean_picture(path, bytes));
  if (!place.documents) GONGSHI_TRY(picture_size(picture));
  if (path.ends_with(".svg")) GONGSHI_TRY(examined(words_of_svg(picture), site));
  return picture;
}

/// Addresses are ASCII, as every path of the web root is.
bool plain_name(const std::string& name) {
  return !name.starts_with('.') && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

}  // namespace

bool Attachments::has(std::string_view path) const {
  return std::any_of(files.begin(), files.end(),
                     [&](const Attachment& file) { return file.path == path; });
}

namespace {

/// Pictures that records name, as paths.
std::set<std::string> named_pictures(const Site& site, const Edition& edition) {
  std::set<std::string> named;
  const auto take = [&](const std::string& name) {
    if (!name.empty()) named.insert(name.starts_with(kPictureFolder) ? name : std::string(kPictureFolder) + name);
  };
  for (const auto& [dataset, definition] : site.datasets) {
    if (!definition.field("photo") && !definition.field("images")) continue;
    const auto [first, last] = edition.of(dataset);
    for (const PublicRecord* record = first; record != last; ++record) {
      take(record->text("photo"));
      const Json images = record->value("images");
      for (const Json& image : images.is_array() ? images : Json::array())
        if (image.is_string()) take(image.get<std::string>());
    }
  }
  return named;
}

/// The site's own words in which a picture may be mentioned.
std::string own_words(const Fs& fs, const Site& site) {
  std::string words;
  for (const auto& [name, path] : site.pages(fs))
    if (const auto bytes = fs.read(path)) words += *bytes + "\n";
  for (const char* folder : {"templates", "themes"})
    for (const auto& [name, path] : site.resources(fs, folder))
      if (name.ends_with(".html") || name.ends_with(".css") || name.ends_with(".js"))
        if (const auto bytes = fs.read(path)) words += *bytes + "\n";
  return words;
}

}  // namespace

Attachments public_attachments(const Fs& fs, const Site& site, const Edition& edition) {
  Attachments all = read_attachments(fs, site);
  const auto is_picture_file = [](const Attachment& file) { return file.path.starts_with(kPictureFolder); };
  if (std::none_of(all.files.begin(), all.files.end(), is_picture_file)) return all;
  const auto named = named_pictures(site, edition);
  const std::string words = own_words(fs, site);
  std::erase_if(all.files, [&](const Attachment& file) {
    return is_picture_file(file) && !named.contains(file.path) && !named.contains(picture_family(file.path).first) && !contains(words, file.path);
  });
  return all;
}

Attachments read_attachments(const Fs& fs, const Site& site) {
  Attachments out;
  for (const Place& place : kPlaces)
    for (const auto& [name, file] : site.resources(fs, place.folder)) {
      const std::string path = place.address + name;
      auto bytes = plain_name(name)
                       ? fs.read(file)
                       : Result<std::string>(bad_file("文件名只能用英文字母、数字、点、横线和下划线。"));
      auto good = bytes.ok() ? cleaned(place, path, std::move(bytes).value(), site) : std::move(bytes);
      if (good.ok()) out.files.push_back({path, std::move(good).value()});
      else out.refused.push_back({"bad_file", good.error().text, place.folder + "/" + name});
    }
  return out;
}

}  // namespace gongshi
