"""The same ledger out of csv and xlsx files: gongkai, and what users of other libraries write."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import arrow_in
import data
import fastexcel
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
from gongkai import _core as core
from gongkai import _templates
from gongkai.read.ledger import read_ledger_file

Counts = Counter[tuple[str, str, str]]


def write_csv(table: pa.Table, path: Path) -> None:
    """As Excel writes “CSV UTF-8”, without the mark."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=100_000):
            writer.writerows(zip(*(each.to_pylist() for each in batch.columns), strict=True))


def write_xlsx(table: pa.Table, path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(table.column_names)
    for batch in table.to_batches(max_chunksize=10_000):
        for row in zip(*(each.to_pylist() for each in batch.columns), strict=True):
            sheet.append(row)
    book.save(path)


def ours(path: Path) -> tuple[core.Ledger, list[core.Finding]]:
    read, _ = read_ledger_file(path, "applications", _templates.terms(), data.YEAR)
    return read.ledger, read.findings


def by_pandas(path: Path) -> tuple[pd.DataFrame, arrow_in.Faults]:
    """read_csv, then each column by the function that is made for it."""
    texts = pd.read_csv(path, dtype=str)
    return arrow_in.read(texts, arrow_in.dates, arrow_in.choices)


def by_polars(path: Path) -> tuple[pl.DataFrame, Counts]:
    """scan_csv with all conversions and checks in one lazy query."""
    texts = pl.scan_csv(path, infer_schema=False)
    texts = texts.rename({header: column for column, header in data.HEADERS.items()})
    typed: list[pl.Expr] = []
    for column in data.HEADERS:
        cell = pl.col(column)
        if column in data.DATES:
            days = cell.str.to_date("%Y-%m-%d", strict=False)
            days = days.fill_null(cell.str.to_date("%Y年%m月%d日", strict=False))
            typed.append(days)
        elif column in arrow_in.WORDS:
            words = arrow_in.WORDS[column]
            choices = pl.Enum(list(dict.fromkeys(words.values())))
            typed.append(cell.replace_strict(words, default=None, return_dtype=choices))
        else:
            typed.append(cell)
    frame = texts.with_columns(
        *(each.alias(column) for column, each in zip(data.HEADERS, typed, strict=True)),
        *(pl.col(column).is_not_null().alias(f"filled {column}") for column in data.HEADERS),
    )
    counts = [each.sum().alias("\t".join(what)) for what, each in _faults().items()]
    everything = frame.with_columns(counts).collect(engine="streaming")
    head = everything.head(1).to_dicts()[0]
    told: Counts = Counter()
    for name, number in head.items():
        if "\t" in name:
            rule, kind, column = name.split("\t")
            told[rule, kind, column] = number
    return everything.select(list(data.HEADERS)), told


def _faults() -> dict[tuple[str, str, str], pl.Expr]:
    def filled(column: str) -> pl.Expr:
        return pl.col(f"filled {column}")

    found: dict[tuple[str, str, str], pl.Expr] = {}
    for column in data.HEADERS:
        unread = pl.col(column).is_null() & filled(column)
        if column in data.DATES:
            found["ledger.date", "bad", column] = unread
        elif column in arrow_in.WORDS:
            found["ledger.choice", "unknown", column] = unread
    for column in arrow_in.REQUIRED:
        found["ledger.blank", "blank", column] = ~filled(column)
    found["ledger.key", "twice", "case_no"] = ~pl.col("case_no").is_first_distinct()
    for first, second in arrow_in.ORDER:
        early = (pl.col(second) < pl.col(first)).fill_null(False).cast(pl.UInt32)
        what = ("ledger.order", "before", second)
        found[what] = found[what] + early if what in found else early
    found["ledger.blank", "no_answered", "answered"] = filled("outcome") & ~filled("answered")
    found["ledger.blank", "no_outcome", "outcome"] = filled("answered") & ~filled("outcome")
    return found


def check_polars(path: Path) -> None:
    """Every cell that Polars reads and every number of faults is that of pandas."""
    frame, told = by_polars(path)
    other, faults = by_pandas(path)
    assert {what: n for what, n in told.items() if n} == {
        what: int(rows.sum()) for what, rows in faults.items() if rows.any()
    }
    for column in data.HEADERS:
        mine = frame[column].cast(pl.String).fill_null("").to_list()
        theirs = other[column]
        if column in data.DATES:
            theirs = theirs.dt.strftime("%Y-%m-%d")
        assert mine == theirs.astype(object).fillna("").tolist(), column


def by_fastexcel(path: Path) -> pl.DataFrame:
    return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()


def check_fastexcel(path: Path) -> None:
    """What fastexcel reads and gongkai then types is what gongkai reads."""
    table = core.Table.from_arrow(by_fastexcel(path))
    other, _ = core.read_ledger(
        "applications", table, _templates.terms(), file="applications", year=data.YEAR
    )
    mine, _ = ours(path)
    assert _columns(mine) == _columns(other)


def _columns(ledger: core.Ledger) -> dict[str, list[Any]]:
    table = ledger.to_table()
    return {name: table.column(name) for name in table.names}
