#!/usr/bin/env bash
# Disables each rule in turn and fails unless at least one test of the rules fails for each.
# killers.txt says which test failed the last time, to be asked first: it saves nine tenths of the time and
# decides nothing (GONGSHI_KILLERS=refresh, without names, brings it up to date).
# prove.sh MUTANTS STALE [NAME…]: the executable, the list mutate.sh left, and names to try (default all).
set -euo pipefail
mutants=$(readlink -f "$1") stale=$2
shift 2
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

if [[ -s $stale ]]; then
  echo "mutations.txt names lines that are not there once; put right or leave out:"
  cat "$stale"
  exit 1
fi
export TMPDIR=${TMPDIR:-/tmp}
if ! "$mutants" >/dev/null; then
  echo "the tests fail without any mutation"
  exit 1
fi

names() {
  "$mutants" "[.names]" | grep -E '^(reason|detector) '
  grep -A 1 -E '^$' "$here/mutations.txt" | grep -vE '^(--|#|$|.* \*$)'
}
examine() {  # NAME TEST: says NAME and the test that fails, if one does. TEST is asked first, those that try many records last.
  local which said test
  for which in "${2//,/\\,}" '~[many]' '[many]'; do
    [[ $which ]] || continue
    if ! said=$(GONGSHI_MUTATION=$1 "$mutants" -a -r xml "$which" 2>/dev/null); then
      test=$(grep -o '<TestCase name="[^"]*"' <<<"$said" | tail -n 1 | cut -d '"' -f 2)
      [[ $test || $which == '~'* || $which == '['* ]] || continue  # there is no such test any more
      printf '%s\t%s\n' "$1" "${test:-it ends before any test}"
      return
    fi
  done
  printf '%s\t\n' "$1"
}
export -f examine
export mutants LC_ALL=C.UTF-8

refresh=$( (($#)) || echo "${GONGSHI_KILLERS:-}")
known=$here/killers.txt
list=$(if (($#)); then printf '%s\n' "$@"; else names; fi)
examined=$(awk -F '\t' -v known="$known" '
    BEGIN { while ((getline < known) > 0) test[$1] = $2 }
    { print $1; print test[$1] }' <<<"$list" |
  xargs -d '\n' -P "$(nproc)" -n 2 bash -c 'examine "$1" "$2"' _ | sort)
[[ $refresh != refresh ]] || printf '%s\n' "$examined" >"$known"
survivors=$(sed -n 's/\t$//p' <<<"$examined")
total=$(wc -l <<<"$list")
(($(wc -l <<<"$examined") == total)) || { echo "not every mutation was tried"; exit 1; }
if [[ -n $survivors ]]; then
  printf 'no test fails when this is left out:\n%s\n' "$survivors"
  printf '%d mutations, %d survive\n' "$total" "$(wc -l <<<"$survivors")"
  exit 1
fi
printf '%d mutations, each makes a test fail; of %d killers.txt did not know which\n' "$total" \
  "$(comm -23 <(sort <<<"$list") <(cut -f 1 "$known" | sort) | wc -l)"
