#!/usr/bin/env bash
# Proves the two commands on a bare Debian 12: a fresh debootstrap with git, bash, ca-certificates
# and apt, into which a clone of HEAD is laid, once for root and once for an ordinary user with sudo.
# Needs root, debootstrap and a Debian mirror; not part of run.sh.
#
#   tests/bare/prove.sh [--worktree] [root|user]…    default: both, from a clone of HEAD;
#                                                    --worktree: from the files as they are now
#   BARE_TARBALL, BARE_DIR           see tree.sh
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
((EUID == 0)) || { echo 'prove.sh needs root for chroot(2).' >&2; exit 2; }
# Mounts made here are seen by nobody else and are gone when the script is.
[[ -n ${BARE_UNSHARED:-} ]] || BARE_UNSHARED=1 exec unshare --mount --propagation private "$0" "$@"

worktree=false halves=()
for word in "$@"; do
  case $word in
    --worktree) worktree=true ;;
    root | user) halves+=("$word") ;;
    *) echo "prove.sh: $word?" >&2; exit 2 ;;
  esac
done
((${#halves[@]})) || halves=(root user)

# shellcheck source=tests/bare/tree.sh
source "$here/tests/bare/tree.sh"

lay_project() {  # PLACE inside the tree, OWNER
  mkdir -p "$tree$1"
  if $worktree; then
    git -C "$here" ls-files -z --cached --others --exclude-standard |
      (cd "$here" && tar --null --files-from=- --ignore-failed-read -cf -) | tar -C "$tree$1" -xf -
  else
    git clone -q --no-hardlinks "$here" "$tree$1"
  fi
  chroot "$tree" chown -R "$2" "$1"
}

both_commands() {  # USER PLACE
  local before
  expect 0 "$1: ./publish.sh" "$1" "$2/publish.sh"
  inside "$1" test -f "$2/out/current/site/index.html" || { say 'FAILED: no home page'; exit 1; }
  before=$SECONDS
  expect 0 "$1: ./publish.sh again" "$1" "$2/publish.sh"
  ((SECONDS - before <= 30)) || { say 'FAILED: the second run took over 30 s'; exit 1; }
  lines=12 expect 0 "$1: ./tests/run.sh" "$1" "$2/tests/run.sh"
}

prove_root() {
  unpack
  lay_project /srv/gongshi root
  cp "$tree/etc/apt/sources.list" "$base/sources.list"
  : >"$tree/etc/apt/sources.list"
  expect 2 'root, no package to be had: one sentence' root /srv/gongshi/publish.sh
  cp "$base/sources.list" "$tree/etc/apt/sources.list"
  expect 2 'root, no network: one sentence' root unshare --net /srv/gongshi/publish.sh
  both_commands root /srv/gongshi
  drop
}

prove_user() {
  unpack
  chroot "$tree" useradd -m -s /bin/bash clerk
  lay_project /home/clerk/gongshi clerk:clerk
  expect 2 'user without sudo: one sentence' clerk /home/clerk/gongshi/publish.sh
  expect 0 'sudo' root sh -c 'apt-get -q update && apt-get -q -y install --no-install-recommends sudo'
  echo 'clerk ALL=(ALL) NOPASSWD: ALL' >"$tree/etc/sudoers.d/clerk"
  both_commands clerk /home/clerk/gongshi
  # As root on a checkout of clerk's: the program runs as clerk all the same.
  expect 0 'sudo ./publish.sh' clerk sudo /home/clerk/gongshi/publish.sh
  if [[ -n $(find "$tree/home/clerk/gongshi/out" -user root -print -quit) ]]; then
    say 'FAILED: sudo ./publish.sh left files of root'
    exit 1
  fi
  drop
}

for half in "${halves[@]}"; do "prove_$half"; done
say "proved: ${halves[*]}"
