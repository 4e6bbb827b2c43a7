"""Workbooks as documents: every visible sheet a table, dates as the sheet shows them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree
from zipfile import ZipFile

from gongkai._core import DataError
from gongkai.read import excel
from gongkai.read.archive import read_part
from gongkai.read.document_block import MOST_CELLS, Cell, Document, grid_of
from gongkai.read.unsaid import sheet_part

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_STYLED = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+)(\d+)")(?=[^>]*\bs="(\d+)")')
_FILLED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+)\d+"[^>]*(?<!/)>\s*(?:<(?:\w+:)?f\b[^>]*>[^<]*(?:</[^>]*>)?)?'
    rb"\s*<(?:\w+:)?(?:v|is)\b"
)
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Number formats without a code in the file that show year and month, as Chinese Excel has them.
_MONTHS = {17, 27, 36, 50, 52, 57}
_MIDNIGHT = " 00:00:00"


def read_xlsx(data: bytes, archive: ZipFile, name: str) -> Document:
    """The sheets of a workbook, each a grid with its name.

    A date whose format shows year and month, or a month, is the text ``2022年9月``.

    Raises
    ------
    DataError
        It cannot be read, or holds more than a document does.
    """
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            read_part(archive, part, name)
    months = _month_styles(archive, name)
    grids = []
    for each in excel.sheets(data, name):
        sheet, table = each.name, each.grid
        if table.rows * len(table.names) > MOST_CELLS:
            raise DataError(
                f"{name}: sheet '{sheet}' has {table.rows * len(table.names)} cells, "
                f"expected at most {MOST_CELLS} in a document"
            )
        day_zero = _DAY_ZERO_1904 if each.since_1904 else _DAY_ZERO
        of_sheet = sheet_part(archive, sheet)
        xml = b"" if of_sheet is None else archive.read(of_sheet)
        shown = _shown_months(xml, months)
        merged = dict(_merged(xml))
        # Readers leave out empty columns on the left.
        first = min((_column(letters) for letters in _FILLED.findall(xml)), default=0)
        cells: dict[tuple[int, int], Cell] = {}
        for column, header in enumerate(table.names, start=first):
            for row, value in enumerate(table.column(header)):
                at = (row, column)
                if value is None and at not in merged:
                    continue
                text = _text(str(value or ""), day_zero if at in shown else None)
                down, across = merged.get(at, (1, 1))
                cells[at] = Cell(
                    text,
                    *at,
                    min(down, table.rows - row),
                    min(across, first + len(table.names) - column),
                )
        # Covered places may keep old values: what is merged is first.
        spread = sorted(cells.values(), key=lambda cell: (cell.rows * cell.columns == 1, cell.row))
        grids.append(grid_of(spread, name, sheet))
    if not grids:
        raise DataError(f"{name}: no visible sheet with cells")
    return Document(tuple(grids))


def _text(value: str, day_zero: date | None) -> str:
    # With the first day of the workbook: a date that is shown as a month.
    day = value.removesuffix(_MIDNIGHT)
    if day_zero is None:
        return day
    try:
        found = day_zero + timedelta(int(day)) if day.isdigit() else date.fromisoformat(day[:10])
    except (ValueError, OverflowError):
        return day
    return f"{found.year}年{found.month}月"


def _month_styles(archive: ZipFile, name: str) -> set[int]:
    if "xl/styles.xml" not in archive.namelist():
        return set()
    try:
        root = ElementTree.fromstring(read_part(archive, "xl/styles.xml", name))
    except ElementTree.ParseError as error:
        raise DataError(f"{name}: part 'xl/styles.xml' is damaged: {error}") from error
    months = set(_MONTHS)
    for each in root.iter():
        if each.tag.endswith("}numFmt"):
            number = int(each.get("numFmtId", "0"))
            months.discard(number)
            if _shows_month(each.get("formatCode", "")):
                months.add(number)
    styles = [each for each in root.iter() if each.tag.endswith("}cellXfs")]
    formats = [int(each.get("numFmtId", "0")) for each in (styles[0] if styles else [])]
    return {style for style, number in enumerate(formats) if number in months}


def _shows_month(code: str) -> bool:
    # What stands in quotes, brackets and after a backslash is text, a locale or a colour.
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.split(";")[0]).lower()
    return "m" in bare and not re.search("[dhs0#]", bare)


def _shown_months(xml: bytes, months: set[int]) -> set[tuple[int, int]]:
    if not months:
        return set()
    return {
        (int(row) - 1, _column(letters))
        for letters, row, style in _STYLED.findall(xml)
        if int(style) in months
    }


def _merged(xml: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for left, top, right, bottom in _MERGED.findall(xml):
        row, column = int(top) - 1, _column(left)
        yield (row, column), (int(bottom) - row, _column(right) - column + 1)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
