"""What an .xlsx says of a sheet beside its values: merged and hidden cells, formats, errors."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from gongkai._core import DataError
from gongkai.read.sheet import (
    MONTH_FORMATS,
    Merge,
    fits,
    long_number,
    moment,
    shown_number,
    shows_month,
)

_CHUNK = 4 << 20
_LONGEST = 64 << 20  # of one row, or of what stands behind the rows
_SMALL = 64 << 20
_LETTERS = 26
# Formats of the Chinese edition that other readers take for numbers.
_CHINESE_DATES = frozenset({*range(27, 37), *range(50, 59)})

_TWO_PLACES = {2: "0.00", 4: "#,##0.00", 39: "#,##0.00", 40: "#,##0.00"}  # Excel's own
_ADDRESS = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
# A pattern that begins with plain characters is looked for ten times as fast.
_FAR = re.compile(rb' r="([A-Z]{2,})[0-9]')
_NEAR = re.compile(rb' r="([A-Z])[0-9]')
_ROW_NUMBER = re.compile(rb' r="[A-Z]*([0-9]+)"')
_LONG_NUMBER = re.compile(rb' r="[A-Z]*([0-9]{7,})"')
_OTHER_SPACE = re.compile(rb"[\t\r\n]+")
_NO_NUMBER = re.compile(rb'\bt="(?!n")')
_TEXT_RESULT = re.compile(rb'\bt="str"')  # an empty text is what such a formula gave
_REFERENCE = re.compile(rb'\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


class Unsaid(NamedTuple):
    """Of one sheet; rows and columns from 0.

    `cells` are texts to be put in place of what a reader gives: ``#N/A``, ``=A1+1``, ``2022年6月``,
    ``3.30521199001011E+17``;
    `shown` are row, column and text of numbers that a cell shows as 2022.10 and a reader as 2022.1.
    """

    cells: dict[tuple[int, int], str]
    merges: list[Merge]
    hidden: list[int]
    shown: list[tuple[int, int, str]]
    rows: int
    columns: int
    filled: int


class Book:
    """The parts of a workbook that hold no cells, read once."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        if "xl/workbook.xml" not in self._names:
            raise DataError("no xl/workbook.xml in it")
        ids: dict[str, str] = {}
        self.since_1904 = False
        for tag, attributes in self._elements("xl/workbook.xml"):
            if tag == "sheet":
                for name, value in attributes.items():
                    if name.split(":")[-1] == "id":
                        ids[attributes.get("name", "")] = value
            elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self.since_1904 = True
        targets = {
            each.get("Id", ""): each.get("Target", "")
            for tag, each in self._elements("xl/_rels/workbook.xml.rels")
            if tag == "Relationship"
        }
        self._parts = {
            name: normpath(join("/xl", targets.get(key, ""))).lstrip("/")
            for name, key in ids.items()
        }
        self._styles: dict[int, bool] = {}  # whether it shows a month; no reader knows them
        self._places: dict[int, str] = {}  # formats that show two places or more
        self._read_styles()

    def check_texts(self) -> None:
        """Read the shared texts to their end: their length may be a lie."""
        if "xl/sharedStrings.xml" in self._names:
            for _ in _chunks(self._archive, "xl/sharedStrings.xml"):
                pass

    def part(self, sheet: str) -> str | None:
        """The part that holds a sheet; None where there is none of that name."""
        part = self._parts.get(sheet, "")
        return part if part in self._names else None

    def unsaid(self, sheet: str) -> Unsaid:
        """What the XML of a sheet says beside its values, in one pass."""
        found = Unsaid({}, [], [], [], 0, 0, 0)
        part = self.part(sheet)
        if part is None:
            return found
        rows = columns = filled = 0
        patterns: _Patterns | None = None
        for piece in _pieces(self._archive, part):
            if patterns is None:
                patterns = _Patterns(piece, self._styles, self._places)
            filled += piece.count(b"<v") + piece.count(b"<is") + piece.count(b":v>")
            columns = max(columns, _width(piece))
            rows = max(rows, *_heights(piece, columns), 0)
            self._note(piece, patterns, found)
        found.merges.sort()
        found.hidden.sort()
        if columns == 0 and filled:
            # Columns of one letter are looked for only where their number matters.
            all_fit = fits(rows=rows, columns=_LETTERS, filled=filled)
            columns = _LETTERS if all_fit else self._near(part, filled)
        return found._replace(rows=rows, columns=columns, filled=filled)

    def _near(self, part: str, filled: int) -> int:
        cells = 0
        letters: set[bytes] = set()
        for piece in _pieces(self._archive, part):
            found = _NEAR.findall(piece)
            cells += len(found)
            letters.update(found)
        # A cell without an address may stand anywhere.
        return _column(max(letters)) + 1 if cells >= filled else _LETTERS

    def _note(self, piece: bytes, patterns: "_Patterns", found: Unsaid) -> None:
        if b"hidden=" in piece:
            for match in patterns.hidden.finditer(piece):
                if number := _ROW_NUMBER.search(match[1]):
                    found.hidden.append(int(number[1]) - 1)
        if b't="e"' in piece:
            for match in patterns.error.finditer(piece):
                _put(found, match[1], match[2].decode(errors="replace"))
        if patterns.opens_formula in piece:
            for match in patterns.formula.finditer(piece):
                if not _TEXT_RESULT.search(match[1]):
                    _put(found, match[1], f"={(match[2] or b'').decode(errors='replace')}")
        for match in patterns.long.finditer(piece):
            self._put_long(found, piece, match, patterns)
        if patterns.date is not None:
            for match in patterns.date.finditer(piece):
                self._put_date(found, match)
        if patterns.places is not None:
            for match in patterns.places.finditer(piece):
                self._show(found, match)
        if b"mergeCell" in piece:
            for match in patterns.merge.finditer(piece):
                if ends := _REFERENCE.search(match[1]):
                    found.merges.append(
                        (int(ends[2]) - 1, int(ends[4]) - 1, _column(ends[1]), _column(ends[3]))
                    )

    def _put_long(
        self, found: Unsaid, piece: bytes, match: re.Match[bytes], patterns: "_Patterns"
    ) -> None:
        cell = piece.rfind(patterns.opens_cell, 0, match.start())
        attributes = piece[max(cell, 0) : piece.find(b">", max(cell, 0))]
        text = long_number(float(match[1]))
        if text is not None and not _NO_NUMBER.search(attributes):
            _put(found, attributes, text)

    def _put_date(self, found: Unsaid, match: re.Match[bytes]) -> None:
        try:
            first = datetime(1904, 1, 1) if self.since_1904 else datetime(1899, 12, 30)
            when = first + timedelta(days=float(match[3]))
        except (ValueError, OverflowError):
            return
        when = when.replace(microsecond=0)
        _put(found, match[1], moment(when, month=self._styles[int(match[2])]))

    def _show(self, found: Unsaid, match: re.Match[bytes]) -> None:
        address = _ADDRESS.search(match[1])
        # A number of two places may be written in seventeen: 8.1999999999999993.
        text = shown_number(repr(float(match[3])), self._places[int(match[2])])
        if address is not None and text is not None:
            found.shown.append((int(address[2][:12]) - 1, _column(address[1]), text))

    def _read_styles(self) -> None:
        months, places = set(MONTH_FORMATS), dict(_TWO_PLACES)
        inside, number = False, 0
        for tag, attributes in self._elements("xl/styles.xml"):
            if tag == "numFmt":
                key, code = int(attributes.get("numFmtId", "0")), attributes.get("formatCode", "")
                if shows_month(code):
                    months.add(key)
                elif ".00" in code:
                    places[key] = code
            elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                used = int(attributes.get("numFmtId", "0"))
                if used in months or used in _CHINESE_DATES:
                    self._styles[number] = used in months
                elif used in places:
                    self._places[number] = places[used]
                number += 1

    def _elements(self, part: str) -> list[tuple[str, dict[str, str]]]:
        if part not in self._names:
            return []
        if self._archive.getinfo(part).file_size > _SMALL:
            raise DataError(f"part '{part}' is larger than {_SMALL} bytes")
        return elements(self._archive.read(part), part)


