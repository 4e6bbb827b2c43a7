"""Files of csv too long for memory: read block by block, each by the core's own parser."""

import codecs
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.headers import columns_of
from gongkai.read.sheet import Sheet
from gongkai.read.text import encoding_of, utf8_blocks

_HEAD = 1 << 16  # bytes in which the header is looked for
_LONGEST = 1 << 28  # of one record; beyond it a quote was never closed
_DELIMITERS = (b",", b"\t", b";")
_TAIL = 1 << 14  # bytes at the end in which totals and remarks are looked for
_RAGGED = 10  # records with too many cells that are told one by one
# A mark, and Excel's own first line that names the delimiter.
_OPENING = re.compile(b"(?:" + codecs.BOM_UTF8 + rb")?(?:sep=(.)\r?\n)?")
_AT_LINE = re.compile(r"line (\d+): (.*)")


class _Head(NamedTuple):
    # Where the records begin, and what the header says; `known` are columns of the ledger.
    delimiter: bytes
    first: int
    first_column: int
    names: list[str]
    known: int


class LongCsv:
    """The records below the header of a csv file, as tables whose columns are numbered from 1.

    Cells are texts as they stand in the file; an empty line is no record, and titles above the
    header are left out. ``names`` are the headers of columns ``first_column`` and following.
    ``findings`` grow while the file is read: records with more cells than headers, and those at
    the end that open like a total or a remark, which are records all the same.

    Raises
    ------
    DataError
        No file, no text, a quote that is not closed, or GB18030 without a header of that ledger.
    """

    def __init__(self, path: Path, ledger: str, terms: core.Terms, block: int = 0) -> None:
        self.path = path
        self.encoding = encoding_of(path)
        self.findings: list[core.Finding] = []
        self._block = block
        self._surplus = 0
        self._tail = b""
        self._ledger, self._terms = ledger, terms
        self._opening, delimiters = self._open()
        head = self._head(delimiters)
        if self.encoding == "GB18030" and head.known == 0:
            raise core.DataError(
                f"{path.name}: no column of {ledger} in GB18030, found "
                f"'{''.join(head.names)[:40]}'; save it as UTF-8 if it was Big5 or another encoding"
            )
        self._delimiter, self._first, self.first_column, self.names, _ = head

    def _open(self) -> tuple[int, Sequence[bytes]]:
        # How many bytes stand above the text, and what its cells may end at.
        found = _OPENING.match(next(utf8_blocks(self.path, self.encoding, _HEAD), b""))
        assert found
        return found.end(), (found[1],) if found[1] else _DELIMITERS

    def _head(self, delimiters: Sequence[bytes]) -> _Head:
        # The right delimiter is the one with which most columns are known.
        heads, open_quotes = [], []
        for delimiter in delimiters:
            try:
                grid = next(self._grids(delimiter, _HEAD), core.Table.from_columns([]))
            except core.DataError as error:
                # Where cells end at another delimiter, other quotes open one.
                open_quotes.append(error)
            else:
                heads.append(self._head_of(delimiter, grid))
        best = max(heads, key=lambda head: (head.known, len(head.names)), default=None)
        if best is None or (open_quotes and best.known == 0):
            raise open_quotes[0]
        return best

    def _head_of(self, delimiter: bytes, grid: core.Table) -> _Head:
        tables = (
            core.find_tables(self._ledger, [Sheet("", grid)], self._terms)[0] if grid.rows else []
        )
        if tables:
            top, first, _, left, headers = tables[0]
        else:
            # No header that is known: the first record has the names.
            headers = [grid.column(name)[0] or "" for name in grid.names]
            top, first, left = 0, 1, 0
        names = headers[: _width(grid, range(top, first)) - left]
        known, _ = columns_of(self._ledger, names, self._terms, self.path.name)
        return _Head(delimiter, first, left + 1, names, len(known))

    def tables(self) -> Iterator[tuple[core.Table, int]]:
        """Block by block the cells, in all columns that have a header, and how many rows at the
        top of it are no records."""
        # A row of empty cells above each block: it has all columns, however short its records are.
        width = self.first_column - 1 + len(self.names)
        added = 1 if width > 1 else 0
        above, row = self._first, 1
        for grid in self._grids(self._delimiter, self._block, self._delimiter * (width - 1)):
            rows = grid.rows - added
            skipped = min(above, rows)
            above -= skipped
            if skipped < rows:
                self._note_surplus(grid, skipped + added, row - added)
                yield grid, skipped + added
            row += rows
        if self._surplus > _RAGGED:
            self.findings.append(self._ragged("ragged.more", f"{self._surplus - _RAGGED} 处", {}))
        for words in _openings().findall(self._tail):
            where = {"file": self.path.name}
            found = words.decode()
            self.findings.append(core.Finding("ledger.skipped", "kept", where=where, found=found))

    def _note_surplus(self, grid: core.Table, skipped: int, row: int) -> None:
        # Every cell behind a comma too many stands in the wrong column.
        names = grid.names[self.first_column - 1 + len(self.names) :]
        for at, cells in enumerate(zip(*map(grid.column, names), strict=True)):
            found = "|".join(cell for cell in cells if cell and cell.strip())
            if found and at >= skipped:
                self._surplus += 1
                if self._surplus <= _RAGGED:
                    self.findings.append(self._ragged("ragged", found, {"row": row + at}))

    def _ragged(self, kind: str, found: str, where: dict[str, int | str]) -> core.Finding:
        return core.Finding(
            "ledger.column",
            kind,
            where={"file": self.path.name, **where},
            found=found,
            expected=f"{len(self.names)} 格",
        )

    def _grids(self, delimiter: bytes, size: int, top: bytes = b"") -> Iterator[core.Table]:
        # A cut inside quotes leaves a quote open, and then the parser says so.
        held, lines = b"", 0
        above = self._opening
        for block in utf8_blocks(self.path, self.encoding, size):
            held += block[above:]
            above -= min(above, len(block))
            end = (held.rfind(b"\n") if b"\n" in held else held.rfind(b"\r", 0, -1)) + 1
            grid = _parsed(held[:end], delimiter, top)
            if grid is None and len(held) > _LONGEST:
                break
            if grid is not None:
                lines += held.count(b"\n", 0, end)
                self._tail, held = held[max(0, end - _TAIL) : end], held[end:]
                if grid.rows:
                    yield grid
        grid = _parsed(held, delimiter, top)
        if grid is None:
            raise self._not_closed(held, delimiter, lines)
        self._tail += held
        if grid.rows:
            yield grid

    def _not_closed(self, held: bytes, delimiter: bytes, lines: int) -> core.DataError:
        try:
            core.parse_csv(b"sep=" + delimiter + b"\n" + held)
        except core.DataError as error:
            found = _AT_LINE.fullmatch(str(error))
            assert found
            return core.DataError(f"{self.path.name} line {lines + int(found[1])}: {found[2]}")
        raise AssertionError("a quote is open with empty lines and closed without")


