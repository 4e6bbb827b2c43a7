"""The core beside pandas and Polars, in one process, in turn; results are compared first.

    python tests/bench/bench.py table-three [--rows 1000000] [--times 9]
    python tests/bench/bench.py parquet-to-answer [--rows 1000000] [--times 9]
    python tests/bench/bench.py amend [--rows 1000000] [--times 9]
    python tests/bench/bench.py arrow-in [--rows 1000000] [--times 9]
    python tests/bench/bench.py csv-in [--rows 1000000] [--times 3]
    python tests/bench/bench.py xlsx-in [--rows 200000] [--times 3]

table-three: from a ledger that was read (pandas, Polars: from typed columns) to table 三 by unit
and month, with the deadline and the place of every request; nothing is cached between the turns.
amend: one changed request; the tables, rates and tallies that follow, beside a count of all.
parquet-to-answer: the same from a Parquet file of typed columns, keys and closed lists checked.
arrow-in: from an Arrow table of texts, as an office exports it, to typed columns with all checks.
`pandas` converts each column by the function made for it (to_datetime with a format, map),
`by words` converts each distinct word once.
csv-in: the same texts out of a csv file; Polars does all of it in one lazy query (scan_csv).
xlsx-in: out of a workbook, typed and checked; fastexcel makes a Polars frame of texts.

Wall time and processor time are medians over the turns. Run it on one core (``taskset -c 1``).
"""

import argparse
import atexit
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

import arrow_in
import data
import files_in
import numpy as np
import pandas as pd
import pandas_counts
import polars as pl
import polars_counts
import pyarrow as pa
from gongkai import _core as core
from gongkai import _templates

Sides = dict[str, Callable[[], object]]  # ours first
BY = ["unit", "month"]


def law() -> core.Law:
    return core.Law(
        _templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms()
    )


def frame_of(table: core.Table) -> pd.DataFrame:
    return pa.table(table).to_pandas()


class TableThree:
    """One ledger, counted by both sides."""

    def __init__(self, rows: int) -> None:
        self.frame = data.requests(rows)
        table = core.Table.from_arrow(data.as_arrow(self.frame))
        self.ledger, _ = core.read_ledger(
            "applications", table, _templates.terms(), file="applications", year=data.YEAR
        )
        self.law = law()
        first, last = date(data.YEAR - 1, 1, 1), date(data.YEAR + 1, 12, 31)
        self.days = pandas_counts.WorkingDays(self.law.calendar, first, last)
        self.polars = polars_counts.typed(pl.from_pandas(self.frame))
        self.polars_days = polars_counts.Deadlines(self.days, first, last)

    def ours(self) -> tuple[core.Table, core.Table]:
        books = core.Books(data.BODY, {"applications": self.ledger}, self.law, year=data.YEAR)
        return books.tally_table("applications", BY), books.deadline_table("applications")

    def theirs(self) -> tuple[pd.DataFrame, Any, pd.Categorical]:
        counts = pandas_counts.table_three(self.frame)
        due = pandas_counts.deadlines(self.frame, self.days)
        return counts, due, pandas_counts.cells(self.frame, due)

    def by_polars(self) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
        counts = polars_counts.table_three(self.polars.lazy()).collect()
        due = self.polars_days.of(self.polars)
        return (
            counts,
            due,
            polars_counts.cells(self.polars.with_columns(due=due).lazy()).collect()["cell"],
        )

    def check_polars(self) -> None:
        """Polars has the same counts, deadlines and places as pandas."""
        (counts, due, cells), (ours, deadlines, places) = self.theirs(), self.by_polars()
        rows = {(r["unit"], r["month"], r["kind"], r["row"]): r["count"] for r in ours.to_dicts()}
        for at, line in counts.iterrows():
            for row in set(counts.columns) - {"new_received", "closed_total"}:
                assert rows.get((*at, row), 0) == line[row]
        assert sum(rows.values()) == counts["new_received"].sum()
        assert (deadlines.to_numpy() == due.astype("datetime64[D]"))[~np.isnat(due)].all()
        assert (deadlines.is_null().to_numpy() == np.isnat(due)).all()
        assert (places.to_numpy() == cells.codes).all()

    def check(self) -> None:
        """Every count, every deadline and the place of every request are equal."""
        self.check_polars()
        (tally, deadlines), (counts, due, cells) = self.ours(), self.theirs()
        ours = frame_of(tally).set_index([*BY, "cell"])["count"]
        rows = counts.melt(ignore_index=False, var_name="row", value_name="count").reset_index()
        rows = rows[rows["count"] != 0]
        rows["month"] = [f"{data.YEAR}-{month:02}" for month in rows["month"]]
        rows["cell"] = "table3/" + rows["row"].astype(str) + "/" + rows["kind"].astype(str)
        theirs = rows.set_index([*BY, "cell"])["count"]
        assert len(ours) == len(theirs) > 0
        assert ours.to_dict() == theirs.to_dict()

        columns = frame_of(deadlines)
        assert (columns["earliest"].isna() == columns["latest"].isna()).all()
        for end in ("earliest", "latest"):
            found = pd.to_datetime(columns[end]).astype("datetime64[s]")
            assert found.equals(pd.Series(due))
        assert (columns["cell"].astype(str) == pd.Series(cells.astype(str))).all()
        assert columns["cell"].nunique() > 15

    def sides(self) -> Sides:
        return {"gongkai": self.ours, "pandas": self.theirs, "polars": self.by_polars}


