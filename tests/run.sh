#!/usr/bin/env bash
# Installs what the tests need, builds the release preset with tests and runs every test through
# CTest. `--quick` leaves out what takes long (tests/slow.txt, and the rooms whole, proof, mutation and
# browser) and takes under two minutes of two processors once all is built; `--long` proves a night of
# 100,000 random rows instead of 4,000 (tests/proof), follows 200 random histories (tests/night) and kills
# 2,000 nights instead of 200 (tests/cli); `--mutation` only leaves out each rule in turn (tests/mutation),
# which the ordinary run does among everything else; `--golden` writes the pages of tests/golden anew, for
# the diff to be read; other arguments go to ctest (-R 'rules: .*').
# Instead of all that: `--fuzz` runs every fuzz target for a minute, `--fuzz-long` for ten (tests/fuzz/fuzz.sh);
# `--asan` and `--tsan` build with the sanitizers and run every test that needs no browser and proves no
# mutation, under the second those with threads; `--valgrind` watches a small night, a search and a check
# (tests/hard/valgrind.sh).
# The last line is "N passed, M failed, K skipped"; the exit code is ctest's.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=packaging/machine.sh
source "$here/packaging/machine.sh"

as_user=() selection=() fuzz= preset=release
for argument in "$@"; do
  case $argument in
    --quick) selection+=(-LE '^(slow|whole|proof|mutation|browser)$') ;;
    --long)
      export GONGSHI_PROOF_RECORDS=${GONGSHI_PROOF_RECORDS:-100000} GONGSHI_HISTORIES=${GONGSHI_HISTORIES:-200}
      export GONGSHI_KILLS=${GONGSHI_KILLS:-2000}
      selection+=(--timeout 7200)
      ;;
    --mutation) selection+=(-L mutation) ;;
    --golden)
      export GONGSHI_GOLDEN=refresh
      selection+=(-R 'whole: the golden pages')
      ;;
    --fuzz) fuzz=yes ;;
    --fuzz-long)
      export GONGSHI_FUZZ_SECONDS=${GONGSHI_FUZZ_SECONDS:-600}
      fuzz=yes
      ;;
    --asan)
      preset=asan
      export LSAN_OPTIONS=suppressions=$here/tests/hard/lsan.supp:print_suppressions=0
      # Under it no limit on the address space can be kept, and nights are too slow to be killed by the half.
      selection+=(-LE 'browser|mutation|bench|proof' -E 'faults of the machine - memory|killed at any' --timeout 3600)
      ;;
    --tsan)
      preset=tsan
      # Under it a query of the long list needs more time than the server gives one.
      selection+=(-L 'search|intake|pull|night' -E 'killed|power|calls|answers every query' --timeout 3600)
      ;;
    --valgrind)
      preset=debug
      selection+=(-R 'hard: valgrind')
      export GONGSHI_VALGRIND=yes
      ;;
    *) selection+=("$argument") ;;
  esac
done

if [[ $fuzz ]]; then
  install_packages "$here"/packaging/{build,fuzz}.list
  leave_root "$here" test -w "$here" -a \( ! -e "$here/build-fuzz" -o -w "$here/build-fuzz" \)
  exec "${as_user[@]}" "$here/tests/fuzz/fuzz.sh"
fi

build=$here/build
[[ $preset == release ]] || build+=-$preset
install_packages "$here"/packaging/{build,test}.list
command -v node >/dev/null && command -v npm >/dev/null || install_packages "$here/packaging/node.list"
# Root would leave files behind that the owner of the checkout could not replace.
leave_root "$here" test -w "$here" -a \( ! -e "$build" -o -w "$build" \)
cd "$here"
"${as_user[@]}" cmake --preset "$preset" -DGONGSHI_TESTS=ON --log-level=WARNING
"${as_user[@]}" cmake --build --preset "$preset"

# The tools of tests/browser, as its lock file names them; without them those tests are skipped.
modules=tests/browser/node_modules
if [[ ! $modules/.package-lock.json -nt tests/browser/package-lock.json ]]; then
  "${as_user[@]}" npm --prefix tests/browser ci --no-progress --loglevel=error >&2 ||
    printf '没有装好 tests/browser 的工具（npm ci），浏览器测试将跳过。\n' >&2
fi

# The tests make small portals by the dozen and sync each to disk: memory is kinder to it.
[[ -n ${TMPDIR:-} || ! -w /dev/shm ]] || export TMPDIR=/dev/shm

results=$build/tests.xml
rm -f "$results"
code=0
"${as_user[@]}" ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(nproc)" \
  --output-junit tests.xml "${selection[@]}" || code=$?

count() {  # ATTRIBUTE of <testsuite>
  sed -n "/<testsuite/,/>/s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "$results" | head -n 1
}
if [[ -f $results ]]; then
  failed=$(count failures)
  skipped=$(($(count skipped) + $(count disabled)))
  printf '%d passed, %d failed, %d skipped\n' \
    $(($(count tests) - failed - skipped)) "$failed" "$skipped"
fi
exit "$code"
