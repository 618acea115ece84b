#!/usr/bin/env bash
# Proves the package on a bare Debian 12: it installs from apt's lists alone, runs a site in /srv/gongshi as
# its own user, keeps STATE over an upgrade, and leaves the site when it is purged. Needs root, debootstrap
# and a Debian mirror; not part of run.sh.
#
#   tests/bare/package.sh [OLDER.deb]   OLDER.deb: upgraded from; default HEAD under an older number
#   BARE_TARBALL, BARE_DIR              see tree.sh
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
((EUID == 0)) || { echo 'package.sh needs root for chroot(2).' >&2; exit 2; }
# Mounts made here are seen by nobody else and are gone when the script is.
[[ -n ${BARE_UNSHARED:-} ]] || BARE_UNSHARED=1 exec unshare --mount --propagation private "$0" "$@"
# shellcheck source=tests/bare/tree.sh
source "$here/tests/bare/tree.sh"

failed() { say "FAILED: $*"; exit 1; }

# The package of HEAD, under the number NUMBER instead of its own when one is given.
package() {  # NAME [NUMBER]
  say "package: $1" >&2
  git clone -q --no-hardlinks "$here" "$base/$1"
  [[ -z ${2:-} ]] || echo "$2" >"$base/$1/packaging/version"
  CCACHE_BASEDIR=$base/$1 "$base/$1/packaging/deb.sh" 2>"$base/log" || { tail -n 20 "$base/log" >&2; return 1; }
}

newer=$(package newer | tail -n 1)
older=${1:-$(package older 0.0.1 | tail -n 1)}
unpack
cp "$older" "$tree/root/older.deb"
cp "$newer" "$tree/root/newer.deb"

field() {  # JSON-STRING-KEY: its value in what was last run
  sed -n "s/.*\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$base/log" | head -n 1
}
night() {  # WHAT DAY
  expect 0 "$1" root gongshi-publish --as-of "$2"
  inside gongshi test -f /srv/gongshi/out/current/site/index.html || failed 'no home page'
  [[ -z $(find "$tree/srv/gongshi/out" -user root -print -quit) ]] || failed 'the night left files of root'
}
# Where the demonstration's first published decision stands: state, day of first publication, address.
standing() {
  expect 0 "explain" gongshi gongshi --json --site /srv/gongshi/site --out /srv/gongshi/out explain decisions \
    "$agency" "$number" >/dev/null
  printf '%s %s %s\n' "$(field state)" "$(field published_on)" "$(field url)"
}
known() {
  inside gongshi gongshi --json --site /srv/gongshi/site --out /srv/gongshi/out status >"$base/log" || true
  field known
}

lines=1 expect 0 'apt-get update' root apt-get -q update
lines=1 expect 0 'install the older package' root apt-get -q -y install --no-install-recommends /root/older.deb
expect 0 'its version' root gongshi --version
was=$(tail -n 1 "$base/log")
expect 0 'its unit files name nothing outside the package' root \
  sh -c '! grep -rn "/opt/\|/usr/local" /lib/systemd/system/gongshi* /usr/lib/systemd/user/gongshi*'
expect 0 'its completion is bash' root bash -n /usr/share/bash-completion/completions/gongshi
expect 2 'a night before there is a site: one sentence' root gongshi-publish
expect 0 'a new site folder' root gongshi init /srv/gongshi/new
expect 0 'it is sound' gongshi gongshi --site /srv/gongshi/new check
inside root cp -r /usr/share/gongshi/content /srv/gongshi/site
night 'the first night' 2026-11-20
row=$(find -L "$tree/srv/gongshi/out/current/site/data" -name '*.jsonl' -path '*decisions*' -exec head -qn 1 {} + | head -n 1)
agency=$(sed -n 's/.*"agency":"\([^"]*\)".*/\1/p' <<<"$row") number=$(sed -n 's/.*"document_number":"\([^"]*\)".*/\1/p' <<<"$row")
[[ -n $agency && -n $number ]] || failed "no decision in the data: $row"
before=$(standing) many=$(known) key=$(sha256sum <"$tree/srv/gongshi/out/state/key")
say "stands as: $before; known records: $many"

lines=1 expect 0 'upgrade' root apt-get -q -y install --no-install-recommends /root/newer.deb
expect 0 'its version' root gongshi --version
[[ $(tail -n 1 "$base/log") != "$was" ]] || failed 'the version is the same'
[[ $(standing) == "$before" ]] || failed "before the next night the record stands as: $(standing)"
night 'a night after the upgrade' 2026-11-21
[[ $(standing) == "$before" ]] || failed "after it the record stands as: $(standing)"
[[ $(known) == "$many" ]] || failed "known records are $(known), were $many"
[[ $(sha256sum <"$tree/srv/gongshi/out/state/key") == "$key" ]] || failed 'the key is another'

lines=1 expect 0 'purge' root apt-get -q -y purge gongshi
inside root test -f /srv/gongshi/out/state/registry.sqlite || failed 'the purge took STATE'
inside root test -f /srv/gongshi/site/site.json || failed 'the purge took the site folder'
drop
say 'proved: installed, run, upgraded, purged'
