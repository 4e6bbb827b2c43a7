"""The rows of a table of tasks: which columns name a task, which rows head a section."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.read.document_block import Cell
from gongkai.read.plan_table import Table, is_remark
from gongkai.read.plan_words import is_blank, is_error, plan_words, tidy

_WHAT = ("title", "content", "group")
SECTION = re.compile(
    r"(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十]+[章部节])"
)
# 1. 1.2、 （1） （一） 一、 ①: a bare number before words is one of them (26个试点).
_OWN_NUMBER = re.compile(
    r"(\d{1,3}(?:[.．]\d{1,2})?(?=[.．、])|[(（](?:\d{1,3}|[一二三四五六七八九十]+)[)）]"
    r"|[一二三四五六七八九十]+(?=、)|[①-⑳])[.．、]?(?!\d)\s*"
)
_BARE_NUMBER = re.compile(r"[(（]?(?:[\d.．]+|[一二三四五六七八九十]+|[①-⑳])[)）]?[.．、]?")
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.]?")


class Row(NamedTuple):
    """A task as its list prints it.

    `group` is what it shares with others, `heading` the row of its section; `shared` says that its
    number is a merged cell, and so not a number twice. `errors` are formulas without a value, which
    are left out, each with the role and the head of its column.
    """

    number: str
    title: str
    content: str = ""
    group: str = ""
    heading: str = ""
    leads: str = ""
    responsible: str = ""
    due: str = ""
    shared: bool = False
    errors: tuple[tuple[str, str, str], ...] = ()


def clean_number(text: str) -> str:
    """A number as printed, without the stop behind it."""
    return "" if is_blank(text) else tidy(text).strip().rstrip(".．、，,:：")


class Columns(NamedTuple):
    """The column that names a task, those that say more of it, and those of what tasks share."""

    title: int
    contents: tuple[int, ...]
    groups: tuple[int, ...]


def columns_of(table: Table, rows: Sequence[Sequence[Cell]]) -> Columns | None:
    """What the columns of a table are by how its cells are merged; None where none names a task."""
    known = [column for column, role in enumerate(table.roles) if role in _WHAT]
    if not known or not rows:
        return None
    cells = {column: list(dict.fromkeys(row[column] for row in rows)) for column in known}
    filled = {column: sum(bool(cell.text.strip()) for cell in cells[column]) for column in known}
    most = max(filled.values())
    # A column whose cells are merged over several tasks, or blank below the first, is a group's.
    merged = {column for column in known if len(cells[column]) < len(rows)}
    own = [column for column in known if filled[column] == most and column not in merged]
    own = own or [column for column in known if filled[column] == most]
    ranked = sorted(own, key=lambda column: (_WHAT.index(table.roles[column]), column))
    title = ranked[0]
    groups = tuple(
        column
        for column in known
        if column != title and (column not in own or table.roles[column] == "group")
    )
    contents = tuple(column for column in known if column != title and column not in groups)
    return Columns(title, contents, groups)


def section_of(row: Sequence[Cell], table: Table) -> str | None:
    """The text of a row that heads a section or remarks on the table; None for a task's row."""
    starting = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
    if starting and is_remark(starting[0].text):
        return tidy(starting[0].text)
    if len(starting) == 1:
        return _alone(starting[0], row, table)
    return _numbered_section(starting, row, table) if len(starting) == 2 else None


def _alone(cell: Cell, row: Sequence[Cell], table: Table) -> str | None:
    text = tidy(cell.text).replace("\n", "")
    if cell.rows > 1 and cell.columns < len(row):
        return None  # a group's cell, beside cells that are blank
    wide = cell.columns > 1 and cell.columns >= len(row) // 2
    # Words where every task has its number.
    for_number = row[0] is cell and table.column("number") == 0
    no_number = clean_number(text) != "" and not _BARE_NUMBER.fullmatch(text)
    return text if wide or SECTION.match(text) or (for_number and no_number) else None


def _numbered_section(starting: Sequence[Cell], row: Sequence[Cell], table: Table) -> str | None:
    # 一 | 主动公开 | | : a section with its number in a column of its own, and nobody to do it.
    number = table.column("number")
    label = "" if number is None else tidy(row[number].text)
    if not _CHINESE_NUMBER.fullmatch(label):
        return None
    for cell, role in zip(row, table.roles, strict=True):
        if (
            role in ("lead", "responsible", "due")
            and cell.text.strip()
            and cell not in starting[1:]
        ):
            return None
    text = tidy(starting[1].text)
    return f"{label}{text}" if label[0] in "(（" else f"{label.rstrip('、.')}、{text}"


def row_of(
    row: Sequence[Cell],
    table: Table,
    columns: Columns,
    heading: str,
    group: tuple[str, ...],
) -> Row:
    """A row as printed; a number at the beginning of the title counts where no column has them."""
    errors = tuple(
        (role, head or str(plan_words()["roles"].get(role, "")), cell.text.strip())
        for role, head, cell in zip(table.roles, table.heads, row, strict=True)
        if is_error(cell.text)
    )
    row = [cell._replace(text="") if is_error(cell.text) else cell for cell in row]

    def text(role: str) -> str:
        texts = [
            row[column].text
            for column, each in enumerate(table.roles)
            if each == role and row[column].text.strip()
        ]
        return "\n".join(dict.fromkeys(texts))

    title = tidy(row[columns.title].text).replace("\n", "")
    number_at = table.column("number")
    number = clean_number(text("number"))
    if number_at is None:
        own = _OWN_NUMBER.match(title)
        if own is not None and own.end() < len(title):
            number, title = clean_number(own[1]), title[own.end() :]
    content = "\n".join(tidy(row[column].text) for column in columns.contents)
    return Row(
        number,
        title,
        content,
        " / ".join(group),
        heading,
        text("lead"),
        text("responsible"),
        tidy(text("due")),
        number_at is not None and row[number_at].rows > 1,
        errors,
    )


def merged_key(row: Sequence[Cell], table: Table, columns: Columns) -> tuple[Cell, ...] | None:
    """What two rows of one task have in common: its merged cells; None for a task of one row."""
    number = table.column("number")
    cells = (row[columns.title], *(() if number is None else (row[number],)))
    return cells if all(cell.rows > 1 for cell in cells) else None


def both(first: Row, more: Row) -> Row:
    """One task out of two of its rows."""

    def lines(*texts: str) -> str:
        return "\n".join(dict.fromkeys(text for text in texts if text))

    return first._replace(
        content=lines(first.content, more.content),
        leads=lines(first.leads, more.leads),
        responsible=lines(first.responsible, more.responsible),
        due=lines(first.due, more.due),
        errors=tuple(dict.fromkeys((*first.errors, *more.errors))),
    )


def joined(first: Row, rest: Row) -> Row:
    """A row whose end stood on the next page."""
    return Row(
        first.number or rest.number,
        first.title + rest.title,
        first.content + rest.content,
        first.group if rest.group in ("", first.group) else first.group + rest.group,
        first.heading,
        first.leads + rest.leads,
        first.responsible + rest.responsible,
        first.due + rest.due,
        first.shared,
        (*first.errors, *rest.errors),
    )
