#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures targetdeskctl serve as a whole: events in on standard input, Twig rendered, signed, POSTed to a sink on loopback,
settled with a row per attempt, each event on disk before it is acknowledged.

  bench.py TARGETDESKCTL SINK-URL|- ROW [N]

Rows, each one line of JSON on standard output:
  drain      N events in groups of 100, from start to the last settled delivery
  paced      N events at RATE a second (environment, default 200): from arrival to the end of the answer
  backlog    N events queued while the target is paused; the rate of draining them, and the same with a thousand
  targets    10,000 targets of which 1,000 are dead: the living ones' rate with and without the dead
  retention  N old attempts (5,000,000 is a year of a small programme) that `--keep` forgets while events come one at a time:
             how long each waits for its acknowledgement, with and without
  idle       processor time of ten seconds without an event

The sink must answer 204; for - nginx is started (and must be installed). Times are of this process's children: user and system.
compare.py runs the drain beside other queues.
"""
import contextlib
import json
import os
import re
import resource
import select
import sqlite3
import subprocess
import sys
import tempfile
import time

import services

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "payload.json.twig"), encoding="utf-8") as payload:
    TEMPLATE = payload.read().rstrip("\n")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def event(number, name="profile.updated"):
    return {"event": name, "context": {
        "event": {"type": "profile.updated", "id": f"evt_{number}"},
        "profile": {"id": f"p{number}", "first_name": "Ada", "last_name": "Lovelace", "email": "Ada@Example.COM",
                    "tags": ["vip", "newsletter", "au"], "points": number % 1500, "joined": "2024-03-01T10:00:00+10:00"},
        "order": {"items": [{"sku": "A-1", "qty": 2, "price": 19.95}, {"sku": "B-22", "qty": 1, "price": 5},
                            {"sku": "C-3", "qty": 4, "price": 2.25}]}}}


class Bench:
    """Runs of the product in a folder that lasts as long as the block; `address` is a --store, for another than SQLite's there."""

    def __init__(self, program, sink, address=None):
        self.program = program
        self.sink = sink
        self.temporary = tempfile.TemporaryDirectory(prefix="targetdesk-bench-")
        self.folder = self.temporary.name
        self.processes = contextlib.ExitStack()
        self.store = os.path.join(self.folder, "queue.db")
        self.address = address or "sqlite:" + self.store
        self.environment = dict(os.environ, TARGETDESK_SECRET_BENCH=SECRET)
        self.received = None  # services.Sink's, where the sink is one

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.processes.__exit__(*error)
        self.temporary.cleanup()

    def workspace(self, urls):
        """A target and a reaction to event.HANDLE for each of these handles."""
        root = os.path.join(self.folder, "workspace")
        for part in ("targets", "reactions"):
            os.makedirs(os.path.join(root, part), exist_ok=True)
        self.write(root, "targetdesk.json", {"name": "Bench", "format": 1})
        for handle, (url, trigger) in urls.items():
            delivery = {"lost_answer": "retry", "signatures": [{"scheme": "standard-webhooks", "secrets": ["bench"]}]}
            self.write(root, f"targets/{handle}.json", {"name": handle, "handle": handle, "url": url, "delivery": delivery})
            with open(os.path.join(root, f"targets/{handle}.json.twig"), "w", encoding="utf-8") as file:
                file.write(TEMPLATE)
            action = {"name": "target.send", "sort_order": 1,
                      "arguments": [{"name": "target", "value": handle, "is_dynamic": None}]}
            self.write(root, f"reactions/{handle}.json",
                       {"name": handle, "trigger": trigger, "is_active": True, "actions": [action]})
        return root

    @staticmethod
    def write(root, name, value):
        with open(os.path.join(root, name), "w", encoding="utf-8") as file:
            json.dump(value, file)

    def clear(self):
        for suffix in ("", "-wal", "-shm", ".lock", ".wake"):
            if os.path.exists(self.store + suffix):
                os.remove(self.store + suffix)

    def serve(self, root, *more, port=0):
        return self.processes.enter_context(services.running(
            [self.program, "serve", "--workspace", root, "--store", self.address, "--listen", f"127.0.0.1:{port}", "--quiet",
             "--max-per-target", "64", *more], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.environment))

    def queue(self, action, handle):
        # Forced: a new store knows no target yet.
        subprocess.run([self.program, "queue", action, handle, "--force", "--store", self.address], check=True,
                       stdout=subprocess.DEVNULL)

    def run(self, root, lines, *more, ready=False):
        """One run to the end: seconds, CPU seconds, largest resident MiB. `ready`: from when it has started, not from its start."""
        start, before = time.monotonic(), 0
        port = services.free_port()
        process = self.serve(root, "--drain", *more, port=port)
        if ready:
            services.wait_for_port(port, process)
            start, before = time.monotonic(), services.cpu_of(process.pid)
        for line in lines:
            process.stdin.write(line)
        process.stdin.close()
        used, peak = self.ended(process)
        if process.returncode != 0:
            sys.exit("serve failed")
        return time.monotonic() - start, used.ru_utime + used.ru_stime - before, peak

    @staticmethod
    def ended(process):
        """Waits for it: what it used, and its largest resident MiB (wait4() would tell this program's, where that is larger)."""
        peak = 0
        descriptor = os.pidfd_open(process.pid)
        while not select.select([descriptor], [], [], 0.1)[0]:
            peak = services.peak_of_one(process.pid) or peak
        os.close(descriptor)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return used, peak

    def rows(self, sql):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchall()

    def delivered(self):
        return self.rows("SELECT COUNT(*) FROM delivery WHERE state='delivered'")[0][0]


