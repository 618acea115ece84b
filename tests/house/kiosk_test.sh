#!/usr/bin/env bash
# packaging/kiosk/gongshi-kiosk with a fake browser. kiosk_test.sh SOURCE.
set -euo pipefail
script=$1/packaging/kiosk/gongshi-kiosk
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export TMPDIR=$dir/tmp XDG_RUNTIME_DIR=$dir/tmp GONGSHI_KIOSK_PAUSE=0.05 GONGSHI_BROWSER=browser PATH=$dir:$PATH
mkdir "$TMPDIR"
failures=0
wrong() {
  printf 'FAILED %s\n' "$1"
  failures=$((failures + 1))
}

# Starts six times in all, leaves a visitor's file behind each time, then has the script ended.
cat >"$dir/browser" <<'EOF'
#!/bin/bash
for argument; do case $argument in --user-data-dir=*) folder=${argument#*=} ;; esac; done
echo "$*" >>"$GONGSHI_TEST/calls"
ls -A "$folder" >>"$GONGSHI_TEST/found"
touch "$folder/visited"
(($(wc -l <"$GONGSHI_TEST/calls") < 6)) || kill -TERM "$PPID"
EOF
# The website answers at the third try.
cat >"$dir/curl" <<'EOF'
#!/bin/bash
echo "${@: -1}" >>"$GONGSHI_TEST/asked"
(($(wc -l <"$GONGSHI_TEST/asked") >= 3))
EOF
chmod +x "$dir"/{browser,curl}
export GONGSHI_TEST=$dir

run() {  # STATUS ARGUMENTS...
  local wanted=$1 status=0
  shift
  rm -f "$dir"/{calls,found,asked}
  timeout 60 bash "$script" "$@" 2>"$dir/said" || status=$?
  ((status == wanted)) || wrong "$*: ends with $status, not $wanted: $(cat "$dir/said")"
}

run 2
grep -q 'http://' "$dir/said" || wrong "no address: not explained"
run 2 ftp://example.invalid/
run 2 http://127.0.0.1/ more
GONGSHI_BROWSER=nothing-of-this-name run 2 http://127.0.0.1:8080/kiosk/index.html
grep -q 'apt install' "$dir/said" || wrong "no browser: not explained"

run 0 http://127.0.0.1:8080/kiosk/index.html
[[ $(wc -l <"$dir/calls") == 6 ]] || wrong "the browser is not started again: $(wc -l <"$dir/calls")"
[[ ! -s $dir/found ]] || wrong "a browser finds what the one before left"
[[ $(wc -l <"$dir/asked") == 3 ]] || wrong "the website is not waited for"
grep -q -- '--kiosk .*--incognito' "$dir/calls" || wrong "not as a kiosk: $(head -n 1 "$dir/calls")"
grep -q 'kiosk/index.html$' "$dir/calls" || wrong "another address: $(head -n 1 "$dir/calls")"
[[ -z $(ls -A "$TMPDIR") ]] || wrong "a folder stays behind"

run 0 --printer http://127.0.0.1:8080/kiosk/index.html
grep -q -- '--kiosk-printing .*kiosk/index.html#printer$' "$dir/calls" || wrong "--printer: $(head -n 1 "$dir/calls")"
[[ $(tail -n 1 "$dir/asked") == http://127.0.0.1:8080/kiosk/index.html ]] || wrong "the website is asked for $(tail -n 1 "$dir/asked")"

run 0 file:///srv/copy/kiosk/index.html
[[ ! -e $dir/asked ]] || wrong "a folder is asked for over the network"

((failures == 0)) || exit 1
echo "all checks hold"
