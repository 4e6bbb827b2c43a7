"""The clauses of a plan's body, and who is to do what of them until when."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_head import is_date, is_organ
from gongkai.read.plan_leads import split_leads, split_outside
from gongkai.read.plan_words import either, ends_as_unit, tidy, words

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
_OPEN, _CLOSE = "(（", ")）"
_LONGEST_HEADING = 60
_LONGEST_MARK = 200
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
_DEADLINE = re.compile(
    rf"(?<![每\d])(?:(?:(?:19|20)\d{{2}}年|今年|本年)?(?:{_MONTH}(?:\d{{1,2}}日|底|末|上旬|中旬|下旬|份)?(?:之前|以前|前)"
    rf"|{_MONTH}[底末]|年底(?:之前|以前|前)?|年内|年末|第?[一二三四]季度(?:末|底|前|结束前))"
    rf"|(?:19|20)\d{{2}}年底?前)"
)


class Said(NamedTuple):
    """A part of a clause with those who lead it; `due` is a deadline said beside them."""

    text: str
    leads: tuple[str, ...]
    due: str = ""


class Clause(NamedTuple):
    """A numbered paragraph: its number and heading, the heading above it, and its parts."""

    number: str
    level: int
    heading: str
    above: str
    parts: tuple[Said, ...]

    @property
    def name(self) -> str:
        """Number and heading, as printed."""
        return f"{self.number}{'、' if self.level == 0 else ''}{self.heading}"


def read_body(lines: Sequence[str]) -> list[Clause]:
    """The clauses of the lines that are no table, in order; what has no number goes on above it."""
    items: list[tuple[str, int, str]] = []
    for line in _body_lines(lines):
        found = _numbered(line)
        if found is not None:
            items.append(found)
        elif items and line:
            number, level, text = items[-1]
            items[-1] = (number, level, f"{text}\n{line}")
    clauses: list[Clause] = []
    above: dict[int, str] = {}
    for number, level, text in items:
        heading = _heading(text)
        clause = Clause(number, level, heading, _nearest(above, level), tuple(_parts(text)))
        above = {each: name for each, name in above.items() if each < level}
        above[level] = clause.name
        clauses.append(clause)
    return clauses


def said_in(text: str) -> Said | None:
    """The text before the first bracket that names who leads, and what it says; None without."""
    first = next(iter(_parts(text)), None)
    return first if first is not None and first.leads else None


def deadlines_in(text: str) -> list[str]:
    """The deadlines that stand in a sentence, as printed."""
    return [found[0] for found in _DEADLINE.finditer(text)]


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


def _numbered(line: str) -> tuple[str, int, str] | None:
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(line)
        if found is not None and found.end() < len(line):
            number = found.groupdict().get("number") or found[0]
            return number, level, line[found.end() :].strip()
    return None


def _nearest(above: dict[int, str], level: int) -> str:
    higher = [each for each in above if each < level]
    return above[max(higher)] if higher else ""


def _heading(text: str) -> str:
    first = re.split(r"[。\n]|(?=[(（](?:牵头|责任|主办|负责))", text, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_HEADING else re.split("[，,；;]", first, maxsplit=1)[0]


class _Mark(NamedTuple):
    start: int
    end: int
    leads: tuple[str, ...]
    due: str


def _parts(text: str) -> Iterator[Said]:
    at = 0
    waiting: Said | None = None
    for mark in _marks(text):
        between = text[at : mark.start].strip("。；;，, \n")
        if waiting is not None and not between and (not mark.leads or not waiting.leads):
            # 牵头单位 and 完成时限 in brackets or lines of their own.
            waiting = Said(waiting.text, waiting.leads or mark.leads, waiting.due or mark.due)
        else:
            if waiting is not None:
                yield waiting
            waiting = Said(between, mark.leads, mark.due)
        at = mark.end
    rest = text[at:].strip("。；;，, \n")
    if waiting is not None:
        yield waiting
    if rest or waiting is None:
        yield Said(rest, ())


def _marks(text: str) -> list[_Mark]:
    marks = []
    taken = -1
    for start, end in _brackets(text):
        mark = _mark(text[start + 1 : end - 1])
        if mark is not None and start >= taken:
            marks.append(_Mark(start, end, *mark))
            taken = end
    for found in _label_line().finditer(text):
        if not any(mark.start <= found.start() < mark.end for mark in marks):
            mark = _mark(found["mark"])
            if mark is not None:
                marks.append(_Mark(found.start("mark"), found.end(), *mark))
    return sorted(marks)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    start, depth = 0, 0
    for at, character in enumerate(text):
        if character in _OPEN:
            start = at if depth == 0 else start
            depth += 1
        elif character in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    leads = [*words("leads", "labels"), *words("leads", "responsible_labels")]
    return (
        re.compile(rf"(?:{either(leads)})(?:[:：]|为)"),
        re.compile(rf"(?:{either(words('due', 'labels'))})(?:[:：]|为)?(?P<due>[^；;，,。\n]+)"),
    )


@cache
def _helpers() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('leads', 'support_labels'))})[:：]")


@cache
def _label_line() -> re.Pattern[str]:
    kinds = ("labels", "responsible_labels", "support_labels")
    known = [*words("due", "labels"), *(word for kind in kinds for word in words("leads", kind))]
    return re.compile(rf"(?:^|(?<=[\n。；;]))(?P<mark>(?:{either(known)})[:：][^。\n]*)")


def _mark(inside: str) -> tuple[tuple[str, ...], str] | None:
    """Leads and deadline of a bracket or a labelled line; None where it says neither."""
    if len(inside) > _LONGEST_MARK:
        return None
    lead, due_label = _labels()
    due = ""
    found = due_label.search(inside)
    if found is not None and (found.start() == 0 or not inside[found.start() - 1].isalnum()):
        due = found["due"].strip()
        inside = inside[: found.start()] + inside[found.end() :]
    kept = []
    for item in split_outside(inside, "；;，,\n"):
        if not due and _is_deadline(item):
            due = item.strip()
        else:
            kept.append(item)
    rest = "，".join(kept).strip("，；; ")
    if _helpers().match(rest):
        return (), due
    labelled = lead.search(rest) is not None
    if not labelled and not _says_who(rest):
        return ((), due) if due else None
    leads = split_leads(
        rest.replace("为", "：", 1) if labelled and "：" not in rest and ":" not in rest else rest
    )
    return (leads, due) if leads or due else None


def _is_deadline(item: str) -> bool:
    item = item.strip()
    return _DEADLINE.match(item) is not None and read_deadline(item, 2000).due is not None


def _says_who(text: str) -> bool:
    # 县发改局牵头，县财政局配合: a bracket of names with what they do, and no sentence.
    says = tuple(each for key in ("leading", "helping", "after") for each in words("leads", key))
    names = split_leads(text)
    return bool(names) and text.endswith(says) and all(ends_as_unit(name) for name in names)
