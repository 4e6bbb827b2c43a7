"""PDF files with text as documents: ruled tables as tables, everything else as lines."""

import io
import logging
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from gongkai._core import DataError
from gongkai.read.document_block import Block, Cell, Document, grid_of
from gongkai.read.document_lines import Line, ends_on_purpose, line_of, paragraphs

# What a broken file makes of it is said once, by us.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_PAGES = 500
_LINE = {"y_tolerance": 3, "x_tolerance": 1.5}
# Edges of a table that lie so near are one; points.
_NEAR = 3.0
_MARGIN = 15.0  # the most that a cell keeps free at its two sides; points
_TWO_COLUMNS = 2


def read_pdf(data: bytes, name: str) -> Document:
    """The blocks of a PDF, page by page; a table that a page's end cuts is two tables.

    Lines are joined to paragraphs; those with gaps between their words keep them as spaces, so that
    a table without rules can be found.

    Raises
    ------
    DataError
        It is damaged or locked, has no text (a scan), or more pages than a document.
    """
    # Loaded where a PDF is met: whoever starts the command for anything else need not wait for it.
    pdfplumber = import_module("pdfplumber")
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _PAGES:
                raise DataError(f"{name}: {len(pdf.pages)} pages, expected at most {_PAGES}")
            found: list[Line | Block] = []
            for page in pdf.pages:
                found += _page(page, name)
                page.close()
    except DataError:
        raise
    except Exception as error:
        # A broken PDF makes its reader fail in any way.
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError(f"{name}: not a PDF that can be read: {reason}") from error
    blocks = tuple(paragraphs(found))
    if not blocks:
        raise DataError(f"{name}: a PDF without text, perhaps a scan; expected one with text")
    return Document(blocks)


def _page(page: Any, name: str) -> Iterator[Line | Block]:
    tables = [table for table in page.find_tables() if _is_table(table)]
    rest = page.filter(lambda each: not any(_stands_in(each, table.bbox) for table in tables))
    found: list[tuple[float, Line | Block]] = [
        (table.bbox[1], _grid(page, table, name)) for table in tables
    ]
    found += [(line.top, line) for line in _lines(rest)]
    for _, each in sorted(found, key=lambda each: each[0]):
        yield each


def _is_table(table: Any) -> bool:
    return len(table.rows) > 0 and len(table.columns) >= _TWO_COLUMNS


def _lines(page: Any) -> Iterator[Line]:
    words = page.extract_words(keep_blank_chars=False, use_text_flow=False, **_LINE)
    lines: list[list[Any]] = []
    for word in sorted(words, key=lambda each: (each["top"], each["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] <= middle <= lines[-1][0]["bottom"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        yield line_of(sorted(line, key=lambda each: each["x0"]), page.height)


def _grid(page: Any, table: Any, name: str) -> Any:
    rows = _edges(box[at] for box in table.cells for at in (1, 3))
    columns = _edges(box[at] for box in table.cells for at in (0, 2))
    cells = []
    for box in table.cells:
        left, top, right, bottom = box
        row, column = _edge(rows, top), _edge(columns, left)
        down, across = _edge(rows, bottom) - row, _edge(columns, right) - column
        if down > 0 and across > 0:
            cells.append(Cell(_cell_text(page, box), row, column, down, across))
    return grid_of(cells, name, broken=True)


def _edges(values: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _edge(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _stands_in(each: Any, box: Sequence[float]) -> bool:
    # By its middle: lines of a narrow row reach over its edges.
    across, down = (each["x0"] + each["x1"]) / 2, (each["top"] + each["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _cell_text(page: Any, box: Sequence[float]) -> str:
    inside = page.filter(lambda each: _stands_in(each, box))
    lines = inside.extract_text_lines(return_chars=True, **_LINE)
    free = [box[2] - box[0] - (line["x1"] - line["x0"]) for line in lines]
    margin = min([_MARGIN, *free])
    text = ""
    for at, line in enumerate(lines):
        text += line["text"].strip()
        if at + 1 < len(lines):
            ended = ends_on_purpose(free[at] - margin, lines[at + 1]["chars"])
            text += "\n" if ended else ""
    return text
