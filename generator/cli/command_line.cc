#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/share.h"
#include "cli/version.h"

namespace gongshi {
namespace {

/// An option or a positional of a verb.
struct Word {
  const char* name;  ///< "--reason", or "DATASET" for a positional
  const char* help;
  bool required = false;
  bool many = false;
};

struct VerbLine {
  const char* name;
  const char* help;
  std::vector<Word> words;
  std::vector<Word> flags;
};

const std::vector<VerbLine>& verb_lines() {
  static const std::vector<VerbLine> lines = {
      {"pull", "读取各机关的数据，逐条判断并登记",
       {{"FEED", "只读这些数据来源", false, true},
        {"--accept", "接受这个数据来源大量减少的记录", false, true},
        {"--drop", "停用这个数据来源，它的记录按机关撤回处理", false, true}},
       {{"--recover", "恢复了较早的 STATE 之后：每个数据来源完整取到一次之前，网站只撤不增"}}},
      {"build", "生成一个新版本，不影响现在的网站", {}, {{"--full", "全部重新生成，不沿用上一版"}}},
      {"audit", "检查一个版本有没有不得公开的内容、坏链接、缺页", {{"ID", "版本号，默认最新生成的一个"}},
       {{"--full", "全部重新检查"}}},
      {"publish", "把网站切换到审计通过的版本", {{"ID", "版本号，默认最新生成的一个"}},
       {{"--accept", "核实以后，接受页面或者执法主体大量减少"}, {"--rollback", "退回上一个版本（已撤下的不会再出现）"}}},
      {"nightly", "一次做完：读取、生成、审计、发布",
       {{"--feed", "只读这个数据来源", false, true}}, {{"--accept", "核实以后，接受记录、页面或者执法主体大量减少"}}},
      {"annual", "行政执法统计年报",
       {{"--year", "年份", true}, {"--confirm", "代这个机关确认数据（填统一社会信用代码）"},
        {"--by", "确认人"}, {"--on", "确认日期，默认数据截至日"}, {"--note", "再次确认时说明更正了什么（公开）"},
        {"--submit", "把报送司法局的汇总表写成这个 xlsx 文件"},
        {"--why", "一格背后的记录，写作 机关代码/表/列，如 11990101009900013A/penalty/fine"}},
       {{"--check-deadline", "检查报送和公开期限，临近或逾期时以 1 结束"}}},
      {"explain", "说明一条记录为什么（不）在网站上",
       {{"DATASET", "数据集，如 decisions", true}, {"AGENCY", "机关的统一社会信用代码", true},
        {"ID", "文号、证号、网址、网址里的键，或者审计结果里的 key", true}},
       {}},
      {"review", "列出等待人工审核的记录；写明理由后放行",
       {{"DATASET", "数据集"}, {"AGENCY", "机关代码"}, {"ID", "文号、证号、网址或者网址里的键"},
        {"--clear", "放行哪些原因（逗号分开）", false, true}, {"--by", "审核人"}, {"--note", "依据或者说明"}},
       {}},
      {"withdraw", "立即撤下一条记录",
       {{"DATASET", "数据集", true}, {"AGENCY", "机关代码", true}, {"ID", "文号、证号、网址或者网址里的键", true},
        {"--reason", "原因代码，如 revoked、order、privacy", true}, {"--ground", "依据，撤下公告里要写明"},
        {"--by", "经办人", true}, {"--on", "日期，默认数据截至日"}},
       {}},
      {"status", "最近一次运行的简报", {}, {}},
      {"check", "检查配置、定义、模板、日历；或者在报送前检查一个文件",
       {{"--feed", "要检查的文件"}, {"--dataset", "它的数据集"}, {"--agency", "它的机关的统一社会信用代码"},
        {"--preset", "native 或者映射文件"}, {"--sheet", "把退回的行和提醒另存为这个 xlsx 文件"}},
       {}},
      {"serve", "在本机提供网站和搜索", {{"--listen", "地址和端口，默认 127.0.0.1:8080"}}, {}},
      {"search", "在命令行搜索", {{"QUERY", "要找的词", true}, {"--filter", "条件，如 category=penalty", false, true}},
       {}},
      {"verify", "把一份网站目录与它的 release.json 核对", {{"DIR", "网站目录", true}, {"--key", "自己保存的公钥文件，默认用目录里的"}}, {}},
      {"init", "建立一个新的网站文件夹",
       {{"DIR", "目录", true},
        {"--profile", "照哪里的方案：chaoyang、xinglongtai、zhengzhou、changning、xinbei"}},
       {}},
  };
  return lines;
}

void add_words(CLI::App& verb, const VerbLine& line, Command& command) {
  for (const auto& word : line.words) {
    auto& target = command.options[word.name];
    CLI::Option* option = nullptr;
    if (word.many) {
      // An option takes one value each time it is given; a positional that may repeat takes them all.
      option = verb.add_option(word.name, target, word.help);
      if (word.name[0] == '-') option->allow_extra_args(false);
    } else {
      option = verb.add_option_function<std::string>(
          word.name, [&target](const std::string& value) { target = {value}; }, word.help);
    }
    if (word.required) option->required();
  }
  for (const auto& flag : line.flags) verb.add_flag(flag.name, command.flags[flag.name], flag.help);
}

/// Stands before a word that the parser would take for an option; no keyboard types it.
constexpr char kShield = '\x01';

/// An address key, which begins with a hyphen where the id does not begin with a letter or digit:
/// `-2026-1--406ddff9bd`.
bool hyphened_key(std::string_view word) {
  constexpr size_t kDigest = 10;
  if (word.size() < kDigest + 2 || word[0] != '-' || word[1] == '-') return false;
  if (word[word.size() - kDigest - 1] != '-') return false;
  const std::string_view digest = word.substr(word.size() - kDigest);
  return digest.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The words as the parser wants them: the last one first.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words;
  for (int i = argc - 1; i > 0; --i)
    words.push_back(hyphened_key(argv[i]) ? kShield + std::string(argv[i]) : argv[i]);
  return words;
}

void take_shields_off(std::map<std::string, std::vector<std::string>>& options) {
  for (auto& [name, values] : options)
    for (auto& value : values)
      if (value.starts_with(kShield)) value.erase(0, 1);
}

/// What is wrong with the words, in Chinese. The parser itself speaks English: of what it says only the words of the
/// command are taken, which stand before or after its own.
std::string complaint(const CLI::ParseError& error) {
  const std::string said = error.what();
  const size_t colon = said.find(": ");
  const std::string before = said.substr(0, std::min(colon, said.find(' ')));
  const std::string after = colon == said.npos ? "" : "：" + said.substr(colon + 2);
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return "有不认识的命令或者参数" + after;
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return before + " 缺少值或者多了值";
  if (dynamic_cast<const CLI::RequiredError*>(&error)) return before == "A" ? "没有命令，或者没有这个命令" : "缺少 " + before;
  if (dynamic_cast<const CLI::ValidationError*>(&error)) return before + " 的值不对";
  return "参数写得不对" + after;
}

/// Ends with code 2; with --json the sentence is also in the object.
std::nullopt_t refuse(Command& command, const std::string& text, int& exit) {
  exit = static_cast<int>(ExitCode::kUsage);
  print_outcome(command, Outcome::failure({"usage", text, ""}, ExitCode::kUsage));
  return std::nullopt;
}

}  // namespace

std::string Command::option(const std::string& name) const {
  const auto at = options.find(name);
  return at == options.end() || at->second.empty() ? std::string() : at->second.back();
}

std::optional<Command> read_command_line(int argc, char** argv, int& exit) {
  Command command;
  std::string site, out = "out", state, as_of;
  CLI::App app("gongshi：行政执法公示。每晚读取各机关的数据，依法判断，生成可搜索的静态网站。", "gongshi");
  app.require_subcommand(1);
  app.fallthrough();
  speak_chinese(app);
  app.set_help_flag("-h,--help", "显示这份说明");
  app.set_help_all_flag("--help-all", "显示全部命令的说明");
  app.set_version_flag("--version", "gongshi " + std::string(program_version()), "显示版本");
  app.add_option("--site", site, "网站文件夹，默认 content");
  app.add_option("--out", out, "网站输出目录，默认 out");
  app.add_option("--state", state, "登记库所在目录，默认 输出目录/state");
  app.add_option("--as-of", as_of, "数据截至日，如 2026-11-20，默认今天");
  app.add_option("--jobs", command.places.jobs, "同时工作的线程数，默认与处理器数相同，结果与它无关");
  app.add_flag("--json", command.json, "在标准输出打印一个 JSON 对象");
  app.add_flag("--stats", command.stats, "打印各步用时");
  std::map<std::string, Command> parsed;
  for (const auto& line : verb_lines()) {
    auto* verb = app.add_subcommand(line.name, line.help);
    join_help(*verb);
    add_words(*verb, line, parsed[line.name]);
  }
  try {
    app.parse(words_of(argc, argv));
  } catch (const CLI::Success& asked) {  // for help or the version
    app.exit(asked, std::cout, std::cerr);
    exit = static_cast<int>(ExitCode::kDone);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    command.json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
    if (!app.get_subcommands().empty()) command.verb = app.get_subcommands().front()->get_name();
    return refuse(command, "用法不对：" + complaint(error) + "。运行 gongshi --help 查看用法。", exit);
  }
  command.verb = app.get_subcommands().front()->get_name();
  command.options = std::move(parsed[command.verb].options);
  command.flags = std::move(parsed[command.verb].flags);
  take_shields_off(command.options);
  Places& places = command.places;
  places.share = program_share();
  std::error_code ec;
  if (!site.empty()) places.site = site;
  else places.site = stdfs::is_directory("content", ec) ? stdfs::path("content") : places.share / "content";
  places.out = out;
  places.state = state.empty() ? places.out / "state" : stdfs::path(state);
  for (stdfs::path* path : {&places.site, &places.out, &places.state})
    *path = stdfs::absolute(*path).lexically_normal();
  if (!as_of.empty()) {
    places.as_of = Date::parse(as_of);
    if (!places.as_of) return refuse(command, "--as-of 要写成 2026-11-20 这样的日期。", exit);
  }
  return command;
}

}  // namespace gongshi
