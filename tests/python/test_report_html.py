"""The report as a web page: its tables against the form, and nothing from outside."""

import re
from html.parser import HTMLParser

from gongkai import _core as core
from gongkai import _templates
from gongkai.report import build
from gongkai.report.html import html_bytes
from test_report_source import BODY, TABLE2, report, source, tables


class Page(HTMLParser):
    """Reads the tables of a page: attributes and text of every cell, by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, dict[str, str | None], str]]]] = []
        self._cell: tuple[str, dict[str, str | None]] | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell, self._text = (tag, dict(attrs)), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append((*self._cell, self._text))
            self._cell = None


def page(**changes: object) -> str:
    return html_bytes(report(**changes)).decode()


def test_tables_have_the_labels_and_merges_of_the_form() -> None:
    made = report()
    read = Page(html_bytes(made).decode()).tables
    for table, rows in zip(("table2", "table3", "table4"), read, strict=True):
        cells = core.form_table(table).cells
        expected = [
            [
                (
                    "td" if cell.place else "th",
                    str(cell.row_span),
                    str(cell.column_span),
                    cell.place,
                    made.tables.printed(cell.place) if cell.place else cell.text,
                )
                for cell in cells
                if cell.row == row
            ]
            for row in range(core.form_table(table).rows)
        ]
        found = [
            [
                (
                    tag,
                    attributes.get("rowspan", "1"),
                    attributes.get("colspan", "1"),
                    attributes.get("data-place", ""),
                    text,
                )
                for tag, attributes, text in row
            ]
            for row in rows
        ]
        assert found == expected


def test_zero_is_0_and_blank_stays_empty() -> None:
    html = page(made=tables(table2=[None, "0", *TABLE2[2:]]))
    assert '<td data-place="table2/regulations/made"></td>' in html
    assert '<td data-place="table2/regulations/repealed">0</td>' in html


def test_marks_of_html_survive() -> None:
    html = page(narrative={"overview": "<script>alert(1)</script>"})
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert BODY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in html


def test_nothing_comes_from_outside() -> None:
    html = page()
    assert '<html lang="zh-CN">' in html
    assert not re.search(r"<(script|link|img|iframe)|src=|href=|url\(|@import|https?:", html)


def test_faults_above_hint_are_folded_away() -> None:
    findings = _templates.rules().tell(
        [
            core.Finding("sections", "fail", where={}, found="整改", expected="改进"),
            core.Finding("publish.small", "fail", found="1"),
            core.Finding("sections", "pass", "pass"),
        ]
    )
    html = html_bytes(build(source(findings=findings))).decode()
    assert "核对中发现的问题（1 项）" in html
    assert '<li data-rule="sections">标题为“整改”，应为“改进”</li>' in html
    assert "publish.small" not in html
    assert "核对中发现的问题" not in page()


def test_notes_and_sources_stand_at_the_end() -> None:
    html = page()
    assert "<li>复议诉讼：表四统计年内在办的案件。</li>" in html
    assert f"<li>applications.csv <code>{'0' * 64}</code></li>" in html
