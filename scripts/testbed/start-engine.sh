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

lock engine
if ! our_engine_pid >/dev/null; then
  rm -f "$ENGINE_PIDFILE"
  "$here/prepare-cgroups.sh"
  PATH=$(engine_path) setsid --fork dockerd --pidfile "$ENGINE_PIDFILE" </dev/null >"$ENGINE_LOG" 2>&1 9>&-
fi

for ((i = 0; i < WAIT_SECONDS * 5; i++)); do
  if engine_answers; then
    say "engine: $(docker version --format '{{.Server.Version}}') started (stop it with $here/stop-engine.sh)"
    exit 0
  fi
  # A dockerd that has given up leaves no pidfile; twenty seconds are enough for a healthy one to write it.
  if ((i > 100)) && ! our_engine_pid >/dev/null; then break; fi
  sleep 0.2
done
tail -n 20 "$ENGINE_LOG" >&2
die "engine: dockerd did not answer (log: $ENGINE_LOG)"
