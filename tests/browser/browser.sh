#!/usr/bin/env bash
# Runs one test in a browser: browser.sh TEST.mjs. Exit 77, and a sentence, where the machine lacks
# what tests/run.sh installs for them.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

missing=()
for program in node java "${GONGSHI_CHROMIUM:-/usr/bin/chromium}"; do
  command -v "$program" >/dev/null || missing+=("$program")
done
[[ -d $here/node_modules ]] || missing+=("$here/node_modules（在 tests/browser 运行 npm ci）")
if ((${#missing[@]})); then
  printf '跳过：缺少 %s。\n' "${missing[*]}"
  exit 77
fi
cd "$here"
exec node "$1"
