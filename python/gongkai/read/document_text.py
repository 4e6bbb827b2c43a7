"""Plain text as a document: one paragraph a line, spaces and tabs as they stand."""

import re

from gongkai.read.document_block import Document, Paragraph

_HEADING = re.compile(r"^#{1,6}\s+")  # of Markdown


def read_lines(text: str) -> Document:
    """The lines of a text; an empty one is an empty paragraph, for it may end a table."""
    lines = (_HEADING.sub("", line.rstrip()) for line in text.splitlines())
    return Document(tuple(map(Paragraph, lines)))
