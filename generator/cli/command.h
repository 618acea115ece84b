#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/exit_code.h"
#include "base/json.h"
#include "night/workspace.h"

namespace gongshi {

/// What was typed: places, switches, the verb and its words.
struct Command {
  std::string verb;
  Places places;
  bool json = false;
  bool stats = false;

  std::vector<std::string> words;                        ///< positional arguments
  std::map<std::string, std::vector<std::string>> options;  ///< `--reason` → values
  std::map<std::string, bool> flags;                     ///< `--rollback` → true

  std::string option(const std::string& name) const;     ///< last value, or ""
  bool flag(const std::string& name) const { return flags.count(name) && flags.at(name); }
};

/// What a verb gives back: for people as text, for programs as JSON.
struct Outcome {
  ExitCode exit = ExitCode::kDone;
  std::string text;              ///< standard output without --json
  Json json = Json::object();    ///< joined with verb, exit, release and messages
  std::optional<std::string> release;
  std::vector<Error> messages;   ///< standard error, and in the JSON

  static Outcome failure(const Error& error, ExitCode exit = ExitCode::kInternal);
};

/// Reads the command line. nullopt: what was asked for (help), or what is wrong, is printed already,
/// and `exit` says how to end.
std::optional<Command> read_command_line(int argc, char** argv, int& exit);

/// Messages to standard error; to standard output the text or, with --json, one object.
void print_outcome(const Command& command, const Outcome& outcome);

/// Runs the verb and prints its outcome; the process's exit code.
int run_command(const Command& command);

}  // namespace gongshi
