#pragma once

namespace CLI {
class App;
}

namespace gongshi {

/// From now on the parser's help is Chinese and its columns stand straight. Before options and verbs are
/// added: they take it over.
void speak_chinese(CLI::App& app);
/// Puts a verb just added, and the options it was born with, under the Chinese headings.
void join_help(CLI::App& verb);

}  // namespace gongshi
