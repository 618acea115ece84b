#!/usr/bin/env bash
# Disables each rule in turn and fails unless at least one test of the rules fails for each.
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
survives() {  # NAME: no test fails; those that try many records are asked last
  GONGSHI_MUTATION=$1 "$mutants" -a '~[many]' >/dev/null 2>&1 &&
    GONGSHI_MUTATION=$1 "$mutants" -a '[many]' >/dev/null 2>&1 && echo "$1"
  return 0
}
export -f survives
export mutants

list=$(if (($#)); then printf '%s\n' "$@"; else names; fi)
survivors=$(xargs -d '\n' -P "$(nproc)" -I {} bash -c 'survives "$1"' _ {} <<<"$list" | sort)
total=$(wc -l <<<"$list")
if [[ -n $survivors ]]; then
  printf 'no test fails when this is left out:\n%s\n' "$survivors"
  printf '%d mutations, %d survive\n' "$total" "$(wc -l <<<"$survivors")"
  exit 1
fi
printf '%d mutations, each makes a test fail\n' "$total"
