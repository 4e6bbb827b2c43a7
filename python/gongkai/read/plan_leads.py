"""Who leads a task: names out of a cell or a bracket, helpers left out."""

import re
from functools import cache
from typing import NamedTuple

from gongkai.read.plan_words import either, ends_as_unit, is_blank, tidy, words

_OPEN, _CLOSE = "(（[【〔", ")）]】〕"
_BETWEEN_GROUPS, _IN_GROUP = "，,；;\n", "、"
_SHORTEST = 3


def split_leads(text: str) -> tuple[str, ...]:
    """The leading units of a cell, each once and in order.

    Names are split at 、，,；; and line breaks outside brackets, and keep their own brackets. Of
    甲牵头，乙配合 and 甲会同乙 only 甲 leads; 负责落实, 等 and 按职责分工 are no part of a name.
    """
    text = _without_labels(tidy(_apart(text)))
    text = _at_the_side().sub("", re.sub(either(words("leads", "clauses")), "", text))
    found: list[str] = []
    waiting: list[str] = []  # names before the word that says what they do
    led = False
    for group in split_outside(text, _BETWEEN_GROUPS):
        before = len(waiting)
        for name, role in map(_part, split_outside(group, _IN_GROUP)):
            waiting += [name] if name else []
            if role == "leads":
                # Whoever stands before the first of them without a word leads with it.
                found += waiting
                waiting, before, led = [], 0, True
            elif role == "helps":
                del waiting[before:]
    found += [] if led else waiting
    return tuple(name for name in dict.fromkeys(found) if not is_blank(name))


def split_outside(text: str, stops: str) -> list[str]:
    """A text split at stops that stand outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        depth = max(depth, 0)
        if character in stops and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


class _Labels(NamedTuple):
    lead: re.Pattern[str]
    responsible: re.Pattern[str]
    other: re.Pattern[str]


@cache
def _labels() -> _Labels:
    lead, responsible = words("leads", "labels"), words("leads", "responsible_labels")
    other = [*words("leads", "support_labels"), *words("leads", "other_labels")]
    return _Labels(
        re.compile(rf"(?:{either(lead)})[:：]"),
        re.compile(rf"(?:{either(responsible)})[:：]"),
        re.compile(rf"[(（]?(?:{either(other)})[:：]"),
    )


def _without_labels(text: str) -> str:
    # 配合单位：乙；责任单位：丙；牵头单位：甲 in one cell: what follows another label is another's.
    labels = _labels()
    begin = labels.lead.search(text) or labels.responsible.search(text)
    rest = text if begin is None else text[begin.end() :]
    following = [found.start() for each in labels if (found := each.search(rest)) is not None]
    return rest[: min(following, default=len(rest))]


@cache
def _at_the_side() -> re.Pattern[str]:
    verbs = either((*words("leads", "leading"), *words("leads", "charged")))
    return re.compile(rf"(?:{either(words('leads', 'beside'))}).*?(?=[，,；;\n]|{verbs}|$)")


def _part(item: str) -> tuple[str, str]:
    # A name without the words around it, and what those say: leads, helps or nothing.
    name, role = item.strip().strip("。.；;:： "), ""
    noted = re.search(r"[(（]([^()（）]*)[)）]$", name)
    if noted is not None:
        if noted[1] in words("leads", "leading"):
            name, role = name[: noted.start()], "leads"
        elif noted[1] in words("leads", "helping") or _labels().other.match(noted[0]):
            name, role = name[: noted.start()], "helps"
    changed = True
    while changed and name:
        changed = False
        for ending, says in _endings():
            if name.endswith(ending):
                name, role = name[: -len(ending)].rstrip(" ，,、"), says or role
                changed = True
                break
    for opening in words("leads", "before"):
        name = name.removeprefix(opening)
    return name.strip(), role


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    lists = (("leading", "leads"), ("helping", "helps"), ("after", ""))
    endings = [(word, says) for key, says in lists for word in words("leads", key)]
    return tuple(sorted(endings, key=lambda each: -len(each[0])))


def _apart(text: str) -> str:
    # Names that only spaces part, where each ends as units do, are names of their own.
    lines = []
    for line in text.splitlines():
        parts = line.split()
        several = len(parts) > 1 and all(
            len(part) >= _SHORTEST and ends_as_unit(part) for part in parts
        )
        lines.append("、".join(parts) if several else line)
    return "\n".join(lines)
