#!/usr/bin/env bash
# tests/run.sh with a fake compiler, package manager and CTest. run_test.sh SOURCE.
set -euo pipefail
source_dir=$1
# shellcheck source=tests/house/fakes.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/fakes.sh"
run=$checkout/tests/run.sh

results() {  # TESTS FAILURES DISABLED SKIPPED EXIT
  fresh_checkout "$source_dir"
  printf '<?xml version="1.0"?>\n<testsuite name="x"\n\ttests="%s"\n\tfailures="%s"\n\tdisabled="%s"\n\tskipped="%s"\n\ttime="1"\n>\n<testcase name="tests=&quot;9&quot;" tests="9"/>\n</testsuite>\n' \
    "${@:1:4}" >"$mode/results"
  echo "$5" >"$mode/ctest-ends"
}
last_line() { [[ ${output##*$'\n'} == "$1" ]] || wrong "last line is not \"$1\""; }

results 12 0 0 0 0
try "$run"
ends 0 "all pass"
last_line "12 passed, 0 failed, 0 skipped"
never_calls apt-get "all installed"
calls "cmake --preset release -DGONGSHI_TESTS=ON" "all pass"
calls "ctest .*--output-on-failure" "all pass"
never_calls " -LE" "all tests"
calls "npm --prefix tests/browser ci" "all pass"

results 1 0 0 0 0
mkdir -p "$checkout/tests/browser/node_modules"
touch "$checkout/tests/browser/node_modules/.package-lock.json"
try "$run"
ends 0 "the browser tests' tools are there"
never_calls npm "the browser tests' tools are there"

results 1 0 0 0 0
echo 1 >"$mode/npm-ends"
try "$run"
ends 0 "the browser tests' tools cannot be had"
says "npm ci" "the browser tests' tools cannot be had"

results 12 2 1 3 8
try "$run" --quick -R 'rules: .*'
ends 8 "two fail"
last_line "6 passed, 2 failed, 4 skipped"
calls "ctest .* -LE ^(slow|whole|proof|mutation|browser)\$ -R rules: .*" "--quick"

results 2 0 0 0 0
try "$run" --mutation
ends 0 "--mutation"
calls "ctest .* -L mutation" "--mutation"

results 12 0 0 0 0
try "$run" --long
ends 0 "--long"
calls "ctest .* --timeout 7200" "--long"

results 1 0 0 0 0
echo catch2 >"$mode/lacking"
try "$run"
ends 0 "catch2 is missing"
calls "apt-get .*install --no-install-recommends catch2" "catch2 is missing"
last_line "1 passed, 0 failed, 0 skipped"

results 1 0 0 0 0
echo catch2 >"$mode/lacking"
echo "E: Unable to locate package catch2" >"$mode/apt-says"
try "$run"
ends 2 "catch2 cannot be had"
says "catch2" "catch2 cannot be had"
never_calls ctest "catch2 cannot be had"

results 1 0 0 0 0
touch "$mode/broken"
try "$run"
ends 1 "nothing builds"
never_calls ctest "nothing builds"

fuzz_targets() {  # CODE: what csv_fuzz ends with
  results 1 0 0 0 0
  mkdir -p "$checkout/build-fuzz/tests/fuzz"
  local target
  for target in json csv xlsx_sheet values site page query http release; do
    printf '#!/bin/bash\necho "%s_fuzz $*" >>"$calls"\nexit %s\n' "$target" \
      "$([[ $target == csv ]] && echo "$1" || echo 0)" >"$checkout/build-fuzz/tests/fuzz/${target}_fuzz"
    chmod +x "$checkout/build-fuzz/tests/fuzz/${target}_fuzz"
  done
}

fuzz_targets 0
echo clang >"$mode/lacking"
GONGSHI_FUZZ_SECONDS=7 try "$run" --fuzz
ends 0 "--fuzz"
last_line "10 passed, 0 failed, 0 skipped"
calls "apt-get .*install --no-install-recommends clang" "--fuzz without clang"
calls "cmake --preset fuzz" "--fuzz"
calls "xlsx_sheet_fuzz -max_total_time=7 " "--fuzz"
never_calls ctest "--fuzz"

fuzz_targets 0
try "$run" --fuzz-long
calls "json_fuzz -max_total_time=600 " "--fuzz-long"

fuzz_targets 77
try "$run" --fuzz
ends 1 "--fuzz with a broken target"
last_line "9 passed, 1 failed, 0 skipped"
calls "values_fuzz -max_total_time=60 " "--fuzz after a broken target"

((failures == 0))
