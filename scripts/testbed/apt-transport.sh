# Sourced: gives wget, and so debootstrap, the proxy and certificates that apt is configured with.
# shellcheck shell=bash

apt_setting() {
  local value=
  eval "$(apt-config shell value "$1")"
  printf '%s' "$value"
}

# carry_apt_transport MIRROR FILE: exports what wget reads from the environment, the rest through FILE.
carry_apt_transport() {
  local mirror=$1 file=$2 scheme host proxy key
  scheme=${mirror%%:*}
  host=${mirror#*://} host=${host%%[:/]*}
  proxy=$(apt_setting "Acquire::$scheme::Proxy::$host")
  proxy=${proxy:-$(apt_setting "Acquire::$scheme::Proxy")}
  if [[ $proxy == DIRECT ]]; then
    export no_proxy="$host"
  elif [[ -n $proxy ]]; then
    export "${scheme}_proxy=$proxy"
  fi

  : >"$file"
  for key in CaInfo:ca_certificate SslCert:certificate SslKey:private_key; do
    local value
    value=$(apt_setting "Acquire::https::${key%%:*}")
    [[ -z $value ]] || printf '%s = %s\n' "${key#*:}" "$value" >>"$file"
  done
  if [[ $(apt_setting Acquire::https::Verify-Peer) == false ]]; then
    printf 'check_certificate = off\n' >>"$file"
  fi
  if [[ -s $file ]]; then export WGETRC=$file; fi
}
