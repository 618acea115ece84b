#include <csignal>
#include <exception>
#include <iostream>
#include <unistd.h>

#include "cli/last_words.h"
#include "cli/verbs.h"

namespace gongshi {
namespace {

struct Verb {
  const char* name;
  Outcome (*run)(const Command&);
};

const Verb kVerbs[] = {
    {"pull", pull_verb},       {"build", build_verb},     {"audit", audit_verb},
    {"publish", publish_verb}, {"nightly", nightly_verb}, {"annual", annual_verb},
    {"explain", explain_verb}, {"review", review_verb},   {"withdraw", withdraw_verb},
    {"status", status_verb},   {"check", check_verb},     {"serve", serve_verb},
    {"search", search_verb},   {"verify", verify_verb},   {"init", init_verb},
};

constexpr const char* kStopped = "运行被中断。网站上总是完整的一版；没有做完的，下一次运行会接着做或者清理。";

/// Made beforehand: a signal's handler asks for no memory.
std::string last_object;

/// What is half done is in files nobody reads yet; the next run removes them.
extern "C" void interrupted(int) {
  for (const std::string_view part : {std::string_view("[interrupted] "), std::string_view(kStopped), std::string_view("\n")})
    (void)!::write(STDERR_FILENO, part.data(), part.size());
  (void)!::write(STDOUT_FILENO, last_object.data(), last_object.size());
  ::_exit(static_cast<int>(ExitCode::kInterrupted));
}

}  // namespace

void print_outcome(const Command& command, const Outcome& outcome) {
  // A log is searched by codes; a person at a terminal reads sentences.
  const bool log = !::isatty(STDERR_FILENO);
  for (const auto& message : outcome.messages) {
    if (log) std::cerr << "[" << message.code << "] ";
    if (!message.where.empty()) std::cerr << message.where << "：";
    std::cerr << message.text << "\n";
  }
  if (!command.json) {
    std::cout << outcome.text;
    return;
  }
  Json json = outcome.json;
  json["verb"] = command.verb;
  json["exit"] = static_cast<int>(outcome.exit);
  if (!json.contains("release")) json["release"] = outcome.release ? Json(*outcome.release) : Json();
  if (!json.contains("messages")) {
    json["messages"] = Json::array();
    for (const auto& message : outcome.messages)
      json["messages"].push_back({{"code", message.code}, {"text", message.text}, {"where", message.where}});
  }
  std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

Outcome Outcome::failure(const Error& error, ExitCode exit) {
  Outcome outcome;
  outcome.exit = exit;
  outcome.messages.push_back(error);
  return outcome;
}

Outcome outcome_of(const Error& error) {
  for (const char* code : {"bad_config", "bad_template", "bad_theme", "bad_page", "bad_layout", "usage",
                           "no_release", "bad_listen", "bad_query", "bad_narrative", "bad_signing_key"})
    if (error.code == code) return Outcome::failure(error, ExitCode::kUsage);
  if (error.code == "not_audited" || error.code == "other_day" || error.code == "altered")
    return Outcome::failure(error, ExitCode::kRefused);
  return Outcome::failure(error);
}

std::unique_ptr<Workspace> open_workspace(Fs& fs, const Command& command, Workspace::Access access,
                                          Outcome& failure) {
  Workspace::Failure why;
  auto work = Workspace::open(fs, command.places, access, why);
  if (work) return work;
  failure.messages = std::move(why.errors);
  failure.exit = why.configuration ? ExitCode::kUsage : ExitCode::kInternal;
  return nullptr;
}

Command last_good(Command command) {
  command.places.last_good = true;
  return command;
}

int run_command(const Command& command) {
  if (command.json)
    last_object = Json{{"verb", command.verb},
                       {"exit", static_cast<int>(ExitCode::kInterrupted)},
                       {"release", nullptr},
                       {"messages", {{{"code", "interrupted"}, {"text", kStopped}, {"where", ""}}}}}
                      .dump(2) +
                  "\n";
  std::signal(SIGINT, interrupted);
  std::signal(SIGTERM, interrupted);
  speak_before_the_end(command.verb != "serve");
  Outcome outcome;
  try {
    for (const Verb& verb : kVerbs)
      if (command.verb == verb.name) outcome = verb.run(command);
  } catch (const std::exception& error) {
    outcome = Outcome::failure(error_of(error, command.verb));
  }
  last_object.clear();
  print_outcome(command, outcome);
  return static_cast<int>(outcome.exit);
}

}  // namespace gongshi