def _width(grid: core.Table, rows: range) -> int:
    # In a record that ends before others the cells behind it are null, not empty.
    cells = [grid.column(name) for name in grid.names]
    there = [
        at
        for at, column in enumerate(cells, start=1)
        if any(column[row] is not None for row in rows)
    ]
    return max(there, default=0)


@cache
def _openings() -> re.Pattern[bytes]:
    openings = tomllib.loads(_templates.text("terms.toml"))["skip"]["openings"]
    words = "|".join(re.escape(each).replace(":", "(?::|：)") for each in openings)
    return re.compile(f'(?<=[\r\n])"?((?:{words})[^,;\t\r\n"]*)'.encode())


@cache
def _quoted_or_empty(delimiter: bytes) -> re.Pattern[bytes]:
    # What is quoted, or an empty line; a quote opens a cell only at its beginning.
    quoted = rb'(?<![^%b\r\n])"(?:[^"]|"")*"?' % re.escape(delimiter)
    return re.compile(b"(" + quoted + rb")|(?<![^\r\n])[\r\n]+")


def _parsed(text: bytes, delimiter: bytes, top: bytes) -> core.Table | None:
    # None where a quote is open at the end; `top` is a record above the others.
    if text[:1] in (b"\r", b"\n") or b"\n\n" in text or b"\n\r" in text or b"\r\r" in text:
        text = _quoted_or_empty(delimiter).sub(lambda found: found[1] or b"", text)
    above = b"sep=" + delimiter + b"\n" + (top + b"\n" if top and text else b"")
    try:
        return core.parse_csv(above + text)
    except core.DataError:
        return None
