#!/usr/bin/env bash
# Builds HEAD in two folders of different names and depths, without a compiler cache, and compares the two
# programs and the two packages byte by byte. Needs what packaging/deb.sh needs; not part of run.sh.
#
#   REPRODUCIBLE_DIR=/var/tmp   where it builds
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
base=$(mktemp -d "${REPRODUCIBLE_DIR:-/var/tmp}/gongshi-twice.XXXXXX")
trap 'rm -rf "$base"' EXIT
export CCACHE_DISABLE=1

build() {  # FOLDER TIMEZONE LOCALE
  git clone -q --no-hardlinks "$here" "$1"
  TZ=$2 LC_ALL=$3 "$1/packaging/deb.sh" >"$base/log" 2>&1 || { tail -n 20 "$base/log" >&2; exit 4; }
}
build "$base/one" UTC C.UTF-8
build "$base/another/and/deeper" Asia/Shanghai C

code=0
for name in gongshi 'gongshi_*.deb'; do
  # shellcheck disable=SC2086
  read -r one another < <(cd "$base" && sha256sum one/build-deb/$name another/and/deeper/build-deb/$name | cut -c 1-64 | tr '\n' ' '; echo)
  if [[ $one == "$another" ]]; then
    printf 'the same: %s %s\n' "$name" "$one"
  else
    printf 'different: %s %s %s\n' "$name" "$one" "$another"
    code=1
  fi
done
exit "$code"
