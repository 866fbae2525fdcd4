#!/usr/bin/env bash
# Sourced by run.sh and test.sh: installs what is missing and builds a preset. Prints what it does; a second run takes seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf 'Error: %s\n' "$*" >&2; exit 1; }

packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' installers/packages.txt; }

missing_packages() { # missing_packages NAME...
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
    done
}

install_packages() { # install_packages [NAME...]: those of packages.txt where none is named
    command -v apt-get >/dev/null || fail "this script installs Debian packages, but there is no apt-get here. Install the equivalents of installers/packages.txt, then build with: cmake --preset release && cmake --build --preset release"
    local missing as_root=""
    if [ $# -eq 0 ]; then
        # shellcheck disable=SC2046
        set -- $(packages)
    fi
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then
        [ $# -eq 1 ] || say "All packages are installed."
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "these packages are missing and neither root nor sudo is at hand: $missing"
        as_root=sudo
    fi
    say "Installing: $missing"
    $as_root apt-get update -q
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing ||
        fail "apt-get could not install: $missing"
}

build_preset() {
    say "Building build/$1"
    [ -f "build/$1/build.ninja" ] || cmake --preset "$1"
    cmake --build --preset "$1"
}
