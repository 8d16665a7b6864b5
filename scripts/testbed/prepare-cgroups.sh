#!/usr/bin/env bash
# Makes control groups usable by an engine, for machines without an init system that has done so already.
# Version 1 as mounted by the system needs nothing; version 2 may need one mount or, inside a container, room
# at the root: a group that hands out controllers may hold no process itself.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

ROOT=/sys/fs/cgroup

if [[ ! -e $ROOT/cgroup.controllers ]] && ! grep -qs " $ROOT/memory cgroup " /proc/mounts; then
  mount -t cgroup2 cgroup2 "$ROOT" || die "no memory control group under $ROOT, and none could be mounted"
fi

# Moves every process of the root group, this one too, and hands out the controllers; fails if one came in between.
delegate() {
  local pid pids controllers
  mapfile -t pids <"$ROOT/cgroup.procs"
  for pid in "${pids[@]}"; do
    # A process that has ended meanwhile needs no move.
    { printf '%s\n' "$pid" >"$ROOT/init/cgroup.procs"; } 2>/dev/null || :
  done
  read -ra controllers <"$ROOT/cgroup.controllers"
  { printf '%s ' "${controllers[@]/#/+}" >"$ROOT/cgroup.subtree_control"; } 2>/dev/null
}

# Only a nested root has cgroup.type; the real one is exempt from the rule above.
if [[ -e $ROOT/cgroup.type ]]; then
  mkdir -p "$ROOT/init"
  for _ in 1 2 3 4 5; do
    if delegate; then exit 0; fi
  done
  die "could not hand out the control groups of $ROOT"
fi
