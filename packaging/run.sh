#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what is missing, builds, and runs Target Desk: the window where there is a display, `targetdeskctl demo` where
# there is none. Arguments are passed on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/setup.sh"
"$here/build.sh" release -DTARGETDESK_TESTS=OFF

bin="$here/../build/release/bin"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$bin/targetdesk" "$@"
fi
if [ $# -eq 0 ]; then set -- demo; fi
exec "$bin/targetdeskctl" "$@"
