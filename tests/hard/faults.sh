#!/usr/bin/env bash
# faults.sh GONGSHI SOURCE [CASE…]: nights of the demonstration site where the disk is full, has no inodes
# left or may not be written, memory is short, and the locale, the zone and the day are odd. Whatever
# happens, readers have a whole release, the program says in Chinese what is wrong, and the next ordinary
# night mends everything. Needs root for its mounts; 77 where it cannot have them. GONGSHI_FIGURES names a
# file for what was seen.
set -uo pipefail

gongshi=$(readlink -f "$1") source=$(readlink -f "$2")
shift 2
cases=("$@")
((${#cases[@]})) || cases=(full inodes readonly memory surroundings days)

if [[ ${GONGSHI_MOUNTS:-} != own ]]; then
  # Mounts of this test are nobody else's and go with it.
  unshare -m true 2>/dev/null || exit 77
  GONGSHI_MOUNTS=own exec unshare -m "$0" "$gongshi" "$source" "${cases[@]}"
fi

work=$(mktemp -d)
failures=0
trap 'cd /; umount "$work"/disk 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/disk" && mount -t tmpfs -o size=512m,nr_inodes=200000,mode=755 tmpfs "$work/disk" || exit 77
export GONGSHI_SHARE=$source

fail() { printf 'FAILED: %s\n' "$*" >&2; tail -n 5 "$work/said" >&2; failures=$((failures + 1)); }
seen() { printf '%s\n' "$*"; [[ -z ${GONGSHI_FIGURES:-} ]] || printf '%s\n' "$*" >>"$GONGSHI_FIGURES"; }

fresh() { mount -o remount,size=512m,nr_inodes=200000 "$work/disk"; rm -rf "$work/site" "$work/disk"/*; cp -r "$source/content" "$work/site"; }
run() {  # DAY VERB…: its exit code, words in $work/said
  "$gongshi" --site "$work/site" --out "$work/disk/out" --as-of "$@" >"$work/said" 2>&1
  code=$?
  return 0
}
# Something to change each night, so that no stage has nothing to do.
change() { sed -i "s/\"fine\": *[0-9.]*/\"fine\":$1/" "$work"/site/feeds/decisions*.json* 2>/dev/null; printf '\n' >>"$work/site/pages/about.md"; printf '%s' "$1" >>"$work/site/pages/about.md"; }
speaks() { grep -qP '\p{Han}' "$work/said" || fail "$1: nothing was said"; }
whole() {  # WHAT
  "$gongshi" --site "$work/site" --out "$work/disk/out" verify "$work/disk/out/current/site" >"$work/verified" 2>&1 || {
    cp "$work/verified" "$work/said"
    fail "$1: readers' release is not whole"
  }
}
ends_well() { [[ $code == 0 || $code == 1 ]] || fail "$1 ended $code"; }
ends_told() {  # WHAT: done, refused or an error in words, never a crash
  [[ $code =~ ^[0134]$ ]] || fail "$1 ended $code"
  [[ $code == [01] ]] || speaks "$1"
}

first_night() { fresh; run 2026-11-21 nightly; ends_well "the first night"; whole "the first night"; }

full() {
  first_night
  local used room day=22 told=0
  used=$(df --output=used -k "$work/disk" | tail -n 1)
  for room in 0 1024 4096 8192 12288 16384 24576 32768; do
    change "$((1000 + room))"
    mount -o remount,size=$((used + room))k "$work/disk" || { fail "no smaller disk"; return; }
    run "2026-11-$day" nightly
    seen "disk with $room KB left: exit $code, $(grep -P '\p{Han}' "$work/said" | tail -n 1)"
    ends_told "a night with $room KB left"
    whole "a night with $room KB left"
    if [[ $code == [34] ]]; then told=$((told + 1)); fi
    mount -o remount,size=512m "$work/disk"
  done
  ((told > 0)) || fail "no night met a full disk"
  change 7
  run "2026-11-$day" nightly
  ends_well "the night after"
  whole "the night after"
}

inodes() {
  first_night
  local used room told=0
  used=$(df --output=iused "$work/disk" | tail -n 1)
  for room in 0 5 20 100 300 700; do
    change "$((2000 + room))"
    mount -o remount,nr_inodes=$((used + room)) "$work/disk" || { fail "no fewer inodes"; return; }
    run 2026-11-22 nightly
    seen "disk with $room inodes left: exit $code, $(grep -P '\p{Han}' "$work/said" | tail -n 1)"
    ends_told "a night with $room inodes left"
    whole "a night with $room inodes left"
    if [[ $code == [34] ]]; then told=$((told + 1)); fi
    mount -o remount,nr_inodes=200000 "$work/disk"
  done
  ((told > 0)) || fail "no night met a disk without inodes"
  run 2026-11-22 nightly
  ends_well "the night after"
  whole "the night after"
}

readonly_tree() {
  first_night
  mount -o remount,ro "$work/disk"
  change 3
  run 2026-11-22 nightly
  seen "read-only disk: exit $code, $(grep -P '\p{Han}' "$work/said" | tail -n 1)"
  [[ $code == 4 ]] || fail "a night on a read-only disk ended $code"
  speaks "a night on a read-only disk"
  whole "a night on a read-only disk"
  run 2026-11-22 search 食品
  [[ $code == 0 ]] || fail "a search on a read-only disk ended $code"
  mount -o remount,rw "$work/disk"
  run 2026-11-22 nightly
  ends_well "the night after"
  whole "the night after"
}

memory() {
  first_night
  local kilobytes told=0
  for kilobytes in 80000 120000 140000 160000 180000 200000 220000 240000 300000 500000; do
    change "$kilobytes"
    # Below this the libraries themselves do not start.
    (ulimit -v "$kilobytes" && exec "$gongshi" --help) >/dev/null 2>&1 || { seen "$kilobytes KB of address space: the libraries do not start"; continue; }
    (ulimit -v "$kilobytes" && exec "$gongshi" --site "$work/site" --out "$work/disk/out" --as-of 2026-11-22 nightly) >"$work/said" 2>&1
    code=$?
    seen "$kilobytes KB of address space: exit $code, $(grep -P '\p{Han}' "$work/said" | tail -n 1)"
    ends_told "a night with $kilobytes KB"
    if [[ $code == 4 ]]; then
      told=$((told + 1))
      grep -qE '内存|线程' "$work/said" || fail "a night with $kilobytes KB did not say that memory is short"
    fi
    whole "a night with $kilobytes KB"
  done
  ((told > 0)) || fail "no night met a limit on memory"
  run 2026-11-22 nightly
  ends_well "the night after"
  whole "the night after"
}

sums() { (cd "$work/disk/out/current/site/" && find -L . -type f ! -name release.json -print0 | sort -z | xargs -0 sha256sum | sha256sum); }

surroundings() {
  local plain odd locales=$work/locales
  first_night
  plain=$(sums)
  mkdir -p "$locales"
  localedef -i zh_CN -f GB18030 "$locales/zh_CN.GB18030" >/dev/null 2>&1
  for odd in LC_ALL=C LC_ALL=POSIX "LOCPATH=$locales LC_ALL=zh_CN.GB18030" TZ=Pacific/Kiritimati TZ=America/New_York TZ=Asia/Tokyo TZ=nonsense LANG= HOME=/nonexistent; do
    fresh
    # shellcheck disable=SC2086
    env $odd "$gongshi" --site "$work/site" --out "$work/disk/out" --as-of 2026-11-21 nightly >"$work/said" 2>&1
    code=$?
    ends_well "a night with $odd"
    [[ $(sums) == "$plain" ]] || fail "with $odd the site has other bytes"
    iconv -f UTF-8 -t UTF-8 "$work/said" >/dev/null || fail "with $odd the program does not speak UTF-8"
  done
  [[ -d $locales/zh_CN.GB18030 ]] || seen "the locale zh_CN.GB18030 could not be made"
  seen "locales C, POSIX, zh_CN.GB18030 and zones with and without summer time: same bytes"
}

days() {
  local day
  fresh
  # The agencies' statements last twelve months: let theirs cover these days.
  sed -i -E 's/"on": *"20[0-9-]+"/"on": "2027-11-01"/; s/"until": *"20[0-9-]+"/"until": "2028-10-31"/' "$work/site/feeds.json"
  for day in 2027-12-31 2028-01-01 2028-02-28 2028-02-29 2028-03-01; do
    run "$day" nightly --accept
    ends_well "the night of $day"
    whole "the night of $day"
  done
  # A clock set back. The demonstration is a rehearsal, which may go to any day; that a real site is asked first
  # is among the tests of `night`.
  run 2028-01-15 nightly
  seen "clock set back from 2028-03-01 to 2028-01-15: exit $code, $(grep -P '\p{Han}' "$work/said" | tail -n 1)"
  ends_well "a night of the past"
  whole "a night of the past"
  run 2028-06-30 nightly
  seen "clock put on to 2028-06-30: exit $code"
  [[ $code =~ ^[013]$ ]] || fail "a night after a leap forward ended $code"
  whole "a night after a leap forward"
}

for case in "${cases[@]}"; do
  printf '== %s\n' "$case"
  if [[ $case == readonly ]]; then readonly_tree; else "$case"; fi
done
((failures == 0))
