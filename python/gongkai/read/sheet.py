"""A sheet as the office sees it, from a workbook of any make."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from gongkai._core import DataError, Table

CELLS = 50_000_000
FEW = 4_000_000
_SPARSE = 10
_DIGITS = 15  # of a number that Excel and WPS keep
_EXACT = 10.0**_DIGITS

Merge = tuple[int, int, int, int]  # first and last row, first and last column, from 0

# Excel's own formats that show a year and a month and no day, by number.
MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})
# 2022.1 may have been 2022.10, and 8.2 may have been 8.20.
_MAY_BE_DAY = re.compile(r"(?:19|20)\d\d\.1|1?\d\.[123]")
_PLACES = re.compile(r"0\.(00+)(?![0%E])")
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d 00:00:00")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class Sheet(NamedTuple):
    """A sheet's name and its cells: columns without names, all cells text, null where empty.

    `hidden` are rows from 0, ascending; a row that a filter left out is hidden too. `since_1904`:
    serials of days that have no date format count from 1904-01-01. `shown` are row, column and text
    of numbers that their cell shows in another way, and that may have been meant as a day.
    """

    name: str
    grid: Table
    merges: tuple[Merge, ...] = ()
    hidden: tuple[int, ...] = ()
    visible: bool = True
    since_1904: bool = False
    shown: tuple[tuple[int, int, str], ...] = ()


def shows_month(code: str) -> bool:
    """Whether a number format shows a date as its year and month: ``yyyy"年"m"月"``."""
    letters = set(_LITERAL.sub("", code.split(";")[0]).lower())
    return {"y", "m"} <= letters and not letters & {"d", "h", "s"}


def moment(when: datetime, *, month: bool) -> str:
    """A date cell as text; one that shows its month alone says no more than the month."""
    if month:
        return f"{when.year}年{when.month}月"
    return when.isoformat(" ", "seconds")


def shown_number(number: str, code: str) -> str | None:
    """What a cell shows of a number that may be a day with a zero lost: 2022.10 of the number
    2022.1 in the format ``0.00``; None where it shows the number itself, or it can be no day."""
    places = _PLACES.search(_LITERAL.sub("", code.split(";")[0]))
    if places is None or not _MAY_BE_DAY.fullmatch(number):
        return None
    return f"{float(number):.{len(places[1])}f}"


def long_number(number: float) -> str | None:
    """A whole number of more digits than a spreadsheet keeps, in the form that says so:
    3.30521199001011E+17; None for all others."""
    if abs(number) < _EXACT or not number.is_integer():
        return None
    digits, power = f"{number:.{_DIGITS - 1}E}".split("E")
    return f"{digits.rstrip('0').rstrip('.')}E{power}"


def as_shown(sheet: Sheet) -> Table:
    """The cells of a sheet as the office sees them: a day without its midnight, and what is
    `shown`."""
    shown: dict[int, dict[int, str]] = {}
    for row, column, text in sheet.shown:
        shown.setdefault(column, {})[row] = text
    columns = []
    for at, name in enumerate(sheet.grid.names):
        texts = [
            text[:10] if text is not None and _MIDNIGHT.fullmatch(text) else text
            for text in sheet.grid.column(name)
        ]
        for row, other in shown.get(at, {}).items():
            texts[row] = other
        columns.append((name, texts))
    return Table.from_columns(columns)


def fits(*, rows: int, columns: int, filled: int) -> bool:
    """Whether ``check_size`` takes a sheet."""
    cells = rows * columns
    return cells <= min(CELLS, max(FEW, _SPARSE * filled))


def check_size(file: str, sheet: str, *, rows: int, columns: int, filled: int) -> None:
    """Refuse a sheet that is larger than a ledger can be, or nearly all of it empty.

    Raises
    ------
    DataError
        More than 50 million cells, or four million of which not one in ten is filled: a reader
        keeps all of them, filled or not, at 40 bytes each.
    """
    cells = rows * columns
    if cells > CELLS:
        raise DataError(f"{file}: sheet '{sheet}' has {cells} cells, expected at most {CELLS}")
    if not fits(rows=rows, columns=columns, filled=filled):
        raise DataError(
            f"{file}: sheet '{sheet}' reaches to row {rows} and column {columns} with {filled} "
            "filled cells, expected no such gaps"
        )


def grid_of(cells: Mapping[tuple[int, int], str], rows: int, columns: int) -> Table:
    """A grid from its filled cells, by row and column."""
    lists: list[list[str | None]] = [[None] * rows for _ in range(columns)]
    for (row, column), text in cells.items():
        lists[column][row] = text or None
    return Table.from_columns([(str(n), each) for n, each in enumerate(lists)])


def extent(cells: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Rows and columns that hold all these cells."""
    rows = columns = 0
    for row, column in cells:
        rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns
