"""Tables of tasks inside the tables of a document: their heads, their rows, and what is around."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.read.document_block import Block, Cell, Grid, Paragraph
from gongkai.read.plan_due import is_deadline
from gongkai.read.plan_head import looks_as_title
from gongkai.read.plan_words import ends_as_unit, head_role, is_number, plain, tidy, words

_WHAT = ("title", "content", "group")
_WHO_OR_WHEN = ("lead", "responsible", "due")
_LONGEST_NAME = 80
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Table:
    """Rows of tasks below one head. `roles` are what the columns are; `headed` is false where no
    head was printed and the columns were known by what stands in them, `guessed` true where at
    least one column is not known by a head of its own."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    headed: bool = True
    broken: bool = False
    guessed: bool = False

    def column(self, role: str) -> int | None:
        """The first column of that role."""
        return self.roles.index(role) if role in self.roles else None


def tables_of(blocks: Iterable[Block], before: Table | None = None) -> Iterator[Paragraph | Table]:
    """Blocks with each grid told apart into tables of tasks and lines around them.

    A grid without a head goes on with the columns of the table before it where it is as wide;
    else its columns are known by what stands in them; else its cells are lines.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for part in _parts(block, before):
            before = part if isinstance(part, Table) else before
            yield part


def _parts(grid: Grid, before: Table | None) -> Iterator[Paragraph | Table]:
    rows = [row for row in grid.rows if any(cell.text.strip() for cell in row)]
    heads = [at for at, row in enumerate(rows) if _is_head(row)]
    if not heads:
        titles = next((at for at, row in enumerate(rows) if not _is_title(row)), len(rows))
        table = _headless(grid, rows[titles:], before)
        yield from _lines(rows if table is None else rows[:titles])
        if table is not None:
            yield table
        return
    above, below = rows[: heads[0]], rows[heads[0] :]
    if before is not None and above and _goes_on(above, before):
        # The end of a table, and another one below it in the same grid.
        names = _names_at_end(above)
        kept = above[: len(above) - names]
        yield _going_on(grid, kept, before)
        yield from _lines(above[len(kept) :])
    else:
        yield from _lines(above)
    start = 0
    while start < len(below):
        size = _head_rows(below[start:])
        head, rest = below[start : start + size], below[start + size :]
        following = next((at for at, row in enumerate(rest) if _is_head(row)), len(rest))
        body = rest[:following]
        numbered = "number" in _roles(head, body)[:1]
        tail = _remarks_at_end(body, numbered) if following == len(rest) else _names_at_end(body)
        kept = body[: len(body) - tail]
        texts = _head_texts(head)
        roles = _roles(head, kept)
        name = grid.name if start == 0 else ""
        guessed = any(
            role in (*_WHAT, "responsible") and not head_role(text)
            for role, text in zip(roles, texts, strict=True)
        )
        yield Table(roles, texts, tuple(kept), name, True, grid.broken, guessed)
        yield from _lines(body[len(kept) :])
        start += size + following


def _lines(rows: Sequence[Sequence[Cell]]) -> Iterator[Paragraph]:
    # Cells beside each other may be a label and what it labels.
    for row in rows:
        cells = [cell.text for cell in dict.fromkeys(row) if cell.text.strip()]
        for label, text in zip(cells[::2], [*cells[1::2], ""], strict=False):
            if text and len(label) <= _LONGEST_NAME // 8 and "\n" not in label:
                yield Paragraph(f"{tidy(label).rstrip('：:')}：{text}")
            else:
                for each in filter(None, (label, text)):
                    yield from map(Paragraph, each.split("\n"))


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in dict.fromkeys(row) if cell.text.strip()]


def _is_head(row: Sequence[Cell]) -> bool:
    cells = _distinct(row)
    roles = [head_role(tidy(cell.text)) for cell in cells]
    known = [role for role in roles if role]
    kinds = set(known)
    return (
        len(kinds) > 1
        and 2 * len(known) >= len(cells)
        and (bool(kinds & set(_WHAT)) or ("number" in kinds and len(known) < len(cells)))
        and (bool(kinds & set(_WHO_OR_WHEN)) or len(known) == len(cells))
        and all(len(tidy(cell.text)) <= _LONGEST_NAME // 4 for cell in cells)
    )


def _is_title(row: Sequence[Cell]) -> bool:
    cells = _distinct(row)
    return len(cells) == 1 and looks_as_title(tidy(cells[0].text))


def _head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    # A head goes down as far as its merged cells do; and over a row of heads below a wide one.
    top = rows[0]
    first = max((cell.row for cell in top), default=0)
    down = max(
        (cell.row + cell.rows for cell in _distinct(top) if cell.columns < len(top)), default=1
    )
    size = max(down - first, 1)
    if size == 1 and len(rows) > 1 and any(cell.columns > 1 for cell in _distinct(top)):
        cells = _distinct(rows[1])
        below = [head_role(tidy(cell.text)) for cell in cells]
        size += bool(below) and all(below) and len(cells) < len(rows[1])
    return min(size, len(rows))


def _head_texts(head: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    # The lowest text of each column, for it says most.
    texts = []
    for column in range(len(head[0])):
        found = [tidy(row[column].text) for row in head if row[column].text.strip()]
        known = [text for text in found if head_role(text)]
        texts.append((known or found or [""])[-1])
    return tuple(texts)


def _roles(head: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    roles = [head_role(text) for text in _head_texts(head)]
    if "number" not in roles:
        for column, role in enumerate(roles):
            if role in ("", "title", "group", "content") and _is_numbers(rows, column):
                roles[column] = "number"
                break
    if not set(roles) & set(_WHAT):
        # No head says which column is the task: the unknown one that says most.
        unknown = [column for column, role in enumerate(roles) if not role]
        if not set(roles) & {"lead", "responsible"} and len(unknown) > 1:
            units = [column for column in unknown if _most(_texts(rows, column), _is_units)]
            for column in units[:1]:
                roles[column] = "responsible"
                unknown.remove(column)
        if unknown:
            roles[max(unknown, key=lambda column: _length(rows, column))] = "title"
    return tuple(roles)


def _texts(rows: Sequence[Sequence[Cell]], column: int) -> list[str]:
    found = [tidy(cell.text) for cell in dict.fromkeys(row[column] for row in rows)]
    return [text for text in found if text]


def _length(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return sum(map(len, _texts(rows, column)))


def _is_numbers(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    narrow = [row for row in rows if row[column].columns == 1]
    texts = _texts(narrow, column)
    return len(texts) >= _FEWEST_ROWS and all(map(is_number, texts))


def _headless(grid: Grid, rows: list[tuple[Cell, ...]], before: Table | None) -> Table | None:
    kept = rows[: len(rows) - _remarks_at_end(rows, numbered=False)]
    if not kept:
        return None
    if before is not None and len(before.roles) == grid.width and _goes_on(kept, before):
        return _going_on(grid, kept, before)
    roles = _guessed(kept, grid.width)
    if roles is None:
        return None
    return Table(roles, ("",) * grid.width, tuple(kept), grid.name, False, grid.broken, True)


def _going_on(grid: Grid, rows: Sequence[tuple[Cell, ...]], before: Table) -> Table:
    return Table(before.roles, before.heads, tuple(rows), grid.name, True, grid.broken, True)


def _goes_on(rows: Sequence[Sequence[Cell]], before: Table) -> bool:
    # The deadlines and numbers stand where those of the table before do.
    if len(rows[0]) != len(before.roles):
        return False
    checks = {"number": is_number, "due": is_deadline}
    for role, check in checks.items():
        column = before.column(role)
        if column is None:
            continue
        texts = _texts([row for row in rows if row[column].columns == 1], column)
        if texts and 2 * sum(map(check, texts)) < len(texts):
            return False
    return True


def _guessed(rows: Sequence[Sequence[Cell]], width: int) -> tuple[str, ...] | None:
    single = [row for row in rows if len(_distinct(row)) > 1]
    if len(single) < _FEWEST_ROWS or width < _FEWEST_ROWS or _describes_page(single):
        return None
    roles = [""] * width
    for column in range(width):
        texts = _texts(single, column)
        if not texts:
            continue
        if "number" not in roles and _is_numbers(single, column):
            roles[column] = "number"
        elif "due" not in roles and _most(texts, is_deadline):
            roles[column] = "due"
        elif "responsible" not in roles and _most(texts, _is_units):
            roles[column] = "responsible"
    unknown = [column for column, role in enumerate(roles) if not role]
    if not unknown or not ("responsible" in roles or {"due", "number"} <= set(roles)):
        return None
    roles[max(unknown, key=lambda column: _length(single, column))] = "title"
    return tuple(roles)


def _describes_page(rows: Sequence[Sequence[Cell]]) -> bool:
    labels = set(map(plain, words("head", "page_labels")))
    return any(plain(cell.text) in labels for row in rows for cell in row)


def _most(texts: Sequence[str], check: Callable[[str], bool]) -> bool:
    return bool(texts) and 5 * sum(map(check, texts)) >= 4 * len(texts)


def _is_units(text: str) -> bool:
    names = [name for name in re.split("[、，,；;\n]", text) if name]
    return bool(names) and all(len(name) <= 20 and ends_as_unit(name) for name in names)


def is_remark(text: str) -> bool:
    """Whether a row that begins so is a total or a remark, and no task."""
    return _beginning(text).startswith(tuple(map(_beginning, words("text", "remarks"))))


def _beginning(text: str) -> str:
    # To compare by, its colon kept.
    return "".join(text.split())[:10].replace("：", ":")


def _remarks_at_end(rows: Sequence[Sequence[Cell]], numbered: bool) -> int:
    # Also lines of the document below the table, as a sheet has them: words where a number belongs.
    count = 0
    for row in reversed(rows):
        cells = _distinct(row)
        alone = len(cells) == 1 and cells[0].columns > 1
        line = numbered and len(cells) == 1 and cells[0] is row[0] and not is_number(cells[0].text)
        if cells and not is_remark(cells[0].text) and not (alone and count) and not line:
            break
        count += 1
    return count


def _names_at_end(rows: Sequence[Sequence[Cell]]) -> int:
    # The names of the next table: rows of one cell, at least one of which is a name's.
    count = 0
    for row in reversed(rows):
        cells = _distinct(row)
        if len(cells) > 1 or not (cells and (cells[0].columns > 1 or len(row) == 1 or row[0].text)):
            break
        if not tidy(cells[0].text).endswith(words("head", "lists")) and not tidy(
            cells[0].text
        ).startswith(words("head", "annex")):
            break
        count += 1
    return count
