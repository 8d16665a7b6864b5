#!/usr/bin/env bash
# Starts a Docker engine if none answers, detached from this terminal, and waits until it does (60 s at most).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

WAIT_SECONDS=60
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The PATH for dockerd. Where the kernel has no nf_tables, links put the legacy iptables first, for it alone.
engine_path() {
  if iptables --wait --table nat --list-rules >/dev/null 2>&1 || ! have iptables-legacy; then
    printf '%s\n' "$PATH"
    return
  fi
  local name links=$TESTBED_RUN/legacy
  mkdir -p "$links"
  for name in iptables ip6tables; do ln -sf "$(command -v "$name-legacy")" "$links/$name"; done
  printf '%s\n' "$links:$PATH"
}

if engine_answers; then
  say "engine: $(docker version --format '{{.Server.Version}}') answers already"
  exit 0
fi
[[ -z ${DOCKER_HOST:-} ]] || die "engine: DOCKER_HOST is $DOCKER_HOST, and no engine answers there"
have dockerd || die 'engine: dockerd is not installed (run install-packages.sh)'
require_root 'starting an engine'

# Where dockerd keeps what it knows of networks, unless it is configured to keep it elsewhere.
NETWORKS=/var/lib/docker/network/files/local-kv.db

start_engine() {
  rm -f "$ENGINE_PIDFILE"
  PATH=$(engine_path) setsid --fork dockerd --pidfile "$ENGINE_PIDFILE" </dev/null >"$ENGINE_LOG" 2>&1 9>&-
}

# Waits until the engine answers. Fails after WAIT_SECONDS, or earlier if dockerd has given up.
await_engine() {
  local i
  for ((i = 0; i < WAIT_SECONDS * 5; i++)); do
    if engine_answers; then return 0; fi
    if ! our_engine_pid >/dev/null; then
      if grep -q '^panic: ' "$ENGINE_LOG"; then return 1; fi
      # A dockerd that has given up leaves no pidfile; twenty seconds are enough for a healthy one to write it.
      if ((i > 100)); then return 1; fi
    fi
    sleep 0.2
  done
  return 1
}

# A machine that was cut off while a network was made or removed can leave a record of it that dockerd 20.10
# panics on at every start. The file then holds nothing that dockerd could use: it makes it anew, with the
# default networks.
networks_are_broken() {
  [[ -e $NETWORKS ]] && grep -q '^panic: ' "$ENGINE_LOG" &&
    grep -qF 'libnetwork.(*controller).reservePools' "$ENGINE_LOG"
}

give_up() {
  tail -n 20 "$ENGINE_LOG" >&2
  die "engine: dockerd did not answer (log: $ENGINE_LOG)"
}

lock engine
if ! our_engine_pid >/dev/null; then
  "$here/prepare-cgroups.sh"
  start_engine
fi
if ! await_engine; then
  networks_are_broken || give_up
  set_aside=$NETWORKS.broken.$(date +%s)
  mv "$NETWORKS" "$set_aside"
  say "engine: dockerd cannot read what it knew of networks; set aside as $set_aside"
  start_engine
  await_engine || give_up
fi
say "engine: $(docker version --format '{{.Server.Version}}') started (stop it with $here/stop-engine.sh)"
