#include "cli/command.h"

int main(int argc, char** argv) {
  int exit = 0;
  const auto command = gongshi::read_command_line(argc, argv, exit);
  return command ? gongshi::run_command(*command) : exit;
}
