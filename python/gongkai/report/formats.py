"""The formats that a report is written in: each makes all the bytes of one file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongkai._core import DataError

if TYPE_CHECKING:
    from gongkai.report.model import Report


def render(report: Report, file_format: str) -> bytes:
    """The bytes of a report in one format; the same report gives the same bytes.

    Raises
    ------
    DataError
        ``"unknown format 'odt', expected docx, html or json"``.
    """
    makers = {"docx": _docx, "html": _html, "json": _json}
    if file_format not in makers:
        *others, last = makers
        known = f"{', '.join(others)} or {last}"
        raise DataError(f"unknown format '{file_format}', expected {known}")
    return makers[file_format](report)


def _docx(report: Report) -> bytes:
    # Word and HTML ask for libraries that somebody who writes data only does not need to load.
    from gongkai.report.docx import docx_bytes

    return docx_bytes(report)


def _html(report: Report) -> bytes:
    from gongkai.report.html import html_bytes

    return html_bytes(report)


def _json(report: Report) -> bytes:
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()