def elements(xml: bytes, part: str) -> list[tuple[str, dict[str, str]]]:
    """Local names and attributes of all elements, in their order.

    Raises
    ------
    DataError
        A document type is declared, or it is no XML.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def refuse(*_: object) -> None:
        raise DataError(f"part '{part}' declares a document type, expected none")

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.split(":")[-1], attributes)
    )
    try:
        parser.Parse(xml, True)
    except ExpatError as error:
        raise DataError(f"part '{part}' is no XML: {error}") from error
    return found


class _Patterns:
    # With the prefix that a sheet's tags have; nearly always none.

    def __init__(self, head: bytes, dates: Collection[int], places: Collection[int]) -> None:
        if b"<!DOCTYPE" in head:
            raise DataError("a sheet declares a document type, expected none")
        prefix = re.search(rb"<(\w+:)?worksheet\b", head)
        tag = re.escape((prefix and prefix[1]) or b"")
        p = {b"P": tag}

        def compiled(pattern: bytes) -> re.Pattern[bytes]:
            return re.compile(pattern.replace(b"%P", p[b"P"]), re.DOTALL)

        self.opens_cell = b"<" + ((prefix and prefix[1]) or b"") + b"c "
        self.opens_formula = b"<" + ((prefix and prefix[1]) or b"") + b"f"
        # Sixteen digits, or a power of ten that may be as long.
        self.long = compiled(
            rb"<%Pv>(-?(?:[0-9]{16,300}(?:\.0*)?|[0-9](?:\.[0-9]*)?[Ee]\+?[0-9]{1,3}))</%Pv>"
        )
        self.hidden = compiled(rb'<%Prow\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
        self.error = compiled(rb'<%Pc\b([^>]*\bt="e"[^>]*)>(?:(?!</%Pc>).)*?<%Pv>([^<]*)</%Pv>')
        self.formula = compiled(
            rb"<%Pc\b([^>]*)>\s*<%Pf\b[^>]*(?:/>|>([^<]*)</%Pf>)\s*"
            rb"(?:<%Pv\s*/>|<%Pv>\s*</%Pv>)?\s*</%Pc>"
        )
        self.merge = compiled(rb"<%PmergeCell\b([^>]*)>")

        def numbers(styles: Collection[int], value: bytes) -> re.Pattern[bytes] | None:
            if not styles:
                return None
            return compiled(
                rb'<%Pc\b([^>]*\bs="('
                + b"|".join(b"%d" % each for each in styles)
                + rb')"[^>]*)>\s*'
                rb"(?:<%Pf\b[^>]*(?:/>|>[^<]*</%Pf>)\s*)?<%Pv>(" + value + rb")</%Pv>"
            )

        self.date = numbers(dates, rb"[0-9.Ee+-]+")
        self.places = numbers(places, rb"[0-9]{1,4}\.(?:[123]|[0-9]{9,})")


def _pieces(archive: ZipFile, part: str) -> Iterator[bytes]:
    # Whole rows; the last piece is all that stands behind the last one.
    end = b"row>"
    rest = b""
    for chunk in _chunks(archive, part):
        rest += chunk
        cut = rest.rfind(end)
        if cut >= 0:
            yield _spaced(rest[: cut + len(end)])
            rest = rest[cut + len(end) :]
        if len(rest) > _LONGEST:
            raise DataError(f"part '{part}' has a row of more than {_LONGEST} bytes")
    yield _spaced(rest)


def _spaced(piece: bytes) -> bytes:
    # Most sheets have no such space at all, which a single byte tells soonest.
    for space in (b"\t", b"\n", b"\r"):
        if space in piece and space + b'r="' in piece:
            return _OTHER_SPACE.sub(b" ", piece)
    return piece


def _chunks(archive: ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _width(piece: bytes) -> int:
    return max((_column(letters) + 1 for letters in set(_FAR.findall(piece))), default=0)


def _heights(piece: bytes, columns: int) -> Iterator[int]:
    # Where rows stand in order the last one says how many there are; in a wide sheet, where more
    # depends on it, each is looked at.
    pattern = _ROW_NUMBER if columns > _LETTERS else _LONG_NUMBER
    yield from (int(number[:12]) for number in set(pattern.findall(piece)))
    last = piece.rfind(b"<row")
    if match := _ROW_NUMBER.search(piece, max(last, 0)):
        yield int(match[1][:12])


def _put(found: Unsaid, attributes: bytes, text: str) -> None:
    address = _ADDRESS.search(attributes)
    if address is not None:
        found.cells[int(address[2][:12]) - 1, _column(address[1])] = text


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters[:6]:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
