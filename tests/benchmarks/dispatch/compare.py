#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The product beside the queues that people would take instead, in one run, on one sink, with one payload. README.md says more.

  compare.py [--program TARGETDESKCTL] [--count 20000] [--rounds 1] [--only NAME,...] [--json FILE]

Everything is on loopback and ends by itself. Peers that are not installed are left out, with the reason."""
import argparse
import contextlib
import glob
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time

import bench
import services

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "peers")
LARAVEL = os.path.join(PEERS, "laravel")
SECRET = bench.SECRET.removeprefix("whsec_")
LARAVEL_WORKERS = 4
SAMPLE = bench.event(0)["context"]


class Field:
    """What the rows share: sink, databases (started when first asked for), the file of events."""

    def __init__(self, stack, folder, options):
        self.stack = stack
        self.folder = folder
        self.program = options.program
        self.count = options.count
        self.servers = {}
        self.sink = self.stack.enter_context(services.Sink(self.new_folder("sink")))
        self.events = os.path.join(folder, "events.jsonl")
        with open(self.events, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(bench.event(i)["context"]) + "\n" for i in range(self.count))

    def new_folder(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path)
        return path

    def server(self, kind):
        if kind not in self.servers:
            folder = self.new_folder(kind.__name__.lower())
            self.servers[kind] = self.stack.enter_context(kind(folder))
        return self.servers[kind]

    def environment(self, path, **more):
        return dict(os.environ, COUNT=str(self.count), EVENTS=self.events, SECRET=SECRET, SINK=self.sink.url(path), NODE_ENV="production",
                    TEMPLATE=os.path.join(HERE, "payload.json.twig"), **more)


class Product:
    """targetdeskctl serve, from the word "go", which is its first event, to its end."""

    def __init__(self, store):
        self.name = "Target Desk, " + store
        self.engine = "own Twig"
        self.on_postgres = store == "PostgreSQL"

    def run(self, field, path, label):
        server = field.server(services.Postgres) if self.on_postgres else None
        address = server.database(label) if server else None
        with bench.Bench(field.program, field.sink.url(path), address) as product:
            root = product.workspace({"sink": (product.sink, "profile.updated")})
            product.run(root, [])  # makes the store's tables, as the others have theirs before they start
            lines = list(bench.groups(bench.event(i) for i in range(field.count)))
            before = server.cpu() if server else 0
            seconds, cpu, peak = product.run(root, lines, ready=True)
            return seconds, cpu, server.cpu() - before if server else 0, peak, self.sample(product, root)

    @staticmethod
    def sample(product, root):
        """serve's own largest is asked for per run, so this comes last."""
        context = os.path.join(product.folder, "sample.json")
        with open(context, "w", encoding="utf-8") as file:
            json.dump(SAMPLE, file)
        return subprocess.run([product.program, "render", "sink", "--workspace", root, "--context", context], check=True,
                              capture_output=True, text=True).stdout


