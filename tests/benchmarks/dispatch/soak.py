#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs targetdeskctl serve for hours at a steady rate and writes down what it holds: memory, store, queue, latency.

  soak.py TARGETDESKCTL SINK-URL|- [SECONDS] [RATE]     (7200 seconds, 2500 events a second)

The store is kept small by --max-size, so that forgetting is part of the load. A line of JSON each minute, with the time from arrival
to the end of the answer of the last two thousand; and one at the end: resident memory after the first tenth of the time and at the
end, and, where the sink was started here (as for bench.py, by -), how many events came twice or never.
"""
import json
import os
import sys
import threading
import time

import services
from bench import event, prepared

MEGABYTES = 512
GROUP = 50
LATEST = """SELECT a.started_at - e.received_at + a.total_us / 1000.0 FROM delivery d JOIN attempt a ON a.delivery_seq=d.seq
 JOIN event e ON e.seq=d.event_seq WHERE d.seq > (SELECT MAX(delivery_seq) - 2000 FROM attempt)"""


def resident(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return sum(int(x) for x in file.read().rsplit(")")[1].split()[11:13]) / os.sysconf("SC_CLK_TCK")


def latency(bench):
    times = sorted(row[0] for row in bench.rows(LATEST))
    at = lambda share: round(times[int(share * (len(times) - 1))], 1) if times else None
    return {"p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99)}


def feed(process, seconds, rate, sent):
    start = time.monotonic()
    while (now := time.monotonic() - start) < seconds:
        if sent[0] > now * rate:
            time.sleep(sent[0] / rate - now)
        group = [event(sent[0] + i) for i in range(GROUP)]
        process.stdin.write((json.dumps(group) + "\n").encode())
        process.stdin.flush()
        sent[0] += GROUP
    process.stdin.close()


def main():
    program, sink = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 7200
    rate = float(sys.argv[4]) if len(sys.argv) > 4 else 2500
    services.end_when_told()
    with prepared(program, sink) as bench:
        soak(bench, seconds, rate)


def soak(bench, seconds, rate):
    root = bench.workspace({"sink": (bench.sink, "profile.updated")})
    process = bench.serve(root, "--drain", "--max-size", str(MEGABYTES))
    sent = [0]
    thread = threading.Thread(target=feed, args=(process, seconds, rate, sent))
    thread.start()
    start = time.monotonic()
    samples = []
    while thread.is_alive() and process.poll() is None:
        thread.join(min(60.0, seconds / 20))
        if not thread.is_alive():
            break
        queued = bench.rows("SELECT COUNT(*) FROM delivery WHERE settled_at IS NULL")[0][0]
        size = sum(os.path.getsize(bench.store + suffix) for suffix in ("", "-wal") if os.path.exists(bench.store + suffix))
        samples.append({"minute": round((time.monotonic() - start) / 60, 1), "sent": sent[0], "rss_mb": round(resident(process.pid), 1),
                        "cpu_us_event": round(ticks(process.pid) / max(1, sent[0]) * 1e6), "queued": queued,
                        "store_mb": round(size / 2**20), **latency(bench)})
        print(json.dumps(samples[-1]), flush=True)
    code = process.wait()
    last = bench.rows("SELECT state, COUNT(*) FROM delivery GROUP BY state")
    warm = [s["rss_mb"] for s in samples[len(samples) // 10:]] or [0]
    received, unique = bench.received("/") if bench.received else (None, None)
    print(json.dumps({"row": "soak", "seconds": round(time.monotonic() - start), "rate": rate, "sent": sent[0], "exit": code,
                      "rss_mb_first": warm[0], "rss_mb_last": warm[-1], "rss_mb_most": max(warm), "kept": dict(last),
                      "twice": unique and received - unique, "lost": unique and sent[0] - unique}))


if __name__ == "__main__":
    main()
