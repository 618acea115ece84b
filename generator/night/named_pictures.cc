#include "night/named_pictures.h"

#include "base/identifiers.h"
#include "render/pictures.h"

namespace gongshi {

NamedPictures::NamedPictures(const Fs& fs, const Site& site) {
  for (const auto& [name, file] : site.resources(fs, "images")) {
    there_.insert(name);
    there_.insert(picture_family(name).first);
  }
}

std::vector<Record::Warning> NamedPictures::missing(const Record& record) const {
  std::vector<Record::Warning> out;
  const auto look = [&](const char* field, const Json& value) {
    if (!value.is_string()) return;
    std::string name = value.get<std::string>();
    if (name.starts_with(kPictureFolder)) name.erase(0, kPictureFolder.size());
    if (name.empty() || there_.contains(name)) return;
    const std::string quoted = has_personal_shape(name) ? "" : "“" + name + "”";
    out.push_back({field, "图片" + quoted + "不在网站文件夹的 images/ 里，页面上没有显示。请把图片交给网站管理员，或者改正文件名。"});
  };
  if (const Json* photo = find_at(record.fields, "photo"); photo && record.fields.value("window", Json()) == true)
    look("photo", *photo);
  if (const Json* images = find_at(record.fields, "images"); images && images->is_array())
    for (const Json& image : *images) look("images", image);
  return out;
}

}  // namespace gongshi
