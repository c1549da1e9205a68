#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the order that the benchmark renders: data.py LINES. The same every time."""
import json
import sys

count = int(sys.argv[1])
lines = []
for i in range(count):
    line = {"sku": "SKU-%05d" % (i * 37 % 99991),
            "name": "Item \"%d\" – größe %s / Ünïcode <%d>" % (i, "SMLX"[i % 4], i),
            "qty": i % 5 + 1, "price": round(3.95 + (i * 7919 % 20000) / 100, 2), "stock": i * 3 % 7,
            "category": ["shoes", "hats", None, "bags"][i % 4]}
    if i % 3 == 0:
        line["discount"] = round(0.5 + i % 9, 2)
    lines.append(line)
print(json.dumps({"order": {
    "id": 100234, "number": "A-100234", "created_at": "2024-02-29T13:05:09+11:00", "currency": "aud", "paid": True,
    "total": round(sum(line["qty"] * line["price"] for line in lines), 2),
    "note": "Leave at the \"back\" door.\nBeware of <dog> & cat / fish.",
    "customer": {"first_name": "Zoë", "last_name": "O'Neil", "email": "zoe@example.com", "tags": ["vip", "newsletter", "au"],
                 "address": {"city": "Melbourne", "postcode": "3000"}},
    "lines": lines}}, ensure_ascii=False))
