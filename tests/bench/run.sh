#!/usr/bin/env bash
# run.sh BENCH [ARGUMENT…]: builds a bench, runs it, and adds a line of JSON to the history, so that figures of
# another day can be compared:
#
#   {"bench":"intake_bench","arguments":["20000"],"version":"gongshi 0.11.0+…","at":"2026-11-21T20:00:00Z",
#    "machine":{"processor":"…","processors":2,"load":0.4},"seconds":12.5,
#    "says":[{"line":"read 20000 rows in 1.20 s","numbers":[20000,1.20]}, …]}
#
# `load` is the load average when it began: figures of a busy machine are no figures.
#
#   GONGSHI_BENCH_HISTORY   the file; default tests/bench/history.jsonl
#   GONGSHI_BENCH_BUILD     a Release build; default build/
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
history=${GONGSHI_BENCH_HISTORY:-$here/tests/bench/history.jsonl}
build=${GONGSHI_BENCH_BUILD:-$here/build}
(($#)) || { echo 'run.sh BENCH [ARGUMENT…]' >&2; exit 2; }
bench=$1
shift
if [[ -f $build/CMakeCache.txt ]]; then
  grep -q '^CMAKE_BUILD_TYPE:[A-Z]*=Release$' "$build/CMakeCache.txt" || { echo "$build is no Release build." >&2; exit 2; }
  cmake --build "$build" --target "$bench" gongshi >&2
fi

quoted() { sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/ /g; s/.*/"&"/'; }
list() { if (($#)); then printf '%s\n' "$@" | quoted | paste -sd ,; fi; }

read -r load _ </proc/loadavg
at=$(date -u +%FT%TZ)
said=$(mktemp)
trap 'rm -f "$said"' EXIT
began=$(date +%s.%N)
"$build/tests/bench/$bench" "$@" | tee "$said"
seconds=$(awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')
{
  printf '{"bench":"%s","arguments":[%s],"version":%s,"at":"%s",' "$bench" "$(list "$@")" \
    "$("$build/gongshi" --version | quoted)" "$at"
  printf '"machine":{"processor":%s,"processors":%d,"load":%s},"seconds":%s,"says":[' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | quoted)" "$(nproc)" "$load" "$seconds"
  awk '
    function json(text) { gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); gsub(/\t/, " ", text); return "\"" text "\"" }
    NF {
      numbers = ""
      rest = $0
      while (match(rest, /[0-9][0-9,]*(\.[0-9]+)?/)) {
        number = substr(rest, RSTART, RLENGTH)
        gsub(/,/, "", number)
        sub(/^0+/, "", number)
        if (number == "" || number ~ /^\./) number = "0" number
        numbers = numbers (numbers == "" ? "" : ",") number
        rest = substr(rest, RSTART + RLENGTH)
      }
      printf "%s{\"line\":%s,\"numbers\":[%s]}", (said++ ? "," : ""), json($0), numbers
    }' "$said"
  printf ']}\n'
} >>"$history"
