#!/usr/bin/env bash
# For developers: builds the engine in build/pip-torch against LibTorch from PyPI instead of Debian's, and runs its tests on
# the CPU. Downloads about 550 MB the first time and takes 1.5 GB; a second run builds only what has changed.
#   --torch VERSION   another LibTorch than 2.15.0, 2.7.0 or newer
#   --cuda            with the GPU part, and CUDA's own libraries for it: several GB more
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
export LC_ALL=C.UTF-8

version=2.15.0
cuda=no
while [ $# -gt 0 ]; do
    case "$1" in
    --torch)
        [ $# -ge 2 ] || fail "--torch needs a version, for example --torch 2.15.0"
        version=$2
        shift
        ;;
    --cuda) cuda=yes ;;
    *) fail "unknown option $1; there are --torch VERSION and --cuda" ;;
    esac
    shift
done

build=build/pip-torch
python=$build/venv/bin/python

pip_install() {
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-conflicts "$@" ||
        fail "pip could not install $*. It needs PyPI or a mirror of it, and room on the disk that holds $PWD/$build"
}

make_venv() {
    [ -x "$python" ] && "$python" -m pip --version >/dev/null 2>&1 && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || fail "Python cannot make environments here. Run: apt-get install python3-venv"
    say "Making $build/venv"
    python3 -m venv --clear "$build/venv"
}

# What libtorch_cpu.so loads of CUDA even where no GPU is used, or (--cuda) all that LibTorch links; nothing for a CPU wheel.
cuda_requirements() {
    "$python" - "$cuda" <<'END'
import importlib.metadata
import re
import sys

for requirement in importlib.metadata.requires("torch") or []:
    if re.match(r"cuda-toolkit|nvidia-", requirement):
        name = requirement.split(";")[0].strip()
        if sys.argv[1] == "yes":
            print(name)
        elif name.startswith("cuda-toolkit"):
            print(re.sub(r"\[.*\]", "[cudart,cupti]", name))
        elif re.match("nvidia-cuda-(runtime|cupti)-", name):
            print(name)
END
}

# Python's side of torch is not needed, so neither is what it depends on.
install_torch() {
    local installed requirements
    installed=$("$python" -c 'import importlib.metadata as m; print(m.version("torch"))' 2>/dev/null || true)
    if [ "${installed%%+*}" != "$version" ]; then
        say "Installing torch $version into $build/venv"
        pip_install --no-deps "torch==$version"
    fi
    mapfile -t requirements < <(cuda_requirements)
    if [ ${#requirements[@]} -gt 0 ]; then
        say "CUDA's libraries: ${requirements[*]}"
        pip_install "${requirements[@]}"
    fi
}

install_packages
make_venv
install_torch
torch=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/torch

say "Building $build against $torch"
cmake --preset release -B "$build" -DRW_GUI=OFF "-DCMAKE_PREFIX_PATH=$torch"
cmake --build "$build"
say "Testing $build"
ctest --test-dir "$build" -j 2 --output-on-failure
say "All tests passed with this build:"
"$build/bin/rollout-engine" --version
