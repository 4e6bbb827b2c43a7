"""Tables that stand in plain lines: parted by strokes, tabs or spaces, or one cell a line."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from gongkai.read.document_block import Block, Paragraph, grid_of_texts
from gongkai.read.plan_aligned import FEWEST, MORE_LINES, Found, aligned, is_head
from gongkai.read.plan_due import is_deadline
from gongkai.read.plan_words import ends_as_unit, head_role, is_number, plain

_STROKES = re.compile("[|｜│┃║]")
_RULE = re.compile(r"[-+|｜│┃║─━═┄┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬:=_\s]+")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+[章部节]")
_Finder = Callable[[Sequence[str], int], Found | None]


def find_tables(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks, with runs of lines that are a table made one; what is none stays."""
    found: list[Block] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            found += _in_lines(lines)
            lines = []
            found.append(block)
    return [*found, *_in_lines(lines)]


def _in_lines(lines: Sequence[str]) -> list[Block]:
    finders: tuple[_Finder, ...] = (_stroked, _tabbed, _stacked, aligned)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        found = next(filter(None, (find(lines, at) for find in finders)), None)
        if found is None:
            blocks.append(Paragraph(lines[at]))
            at += 1
        else:
            blocks.append(found[0])
            at = found[1]
    return blocks


def unread_rows(lines: Iterable[str | None]) -> Iterator[str]:
    """Lines that look like rows of tasks and are in no table, and those between them and one.

    None stands for a table. What is said here would otherwise be lost without a word.
    """
    waiting: list[str] = []
    near = False
    for line in lines:
        if line is None:
            waiting, near = [], True
        elif _looks_as_row(line):
            yield from (*waiting, line)
            waiting, near = [], True
        elif near and line.strip():
            waiting.append(line)
            near = len(waiting) < MORE_LINES
            waiting = waiting if near else []


def _looks_as_row(line: str) -> bool:
    # 3 公开规章 县司法局 9月底前, its number perhaps left out.
    cells = line.split()
    units = any(map(ends_as_unit, cells[1:]))
    due = any(map(is_deadline, cells[1:]))
    numbered = bool(cells) and is_number(cells[0])
    return len(cells) >= FEWEST and ((units or due) if numbered else (units and due))


# Strokes between cells: 1 | 公开规划 | 县发改局 | 全年 |


def _stroked(lines: Sequence[str], at: int) -> Found | None:
    rows: list[list[str]] = []
    width = 0
    end = at
    while end < len(lines):
        line = lines[end].strip()
        if rows and line and _RULE.fullmatch(line):
            end += 1
            continue
        if len(_STROKES.findall(line)) >= 1 and not _RULE.fullmatch(line):
            cells = _parted(line)
        elif rows and line and len(rows[-1]) < width and _goes_on(lines, end):
            cells = [line]
        else:
            break
        if (
            rows
            and 0 < len(rows[-1]) < width
            and len(rows[-1]) + len(cells) - 1 <= width
            and (not _starts_row(cells, rows))
        ):
            # A line break inside a cell: the row goes on in this line.
            rows[-1][-1] += f"\n{cells[0]}"
            rows[-1] += cells[1:]
        else:
            rows.append(cells)
        width = max(width, len(rows[0]))
        end += 1
    if len(rows) < 2 or width < FEWEST:
        return None
    return grid_of_texts(rows), end


def _parted(line: str) -> list[str]:
    cells = [cell.strip() for cell in _STROKES.split(line)]
    if _STROKES.match(line):
        cells = cells[1:]
    return cells[:-1] if _STROKES.search(line[-1:]) else cells


