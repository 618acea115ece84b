#include "cli/help.h"

#include <CLI/CLI.hpp>

namespace gongshi {
namespace {

constexpr size_t kDescriptionColumn = 28;

/// The parser's own formatter pads by bytes; a Chinese character is three of them and two columns wide.
class ChineseFormatter : public CLI::Formatter {
 public:
  ChineseFormatter() {
    constexpr std::pair<const char*, const char*> kLabels[] = {
        {"Usage", "用法"}, {"OPTIONS", "选项"}, {"SUBCOMMAND", "命令"}, {"Positionals", "参数"}};
    for (const auto& [english, chinese] : kLabels) label(english, chinese);
  }

  std::string make_option(const CLI::Option* option, bool positional) const override {
    std::string out = "  " + make_option_name(option, positional);
    const bool value = !positional && option->get_expected_min() > 0;  // a flag takes none
    if (value) out += " 值";
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) out += "...";
    const size_t columns = value ? out.size() - 1 : out.size();
    out += columns < kDescriptionColumn ? std::string(kDescriptionColumn - columns, ' ') : std::string(1, ' ');
    return out + make_option_desc(option) + (option->get_required() ? "（必填）" : "") + "\n";
  }
};

}  // namespace

void speak_chinese(CLI::App& app) {
  app.formatter(std::make_shared<ChineseFormatter>());
  app.option_defaults()->group("选项");
}

void join_help(CLI::App& verb) {
  verb.group("命令");
  for (CLI::Option* option : verb.get_options()) option->group("选项");
}

}  // namespace gongshi
