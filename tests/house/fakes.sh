# shellcheck shell=bash
# A small checkout in a scratch directory, and fakes of the programs the two scripts call, first on
# PATH. Every fake writes its name and arguments to $calls. Sourced.

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
checkout=$dir/checkout tools=$dir/tools
export calls=$dir/calls mode=$dir/mode  # $mode/ holds the files that tell fakes how to behave
# Where other users may write too, whatever this machine's own place for temporary files allows.
export TMPDIR=$dir/tmp
failures=0
unset INVOCATION_ID SUDO_USER

# shellcheck disable=SC2016
fake() {  # NAME BODY
  printf '#!/bin/bash\necho "%s $*" >>"$calls"\n%s\n' "$1" "$2" >"$tools/$1"
  chmod +x "$tools/$1"
}

fresh_checkout() {  # SOURCE
  rm -rf "${dir:?}"/*
  mkdir -p "$TMPDIR"
  chmod 1777 "$TMPDIR"
  mkdir -p "$checkout"/{generator,search,content,tests,build} "$tools" "$mode"
  touch "$calls" "$checkout"/{CMakeLists.txt,CMakePresets.json,content/site.json,build/build.ninja}
  chmod 777 "$mode"
  chmod 666 "$calls"
  cp -r "$1/publish.sh" "$1/packaging" "$checkout"
  cp "$1/tests/run.sh" "$checkout/tests"
  mkdir -p "$checkout/tests/fuzz" "$checkout/tests/browser"
  touch -d '1 hour ago' "$checkout/tests/browser/package-lock.json"
  cp "$1/tests/fuzz/fuzz.sh" "$checkout/tests/fuzz"
  # shellcheck disable=SC2016
  {
    fake dpkg-query 'while (($#)) && [[ $1 != -W ]]; do shift; done
      for name in "${@:4}"; do
        grep -qx "$name" "$mode/lacking" 2>/dev/null || echo "installed $name"
      done'
    fake apt-get 'case "$*" in *" install "*)
        cat "$mode/apt-says" 2>/dev/null && exit 100
        rm -f "$mode/lacking" ;;
      esac'
    fake sudo '[[ ! -e $mode/no-sudo ]] || exit 1
      [[ $1 != -n ]] || shift
      exec "$@"'
    fake gongshi 'echo "as $(id -un)" >>"$calls"; exit "$(cat "$mode/gongshi-ends" 2>/dev/null || echo 0)"'
    fake cmake 'case "$*" in *--build*)
        [[ ! -e $mode/broken ]] || exit 1
        cp "${0%/*}/gongshi" build/gongshi ;;
      esac'
    fake node 'exit 0'
    fake npm 'mkdir -p tests/browser/node_modules && touch tests/browser/node_modules/.package-lock.json
      exit "$(cat "$mode/npm-ends" 2>/dev/null || echo 0)"'
    fake ctest 'cat "$mode/results" >build/tests.xml; exit "$(cat "$mode/ctest-ends")"'
  }
}

built() {
  cp "$tools/gongshi" "$checkout/build/gongshi"
  find "$checkout"/{CMakeLists.txt,CMakePresets.json,generator,search} -exec touch -d '1 hour ago' {} +
}

# Runs a command with the fakes; leaves its output in $output and its exit code in $ended.
try() {
  : >"$calls"
  ended=0
  output=$(cd "$dir" && PATH=$tools:$PATH "$@" 2>&1 </dev/null) || ended=$?
}

wrong() {
  printf '%s\n  ended %s, said: %s\n  calls:\n%s\n' "$1" "$ended" "$output" "$(cat "$calls")"
  failures=$((failures + 1))
}
ends() { [[ $ended == "$1" ]] || wrong "$2: exit code is not $1"; }
says() { [[ $output == *"$1"* ]] || wrong "$2: does not say \"$1\""; }
one_line() { [[ $(wc -l <<<"$output") == 1 ]] || wrong "$1: more than one line"; }
calls() { grep -q -- "$1" "$calls" || wrong "$2: no call of \"$1\""; }
never_calls() { ! grep -q -- "$1" "$calls" || wrong "$2: called \"$1\""; }
