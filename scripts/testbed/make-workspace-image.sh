#!/usr/bin/env bash
# Usage: make-workspace-image.sh IMAGE
# Makes the workspace image from Debian packages alone, without an image registry, unless IMAGE exists.
# Takes about 50 s. To make it anew: docker rmi IMAGE, then this.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$here/common.sh"
# shellcheck source-path=SCRIPTDIR source=apt-transport.sh
source "$here/apt-transport.sh"

SUITE=bookworm
# Beyond what a project needs: full-screen programs for the terminal journeys, Python for the git fixture.
PACKAGES=(
  bash ca-certificates curl git htop less nano ncurses-term openssh-client procps python3
  unzip vim-tiny xz-utils zip
)
IMAGE=${1:?usage: make-workspace-image.sh IMAGE}

image_exists() { docker image inspect "$IMAGE" >/dev/null 2>&1; }

clean_up() {
  umount -l "$work/root/proc" "$work/root/sys" 2>/dev/null || :
  rm -rf --one-file-system "$work"
}

# Leaves out what no workspace reads, and gives uid 1000 a name and a home.
finish_root() {
  local root=$1
  rm -rf "$root"/usr/share/{doc,info,locale,man}/* "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
  ln -s vim.tiny "$root/usr/bin/vim"
  chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash dev
  mkdir -p "$root/workspace"
}

engine_answers || die 'image: no engine answers (run start-engine.sh)'
if image_exists; then
  say "image: $IMAGE exists"
  exit 0
fi
require_root 'making the workspace image'
lock image
if image_exists; then exit 0; fi

work=$(mktemp -d /var/tmp/berth-image.XXXXXX)
trap clean_up EXIT
mirror=$("$here/debian-mirror.sh")
carry_apt_transport "$mirror" "$work/wgetrc"
say "image: making $IMAGE"
LC_ALL=C debootstrap --variant=minbase --include="$(IFS=,; echo "${PACKAGES[*]}")" \
  "$SUITE" "$work/root" "$mirror" >"$work/log" 2>&1 || {
  tail -n 20 "$work/log" "$work/root/debootstrap/debootstrap.log" >&2 || :
  die 'image: debootstrap failed'
}
finish_root "$work/root"
# Named only once it is complete: a truncated archive must not become the image.
id=$(tar --create --numeric-owner --one-file-system --directory "$work/root" . | docker import \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8' \
  --change 'WORKDIR /workspace' --change 'CMD ["bash"]' -)
docker tag "$id" "$IMAGE"
say "image: $IMAGE is ready"
