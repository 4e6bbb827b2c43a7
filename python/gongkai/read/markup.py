"""Tables in markup that office programs save as .xls: SpreadsheetML 2003, and pages of HTML."""

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from gongkai._core import DataError
from gongkai.read.sheet import (
    Merge,
    Sheet,
    check_size,
    extent,
    grid_of,
    long_number,
    moment,
    shows_month,
)

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_MOST_TAKEN = 5_000_000
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


def is_markup(text: str) -> bool:
    """Whether a text is XML or HTML, and no csv."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<")


def markup_sheets(text: str, name: str) -> list[Sheet]:
    """The sheets of a SpreadsheetML 2003 workbook, or the tables of a page.

    Raises
    ------
    DataError
        It has no table, or is no XML.
    """
    if _SPREADSHEET in text[:20_000]:
        return _Workbook(name).sheets(text)
    if "<table" not in text.lower():
        raise DataError(f"{name}: a page of XML or HTML, expected a table")
    page = _Page(name)
    page.feed(text)
    page.close()
    made = page.sheets()
    if not made:
        raise DataError(f"{name}: a page of XML or HTML, expected a table")
    return made


class _Cells:
    # A sheet while its rows come.

    def __init__(self, file: str, title: str) -> None:
        self.file, self.title = file, title
        self.cells: dict[tuple[int, int], str] = {}
        self.merges: list[Merge] = []
        self.hidden: list[int] = []
        self.visible = True
        self.row, self.column = -1, -1

    def put(self, text: str) -> None:
        if text:
            self.cells[self.row, self.column] = text

    def merge(self, down: int, across: int) -> None:
        if down > 0 or across > 0:
            end = min(self.row + down, _MOST_ROWS), min(self.column + across, _MOST_COLUMNS)
            self.merges.append((self.row, end[0], self.column, end[1]))

    def sheet(self) -> Sheet | None:
        if not self.cells:
            return None
        rows, columns = extent(self.cells)
        check_size(self.file, self.title, rows=rows, columns=columns, filled=len(self.cells))
        grid = grid_of(self.cells, rows, columns)
        return Sheet(self.title, grid, tuple(self.merges), tuple(self.hidden), self.visible)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0


class _Workbook:
    # SpreadsheetML as WPS and Excel 2003 write it; Index counts from 1 and leaves gaps.

    def __init__(self, file: str) -> None:
        self._file = file
        self._sheets: list[_Cells] = []
        self._months: set[str] = set()
        self._style = self._cell_style = self._type = ""
        self._text: list[str] | None = None
        self._visible: list[str] | None = None

    def sheets(self, text: str) -> list[Sheet]:
        parser = ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        try:
            parser.Parse(text.removeprefix("\ufeff").lstrip().encode(), True)
        except ExpatError as error:
            raise DataError(f"{self._file}: not a workbook that can be read: {error}") from error
        return [sheet for each in self._sheets if (sheet := each.sheet())]

    def _refuse(self, *_: object) -> None:
        raise DataError(f"{self._file}: declares a document type, expected none")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        named = {key.split(" ")[-1]: value for key, value in attributes.items()}
        local = tag.split(" ")[-1]
        if local == "Style":
            self._style = named.get("ID", "")
        elif local == "NumberFormat" and shows_month(named.get("Format", "")):
            self._months.add(self._style)
        elif local == "Worksheet":
            self._sheets.append(_Cells(self._file, named.get("Name", "")))
        elif local == "Visible":
            self._visible = []
        elif self._sheets:
            self._start_cell(local, named, self._sheets[-1])

    def _start_cell(self, tag: str, named: dict[str, str], sheet: _Cells) -> None:
        if tag == "Row":
            sheet.row = _number(named.get("Index")) - 1 if "Index" in named else sheet.row + 1
            sheet.column = -1
            if named.get("Hidden") == "1":
                sheet.hidden.append(sheet.row)
        elif tag == "Cell":
            index = named.get("Index")
            sheet.column = _number(index) - 1 if index is not None else sheet.column + 1
            self._cell_style = named.get("StyleID", "")
            if not (0 <= sheet.row < _MOST_ROWS and 0 <= sheet.column < _MOST_COLUMNS):
                raise DataError(f"{self._file}: a cell beyond the last row or column of a sheet")
            sheet.merge(_number(named.get("MergeDown")), _number(named.get("MergeAcross")))
        elif tag == "Data":
            self._type, self._text = named.get("Type", "String"), []

    def _end(self, tag: str) -> None:
        local = tag.split(" ")[-1]
        if local == "Cell" and self._sheets:
            sheet = self._sheets[-1]
            across = sheet.merges[-1] if sheet.merges else None
            if across is not None and across[0] == sheet.row and across[2] == sheet.column:
                sheet.column = across[3]
        elif local == "Data" and self._text is not None:
            self._sheets[-1].put(self._value("".join(self._text)))
            self._text = None
        elif local == "Visible" and self._visible is not None:
            if self._sheets and "".join(self._visible).strip() in (
                "SheetHidden",
                "SheetVeryHidden",
            ):
                self._sheets[-1].visible = False
            self._visible = None

    def _characters(self, text: str) -> None:
        for target in (self._text, self._visible):
            if target is not None:
                target.append(text)

    def _value(self, text: str) -> str:
        if self._type == "DateTime":
            try:
                when = datetime.fromisoformat(text).replace(microsecond=0)
            except ValueError:
                return text
            return moment(when, month=self._cell_style in self._months)
        if self._type == "Boolean":
            return "true" if text == "1" else "false"
        if self._type == "Number":
            try:
                return long_number(float(text)) or re.sub(r"\.0+$", "", text)
            except ValueError:
                return text
        return text


class _Page(HTMLParser):
    # The tables of a page, one sheet each; a table inside another is text of its cell.

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self._file = file
        self._tables: list[_Cells] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._taken: set[tuple[int, int]] = set()
        self._silent = 0

    def sheets(self) -> list[Sheet]:
        self._finish_cell()
        made = [sheet for each in self._tables if (sheet := each.sheet())]
        return [made[0]._replace(name="")] if len(made) == 1 else made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: dict[str, Any] = dict(attrs)
        if tag in ("style", "script"):
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._tables.append(_Cells(self._file, str(len(self._tables) + 1)))
                self._taken = set()
        elif self._depth == 1 and tag == "tr":
            self._finish_cell()
            table = self._tables[-1]
            table.row, table.column = table.row + 1, -1
            if "display:none" in (attributes.get("style") or "").replace(" ", "").lower():
                table.hidden.append(table.row)
        elif self._depth == 1 and tag in ("td", "th"):
            self._finish_cell()
            self._open_cell(attributes)
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent = max(self._silent - 1, 0)
        elif tag == "table":
            if self._depth == 1:
                self._finish_cell()
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _open_cell(self, attributes: dict[str, Any]) -> None:
        table = self._tables[-1]
        table.row = max(table.row, 0)
        table.column += 1
        while (table.row, table.column) in self._taken:
            table.column += 1
        if table.column >= _MOST_COLUMNS:
            raise DataError(f"{self._file}: a cell beyond the last column of a sheet")
        down = min(max(_number(attributes.get("rowspan")), 1), 1000) - 1
        across = min(max(_number(attributes.get("colspan")), 1), 1000) - 1
        table.merge(down, across)
        if len(self._taken) > _MOST_TAKEN:
            raise DataError(f"{self._file}: cells reach over more than {_MOST_TAKEN} others")
        for row in range(table.row, table.row + down + 1):
            for column in range(table.column, table.column + across + 1):
                self._taken.add((row, column))
        self._text = []

    def _finish_cell(self) -> None:
        if self._text is not None:
            self._tables[-1].put("".join(self._text).strip(" \n"))
            self._text = None
