#!/usr/bin/env bash
# The whole check: format, lint, types, the C++ tests under the sanitizers and the Python tests. Stops at the first red.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source cmake/setup.sh

ran=()
step() {
  say "$1 (${SECONDS} s)"
  ran+=("$1")
}

step "Debian packages"
need_packages "${build_packages[@]}" "${test_packages[@]}"

step "C++ format"
find cpp tests examples -name '*.[ch]pp' -print0 | xargs -0 clang-format --dry-run -Werror

step "install gongkai and the test tools into .venv"
make_venv
.venv/bin/pip install --quiet '.[dev]'

step "Python lint and format"
.venv/bin/ruff check
.venv/bin/ruff format --check

step "Python types"
.venv/bin/mypy

step "Python tests"
.venv/bin/pytest

step "C++ tests under the address and undefined-behaviour sanitizers"
cmake --preset asan
cmake --build --preset asan
ctest --preset asan -j "$(nproc)"

say "all green in ${SECONDS} s"
printf '  %s\n' "${ran[@]}"
