#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what Target Desk needs to build, test and run. Does nothing (and asks the network nothing) when all is there.
#
#   packaging/setup.sh [--test] [--fuzz] [--check] [--dry-run]
#     --test     also what the test suite needs (a virtual display, fonts, PostgreSQL, GNOME Keyring)
#     --fuzz     also what the fuzz preset needs (clang with libFuzzer)
#     --check    only say what is missing; exit 1 if something is
#     --dry-run  show what apt would do, change nothing
#
# Debian 13 and later, and Ubuntu with Qt 6.8 and KF6: plain apt. Debian 12 has Qt 6.4 and no KF6, so there this adds
# Debian 13's suite at pin priority 100 (nothing comes from it unless asked) and takes Qt, KF6 and their kin from it.
set -euo pipefail

readonly qt_minimum=6.8 kf_minimum=6.13
readonly pin_file=/etc/apt/preferences.d/target-desk-trixie
readonly list_file=/etc/apt/sources.list.d/target-desk-trixie.list

with_test=no with_fuzz=no check_only=no dry_run=no
for argument in "$@"; do
  case "$argument" in
    --test) with_test=yes ;;
    --fuzz) with_fuzz=yes ;;
    --check) check_only=yes ;;
    --dry-run) dry_run=yes ;;
    -h|--help) sed -n '3,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "setup.sh: unknown argument '$argument' (see --help)" >&2; exit 2 ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v apt-get >/dev/null 2>&1 || fail "this script knows Debian and Ubuntu (apt); install the packages named in CONTRIBUTING.md by hand"
# shellcheck disable=SC1091
. /etc/os-release

# Taken from the machine's own release: compilers and tools whose version does not matter.
base_packages=(ca-certificates ccache cmake g++ make ninja-build pkg-config tzdata)
# Taken from Debian 13 on Debian 12: they must fit one another and Qt.
library_packages=(qt6-base-dev qt6-tools-dev qt6-l10n-tools qt6-httpserver-dev qt6-websockets-dev qt6-svg-dev libqt6sql6-sqlite libqt6sql6-psql
  libkf6syntaxhighlighting-dev libxkbcommon-dev libgl-dev nlohmann-json3-dev libvalijson-dev libcli11-dev libcurl4-openssl-dev libpcre2-dev
  libicu-dev libssl-dev libsqlite3-dev libdtl-dev libjemalloc-dev)
# Once Debian 13's libraries are in, a Debian 12 may call itself 13 (base-files comes along): our own source list tells.
needs_suite=no
if [ -e "$list_file" ] || { [ "${ID:-}" = debian ] && [ "${VERSION_ID:-99}" = 12 ]; }; then needs_suite=yes; fi
# Since Debian 13 the old names of zones (US/Eastern, Asia/Calcutta), which people do use, come in a package of their own.
if [ "$needs_suite" = no ] && [ ! -e /usr/share/zoneinfo/US/Eastern ]; then base_packages+=(tzdata-legacy); fi
if [ "$with_test" = yes ]; then
  # Of any version: the tests start a server of their own.
  base_packages+=(xvfb fonts-dejavu-core xauth openssl postgresql dbus-daemon)
  # It brings GTK: on Debian 12 two dozen packages would change for tests that are skipped without it.
  if [ "$needs_suite" = no ]; then base_packages+=(gnome-keyring); fi
fi

# A clang that is there and links libFuzzer is good, whatever its version.
clang_fuzzes() {
  local program works=1
  command -v clang++ >/dev/null 2>&1 || return 1
  program=$(mktemp)
  printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }\n' |
    clang++ -fsanitize=fuzzer,address,undefined -x c++ - -o "$program" >/dev/null 2>&1 && works=0
  rm -f "$program"
  return $works
}
if [ "$with_fuzz" = yes ] && ! clang_fuzzes; then
  if [ "$needs_suite" = yes ]; then
    # Debian 12's runtime for clang wants Debian 12's C library, which is Debian 13's by then.
    library_packages+=(clang libclang-rt-19-dev)
  else
    clang_major=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1)
    base_packages+=(clang "libclang-rt-${clang_major:-19}-dev")
  fi
fi

installed() { # NAME: is it installed, fully
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}
version_of() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null | sed 's/^[0-9]*://'; }

missing_base=() missing_libraries=()
for package in "${base_packages[@]}"; do installed "$package" || missing_base+=("$package"); done
for package in "${library_packages[@]}"; do installed "$package" || missing_libraries+=("$package"); done
if installed qt6-base-dev && dpkg --compare-versions "$(version_of qt6-base-dev)" lt "$qt_minimum"; then
  missing_libraries=("${library_packages[@]}") # an older Qt is replaced as a family, or its parts would not fit
fi