@contextlib.contextmanager
def prepared(program, sink):
    """A Bench for a sink's address, or, for -, for one that is started here."""
    with contextlib.ExitStack() as stack:
        own = stack.enter_context(services.Sink(stack.enter_context(tempfile.TemporaryDirectory()))) if sink == "-" else None
        bench = stack.enter_context(Bench(program, own.url() if own else sink))
        bench.received = own and own.received
        yield bench


def groups(events, size=100):
    group = []
    for one in events:
        group.append(one)
        if len(group) == size:
            yield (json.dumps(group) + "\n").encode()
            group = []
    if group:
        yield (json.dumps(group) + "\n").encode()


def drain(bench, count):
    root = bench.workspace({"sink": (bench.sink, "profile.updated")})
    lines = list(groups(event(i) for i in range(count)))
    seconds, cpu, resident = bench.run(root, lines)
    return {"n": count, "delivered": bench.delivered(), "seconds": round(seconds, 2), "events_s": round(count / seconds),
            "cpu_us_event": round(cpu / count * 1e6), "rss_mb": round(resident)}


def paced(bench, count):
    rate = float(os.environ.get("RATE", "200"))
    root = bench.workspace({"sink": (bench.sink, "profile.updated")})
    process = bench.serve(root, "--drain")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    for i in range(count):
        time.sleep(max(0.0, start + i / rate - time.monotonic()))
        process.stdin.write((json.dumps(event(i)) + "\n").encode())
        process.stdin.flush()
    process.stdin.close()
    process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    times = sorted(row[0] for row in bench.rows(
        "SELECT a.started_at - e.received_at + a.total_us / 1000.0 FROM attempt a JOIN delivery d ON d.seq=a.delivery_seq"
        " JOIN event e ON e.seq=d.event_seq"))
    at = lambda share: round(times[min(len(times) - 1, int(share * len(times)))], 1)
    return {"n": count, "rate": rate, "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99),
            "cpu_us_event": round(cpu / count * 1e6)}


def backlog(bench, count):
    result = {"n": count}
    for size in (1000, count):
        bench.clear()
        root = bench.workspace({"sink": (bench.sink, "profile.updated")})
        bench.run(root, [])
        bench.queue("pause", "sink")
        bench.run(root, groups(event(i) for i in range(size)))
        bench.queue("resume", "sink")
        seconds, cpu, resident = bench.run(root, [])
        result[f"drain_{size}"] = {"events_s": round(size / seconds), "cpu_us_event": round(cpu / size * 1e6),
                                   "rss_mb": round(resident), "delivered": bench.delivered()}
    return result


