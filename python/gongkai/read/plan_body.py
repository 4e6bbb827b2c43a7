"""The clauses of a plan's body, and who is to do what of them until when."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gongkai.read.plan_head import is_date, is_organ
from gongkai.read.plan_marks import both_deadlines, marks_in
from gongkai.read.plan_words import tidy, words

_CHINESE = "[一二三四五六七八九十百]+"
# The levels of numbers in official documents (GB/T 9704): 一、 （一） 1. （1）
_LEVELS = (
    re.compile(rf"(?P<number>{_CHINESE})、|(?P<part>第{_CHINESE}[章部节]分?)"),
    re.compile(rf"(?P<number>[(（]{_CHINESE}[)）])[、.．]?"),
    # A number needs its stop, or two parts: 26个试点 and 2.0版 begin a line that goes on.
    re.compile(
        r"(?P<number>\d{1,3}(?:[.．][1-9]\d?){1,2}(?=[\u4e00-\u9fff“《])"
        r"|\d{1,3}(?:[.．]\d{1,3}){0,2}(?=[.．、]\D))[.．、]?"
    ),
    re.compile(r"(?P<number>[(（]\d{1,3}[)）]|[①-⑳])[、.．]?"),
)
_STOP = re.compile(r"附件\s*\d*\s*[:：]?|附表")
_LONGEST_HEADING = 60


class Said(NamedTuple):
    """A part of a clause with those who lead it; `due` is a deadline said beside them."""

    text: str
    leads: tuple[str, ...]
    due: str = ""


class Clause(NamedTuple):
    """A numbered paragraph: its number and heading, the heading above it, and its parts.

    `name` is number and heading as printed, the stop between them too.
    """

    number: str
    level: int
    heading: str
    above: str
    parts: tuple[Said, ...]
    name: str


def read_body(lines: Sequence[str]) -> list[Clause]:
    """The clauses of the lines that are no table, in order; what has no number goes on above it."""
    items: list[_Numbered] = []
    for line in _body_lines(lines):
        found = _numbered(line)
        if found is not None:
            items.append(found)
        elif items and line:
            items[-1] = items[-1]._replace(text=f"{items[-1].text}\n{line}")
    clauses: list[Clause] = []
    above: dict[int, str] = {}
    for number, printed, level, text in items:
        parts = tuple(_parts(text))
        heading = _heading(text, parts)
        name = f"{printed}{heading}"
        clause = Clause(number, level, heading, _nearest(above, level), parts, name)
        above = {each: name for each, name in above.items() if each < level}
        above[level] = clause.name
        clauses.append(clause)
    return clauses


def said_in(text: str) -> Said | None:
    """The text before the first bracket that names who leads, and what it says; None without."""
    first = next(iter(_parts(text)), None)
    return first if first is not None and first.leads else None


@cache
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph."""
    return tuple(each for each in re.split(r"[。；;！!\n]", text) if each.strip())


def _body_lines(lines: Sequence[str]) -> Iterator[str]:
    copies = words("head", "copies")
    for line in map(tidy, lines):
        if line.startswith(copies) or _STOP.match(line) or is_date(line):
            yield from ()
        elif not is_organ(line):
            yield line


class _Numbered(NamedTuple):
    number: str
    printed: str  # with its stop
    level: int
    text: str


def _numbered(line: str) -> _Numbered | None:
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(line)
        if found is not None and found.end() < len(line):
            number = found.groupdict().get("number") or found[0]
            return _Numbered(number, found[0], level, line[found.end() :].strip())
    return None


def _nearest(above: dict[int, str], level: int) -> str:
    higher = [each for each in above if each < level]
    return above[max(higher)] if higher else ""


def _heading(text: str, parts: Sequence[Said]) -> str:
    # The first sentence, without what it says of leads.
    first = re.split(r"[。\n]|(?=[(（【\[](?:牵头|责任|主办|负责))", text, maxsplit=1)[0]
    mark = next(iter(marks_in(first)), None)
    if mark is not None:
        first = first[: mark.start].rstrip("，,；; ") or parts[0].text.split("。")[0]
    return first if len(first) <= _LONGEST_HEADING else re.split("[，,；;]", first, maxsplit=1)[0]


def _parts(text: str) -> Iterator[Said]:
    at = 0
    waiting: Said | None = None
    responsible = False
    for mark in marks_in(text):
        before, behind = _trimmed(text[at : mark.start]), _trimmed(text[mark.end : mark.until])
        said = "，".join(filter(None, (before, behind)))
        both = waiting is not None and bool(mark.leads and waiting.leads)
        if waiting is not None and not said and (not both or mark.responsible != responsible):
            # 牵头单位, 责任单位 and 完成时限 in brackets or lines of their own.
            takes = bool(mark.leads) and (responsible or not waiting.leads)
            responsible = mark.responsible if takes else responsible
            leads = mark.leads if takes else waiting.leads
            waiting = Said(waiting.text, leads, both_deadlines(waiting.due, mark.due))
        else:
            if waiting is not None:
                yield waiting
            waiting, responsible = Said(said, mark.leads, mark.due), mark.responsible
        at = mark.until
    rest = _trimmed(text[at:])
    if waiting is not None:
        yield waiting
    if rest or waiting is None:
        yield Said(rest, ())


def _trimmed(text: str) -> str:
    return text.strip("。；;，, \n")
