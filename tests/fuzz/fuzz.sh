#!/usr/bin/env bash
# Builds the fuzz targets into build-fuzz and runs each for GONGSHI_FUZZ_SECONDS (60); arguments name the
# targets, none means all. Seeds are tests/fuzz/corpus, files of the project, and the suites that lie beside
# it, where they do. Last comes the reader of the static search (shards.mjs, where there is node). What
# breaks a target is kept as build-fuzz/found/<target>-*. Started by `tests/run.sh --fuzz`; the last line is
# "N passed, M failed, K skipped", the exit code 1 when any failed.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$here"
build=${GONGSHI_FUZZ_BUILD:-build-fuzz}
seconds=${GONGSHI_FUZZ_SECONDS:-60}
shared=$here/../shared

all=(json csv xlsx_sheet values site page query http release shards)
targets=("$@")
(($# > 0)) || targets=("${all[@]}")

made=()
for target in "${targets[@]}"; do
  [[ $target == shards ]] && target=query
  made+=("${target}_fuzz")
done
[[ ${GONGSHI_FUZZ_BUILT:-} ]] || cmake --preset fuzz -B "$build" --log-level=WARNING
[[ ${GONGSHI_FUZZ_BUILT:-} ]] || cmake --build "$build" --target "${made[@]}" -j "${GONGSHI_FUZZ_JOBS:-$(nproc)}"

seed() {  # TARGET FILE…: those that are there
  local target=$1 file
  shift
  mkdir -p "$build/seeds/$target" "$build/corpus/$target"
  for file in "$@"; do
    [[ ! -f $file ]] || cp "$file" "$build/seeds/$target/$(basename "$(dirname "$file")")-$(basename "$file")"
  done
}

rm -rf "$build/seeds"
mkdir -p "$build/found"
for target in "${all[@]}"; do
  seed "$target" tests/fuzz/corpus/"$target"/*
done
seed site content/{site,feeds}.json content/{datasets,rules,presets,annual}/*.json
seed page content/pages/*.md
seed json "$shared"/suites/JSONTestSuite/test_parsing/*.json "$shared"/suites/csv-spectrum/json/*.json
seed csv "$shared"/suites/csv-{spectrum/csvs,test-data/csv}/*.csv "$shared"/data/inspection-lists/*.csv
seed xlsx_sheet "$shared"/suites/xlsx2csv/test/*.xlsx
for file in "$build"/seeds/xlsx_sheet/*.xlsx; do
  [[ -f $file ]] || continue
  mkdir -p "$build/seeds/unpacked"
  (cd "$build/seeds/unpacked" && cmake -E tar xf "../xlsx_sheet/${file##*/}")
  for part in "$build"/seeds/unpacked/xl/{worksheets/sheet1,sharedStrings,styles}.xml; do
    [[ ! -f $part ]] || mv "$part" "$build/seeds/xlsx_sheet/${file##*/}-${part##*/}"
  done
  rm -rf "$build/seeds/unpacked"
done
for list in dates amounts_expected docnos uscc; do
  [[ ! -f $shared/data/field-values/$list.csv ]] ||
    (cd "$build/seeds/values" && cut -d, -f1 "$shared/data/field-values/$list.csv" | split -a 4 -l 1 - "$list-")
done

# What the static search's reader reads, made by the same fixture as the index of the query target.
shards() {
  command -v node >/dev/null || return 77
  rm -rf "$build/shards" && mkdir -p "$build/shards"
  GONGSHI_FUZZ_SHARDS=$here/$build/shards "$build/tests/fuzz/query_fuzz" -runs=0 "$build/seeds/query" >&2 || return 1
  node tests/fuzz/shards.mjs themes "$build/shards" "$seconds"
}

fuzzed() {  # TARGET
  UBSAN_OPTIONS=print_stacktrace=1 "$build/tests/fuzz/${1}_fuzz" -max_total_time="$seconds" \
    -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/found/$1-" "$build/corpus/$1" "$build/seeds/$1"
}

passed=0 failed=0 skipped=0
for target in "${targets[@]}"; do
  code=0
  printf '== %s\n' "$target"
  # libFuzzer itself ends 77 where a target breaks: only shards may skip.
  if [[ $target == shards ]]; then shards || code=$?; else fuzzed "$target" || code=$?; fi
  case $target:$code in
    *:0) passed=$((passed + 1)) ;;
    shards:77) skipped=$((skipped + 1)) ;;
    *)
      failed=$((failed + 1))
      printf 'broken: %s\n' "$target"
      ;;
  esac
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))
