"""Plain text as a document: one paragraph a line, spaces and tabs as they stand."""

from gongkai.read.document_block import Document, Paragraph


def read_lines(text: str) -> Document:
    """The lines of a text; an empty one is an empty paragraph, for it may end a table."""
    return Document(tuple(Paragraph(line.rstrip()) for line in text.splitlines()))