class ParquetToAnswer(TableThree):
    """One Parquet file, read and counted by two; keys and labels are checked."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.path = _folder() / "applications.parquet"
        self.polars.write_parquet(self.path)

    def ours(self) -> tuple[core.Table, core.Table]:
        self.ledger, _ = files_in.ours(self.path)
        return super().ours()

    def by_polars(self) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
        frame = pl.scan_parquet(self.path).collect()
        assert frame["case_no"].n_unique() == len(frame)
        assert not frame["case_no"].has_nulls()
        for column in arrow_in.WORDS:
            known = set(arrow_in.WORDS[column].values())
            assert set(frame[column].drop_nulls().unique().cast(pl.String)) <= known
        self.polars = frame
        return super().by_polars()

    def sides(self) -> Sides:
        return {"gongkai": self.ours, "polars": self.by_polars}


class Amend:
    """One request answered otherwise: what follows from it, and the whole counted anew."""

    VALUES: ClassVar = {"answered": f"{data.YEAR}-12-30", "outcome": "granted"}

    def __init__(self, rows: int) -> None:
        table = core.Table.from_arrow(data.as_arrow(data.requests(rows)))
        self.ledger, _ = core.read_ledger(
            "applications", table, _templates.terms(), file="applications", year=data.YEAR
        )
        self.row, self.law = rows // 2, law()
        self.books = self.counted(self.ledger)
        self.ask(self.books)

    def counted(self, ledger: core.Ledger) -> core.Books:
        return core.Books(data.BODY, {"applications": ledger}, self.law, year=data.YEAR)

    def ask(self, books: core.Books) -> list[object]:
        """Tables, a tally, and the rates of requests by unit."""
        rates = [
            (each.id, books.rates(each, ["unit"]))
            for each in _templates.definitions()
            if each.id.startswith(("timely.", "disclose.", "close.", "carry."))
        ]
        figures = [(i, [(g, r.numerator, r.denominator) for g, r in of]) for i, of in rates]
        tables = core.annual_tables(books)
        cells = [tables.at(f"table3/{row}/total") for row in ("granted", "closed_total")]
        return [figures, cells, frame_of(books.tally_table("applications", BY)).to_numpy().tolist()]

    def ours(self) -> list[object]:
        amended, _ = self.books.amend("applications", self.row, self.VALUES)
        return self.ask(amended)

    def anew(self) -> list[object]:
        amended, _ = self.books.amend("applications", self.row, self.VALUES)
        return self.ask(self.counted(amended.ledgers["applications"]))

    def check(self) -> None:
        """What follows from one row is what a recount of all gives, and not what it was."""
        assert self.ours() == self.anew() != self.ask(self.books)

    def sides(self) -> Sides:
        return {"amended": self.ours, "anew": self.anew}


class ArrowIn:
    """One table of texts, read by both sides."""

    def __init__(self, rows: int) -> None:
        self.table = data.as_texts(data.requests(rows))

    def ours(self) -> tuple[core.Ledger, list[core.Finding]]:
        return core.read_ledger(
            "applications",
            core.Table.from_arrow(self.table),
            _templates.terms(),
            file="applications",
            year=data.YEAR,
        )

    def theirs(self) -> object:
        return arrow_in.plain(self.table)

    def theirs_by_words(self) -> object:
        return arrow_in.by_words(self.table)

    def check(self) -> None:
        """Every cell and the number of every kind of finding are equal."""
        ledger, findings = self.ours()
        for read in (arrow_in.plain, arrow_in.by_words):
            arrow_in.check(ledger, findings, *read(self.table))

    def sides(self) -> Sides:
        return {"gongkai": self.ours, "pandas": self.theirs, "by words": self.theirs_by_words}


def _folder() -> Path:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Path(folder.name)


class CsvIn:
    """One csv file, read by three."""

    def __init__(self, rows: int) -> None:
        self.path = _folder() / "applications.csv"
        files_in.write_csv(data.as_texts(data.requests(rows)), self.path)

    def check(self) -> None:
        """Every cell and the number of every kind of finding are equal, three times."""
        arrow_in.check(*files_in.ours(self.path), *files_in.by_pandas(self.path))
        files_in.check_polars(self.path)

    def sides(self) -> Sides:
        return {
            "gongkai": lambda: files_in.ours(self.path),
            "pandas": lambda: files_in.by_pandas(self.path),
            "polars": lambda: files_in.by_polars(self.path),
        }


class XlsxIn:
    """One workbook, read by both."""

    def __init__(self, rows: int) -> None:
        self.path = _folder() / "applications.xlsx"
        files_in.write_xlsx(data.as_texts(data.requests(rows)), self.path)

    def check(self) -> None:
        """Every typed cell is equal."""
        files_in.check_fastexcel(self.path)

    def sides(self) -> Sides:
        return {
            "gongkai": lambda: files_in.ours(self.path),
            "fastexcel": lambda: files_in.by_fastexcel(self.path),
        }


def measured(sides: Sides, times: int) -> str:
    """All sides in turn; medians by the clock and of the processor, and ratios to the first."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for _ in range(times):
        for name, run in sides.items():
            wall, processor = time.perf_counter(), time.process_time()
            made = run()
            seconds[name].append((time.perf_counter() - wall, time.process_time() - processor))
            del made
    lines = [f"{'':<10}{'wall':>12}{'ratio':>8}{'processor':>12}{'ratio':>8}"]
    first = [median(each) for each in zip(*next(iter(seconds.values())), strict=True)]
    for name, measures in seconds.items():
        line = f"{name:<10}"
        for ours, each in zip(first, zip(*measures, strict=True), strict=True):
            line += f"{median(each) * 1e3:>9.1f} ms{median(each) / ours:>8.1f}"
        lines.append(line)
    return "\n".join(lines)


Command = TableThree | Amend | ArrowIn | CsvIn | XlsxIn
COMMANDS: dict[str, type[Command]] = {
    "table-three": TableThree,
    "parquet-to-answer": ParquetToAnswer,
    "amend": Amend,
    "arrow-in": ArrowIn,
    "csv-in": CsvIn,
    "xlsx-in": XlsxIn,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="The core beside pandas, results compared first.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    made = COMMANDS[asked.command](asked.rows)
    made.check()
    print(f"{asked.command}, {asked.rows:,} rows, {asked.times} turns; results are equal")
    print(measured(made.sides(), asked.times))


if __name__ == "__main__":
    main()
