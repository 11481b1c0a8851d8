#!/usr/bin/env bash
# Installs what the browser tests drive, from the distribution's packages, where it is missing and may be installed.
# Never fails: the tests themselves decide whether a missing browser is a skip or, under CI=true, a failure.
set -euo pipefail

main() {
  if present; then
    return
  fi
  if ! command -v apt-get >/dev/null; then
    explain "it can only be installed here by hand"
  elif ! become_root true 2>/dev/null; then
    explain "this account may not install it (neither root nor sudo without a password)"
  else
    echo "== Installing Chromium and its driver (about half a minute)"
    install_packages && present || explain "installing it failed; the lines above say why"
  fi
}

present() {
  [ -x "${NORDICSCIR_TEST_CHROMIUM:-/usr/bin/chromium}" ] && command -v chromedriver >/dev/null
}

install_packages() {
  # Another package run may hold the lock: wait for it rather than fail.
  become_root apt-get -o DPkg::Lock::Timeout=300 -q update &&
    become_root env DEBIAN_FRONTEND=noninteractive \
      apt-get -o DPkg::Lock::Timeout=300 -q install -y --no-install-recommends chromium chromium-driver
}

become_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

explain() {
  printf '\n*** Chromium or its driver is missing, and %s.\n' "$1" >&2
  printf '*** The browser tests need the packages chromium and chromium-driver.\n\n' >&2
}

main
