#!/usr/bin/env bash
# pagefind.sh FOLDER: Pagefind over the pages that `search_bench WORDS 20000 20000 FOLDER pages` has written: processor
# time, memory and size of its bundle, and what its queries load in Chromium, beside the static search of the same
# records. Needs npm, which installs Pagefind in FOLDER.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
[[ -d ${1:-}/pages ]] || { echo 'pagefind.sh FOLDER, which search_bench has filled with `pages`' >&2; exit 2; }
folder=$(readlink -f "$1")

cd "$folder"
npm install --no-audit --no-fund --loglevel=error --no-save --prefix npm pagefind@1.6.0 >&2
began=$(date +%s)
/usr/bin/time -f 'Pagefind: %U s and %S s of processor time, %M KB of memory' \
  npm/node_modules/@pagefind/linux-x64/bin/pagefind_extended --site pages --output-path pagefind --force-language zh-cn \
  >pagefind.log 2>pagefind.time || { cat pagefind.log pagefind.time >&2; exit 4; }
tail -n 1 pagefind.time
echo "  $(($(date +%s) - began)) s, $(find pagefind -type f | wc -l) files, $(du -sb pagefind | cut -f1) bytes"
echo "static search: $(find site/search -type f | wc -l) files, $(du -sb site/search | cut -f1) bytes"
node "$here/first_query.mjs" "$folder" pagefind
echo 'the static search:'
node "$here/first_query.mjs" "$folder"
