# shellcheck shell=bash
# A bare Debian 12 in a folder: what prove.sh and package.sh stand on. Sourced by a script that is root in a
# mount namespace of its own; `here` is the checkout. Needs debootstrap and a Debian mirror (this machine's
# own apt sources).
#
#   BARE_TARBALL=/tmp/bare.tar   base tree to start from; made there when it does not exist
#   BARE_DIR=/var/tmp            where the trees are unpacked (3 GB each while they run)

base=$(mktemp -d "${BARE_DIR:-/var/tmp}/gongshi-bare.XXXXXX")
tree=$base/tree
tarball=${BARE_TARBALL:-$base/bare.tar}
trap 'drop; rm -rf --one-file-system "$base"' EXIT
started=$SECONDS
say() { printf '[%4d s] %s\n' $((SECONDS - started)) "$*"; }

# "URI SUITE" of every Debian 12 source this machine has, as apt itself reads them.
sources() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 ~ /^bookworm/ && $3 == "main" {print $1, $2}' | sort -u
}

make_tarball() {  # FILE
  local mirror
  mirror=$(sources | awk '$2 == "bookworm" {print $1; exit}')
  [[ -n $mirror ]] || { echo 'No source for bookworm in /etc/apt.' >&2; exit 2; }
  say 'debootstrap'
  debootstrap --variant=minbase --include=git,bash,ca-certificates,apt bookworm "$base/new" "$mirror" \
    >"$base/debootstrap.log" 2>&1 || { tail -n 20 "$base/debootstrap.log" >&2; exit 2; }
  rm -f "$base/new/var/cache/apt/archives/"*.deb
  tar -C "$base/new" -cf "$1.part" .
  mv "$1.part" "$1"
  rm -rf --one-file-system "$base/new"
}

unpack() {
  [[ -f $tarball ]] || make_tarball "$tarball"
  mkdir "$tree"
  tar -C "$tree" -xf "$tarball"
  # The way to the mirror is the machine's: names, sources, proxies, clock.
  cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
  cp /etc/hosts "$tree/etc/hosts"
  sources | sed 's/^/deb /; s/$/ main/' >"$tree/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries|ForceIPv)' \
    >"$tree/etc/apt/apt.conf.d/00machine" || true
  mount -t proc proc "$tree/proc"
}

drop() {
  umount "$tree/proc" 2>/dev/null || true
  rm -rf --one-file-system "$tree"
}

inside() {  # USER COMMAND…: a login's environment and nothing of ours
  local user=$1
  shift
  chroot "$tree" setpriv --reuid "$user" --regid "$user" --init-groups -- \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "HOME=/tmp" "USER=$user" "$@"
}

expect() {  # EXIT WHAT USER COMMAND…
  local wanted=$1 what=$2 code=0
  shift 2
  say "$what"
  inside "$@" >"$base/log" 2>&1 </dev/null || code=$?
  tail -n "${lines:-4}" "$base/log" | sed 's/^/         | /'
  ((code == wanted)) || { cat "$base/log"; say "FAILED: exit code $code, wanted $wanted"; exit 1; }
}
