#!/usr/bin/env bash
# deb.sh [FOLDER]: builds the program without tests in FOLDER (default build-deb) and makes the Debian
# package there. The last line is the package's path. The same commit gives the same package: its dates
# are the commit's (SOURCE_DATE_EPOCH), or packaging/version's where there is no git.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=packaging/machine.sh
source "$here/packaging/machine.sh"
folder=$(realpath -m -- "${1:-$here/build-deb}")

install_packages "$here"/packaging/{build,package}.list
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || stat -c %Y "$here/packaging/version")}
export SOURCE_DATE_EPOCH
umask 022  # the modes of the files in the package
cmake -S "$here" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DGONGSHI_TESTS=OFF --log-level=WARNING >&2
cmake --build "$folder" >&2
rm -f "$folder"/gongshi_*.deb
(cd "$folder" && cpack -G DEB >&2)
printf '%s\n' "$folder"/gongshi_*.deb
