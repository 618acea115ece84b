#!/usr/bin/env bash
# Makes copies of the sources of the rules in which every mutation of mutations.txt can be switched on by
# name (GONGSHI_MUTATION), so that they are compiled once. mutate.sh ROOM-FOLDER TARGET-FOLDER.
# A mutation whose line is no longer there, or is there twice, is named in TARGET-FOLDER/stale.
set -euo pipefail
room=$1 target=$2
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
mkdir -p "$target"
: >"$target/stale.new"

LC_ALL=C awk -v room="$room" -v target="$target" '
  function whole(path,    line, all) {
    while ((getline line < path) > 0) all = all line "\n"
    close(path)
    return all
  }
  function change(from, to,    at, rest) {
    at = index(text[file], from)
    rest = substr(text[file], at + length(from))
    if (!at || index(rest, from)) print name ": " from > (target "/stale.new")
    else text[file] = substr(text[file], 1, at - 1) to rest
  }
  /^#/ || /^$/ { next }
  {
    name = $0
    getline file; getline from; getline to
    sub(/^  /, "", file); sub(/^  /, "", from); sub(/^  /, "", to)
    if (!(file in text)) text[file] = "#include \"mutation/mutation.h\"\n" whole(room "/" file)
    asked = "gongshi::test::mutated(\"" name "\")"
    if (to == "dropped") change(from, "if (!" asked ") " from)
    else if (sub(/^as: /, "", to)) change(from, to)
    else change(from, "(" asked " ? (" to ") : (" from "))")
  }
  END { for (file in text) printf "%s", text[file] > (target "/" file ".new") }
' "$here/mutations.txt"

for made in "$target"/*.cc.new; do
  cmp -s "$made" "${made%.new}" || mv "$made" "${made%.new}"
  rm -f "$made"
done
mv "$target/stale.new" "$target/stale"
