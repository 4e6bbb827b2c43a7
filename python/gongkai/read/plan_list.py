"""The lists of a plan: which tables are one list, what it is called, and their rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from gongkai.read.document_block import Cell, Paragraph
from gongkai.read.plan_head import is_date, is_organ, looks_as_title, title_words
from gongkai.read.plan_row import (
    SECTION,
    Row,
    both,
    clean_number,
    columns_of,
    joined,
    merged_key,
    row_of,
    section_of,
)
from gongkai.read.plan_table import Table, is_remark
from gongkai.read.plan_words import either, plan_words, tidy, words

_PAGE = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d+\s*页?)?[-—–－\s]*")
_ANNEX = re.compile(r"(?:附件|附表)\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*")
_UNIT_NOTE = re.compile(r"[(（].{0,20}[)）]")
_LOOK_BACK = 6


@dataclass
class List:
    """Rows under one name; `guessed` where a column is not known by its head."""

    name: str | None
    table: Table
    rows: list[Row] = field(default_factory=list)
    guessed: bool = False


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
        if SECTION.match(bare) and not bare.endswith(words("head", "lists")):
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
    found = List(name, table, guessed=table.guessed)
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
    return table if table.headed else replace(table, roles=before.roles, heads=before.heads)


def _first_number(table: Table) -> int | None:
    column = table.column("number")
    texts = [] if column is None else [clean_number(row[column].text) for row in table.rows]
    return next((int(text) for text in texts if text.isascii() and text.isdigit()), None)


def _last_number(found: List) -> int | None:
    digits = [row.number for row in found.rows if row.number.isascii() and row.number.isdigit()]
    return int(digits[-1]) if digits else None


def _add_rows(found: List, table: Table, section: str, *, goes_on: bool) -> None:
    bodies = [row for row in table.rows if section_of(row, table) is None]
    columns = columns_of(table, bodies)
    if columns is None:
        return
    heading, group = section, dict.fromkeys(columns.groups, "")
    if goes_on and found.rows:
        heading = section or found.rows[-1].heading
    seen: dict[tuple[Cell, ...], int] = {}
    for at, row in enumerate(table.rows):
        head = section_of(row, table)
        if head is not None:
            if not is_remark(head):
                heading, group = head, dict.fromkeys(columns.groups, "")
            continue
        for column in columns.groups:
            group[column] = tidy(row[column].text).replace("\n", "") or group[column]
        made = row_of(row, table, columns, heading, tuple(filter(None, group.values())))
        if at == 0 and goes_on and table.broken and _is_rest(made, found, table):
            found.rows[-1] = joined(found.rows[-1], made)
            continue
        merged = merged_key(row, table, columns)
        if merged is not None and merged in seen:
            found.rows[seen[merged]] = both(found.rows[seen[merged]], made)
            continue
        if merged is not None:
            seen[merged] = len(found.rows)
        if made.title or made.number or made.leads or made.responsible or made.errors:
            found.rows.append(made)


def _is_rest(made: Row, found: List, table: Table) -> bool:
    # What a page's end has cut off: no number where every task has one, or nearly nothing.
    if not found.rows:
        return False
    if table.column("number") is not None:
        return not made.number
    return not (made.leads or made.responsible) and not made.due
