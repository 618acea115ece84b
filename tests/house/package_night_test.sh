#!/usr/bin/env bash
# gongshi-publish, the package's publish.sh, below a prefix of its own with a fake gongshi.
# package_night_test.sh SOURCE
set -euo pipefail
source_dir=$1
# shellcheck source=tests/house/fakes.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/fakes.sh"
fresh_checkout "$source_dir"

prefix=$dir/usr site=$dir/site out=$dir/out
mkdir -p "$prefix"/{bin,share/gongshi} "$site"
cp "$source_dir/packaging/gongshi-publish" "$tools/gongshi" "$prefix/bin"
cp "$source_dir"/packaging/{machine,night}.sh "$prefix/share/gongshi"
someone=()
if ((EUID == 0)) && id nobody >/dev/null 2>&1; then
  chown -R nobody "$dir"
  someone=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups --)
fi
publish=("${someone[@]}" "$prefix/bin/gongshi-publish" --site "$site" --out "$out")

what="no site folder"
try "${publish[@]}"
ends 2 "$what"
one_line "$what"
says "gongshi init $site" "$what"
never_calls "^gongshi " "$what"

touch "$site/site.json"
for code in 0 1 3 4; do
  what="gongshi ending $code"
  echo "$code" >"$mode/gongshi-ends"
  try "${publish[@]}" --as-of 2026-11-20 --feed market
  ends "$((code == 1 ? 0 : code))" "$what"
  calls "^gongshi --site $site --out $out --state $out/state --as-of 2026-11-20 nightly --feed market" "$what"
  never_calls "cmake\|apt-get\|dpkg-query" "$what"
done
[[ $(stat -c %a "$out/state") == 700 ]] || wrong "state is not its user's alone"

what="an option of the checkout's"
try "${publish[@]}" --night
ends 2 "$what"
one_line "$what"
try "${publish[@]}" --help
ends 0 "--help"
says "用法：gongshi-publish" "--help"

if ((EUID == 0)) && ! id gongshi >/dev/null 2>&1; then
  what="root without the package's user"
  try "$prefix/bin/gongshi-publish" --site "$site" --out "$out"
  ends 2 "$what"
  says "没有用户 gongshi" "$what"
fi

((failures == 0))
