"""The lists of a plan: which tables are one list, what it is called, and its rows as printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from gongkai.read.document_block import Cell, Paragraph
from gongkai.read.plan_head import is_date, is_organ, looks_as_title, title_words
from gongkai.read.plan_table import Table, is_remark
from gongkai.read.plan_words import either, plan_words, tidy, words

_WHAT = ("title", "content", "group")
_PAGE = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d+\s*页?)?[-—–－\s]*")
_SECTION = re.compile(
    r"(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十]+[章部节])"
)
_OWN_NUMBER = re.compile(
    r"(\d{1,3}(?:[.．]\d{1,2})?|[(（]\d{1,3}[)）]|[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+(?=、)|[①-⑳])\s*[.．、]?(?![\d.])\s*"
)
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.]?")
_ANNEX = re.compile(r"(?:附件|附表)\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*")
_UNIT_NOTE = re.compile(r"[(（].{0,20}[)）]")
_LOOK_BACK = 6


class Row(NamedTuple):
    """A task as its list prints it.

    `group` is what it shares with others, `heading` the row of its section; `shared` says that its
    number is a merged cell, and so not a number twice.
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


@dataclass
class List:
    """Rows under one name; `guessed` where no head was printed, `has_due` where a column was."""

    name: str | None
    table: Table
    rows: list[Row] = field(default_factory=list)
    guessed: bool = False

    @property
    def has_due(self) -> bool:
        """Whether the list has a column of deadlines."""
        return "due" in self.table.roles


class Lists(NamedTuple):
    """The lists of a document, and its other lines in order."""

    lists: list[List]
    lines: list[str]


def read_lists(parts: Iterable[Paragraph | Table]) -> Lists:
    """Gather tables into lists, each named by the title above it."""
    lists: list[List] = []
    lines: list[str] = []
    captions: list[str] = []
    for part in parts:
        if isinstance(part, Paragraph):
            lines.append(part.text)
            captions.append(part.text)
            continue
        _take(part, _caption(captions), lists)
        captions = []
    return Lists([each for each in lists if each.rows], lines)


class _Caption(NamedTuple):
    name: str = ""
    section: str = ""
    annex: str = ""
    goes_on: bool = False


@cache
def _continued() -> re.Pattern[str]:
    # In brackets behind a name, or a line of its own.
    known = either(words("head", "continued"))
    return re.compile(rf"[(（](?:{known})[)）]$|^(?:{known})\d*$")


def _caption(lines: Sequence[str]) -> _Caption:
    caption = _Caption()
    seen, below = 0, ""
    for line in (tidy(each) for each in reversed(lines)):
        if not line or _PAGE.fullmatch(line) or _UNIT_NOTE.fullmatch(line):
            continue
        if is_date(line) or is_organ(line) or "。" in line:
            break
        annex = _ANNEX.match(line)
        rest = line[annex.end() :] if annex else line
        bare = _continued().sub("", rest)
        if bare != rest:
            caption = caption._replace(goes_on=True)
        if annex:
            # Below 附件1 stands the name, whatever it ends with.
            return caption._replace(annex=line, name=caption.name or bare or below)
        if caption.name:
            break
        if _SECTION.match(bare) and not bare.endswith(words("head", "lists")):
            caption = caption._replace(section=caption.section or bare)
        elif bare and looks_as_title(bare):
            # What stands above may be its number: 附件2.
            caption = caption._replace(name=bare)
        elif bare and any(word in bare for word in title_words()) and seen == 0:
            caption = caption._replace(name=bare)
        seen, below = seen + 1, bare
        if seen >= _LOOK_BACK:
            break
    return caption


def _take(table: Table, caption: _Caption, lists: list[List]) -> None:
    last = lists[-1] if lists else None
    if last is not None and _is_same(table, caption, last):
        table = _as_wide(table, last.table)
        _add_rows(last, table, caption.section, goes_on=True)
        return
    name = caption.name or table.name or caption.annex or None
    if name is None and last is not None:
        name = caption.section or plan_words()["head"]["unnamed"].format(n=len(lists) + 1)
    found = List(name, table, guessed=not table.headed)
    _add_rows(found, table, caption.section if name != caption.section else "", goes_on=False)
    lists.append(found)