def targets(bench, count):
    """The living ones get `count` events in all; each dead one has twenty waiting."""
    result = {"n": count}
    for dead in (0, 1000):
        bench.clear()
        urls = {f"living{i}": (bench.sink, f"living.{i}") for i in range(9000)}
        # A port of loopback that nobody listens at.
        urls.update({f"dead{i}": ("http://127.0.0.1:9/x", f"dead.{i}") for i in range(1000)})
        root = bench.workspace(urls)
        process = bench.serve(root)
        for i in range(dead):
            for line in groups([event(i, f"dead.{i}") for _ in range(20)]):
                process.stdin.write(line)
        process.stdin.flush()
        # Until all of the dead ones' are there and have had their first tries: what is measured is living beside them.
        time.sleep(5)
        while bench.rows("SELECT COUNT(*) FROM event")[0][0] < 20 * dead:
            time.sleep(0.1)
        time.sleep(10)
        start = time.monotonic()
        for line in groups(event(i, f"living.{i % 9000}") for i in range(count)):
            process.stdin.write(line)
        process.stdin.flush()
        while bench.delivered() < count:
            time.sleep(0.1)
        result[f"events_s_with_{dead}_dead"] = round(count / (time.monotonic() - start))
        process.terminate()
        process.wait()
    return result


def fill(store, attempts):
    """Deliveries that ended two days ago, with five attempts each."""
    old = int((time.time() - 2 * 86400) * 1000)
    deliveries = attempts // 5
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?)"
                           " INSERT INTO event(seq, id, source, name, context, occurred_at, received_at)"
                           " SELECT i, 'evt_old'||i, 'bench', 'old', x'7b7d', ?, ? FROM n", (deliveries, old, old))
        connection.execute("INSERT INTO delivery(seq, id, event_seq, target, reaction, state, tries, settled_at, created_at, changed_at)"
                           " SELECT seq, 'dlv_old'||seq, seq, 'sink', 'old', 'delivered', 5, ?, ?, ? FROM event WHERE name='old'",
                           (old, old, old))
        connection.execute("INSERT INTO attempt SELECT d.seq, n.column1, ?, 0, 0, 0, 0, 900, 503, 'http5xx', '', '127.0.0.1', 1, '[]', x''"
                           " FROM delivery d, (VALUES (1), (2), (3), (4), (5)) n ORDER BY d.seq", (old,))


def retention(bench, count):
    root = bench.workspace({"sink": (bench.sink, "profile.updated")})
    bench.run(root, [])
    fill(bench.store, count)
    result = {"n": count, "attempts": bench.rows("SELECT COUNT(*) FROM attempt")[0][0]}
    for name, options in (("without", []), ("while_forgetting", ["--keep", "1d"])):
        process = bench.processes.enter_context(services.running(
            [bench.program, "serve", "--workspace", root, "--store", bench.address, "--listen", "127.0.0.1:0", "--quiet", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=bench.environment))
        times = []
        end = time.monotonic() + 20
        while time.monotonic() < end:
            start = time.monotonic()
            process.stdin.write((json.dumps(event(len(times))) + "\n").encode())
            process.stdin.flush()
            process.stdout.readline()
            times.append((time.monotonic() - start) * 1000)
            time.sleep(0.005)
        left = bench.rows("SELECT COUNT(*) FROM delivery WHERE reaction='old'")[0][0]
        process.terminate()
        process.wait()
        times.sort()
        at = lambda share: round(times[min(len(times) - 1, int(share * len(times)))], 1)
        result[name] = {"events": len(times), "p50_ms": at(0.5), "p99_ms": at(0.99), "most_ms": at(1),
                        "old_deliveries_left": left}
    return result


def idle(bench, _):
    root = bench.workspace({"sink": (bench.sink, "profile.updated")})
    process = bench.serve(root)
    time.sleep(2)
    ticks = lambda: sum(int(x) for x in open(f"/proc/{process.pid}/stat", encoding="ascii").read().rsplit(")")[1].split()[11:13])
    switches = lambda: sum(int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", open(f"/proc/{process.pid}/task/{task}/status",
                                         encoding="ascii").read(), re.M).group(1))
                           for task in os.listdir(f"/proc/{process.pid}/task"))
    before, slept = ticks(), switches()
    time.sleep(10)
    result = {"ticks_in_10_s": ticks() - before, "wake_ups_in_10_s": switches() - slept}
    process.terminate()
    process.wait()
    return result


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    row = {"drain": drain, "paced": paced, "backlog": backlog, "targets": targets, "retention": retention,
           "idle": idle}[sys.argv[3]]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 20000
    services.end_when_told()
    with prepared(sys.argv[1], sys.argv[2]) as ready:
        result = row(ready, count)
    print(json.dumps({"peer": "targetdeskctl serve", "row": sys.argv[3], **result}))


if __name__ == "__main__":
    main()
