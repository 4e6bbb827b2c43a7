"""How much memory reading and counting take, beside the columns that are read.

    python tests/bench/memory.py [--rows 10000000]

Requests as typed Arrow columns in memory, made beforehand by a process of its own. `reading` is
what the process has at most above them until the ledger is there, with all checks; `counting` the
same until table 三 by unit and month is there, with every deadline. `times` is that over the
columns.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import data
import pyarrow.parquet as pq
from gongkai import _core as core
from gongkai import _templates

MIB = 1 << 20


def status(field: str) -> int:
    """Bytes that the kernel says this process has."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    line = next(each for each in lines if each.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def make(path: Path, rows: int) -> None:
    pq.write_table(data.as_arrow(data.requests(rows)), path)


def measure(path: Path) -> None:
    table = pq.read_table(path)
    columns, before = table.nbytes, status("VmRSS")
    print(f"{table.num_rows:,} requests in {table.num_columns} columns, {columns / MIB:,.0f} MiB")

    def tell(what: str) -> None:
        above = status("VmHWM") - before
        print(f"{what:10}{above / MIB:8,.0f} MiB{above / columns:7.2f} times")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew

    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    ledger, _ = core.read_ledger(
        "applications",
        core.Table.from_arrow(table),
        _templates.terms(),
        file="applications",
        year=data.YEAR,
        spend=True,
    )
    tell("reading")
    law = core.Law(_templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms())
    books = core.Books(data.BODY, {"applications": ledger}, law, year=data.YEAR)
    books.tally_table("applications", ["unit", "month"])
    books.deadline_table("applications")
    tell("counting")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        return make(given.make, given.rows)
    if given.measure:
        return measure(given.measure)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "requests.parquet")
        for step in ("--make", "--measure"):
            command = [sys.executable, __file__, step, file, "--rows", str(given.rows)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
