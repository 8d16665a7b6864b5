#!/usr/bin/env bash
# Stops the engine that start-engine.sh started, and only that one. Its images stay for the next start.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

WAIT_SECONDS=30

if ! pid=$(our_engine_pid); then
  say 'engine: none of ours is running'
  exit 0
fi
kill "$pid"
for ((i = 0; i < WAIT_SECONDS * 5; i++)); do
  if [[ ! -d /proc/$pid ]]; then
    rm -rf "$TESTBED_RUN"
    say 'engine: stopped'
    exit 0
  fi
  sleep 0.2
done
die "engine: process $pid has not ended after $WAIT_SECONDS s (log: $ENGINE_LOG)"
