#!/usr/bin/env bash
# Counting from several threads under the thread sanitizer; it ends at the first race.
#
#     bash tests/campaigns/threads.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/setup.sh

need_packages "${build_packages[@]}"
flags="-O1 -g1 -fsanitize=thread -fno-omit-frame-pointer"
cmake -S . -B build/tsan -G Ninja -DCMAKE_BUILD_TYPE=Debug -DGONGKAI_TESTS=OFF "-DCMAKE_CXX_FLAGS=$flags"
cmake --build build/tsan
g++ -std=c++20 $flags -Icpp "-DGONGKAI_TEMPLATES=\"$PWD/templates\"" tests/campaigns/threads.cpp \
  build/tsan/cpp/libgongkai.a -lfmt -ltomlplusplus -lxlsxwriter -lz -o build/tsan/threads
TSAN_OPTIONS="halt_on_error=1" build/tsan/threads
