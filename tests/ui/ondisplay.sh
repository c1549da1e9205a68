#!/bin/sh
# SPDX-License-Identifier: MIT
# ondisplay.sh PROGRAM: runs a test on the X display named in TARGETDESK_TEST_DISPLAY; 77 (skipped) where there is none.
if [ -z "${TARGETDESK_TEST_DISPLAY:-}" ]; then
  echo "no display: packaging/test.sh starts one and names it in TARGETDESK_TEST_DISPLAY"
  exit 77
fi
DISPLAY=$TARGETDESK_TEST_DISPLAY exec "$@"
