"""Workbooks as documents: every visible sheet a table, dates as the sheet shows them."""

from zipfile import ZipFile

from gongkai._core import DataError
from gongkai.read import excel
from gongkai.read.archive import read_part
from gongkai.read.document_block import MOST_CELLS, Cell, Document, Grid, grid_of
from gongkai.read.sheet import Sheet, as_shown


def read_xlsx(data: bytes, archive: ZipFile, name: str) -> Document:
    """The sheets of a workbook, each a grid with its name; hidden ones are only named.

    Raises
    ------
    DataError
        It cannot be read, or holds more than a document does.
    """
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            read_part(archive, part, name)
    sheets = list(excel.sheets(data, name, hidden=True))
    grids = tuple(_grid(each, name) for each in sheets if each.visible)
    if not grids:
        raise DataError(f"{name}: no visible sheet with cells")
    names = {
        visible: tuple(each.name for each in sheets if each.visible is visible)
        for visible in (True, False)
    }
    return Document(grids, hidden=names[False], sheets=names[True])


def _grid(sheet: Sheet, name: str) -> Grid:
    rows, columns = sheet.grid.rows, len(sheet.grid.names)
    if rows * columns > MOST_CELLS:
        raise DataError(
            f"{name}: sheet '{sheet.name}' has {rows * columns} cells, "
            f"expected at most {MOST_CELLS} in a document"
        )
    spans = {
        (top, left): (min(bottom, rows - 1) - top + 1, min(right, columns - 1) - left + 1)
        for top, bottom, left, right in sheet.merges
    }
    cells = []
    shown = as_shown(sheet)
    for column, header in enumerate(shown.names):
        for row, value in enumerate(shown.column(header)):
            at = row, column
            if value is not None or at in spans:
                cells.append(Cell(str(value or ""), *at, *spans.get(at, (1, 1))))
    # Covered places may keep old values: what is merged is first.
    spread = sorted(cells, key=lambda cell: (cell.rows * cell.columns == 1, cell.row))
    return grid_of(spread, name, sheet.name)
