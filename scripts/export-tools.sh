#!/usr/bin/env bash
# Puts the tools that read exports into a folder of the user's cache, and prints the folder in which their programs are:
# promtool (package prometheus) and influxd (package influxdb) of Debian. The packages are unpacked and not installed, so
# that no service starts and nothing of the machine changes. What is there already is kept.
#
#   scripts/export-tools.sh [folder]
#
# Needs apt with package lists (apt-get update).
set -euo pipefail

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/loadgate/export-tools}
mkdir -p "$folder/bin"

# from_apt PROGRAM PACKAGE
from_apt() {
  local root=$folder/$2
  if [ ! -x "$root/usr/bin/$1" ]; then
    echo "unpacking $2" >&2
    local download
    download=$(mktemp -d)
    (cd "$download" && apt-get download -qq -o APT::Sandbox::User=root "$2" >&2)
    mkdir -p "$root"
    dpkg-deb -x "$download"/*.deb "$root"
    rm -r "$download"
  fi
  ln -sf "$root/usr/bin/$1" "$folder/bin/"
}

from_apt promtool prometheus
from_apt influxd influxdb
# A program that lacks a library of this machine is none.
"$folder/bin/promtool" --version >/dev/null
"$folder/bin/influxd" version >/dev/null
echo "$folder/bin"
