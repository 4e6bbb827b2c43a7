"""Tables of the form in WordprocessingML, row by row: merged cells, repeated heads, widths."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from gongkai.report.layout import Box, Layout

# Twentieths of a point. The text area of an official paper is 156 mm wide.
_TEXT_WIDTH = 8844
# 10, 18 and 50 mm for the labels of table 三; what is left is shared by the figures.
_LABEL_WIDTHS = {"table3": [567, 1021, 2835]}
_PADDING = 28
_LABEL_INDENT = 45
_LATIN, _ASIAN = "Times New Roman", "仿宋_GB2312"
# Half points: 五号, 小五, and 七号 for what would not fit on one line of a narrow column.
_SIZES = {"table2": 21, "table3": 18, "table4": 18}
_SMALL = 13
_ROW_HEIGHTS = {"table2": 454, "table3": 312, "table4": 567}
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Text that XML can hold: a control character becomes U+FFFD, so that it is seen."""
    return _UNFIT.sub("\ufffd", text)


def table_xml(layout: Layout) -> str:
    """One ``w:tbl`` of the whole table, for a body with the usual ``w`` prefix."""
    widths = _widths(layout)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(layout, widths))
    return f"<w:tbl>{_table_properties()}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _widths(layout: Layout) -> list[int]:
    labels = _LABEL_WIDTHS.get(layout.table, [])
    rest, count = _TEXT_WIDTH - sum(labels), layout.columns - len(labels)
    # Whole twips that add up: the first few are one wider.
    shares = [rest // count + (1 if number < rest % count else 0) for number in range(count)]
    return labels + shares


def _table_properties() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    margins = "".join(f'<w:{side} w:w="{_PADDING}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _rows(layout: Layout, widths: list[int]) -> Iterator[str]:
    for number, squares in enumerate(layout.grid()):
        head = "<w:tblHeader/>" if number < layout.head_rows else ""
        height = f'<w:trHeight w:val="{_ROW_HEIGHTS[layout.table]}" w:hRule="atLeast"/>'
        last = number == layout.rows - 1
        cells = "".join(
            _cell(layout, box, number, sum(widths[at : at + box.column_span]), keep=not last)
            for at, box in enumerate(squares)
            if at == box.column
        )
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(layout: Layout, box: Box, row: int, width: int, *, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{box.column_span}"/>' if box.column_span > 1 else ""
    opens = row == box.row
    merge = ""
    if box.row_span > 1:
        merge = f"<w:vMerge w:val={quoteattr('restart' if opens else 'continue')}/>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(layout, box, width, box.text if opens else '', keep=keep)}</w:tc>"
    )


def _paragraph(layout: Layout, box: Box, width: int, text: str, *, keep: bool) -> str:
    # Labels of single rows are read as lines; all else stands in the middle.
    row_label = not box.place and layout.head_rows > 0 and not box.head and box.row_span == 1
    side = "left" if row_label else "center"
    indent = _LABEL_INDENT if row_label else _pairing(layout, box, width)
    # A table stays whole: every row keeps with the next.
    together = "<w:keepNext/>" if keep else ""
    properties = (
        f'<w:pPr>{together}<w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="{indent}" w:right="{0 if row_label else indent}" w:firstLineChars="0"'
        f' w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
    )
    run = _run(text, _size(layout, box)) if text else ""
    return f"<w:p>{properties}{run}</w:p>"


def _pairing(layout: Layout, box: Box, width: int) -> int:
    # The head of a narrow column breaks after every second character: 社会, 公益, 组织.
    size = 10 * _SIZES[layout.table]
    if not box.head or box.column_span > 1 or len(box.text) < 4 or len(box.text) % 2:
        return 0
    return max(0, (width - 2 * _PADDING - 2 * size) // 2 - 4)


def _size(layout: Layout, box: Box) -> int:
    narrow = layout.columns > 4 and bool(box.place)
    return _SMALL if narrow and len(box.text) > 6 else _SIZES[layout.table]


def _run(text: str, size: int) -> str:
    fonts = f'w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_ASIAN}" w:cs="{_LATIN}"'
    return (
        f'<w:r><w:rPr><w:rFonts {fonts}/><w:spacing w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(fit(text))}</w:t></w:r>'
    )
