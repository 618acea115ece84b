#!/usr/bin/env bash
# Builds the fuzz targets into build-fuzz and runs each for GONGSHI_FUZZ_SECONDS (60). Seeds are the
# suites that lie beside the project, where they do. What breaks a target is kept as
# build-fuzz/found/<target>-*. Started by `tests/run.sh --fuzz`; the last line is
# "N passed, M failed, 0 skipped", the exit code 1 when any failed.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$here"
build=${GONGSHI_FUZZ_BUILD:-build-fuzz}
seconds=${GONGSHI_FUZZ_SECONDS:-60}
shared=$here/../shared

cmake --preset fuzz -B "$build" --log-level=WARNING
cmake --build "$build" --target json_fuzz csv_fuzz xlsx_sheet_fuzz values_fuzz

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
seed values
for list in dates amounts_expected docnos uscc; do
  [[ ! -f $shared/data/field-values/$list.csv ]] ||
    (cd "$build/seeds/values" && cut -d, -f1 "$shared/data/field-values/$list.csv" | split -a 4 -l 1 - "$list-")
done

passed=0 failed=0
for target in json csv xlsx_sheet values; do
  if UBSAN_OPTIONS=print_stacktrace=1 "$build/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" \
    -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/found/$target-" "$build/corpus/$target" "$build/seeds/$target"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'broken: %s\n' "$target"
  fi
done
printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
((failed == 0))
