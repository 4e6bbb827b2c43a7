"""A ledger in a random mess: headers, encodings, files and the rows around it, by hypothesis."""

import csv
import html
import io
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import strategies
import xlwt
from gongkai import _core as core
from gongkai import _templates
from gongkai.read.ledger import read_ledger_file
from hypothesis import strategies as st
from strategies import HEADERS, LABELS, written

ALIASES: dict[str, dict[str, list[str]]] = {
    ledger: parts.get("headers", {})
    for ledger, parts in tomllib.loads(_templates.text("terms.toml")).items()
    if ledger in HEADERS
}
TITLES = ["台账", "2022年登记簿（虚构）", "填报单位：县府办", "附件3"]
REMARKS = ["注：本表由县府办填报", "备注：", "填表人：张三", "说明：见附件", "填报日期：2022-12-31"]
SECTIONS = ["一、县级部门", "（二）镇（街道）", "第三部分 其他"]
NOISE: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: f" {text}　",
    lambda text: f"{text}*",
    lambda text: f"{text[:2]}\n{text[2:]}",
    lambda text: f"{text[:1]} {text[1:]}",
    lambda text: f"“{text}”：",
]
Grid = list[list[str]]


@dataclass(frozen=True)
class Messy:
    """The rows in a mess, and the plain csv text that says the same."""

    ledger: str
    year: int
    name: str
    data: bytes
    plain: str


@st.composite
def messes(draw: st.DrawFn) -> Messy:
    start = date(2022, 1, 1)
    ledger = draw(st.sampled_from(sorted(HEADERS)))
    made = getattr(strategies, ledger)
    rows = draw(made(max_size=8) if ledger == "publications" else made(start, max_size=8))
    hand = draw(st.integers(0, 59))
    order = draw(st.permutations(list(HEADERS[ledger])))
    header = [draw(headers(ledger, column)) for column in order]
    split = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    deep = draw(st.booleans()) and any(split)
    grid: Grid = [[title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=2))]
    grid += [[]] * draw(st.integers(0, 1))
    top = len(grid)
    grid += split_header(header, split) if deep else [header]
    if draw(st.booleans()):
        grid.append([str(n) for n in range(1, len(order) + 1)])
    for number, row in enumerate(rows):
        if draw(st.integers(0, 5)) == 0:
            grid.append([draw(st.sampled_from(SECTIONS))])
        if draw(st.integers(0, 8)) == 0:
            grid.append([])
        cells = []
        for n, column in enumerate(order):
            labels = LABELS.get(f"{ledger}.{column}", LABELS.get(column, {}))
            cells.append(written(column, row.get(column), labels, hand + n + number))
        pad = draw(st.sampled_from(["", "", " ", "\u00a0", "　"]))
        grid.append([f"{pad}{cell}" if cell else cell for cell in cells])
    if draw(st.booleans()):
        grid.append(["合 计"])
    grid += [[each] for each in draw(st.lists(st.sampled_from(REMARKS), max_size=2))]
    name, data = draw(st.sampled_from(FILES))(grid, top if deep else -1)
    return Messy(ledger, start.year, name, data, strategies.as_csv(ledger, rows))


@st.composite
def headers(draw: st.DrawFn, ledger: str, column: str) -> str:
    """A header of that column: the official one, its id or an alias, with what is around it."""
    known = [HEADERS[ledger][column], column, *ALIASES[ledger].get(column, [])]
    text = draw(st.sampled_from(known))
    return text if text == column else draw(st.sampled_from(NOISE))(text)


def split_header(header: Sequence[str], split: Sequence[bool]) -> Grid:
    """Two rows of a header: a parent above the rest, or the whole above nothing."""
    cut = [
        len(text) // 2 if each and text[:1] > "z" and len(text) > 3 else len(text)
        for text, each in zip(header, split, strict=True)
    ]
    return [
        [text[:at] for text, at in zip(header, cut, strict=True)],
        [text[at:] for text, at in zip(header, cut, strict=True)],
    ]


def as_text(grid: Grid, delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return out.getvalue()


def merged(grid: Grid, deep: int) -> list[tuple[int, int, int]]:
    """Cells of the first header row that reach over the second: row, column, rows below."""
    if deep < 0:
        return []
    return [(deep, n, 1) for n, text in enumerate(grid[deep]) if text and not grid[deep + 1][n]]


def xlsx(grid: Grid, deep: int) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, cells in enumerate(grid, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                sheet.cell(row, column, text).data_type = "s"
    for row, column, down in merged(grid, deep):
        sheet.merge_cells(None, row + 1, column + 1, row + 1 + down, column + 1)
    out = io.BytesIO()
    book.save(out)
    return "ledger.xlsx", out.getvalue()


def xls(grid: Grid, deep: int) -> tuple[str, bytes]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    reaching = {(row, column): down for row, column, down in merged(grid, deep)}
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if text:
                down = reaching.get((row, column), 0)
                sheet.write_merge(row, row + down, column, column, text)
    out = io.BytesIO()
    book.save(out)
    return "ledger.xls", out.getvalue()


def page(grid: Grid, deep: int) -> tuple[str, bytes]:
    lines = []
    for row in grid:
        cells = "".join(f"<td>{html.escape(text).replace(chr(10), '<br>')}</td>" for text in row)
        lines.append(f"<tr>{cells}</tr>")
    return "ledger.xls", f"<html><table>{''.join(lines)}</table></html>".encode("gb18030")


def text_file(name: str, delimiter: str, encoding: str) -> Callable[[Grid, int], tuple[str, bytes]]:
    return lambda grid, deep: (name, as_text(grid, delimiter).encode(encoding))


FILES = [
    text_file("ledger.csv", ",", "utf-8"),
    text_file("ledger.csv", ",", "utf-8-sig"),
    text_file("ledger.csv", ",", "gb18030"),
    text_file("ledger.csv", "\t", "gb18030"),
    text_file("ledger.tsv", "\t", "utf-16"),
    text_file("ledger.csv", ";", "utf-8"),
    xlsx,
    xls,
    page,
]


def check(messy: Messy, folder: Path) -> None:
    """What is read from the mess is what is read from the plain text, and nothing worse is said."""
    file = folder / messy.name
    file.write_bytes(messy.data)
    terms = _templates.terms()
    (found, said), _ = read_ledger_file(file, messy.ledger, terms, messy.year)
    plain, plainly = core.read_csv(
        messy.ledger, messy.plain, terms, file=messy.name, year=messy.year
    )
    assert columns(found) == columns(plain)
    assert above_hint(said) == above_hint(plainly)


def columns(ledger: core.Ledger) -> dict[str, list[Any]]:
    table = ledger.to_table()
    return {name: table.column(name) for name in table.names}


def above_hint(findings: list[core.Finding]) -> list[tuple[str, str, str]]:
    rules = core.Rules.parse(_templates.text("rules.toml"))
    told = rules.tell(findings)
    return sorted((f.rule, f.kind, f.found.strip()) for f in told if f.severity != "hint")
