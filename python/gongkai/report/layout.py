"""The tables of the form as a grid with merged cells, for every format that draws them."""

from dataclasses import dataclass

from gongkai import _core as core


@dataclass(frozen=True)
class Box:
    """One cell of a printed table, merged over `row_span` × `column_span` of the grid.

    `text` is the label, or the figure as printed: ``0`` for zero, nothing for blank. `place` is
    empty for labels. `head` says that its row is repeated on the next page.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    place: str
    head: bool


@dataclass(frozen=True)
class Layout:
    """A printed table: its size, and its cells row by row."""

    table: str
    rows: int
    columns: int
    head_rows: int
    boxes: tuple[Box, ...]

    def row(self, number: int) -> tuple[Box, ...]:
        """The cells that begin in a row, from left to right."""
        return tuple(box for box in self.boxes if box.row == number)

    def grid(self) -> list[list[Box]]:
        """Which cell covers each square, row by row."""
        owner = {
            (box.row + down, box.column + right): box
            for box in self.boxes
            for down in range(box.row_span)
            for right in range(box.column_span)
        }
        return [[owner[row, column] for column in range(self.columns)] for row in range(self.rows)]


def title_lines(title: str, length: int = 20) -> tuple[str, ...]:
    """The title in one line, or in two that break before its last words where it is longer."""
    last = core.label("report", "title")
    first = title.removesuffix(last)
    return (title,) if len(title) <= length or not first else (first, last)


def layout(tables: core.AnnualTables, table: str) -> Layout:
    """One table of a report, laid out as the official form prints it.

    Parameters
    ----------
    tables : AnnualTables
        The figures.
    table : str
        ``table2``, ``table3`` or ``table4``.
    """
    form = core.form_table(table, tables.single_other_row)
    boxes = tuple(
        Box(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=tables.printed(cell.place) if cell.place else cell.text,
            place=cell.place,
            head=cell.row < form.head_rows,
        )
        for cell in form.cells
    )
    return Layout(table, form.rows, form.columns, form.head_rows, boxes)
