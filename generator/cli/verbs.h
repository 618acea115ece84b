#pragma once

#include "cli/command.h"

namespace gongshi {

// One verb each; each in a file of its name (design section 8).
Outcome pull_verb(const Command& command);
Outcome build_verb(const Command& command);
Outcome audit_verb(const Command& command);
Outcome publish_verb(const Command& command);
Outcome nightly_verb(const Command& command);
Outcome annual_verb(const Command& command);
Outcome explain_verb(const Command& command);
Outcome review_verb(const Command& command);
Outcome withdraw_verb(const Command& command);
Outcome status_verb(const Command& command);
Outcome check_verb(const Command& command);
Outcome serve_verb(const Command& command);
Outcome search_verb(const Command& command);
Outcome verify_verb(const Command& command);
Outcome init_verb(const Command& command);

/// Opens the workspace, or gives the outcome that says why not.
std::unique_ptr<Workspace> open_workspace(Fs& fs, const Command& command, Workspace::Access access,
                                          Outcome& failure);
/// For verbs that take down: a mistake in the site folder does not keep them from it (Places::last_good).
Command last_good(Command command);
/// Brings what readers see now to the site's targets and adds what became of each, and what the workspace
/// noted on the way, to the outcome.
void push_from(Workspace& work, Outcome& outcome);
/// The outcome of an error: 2 for configuration and usage, 3 for a refusal, else 4.
Outcome outcome_of(const Error& error);

}  // namespace gongshi
