#include <cmath>
#include <regex>

#include "edition_maker.h"
#include "render/assets.h"

using namespace gongshi;
using test::MemorySink;
using test::TestSite;

namespace {

std::string theme_file(const std::string& name) {
  return test::slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "themes" / name);
}

std::map<std::string, std::string> colours(const std::string& css) {
  std::map<std::string, std::string> found;
  const std::regex token("--([a-z0-9-]+): (#[0-9a-f]{6});");
  for (std::sregex_iterator at(css.begin(), css.end(), token), end; at != end; ++at)
    found[(*at)[1]] = (*at)[2];
  return found;
}

double channel(const std::string& hex, size_t at) {
  const double value = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const std::string& hex) {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

double contrast(const std::string& a, const std::string& b) {
  const double light = std::max(luminance(a), luminance(b)),
               dark = std::min(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

}  // namespace

TEST_CASE("assets are named by their content") {
  TestSite test;
  const auto first = Assets::load(test.fs, test.site);
  REQUIRE(first);
  MemorySink sink;
  REQUIRE(first->emit(sink));
  CHECK(std::regex_match(first->path("web.css"), std::regex("assets/web\\.[0-9a-f]{8}\\.css")));
  CHECK(sink.files.at(first->path("web.css")).find("--accent: #1d4a73") != std::string::npos);
  CHECK(first->path("none.css").empty());
  test.scratch.write("themes/web.css", "body { margin: 0; }");
  const auto second = Assets::load(test.fs, test.site);
  REQUIRE(second);
  CHECK(second->path("web.css") != first->path("web.css"));
  CHECK(second->path("site.js") == first->path("site.js"));
}

TEST_CASE("an unknown theme is an error") {
  TestSite test;
  test.site.config.theme = "none";
  const auto assets = Assets::load(test.fs, test.site);
  REQUIRE_FALSE(assets);
  CHECK(assets.error().code == "bad_theme");
}

TEST_CASE("every theme sets the same tokens and keeps text readable") {
  const std::string tokens = theme_file("tokens.css");
  const size_t contrasted = tokens.find(":root[data-contrast]");
  const auto common = colours(tokens.substr(0, contrasted)), high = colours(tokens.substr(contrasted)),
             first = colours(theme_file("theme-dian.css"));
  for (const auto& [token, colour] : first) CHECK(high.contains(token));  // high contrast looks alike in every theme
  CHECK(first.size() == 7);
  for (const char* name : {"dian", "zhu", "song"}) {
    INFO(name);
    auto theme = colours(theme_file("theme-" + std::string(name) + ".css"));
    for (const auto& [token, colour] : first) CHECK(theme.contains(token));
    theme.insert(common.begin(), common.end());
    for (const auto& [text, ground] :
         std::vector<std::pair<std::string, std::string>>{{"ink", "paper"},
                                                          {"ink-2", "panel"},
                                                          {"link", "paper"},
                                                          {"link", "panel"},
                                                          {"link", "mark"},
                                                          {"visited", "paper"},
                                                          {"paper", "accent"},
                                                          {"accent-deep", "accent-tint"},
                                                          {"ok", "ok-tint"},
                                                          {"warn", "warn-tint"},
                                                          {"stop", "stop-tint"},
                                                          {"idle", "idle-tint"},
                                                          {"ink", "mark"},
                                                          {"ink", "redact"},
                                                          {"focus-ink", "focus"}}) {
      INFO(text + " on " + ground);
      CHECK(contrast(theme.at(text), theme.at(ground)) >= 4.5);
      const auto of = [&](const std::string& token) { return high.contains(token) ? high.at(token) : theme.at(token); };
      CHECK(contrast(of(text), of(ground)) >= 4.5);
    }
    CHECK(contrast(theme.at("line-strong"), theme.at("paper")) >= 3);
  }
}

TEST_CASE("style sheets take colours from tokens only and load nothing") {
  for (const char* name : {"web.css", "elder.css", "kiosk.css", "kiosk_page.css", "screen.css", "print.css"}) {
    INFO(name);
    const std::string css = theme_file(name);
    CHECK_FALSE(std::regex_search(css, std::regex("#[0-9a-fA-F]{3,8}\\b|rgba?\\(|hsla?\\(")));
    CHECK(css.find("url(") == std::string::npos);
    CHECK(css.find("@import") == std::string::npos);
    CHECK(css.find("font-style: italic") == std::string::npos);
  }
}

TEST_CASE("style sheets use no token that is not set") {
  const std::string set = theme_file("tokens.css") + theme_file("theme-dian.css");
  for (const char* name : {"web.css", "elder.css"}) {
    const std::string css = theme_file(name);
    const std::regex use("var\\((--[a-z0-9-]+)\\)");
    for (std::sregex_iterator at(css.begin(), css.end(), use), end; at != end; ++at) {
      INFO((*at)[1].str());
      CHECK(set.find((*at)[1].str() + ":") != std::string::npos);
    }
  }
}