def _is_same(table: Table, caption: _Caption, last: List) -> bool:
    if caption.goes_on or (caption.name and caption.name == last.name):
        return table.roles == last.table.roles or not table.headed
    if caption.name or caption.annex:
        return False
    if table.roles != last.table.roles:
        return False
    if table.heads == last.table.heads and table.name == last.table.name:
        first = _first_number(table)
        return not (first == 1 and caption.section and not last.name)
    first, before = _first_number(table), _last_number(last)
    return first is not None and before is not None and first == before + 1


def _as_wide(table: Table, before: Table) -> Table:
    return table if table.headed else Table(before.roles, before.heads, table.rows, table.name)


def _first_number(table: Table) -> int | None:
    column = table.column("number")
    texts = [] if column is None else [clean_number(row[column].text) for row in table.rows]
    return next((int(text) for text in texts if text.isascii() and text.isdigit()), None)


def _last_number(found: List) -> int | None:
    digits = [row.number for row in found.rows if row.number.isascii() and row.number.isdigit()]
    return int(digits[-1]) if digits else None


def clean_number(text: str) -> str:
    """A number as printed, without the stop behind it."""
    return tidy(text).strip().rstrip(".．、，,:：")


class _Columns(NamedTuple):
    title: int
    contents: tuple[int, ...]
    groups: tuple[int, ...]


def _columns(table: Table, rows: Sequence[Sequence[Cell]]) -> _Columns | None:
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
    return _Columns(title, contents, groups)


def _add_rows(found: List, table: Table, section: str, *, goes_on: bool) -> None:
    bodies = [row for row in table.rows if _section_of(row, table) is None]
    columns = _columns(table, bodies)
    if columns is None:
        return
    heading, group = section, dict.fromkeys(columns.groups, "")
    if goes_on and found.rows:
        heading = section or found.rows[-1].heading
    seen: dict[tuple[Cell, ...], int] = {}
    for at, row in enumerate(table.rows):
        head = _section_of(row, table)
        if head is not None:
            if not is_remark(head):
                heading, group = head, dict.fromkeys(columns.groups, "")
            continue
        for column in columns.groups:
            group[column] = tidy(row[column].text).replace("\n", "") or group[column]
        made = _row(row, table, columns, heading, tuple(filter(None, group.values())))
        if at == 0 and goes_on and table.broken and _is_rest(made, found, table):
            found.rows[-1] = _joined(found.rows[-1], made)
            continue
        merged = _merged_key(row, table, columns)
        if merged is not None and merged in seen:
            found.rows[seen[merged]] = _both(found.rows[seen[merged]], made)
            continue
        if merged is not None:
            seen[merged] = len(found.rows)
        if made.title or made.number or made.leads or made.responsible:
            found.rows.append(made)


def _section_of(row: Sequence[Cell], table: Table) -> str | None:
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
    no_number = clean_number(text) != "" and not _OWN_NUMBER.fullmatch(text)
    return text if wide or _SECTION.match(text) or (for_number and no_number) else None


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


def _row(
    row: Sequence[Cell],
    table: Table,
    columns: _Columns,
    heading: str,
    group: tuple[str, ...],
) -> Row:
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
    )


def _merged_key(row: Sequence[Cell], table: Table, columns: _Columns) -> tuple[Cell, ...] | None:
    # One task over several rows: its title is merged, and so is its number where there is one.
    number = table.column("number")
    cells = (row[columns.title], *(() if number is None else (row[number],)))
    return cells if all(cell.rows > 1 for cell in cells) else None


def _both(first: Row, more: Row) -> Row:
    def lines(*texts: str) -> str:
        return "\n".join(dict.fromkeys(text for text in texts if text))

    return first._replace(
        content=lines(first.content, more.content),
        leads=lines(first.leads, more.leads),
        responsible=lines(first.responsible, more.responsible),
        due=lines(first.due, more.due),
    )


def _is_rest(made: Row, found: List, table: Table) -> bool:
    # What a page's end has cut off: no number where every task has one, or nearly nothing.
    if not found.rows:
        return False
    if table.column("number") is not None:
        return not made.number
    return not (made.leads or made.responsible) and not made.due


def _joined(first: Row, rest: Row) -> Row:
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
    )
