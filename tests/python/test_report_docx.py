"""The report in Word: its tables against the form, its page, and templates that attack."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai._files import write_file
from gongkai.report.docx import docx_bytes
from gongkai.report.docx_table import table_xml
from gongkai.report.layout import layout
from gongkai.report.package import pack, unpack
from test_report_source import BODY, TABLE2, report, tables

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLES = ("table2", "table3", "table4")


def body_of(package: bytes) -> ElementTree.Element:
    """The body of a Word document."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    assert body is not None
    return body


def text_of(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def value(element: ElementTree.Element, path: str) -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def merged(table: ElementTree.Element) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, spans and text of every merged cell, as Word reads them."""
    open_cells: dict[int, list] = {}
    done = []
    for row, line in enumerate(table.findall(f"{W}tr")):
        column = 0
        for cell in line.findall(f"{W}tc"):
            span = int(value(cell, "tcPr/gridSpan") or 1)
            merge = value(cell, "tcPr/vMerge")
            if merge == "continue":
                open_cells[column][2] += 1
                assert open_cells[column][3] == span and text_of(cell) == ""
            else:
                open_cells[column] = [row, column, 1, span, text_of(cell)]
                done.append(open_cells[column])
            column += span
    yield from sorted(tuple(each) for each in done)


def expected(made: core.AnnualTables, table: str) -> list[tuple[int, int, int, int, str]]:
    """The same of the form itself."""
    form = core.form_table(table, made.single_other_row)
    return sorted(
        (
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            made.printed(cell.place) if cell.place else cell.text,
        )
        for cell in form.cells
    )


def test_tables_have_the_labels_and_merges_of_the_form() -> None:
    made = report()
    found = body_of(docx_bytes(made)).findall(f"{W}tbl")
    assert len(found) == 3
    for table, element in zip(TABLES, found, strict=True):
        assert list(merged(element)) == expected(made.tables, table)


def test_one_row_for_other_outcomes_is_kept() -> None:
    rows = len(core.table_rows("table3", True))
    made, _ = core.AnnualTables.from_cells(
        body=BODY,
        year=2024,
        form="2021",
        single_other_row=True,
        table2=TABLE2,
        table3=["0"] * 7 * rows,
        table4=None,
    )
    whole = report(made=made, narrative={"overview": "略。"})
    found = body_of(docx_bytes(whole)).findall(f"{W}tbl")
    assert [list(merged(each)) for each in found] == [
        expected(made, "table2"),
        expected(made, "table3"),
    ]


def test_zero_is_0_and_blank_stays_empty() -> None:
    made = report(made=tables(table2=[None, "0", *TABLE2[2:]]))
    rows = list(merged(body_of(docx_bytes(made)).findall(f"{W}tbl")[0]))
    assert [text for row, column, _, _, text in rows if row == 2] == ["规章", "", "0", "0"]


def test_heads_repeat_and_rows_stay_whole() -> None:
    for table, element in zip(TABLES, body_of(docx_bytes(report())).iter(f"{W}tbl"), strict=True):
        rows = element.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [at < core.form_table(table).head_rows for at in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_tables_fill_the_text_area_exactly() -> None:
    for element in body_of(docx_bytes(report())).iter(f"{W}tbl"):
        widths = [int(each.get(f"{W}w", 0)) for each in element.iter(f"{W}gridCol")]
        assert sum(widths) == 11906 - 1588 - 1474
        for row in element.findall(f"{W}tr"):
            cells = [int(each.get(f"{W}w", 0)) for each in row.iter(f"{W}tcW")]
            assert sum(cells) == sum(widths)


def test_every_run_names_its_chinese_font() -> None:
    runs = list(body_of(docx_bytes(report())).iter(f"{W}r"))
    fonts = {run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for run in runs}
    assert fonts == {"仿宋_GB2312", "黑体", "方正小标宋简体"}


def test_the_page_is_that_of_the_standard() -> None:
    page = body_of(docx_bytes(report())).find(f"{W}sectPr")
    assert page is not None
    size, margins, grid = (page.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    sides = {side: int(margins.get(W + side)) for side in ("top", "left", "bottom", "right")}
    assert sides == {"top": 2098, "left": 1588, "bottom": 1985, "right": 1474}
    assert grid.get(f"{W}type") == "linesAndChars"
    # 22 lines and 28 characters of 16 pt fit, 23 and 29 do not.
    line = int(grid.get(f"{W}linePitch"))
    assert 22 * line <= 16838 - 2098 - 1985 < 23 * line
    for narrowed in (20 * int(grid.get(f"{W}charSpace")) / 4096, -5):
        assert 28 * (320 + narrowed) <= 11906 - 1588 - 1474 < 29 * (320 + narrowed)
    words = [run for run in body_of(docx_bytes(report())).findall(f"{W}p/{W}r")][1:3]
    assert [value(run, "rPr/spacing") for run in words] == ["-5", "-5"]


def test_marks_of_xml_survive() -> None:
    words = "甲 & <乙> \"丙\" '丁' {{ '{{' }} \x01丁"
    made = report(narrative={"overview": words})
    text = text_of(body_of(docx_bytes(made)))
    assert f"{BODY}2022年政府信息公开工作年度报告" in text
    assert "甲 & <乙> \"丙\" '丁' {{ \ufffd丁" in text


def test_the_properties_tell_the_day_of_the_count() -> None:
    properties = unpack(docx_bytes(report()))["docProps/core.xml"].decode()
    assert re.findall(r"<dcterms:\w+[^>]*>([^<]*)", properties) == ["2022-12-31T00:00:00Z"] * 2
    assert datetime.now().strftime("%Y-%m-%d") not in properties


def test_notes_stand_at_the_end() -> None:
    words = [text_of(each) for each in body_of(docx_bytes(report())).findall(f"{W}p")]
    assert words[-2:] == ["编制说明", "1. 复议诉讼：表四统计年内在办的案件。"]
    words = [text_of(each) for each in body_of(docx_bytes(report(choices={}))).findall(f"{W}p")]
    assert "编制说明" not in words


def template(words: str) -> bytes:
    """The shipped template with other words for its title."""
    shipped = _shipped()
    document = shipped["word/document.xml"].decode()
    assert "{{ title }}" in document
    return pack(shipped | {"word/document.xml": document.replace("{{ title }}", words).encode()})


def _shipped() -> dict[str, bytes]:
    from importlib.resources import files

    return unpack(files("gongkai").joinpath("templates/annual-report.docx").read_bytes())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "{{ ''.__class__.__mro__ }}",
            "access to attribute '__class__' of 'str' object is unsafe",
        ),
        ("{{ sections.overview.__init__.__globals__ }}", "access to attribute '__init__' of"),
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{{ title", "expected token 'end of print statement'"),
    ],
)
def test_an_office_s_template_runs_no_code(words: str, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        docx_bytes(report(docx_template=template(words)))
    assert str(error.value).startswith("annual-report.docx: ")
    assert message in str(error.value)


def test_an_office_s_template_is_used() -> None:
    made = docx_bytes(report(docx_template=template("{{ year }}年报告")))
    assert text_of(body_of(made)).startswith("2022年报告")


def test_a_template_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(gk.DataError, match=r"^annual-report\.docx: File is not a zip file$"):
        docx_bytes(report(docx_template=b"no zip"))


def test_the_shipped_template_is_what_its_maker_makes(root, tmp_path, monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(root / "templates"))
    import make_annual_report_docx as maker

    made = write_file(tmp_path / "a.docx", maker.template())
    assert unpack(made.read_bytes()) == _shipped()


def test_a_long_number_is_printed_small_enough_for_its_column() -> None:
    wide = tables(table4=["1234567", *["0"] * 14])
    runs = ElementTree.fromstring(
        table_xml(layout(wide, "table4")).replace("<w:tbl>", f'<w:tbl xmlns:w="{W[1:-1]}">', 1)
    ).iter(f"{W}r")
    sizes = {text_of(run): value(run, "rPr/sz") for run in runs}
    assert (sizes["1234567"], sizes["0"], sizes["总计"]) == ("13", "18", "18")
