#!/usr/bin/env bash
# hardened.sh GONGSHI BUILD-TYPE: the program is position independent, its tables are read-only once it
# runs, its stack is not executable and guarded, and the checked forms of the C library's functions are in
# use. 77 for a build that is not for use.
set -uo pipefail

gongshi=$1
[[ $2 == Release ]] || exit 77
failures=0
must() {  # WHAT PATTERN TEXT
  grep -qE "$2" <<<"$3" && return
  printf 'FAILED: %s\n' "$1" >&2
  failures=$((failures + 1))
}

header=$(readelf -hW "$gongshi") segments=$(readelf -lW "$gongshi") dynamic=$(readelf -dW "$gongshi")
symbols=$(readelf --dyn-syms -W "$gongshi")
must "it is position independent (PIE)" 'Type: +DYN' "$header"
must "it is position independent (PIE)" 'Flags: .*PIE' "$dynamic"
must "its tables are read-only (RELRO)" 'GNU_RELRO' "$segments"
must "all symbols are bound at the start (BIND_NOW)" 'BIND_NOW|Flags: .*NOW' "$dynamic"
must "the stack is not executable" 'GNU_STACK +[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ RW ' "$segments"
must "the stack is guarded" '__stack_chk_fail' "$symbols"
must "functions of the C library are checked (FORTIFY)" '__(memcpy|memset|read|snprintf|vsnprintf|fdelt|memmove|realpath|fread|recv)_chk' "$symbols"
must "the library of C++ checks its bounds (_GLIBCXX_ASSERTIONS)" '__glibcxx_assert_fail' "$symbols"
# The note of the whole program (IBT, SHSTK) is missing because Debian's start files carry none.
landings=$(objdump -d --no-show-raw-insn "$gongshi" | grep -c endbr64)
((landings > 1000)) || {
  printf 'FAILED: functions do not begin where branches may land (-fcf-protection): %d\n' "$landings" >&2
  failures=$((failures + 1))
}
if grep -qE 'LOAD +.* RWE ' <<<"$segments"; then
  printf 'FAILED: a segment is writable and executable\n' >&2
  failures=$((failures + 1))
fi
((failures == 0))
