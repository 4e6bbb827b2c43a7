"""What is wrong in a year's ledgers as one web page that needs nothing from outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from gongkai import _templates
from gongkai._templates import word
from gongkai.report.sandbox import fill

if TYPE_CHECKING:
    from gongkai._core import Finding, Table
    from gongkai.result import Findings

TEMPLATE = "marked.html.j2"
# Rows of a sheet that a page still shows at once; the workbook has them all.
_ROWS = 500
_GRAVEST = ("fatal", "serious", "hint")


class Grid(Protocol):
    """Cells as found."""

    @property
    def cells(self) -> Table: ...


class Sheet(Protocol):
    """A sheet with findings, the last row of its header from 0 (-1: none), and its headers."""

    @property
    def name(self) -> str: ...
    @property
    def grid(self) -> Grid: ...
    @property
    def head(self) -> int: ...
    @property
    def heads(self) -> list[str]: ...


class File(Protocol):
    """A ledger file; each finding has a place (sheet, row, column) from 0, -1 for none."""

    @property
    def name(self) -> str: ...
    @property
    def sheets(self) -> tuple[Sheet, ...]: ...
    @property
    def findings(self) -> Findings: ...
    @property
    def places(self) -> tuple[tuple[int, int, int], ...]: ...


def marked_page(body: str, year: int, findings: Findings, files: Iterable[File]) -> bytes:
    """The findings in groups, then the rows of each sheet that have one, with the cells marked.

    Raises
    ------
    DataError
        The template cannot be filled.
    """
    values = {
        "body": body,
        "year": year,
        "summary": findings.summary,
        "groups": [
            {
                "severity": group.first.severity,
                "label": word("severity", group.first.severity),
                "rule": group.first.rule,
                "where": group.place_and_count,
                "lines": group.lines,
            }
            for group in findings.groups
        ],
        "files": [
            {"name": file.name, "sheets": [_sheet(file, at) for at in range(len(file.sheets))]}
            for file in files
        ],
    }
    return fill(_templates.text(TEMPLATE), values, file=TEMPLATE, autoescape=True).encode()


def _sheet(file: File, number: int) -> dict[str, Any]:
    sheet = file.sheets[number]
    cells, head = sheet.grid.cells, sheet.head
    marks: dict[int, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding, (place, row, column) in zip(file.findings, file.places, strict=True):
        if place == number and 0 <= row < cells.rows and row != head:
            marks[row][column].append(finding)
    shown = list(islice(sorted(marks), _ROWS))
    columns = [cells.column(name) for name in cells.names]
    return {
        "name": sheet.name,
        "heads": sheet.heads,
        "rows": [
            {
                "number": row + 1,
                "severity": _gravest(marks[row].get(-1, ())),
                "cells": [
                    {"text": _text(column[row]), "severity": _gravest(marks[row].get(at, ()))}
                    for at, column in enumerate(columns)
                ],
                "words": [each.words for found in marks[row].values() for each in found],
            }
            for row in shown
        ],
        "more": len(marks) - len(shown),
    }


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _gravest(findings: Iterable[Finding]) -> str:
    found = {each.severity for each in findings}
    return next((each for each in _GRAVEST if each in found), "")