if [ ${#missing_base[@]} -eq 0 ] && [ ${#missing_libraries[@]} -eq 0 ]; then
  say "all packages are installed"
  exit 0
fi
if [ "$check_only" = yes ]; then
  say "missing: ${missing_base[*]} ${missing_libraries[*]}"
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || fail "not root, and there is no sudo: run this as root once"
  as_root=(sudo)
fi
# A person at the terminal is asked as apt asks; otherwise nothing may wait for an answer.
apt_options=(-o Dpkg::Use-Pty=0)
if ! { [ -t 0 ] && [ -t 1 ]; }; then
  apt_options+=(-y -q)
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
fi
apt() { "${as_root[@]+"${as_root[@]}"}" apt-get "${apt_options[@]}" --no-install-recommends "$@"; }

# The mirror this machine already uses for its own release, so that no address is written here.
own_mirror() {
  apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(SITE)' 2>/dev/null |
    awk -v release="$1" '$1 == "Packages" && $2 == release { print $3; exit }'
}

suite_option=()
if [ "$needs_suite" = yes ] && [ ${#missing_libraries[@]} -gt 0 ]; then
  say "Debian 12 has Qt 6.4 and no KF6; taking Qt >= $qt_minimum, KF6 >= $kf_minimum and their libraries from Debian 13 (pin priority 100: nothing else will come from there)"
  suite_option=(-t trixie)
  if [ ! -e "$list_file" ] || [ ! -e "$pin_file" ]; then
    mirror=$(own_mirror "$VERSION_CODENAME")
    [ -n "$mirror" ] || fail "apt knows no source of packages for $VERSION_CODENAME on this machine: add one to /etc/apt, then try again"
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' | "${as_root[@]+"${as_root[@]}"}" tee "$pin_file" >/dev/null
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$mirror" |
      "${as_root[@]+"${as_root[@]}"}" tee "$list_file" >/dev/null
  fi
else
  say "installing ${missing_base[*]} ${missing_libraries[*]}"
fi

say "reading the package lists"
"${as_root[@]+"${as_root[@]}"}" apt-get -q update >/dev/null || fail "apt-get update failed: is the network there, and are the sources in /etc/apt right?"

# apt's own simulation says what would go; nothing essential may.
simulate_or_stop() {
  local plan removed package
  if ! plan=$(LC_ALL=C apt-get -s --no-install-recommends install "$@" 2>&1); then
    printf '%s\n' "$plan" | tail -n 25 >&2
    fail "apt cannot install these packages (its reason is above)"
  fi
  removed=$(printf '%s\n' "$plan" | awk '$1 == "Remv" { print $2 }')
  if printf '%s\n' "$plan" | grep -q 'essential packages will be removed'; then
    fail "apt would remove essential packages; nothing was changed"
  fi
  for package in $removed; do
    case "$(dpkg-query -W -f '${Essential} ${Priority}' "$package" 2>/dev/null)" in
      yes*|*" required") fail "apt would remove $package, which this system needs; nothing was changed" ;;
    esac
    case "$package" in
      git|python3|nodejs|sudo|openssh-server|systemd|apt) fail "apt would remove $package; nothing was changed. Free it first, or use Debian 13" ;;
    esac
  done
  printf '%s\n' "$plan" | awk '/^[0-9]+ upgraded,/ { print "setup: apt says: " $0 }'
}

check_versions() {
  local qt kf
  qt=$(apt-cache policy qt6-base-dev | awk '/Candidate:/ { print $2 }')
  [ "$needs_suite" = yes ] && return 0
  dpkg --compare-versions "$qt" ge "$qt_minimum" || fail "this system offers Qt $qt; Target Desk needs $qt_minimum (Debian 13, Ubuntu 25.04, or later)"
  kf=$(apt-cache policy libkf6syntaxhighlighting-dev | awk '/Candidate:/ { print $2 }')
  [ -n "$kf" ] && [ "$kf" != "(none)" ] && dpkg --compare-versions "$kf" ge "$kf_minimum" ||
    fail "this system offers KF6 SyntaxHighlighting '${kf:-none}'; Target Desk needs $kf_minimum"
}
check_versions

if [ ${#missing_base[@]} -gt 0 ]; then
  base_suite=()
  # Where Debian 13's libraries are in already (run.sh before test.sh), Debian 12's dbus-daemon and PostgreSQL no longer fit them.
  if [ -e "$list_file" ] && ! apt-get -s --no-install-recommends install "${missing_base[@]}" >/dev/null 2>&1; then base_suite=(-t trixie); fi
  simulate_or_stop "${base_suite[@]+"${base_suite[@]}"}" "${missing_base[@]}"
  [ "$dry_run" = yes ] || apt install "${base_suite[@]+"${base_suite[@]}"}" "${missing_base[@]}"
fi
if [ ${#missing_libraries[@]} -gt 0 ]; then
  simulate_or_stop "${suite_option[@]+"${suite_option[@]}"}" "${missing_libraries[@]}"
  [ "$dry_run" = yes ] || apt install "${suite_option[@]+"${suite_option[@]}"}" "${missing_libraries[@]}"
fi
[ "$dry_run" = yes ] && exit 0

for tool in git python3 node; do
  if command -v "$tool" >/dev/null 2>&1 && ! "$tool" --version >/dev/null 2>&1; then
    fail "$tool no longer runs after the installation: 'apt-get install --reinstall $tool' may mend it"
  fi
done
say "done"
