"""Lines on paper: which of them are one paragraph, and where a cell's line was ended on purpose."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from gongkai.read.document_block import Block, Paragraph

# No line begins with these, and none ends with those: they take their neighbour with them.
_NEVER_FIRST = "、，。；：！？）》」』】〕”’,.;:!?)%％…"
_NEVER_LAST = "（《「『【〔“‘("
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d)|附件)"
)
_PAGE_NUMBER = re.compile(r"\s*[-—–－·]*\s*\d{1,4}\s*[-—–－·]*\s*")
_EDGE = 0.1  # of a page's height, where its number stands
_CHARACTERS = 2.5  # that a full line may leave free at its end
_GAP = 2  # half characters between two words of a sentence
_LATIN = 0.6  # width of a Latin letter, in characters
_INDENT = 1.2  # characters by which a new paragraph begins further right


class Line(NamedTuple):
    """A line of a page: where it stands, in points, and its text with gaps as spaces."""

    top: float
    left: float
    right: float
    size: float
    height: float  # of the page
    text: str
    gaps: bool

    @property
    def is_page_number(self) -> bool:
        """Whether it is the number of the page, at its top or bottom."""
        at_edge = not _EDGE * self.height < self.top < (1 - _EDGE) * self.height
        return at_edge and _PAGE_NUMBER.fullmatch(self.text) is not None


def line_of(words: Sequence[Any], height: float) -> Line:
    """A line of words from left to right, each with ``x0, x1, top, bottom`` and ``text``."""
    size = max(max(word["bottom"] - word["top"] for word in words), 1.0)
    # A column on the paper is a column of the text: half a character's width is one space.
    text, width, gaps = "", 0.0, False
    for word in words:
        gap = round(word["x0"] / (size / 2) - width)
        gaps = gaps or (bool(text) and gap > _GAP)
        text += " " * max(gap, 1 if text else 0)
        text += word["text"]
        width = word["x1"] / (size / 2)
    return Line(words[0]["top"], words[0]["x0"], words[-1]["x1"], size, height, text, gaps)


def paragraphs(blocks: Iterable[Line | Block]) -> Iterator[Block]:
    """Lines joined to the paragraphs that they are parts of, page numbers left out.

    A line goes on in the next where it is full to the right margin and the next one neither is
    indented nor begins with a number; a line with gaps, which may be a table's, stands alone.
    """
    found = [each for each in blocks if not (isinstance(each, Line) and each.is_page_number)]
    lines = [each for each in found if isinstance(each, Line)]
    right = max((line.right for line in lines), default=0.0)
    left = min((line.left for line in lines), default=0.0)
    before: Line | None = None
    text = ""
    for each in found:
        if before is not None and isinstance(each, Line) and _goes_on(before, each, left, right):
            text += each.text.strip()
        else:
            if before is not None:
                yield Paragraph(text)
            text = each.text if isinstance(each, Line) else ""
        before = each if isinstance(each, Line) else None
        if not isinstance(each, Line):
            yield each
    if before is not None:
        yield Paragraph(text)


def ends_on_purpose(free: float, following: Sequence[Any]) -> bool:
    """Whether a line was ended though what follows, in points free at its end, had room there.

    `following` are the characters of the next line, each with ``text, x0, x1, top, bottom``.
    """
    # Half a character more: Word puts space between Chinese and Latin, and rounds.
    slack = (following[0]["bottom"] - following[0]["top"]) / 2
    return bool(free > _first_piece(following) + slack)


def _goes_on(line: Line, following: Line, left: float, right: float) -> bool:
    return (
        not line.gaps
        and not following.gaps
        and right - line.right < max(_CHARACTERS * line.size, _first_word(following))
        and following.left < left + _INDENT * following.size
        and abs(line.size - following.size) < line.size / 4
        and _NUMBERED.match(following.text) is None
    )


def _first_word(line: Line) -> float:
    # How wide a word of Latin letters is that begins a line; such a word is not broken.
    word = re.match("[!-~]*", line.text.lstrip())
    return len(word[0]) * line.size * _LATIN if word else 0.0


def _first_piece(characters: Sequence[Any]) -> float:
    # What must go to the next line together: a word of Latin letters, a stop with what it stops.
    end = 1
    while end < len(characters):
        text, before = characters[end]["text"], characters[end - 1]["text"]
        together = text in _NEVER_FIRST or before in _NEVER_LAST
        if not together and not (_is_latin(text) and _is_latin(before)):
            break
        end += 1
    return float(characters[end - 1]["x1"] - characters[0]["x0"])


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()