class Node:
    """A peer of ours in peers/, in JavaScript, from the word "go" to its last settled delivery."""

    def __init__(self, name, script, engine, server=None):
        self.name = name
        self.script = script
        self.engine = engine
        self.kind = server

    @staticmethod
    def program():
        """Node 22 or later: the one that npm installed beside the peers, or the machine's."""
        installed = glob.glob(os.path.join(PEERS, "node_modules", "node-linux-*", "bin", "node"))
        node = installed[0] if installed else shutil.which("node")
        remedy = f"(cd {os.path.relpath(PEERS)} && npm install)"
        if not os.path.isdir(os.path.join(PEERS, "node_modules")) or not node:
            raise services.Missing(f"the Node peers are not installed {remedy}")
        version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout.strip()
        if int(version.lstrip("v").split(".")[0]) < 22:
            raise services.Missing(f"Node {version} is too old {remedy}")
        return node

    def run(self, field, path, label):
        node = self.program()
        server = field.server(self.kind) if self.kind else None
        more = {"ENGINE": self.engine, "SAMPLE": json.dumps(SAMPLE), "SQLITE": os.path.join(field.folder, label + ".db")}
        if self.kind is services.Postgres:
            more["POSTGRES"] = server.database(label)
        if self.kind is services.Redis:
            server.clear()
            more["REDIS_PORT"] = str(server.port)
        with services.running([node, os.path.join(PEERS, self.script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env=field.environment(path, **more)) as process:
            payload = json.loads(process.stdout.readline() or "{}").get("ready")
            if payload is None:
                raise RuntimeError(f"{self.script} does not start")
            cpu, servers = services.cpu_of(process.pid), server.cpu() if server else 0
            start = time.monotonic()
            process.stdin.write("go\n")
            process.stdin.flush()
            if not process.stdout.readline():
                raise RuntimeError(f"{self.script} ended before all was delivered")
            seconds = time.monotonic() - start
            cpu, servers = services.cpu_of(process.pid) - cpu, server.cpu() - servers if server else 0
            peak = services.peak_of(process.pid)
        return seconds, cpu, servers, peak, payload


class Laravel:
    """Laravel's queue worker on Redis: one process puts all, then several work until nothing is left."""

    name = f"Laravel queue, {LARAVEL_WORKERS} workers"
    engine = "PHP Twig"

    @staticmethod
    def program():
        php = services.found("php", "php-cli")
        packages = ("php-cli php-twig php-curl php-redis php-guzzlehttp-guzzle php-illuminate-queue php-illuminate-events php-illuminate-bus "
                    "php-illuminate-encryption php-illuminate-redis")
        folders = ("Illuminate/Queue", "Illuminate/Events", "Illuminate/Bus", "Illuminate/Encryption", "Illuminate/Redis", "GuzzleHttp", "Twig")
        loaded = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout.split()
        if not all(os.path.exists(f"/usr/share/php/{folder}/autoload.php") for folder in folders) or not {"redis", "curl"} <= set(loaded):
            raise services.Missing(f"Laravel's queue is missing (apt-get install {packages})")
        return php

    def run(self, field, path, _):
        php = self.program()
        server = field.server(services.Redis)
        server.clear()
        environment = field.environment(path, REDIS_PORT=str(server.port))
        payload = subprocess.run([php, os.path.join(LARAVEL, "put.php")], env=dict(environment, SAMPLE=json.dumps(SAMPLE)), check=True,
                                 capture_output=True, text=True).stdout
        servers, before = server.cpu(), os.times()
        start = time.monotonic()
        subprocess.run([php, os.path.join(LARAVEL, "put.php")], env=environment, check=True)
        peak = 0
        with contextlib.ExitStack() as stack:
            workers = [stack.enter_context(services.running([php, os.path.join(LARAVEL, "work.php")], env=environment))
                       for _ in range(LARAVEL_WORKERS)]
            while any(worker.poll() is None for worker in workers):
                peak = max(peak, sum(services.peak_of(worker.pid) for worker in workers if worker.poll() is None))
                time.sleep(0.2)
        seconds = time.monotonic() - start
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return seconds, cpu, server.cpu() - servers, peak, payload


ROWS = {
    "product": Product("SQLite"),
    "product-postgres": Product("PostgreSQL"),
    "sqlite": Node("better-sqlite3, by hand", "sqlite.mjs", "twig.js"),
    "pgboss": Node("pg-boss", "pgboss.mjs", "twig.js", services.Postgres),
    "pgboss-twing": Node("pg-boss", "pgboss.mjs", "twing", services.Postgres),
    "graphile": Node("graphile-worker, batches", "graphile.mjs", "twig.js", services.Postgres),
    "bullmq": Node("BullMQ, AOF always", "bullmq.mjs", "twig.js", services.Redis),
    "laravel": Laravel(),
}


def measure(field, key, nth):
    row = ROWS[key]
    label = f"{key.replace('-', '_')}_{nth}"
    path = "/" + label
    seconds, cpu, servers, peak, payload = row.run(field, path, label)
    received, unique = field.sink.received(path)
    return {"row": key, "name": row.name, "engine": row.engine, "count": field.count, "seconds": round(seconds, 2),
            "events_s": round(field.count / seconds), "cpu_us": round(cpu / field.count * 1e6), "server_cpu_us": round(servers / field.count * 1e6),
            "rss_mb": round(peak), "duplicates": received - unique, "lost": field.count - unique,
            "payload": json.dumps(json.loads(payload)), "load": os.getloadavg()[0]}


def best_of(results):
    """The quickest round of each row, with what went wrong in any."""
    best = {}
    for result in results:
        known = best.setdefault(result["row"], dict(result))
        if known is not result and result["events_s"] > known["events_s"]:
            result = dict(result, duplicates=known["duplicates"] + result["duplicates"], lost=known["lost"] + result["lost"])
            best[result["row"]] = result
    return list(best.values())


def table(results):
    rows = best_of(results)
    ours = next((row for row in rows if row["row"] == "product"), None)
    print(f"\n{'':27}{'engine':10}{'events/s':>9}{'ours is':>9}{'CPU µs':>8}{'server µs':>11}{'both':>7}{'ours is':>9}{'MB':>6}{'twice':>7}{'lost':>6}")
    for row in rows:
        both = row["cpu_us"] + row["server_cpu_us"]
        faster = f"{ours['events_s'] / row['events_s']:.1f}x" if ours else "-"
        cheaper = f"{both / (ours['cpu_us'] + ours['server_cpu_us']):.1f}x" if ours else "-"
        print(f"{row['name']:27}{row['engine']:10}{row['events_s']:9}{faster:>9}{row['cpu_us']:8}{row['server_cpu_us']:11}{both:7}{cheaper:>9}"
              f"{row['rss_mb']:6}{row['duplicates']:7}{row['lost']:6}")
    for row in rows:
        if ours and row["payload"] != ours["payload"]:
            print(f"note: {row['name']} with {row['engine']} renders another payload: {row['payload']}")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.machine())
    print(f"machine: {model}, {os.cpu_count()} cores, Linux {platform.release()}, load {os.getloadavg()[0]:.1f} before")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(HERE, "../../../build/release/bin/targetdeskctl"))
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default=",".join(ROWS), help="of: " + ", ".join(ROWS))
    parser.add_argument("--json", help="file that gets each round's figures, a line each")
    chosen = parser.parse_args()
    chosen.only = chosen.only.split(",")
    for name in chosen.only:
        if name not in ROWS:
            parser.error(f"there is no row {name}; there are {', '.join(ROWS)}")
    if not os.access(chosen.program, os.X_OK):
        parser.error(f"{chosen.program} is not there: build it, or name it with --program")
    return chosen


def main():
    chosen = options()
    services.end_when_told()
    machine()
    results, missing = [], set()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="targetdesk-compare-"))
        os.chmod(folder, 0o755)  # PostgreSQL's user must get to its own
        try:
            field = Field(stack, folder, chosen)
        except services.Missing as error:
            sys.exit(f"compare.py: {error}")
        for nth in range(1, chosen.rounds + 1):
            for key in (key for key in ROWS if key in chosen.only and key not in missing):
                try:
                    results.append(measure(field, key, nth))
                except services.Missing as error:
                    missing.add(key)
                    print(f"left out: {ROWS[key].name}: {error}", flush=True)
                    continue
                except (RuntimeError, subprocess.CalledProcessError) as error:
                    print(f"failed: {ROWS[key].name}: {error}", flush=True)
                    continue
                shown = {name: value for name, value in results[-1].items() if name != "payload"}
                print(json.dumps(shown), flush=True)
                if chosen.json:
                    with open(chosen.json, "a", encoding="utf-8") as file:
                        file.write(json.dumps(shown) + "\n")
    if results:
        table(results)


if __name__ == "__main__":
    main()
