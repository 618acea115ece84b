#!/usr/bin/env bash
# manual.sh man|completion GONGSHI: the manual page, or the completion for bash, on standard output. Both
# are made from the program's own --help-all, so they say what it does and no more.
set -euo pipefail

kind=$1 program=$2
help=$("$program" --help-all)
version=$("$program" --version)

# The help as lines of "verb<TAB>name<TAB>value<TAB>words"; name is "" for the verb itself, and verb is ""
# for what stands before any verb.
table() {
  awk -v OFS='\t' '
    /^命令:$/ { verbs = 1; next }
    /^[^ ]*:$/ || /^ +[^ ]*:$/ { next }
    verbs && /^[a-z]+$/ { verb = $1; waits = 1; next }
    waits { sub(/^ +/, ""); print verb, "", "", $0; waits = 0; next }
    /^ +(-|[A-Z])/ {
      sub(/^ +/, "")
      at = match($0, /  +/)
      name = substr($0, 1, at - 1); words = substr($0, at + RLENGTH)
      value = sub(/ 值(\.\.\.)?$/, "", name) ? "值" : ""
      print verb, name, value, words
    }' <<<"$help"
}

# Backslashes and hyphens mean something to a manual page.
roff() { sed 's/\\/\\e/g; s/-/\\-/g'; }

man() {
  printf '.TH GONGSHI 1 "" "%s" "行政执法公示"\n' "$version"
  printf '.SH 名称\ngongshi \\- 行政执法公示：每晚读取各机关的数据，依法判断，生成可搜索的静态网站\n'
  printf '.SH 用法\n.B gongshi\n[选项] 命令 [命令的选项和参数]\n.SH 选项\n'
  local verb name value words in=
  while IFS=$'\x1f' read -r verb name value words; do
    if [[ -z $in && -n $verb ]]; then printf '.SH 命令\n' && in=yes; fi
    if [[ -z $name ]]; then
      printf '.SS %s\n%s\n' "$verb" "$words"
    else
      printf '.TP\n.B %s%s\n%s\n' "$name" "${value:+ $value}" "$words"
    fi
  done < <(table | roff | tr '\t' '\037')
  cat <<'END'
.SH 退出码
.TP
.B 0
完成
.TP
.B 1
完成，并且有新的事要人处理
.TP
.B 2
用法或者配置有错
.TP
.B 3
没有发布，网站仍是上一版；必须撤下的已经撤下
.TP
.B 4
程序内部或者磁盘等出错
.TP
.B 130
被中断
.SH 环境变量
.TP
.B GONGSHI_SHARE
自带的模板、主题和演示网站所在的文件夹，默认按程序的位置找
.TP
.B GONGSHI_SSH_KEY, GONGSHI_SSH_KEY_PASSPHRASE, GONGSHI_SSH_KNOWN_HOSTS
sftp 和 rsync 用的私钥、它的口令、已知主机的公钥
.TP
.B GONGSHI_MAIL_TO, GONGSHI_WEBHOOK
gongshi\-publish 的退出码不是 0 时，提醒送到哪里
.SH 文件
.TP
.I /srv/gongshi/site
网站文件夹
.TP
.I /srv/gongshi/out
生成的网站；其中 state 是登记库和报告，不公开
.TP
.I /etc/gongshi.env
夜间运行用的口令和提醒的去处，权限 0600
.SH 参见
.B gongshi\-publish
做完一夜，把要处理的事写在一句里，并按环境变量提醒；夜间由 systemd 的 gongshi.timer 运行。全部用法见网站管理员手册
.I /usr/share/doc/gongshi/README.zh\-CN.md
END
}

# Lists of "word<TAB>words" for bash, one function each: the verbs, and of every verb its options.
completion() {
  printf '# %s\n' "$version"
  # shellcheck disable=SC2016
  printf '_gongshi_words() {  # VERB\n  case $1 in\n'
  local verb
  while read -r verb; do
    printf "    '%s') cat <<'END'\n" "$verb"
    table | awk -F '\t' -v verb="$verb" '
      $1 != verb && $1 != "" { next }
      $2 == "" || $2 !~ /^-/ { next }
      { sub(/^-h,/, "", $2); print $2 "\t" $4 }'
    printf 'END\n      ;;\n'
  done < <(echo; table | awk -F '\t' '$2 == "" { print $1 }')
  printf "  esac\n}\n_gongshi_verbs() {\n  cat <<'END'\n"
  table | awk -F '\t' '$2 == "" { print $1 "\t" $4 }'
  printf 'END\n}\n_gongshi_values="'
  table | awk -F '\t' '$3 != "" { print $2 }' | sort -u | tr '\n' ' '
  printf '"\n'
  cat <<'END'
# Words that begin like the one typed; more than one are listed with what they do.
_gongshi() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= at
  local verbs=" $(_gongshi_verbs | cut -f 1 | tr '\n' ' ')"
  for ((at = 1; at < COMP_CWORD; ++at)); do
    [[ $verbs == *" ${COMP_WORDS[at]} "* ]] && verb=${COMP_WORDS[at]} && break
  done
  if [[ " $_gongshi_values " == *" $before "* ]]; then
    compopt -o default 2>/dev/null  # a place or a word of one's own
    COMPREPLY=()
    return
  fi
  if [[ $word != -* && -n $verb ]]; then
    compopt -o default 2>/dev/null
    COMPREPLY=()
    return
  fi
  local name words
  COMPREPLY=()
  while IFS=$'\t' read -r name words; do
    [[ $name == "$word"* ]] && COMPREPLY+=("$name  （$words）")
  done < <([[ $word == -* ]] && _gongshi_words "$verb" || _gongshi_verbs)
  if ((${#COMPREPLY[@]} == 1)); then COMPREPLY[0]=${COMPREPLY[0]%%  *}; fi
}
complete -F _gongshi gongshi
END
}

"$kind"
