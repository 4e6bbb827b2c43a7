#!/usr/bin/env bash
# Every fuzz target under libFuzzer, address and undefined-behaviour sanitizers; the figures at the end.
#
#     bash tests/campaigns/fuzz.sh [RUNS, 1000000] [TARGET…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/setup.sh

runs=${1:-1000000}
shift || true
need_packages "${build_packages[@]}" clang-16 libclang-rt-16-dev
cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-16 -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DGONGKAI_TESTS=OFF -DGONGKAI_FUZZ=ON \
  "-DCMAKE_CXX_FLAGS=-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
cmake --build build/fuzz

# A third more runs a second: an error is told without the way to each allocation.
export ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=16
results=()
for program in build/fuzz/tests/fuzz/*_fuzz; do
  subject=$(basename "$program" _fuzz)
  [[ $# -eq 0 || " $* " == *" $subject "* ]] || continue
  found=build/fuzz/found/$subject
  mkdir -p "$found"
  # Reading a ledger takes longest; a header and a few rows are enough for all that it does.
  length=4096
  [[ $subject != csv ]] || length=256
  say "$subject: $runs runs"
  begin=$SECONDS
  "$program" -runs="$runs" -seed=1 -max_len="$length" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$found-" "$found" "tests/fuzz/seeds/$subject" 2>"build/fuzz/$subject.log" ||
    { tail -40 "build/fuzz/$subject.log"; exit 1; }
  results+=("$subject: $(grep -o 'number_of_executed_units: .*' "build/fuzz/$subject.log" | grep -o '[0-9]*') runs, \
$(grep -o 'peak_rss_mb: .*' "build/fuzz/$subject.log" | grep -o '[0-9]*') MB, $((SECONDS - begin)) s, clean")
done
say "done"
printf '  %s\n' "${results[@]}"
