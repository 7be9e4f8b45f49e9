# Sourced by the scripts beside it: strict mode, the root of the project as working directory, and
# the few functions that they share.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Prints the comment at the top of the script: every script's --help.
usage() {
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
}

# How many compilers or tests run at once. A compiler may need 1.5 GB, so little memory means fewer.
jobs() {
  local cores memory
  cores=$(nproc 2>/dev/null || echo 2)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || true)
  if [[ -n "$memory" && "$memory" -lt "$cores" ]]; then cores=$memory; fi
  if [[ "$cores" -lt 1 ]]; then cores=1; fi
  echo "${ENTENTE_JOBS:-$cores}"
}

# build_preset PRESET [TARGET...]: configures and builds; progress goes to stderr, so that what a
# script prints on stdout is its answer.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" >&2
  if [[ $# -gt 0 ]]; then
    cmake --build --preset "$preset" -j "$(jobs)" --target "$@" >&2
  else
    cmake --build --preset "$preset" -j "$(jobs)" >&2
  fi
}
