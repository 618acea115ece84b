# shellcheck shell=bash
# shellcheck disable=SC2154  # what the caller sets
# One night and what is told of it, for publish.sh in a checkout and gongshi-publish of the package. Sourced
# after machine.sh. The caller sets: `called`, how it is called; `program`, the gongshi to run; `site` and
# `out`, the default places; `as_user`, see machine.sh.

state='' serve=false json=false
options=() nightly=()

usage() {
  printf '%s\n' "用法：$called [选项]
  --site 目录     网站文件夹，默认为 $site
  --out 目录      网站生成在哪里，默认 $out
  --state 目录    登记库和报告放在哪里，默认为生成目录下的 state
  --as-of 日期    按这一天计算，默认今天
  --jobs 数       同时使用几个线程
  --feed 编号     只收取这一个数据来源
  --accept        接受本次数量上的大变化
  --json          标准输出只给一个 JSON 对象
  --stats         给出各步用时
  --serve         发布后在 http://127.0.0.1:8080/ 提供网站和搜索
  --help          显示本说明"
  own_usage
}

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
      --serve) serve=true ;;
      --help | -h) usage; exit 0 ;;
      *) own_option "$1" || fail 2 "没有 $1 这个选项。可以用 $called --help 查看说明。" ;;
    esac
    shift
  done
  state=${state:-$out/state}
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
  "${as_user[@]}" "$program" --site "$site" --out "$out" --state "$state" "$@"
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
    $serve || printf '查看网站和搜索：%s --serve，再用浏览器打开 http://127.0.0.1:8080/\n' "$called"
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

# The night, what there is to say of it, and with --serve the site until somebody ends it. Ends the script.
run_night() {
  local code=0
  gongshi "${options[@]}" nightly "${nightly[@]}" || code=$?
  if $json; then tell "$code" >&2; else tell "$code"; fi
  call_somebody "$code"
  ((code <= 1)) || exit "$code"
  $serve || exit 0
  printf '正在提供 http://127.0.0.1:8080/ ，按 Ctrl+C 结束。\n' >&2
  exec "${as_user[@]}" "$program" --site "$site" --out "$out" --state "$state" serve
}
