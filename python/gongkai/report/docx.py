"""The report in Word: the office's template filled, the tables put in row by row."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate

from gongkai._core import DataError
from gongkai.report.docx_table import fit, table_xml
from gongkai.report.layout import layout, title_lines
from gongkai.report.package import pack, unpack
from gongkai.report.sandbox import reason, sandbox

if TYPE_CHECKING:
    from gongkai.report.model import Report

TEMPLATE = "annual-report.docx"


class _Xml(str):
    """WordprocessingML that goes into the document as it is."""

    def __html__(self) -> str:
        return self


def docx_bytes(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes.

    The template knows ``title``, ``body``, ``year``, ``sections.<id>.title`` and ``.paragraphs``,
    ``table2``, ``table3``, ``table4`` (each as ``{{p table3 }}`` in a paragraph of its own),
    ``notes`` and ``findings``.

    Raises
    ------
    DataError
        A template that cannot be filled: ``"annual-report.docx: 'x' is undefined"``.
    """
    template = report.docx_template or files("gongkai").joinpath("templates", TEMPLATE).read_bytes()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_context(report), jinja_env=sandbox(autoescape=True), autoescape=True)
    except Exception as error:
        raise DataError(f"{TEMPLATE}: {reason(error)}") from error
    _stamp(document, report)
    written = io.BytesIO()
    document.save(written)
    return pack(unpack(written.getvalue()))


def _context(report: Report) -> dict[str, Any]:
    tables = [each.table for each in report.sections if each.table]
    return {
        "title": fit("\n".join(title_lines(report.title))),
        "body": fit(report.body),
        "year": report.year,
        "sections": {
            each.id: replace(each, paragraphs=tuple(fit(words) for words in each.paragraphs))
            for each in report.sections
        },
        "notes": [fit(note) for note in report.notes],
        "findings": [fit(each.message) for each in report.findings.faults],
        **{
            table: _Xml(table_xml(layout(report.tables, table)) if report.tables.has(table) else "")
            for table in tables
        },
    }


def _stamp(document: DocxTemplate, report: Report) -> None:
    # Never today: the day of the count stands for the day of making.
    day = datetime.combine(report.as_of, time())
    properties = document.core_properties
    properties.title, properties.author = report.title, report.body
    properties.last_modified_by, properties.revision = report.body, 1
    properties.created = properties.modified = day
