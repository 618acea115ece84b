#!/usr/bin/env bash
# compare.sh [--main] OLD NEW: what a change of templates, themes or program changed on the pages. OLD and NEW
# are two builds of the same feeds: an OUT, a release or a web root each. Files are compared byte by byte; of
# HTML that differs the normal form is compared (one tag or text a line, no indentation, assets without the
# digest in their name), so that only what a reader or a browser would notice is told. Pages that changed in
# the same way are told once, with their number and one of them.
#
#   --main   only what stands in <main>
#
# Ends 0 when nothing differs, 1 when something does, 2 when there is nothing to compare.
set -euo pipefail

main=false
if [[ ${1:-} == --main ]]; then
  main=true
  shift
fi
(($# == 2)) || { echo 'compare.sh [--main] OLD NEW' >&2; exit 2; }

web_root() {  # PLACE
  local place
  for place in "$1/current/site" "$1/site" "$1"; do
    if [[ -f $place/index.html ]]; then
      readlink -f -- "$place"
      return
    fi
  done
  printf 'compare.sh: no site in %s\n' "$1" >&2
  exit 2
}
old=$(web_root "$1")
new=$(web_root "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/changes"

files() { (cd "$1" && find -L . -type f ! -name '*.gz' ! -name '*.br' ! -name release.json ! -name 'release.*' ! -name files.sha256 ! -name files.sm3 -printf '%P\n' | LC_ALL=C sort); }
# An asset's digest changes with its content, which is told where the asset is.
plain_names() { sed -E 's/([-.])[0-9a-f]{8,64}(\.(css|js|svg|png|webp|jpg))$/\1#\2/' | LC_ALL=C sort; }

normal_form() {  # FILE
  tr '\n' ' ' <"$1" |
    sed -E 's/>/>\n/g; s/</\n</g' |
    sed -E 's/[[:space:]]+/ /g; s/^ //; s/ $//; s/([-.])[0-9a-f]{8,64}(\.(css|js|svg|png|webp|jpg))/\1#\2/g; /^$/d' |
    if $main; then sed -n '/^<main/,/^<\/main>/p'; else cat; fi
}

files "$old" >"$work/old"
files "$new" >"$work/new"
same=0
LC_ALL=C comm -23 "$work/old" "$work/new" | plain_names >"$work/left"
LC_ALL=C comm -13 "$work/old" "$work/new" | plain_names >"$work/come"
mapfile -t other < <(LC_ALL=C comm -12 "$work/left" "$work/come")  # assets under another digest
changed=${#other[@]}

while read -r file; do
  if cmp -s "$old/$file" "$new/$file"; then
    same=$((same + 1))
  elif [[ $file == *.html ]]; then
    normal_form "$old/$file" >"$work/a"
    normal_form "$new/$file" >"$work/b"
    if diff -U 1 "$work/a" "$work/b" | sed 1,2d >"$work/diff" && [[ ! -s $work/diff ]]; then
      same=$((same + 1))
      continue
    fi
    changed=$((changed + 1))
    # Line numbers differ from page to page where the change is the same.
    group=$work/changes/$(sed '/^@@/d' "$work/diff" | sha256sum | cut -c 1-16)
    [[ -e $group ]] || cp "$work/diff" "$group"
    printf '%s\n' "$file" >>"$group.pages"
  else
    changed=$((changed + 1))
    other+=("$file")
  fi
done < <(LC_ALL=C comm -12 "$work/old" "$work/new")

for group in "$work"/changes/*.pages; do
  [[ -e $group ]] || continue
  printf '%s %s\n' "$(wc -l <"$group")" "$group"
done | sort -rn | while read -r pages group; do
  printf '== %d pages, such as %s\n' "$pages" "$(head -n 1 "$group")"
  cat "${group%.pages}"
done
LC_ALL=C comm -23 "$work/left" "$work/come" | sed 's/^/- /' | tee "$work/moved"
LC_ALL=C comm -13 "$work/left" "$work/come" | sed 's/^/+ /' | tee -a "$work/moved"
((${#other[@]} == 0)) || printf '~ %s\n' "${other[@]}"
printf '%d the same, %d changed\n' "$same" "$changed"
[[ $changed == 0 && ! -s $work/moved ]]
