#!/usr/bin/env bash
# compare.sh over two small sites: what it tells, and what it knows to be the same. compare_test.sh SOURCE
set -euo pipefail

compare=$1/tests/compare.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0

sites() {
  rm -rf "${dir:?}"/*
  mkdir -p "$dir"/{old,new}/decisions "$dir"/{old,new}/assets
  local site page
  for site in old new; do
    for page in index decisions/1 decisions/2; do
      printf '<html><head><link href="assets/web.0123456789ab.css"></head>\n<main><p>one</p></main></html>\n' \
        >"$dir/$site/$page.html"
    done
    echo 'p {}' >"$dir/$site/assets/web.0123456789ab.css"
    echo "$site" >"$dir/$site/release.json"
  done
}

expect() {  # EXIT WHAT TEXT…: every text is told
  local wanted=$1 what=$2 code=0 output text
  shift 2
  output=$(bash "$compare" "${options[@]}" "$dir/old" "$dir/new" 2>&1) || code=$?
  for text in "$@"; do
    [[ $output == *"$text"* ]] || { printf '%s: does not tell "%s":\n%s\n' "$what" "$text" "$output"; failures=1; }
  done
  ((code == wanted)) || { printf '%s: ended %d, not %d:\n%s\n' "$what" "$code" "$wanted" "$output"; failures=1; }
}

options=()
sites
expect 0 'the same but for release.json' '4 the same, 0 changed'

sites
sed -i 's/></>\n  </g' "$dir/new/index.html"
expect 0 'another indentation' '4 the same, 0 changed'

sites
mv "$dir/new/assets/web.0123456789ab.css" "$dir/new/assets/web.ba9876543210.css"
sed -i 's/0123456789ab/ba9876543210/' "$dir"/new/*.html "$dir"/new/decisions/*.html
expect 1 'an asset that changed' '~ assets/web.#.css' '3 the same, 1 changed'

sites
sed -i 's/<p>/<p class="n">/' "$dir"/new/decisions/*.html
expect 1 'one change on two pages' '== 2 pages, such as decisions/1.html' '-<p>' '+<p class="n">' '2 the same, 2 changed'

sites
sed -i 's/<html>/<html lang="zh">/' "$dir/new/index.html"
expect 1 'a change outside main' '+<html lang="zh">'
options=(--main)
expect 0 'a change outside main with --main' '4 the same, 0 changed'
options=()

sites
rm "$dir/new/decisions/2.html"
echo '{}' >"$dir/new/data.json"
expect 1 'pages gone and come' '- decisions/2.html' '+ data.json'

rm -rf "$dir/new"
mkdir "$dir/new"
expect 2 'no site' 'no site in'

((failures == 0))
