#!/usr/bin/env bash
# Provides the base images that the Dockerfiles under fixtures/ name. One that is there is kept, else it is pulled;
# where no image registry can be reached, a stand-in with the same tag is made from packages: Debian by
# debootstrap, Python by copying a CPython of this machine, Node.js from the npm registry.
#
#   scripts/base-images.sh                       # what the Dockerfiles name
#   scripts/base-images.sh python:3.13-slim …    # these
#   scripts/base-images.sh --make IMAGE=TAG …    # never pulls; tags the image otherwise
#
# An image that can't be had is named, and the others are still provided; the exit code is then 3.
# Needs a Docker engine. To make images: Debian or Ubuntu, root or sudo, npm for Node.js.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
fail() { echo "base-images: $*" >&2; exit 1; }
present() { docker image inspect "$1" >/dev/null 2>&1; }

# Runs a command silently; shows the end of what it said where it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; fail "failed: $*"; }
}

work=$(mktemp -d)
trap 'as_root rm -rf "$work"' EXIT
declare -A tag_of=()
pull=yes

# The image that every Dockerfile under fixtures/ starts from, without names of earlier stages.
named_images() {
  find fixtures -name 'Dockerfile*' -exec awk '
    toupper($1) == "FROM" {
      image = ($2 ~ /^--/) ? $3 : $2
      if (image != "scratch" && !(image in stage)) print image
      for (i = 2; i < NF; i++) if (toupper($i) == "AS") stage[$(i + 1)] = 1
    }' {} \; | sort -u
}

# debian:SUITE-slim. The certificates are this machine's: it may reach its package registries through an
# authority of its own.
make_debian() {
  local tag=$1 suite=${2%-slim} root=$work/debian
  local bundle=/etc/ssl/certs/ca-certificates.crt
  as_root rm -rf "$root"
  command -v debootstrap >/dev/null || quietly as_root apt-get install -y -qq --no-install-recommends debootstrap debian-archive-keyring
  quietly as_root debootstrap --variant=minbase --include=ca-certificates,netbase,tzdata "$suite" "$root"
  as_root cp -L "$bundle" "$root$bundle"
  as_root rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/man/*
  as_root tar -C "$root" -c . | docker import \
    --change 'CMD ["bash"]' \
    --change 'ENV LANG=C.UTF-8' \
    --change "ENV SSL_CERT_FILE=$bundle PIP_CERT=$bundle REQUESTS_CA_BUNDLE=$bundle NODE_EXTRA_CA_CERTS=$bundle" \
    - "$tag" >/dev/null
  as_root rm -rf "$root"
}

# What the Python and Node.js images stand on: this machine's own Debian release, whose C library their programs
# were built for; bookworm on Ubuntu.
base_image() {
  local suite
  suite=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME") || suite=bookworm
  echo "debian:$suite-slim"
}

# The newest CPython MINOR of this machine that lies in a folder of its own (Debian's is spread over /usr).
find_python() {
  local minor=$1 candidate prefix
  local -a candidates=()
  if command -v pyenv >/dev/null; then
    mapfile -t candidates < <(find "$(pyenv root)/versions" -path "*/$minor.*/bin/python$minor" 2>/dev/null | sort -rV)
  fi
  for candidate in "${candidates[@]}" "python$minor" python3; do
    prefix=$("$candidate" -c "import sys; '%d.%d' % sys.version_info[:2] == '$minor' and print(sys.base_prefix)" 2>/dev/null) || continue
    if [ -n "$prefix" ] && [ "$prefix" != /usr ]; then echo "$prefix"; return; fi
  done
  return 1
}

# The shared libraries that a CPython in a folder needs, without those of the C library.
libraries_of() {
  find "$1" -type f \( -name '*.so*' -o -path '*/bin/python*' \) -exec ldd {} + 2>/dev/null |
    awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u |
    grep -vE '/(libc|libm|libdl|librt|libpthread|libutil|libresolv|libnsl|ld-linux[^/]*)\.so' || true
}

