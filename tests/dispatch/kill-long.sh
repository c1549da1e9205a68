#!/bin/sh
# SPDX-License-Identifier: MIT
# Hundreds of kill -9 at random moments, on SQLite with one process and on PostgreSQL with three: every acknowledged event
# arrives, and what arrives twice was on the wire. Then a death before every change of a migration and a checkpoint, and power
# that fails after every write. The tests of every day with larger numbers, and a limit for the time that a recovery takes, for
# which this machine should have nothing else to do.
#   kill-long.sh BUILD-FOLDER [KILLS]
set -eu
build=$1
export TARGETDESK_KILLS="${2:-300}"
export TARGETDESK_KILL_EVENTS=$((TARGETDESK_KILLS * 60))
export QTEST_FUNCTION_TIMEOUT=$((TARGETDESK_KILLS * 60 * 1000))
export QT_FORCE_STDERR_LOGGING=1
export TARGETDESK_KILL_LONG=1
export TARGETDESK_POWER_LOOKS=1000000
most=2000 # milliseconds of a recovery
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {
  "$build/bin/$@" 2>&1 | grep -E "QINFO|QWARN|FAIL|SKIP|Loc:|Totals" | tee -a "$log"
}
for name in tst_kill tst_killpostgres; do
  echo "$name: $TARGETDESK_KILLS kills, $TARGETDESK_KILL_EVENTS events"
  run "$name" nothingAcknowledgedIsLost
done
echo "tst_killpostgres: one that dies is missed"
for round in 1 2 3 4 5; do
  run tst_killpostgres theOthersMissIt
done
for name in tst_killedges tst_killstore tst_powerloss; do
  echo "$name"
  run "$name"
done
awk -v most=$most '
  /^FAIL/ { bad = 1 }
  match($0, /recovered after [0-9]+ ms/) {
    time = substr($0, RSTART + 16) + 0
    if (time > slowest) slowest = time
    ++count
  }
  END {
    print "the slowest of " count + 0 " recoveries took " slowest + 0 " ms"
    if (count < 6) print "too few recoveries were measured"
    if (slowest > most) print "that is more than " most " ms"
    exit bad || count < 6 || slowest > most
  }' "$log"
