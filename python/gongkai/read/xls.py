"""Workbooks of Excel 97 to 2003 and of the WPS of that time (.xls)."""

import io
from collections.abc import Iterator
from typing import Any

import xlrd

from gongkai._core import DataError
from gongkai.read.sheet import (
    MONTH_FORMATS,
    Sheet,
    check_size,
    extent,
    grid_of,
    long_number,
    moment,
    shown_number,
    shows_month,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the old files of all Office programs begin
_MARKS = (OLE, b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")


def is_old_workbook(data: bytes) -> bool:
    """Whether bytes are those of an .xls file, whatever it is called."""
    return data.startswith(_MARKS)


def old_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of an .xls file that hold something, in their order, hidden ones too.

    Raises
    ------
    DataError
        It is no workbook, or needs a password.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        for sheet in book.sheets():
            made = _sheet(book, sheet, name)
            if made is not None:
                yield made
    except DataError:
        raise
    except Exception as error:  # of a damaged file xlrd says whatever it stumbled over
        reason = (str(error).splitlines() or [""])[0] or type(error).__name__
        raise DataError(f"{name}: not a workbook that can be read: {reason}") from error


def _sheet(book: xlrd.Book, sheet: Any, name: str) -> Sheet | None:
    cells: dict[tuple[int, int], str] = {}
    shown = []
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _text(book, cell)
            if text:
                cells[row, column] = text
            if cell.ctype == xlrd.XL_CELL_NUMBER and (
                other := shown_number(text, _code(book, cell))
            ):
                shown.append((row, column, other))
    if not cells:
        return None
    rows, columns = extent(cells)
    check_size(name, sheet.name, rows=rows, columns=columns, filled=len(cells))
    return Sheet(
        sheet.name,
        grid_of(cells, rows, columns),
        tuple(
            sorted(
                (top, below - 1, left, right - 1) for top, below, left, right in sheet.merged_cells
            )
        ),
        tuple(sorted(row for row, info in sheet.rowinfo_map.items() if info.hidden)),
        sheet.visibility == 0,
        book.datemode == 1,
        tuple(shown),
    )


def _code(book: xlrd.Book, cell: Any) -> str:
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _text(book: xlrd.Book, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        value = cell.value
        return long_number(value) or (str(int(value)) if value.is_integer() else repr(value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(book, cell)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return ""


def _date(book: xlrd.Book, cell: Any) -> str:
    try:
        when = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return repr(cell.value)
    key = book.xf_list[cell.xf_index].format_key
    month = key in MONTH_FORMATS or shows_month(_code(book, cell))
    return moment(when.replace(microsecond=0), month=month)
