#!/usr/bin/env bash
# publish.sh with a fake compiler, package manager and gongshi: what it calls when, as whom, and how
# it ends. publish_test.sh SOURCE.
set -euo pipefail
source_dir=$1
# shellcheck source=tests/house/fakes.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/fakes.sh"
start() { fresh_checkout "$source_dir"; }
publish=$checkout/publish.sh

start
try "$publish"
what="the first day"
ends 0 "$what"
calls "cmake --build --preset release --target gongshi" "$what"
calls "gongshi --site $checkout/content --out $checkout/out --state $checkout/out/state nightly" "$what"
never_calls apt-get "$what"
says "$checkout/out/current/site" "$what"
says "publish.sh --serve" "$what"

what="the second run"
try "$publish"
ends 0 "$what"
calls "^gongshi " "$what"
never_calls cmake "$what"
never_calls dpkg-query "$what"

what="a source that is newer"
built
mkdir -p "$checkout/generator/rules"
touch -d "1 minute" "$checkout/generator/rules/gate.cc"
try "$publish"
calls cmake "$what"

what="night with an old binary"
built
touch -d "1 minute" "$checkout/search/schema.cc"
try "$publish" --night
ends 0 "$what"
never_calls cmake "$what"
calls "^gongshi " "$what"
says "旧程序" "$what"

for what in "--night" "systemd"; do
  start
  if [[ $what == systemd ]]; then try env INVOCATION_ID=1 "$publish"; else try "$publish" --night; fi
  ends 2 "$what without a binary"
  one_line "$what without a binary"
  never_calls cmake "$what"
  never_calls apt-get "$what"
done

start
built
for code in 0 1 2 3 4 130; do
  echo "$code" >"$mode/gongshi-ends"
  try "$publish"
  ends "$((code == 1 ? 0 : code))" "gongshi ending $code"
done
echo 1 >"$mode/gongshi-ends"
mkdir -p "$checkout/out/state/reports"/{20260101-0001,20260102-0001}
touch -d yesterday "$checkout/out/state/reports/20260101-0001"
try "$publish"
says "有事要人处理，请看报告：$checkout/out/state/reports/20260102-0001/index.html" "something waits"
echo 3 >"$mode/gongshi-ends"
try "$publish" --serve
says "没有发布" "a refusal"
never_calls " serve" "a refusal"

what="somebody to call"
start
built
fake sendmail 'cat >>"$calls"'
fake curl 'cat >>"$calls"'
for code in 0 1 3; do
  echo "$code" >"$mode/gongshi-ends"
  try env GONGSHI_MAIL_TO=night@example.test GONGSHI_WEBHOOK=https://example.test/hook "$publish"
  ends "$((code == 1 ? 0 : code))" "$what after $code"
  if ((code == 0)); then
    never_calls "sendmail\|curl" "$what after 0"
    continue
  fi
  calls "^To: night@example.test" "$what after $code"
  calls "退出码 $code" "$what after $code"
  calls "{\"code\": $code, \"text\": \"行政执法公示：" "$what after $code"
  calls "https://example.test/hook" "$what after $code"
done
for deaf in sendmail curl; do fake "$deaf" 'exit 1'; done
try env GONGSHI_MAIL_TO=night@example.test GONGSHI_WEBHOOK=https://example.test/hook "$publish"
ends 3 "nobody who can be called"
says "提醒邮件没有发出去" "nobody who can be called"
says "提醒没有送到" "nobody who can be called"
try "$publish"
never_calls "sendmail\|curl" "nobody to call"

what="options"
start
built
try "$publish" --site "$checkout/content" --out "$dir/o" --state=s --as-of 2026-01-31 --jobs 2 --feed f --stats
calls "gongshi --site $checkout/content --out $dir/o --state $dir/s --as-of 2026-01-31 --jobs 2 --stats nightly --feed f" \
  "$what"
try "$publish" --out "$dir/o" --serve
calls "gongshi --site $checkout/content --out $dir/o --state $dir/o/state serve" "--serve"
for bad in --nonsense --site "--night --serve"; do
  # shellcheck disable=SC2086
  try "$publish" $bad
  ends 2 "$bad"
  one_line "$bad"
  never_calls "^gongshi " "$bad"
done
try "$publish" --json
[[ $(PATH=$tools:$PATH "$publish" --json 2>/dev/null) == "" ]] || wrong "--json: words on standard output"

what="a program that does not build"
start
touch "$mode/broken"
try "$publish"
ends 4 "$what"
never_calls "^gongshi " "$what"

if ((EUID == 0)) && id nobody >/dev/null 2>&1; then
  nobody=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups --)
  what="a checkout that another user owns"
  start
  built
  chown -R nobody "$checkout"
  try "$publish"
  ends 0 "$what"
  calls "as nobody" "$what"
  never_calls "as root" "$what"
  [[ $(stat -c %U-%a "$checkout/out/state") == nobody-700 ]] || wrong "$what: state is not nobody's alone"

  what="a checkout of root"
  chown -R root "$checkout"
  rm -rf "$checkout/out"
  try env SUDO_USER=nobody "$publish"
  ends 0 "$what with sudo"
  calls "as nobody" "$what with sudo"
  rm -rf "$checkout/out"
  try "$publish"
  ends 0 "$what"
  calls "as root" "$what"
  try env SUDO_USER=nobody "$publish"
  ends 2 "$what with an out directory of root"
  one_line "$what with an out directory of root"
  chmod 700 "$checkout/content"
  rm -rf "$checkout/out"
  try env SUDO_USER=nobody "$publish"
  calls "as root" "$what that the caller of sudo cannot read"
else
  nobody=()
fi

lacking() { start; printf 'cmake\nlibxapian-dev\n' >"$mode/lacking"; }
lacking
[[ ${#nobody[@]} == 0 ]] || chown -R nobody "$checkout"
try "${nobody[@]}" "$publish"
ends 0 "an ordinary user with sudo"
calls "sudo .*apt-get .*install --no-install-recommends cmake libxapian-dev" "an ordinary user with sudo"
calls "cmake --build" "an ordinary user with sudo"

lacking
touch "$mode/no-sudo"
try "${nobody[@]}" "$publish"
ends 2 "no way to install"
one_line "no way to install"
says "cmake libxapian-dev" "no way to install"

lacking
echo "E: Failed to fetch http://example.test/x  Temporary failure resolving 'example.test'" >"$mode/apt-says"
try "$publish"
ends 2 "no network"
says "请检查网络" "no network"
lacking
echo "E: Unable to locate package libxapian-dev" >"$mode/apt-says"
try "$publish"
ends 2 "a package that is not there"
says "软件源没有提供" "a package that is not there"
says "libxapian-dev" "a package that is not there"
never_calls "^cmake" "a package that is not there"

((failures == 0))
