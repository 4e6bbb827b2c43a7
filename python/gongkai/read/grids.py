"""The sheets of a ledger file as they were found: every cell a text, where it stood."""

from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read import excel, frame
from gongkai.read.markup import is_markup, markup_sheets
from gongkai.read.text import decode, read_bytes

# A header stands in one of the first rows.
_SEARCHED = 40


class FoundGrid(NamedTuple):
    """A sheet, "" by name where the file has none; `named`: its header is no row (Parquet)."""

    name: str
    cells: core.Table
    named: bool


def found_grids(path: Path) -> tuple[list[FoundGrid], bytes]:
    """Every visible sheet of a ledger file, and the bytes they were read from.

    Raises
    ------
    DataError
        No file, or bytes that nobody can read.
    """
    data = read_bytes(path)
    if frame.is_columnar(data):
        return [FoundGrid("", frame.read_columnar(data, path.name), True)], data
    if excel.is_workbook(data):
        found = [FoundGrid(each.name, each.grid, False) for each in excel.sheets(data, path.name)]
        return found, data
    text = decode(data, path.name).text
    if is_markup(text):
        tables = markup_sheets(text, path.name)
        return [FoundGrid(each.name, each.grid, False) for each in tables if each.visible], data
    return [FoundGrid("", core.parse_csv(text), False)], data


def header_places(grid: FoundGrid, headers: set[str]) -> tuple[int, dict[str, int]]:
    """The row that has most of these headers, and the column of each; -1 where no row has one."""
    names = grid.cells.names
    if grid.named:
        return -1, {name: at for at, name in enumerate(names) if name in headers}
    rows: list[dict[str, int]] = [{} for _ in range(min(grid.cells.rows, _SEARCHED))]
    for at, name in enumerate(names):
        for row, cell in zip(rows, grid.cells.column(name), strict=False):
            header = "".join(cell.split("\n")).strip() if isinstance(cell, str) else ""
            if header in headers:
                row.setdefault(header, at)
    best = max(range(len(rows)), key=lambda row: len(rows[row]), default=-1)
    return (best, rows[best]) if best >= 0 and rows[best] else (-1, {})
