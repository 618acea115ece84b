# shellcheck shell=bash
# What publish.sh and tests/run.sh ask of the machine: packages, and a user that is not root.
# Sourced. Every failure is one Chinese sentence on standard error.

fail() {  # CODE SENTENCE
  printf '%s\n' "$2" >&2
  exit "$1"
}

# The packages named in the given list files that are not installed.
missing_packages() {
  local -a wanted
  mapfile -t wanted < <(grep -hv '^#' "$@" | sort -u)
  comm -23 <(printf '%s\n' "${wanted[@]}") \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
      sed -n 's/^installed //p' | sort -u)
}

# Installs what the list files name and the machine lacks, as root or with sudo; asks apt nothing
# when all of it is there. Exit 2 when the packages are not to be had.
install_packages() {
  local LC_ALL=C.UTF-8 log
  export LC_ALL
  local -a missing become=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0

  if ((EUID != 0)); then
    become=(sudo)
    [[ -t 0 ]] || become=(sudo -n)
    if ! "${become[@]}" true 2>/dev/null; then
      fail 2 "还缺这些软件包，而当前用户不能安装：${missing[*]}。请管理员用 apt-get install 装好后再运行一次。"
    fi
  fi
  log=$(mktemp)
  printf '正在安装 %d 个软件包。\n' "${#missing[@]}" >&2
  become+=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  # An update that fails is told by the install after it: old lists may still do.
  "${become[@]}" update >"$log" 2>&1 </dev/null || true
  if ! "${become[@]}" install --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    if grep -qE '^(E|W|Err).*(resolve|connect|Failed to fetch|Temporary failure|timed out)' "$log"; then
      fail 2 "下载软件包没有成功，请检查网络和 /etc/apt 中的软件源；也可以先在别处装好：${missing[*]}（经过见 $log）。"
    fi
    fail 2 "软件源没有提供所需的软件包，请确认本机是 Debian 12：${missing[*]}（经过见 $log）。"
  fi
  rm -f "$log"
}

# Puts into `as_user` the words before a command that is to run as USER.
become_user() {  # USER
  as_user=(setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups --
    env "HOME=$(getent passwd "$1" | cut -d: -f6)" "USER=$1" "LOGNAME=$1")
}

# For root: finds a user that is not root and for whom `CHECK…` succeeds, and sets `as_user`; leaves
# it empty when there is none, and for anybody else. In this order: who called sudo, who owns the
# checkout, a user named gongshi.
leave_root() {  # CHECKOUT CHECK…
  local checkout=$1 user
  shift
  as_user=()
  ((EUID == 0)) || return 0
  for user in "${SUDO_USER:-}" "$(stat -c %U "$checkout")" gongshi; do
    [[ -n $user && $(id -u "$user" 2>/dev/null || echo 0) != 0 ]] || continue
    become_user "$user"
    "${as_user[@]}" "$@" && return 0
    as_user=()
  done
}
