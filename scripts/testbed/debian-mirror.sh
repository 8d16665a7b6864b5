#!/usr/bin/env bash
# Prints the address of the Debian archive this machine's apt uses. BERTH_DEBIAN_MIRROR overrides it.
# apt itself reads its sources here, in whichever format and file they are, so nothing is parsed twice.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [[ -n ${BERTH_DEBIAN_MIRROR:-} ]]; then
  printf '%s\n' "$BERTH_DEBIAN_MIRROR"
  exit 0
fi

# The archives apt would fetch suite $1 from, one per line.
archives() { apt-get --print-uris update 2>/dev/null | sed -n "s|^'\(.*\)/dists/$1/InRelease'.*|\1|p"; }

codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
mapfile -t found < <(archives "$codename")
((${#found[@]} > 0)) || die 'no Debian archive among the apt sources; set BERTH_DEBIAN_MIRROR'
mirror=${found[0]}
# Others publish suites of the same name; the distribution's own archive also has the updates suite.
for archive in "${found[@]}"; do
  if archives "$codename-updates" | grep -qxF "$archive"; then
    mirror=$archive
    break
  fi
done

# mirror+file: names a local list of archives; debootstrap wants one of them.
if [[ $mirror == mirror+file:* ]]; then
  mirror=$(sed -n 's|^\([a-z]*://[^[:space:]]*\).*|\1|p' "${mirror#mirror+file:}" | head -n 1)
fi
[[ $mirror =~ ^(https?|file):/ ]] || die "cannot use the apt source '$mirror'; set BERTH_DEBIAN_MIRROR"
printf '%s\n' "${mirror%/}"
