#!/usr/bin/env bash
# The test of shards on two hosts with each in a network namespace of its own, joined to this one by
# virtual cables: two_hosts.sh SEARCH_TESTS. Exit 77, and a sentence, where namespaces are not allowed.
set -euo pipefail

if [[ ${2:-} != inside ]]; then
  for program in ip nsenter unshare xapian-tcpsrv; do
    command -v "$program" >/dev/null || { printf '跳过：缺少 %s。\n' "$program"; exit 77; }
  done
  unshare --user --map-root-user --net true 2>/dev/null ||
    { printf '跳过：这台机器不允许网络命名空间。\n'; exit 77; }
  exec unshare --user --map-root-user --net "$0" "$1" inside
fi

hosts=()
trap '((${#hosts[@]} == 0)) || kill "${hosts[@]}"' EXIT

# host NUMBER: a process in a new namespace; its address is 10.77.NUMBER.2.
host() {
  unshare --net sleep 600 &
  local process=$!
  hosts+=("$process")
  until [[ $(readlink "/proc/$process/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.05; done
  ip link add "host$1" type veth peer name eth0 netns "$process"
  ip address add "10.77.$1.1/24" dev "host$1"
  ip link set "host$1" up
  nsenter --target "$process" --net ip address add "10.77.$1.2/24" dev eth0
  nsenter --target "$process" --net ip link set eth0 up
}

ip link set lo up
host 1
host 2
export GONGSHI_SHARD_HOSTS="10.77.1.2 ${hosts[0]} 10.77.2.2 ${hosts[1]}"
"$1" "shards on two hosts answer as one local index"
