#!/usr/bin/env bash
# Usage: env -u TMPDIR kill-leftovers.sh DIR
# Ends every process that was started with DIR as its TMPDIR or that names DIR in its arguments, detached
# ones too: asks first, insists after 2 s. Prints what it had to end.
set -euo pipefail

dir=${1:?usage: kill-leftovers.sh DIR}

# Forks nothing: a child of this script would name DIR in its arguments as well.
is_leftover() {
  local word words=()
  # The files are gone once the process has ended.
  { mapfile -d '' words <"/proc/$1/environ"; } 2>/dev/null || return 1
  for word in "${words[@]}"; do
    if [[ $word == "TMPDIR=$dir" ]]; then return 0; fi
  done
  { mapfile -d '' words <"/proc/$1/cmdline"; } 2>/dev/null || return 1
  [[ ${words[*]} == *"$dir"* ]]
}

# Sends signal $1 to every leftover and sets `count` to how many there were.
signal_leftovers() {
  local process pid
  count=0
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    if [[ $pid == "$$" ]] || ! is_leftover "$pid"; then continue; fi
    kill "-$1" "$pid" 2>/dev/null || continue
    count=$((count + 1))
    if [[ $1 != 0 ]]; then printf 'testbed: left over: process %s, sent %s\n' "$pid" "$1"; fi
  done
}

signal_leftovers TERM
for ((i = 0; i < 20 && count > 0; i++)); do
  sleep 0.1
  signal_leftovers 0
done
if ((count > 0)); then signal_leftovers KILL; fi
