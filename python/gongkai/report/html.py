"""The report as one web page that needs nothing from outside: no script, font or picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai import _templates
from gongkai.report.layout import layout, title_lines
from gongkai.report.sandbox import fill

if TYPE_CHECKING:
    from gongkai.report.model import Report

TEMPLATE = "annual-report.html.j2"


def html_bytes(report: Report) -> bytes:
    """The report as an HTML page; the same report gives the same bytes.

    Each figure's cell carries its place in ``data-place``.

    Raises
    ------
    DataError
        A template that cannot be filled: ``"annual-report.html.j2 line 3: 'x' is undefined"``.
    """
    text = fill(_templates.text(TEMPLATE), _context(report), file=TEMPLATE, autoescape=True)
    return text.encode()


def _context(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "title_lines": title_lines(report.title, length=0),
        "body": report.body,
        "year": report.year,
        "sections": report.sections,
        "tables": {
            each.table: layout(report.tables, each.table)
            for each in report.sections
            if each.table and report.tables.has(each.table)
        },
        "notes": report.notes,
        "findings": report.findings.faults,
        "inputs": report.inputs,
    }
