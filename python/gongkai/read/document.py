"""Documents of any kind as blocks in reading order: paragraphs, and tables with merged cells."""

import re

from gongkai._core import DataError
from gongkai.read.archive import open_archive
from gongkai.read.document_block import Document
from gongkai.read.document_docx import read_docx
from gongkai.read.document_html import read_html
from gongkai.read.document_pdf import read_pdf
from gongkai.read.document_text import read_lines
from gongkai.read.document_xlsx import read_xlsx
from gongkai.read.text import decode
from gongkai.read.xls import OLE

_PDF_WITHIN = 1024  # readers of PDF look for its mark in so many bytes
_TAG = re.compile(r"<(?:!doctype html|html|head|body|table|div|p|span|meta)\b[^<]*>", re.IGNORECASE)
_BEGINNING = 20_000


def read_document(data: bytes, name: str) -> Document:
    """The blocks of a document, told by its bytes: txt, docx, html, xlsx or a PDF with text.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What the file is called in messages.

    Raises
    ------
    DataError
        It is empty, damaged, locked, of another kind, a scan without text, or made to do harm.
    """
    if not data.strip():
        raise DataError(f"{name}: an empty file, expected a document")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return read_pdf(data, name)
    if data.startswith(OLE):
        raise DataError(f"{name}: an old or a locked Office file, expected .docx or .xlsx")
    if data.startswith(b"PK"):
        return _read_office(data, name)
    text = decode(data, name).text
    if not text.strip():
        raise DataError(f"{name}: an empty file, expected a document")
    return read_html(text, name) if _TAG.search(text[:_BEGINNING]) else read_lines(text)


def _read_office(data: bytes, name: str) -> Document:
    archive = open_archive(data, name, "document")
    parts = set(archive.namelist())
    if "word/document.xml" in parts:
        return read_docx(archive, name)
    if "xl/workbook.xml" in parts:
        return read_xlsx(data, archive, name)
    raise DataError(f"{name}: a zip file of another kind, expected .docx or .xlsx")
