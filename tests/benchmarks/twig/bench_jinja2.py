#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Jinja2 on the same document: bench_jinja2.py TEMPLATE DATA SECONDS"""
import datetime
import json
import sys
import time

import jinja2

source = open(sys.argv[1], encoding="utf-8").read()
data = json.load(open(sys.argv[2], encoding="utf-8"))
seconds = float(sys.argv[3])


def make():
    env = jinja2.Environment(trim_blocks=True)
    env.filters["json_encode"] = lambda v: json.dumps(v)
    env.filters["number_format"] = lambda v, n: "%.*f" % (n, v)
    env.filters["date_atom"] = lambda v: datetime.datetime.fromisoformat(v).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return env


count, start = 0, time.process_time()
while time.process_time() - start < 0.5:
    make().from_string(source)
    count += 1
compile_us = (time.process_time() - start) / count * 1e6
template = make().from_string(source)
text = template.render(data)
best = 0
for _ in range(3):
    count, start = 0, time.process_time()
    end = start + seconds / 3
    while time.process_time() < end:
        template.render(data)
        count += 1
    best = max(best, count / (time.process_time() - start))
size = len(text.encode())
print("%-34s %10.0f renders/s %8.1f MB/s  compile %8.1f us  out %d B" % ("jinja2 " + jinja2.__version__, best, best * size / 1e6, compile_us, size))
