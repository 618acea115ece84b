#!/usr/bin/env bash
# Makes copies of the sources of the rules in which every mutation of mutations.txt can be switched on by
# name (GONGSHI_MUTATION), so that they are compiled once. mutate.sh ROOM-FOLDER TARGET-FOLDER.
# A mutation whose line is no longer there, or is there twice, is named in TARGET-FOLDER/stale.
set -euo pipefail
room=$1 target=$2
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
mkdir -p "$target"
: >"$target/stale.new"

declare -A text=()
begin() {
  [[ -v text[$file] ]] && return
  text[$file]='#include "mutation/mutation.h"'$'\n'$(<"$room/$file")$'\n'
}
change() {  # FROM TO
  local whole=${text[$file]} rest
  rest=${whole#*"$1"}
  if [[ $rest == "$whole" || ${rest#*"$1"} != "$rest" ]]; then
    printf '%s: %s\n' "$name" "$1" >>"$target/stale.new"
  else
    text[$file]=${whole/"$1"/"$2"}
  fi
}

while IFS= read -r name; do
  [[ -n $name && $name != \#* ]] || continue
  IFS= read -r file && IFS= read -r from && IFS= read -r to
  file=${file#  } from=${from#  } to=${to#  }
  begin
  asked="gongshi::test::mutated(\"$name\")"
  case $to in
    dropped) change "$from" "if (!$asked) $from" ;;
    as:*) change "$from" "${to#as: }" ;;
    *) change "$from" "($asked ? ($to) : ($from))" ;;
  esac
done <"$here/mutations.txt"

for file in "${!text[@]}"; do
  printf '%s' "${text[$file]}" >"$target/$file.new"
  cmp -s "$target/$file.new" "$target/$file" || mv "$target/$file.new" "$target/$file"
  rm -f "$target/$file.new"
done
mv "$target/stale.new" "$target/stale"
