#!/bin/sh
# SPDX-License-Identifier: MIT
# Hundreds of kill -9 at random moments, on SQLite with one process and on PostgreSQL with three: every acknowledged event
# arrives, and what arrives twice was on the wire. Then a death before every change of a migration and a checkpoint, and power
# that fails after every write. The tests of every day with larger numbers.
#   kill-long.sh BUILD-FOLDER [KILLS]
set -eu
build=$1
export TARGETDESK_KILLS="${2:-300}"
export TARGETDESK_KILL_EVENTS=$((TARGETDESK_KILLS * 60))
export QTEST_FUNCTION_TIMEOUT=$((TARGETDESK_KILLS * 60 * 1000))
export QT_FORCE_STDERR_LOGGING=1
export TARGETDESK_KILL_LONG=1
export TARGETDESK_POWER_LOOKS=1000000
run() {
  "$build/bin/$@" 2>&1 | grep -E "QINFO|FAIL|SKIP|Loc:|Totals"
}
for name in tst_kill tst_killpostgres; do
  echo "$name: $TARGETDESK_KILLS kills, $TARGETDESK_KILL_EVENTS events"
  run "$name" nothingAcknowledgedIsLost
done
for name in tst_killedges tst_killstore tst_powerloss; do
  echo "$name"
  run "$name"
done
