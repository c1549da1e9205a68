#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Renders the same document with Target Desk's engine and with every peer that is installed, one after another, ROUNDS times,
# and prints the best figure of each and its ratio to ours. Renders are counted per second of processor time.
#   tests/benchmarks/twig/run.sh [BUILD_DIR] [CASE…]           default: build/release, all four cases
# Cases: a number of lines of the order, `incentive` (a small payload), `preset` (the reward-issued preset for Klaviyo; it uses
# Twig that Jinja2 and nunjucks do not have).
#   NODE_MODULES=DIR   where `npm install twig@2 twing@7 nunjucks@3` was run; without it those peers are left out
#   ROUNDS=3 SECS=3
# Peers from Debian: php-cli php-mbstring php-twig (opcache comes with php-cli), python3-jinja2.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../../build/release}
[ $# -gt 0 ] && shift
rounds=${ROUNDS:-3} secs=${SECS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bench="$build/bin/bench_twig"
[ -x "$bench" ] || { echo "run.sh: $bench is not built (cmake --build $build --target bench_twig)" >&2; exit 2; }
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: /machine: /'
echo "cores: $(nproc)"
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(20 1000 incentive preset)
for case in "${cases[@]}"; do
  template="$here/order.json.twig" j2="$here/order.json.j2" data="$work/data.json" title="order of $case lines"
  case "$case" in
    incentive) template="$here/incentive.json.twig" j2="$here/incentive.json.j2" data="$here/../../../resources/contexts/reward.issued.json" title="small incentive payload" ;;
    preset) template="$here/../../../resources/presets/klaviyo/reward-issued.json.twig" j2='' data="$here/../../../resources/contexts/reward.issued.json" title="preset klaviyo/reward-issued" ;;
    *[!0-9]*) echo "run.sh: no case '$case' (a number of lines, incentive, preset)" >&2; exit 2 ;;
    *) python3 "$here/data.py" "$case" >"$data" ;;
  esac
  for ((round = 0; round < rounds; round++)); do
    "$bench" "$template" "$data" "$secs"
    if command -v php >/dev/null; then
      version="Twig $(php -r 'require "Twig/autoload.php"; echo Twig\Environment::VERSION, ", PHP ", PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')"
      php -d opcache.enable_cli=1 -d opcache.jit=off "$here/bench_twig.php" "$template" "$data" "$secs" "$work/c1" "$version, opcache"
      php -d opcache.enable_cli=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=64M "$here/bench_twig.php" "$template" "$data" "$secs" "$work/c2" "$version, JIT"
    fi
    if [ -n "$j2" ] && /usr/bin/python3 -c 'import jinja2' 2>/dev/null; then /usr/bin/python3 "$here/bench_jinja2.py" "$j2" "$data" "$secs"; fi
    if [ -n "${NODE_MODULES:-}" ]; then node "$here/bench_js.mjs" "$template" "$j2" "$data" "$secs" "$NODE_MODULES"; fi
  done >"$work/out.txt"
  python3 - "$title" "$work/out.txt" <<'PY'
import re, sys
best = {}
notes = []
for line in open(sys.argv[2]):
    found = re.match(r"(.{34})\s+([\d.]+) renders/s\s+([\d.]+) MB/s  compile\s+([\d.]+)", line)
    if not found:
        notes.append(line.rstrip())
        continue
    row = best.setdefault(found[1].rstrip(), [0.0, 0.0, 1e18])
    if float(found[2]) > row[0]:
        row[0], row[1] = float(found[2]), float(found[3])
    row[2] = min(row[2], float(found[4]))
ours = best["Target Desk"][0]
print("\n%-36s renders/s      MB/s  compile us   ours is" % sys.argv[1])
for name, row in sorted(best.items(), key=lambda item: -item[1][0]):
    print("  %-34s %10.0f %9.1f %11.1f %8.1fx" % (name, row[0], row[1], row[2], ours / row[0]))
for note in dict.fromkeys(notes[-4:]):
    print(" ", note)
PY
done
