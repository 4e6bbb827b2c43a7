"""Web pages as documents: what a reader sees, without scripts and forms."""

import re

from lxml import etree
from lxml import html as lxml_html

from gongkai._core import DataError
from gongkai.read.document_block import (
    MOST_CELLS,
    Block,
    Cell,
    Document,
    Grid,
    Paragraph,
    grid_of,
)

_UNSEEN = {"script", "style", "head", "noscript", "template", "select", "option", "textarea", "svg"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("li", "main", "nav", "ol", "p", "pre", "section", "ul", "caption", "td", "th", "tr"),
}
# Browsers show what stands behind these, the parser would not.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HIDDEN = ("display:none", "visibility:hidden")
_MOST_SPAN = 1000  # as browsers have it
_DEPTH = 200


def read_html(text: str, name: str) -> Document:
    """The blocks of a page; tables inside a table's cell are text of that cell.

    A table that only lays out the page, one cell a row or with tables in it, is no table.

    Raises
    ------
    DataError
        Nothing in it can be read, or its elements are nested without end.
    """
    # A declared encoding would be wrong by now: the text is decoded.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page_text = _ENDS.sub("", text).encode("utf-8", "replace")
        root = lxml_html.document_fromstring(page_text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DataError(f"{name}: a page that cannot be read: {error}") from error
    page = _Page(name)
    page.walk(root, 0)
    page.end_line()
    return Document(tuple(page.blocks), page.heading)


class _Page:
    # Collects text until a block ends.

    def __init__(self, name: str) -> None:
        self._name = name
        self._line: list[str] = []
        self.blocks: list[Block] = []
        self.heading = ""

    def walk(self, element: etree._Element, depth: int) -> None:
        if depth > _DEPTH:
            raise DataError(f"{self._name}: elements nested over {_DEPTH} deep")
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "table" and _is_table(element):
            self.end_line()
            self.blocks.append(_grid(element, self._name))
            return
        if tag == "br":
            self.end_line()
            return
        if tag in _BLOCKS:
            self.end_line()
        self._line.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            self._line.append(child.tail or "")
        if tag == "h1" and not self.heading:
            self.heading = _line_of("".join(self._line))
        if tag in _BLOCKS:
            self.end_line()

    def end_line(self) -> None:
        line = _line_of("".join(self._line))
        self._line.clear()
        if line:
            self.blocks.append(Paragraph(line))


def _line_of(text: str) -> str:
    return " ".join(text.split())


def _is_hidden(element: etree._Element) -> bool:
    style = "".join((element.get("style") or "").split()).lower()
    return element.get("hidden") is not None or any(each in style for each in _HIDDEN)


def _is_table(table: etree._Element) -> bool:
    widths = [len(row) for row in _rows(table)]
    return max(widths, default=0) > 1 and next(table.iterdescendants("table"), None) is None


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    parts = [table, *(each for each in table if each.tag in ("thead", "tbody", "tfoot"))]
    rows = [row for part in parts for row in part if row.tag == "tr"]
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def _grid(table: etree._Element, name: str) -> Grid:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for at, row in enumerate(rows):
        column = 0
        for element in row:
            while (at, column) in taken:
                column += 1
            # A span of 0 goes to the end; one beyond it is cut, as browsers do.
            down = min(_span(element, "rowspan") or len(rows), len(rows) - at)
            across = max(_span(element, "colspan"), 1)
            cells.append(Cell(_cell_text(element), at, column, down, across))
            if len(taken) + down * across > MOST_CELLS:
                raise DataError(f"{name}: a table of over {MOST_CELLS} cells")
            taken |= {(at + y, column + x) for y in range(down) for x in range(across)}
            column += across
    caption = table.find("caption")
    return grid_of(cells, name, "" if caption is None else _line_of("".join(caption.itertext())))


def _span(element: etree._Element, key: str) -> int:
    written = (element.get(key) or "1").strip()
    return min(int(written), _MOST_SPAN) if written.isascii() and written.isdigit() else 1


def _cell_text(element: etree._Element) -> str:
    cell = _Page("")
    cell.walk(element, 0)
    cell.end_line()
    return "\n".join(block.text for block in cell.blocks if isinstance(block, Paragraph))
