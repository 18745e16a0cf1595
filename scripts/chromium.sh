#!/usr/bin/env bash
# Installs Chromium from the packages of Debian or Ubuntu, for the tests that open HTML reports and for the pictures of the
# documentation. A Chrome or Chromium that is there already is kept.
set -euo pipefail

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

for program in chromium chromium-browser google-chrome; do
  if command -v "$program" >/dev/null; then
    exec "$program" --version
  fi
done
as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
chromium --version
