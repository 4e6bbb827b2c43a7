"""What a ledger file holds, told by its bytes and not by its name."""

from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read import excel, frame
from gongkai.read.markup import is_markup, markup_sheets
from gongkai.read.sheet import Sheet, as_shown
from gongkai.read.text import as_utf8, read_bytes


class Contents(NamedTuple):
    """The bytes of a file and what they hold: the columns of Parquet or Arrow, sheets, hidden ones
    too, or a csv as UTF-8. `encoding` is the one that a text was found in."""

    data: bytes
    holds: core.Table | list[Sheet] | bytes
    encoding: str = "UTF-8"


class HeadedTable(NamedTuple):
    """Where a table of a ledger stands, from 0: its header [head, first), its body [first, end),
    and from column `left` on a header each."""

    head: int
    first: int
    end: int
    left: int
    headers: list[str]


class FoundGrid(NamedTuple):
    """A visible sheet, every cell a text as the office sees it; "" by name where the file has none.

    `named`: the header is the names of the columns and no row (Parquet).
    """

    name: str
    cells: core.Table
    named: bool
    tables: list[HeadedTable]


def contents(path: Path) -> Contents:
    """What a ledger file holds.

    Raises
    ------
    DataError
        No file, or bytes that nobody can read.
    """
    data = read_bytes(path)
    if frame.is_columnar(data):
        return Contents(data, frame.read_columnar(data, path.name))
    if excel.is_workbook(data):
        return Contents(data, list(excel.sheets(data, path.name, hidden=True)))
    utf8, encoding = as_utf8(data, path.name)
    if is_markup(utf8[:1000].decode(errors="replace")):
        return Contents(data, markup_sheets(utf8.decode(), path.name), encoding)
    return Contents(data, utf8, encoding)


def found_grids(found: Contents, ledger: str, terms: core.Terms) -> list[FoundGrid]:
    """Every visible sheet of a ledger file, and where on it the ledger stands."""
    if isinstance(found.holds, core.Table):
        table = HeadedTable(-1, 0, found.holds.rows, 0, found.holds.names)
        return [FoundGrid("", found.holds, True, [table])]
    if isinstance(found.holds, bytes):
        text = found.holds.decode().removeprefix("\ufeff")
        sheets = [Sheet("", core.parse_csv(text))]
        cells = [sheets[0].grid]
    else:
        sheets = [each for each in found.holds if each.visible]
        cells = [as_shown(each) for each in sheets]
    tables = core.find_tables(ledger, sheets, terms)
    return [
        FoundGrid(sheet.name, grid, False, [HeadedTable(*each) for each in of_sheet])
        for sheet, grid, of_sheet in zip(sheets, cells, tables, strict=True)
    ]
