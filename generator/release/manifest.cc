#include "release/manifest.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/json.h"

namespace gongshi {
namespace {

bool is_digest(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().size() == 64 &&
         value.get_ref<const std::string&>().find_first_not_of("0123456789abcdef") ==
             std::string::npos;
}

bool read_digests(const Json& object, std::map<std::string, std::string>& out) {
  if (!object.is_object()) return false;
  for (const auto& [path, digest] : object.items()) {
    if (!is_digest(digest) || !path_allowed(path)) return false;
    out[path] = digest.get<std::string>();
  }
  return true;
}

}  // namespace

int Manifest::sequence() const { return is_release_id(release) ? std::stoi(release.substr(9)) : 0; }

std::string Manifest::root() const {
  FileList all = files;
  for (const auto& [path, digest] : partitions) all[path + "/"] = digest;
  return sha256_hex(list_text(all));
}

std::string Manifest::json() const {
  Json value = {
      {"release", release},
      {"sequence", sequence()},
      {"as_of", as_of.iso()},
      {"expires_on", expires_on().iso()},
      {"previous",
       previous ? Json{{"release", previous->release}, {"root", previous->root}} : Json()},
      {"partitions", partitions},
      {"files", files},
      {"root", root()}};
  if (!sm3.empty()) value["sm3"] = sm3;
  return value.dump(1) + "\n";
}

Result<Manifest> Manifest::parse(std::string_view bytes, const std::string& where) {
  const Error broken{"altered", "发布说明 release.json 被改动过，请重新生成并发布。", where};
  const Json value = Json::parse(bytes, nullptr, false);
  if (!value.is_object()) return broken;
  Manifest out;
  out.release = text_at(value, "release");
  const auto as_of = Date::parse(text_at(value, "as_of"));
  if (!is_release_id(out.release) || !as_of) return broken;
  out.as_of = *as_of;
  const Json* previous = find_at(value, "previous");
  if (previous && previous->is_object())
    out.previous = Previous{text_at(*previous, "release"), text_at(*previous, "root")};
  const Json* partitions = find_at(value, "partitions");
  const Json* files = find_at(value, "files");
  if (!partitions || !files || !read_digests(*partitions, out.partitions) ||
      !read_digests(*files, out.files))
    return broken;
  out.stated_root = text_at(value, "root");
  out.sm3 = text_at(value, "sm3");
  return out;
}

Result<Manifest> read_manifest(const Fs& fs, const stdfs::path& site_dir) {
  GONGSHI_ASSIGN(const auto bytes, fs.read(site_dir / kManifestName));
  return Manifest::parse(bytes, (site_dir / kManifestName).string());
}

std::optional<Date> release_date(std::string_view id) {
  if (id.size() != 13 || id[8] != '-') return std::nullopt;
  for (size_t i = 0; i < id.size(); ++i)
    if (i != 8 && (id[i] < '0' || id[i] > '9')) return std::nullopt;
  return Date::parse(fmt::format("{}-{}-{}", id.substr(0, 4), id.substr(4, 2), id.substr(6, 2)));
}

bool is_release_id(std::string_view id) { return release_date(id).has_value(); }

Result<std::string> next_release_id(const Fs& fs, const stdfs::path& out, Date as_of) {
  int last = 0;
  if (fs.is_dir(out / "releases")) {
    GONGSHI_ASSIGN(const auto names, fs.list(out / "releases"));
    for (const auto& name : names) {
      const auto id = name.substr(0, 13);  // leftovers such as `<id>.building` count too
      if (is_release_id(id) && release_date(id) == as_of)
        last = std::max(last, std::stoi(id.substr(9)));
    }
  }
  if (last >= 9999)
    return Error{"io", "这一天的发布版本已满 9999 个，请先清理旧版本。",
                 (out / "releases").string()};
  return fmt::format("{}-{:04}", as_of.compact(), last + 1);
}

}  // namespace gongshi
