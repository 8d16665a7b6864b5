#!/usr/bin/env bash
# Makes this machine able to run every test: packages, an engine, the workspace image. Safe to repeat.
# Needs root, apt and a Debian archive; no image registry. BERTH_WORKSPACE_IMAGE names the image.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

phase() {
  local name=$1 start=$SECONDS
  shift
  "$@"
  printf 'testbed: %s took %d s\n' "$name" "$((SECONDS - start))"
}

phase packages "$here/install-packages.sh"
phase engine "$here/start-engine.sh"
phase image "$here/make-workspace-image.sh" "${BERTH_WORKSPACE_IMAGE:-berth-workspace:bookworm}"
