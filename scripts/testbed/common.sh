# Shared by the scripts of this directory; sourced, never run.
# shellcheck shell=bash

# Where our engine keeps its pidfile and log. Root owns /run, so nobody else can plant a pidfile there.
TESTBED_RUN=/run/berth-testbed
# shellcheck disable=SC2034 # used by the scripts that source this file
ENGINE_PIDFILE=$TESTBED_RUN/dockerd.pid
# shellcheck disable=SC2034
ENGINE_LOG=$TESTBED_RUN/dockerd.log

say() { printf 'testbed: %s\n' "$*"; }

die() {
  printf 'testbed: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

require_root() { [[ $EUID -eq 0 ]] || die "$1 needs root (try: sudo $0)"; }

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Prints the process id of the engine that start-engine.sh started, or fails if it is not running.
# A process id may be reused by the system, so the name is compared too.
our_engine_pid() {
  local pid
  pid=$(cat "$ENGINE_PIDFILE" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ && $(cat "/proc/$pid/comm" 2>/dev/null) == dockerd ]] || return 1
  printf '%s\n' "$pid"
}

# Runs the rest of the script one at a time on this machine: waits up to 10 minutes for another one.
# Children that outlive the script must be started with 9>&- so that they do not keep the lock.
lock() {
  mkdir -p "$TESTBED_RUN"
  exec 9>"$TESTBED_RUN/$1.lock"
  flock --timeout 600 9 || die "another $1 has been running for 10 minutes"
}
