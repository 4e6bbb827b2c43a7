"""Word documents as blocks: body paragraphs and tables, with the numbers that Word would print."""

from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from gongkai._core import DataError
from gongkai.read.archive import read_part
from gongkai.read.document_block import Block, Cell, Document, Grid, Paragraph, grid_of
from gongkai.read.document_numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = {"title", "标题"}
# Wrappers whose content stands in their place; what was deleted with tracking on is not there.
_WRAPPERS = {f"{_W}{each}" for each in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
_TEXTS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = {f"{_W}{each}" for each in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText")}
_DEPTH = 200


def read_docx(archive: ZipFile, name: str) -> Document:
    """The blocks of a Word document; a table inside a cell is text of that cell.

    Raises
    ------
    DataError
        A part of it is damaged, declares a document type, or nests without end.
    """
    root = _root(archive, "word/document.xml", name)
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        raise DataError(f"{name}: part 'word/document.xml' has no body")
    styles = _root(archive, "word/styles.xml", name)
    reading = _Reading(Numbering(_root(archive, "word/numbering.xml", name), styles), name)
    blocks = tuple(reading.blocks(body))
    return Document(blocks, _title(body, styles))


def _root(archive: ZipFile, part: str, name: str) -> etree._Element | None:
    if part not in archive.namelist():
        return None
    xml = read_part(archive, part, name).replace(_STRICT, _W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"{name}: part '{part}' is damaged: {error}") from error


def _title(body: etree._Element, styles: etree._Element | None) -> str:
    # The style named Title, under whatever id this Word gave it.
    ids = set()
    for style in [] if styles is None else styles.iter(f"{_W}style"):
        called = style.find(f"{_W}name")
        if called is not None and (called.get(f"{_W}val") or "").lower() in _TITLES:
            ids.add(style.get(f"{_W}styleId"))
    for paragraph in body.iterchildren(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in ids:
            text = "".join(paragraph.itertext(f"{_W}t")).strip()
            if text:
                return text
    return ""


class _Reading:
    # Numbers are counted as the paragraphs come, so every paragraph is read once and in order.

    def __init__(self, numbering: Numbering, name: str) -> None:
        self._numbering = numbering
        self._name = name

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        if depth > _DEPTH:
            raise DataError(f"{self._name}: elements nested over {_DEPTH} deep")
        for child in parent:
            if child.tag == f"{_W}p":
                yield from map(Paragraph, self._paragraph(child, depth).split("\n"))
            elif child.tag == f"{_W}tbl":
                yield self._grid(child, depth)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> str:
        number = self._numbering.of(paragraph)
        boxes: list[str] = []
        text = "".join(self._texts(paragraph, boxes, depth))
        # The letterhead often stands in a text box; it is read before the paragraph it hangs on.
        return "\n".join([*filter(None, boxes), f"{number}{text}"])

    def _texts(self, parent: etree._Element, boxes: list[str], depth: int) -> Iterator[str]:
        if depth > _DEPTH:
            raise DataError(f"{self._name}: elements nested over {_DEPTH} deep")
        for child in parent:
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _TEXTS:
                yield _TEXTS[child.tag]
            elif child.tag == f"{_W}txbxContent":
                boxes.append(self._joined(child, depth + 1))
            elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != _FALLBACK:
                yield from self._texts(child, boxes, depth + 1)

    def _joined(self, parent: etree._Element, depth: int) -> str:
        lines = []
        for block in self.blocks(parent, depth):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                lines += [cell.text for row in block.rows for cell in dict.fromkeys(row)]
        return "\n".join(line.strip() for line in lines if line.strip())

    def _grid(self, table: etree._Element, depth: int) -> Grid:
        cells: list[Cell] = []
        open_at: dict[int, int] = {}  # column to the place in `cells` of what goes on downwards
        for at, row in enumerate(_unwrapped(table, "tr")):
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for element in _unwrapped(row, "tc"):
                across = _number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1)
                merge = element.find(f"{_W}tcPr/{_W}vMerge")
                text = self._joined(element, depth + 1)
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                above = open_at.get(column)
                if goes_on and above is not None and cells[above].columns == across:
                    cells[above] = cells[above]._replace(rows=at - cells[above].row + 1)
                else:
                    if merge is None:
                        open_at.pop(column, None)
                    else:
                        open_at[column] = len(cells)
                    cells.append(Cell(text, at, column, 1, across))
                column += across
        return grid_of(cells, self._name)


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _number(element: etree._Element | None, otherwise: int) -> int:
    written = "" if element is None else (element.get(f"{_W}val") or "")
    return min(int(written), 1000) if written.isascii() and written.isdigit() else otherwise
