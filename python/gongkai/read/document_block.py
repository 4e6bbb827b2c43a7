"""What documents are made of, whatever kind of file they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gongkai._core import DataError

MOST_CELLS = 500_000


class Paragraph(NamedTuple):
    """A paragraph or a line, its numbering included as it is printed."""

    text: str


class Cell(NamedTuple):
    """A cell of a table: its text, where it begins, and how far it is merged."""

    text: str = ""
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """A table as rows of one length. A merged cell stands, the same, at every place it covers.

    `name` is a caption or the name of a sheet; `broken` says that rows may be cut by a page's end;
    `doubtful` are lines that were added to the row above and may belong to the one below.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    broken: bool = False
    doubtful: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


Block = Paragraph | Grid


class Document(NamedTuple):
    """Blocks in reading order, and a title where the file itself says one.

    `hidden` are the names of sheets that were left out because nobody sees them, `sheets` those of
    the sheets among the blocks.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    hidden: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def grid_of(cells: Iterable[Cell], where: str, name: str = "", broken: bool = False) -> Grid:
    """A grid of cells at their places; what no cell covers is blank, the first one there stays.

    Raises DataError, which begins with `where`, for a table larger than any document's.
    """
    placed = list(cells)
    height = max((cell.row + cell.rows for cell in placed), default=0)
    width = max((cell.column + cell.columns for cell in placed), default=0)
    if height * width > MOST_CELLS:
        raise DataError(
            f"{where}: a table of {height * width} cells, expected at most {MOST_CELLS}"
        )
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in placed:
        for row in rows[cell.row : cell.row + cell.rows]:
            for column in range(cell.column, cell.column + cell.columns):
                row[column] = row[column] or cell
    filled = (
        tuple(cell or Cell("", at, column) for column, cell in enumerate(row))
        for at, row in enumerate(rows)
    )
    return Grid(tuple(filled), name, broken)


def grid_of_texts(rows: Iterable[Iterable[str]], name: str = "") -> Grid:
    """A grid without merged cells; short rows are filled up with blanks."""
    texts = [list(row) for row in rows]
    width = max(map(len, texts), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in texts]
    return Grid(
        tuple(
            tuple(Cell(text, at, column) for column, text in enumerate(row))
            for at, row in enumerate(padded)
        ),
        name,
    )
