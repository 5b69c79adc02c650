#!/usr/bin/env bash
# Prepares everything the product, its tests and its front end need: `make setup`.
#
# A machine needs Python 3.11 or later with venv, and make; nothing else. Each step leaves a stamp
# in .make/, the checksum of what it was made from, and is skipped as long as that is the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

main() {
  mkdir -p .make
  wait_for_other_setup
  trust_what_this_machine_trusts
  [ -x .venv/bin/python ] || make_environment .venv
  step uv .venv/bin/uv deploy/requirements-setup.txt -- install_uv
  step python .venv/bin/flask requirements-dev.txt -- install_python_packages
  step frontend node_modules/.package-lock.json package.json package-lock.json .npmrc -- install_frontend_packages
  .venv/bin/python deploy/assets.py
  if compgen -G 'dialog/translations/sv/*.po' >/dev/null; then
    step translations dialog/translations/sv/LC_MESSAGES/messages.mo \
      dialog/web/translations.py dialog/translations/sv/*.po -- compile_translations
  fi
}

# step NAME RESULT INPUT… -- COMMAND: runs the command unless RESULT is there and made from the same INPUTs.
step() {
  local name=$1 result=$2 inputs=() now
  shift 2
  while [ "$1" != -- ]; do inputs+=("$1"); shift; done
  now=$({ .venv/bin/python --version; cat "${inputs[@]}"; } | sha256sum)
  if [ -e "$result" ] && [ "$(cat ".make/$name" 2>/dev/null)" = "$now" ]; then return; fi
  "$2"
  echo "$now" > ".make/$name"
}

# Many an authority's network looks into what passes, with a certificate that its machines know:
# pip asks the machine, uv and npm know only their own lists unless they are told.
trust_what_this_machine_trusts() {
  local known=/etc/ssl/certs/ca-certificates.crt
  [ -e "$known" ] || return 0
  export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true} NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$known}
}

install_uv() {
  # An environment that something else made may lack pip.
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-setup.txt
}

install_python_packages() {
  echo "Python packages …"
  VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip sync --quiet --require-hashes requirements-dev.txt
}

install_frontend_packages() {
  echo "Front-end packages …"
  if ! system_has_node; then
    bring_node
    PATH="$PWD/.venv-setup/bin:$PATH"
  fi
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
}

system_has_node() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null
}

# No Node on this machine: a hashed wheel brings it, into an environment of its own.
bring_node() {
  [ -x .venv-setup/bin/python ] || make_environment .venv-setup
  .venv-setup/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-node.txt
}

compile_translations() {
  .venv/bin/python -m dialog.web.translations
}

make_environment() {
  local python
  python=$(find_python)
  "$python" -m venv "$1" >/dev/null || { rm -rf "$1"; refuse; }
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  refuse
}

refuse() {
  echo "Python 3.11 or later with venv is needed: apt-get install python3 python3-venv" >&2
  exit 1
}

wait_for_other_setup() {
  command -v flock >/dev/null || return 0
  exec 9> .make/lock
  flock 9
}

main
