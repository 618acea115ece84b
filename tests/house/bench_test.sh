#!/usr/bin/env bash
# tests/bench/run.sh with a bench that only talks: one line of JSON for each run. bench_test.sh SOURCE GONGSHI
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/build/tests/bench"
cp "$2" "$dir/build/gongshi"
printf '#!/bin/sh\necho "read \\"$1\\" 1,200 rows in 0.50 s"\necho\necho done\n' >"$dir/build/tests/bench/small_bench"
chmod +x "$dir/build/tests/bench/small_bench"
for _ in 1 2; do
  said=$(GONGSHI_BENCH_HISTORY=$dir/history GONGSHI_BENCH_BUILD=$dir/build "$1/tests/bench/run.sh" small_bench 'a b')
done
[[ $said == *'rows in 0.50 s'* ]] || { echo "the bench is not heard: $said"; exit 1; }
[[ $(wc -l <"$dir/history") == 2 ]] || { echo 'not one line a run'; exit 1; }
for part in '{"bench":"small_bench","arguments":["a b"],"version":"gongshi ' '"load":' \
  '{"line":"read \"a b\" 1,200 rows in 0.50 s","numbers":[1200,0.50]},{"line":"done","numbers":[]}]}'; do
  grep -qF -- "$part" "$dir/history" || { echo "no $part in:"; cat "$dir/history"; exit 1; }
done
! GONGSHI_BENCH_HISTORY=$dir/history GONGSHI_BENCH_BUILD=$dir/build "$1/tests/bench/run.sh" no_bench 2>/dev/null ||
  { echo 'a bench that is not there ends well'; exit 1; }
[[ $(wc -l <"$dir/history") == 2 ]] || { echo 'a bench that failed is in the history'; exit 1; }
