"""Tables in plain lines whose cells stand under their heads, parted by spaces."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai.read.document_block import Grid, grid_of_texts
from gongkai.read.plan_head import is_date, is_organ
from gongkai.read.plan_table import is_remark
from gongkai.read.plan_words import head_role, is_number, tidy

FEWEST = 3  # heads of a table in lines
MORE_LINES = 7  # that a row may have beyond one for each column
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_REST_OF_HEAD = 2  # characters of a head in a second line
_LONGEST_HEAD = 500  # characters of a line of heads, its spaces included
# What is not parted at the end of a line: a Latin word or one character, and the marks behind it.
_UNIT = re.compile(r"(?:[A-Za-z0-9.%+-]+|.)[，。、；：！？）》”]*")

# What such a table took of the lines from one on, and the line behind it.
Found = tuple[Grid, int]


def is_head(texts: Sequence[str]) -> bool:
    """Whether these may be the heads of a table of tasks."""
    roles = [head_role(text) for text in texts if text.strip()]
    known = {role for role in roles if role}
    # Beside a number the unknown head is the task's.
    says_what = known & {"title", "content", "group"} or ("number" in known and "" in roles)
    says_who_or_when = known & {"lead", "responsible", "due"}
    return bool(
        len(roles) >= FEWEST
        and roles.count("") <= len(roles) // 4
        and says_what
        and says_who_or_when
    )


def aligned(lines: Sequence[str], at: int) -> Found | None:
    """The table that begins in a line, None where that is no line of heads."""
    if len(lines[at]) > _LONGEST_HEAD:
        return None
    heads = _words_at(lines[at])
    if not is_head([text for text, _ in heads]):
        return None
    wide = all(right - left - _width(text) >= 2 for (text, left), (_, right) in pairwise(heads))
    starts = [left for _, left in heads]
    numbered = head_role(heads[0][0]) == "number"
    rows: list[list[str]] = [[text for text, _ in heads]]
    last: Sequence[str] = rows[0]  # the lowest line of each cell of the last row
    doubtful: list[str] = []
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            if not _row_follows(lines, end, numbered):
                break
            end += 1
            continue
        cells = _words_at(line) if not wide else _words_at(line, _GAP)
        longer = _longer_head(rows[0], cells, starts) if len(rows) == 1 else None
        if longer is not None:
            rows[0] = longer
            end += 1
            continue
        row = _row(cells, starts, wide)
        if row is None or (len(cells) == 1 and cells[0][1] + 1 < _second(starts)):
            if not _row_follows(lines, end, numbered):
                break
            row = [line.strip()]
        elif numbered and not is_number(row[0]):
            # A line that goes on stands under its head, or rows follow it.
            under = all(any(abs(left - each) <= 1 for each in starts) for _, left in cells)
            inside = under or _row_follows(lines, end, numbered, MORE_LINES)
            if row[0] or len(rows) == 1 or _is_below(lines, end) or not inside:
                break
            if _row_follows(lines, end, numbered):
                doubtful += _no_rests(row, _full(last, row), rows[0])
            rows[-1] = [
                above + below for above, below in zip(_full(rows[-1], row), row, strict=True)
            ]
            last = [below or above for above, below in zip(_full(last, row), row, strict=True)]
            end += 1
            continue
        rows.append(row)
        last = row
        end += 1
    grid = replace(grid_of_texts(rows), doubtful=tuple(doubtful))
    return (grid, end) if len(rows) > 1 else None


def _no_rests(row: Sequence[str], above: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    # Titles that cannot be the rest of the line above them: what they begin with had room there.
    # They may be the first line of the task whose number follows.
    for text, line, head in zip(row, above, heads, strict=True):
        unit = _UNIT.match(text)
        titled = head_role(head) in ("title", "content", "")
        if titled and line and unit and _width(line + unit[0]) <= _width(text):
            yield text


def _longer_head(
    heads: Sequence[str], cells: Sequence[tuple[str, int]], starts: Sequence[int]
) -> list[str] | None:
    # 序 over 号 in a narrow column.
    (text, left), *others = cells
    if others or len(text) > _REST_OF_HEAD or is_number(text):
        return None
    for at, start in enumerate(starts):
        if abs(left - start) <= 1 and head_role(heads[at] + text) == head_role(heads[at]):
            return [*heads[:at], heads[at] + text, *heads[at + 1 :]]
    return None


def _is_below(lines: Sequence[str], at: int) -> bool:
    # What stands below a table and not in it: who signed, when, and remarks.
    line, following = (
        tidy(next(filter(str.strip, lines[place : place + 2]), "")) for place in (at, at + 1)
    )
    signed = is_organ(line) and is_date(following)
    return signed or is_date(line) or is_remark(line)


def _full(row: Sequence[str], like: Sequence[str]) -> list[str]:
    return [*row, *[""] * (len(like) - len(row))]


def _second(starts: Sequence[int]) -> int:
    return starts[1] if len(starts) > 1 else 0


def _row_follows(lines: Sequence[str], at: int, numbered: bool, within: int = 1) -> bool:
    # The first of so many lines that are not blank, or one behind it.
    following = [line for line in lines[at + 1 : at + 2 + within] if line.strip()][:within]
    rows = (line.split() for line in following)
    return numbered and any(len(row) >= FEWEST - 1 and is_number(row[0]) for row in rows)


def _words_at(line: str, gap: re.Pattern[str] | None = None) -> list[tuple[str, int]]:
    # Words with the column of the screen where each begins; Chinese takes two.
    parts = (gap or re.compile(r"[ \u3000\xa0]+")).split(line.rstrip())
    words, place, column = [], 0, 0
    for part in filter(None, parts):
        found = line.index(part, place)
        column += _width(line[place:found])
        words.append((part, column))
        place, column = found + len(part), column + _width(part)
    return words


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "FW") for character in text)


def _row(cells: Sequence[tuple[str, int]], starts: Sequence[int], wide: bool) -> list[str] | None:
    if len(cells) == len(starts):
        return [text for text, _ in cells]
    if not wide:
        # One space apart: too many words are spaces inside the longest cell.
        if len(cells) < len(starts):
            return None
        longest = len(cells) - len(starts) + 1
        texts = [text for text, _ in cells]
        return [texts[0], " ".join(texts[1 : 1 + longest]), *texts[1 + longest :]]
    row = [""] * len(starts)
    for text, left in cells:
        at = max((place for place, start in enumerate(starts) if start <= left + 1), default=0)
        row[at] += text
    return row
