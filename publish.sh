#!/usr/bin/env bash
# One night, or the first day: installs and builds what is missing, then pulls, builds, audits and
# publishes with `gongshi nightly`. Exit codes are gongshi's, but 0 also for its 1 ("published, and
# something waits for a person"); 2 when a package is not to be had, 4 when the program does not build.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
# shellcheck source=packaging/machine.sh
source "$here/packaging/machine.sh"
# shellcheck source=packaging/night.sh
source "$here/packaging/night.sh"

called=$here/publish.sh program=$here/build/gongshi site=$here/content out=$here/out
night=false

own_usage() { printf '%s\n' '  --night         夜间定时运行：不安装软件包，不编译'; }
own_option() {
  [[ $1 == --night ]] || return 1
  night=true
}

up_to_date() {
  [[ -x $program ]] &&
    [[ -z $(find "$here"/{CMakeLists.txt,CMakePresets.json,generator,search} -newer "$program" -print -quit) ]]
}

build() {
  if $night; then
    [[ -x $program ]] || fail 2 '程序还没有生成。请先运行一次 ./publish.sh（不带 --night，也不由 systemd 启动）。'
    printf '程序比源码旧，今晚仍用旧程序。请在白天运行一次 ./publish.sh。\n' >&2
    return
  fi
  install_packages "$here/packaging/build.list"
  leave_root "$here" test -w "$here" -a \( ! -e "$here/build" -o -w "$here/build" \)
  printf '正在编译，第一次要几分钟。\n' >&2
  compile >&2 || fail 4 '编译没有成功，原因见上面的输出。如果移动过本文件夹，请删去 build 后再运行一次。'
}

compile() {
  cd "$here" &&
    { [[ -f build/build.ninja ]] ||
      "${as_user[@]}" cmake --preset release -DGONGSHI_TESTS=OFF --log-level=WARNING; } &&
    "${as_user[@]}" cmake --build --preset release --target gongshi &&
    "${as_user[@]}" touch build/gongshi  # newer than the sources even when nothing had to be linked
}

# gongshi reads what strangers send, so it must not be root. It runs as root only where every other
# user named in leave_root is missing or cannot read the site folder.
choose_user() {
  leave_root "$here" test -x "$program" -a -r "$site/site.json"
  make_ours "$out" 755
  make_ours "$state" 700  # holds what is not public
}

parse "$@"
if $night && $serve; then fail 2 '--night 和 --serve 不能一起使用。'; fi
# A unit of systemd is a night, too: no package manager and no compiler unattended.
if [[ -n ${INVOCATION_ID:-} ]]; then night=true; fi
as_user=()
up_to_date || build
choose_user
run_night
