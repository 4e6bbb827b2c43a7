#!/usr/bin/env bash
# From a fresh clone to an annual report: installs what is missing, builds, and reports on the example county.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source cmake/setup.sh

year=examples/deqing-2022
gongkai=.venv/bin/gongkai

say "1/5 Debian packages"
need_packages "${build_packages[@]}"

say "2/5 build gongkai into .venv (one to three minutes)"
make_venv
.venv/bin/pip install --quiet .
"$gongkai" --version

say "3/5 gongkai check $year"
"$gongkai" check "$year"

say "4/5 gongkai report and gongkai workbook"
"$gongkai" report "$year" -o out
"$gongkai" workbook "$year" -o out/assessment.xlsx

say "5/5 headline figures: gongkai rates $year"
"$gongkai" rates "$year" timely.due disclose.answered dispute.unique_per_new \
  correct.review_concluded task.done_due

say "done: the report and the workbook are in $PWD/out"
ls -l out
