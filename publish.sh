#!/usr/bin/env bash
# One night, or the first day: installs and builds what is missing, then pulls, builds, audits and
# publishes with `gongshi nightly`. Exit codes are gongshi's, but 0 also for its 1 ("published, and
# something waits for a person"); 2 when a package is not to be had, 4 when the program does not build.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
# shellcheck source=packaging/machine.sh
source "$here/packaging/machine.sh"

usage='用法：./publish.sh [选项]
  --site 目录     网站文件夹，默认为自带的演示网站 content
  --out 目录      网站生成在哪里，默认 out
  --state 目录    登记库和报告放在哪里，默认为生成目录下的 state
  --as-of 日期    按这一天计算，默认今天
  --jobs 数       同时使用几个线程
  --feed 编号     只收取这一个数据来源
  --accept        接受本次数量上的大变化
  --json          标准输出只给一个 JSON 对象
  --stats         给出各步用时
  --night         夜间定时运行：不安装软件包，不编译
  --serve         发布后在 http://127.0.0.1:8080/ 提供网站和搜索
  --help          显示本说明'

site=$here/content out=$here/out state='' night=false serve=false json=false
options=() nightly=()

parse() {
  local option
  while (($#)); do
    option=$1
    if [[ $option == --*=* ]]; then  # --site=DIR is --site DIR
      option=${1%%=*}
      set -- "$option" "${1#*=}" "${@:2}"
    fi
    case $option in
      --site | --out | --state | --as-of | --jobs | --feed)
        [[ -n ${2:-} ]] || fail 2 "选项 $option 后面缺少内容。"
        case $option in
          --site) site=$(realpath -m -- "$2") ;;
          --out) out=$(realpath -m -- "$2") ;;
          --state) state=$(realpath -m -- "$2") ;;
          --feed) nightly+=("$1" "$2") ;;
          *) options+=("$1" "$2") ;;
        esac
        shift
        ;;
      --accept) nightly+=("$1") ;;
      --json) json=true options+=("$1") ;;
      --stats) options+=("$1") ;;
      --night) night=true ;;
      --serve) serve=true ;;
      --help | -h) printf '%s\n' "$usage"; exit 0 ;;
      *) fail 2 "没有 $1 这个选项。可以用 ./publish.sh --help 查看说明。" ;;
    esac
    shift
  done
  if $night && $serve; then fail 2 '--night 和 --serve 不能一起使用。'; fi
  # A unit of systemd is a night, too: no package manager and no compiler unattended.
  if [[ -n ${INVOCATION_ID:-} ]]; then night=true; fi
  state=${state:-$out/state}
}

up_to_date() {
  [[ -x $here/build/gongshi ]] &&
    [[ -z $(find "$here"/{CMakeLists.txt,CMakePresets.json,generator,search} -newer "$here/build/gongshi" -print -quit) ]]
}

build() {
  if $night; then
    [[ -x $here/build/gongshi ]] || fail 2 '程序还没有生成。请先运行一次 ./publish.sh（不带 --night，也不由 systemd 启动）。'
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
  leave_root "$here" test -x "$here/build/gongshi" -a -r "$site/site.json"
  make_ours "$out" 755
  make_ours "$state" 700  # holds what is not public
}

# Makes a directory that gongshi's user can write; never changes the owner of one that is there.
make_ours() {  # DIR MODE
  if [[ ! -e $1 ]]; then
    install -d -m "$2" -- "$1" || fail 2 "不能建立文件夹 $1。"
    if ((${#as_user[@]})); then chown "${as_user[2]}:" -- "$1"; fi
  fi
  "${as_user[@]}" test -w "$1" ||
    fail 2 "文件夹 $1 不能由用户 ${as_user[2]:-$(id -un)} 写入，请把它的所有者改为这个用户（chown -R）。"
}

gongshi() {
  "${as_user[@]}" "$here/build/gongshi" --site "$site" --out "$out" --state "$state" "$@"
}

# What stands where, and what waits. Not part of --json's standard output.
tell() {  # EXIT
  local report
  report=$(find "$state/reports" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' 2>/dev/null |
    sort -rn | sed -n '1s/^[^ ]* //p') || true
  case $1 in
    1) printf '已发布，有事要人处理，请看报告：%s/index.html\n' "${report:-$state/reports}" ;;
    3) printf '没有发布，网站仍是上一版，请看报告：%s/index.html\n' "${report:-$state/reports}" ;;
  esac
  if (($1 <= 1)); then
    printf '网站在：%s/current/site\n' "$out"
    $serve || printf '查看网站和搜索：%s/publish.sh --serve，再用浏览器打开 http://127.0.0.1:8080/\n' "$here"
  fi
}

# Calls somebody when the night did not end with 0: GONGSHI_MAIL_TO gets a mail, GONGSHI_WEBHOOK a POST of
# JSON. Nothing of a record leaves the machine this way, and a call that fails changes nothing.
call_somebody() {  # EXIT
  local word
  case $1 in
    0) return ;;
    1) word='已发布，有事要人处理' ;;
    3) word='没有发布，网站仍是上一版' ;;
    130) word='被中断' ;;
    *) word='没有做完' ;;
  esac
  word="行政执法公示：$word（退出码 $1，主机 $(uname -n)）"
  if [[ -n ${GONGSHI_MAIL_TO:-} ]]; then
    printf 'To: %s\nSubject: =?UTF-8?B?%s?=\nContent-Type: text/plain; charset=utf-8\n\n%s\n报告：%s\n' "$GONGSHI_MAIL_TO" \
      "$(printf %s "$word" | base64 -w 0)" "$word" "$state/reports" | PATH=$PATH:/usr/sbin sendmail -t ||
      printf '提醒邮件没有发出去，请检查 sendmail。\n' >&2
  fi
  if [[ -n ${GONGSHI_WEBHOOK:-} ]]; then
    printf '{"code": %d, "text": "%s"}' "$1" "$word" |
      curl --silent --show-error --fail --max-time 30 -H 'Content-Type: application/json' --data-binary @- \
        "$GONGSHI_WEBHOOK" >/dev/null || printf '提醒没有送到 GONGSHI_WEBHOOK。\n' >&2
  fi
}

parse "$@"
as_user=()
up_to_date || build
choose_user

code=0
gongshi "${options[@]}" nightly "${nightly[@]}" || code=$?
if $json; then tell "$code" >&2; else tell "$code"; fi
call_somebody "$code"
((code <= 1)) || exit "$code"
if $serve; then
  printf '正在提供 http://127.0.0.1:8080/ ，按 Ctrl+C 结束。\n' >&2
  exec "${as_user[@]}" "$here/build/gongshi" --site "$site" --out "$out" --state "$state" serve
fi
