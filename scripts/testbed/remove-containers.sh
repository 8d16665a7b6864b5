#!/usr/bin/env bash
# Usage: remove-containers.sh DIR
# Removes every container that mounts something below DIR, and its anonymous volumes. Prints what it removed.
set -euo pipefail

dir=${1:?usage: remove-containers.sh DIR}

mapfile -t ids < <(docker ps --all --quiet)
for id in "${ids[@]}"; do
  # A container may end between the listing and the reading.
  mounts=$(docker inspect --format '{{range .Mounts}}{{println .Source}}{{end}}' "$id" 2>/dev/null) || continue
  if [[ $mounts == *"$dir/"* ]]; then
    docker rm --force --volumes "$id" >/dev/null 2>&1 || continue
    printf 'testbed: left over: container %s, removed\n' "$id"
  fi
done
