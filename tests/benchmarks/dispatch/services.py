#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The servers that the benchmark needs, each on a free port of loopback, in a folder of its own and gone when the block ends."""
import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

SINK_CONFIG = """worker_processes 1;
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  log_format ids '$uri $http_webhook_id';
  keepalive_requests 100000000;
  keepalive_timeout 600s;
  client_body_buffer_size 64k;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{ access_log {folder}/ids.log ids buffer=64k flush=200ms; return 204; }}
  }}
}}
"""


def end_when_told():
    """SIGTERM ends the program as SIGINT does, with all that it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@contextlib.contextmanager
def running(*arguments, **options):
    """A process that does not outlive the block."""
    with subprocess.Popen(*arguments, **options) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


class Missing(Exception):
    """What a row needs is not installed; says how to install it."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process):
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server {process.args[0]} does not start")


def found(program, package):
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not path:
        raise Missing(f"{program} is missing (apt-get install {package})")
    return path


def processes():
    """Parent and CPU seconds (own, and of children that are gone) of each process."""
    tick = os.sysconf("SC_CLK_TCK")
    table = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue  # gone meanwhile
        table[int(name)] = (int(fields[1]), sum(int(field) for field in fields[11:15]) / tick)
    return table


def tree_of(pid, table):
    members = [pid]
    for one in members:
        members.extend(child for child, (parent, _) in table.items() if parent == one)
    return members


def cpu_of(pid):
    """CPU seconds of a process and all below it, also of those that have ended."""
    table = processes()
    return sum(table[one][1] for one in tree_of(pid, table) if one in table)


def peak_of_one(pid):
    """Largest resident MiB of a process; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:
        return 0


def peak_of(pid):
    """The same of a process and all below it."""
    return sum(peak_of_one(one) for one in tree_of(pid, processes()))


class Server:
    """A process that is started with the block and ends with it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.process = None

    def start(self, arguments, **options):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options)
        try:
            wait_for_port(self.port, self.process)
        except RuntimeError as error:
            self.__exit__()
            with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
                raise RuntimeError(f"{error}: {log.read()[-1000:]}") from None

    def cpu(self):
        return cpu_of(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.STOP)
            self.process.wait()

    STOP = signal.SIGTERM


class Sink(Server):
    """nginx that answers 204 and writes down path and webhook-id of each request."""

    def __init__(self, folder):
        super().__init__(folder)
        config = os.path.join(folder, "sink.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(SINK_CONFIG.format(folder=folder, port=self.port, user="user root;" if os.geteuid() == 0 else ""))
        self.start([found("nginx", "nginx-light"), "-p", folder, "-e", os.path.join(folder, "error.log"), "-c", config])

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def received(self, path):
        """Requests to a path, and how many ids they had."""
        time.sleep(0.6)  # nginx writes at least every 200 ms
        count, ids = 0, set()
        with open(os.path.join(self.folder, "ids.log"), encoding="utf-8") as file:
            for line in file:
                if line.startswith(path + " "):
                    count += 1
                    ids.add(line.split()[1])
        return count, len(ids)


class Postgres(Server):
    """PostgreSQL as it is installed, fsync on; it refuses to run as root, so root starts it as nobody."""

    STOP = signal.SIGINT  # at once, and clean

    def __init__(self, folder):
        super().__init__(folder)
        versions = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        self.bin = versions[-1] if versions else os.path.dirname(os.path.realpath(found("postgres", "postgresql")))
        self.options = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self.options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        data = os.path.join(folder, "data")
        made = subprocess.run([f"{self.bin}/initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C"], cwd=folder,
                              capture_output=True, text=True, check=False, **self.options)
        if made.returncode != 0:
            raise RuntimeError(f"initdb: {made.stdout}{made.stderr}")
        self.start([f"{self.bin}/postgres", "-D", data, "-k", folder, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1"],
                   cwd=folder, **self.options)
        while self.tool("pg_isready", "-q").returncode != 0:  # it listens before it lets anybody in
            time.sleep(0.05)

    def tool(self, name, *arguments, **options):
        return subprocess.run([f"{self.bin}/{name}", "-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", *arguments], cwd=self.folder,
                              check=False, **options)

    def database(self, name):
        self.tool("psql", "-qX", "-d", "postgres", "-c", f"CREATE DATABASE {name}").check_returncode()
        return f"postgresql://bench@127.0.0.1:{self.port}/{name}"


class Redis(Server):
    """Redis that writes each command to its log and to disk before it answers."""

    def __init__(self, folder):
        super().__init__(folder)
        self.start([found("redis-server", "redis-server"), "--bind", "127.0.0.1", "--port", str(self.port), "--dir", folder,
                    "--appendonly", "yes", "--appendfsync", "always", "--save", ""])

    def clear(self):
        with socket.create_connection(("127.0.0.1", self.port)) as client:
            client.sendall(b"FLUSHALL\r\n")
            client.recv(100)


if __name__ == "__main__":  # services.py: the sink alone, for bench_sender, until it is interrupted
    import tempfile

    end_when_told()
    with tempfile.TemporaryDirectory() as sink_folder, Sink(sink_folder) as sink:
        print(sink.url(), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            sink.process.wait()
