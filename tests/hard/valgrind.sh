#!/usr/bin/env bash
# valgrind.sh GONGSHI SOURCE: a small night, then a night on which nothing is new, a search and a check,
# watched by valgrind: no read or write outside what is owned, nothing uninitialised decided on, nothing
# definitely lost. Takes minutes, so only GONGSHI_VALGRIND=yes runs it; else 77.
set -uo pipefail

gongshi=$(readlink -f "$1") source=$(readlink -f "$2")
[[ -n ${GONGSHI_VALGRIND:-} ]] && command -v valgrind >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GONGSHI_SHARE=$source
failures=0

"$gongshi" init "$work/site" >/dev/null || exit 1
agency=11990101009900013A
mkdir -p "$work/site/feeds"
cat >"$work/site/feeds.json" <<JSON
[{"id":"agencies","dataset":"agencies","agency":"*","url":"feeds/agencies.jsonl",
  "attests":{"secrecy":"none","criminal":"none","security_risk":false,"series_case":"none","reviewed_by":"法制科","natural_persons":true,
             "by":"示例区司法局","on":"2026-11-01","until":"2027-10-31"}},
 {"id":"d","dataset":"decisions","agency":"*","url":"feeds/d.csv"}]
JSON
printf '{"id":"%s","name":"示例区市场监督管理局","kind":"行政机关"}\n' "$agency" >"$work/site/feeds/agencies.jsonl"
{
  printf 'id,agency,category,document_number,title,party.name,party.kind,penalty_kinds,fine,acted_on,decision_date,disclosure.secrecy,disclosure.security_risk,disclosure.series_case,disclosure.criminal,disclosure.reviewed_by\n'
  for i in 1 2 3 4 5 6; do
    printf '示市监罚〔2026〕%d号,%s,penalty,示市监罚〔2026〕%d号,占道经营案,示例第%d商贸有限公司,organisation,罚款,%d00,2026-10-08,2026-11-12,none,false,none,none,法制科\n' \
      "$i" "$agency" "$i" "$i" "$i"
  done
  printf '示市监罚〔2026〕7号,%s,penalty,示市监罚〔2026〕7号,某案,李明,natural_person,罚款,100,2026-10-08,2026-11-12,none,false,none,none,法制科\n' "$agency"
} >"$work/site/feeds/d.csv"

watched() {  # MOST-EXIT VERB…
  local most=$1 code
  shift
  # mimalloc stands in place of the C library's malloc: valgrind watches it under that name.
  # It takes its own operator new for another's free where the two meet: such pairs are no errors here.
  valgrind --quiet --show-mismatched-frees=no --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --soname-synonyms=somalloc='*mimalloc*' \
    --suppressions="$source/tests/hard/valgrind.supp" --log-file="$work/valgrind.%p" \
    "$gongshi" --site "$work/site" --out "$work/out" --as-of 2026-11-21 "$@" >"$work/said" 2>&1
  code=$?
  printf '%s: exit %d\n' "$*" "$code"
  ((code <= most)) && return
  printf 'FAILED: %s ended %d\n' "$*" "$code" >&2
  tail -n 20 "$work/said" >&2
  head -n 80 "$work"/valgrind.* >&2
  failures=$((failures + 1))
}
watched 1 nightly
watched 1 nightly
watched 0 search 商贸
watched 1 check
((failures == 0))
