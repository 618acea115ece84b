#!/usr/bin/env bash
# units.sh SOURCE: what systemd-analyze thinks of the exposure of each service, from 0 (none) to 10, and
# whether the units are well formed. 77 where there is no systemd-analyze that reads units from files.
set -uo pipefail

units=$1/packaging
command -v systemd-analyze >/dev/null && systemd-analyze security --help | grep -q -- --offline || exit 77
failures=0

exposure() {  # UNIT MOST
  local score
  score=$(systemd-analyze security --offline=true --no-pager "$units/$1" 2>/dev/null |
    sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p')
  printf '%s: %s (at most %s)\n' "$1" "${score:-unknown}" "$2"
  [[ -n $score ]] && awk -v a="$score" -v b="$2" 'BEGIN { exit !(a <= b) }' && return
  printf 'FAILED: %s is more exposed than it may be\n' "$1" >&2
  failures=$((failures + 1))
}
exposure systemd/gongshi-search.service 1.2
exposure systemd/gongshi.service 1.5
exposure systemd/gongshi-drop@.service 1.5
exposure kiosk/gongshi-serve.service 1.2

# Paths of other machines' programs are not here; everything else must be understood.
complaints=$(systemd-analyze verify --man=no --generators=no "$units"/systemd/*.service "$units"/systemd/*.timer \
  "$units"/kiosk/gongshi-serve.service 2>&1 | grep -F "$units" | grep -vE 'is not executable|No such file')
[[ -z $complaints ]] || {
  printf 'FAILED: %s\n' "$complaints" >&2
  failures=$((failures + 1))
}
((failures == 0))
