"""Invented plans in every kind of file, made as different offices make them; none is real."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

HEAD = ["某县人民政府办公室", "2023年3月15日", "2023年某县政务公开工作要点"]


@dataclass(frozen=True)
class Merge:
    """Cells of a table that are one, from the first row and column to the last."""

    top: int
    left: int
    bottom: int
    right: int


Rows = Sequence[Sequence[str | date | int]]


def txt(lines: Sequence[str], rows: Rows = (), *, between: str = " | ") -> bytes:
    """Lines, and below them a table whose cells are parted by strokes, tabs or spaces."""
    table = [between.join(map(str, row)) for row in rows]
    return "\n".join([*lines, *table]).encode()


def html(lines: Sequence[str], rows: Rows = (), merges: Sequence[Merge] = ()) -> bytes:
    """A page with paragraphs and a table with rowspan and colspan."""
    covered = {(y, x): each for each in merges for y in _down(each) for x in _across(each)}
    table = []
    for y, row in enumerate(rows):
        cells = []
        for x, text in enumerate(row):
            merge = covered.get((y, x))
            if merge is None:
                cells.append(f"<td>{_lines(text)}</td>")
            elif (y, x) == (merge.top, merge.left):
                spans = f'rowspan="{len(_down(merge))}" colspan="{len(_across(merge))}"'
                cells.append(f"<td {spans}>{_lines(text)}</td>")
        table.append(f"<tr>{''.join(cells)}</tr>")
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    whole = f"<table>{''.join(table)}</table>" if rows else ""
    page = f"<!DOCTYPE html><html><body><nav><a>首页</a></nav>{body}{whole}</body></html>"
    return page.encode()


def xlsx(sheets: dict[str, Rows], merges: Sequence[Merge] = (), months: str = "") -> bytes:
    """A workbook; dates are shown by the number format `months`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for y, row in enumerate(rows, start=1):
            for x, value in enumerate(row, start=1):
                if value != "":
                    cell = sheet.cell(y, x, value)
                    if isinstance(value, date):
                        cell.number_format = months or "yyyy-mm-dd"
        for each in merges:
            sheet.merge_cells(
                start_row=each.top + 1,
                start_column=each.left + 1,
                end_row=each.bottom + 1,
                end_column=each.right + 1,
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(
    lines: Sequence[str],
    tables: Sequence[Rows] = (),
    merges: Sequence[Merge] = (),
    *,
    numbered: bool = False,
    between: Sequence[str] = (),
) -> bytes:
    """A Word document; `numbered` leaves the first column to Word's own numbering, counted on from
    table to table, and `between` are lines between two tables."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    number = _numbering(document) if numbered else None
    for at, rows in enumerate(tables):
        if at:
            for line in between:
                document.add_paragraph(line)
        table = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                cell = table.cell(y, x)
                if number is not None and x == 0 and str(text).isdigit():
                    _number(cell.paragraphs[0], number)
                else:
                    cell.text = str(text)
        for each in merges:
            first = table.cell(each.top, each.left)
            text = first.text
            first.merge(table.cell(each.bottom, each.right)).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _numbering(document: docx.document.Document) -> str:
    # A list of its own: 1, 2, 3 without a stop.
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "%1")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        level.append(element)
    abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "77")
    number.append(of)
    root.append(number)
    return "77"


def _number(paragraph: docx.text.paragraph.Paragraph, number: str) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number)


def _down(merge: Merge) -> range:
    return range(merge.top, merge.bottom + 1)


def _across(merge: Merge) -> range:
    return range(merge.left, merge.right + 1)


def _lines(value: object) -> str:
    return "<br>".join(escape(line) for line in str(value).split("\n"))


# A PDF by hand, with a font of Adobe's Chinese collection that no reader needs to have.

_SIZE = 12.0
_LEFT, _TOP = 60.0, 780.0


def pdf(
    pages: Sequence[tuple[Sequence[str], Rows]], widths: Sequence[float] = (), *, ruled: bool = True
) -> bytes:
    """Pages of lines and a table each; a cell's text is broken where it is full."""
    contents = [_page(lines, rows, widths, ruled).encode("ascii") for lines, rows in pages]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(contents)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
        b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 >> >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (6 + 2 * at)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = b"%PDF-1.4\n", []
    for at, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + head + table + end


def _page(lines: Sequence[str], rows: Rows, widths: Sequence[float], ruled: bool) -> str:
    out, y = [], _TOP
    for line in lines:
        out.append(_text(_LEFT, y, line))
        y -= 20
    edges = [_LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    for row in rows:
        broken = [_broken(str(text), width) for text, width in zip(row, widths, strict=True)]
        height = 16.0 * max(map(len, broken)) + 4
        for texts, left in zip(broken, edges, strict=False):
            out += [_text(left + 4, y - 14 - 16 * at, text) for at, text in enumerate(texts)]
        if ruled:
            pairs = zip(edges, widths, strict=False)
            out += [f"{x} {y - height} {width} {height} re S" for x, width in pairs]
        y -= height
    return "\n".join(out)


def _broken(text: str, width: float) -> list[str]:
    most = int((width - 8) // _SIZE)
    return [part for line in text.split("\n") for part in _cut(line, most)] or [""]


def _cut(line: str, most: int) -> list[str]:
    return [line[at : at + most] for at in range(0, len(line), most)]


def _text(x: float, y: float, text: str) -> str:
    return f"BT /F1 {_SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
