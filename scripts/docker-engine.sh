#!/usr/bin/env bash
# Makes a Docker engine answer on a Debian or Ubuntu machine: installs one from the distribution's packages where
# there is none, starts it where it does not run, and waits until it answers. Does nothing where it answers already.
#
#   scripts/docker-engine.sh [options of dockerd …]
#
# Needs root or sudo. Options are for an engine beside the machine's own; DOCKER_HOST then says where it listens.
set -euo pipefail

deadline=60 # seconds for the engine to answer

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
answers() { docker info >/dev/null 2>&1; }
about() { docker info --format 'docker engine {{.ServerVersion}}, cgroup v{{.CgroupVersion}}, {{.NCPU}} CPUs'; }

install_engine() {
  echo "installing a Docker engine"
  local packages=(docker.io iptables ca-certificates)
  as_root apt-get update -qq
  # Newer releases have the client in a package of its own.
  if [ -n "$(apt-cache search --names-only '^docker-cli$')" ]; then packages+=(docker-cli); fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

# Starts dockerd where no init system does, in a session of its own: it outlives this script and its terminal.
start_alone() {
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" setsid dockerd "$@" >"$log" 2>&1 </dev/null &
}

wait_for_answer() {
  local end=$((SECONDS + deadline))
  until answers; do
    if ((SECONDS >= end)) || ! as_root kill -0 "$1" 2>/dev/null; then return 1; fi
    sleep 0.5
  done
}

if answers; then
  echo "already there: $(about)"
  exit 0
fi
if ! { command -v docker && command -v dockerd; } >/dev/null; then install_engine; fi

log=$(mktemp -t dockerd.XXXXXX.log)
if [ $# -eq 0 ] && [ -d /run/systemd/system ]; then
  as_root systemctl start docker >"$log" 2>&1 || true
  starter=$$ # systemd looks after the engine; there is no process of ours to watch
else
  start_alone "$@"
  starter=$!
fi

if wait_for_answer "$starter"; then
  echo "started: $(about)"
elif as_root docker info >/dev/null 2>&1; then
  echo "the engine runs, but $(id -un) may not use it: add this user to the group docker, and log in again" >&2
  exit 1
else
  echo "no Docker engine answers; the end of its log ($log):" >&2
  tail -n 20 "$log" >&2
  exit 1
fi
