#include <chrono>
#include <csignal>
#include <iostream>
#include <set>

#include "base/text.h"
#include "cli/verbs.h"
#include "release/switch.h"
#include "search/answer.h"
#include "search/server.h"

namespace gongshi {
namespace {

/// The site alone: serving and searching need no registry and no lock.
std::optional<Site> read_site(Fs& fs, const Command& command, Outcome& failure) {
  LoadedSite loaded = load_site(fs, command.places.site, command.places.share);
  if (loaded.errors.empty()) return std::move(loaded.site);
  failure.messages = std::move(loaded.errors);
  failure.exit = ExitCode::kUsage;
  return std::nullopt;
}

}  // namespace

Outcome serve_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  const auto site = read_site(fs, command, failure);
  if (!site) return failure;
  // Signals are waited for here; the server's threads inherit the mask.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const std::string listen = command.option("--listen").empty() ? "127.0.0.1:8080" : command.option("--listen");
  auto server = Server::start(*site, command.places.out, listen);
  if (!server) return outcome_of(server.error());
  const std::string address = listen.substr(0, listen.rfind(':'));
  std::cerr << "网站和搜索已在 http://" << address << ":" << (*server)->port() << "/ 提供，按 Ctrl+C 结束。\n";
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->stop();
  Outcome outcome;
  if (signal == SIGINT) outcome.exit = ExitCode::kInterrupted;  // a service is stopped by SIGTERM, and that is no failure
  return outcome;
}

Outcome search_verb(const Command& command) {
  DiskFs fs;
  const std::string current = current_release(fs, command.places.out);
  if (current.empty())
    return outcome_of({"no_release", "还没有发布过，不能搜索。请先运行 gongshi nightly。", command.places.out.string()});
  std::map<std::string, std::string> parameters = {{"q", command.option("QUERY")}};
  for (const auto& filter : command.options.at("--filter")) {
    const size_t at = filter.find('=');
    if (at == std::string::npos)
      return outcome_of({"usage", "--filter 要写成 名称=值，如 category=penalty。", filter});
    static const std::set<std::string> names = {"dataset", "category", "agency", "year", "from", "to", "kind",
                                                "region", "min", "max", "sort", "page"};
    if (!names.count(filter.substr(0, at)))
      return outcome_of({"usage", "没有“" + filter.substr(0, at) + "”这个条件。可以用 " +
                                      joined({names.begin(), names.end()}, "、") + "。",
                         filter});
    parameters[filter.substr(0, at)] = filter.substr(at + 1);
  }
  Outcome outcome;
  outcome.release = current;
  auto request = SearchRequest::read(parameters);
  if (!request) {
    outcome.json = refusal_json(parameters["q"], request.error());
    outcome.json.erase("messages");
    outcome.exit = ExitCode::kUsage;
    outcome.messages.push_back(request.error());
    return outcome;
  }
  const auto start = std::chrono::steady_clock::now();
  auto result = search(release_dir(command.places.out, current) / "index", *request);
  if (!result) return outcome_of(result.error());
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  outcome.json = answer_json(*request, *result, took.count());
  outcome.text = "找到 " + std::to_string(result->total) + " 条。\n";
  for (const auto& hit : outcome.json["hits"])
    outcome.text += hit.value("date", "") + "  " + hit.value("title", "") + "\n    " + hit.value("url", "") + "\n";
  return outcome;
}

}  // namespace gongshi
