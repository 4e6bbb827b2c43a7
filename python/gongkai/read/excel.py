"""Workbooks as the office sees them: every sheet a grid of texts, rows counted from 1."""

from collections.abc import Iterator

import fastexcel

from gongkai._core import DataError, Table
from gongkai.read.archive import DAMAGED, open_archive
from gongkai.read.sheet import Sheet, check_size
from gongkai.read.unsaid import Book, Unsaid
from gongkai.read.xls import is_old_workbook, old_sheets

__all__ = ["Sheet", "is_workbook", "sheets"]


def is_workbook(data: bytes) -> bool:
    """Whether bytes are those of an Excel file, old or new, whatever it is called."""
    return data.startswith(b"PK\x03\x04") or is_old_workbook(data)


def sheets(
    data: bytes, name: str, *, rows: int | None = None, hidden: bool = False
) -> Iterator[Sheet]:
    """The sheets that hold something, in their order; hidden ones only where asked for.

    Dates are text as ``2022-08-24 00:00:00``, or ``2022年6月`` where the cell shows no day; whole
    numbers have no point, and a number that was typed as text keeps every digit. An error stands
    there as text (``#N/A``), and so does a formula of an .xlsx that was never computed: neither is
    blank. Empty rows above the first cell are rows too, so that row n of the grid is row n of the
    sheet.

    Parameters
    ----------
    data : bytes
        The whole file, .xlsx or .xls.
    name : str
        What the file is called in messages.
    rows : int, optional
        Read no more than that many rows of a sheet.
    hidden : bool, optional
        Also sheets that are hidden.

    Raises
    ------
    DataError
        It is no workbook, needs a password, or unpacks to more than a ledger can be.
    """
    every = old_sheets(data, name) if is_old_workbook(data) else _new_sheets(data, name, rows)
    for sheet in every:
        if sheet.visible or hidden:
            yield sheet


def _new_sheets(data: bytes, name: str, rows: int | None) -> Iterator[Sheet]:
    archive = open_archive(data, name)
    try:
        book = Book(archive)
        book.check_texts()
        reader = fastexcel.read_excel(data)
        for index, title in enumerate(reader.sheet_names):
            unsaid = book.unsaid(title)
            check_size(name, title, rows=unsaid.rows, columns=unsaid.columns, filled=unsaid.filled)
            # Without skip_rows the empty rows at the top are dropped and every row number is wrong.
            sheet = reader.load_sheet(
                index, header_row=None, skip_rows=0, n_rows=rows, dtypes="string"
            )
            if sheet.height > 0 and sheet.width > 0:
                yield _sheet(sheet, unsaid, book.since_1904)
    except DataError as error:
        if str(error).startswith(f"{name}: "):
            raise
        raise DataError(f"{name}: not a workbook that can be read: {error}") from error
    except (fastexcel.FastExcelError, KeyError, *DAMAGED) as error:
        reason = (str(error).splitlines() or [""])[0].removeprefix("calamine error: ")
        raise DataError(f"{name}: not a workbook that can be read: {reason}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the reader, which is no Exception
            raise
        raise DataError(f"{name}: not a workbook that can be read: damaged") from error


def _sheet(sheet: fastexcel.ExcelSheet, unsaid: Unsaid, since_1904: bool) -> Sheet:
    grid = Table.from_arrow(sheet)
    places = {column.absolute_index: column.name for column in sheet.available_columns()}
    texts: dict[str, list[str | None]] = {}
    for (row, column), text in unsaid.cells.items():
        if column in places and row < grid.rows:
            texts.setdefault(places[column], grid.column(places[column]))[row] = text
    if texts:
        grid = Table.from_columns(
            [(column, texts.get(column) or grid.column(column)) for column in grid.names]
        )
    left = min(places, default=0)
    return Sheet(
        sheet.name,
        grid,
        tuple(
            (top, bottom, first - left, last - left) for top, bottom, first, last in unsaid.merges
        ),
        tuple(unsaid.hidden),
        sheet.visible == "visible",
        since_1904,
        tuple(
            (row, column - left, text)
            for row, column, text in unsaid.shown
            if column in places and 0 <= row < grid.rows
        ),
    )