# python:MINOR-slim
make_python() {
  local tag=$1 minor=${2%%-*} base=$3 context=$work/python prefix library
  prefix=$(find_python "$minor") || fail "python:$2 can't be pulled, and this machine has no CPython $minor in a folder of its own (pyenv install $minor)"
  rm -rf "$context"
  mkdir -p "$context/local/lib"
  # Before 3.8 the headers lie in python3.7m: hence the last *.
  (cd "$prefix" && tar -c --exclude=__pycache__ --exclude="lib/python$minor/test" --exclude="lib/python$minor/site-packages/*" \
    --exclude='lib/python*/config-*' --exclude='_tkinter.*' "bin/python$minor" "lib/python$minor" "include/python$minor"*) |
    tar -C "$context/local" -x
  find "$prefix/lib" -maxdepth 1 -name 'libpython*.so*' -exec cp -P {} "$context/local/lib/" \;
  while read -r library; do cp -nL "$library" "$context/local/lib/"; done < <(libraries_of "$context/local")
  cat >"$context/Dockerfile" <<DOCKERFILE
FROM $base
COPY local /usr/local
RUN ldconfig && cd /usr/local/bin && ln -s python$minor python3 && ln -s python$minor python \\
 && python -m ensurepip >/dev/null && ln -sf pip3 pip && python -c 'import ssl, sqlite3, ctypes, lzma, zlib'
CMD ["python3"]
DOCKERFILE
  quietly docker build --tag "$tag" "$context"
  rm -rf "$context"
}

# node:MAJOR-slim
make_node() {
  local tag=$1 major=${2%%-*} base=$3 context=$work/node arch
  case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) fail "no Node.js package for $(uname -m)" ;; esac
  rm -rf "$context"
  mkdir -p "$context/local/bin" "$context/local/lib/node_modules/npm"
  (cd "$context" && quietly npm pack --loglevel=error "node-linux-$arch@$major" npm@11)
  tar -C "$context/local/bin" -xzf "$context"/node-linux-*.tgz --strip-components=2 package/bin/node
  tar -C "$context/local/lib/node_modules/npm" -xzf "$context"/npm-*.tgz --strip-components=1
  chmod +x "$context"/local/lib/node_modules/npm/bin/*.js
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$context/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$context/local/bin/npx"
  cat >"$context/Dockerfile" <<DOCKERFILE
FROM $base
COPY local /usr/local
RUN useradd --uid 1000 --create-home node && node --version && npm --version
CMD ["node"]
DOCKERFILE
  quietly docker build --tag "$tag" "$context"
  rm -rf "$context"
}

make_image() {
  local image=$1 tag=$2 base
  case $image in
    debian:*) make_debian "$tag" "${image#*:}" ;;
    python:*-slim* | node:*-slim*)
      base=$(base_image)
      provide "$base"
      base=${tag_of[$base]:-$base}
      if [[ $image == python:* ]]; then make_python "$tag" "${image#*:}" "$base"; else make_node "$tag" "${image#*:}" "$base"; fi
      ;;
    *) fail "$image can't be pulled, and there is no way here to make it" ;;
  esac
}

# Keeps, pulls or makes one image.
provide() {
  local image=$1 tag=${tag_of[$1]:-$1}
  if present "$tag"; then
    echo "$tag: there"
  elif [ "$pull" = yes ] && docker pull --quiet "$image" >/dev/null 2>&1; then
    [ "$image" = "$tag" ] || docker tag "$image" "$tag"
    echo "$tag: pulled"
  else
    make_image "$image" "$tag"
    echo "$tag: made from packages"
  fi
}

docker info >/dev/null 2>&1 || fail 'no Docker engine answers (scripts/docker-engine.sh starts one)'
if [ "${1:-}" = --make ]; then pull=no; shift; fi
wanted=()
for argument in "$@"; do
  image=${argument%%=*}
  wanted+=("$image")
  if [[ $argument == *=* ]]; then tag_of[$image]=${argument#*=}; fi
done
if [ ${#wanted[@]} -eq 0 ]; then mapfile -t wanted < <(named_images); fi
missing=()
for image in "${wanted[@]}"; do
  # Not as a condition: Bash would then go on after a command in it that failed.
  set +e
  (set -e; provide "$image")
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then missing+=("$image"); fi
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "base-images: not there, and with them the targets that start from them: ${missing[*]}" >&2
  exit 3
fi
