#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what is missing, builds, and runs the whole test suite on a virtual display. Arguments are passed to ctest.
# With CI set, warnings are errors (a newer compiler's new warning is no reason to fail a reader's machine), and the fuzz targets
# are built and run for a short while, the same inputs each time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/setup.sh" --test ${CI:+--fuzz}
preset=release
[ -z "${CI:-}" ] || preset=ci
"$here/build.sh" "$preset" -DTARGETDESK_TESTS=ON

if [ -n "${CI:-}" ]; then "$here/build.sh" fuzz; fi

cd "$here/.."
xvfb_pid=
stop_services() { if [ -n "$xvfb_pid" ]; then kill "$xvfb_pid" 2>/dev/null || true; fi; }
trap stop_services EXIT

# A display of our own: tests that want a real window system find it as TARGETDESK_TEST_DISPLAY.
display_file=$(mktemp)
Xvfb -displayfd 5 -screen 0 1600x1000x24 -nolisten tcp 5>"$display_file" >/dev/null 2>&1 &
xvfb_pid=$!
for _ in $(seq 50); do
  [ -s "$display_file" ] && break
  kill -0 "$xvfb_pid" 2>/dev/null || break
  sleep 0.1
done
if [ -s "$display_file" ]; then
  TARGETDESK_TEST_DISPLAY=":$(tr -d '[:space:]' <"$display_file")"
  export TARGETDESK_TEST_DISPLAY
else
  echo "test: Xvfb did not start; tests of the real window system are skipped" >&2
fi
rm -f "$display_file"

if [ -n "${CI:-}" ]; then ctest --preset fuzz -j2; fi
ctest --preset "$preset" -j2 "$@"
