#!/usr/bin/env bash
# Installs what the test bed needs and this machine lacks, with apt-get: an engine, a browser, debootstrap,
# git, Python for the fixture git server, and a compiler for native addons without a prebuilt binary.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What must exist, and the package that brings it.
NEEDS=(
  dockerd:docker.io docker-init:docker.io iptables:iptables
  chromium:chromium fc-match:fontconfig
  debootstrap:debootstrap wget:wget xz:xz-utils
  git:git python3:python3 zip:zip unzip:unzip curl:curl ps:procps
  make:make g++:g++
)
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

missing_packages() {
  local need
  for need in "${NEEDS[@]}"; do
    have "${need%%:*}" || printf '%s\n' "${need#*:}"
  done
  [[ -e $KEYRING ]] || printf 'debian-archive-keyring\n'
  [[ -n $(fc-list 2>/dev/null | head -n 1) ]] || printf 'fonts-dejavu-core\n'
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"; }

have apt-get || die 'this machine has no apt-get; install an engine, a browser and debootstrap by hand'
mapfile -t packages < <(missing_packages | sort -u)
if ((${#packages[@]} == 0)) && have docker; then
  say 'packages: all present'
  exit 0
fi

require_root 'installing packages'
apt update
# Later Debian releases keep the client in a package of its own.
if ! have docker && apt-cache show docker-cli >/dev/null 2>&1; then packages+=(docker-cli); fi
say "packages: installing ${packages[*]}"
apt install --yes --no-install-recommends "${packages[@]}" </dev/null >/dev/null
