#!/usr/bin/env bash
# Builds every fuzz target and runs each for so many seconds (60 unless told) from its own seeds, with a fixed
# random seed and limits on memory and on the time of one input. Needs clang-14 and libclang-rt-14-dev.
#   tests/fuzz/run.sh [seconds] [target...]      for example: tests/fuzz/run.sh 60 gguf config
# An input that breaks something is kept in build/fuzz/findings.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift $(($# > 0 ? 1 : 0))
cmake --preset fuzz
cmake --build --preset fuzz
status=0
for program in build/fuzz/bin/*_fuzz; do
    name=$(basename "$program" _fuzz)
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    corpus=build/fuzz/corpus/$name findings=build/fuzz/findings/$name
    mkdir -p "$corpus" "$findings"
    "$program" "--write-seeds=$corpus"
    echo "== $name, $seconds s"
    "$program" "$corpus" -max_total_time="$seconds" -seed=1 -timeout=10 -rss_limit_mb=2048 \
        -malloc_limit_mb=1024 -max_len=65536 -artifact_prefix="$findings/" -print_final_stats=1 \
        2>"build/fuzz/$name.log" || status=1
    grep -E 'ERROR|SUMMARY|stat::(number_of_executed_units|peak_rss_mb)|runtime error' "build/fuzz/$name.log" || true
done
exit $status
