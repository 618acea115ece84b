#!/usr/bin/env bash
# paths_test.sh SOURCES GONGSHI BUILD-TYPE: the program holds no path of the folder it was built in, so that
# another folder gives the same bytes (tests/bare/reproducible.sh proves that for program and package).
set -uo pipefail

[[ $3 == Release ]] || exit 77  # others carry what a debugger needs
found=$(strings -n 4 "$2" | grep -F -- "$1" | head -n 3)
[[ -z $found ]] || { printf 'FAILED: the program names where it was built:\n%s\n' "$found" >&2; exit 1; }
