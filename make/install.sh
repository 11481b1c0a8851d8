#!/usr/bin/env bash
# Makes or mends the virtual environment and installs the project into it, with the versions that were tested.
# usage: make/install.sh FOLDER [EXTRAS]     for example: make/install.sh .venv test,dev
set -euo pipefail

main() {
  local venv=$1 extras=${2:-}
  if ! suitable "$venv/bin/python"; then
    make_environment "$venv"
  fi
  echo "== Installing into $venv (a minute or two the first time)"
  "$venv/bin/python" -m pip install --constraint constraints.txt --editable ".${extras:+[$extras]}" ||
    fail "Installing did not succeed; the lines above say at which package." \
      "Without a network the packages cannot be fetched: connect this machine, or tell pip where" \
      "your own copies are (PIP_FIND_LINKS, PIP_INDEX_URL), and run the same command again."
}

make_environment() {
  local venv=$1 python
  python=$(find_python) ||
    fail "Python 3.11 or newer is needed and was not found. Install it (Debian: apt-get install python3" \
      "python3-venv), or name it: make install PYTHON=/path/to/python3.12"
  echo "== Making $venv with $("$python" --version)"
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
  "$python" -m venv --clear "$venv"
}

find_python() {
  local candidate
  # The versions the project is tested on come first, newest first; a later one is better than none.
  for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3 python}; do
    if suitable "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# A name on the PATH may be a wrapper for a version that is not there: only running it tells.
suitable() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

fail() {
  printf '\n' >&2
  printf '*** %s\n' "$@" >&2
  exit 1
}

main "$@"
