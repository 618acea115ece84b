#include "render/assets.h"

#include <array>
#include <string_view>

#include "base/digest.h"

namespace gongshi {
namespace {

constexpr std::array<std::string_view, 5> kSheets = {"web.css", "elder.css", "kiosk.css", "screen.css", "print.css"};
constexpr std::string_view kOverlay = "kiosk_page.css";
constexpr std::array<std::string_view, 6> kPlain = {".js", ".svg", ".png", ".webp", ".jpg", ".ico"};

bool goes_out_as_it_is(const std::string& name) {
  if (name == kOverlay) return true;
  for (const auto ending : kPlain)
    if (name.ends_with(ending)) return true;
  return false;
}

std::string hashed_path(const std::string& name, std::string_view bytes) {
  const size_t dot = name.rfind('.');
  return "assets/" + name.substr(0, dot) + "." + sha256_hex(bytes).substr(0, 8) + name.substr(dot);
}

Result<std::string> sheet(const Fs& fs, const std::map<std::string, stdfs::path>& themes,
                          const std::string& name, const std::string& theme) {
  std::string bytes;
  for (const std::string& part : {std::string("tokens.css"), "theme-" + theme + ".css", name}) {
    const auto found = themes.find(part);
    if (found == themes.end())
      return Error{"bad_theme", "没有样式文件 " + part + "，请检查 site.json 的 theme。", "themes"};
    GONGSHI_ASSIGN(const std::string text, fs.read(found->second));
    bytes += text;
  }
  return bytes;
}

}  // namespace

Result<Assets> Assets::load(const Fs& fs, const Site& site) {
  const auto themes = site.resources(fs, "themes");
  Assets assets;
  for (const auto name : kSheets) {
    GONGSHI_ASSIGN(std::string bytes, sheet(fs, themes, std::string(name), site.config.theme));
    assets.add(std::string(name), std::move(bytes));
  }
  for (const auto& [name, path] : themes) {
    if (!goes_out_as_it_is(name)) continue;
    GONGSHI_ASSIGN(std::string bytes, fs.read(path));
    assets.add(name, std::move(bytes));
  }
  return assets;
}

void Assets::add(const std::string& name, std::string bytes) {
  std::string path = hashed_path(name, bytes);
  files_[name] = {std::move(path), std::move(bytes)};
}

std::string Assets::path(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string() : found->second.path;
}

std::vector<std::string> Assets::paths() const {
  std::vector<std::string> paths;
  for (const auto& [name, file] : files_) paths.push_back(file.path);
  return paths;
}

Status Assets::emit(FileSink& sink) const {
  for (const auto& [name, file] : files_) GONGSHI_TRY(sink.add(file.path, file.bytes));
  return {};
}

}  // namespace gongshi
