#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Configures and builds one preset; used by run.sh and test.sh. Says what takes long, prints the rest only when it fails.
#   packaging/build.sh [PRESET] [CMAKE ARGUMENT…]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
[ $# -gt 0 ] && shift

mkdir -p "build/$preset"
log="build/$preset/build.log"
run() { # TITLE COMMAND…
  local title=$1
  shift
  printf 'build: %s\n' "$title"
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    printf 'build: %s failed; the whole log is in %s\n' "$title" "$log" >&2
    exit 1
  fi
}
run "configuring ($preset)" cmake --preset "$preset" "$@"
run "compiling ($preset); the first time takes some minutes" cmake --build --preset "$preset"