def _starts_row(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    if head_role(rows[0][0]) == "number":
        return is_number(cells[0]) or len(cells) == len(rows[0])
    return len(cells) == len(rows[0])


def _goes_on(lines: Sequence[str], at: int) -> bool:
    # Whether a line without strokes lies inside a row: the rest of the row follows it.
    following = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    if not _STROKES.search(following):
        return False
    return not is_number(_parted(following.strip())[0])


# Tabs between cells, as a table pasted from Word has them.


def _tabbed(lines: Sequence[str], at: int) -> Found | None:
    first = _tab_cells(lines[at])
    if len([cell for cell in first if cell]) < FEWEST:
        return None
    end = at
    rows: list[list[str]] = []
    while end < len(lines):
        cells = _tab_cells(lines[end])
        following = lines[end + 1] if end + 1 < len(lines) else ""
        section = len(cells) == 1 and cells[0] and "\t" in following and rows
        if not section and sum(map(bool, cells)) < 2 and len(cells) < len(first):
            break
        rows.append(cells)
        end += 1
    return (grid_of_texts(rows), end) if len(rows) > 1 else None


def _tab_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


# One cell a line, as pages are often copied.


def _stacked(lines: Sequence[str], at: int) -> Found | None:
    if not head_role(lines[at]):
        return None
    heads: list[str] = []
    for line in filter(str.strip, islice(lines, at, None)):
        if not head_role(line) or line.strip() in heads:
            break
        heads.append(line.strip())
    if not is_head(heads):
        return None
    filled = [place for place in range(at, len(lines)) if lines[place].strip()]
    roles = [head_role(head) for head in heads]
    texts = [lines[place].strip() for place in filled[len(heads) :]]
    rows, used = _numbered(texts, roles) if roles[0] == "number" else _chunked(texts, roles)
    if not rows:
        return None
    end = filled[len(heads) + used - 1] + 1
    return grid_of_texts([heads, *rows]), end


def _numbered(texts: Sequence[str], roles: Sequence[str]) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    at, width = 0, len(roles)
    while at < len(texts) and is_number(texts[at]):
        end = _next_number(texts, at, width)
        last = end is None
        end = min(at + width, len(texts)) if end is None else end
        cells = list(texts[at + 1 : end])
        # A line before the next number may head a section of the table.
        section = cells.pop() if len(cells) >= width and _SECTION.match(cells[-1]) else ""
        rows.append([texts[at], *_fitted(cells, roles[1:])])
        rows += [[section]] if section else []
        at = end
        if last:
            break
    return rows, at


def _next_number(texts: Sequence[str], at: int, width: int) -> int | None:
    # The next number in order, or any number where the row is just full.
    places = range(at + 1, min(at + width + MORE_LINES, len(texts)))
    numbers = [place for place in places if is_number(texts[place])]
    own = _value(texts[at])
    for place in numbers:
        if own is not None and _value(texts[place]) in (own, own + 1):
            return place
    return at + width if at + width in numbers else None


def _value(text: str) -> int | None:
    digits = plain(text).strip("().、．")
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _fitted(cells: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Cells of one row in the columns; where their number differs, by what they look like."""
    if len(cells) == len(roles):
        return list(cells)
    fitted = [""] * len(roles)
    column = 0
    for cell in cells:
        at = _column_for(cell, roles, column)
        fitted[at] += f"\n{cell}" if fitted[at] else cell
        column = at + (roles[at] in ("title", "content", "due"))
        column = min(column, len(roles) - 1)
    return fitted


def _column_for(cell: str, roles: Sequence[str], column: int) -> int:
    wanted: tuple[str, ...] = ("title", "content", "group")
    if is_deadline(cell):
        wanted = ("due",)
    elif all(ends_as_unit(part) for part in re.split("[、，,；;]", cell) if part.strip()):
        wanted = ("lead", "responsible", "support")
    places = [at for at in range(column, len(roles)) if roles[at] in wanted]
    return places[0] if places else column


def _chunked(texts: Sequence[str], roles: Sequence[str]) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    width, at = len(roles), 0
    checks = [(place, role) for place, role in enumerate(roles) if role in ("lead", "due")]
    checks = checks or [(place, role) for place, role in enumerate(roles) if role == "responsible"]
    while at + width <= len(texts):
        row = list(texts[at : at + width])
        if not all(is_deadline(row[p]) if r == "due" else ends_as_unit(row[p]) for p, r in checks):
            break
        rows.append(row)
        at += width
    return rows, at
