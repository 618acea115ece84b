#!/usr/bin/env bash
# Plants one breach after another in a small house and looks whether house.sh finds it.
set -euo pipefail

house=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/house.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0

small_house() {
  rm -rf "${dir:?}"/*
  mkdir -p "$dir"/{generator,search,templates,themes,tests,content,docs,packaging}
  touch "$dir"/{publish.sh,CMakeLists.txt}
  local room
  for room in base site pull intake rules registry render export report release audit cli; do
    mkdir "$dir/generator/$room"
    printf 'gongshi_room(%s\n  ROOMS base)\n' "$room" >"$dir/generator/$room/CMakeLists.txt"
  done
  printf 'gongshi_room(base\n  ROOMS )\n' >"$dir/generator/base/CMakeLists.txt"
  printf 'gongshi_room(rules\n  ROOMS site)\n' >"$dir/generator/rules/CMakeLists.txt"
  printf 'gongshi_room(search\n  ROOMS rules)\n' >"$dir/search/CMakeLists.txt"
  sed -i '1i # For: a.\n# In: b.\n# Out: c.\n# Touches: d.' "$dir"/{generator/*,search}/CMakeLists.txt
  printf 'The way begins in `search/schema.cc`.\n' >"$dir/docs/way.md"
  touch "$dir/README.md"
  mkdir "$dir/tests/rules" "$dir/tests/browser"
  printf '{\n  "a": {\n    "dependencies": {\n      "inner": "latest",\n      "other": "^1.0"\n    }\n  }\n}\n' >"$dir/tests/browser/package-lock.json"
  printf '{\n  "overrides": {\n    "inner": "0.1.0"\n  }\n}\n' >"$dir/tests/browser/package.json"
  echo 'TEST_CASE("a long test") {' >"$dir/tests/rules/gate_test.cc"
  printf '# Slow.\nrules:a long test\n' >"$dir/tests/slow.txt"
  printf '#include <string>\n#include "base/text.h"\n#include "search/schema.h"\n' >"$dir/search/schema.cc"
  printf '{{%%AUTOESCAPE context="HTML"}}\n' >"$dir/templates/page.html"
}

expect() {  # pass|fail CHECK WHAT [PATTERN]
  local result=pass output
  output=$(bash "$house" "$2" "$dir" 2>&1) || result=fail
  if [[ $result != "$1" || $output != *"${4:-}"* ]]; then
    printf 'expected %s of "%s": %s\n%s\n' "$1" "$2" "$3" "$output"
    failures=$((failures + 1))
  fi
}

for check in includes folders lengths types templates rooms pages slow pinned leftovers; do
  small_house
  expect pass "$check" "a clean house"
done

small_house
printf 'struct Hit {\n};\n' | tee "$dir/search/hit.h" >"$dir/generator/rules/hit.h"
expect fail types "two types of one name" "Hit: generator/rules/hit.h search/hit.h"
small_house
echo '#include "search/schema.h"' >"$dir/generator/rules/gate.cc"
expect fail includes "an upward include" "generator/rules/gate.cc:1: rules must not include search/schema.h"
small_house
echo '  #  include "intake/record.h"' >"$dir/search/schema.h"
expect fail includes "a lower room that is not named" "search must not include intake/record.h"
small_house
echo '#include "schema.h"' >"$dir/search/query.cc"
expect fail includes "an include without its room" "search must not include schema.h"
small_house
printf 'gongshi_room(site\n  ROOMS rules)\n' >"$dir/generator/site/CMakeLists.txt"
expect fail includes "a room built on a higher one" "site must not be built on rules"
small_house
printf 'gongshi_room(pull\n  ROOMS intake)\n' >"$dir/generator/pull/CMakeLists.txt"
expect fail includes "two rooms of one storey" "pull must not be built on intake"
small_house
printf 'gongshi_room(registry\n  ROOMS site)\n' >"$dir/generator/registry/CMakeLists.txt"
echo '#include "site/site.h"' >"$dir/generator/registry/registry.h"
expect fail includes "a registry that knows the site" "registry must not include site/site.h"

small_house
mkdir "$dir/generator/attic"
expect fail includes "a room nobody placed" "generator/attic"

for name in utils Helpers common manager; do
  small_house
  mkdir "$dir/generator/base/$name"
  expect fail folders "a folder $name" "generator/base/$name"
done
small_house
touch "$dir/search/util.h"
expect fail folders "a file util.h" "search/util.h"

small_house
yes '//' | head -n 600 >"$dir/search/long.cc" || true
expect pass lengths "600 lines"
echo '//' >>"$dir/search/long.cc"
expect fail lengths "601 lines" "search/long.cc: 601"

small_house
echo '<p>{{NAME}}</p>' >"$dir/templates/naked.html"
expect fail templates "a template without the pragma" "templates/naked.html"
small_house
printf '<p>\n{{%%AUTOESCAPE context="HTML"}}\n' >"$dir/templates/late.html"
expect fail templates "a pragma that comes late" "templates/late.html"
small_house
printf '{{%%AUTOESCAPE context="HTML"}}\n' >"$dir/templates/feed.xml"
expect fail templates "a pragma of the wrong kind" "templates/feed.xml"
small_house
echo 'p { margin: 0 }' >"$dir/templates/plain.css"
expect pass templates "a style sheet that is no template"
echo 'p { color: {{COLOUR}} }' >"$dir/templates/plain.css"
expect fail templates "a style sheet with a variable" "templates/plain.css"
small_house
mkdir -p "$dir/content/templates"
echo '<p>' >"$dir/content/templates/own.html"
expect fail templates "a site's own template" "content/templates/own.html"

small_house
sed -i '/^# Touches/d' "$dir/generator/audit/CMakeLists.txt"
expect fail rooms "a room that does not say what it touches" "generator/audit/CMakeLists.txt: does not say \"Touches:\""
small_house
printf 'gongshi_room(pull)\n# For: too late.\n' >"$dir/generator/pull/CMakeLists.txt"
expect fail rooms "a room that says it after all" "generator/pull"

small_house
printf 'Then `generator/rules/gate.cc`.\n' >>"$dir/docs/way.md"
expect fail pages "a file that is not there" "docs/way.md: there is no generator/rules/gate.cc"

small_house
sed -i '/inner/d' "$dir/tests/browser/package.json"
expect fail pinned "a tool's tool that is asked for as latest" 'no override for inner'

small_house
echo 'rules:another test' >>"$dir/tests/slow.txt"
expect fail slow "a slow test that is not there" 'rules has no test "another test"'

small_house
printf '// %s: later\n' 'TO''DO' >"$dir/search/query.cc"
expect fail leftovers "a note to oneself" "search/query.cc:1"

((failures == 0))
