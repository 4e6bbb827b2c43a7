"""Workbooks as the office sees them: every sheet a grid of texts, rows counted from 1."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

import fastexcel

from gongkai._core import DataError, Table
from gongkai.read.archive import open_archive
from gongkai.read.unsaid import Unsaid, counts_from_1904, unsaid_cells

_CELLS = 50_000_000


class Sheet(NamedTuple):
    """A sheet's name and its cells: columns without names, all cells text, null where empty.

    `since_1904`: serials of days that have no date format count from 1904-01-01.
    """

    name: str
    grid: Table
    since_1904: bool = False


def is_workbook(data: bytes) -> bool:
    """Whether bytes are those of an Excel file, old or new, whatever it is called."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def sheets(data: bytes, name: str, *, rows: int | None = None) -> Iterator[Sheet]:
    """The visible sheets that hold something, in their order.

    Dates are text as ``2022-08-24 00:00:00``, whole numbers have no point, and a number that was
    typed as text keeps every digit. An error of an .xlsx stands there as text (``#N/A``), and so
    does a formula that was never computed: neither is blank. Empty rows above the first cell are
    rows too, so that row n of the grid is row n of the sheet.

    Parameters
    ----------
    data : bytes
        The whole file, .xlsx or .xls.
    name : str
        What the file is called in messages.
    rows : int, optional
        Read no more than that many rows of a sheet.

    Raises
    ------
    DataError
        It is no workbook, needs a password, or unpacks to more than a ledger can be.
    """
    archive = open_archive(data, name) if data.startswith(b"PK") else None
    try:
        since_1904 = counts_from_1904(archive) if archive else False
        reader = fastexcel.read_excel(data)
        for index in range(len(reader.sheet_names)):
            # Without skip_rows the empty rows at the top are dropped and every row number is wrong.
            sheet = reader.load_sheet(
                index, header_row=None, skip_rows=0, n_rows=rows, dtypes="string"
            )
            if sheet.visible != "visible" or sheet.height == 0 or sheet.width == 0:
                continue
            if sheet.height * sheet.width > _CELLS:
                raise DataError(
                    f"{name}: sheet '{sheet.name}' has {sheet.height * sheet.width} cells, "
                    f"expected at most {_CELLS}"
                )
            unsaid = unsaid_cells(archive, sheet.name) if archive else {}
            yield Sheet(sheet.name, _grid(sheet, unsaid), since_1904)
    except (fastexcel.FastExcelError, zipfile.BadZipFile, zlib.error, ParseError) as error:
        reason = str(error).splitlines()[0].removeprefix("calamine error: ")
        raise DataError(f"{name}: not a workbook that can be read: {reason}") from error


def _grid(sheet: fastexcel.ExcelSheet, unsaid: Unsaid) -> Table:
    grid = Table.from_arrow(sheet)
    if not unsaid:
        return grid
    places = {column.absolute_index: column.name for column in sheet.available_columns()}
    columns = {name: grid.column(name) for name in grid.names}
    for (row, column), text in unsaid.items():
        if column in places and row < grid.rows:
            columns[places[column]][row] = text
    return Table.from_columns(list(columns.items()))
