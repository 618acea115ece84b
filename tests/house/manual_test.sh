#!/usr/bin/env bash
# What packaging/manual.sh makes of the help: every verb and option, completed and explained.
# manual_test.sh SOURCE GONGSHI
set -euo pipefail

manual=$1/packaging/manual.sh program=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0
wrong() { printf '%s\n' "$*"; failures=$((failures + 1)); }

"$manual" man "$program" >"$dir/gongshi.1"
"$manual" completion "$program" >"$dir/completion"
# shellcheck source=/dev/null
source "$dir/completion"

complete_line() {  # WORDS…: candidates for the last
  COMP_WORDS=(gongshi "$@")
  COMP_CWORD=$#
  COMPREPLY=()
  _gongshi || true  # a completion may end as it likes
}

verbs=$("$program" --help-all | sed -n '/^命令:$/,$p' | grep -E '^[a-z]+$')
(($(wc -l <<<"$verbs") >= 15)) || wrong "fewer than fifteen verbs: $verbs"
for verb in $verbs; do
  grep -q "^\.SS $verb$" "$dir/gongshi.1" || wrong "the manual has no $verb"
  complete_line "${verb:0:3}"
  [[ ${COMPREPLY[*]} == *"$verb"* ]] || wrong "${verb:0:3} is not completed to $verb: ${COMPREPLY[*]}"
  for option in $("$program" "$verb" --help | grep -oE '^  (-h,)?--[a-z-]+' | sed 's/.*--/--/'); do
    complete_line --site here "$verb" "$option"
    [[ ${COMPREPLY[*]} == *"$option"* ]] || wrong "$verb: $option is not completed"
    grep -qF -- "${option//-/\\-}" "$dir/gongshi.1" || wrong "the manual has no $option"
  done
done
complete_line ''
[[ ${#COMPREPLY[@]} == "$(wc -l <<<"$verbs")" ]] || wrong "not every verb is offered: ${COMPREPLY[*]}"
[[ ${COMPREPLY[0]} == *（*）* ]] || wrong "an offered verb is not explained: ${COMPREPLY[0]}"
complete_line expl
[[ ${COMPREPLY[*]} == explain ]] || wrong "the only candidate is ${COMPREPLY[*]}"
complete_line --as-of 20
((${#COMPREPLY[@]} == 0)) || wrong "a value is completed to a verb: ${COMPREPLY[*]}"
if command -v man >/dev/null; then
  said=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l "$dir/gongshi.1" 2>&1 >/dev/null)
  [[ -z $said ]] || wrong "man warns: $said"
fi
((failures == 0))
