#!/usr/bin/env bash
# serve.sh GONGSHI OUT [SECONDS]: `gongshi serve` over a built site under wrk, which asks for words of two to four
# characters, the frequent ones more often, half of them two at a time. First as fast as sixteen visitors get their
# answers (throughput), then at half of that, with their waiting times; last what the server holds in memory.
#
#   WORDS   words to ask for, one a line, frequent ones first; default ../shared/peers/vocab.txt
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
(($# >= 2)) || { echo 'serve.sh GONGSHI OUT [SECONDS]' >&2; exit 2; }
gongshi=$1 out=$2 seconds=${3:-20}
command -v wrk >/dev/null || { echo 'serve.sh needs wrk.' >&2; exit 2; }
visitors=16 port=${PORT:-8097} work=$(mktemp -d)
export WORDS=${WORDS:-$here/../shared/peers/vocab.txt}

"$gongshi" --site "$here/content" --out "$out" serve --listen "127.0.0.1:$port" >"$work/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 600); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 $server 2>/dev/null || { cat "$work/log" >&2; exit 4; }
  sleep 0.1
done

cat >"$work/ask.lua" <<'LUA'
local words, paths, pause = {}, {}, tonumber(os.getenv("PAUSE"))
local function escaped(text)
  return (text:gsub(".", function(c) return string.format("%%%02X", c:byte()) end))
end
function init()
  for line in io.lines(os.getenv("WORDS")) do if #line >= 6 and #line <= 12 then words[#words + 1] = line end end
  math.randomseed(20261122)
  local function word() return words[math.min(math.random(#words), math.random(#words))] end
  for i = 1, 20000 do
    paths[i] = "/search.json?q=" .. escaped(word()) .. (i % 2 == 0 and "%20" .. escaped(word()) or "")
  end
end
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
if pause > 0 then
  -- Between nothing and twice the pause, so that visitors do not come in step.
  function delay() return math.random() * 2 * pause end
end
function done(summary, latency)
  io.write(string.format("%.1f %d %d %.1f %.1f %.1f\n", summary.requests / (summary.duration / 1e6), summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3))
end
LUA
ask() {  # PAUSE SECONDS → requests a second, refused, failed, p50, p99, p99.9 in ms
  PAUSE=$1 wrk -t1 -c$visitors -d"$2s" --timeout 30s -s "$work/ask.lua" "http://127.0.0.1:$port" | tail -n 1
}
ask 0 5 >/dev/null  # what a server that has run for a while has read already
read -r most refused failed p50 p99 p999 < <(ask 0 "$seconds")
printf '%-12s %8.1f answers a second, %d refused, %d failed; p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms\n' \
  'full load' "$most" "$refused" "$failed" "$p50" "$p99" "$p999"
# Sixteen visitors that wait so long between answers make half of that at most.
pause=$(awk -v most="$most" -v visitors=$visitors 'BEGIN { print 2 * 1000 * visitors / most }')
read -r half refused failed p50 p99 p999 < <(ask "$pause" "$seconds")
printf '%-12s %8.1f answers a second, %d refused, %d failed; p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms\n' \
  'half load' "$half" "$refused" "$failed" "$p50" "$p99" "$p999"
awk '/^Vm(RSS|HWM)/ { printf "%-12s %8.1f MB\n", $1, $2 / 1024 }' "/proc/$server/status"
