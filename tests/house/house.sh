#!/usr/bin/env bash
# house.sh CHECK ROOT: one rule of the house, read from the sources. Prints every breach and ends 1.
#
#   includes   a room includes only itself and rooms its CMakeLists.txt names (and theirs), and
#              those stand below it in `order`
#   folders    no folder or file called utils, helpers, common, manager or the like
#   lengths    no source file over 600 lines
#   types      no two headers define a type of the same name: the linker would take either one's destructor for both
#   templates  every template opens with the AUTOESCAPE pragma of its kind
#   rooms      every room's CMakeLists.txt begins with what it is for, what comes in and out, what it touches
#   pages      every file of the house that a document names in `code` is there
#   slow       every test that tests/slow.txt names is there
#   pinned     what a tool of the browser tests asks for as "latest" has a version in overrides, without which
#              npm ci refuses the lock file on the day there is a later one
#   leftovers  no note to oneself in anything that ships
set -euo pipefail

check=$1
cd "$2"
# One line a storey: rooms of one line do not include each other.
order='base
site
pull intake
rules
registry
render
search
export
report
release
audit publish
night
cli'
breaches=0
breach() { printf '%s\n' "$*"; breaches=$((breaches + 1)); }

room_dir() { if [[ $1 == search ]]; then echo search; else echo "generator/$1"; fi; }

declare -A storey below
read_rooms() {
  local line room level=0
  while read -r line; do
    for room in $line; do
      [[ -d $(room_dir "$room") ]] || continue
      storey[$room]=$level
      below[$room]=$(sed -n 's/^ *ROOMS *//p' "$(room_dir "$room")/CMakeLists.txt" | tr -d ')')
    done
    level=$((level + 1))
  done <<<"$order"
  for room in generator/*/; do
    room=$(basename "$room")
    [[ -n ${storey[$room]:-} ]] || breach "generator/$room: a room that stands on no storey"
  done
  below[registry]=base  # whatever its CMakeLists.txt says: it knows no record
}

# All rooms that ROOM may include: itself, what it names, and theirs.
reachable() {
  local -A seen=()
  local -a todo=("$1")
  while ((${#todo[@]})); do
    local next=${todo[0]}
    todo=("${todo[@]:1}")
    [[ -n ${seen[$next]:-} ]] && continue
    seen[$next]=1
    read -ra more <<<"${below[$next]:-}"
    todo+=("${more[@]}")
  done
  echo " ${!seen[*]} "
}

check_includes() {
  read_rooms
  local room lower allowed file number text target
  for room in "${!storey[@]}"; do
    for lower in ${below[$room]}; do
      ((${storey[$lower]:-99} < storey[$room])) ||
        breach "$(room_dir "$room")/CMakeLists.txt: $room must not be built on $lower"
    done
    allowed=$(reachable "$room")
    while IFS=: read -r file number text; do
      target=${text#*\"}
      target=${target%%\"*}
      [[ $target == */* && $allowed == *" ${target%%/*} "* ]] ||
        breach "$file:$number: $room must not include $target"
    done < <(grep -rnE --include='*.cc' --include='*.h' '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' \
      "$(room_dir "$room")")
  done
}

check_folders() {
  local path
  while read -r path; do
    breach "$path: name what it holds"
  done < <(find generator search templates themes tests content -regextype posix-extended \
    -name node_modules -prune -o \
    -iregex '.*/(utils?|common|helpers?|managers?|misc|stuff)(\.[a-z]+)?' -print | sort)
}

check_lengths() {
  local lines file
  while read -r lines file; do
    ((lines <= 600)) || breach "$file: $lines lines"
  done < <(find . -regextype posix-extended \( -path ./build\* -o -path ./out -o -path ./.git -o -name node_modules \) -prune \
    -o -type f -regex '.*\.(cc|h|sh|m?js)' -exec wc -l {} +  | grep -v ' total$')
}

check_types() {
  local name
  while read -r name; do
    breach "$name: $(grep -lrE --include='*.h' "^(struct|class) $name( final)?( : [^;]*)? *\\{" generator search | sort | paste -sd ' ')"
  done < <(grep -hroE --include='*.h' '^(struct|class) [A-Za-z]+( final)?( : [^;]*)? *\{' generator search |
    sed -E 's/^(struct|class) ([A-Za-z]+).*/\2/' | sort | uniq -d)
}

check_templates() {
  local file kind
  while read -r file; do
    case $file in
      *.xml) kind=XML ;;
      *.js) kind=JAVASCRIPT ;;
      *.json) kind=JSON ;;
      *) kind=HTML ;;
    esac
    if [[ $file == *.css ]] && ! grep -qF '{{' "$file"; then continue; fi  # copied, not expanded
    [[ $(head -n 1 "$file") == "{{%AUTOESCAPE context=\"$kind\""* ]] ||
      breach "$file: does not open with {{%AUTOESCAPE context=\"$kind\"}}"
  done < <(find templates content -path '*templates/*' -not -path '*/examples/*' -type f | sort)
}

check_rooms() {
  local file word head
  for file in generator/*/CMakeLists.txt search/CMakeLists.txt; do
    head=$(sed '/^[^#]/,$d' "$file")
    for word in For In Out Touches; do
      grep -q "^# $word: ." <<<"$head" || breach "$file: does not say \"$word:\""
    done
  done
}

check_pages() {
  local page name
  while IFS=: read -r page name; do
    name=${name//\`/}
    [[ -e $name ]] || breach "$page: there is no $name"
  done < <(grep -oHE '`(generator|search|templates|themes|content|packaging|tests|docs)/[A-Za-z0-9_./-]+`' ./*.md docs/*.md)
}

check_slow() {
  local line room name
  while IFS= read -r line; do
    room=${line%%:*} name=${line#*:}
    grep -rqF -- "${name# }" "tests/$room" || breach "tests/slow.txt: $room has no test \"${name# }\""
  done < <(grep -E '^[a-z]+:' tests/slow.txt)
}

check_pinned() {
  local name
  while read -r name; do
    sed -n '/"overrides"/,/}/p' tests/browser/package.json | grep -qF "\"$name\": \"" ||
      breach "tests/browser/package.json: no override for $name, which a tool asks for as \"latest\""
  done < <(sed -n 's/^ *"\([^"]*\)": "latest",\{0,1\}$/\1/p' tests/browser/package-lock.json | sort -u)
}

check_leftovers() {
  local line
  while read -r line; do
    breach "$line"
  done < <(grep -rnIE '\b(TO''DO|FIX''ME|X''XX)\b' generator search templates themes content docs packaging \
    publish.sh CMakeLists.txt)
}

"check_$check"
((breaches == 0)) || { printf '%d breaches of "%s"\n' "$breaches" "$check"; exit 1; }
