"""The same work said twice in a plan, with another deadline or another lead."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from gongkai.read.plan_body import Clause, Said, sentences
from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_marks import deadlines_in
from gongkai.read.plan_words import either, plain, words
from gongkai.result.plan import Task

# Below so many characters of substance two titles say too little to be called the same.
_SHORTEST = 6
_SHORTEST_EQUAL = 4  # where they are the same to a letter
_LEFT_OUT = 0.15  # share of the shorter that the longer may lack: a slip of the pen
_ADDED = 0.3  # share of the shorter that may stand between its words, or beside them in a title
_FRAGMENT = 8  # characters that a part of a sentence needs to be found in a title
_COLLECTIVE = re.compile(r"^各|^(?:有关|相关|县级|市级|区级|县直|市直|区直)")


class Conflict(NamedTuple):
    """A task, and another place that says its work differently.

    `what` is ``due`` or ``leads``; `own` and `other` are what the two say; `other_task` is the
    other task, and `clause` the name of a clause of the body, where it is that.
    """

    task: int
    what: str
    own: str
    other: str
    other_task: int | None = None
    clause: str = ""


def conflicts(tasks: Sequence[Task], clauses: Sequence[Clause], year: int | None) -> list[Conflict]:
    """Where a plan contradicts itself: task against task, and body against task.

    Two titles are one work where, without words that all tasks share, one is the other or adds
    little to it; a changed word (预算, 决算) makes another work. Collective bodies contradict
    nobody.
    """
    return [*_between_tasks(tasks), *_with_body(tasks, clauses, year)]


def _between_tasks(tasks: Sequence[Task]) -> Iterator[Conflict]:
    cores = [core_of(task.title) for task in tasks]
    for one, other in combinations(range(len(tasks)), 2):
        if not _same_titles(cores[one], cores[other]):
            continue
        a, b = tasks[one], tasks[other]
        if a.due and b.due and a.due != b.due:
            yield Conflict(one, "due", a.due_text or "", b.due_text or "", other)
        if _are_others(a.leads, b.leads):
            yield Conflict(one, "leads", "、".join(a.leads), "、".join(b.leads), other)


def _with_body(
    tasks: Sequence[Task], clauses: Sequence[Clause], year: int | None
) -> Iterator[Conflict]:
    for at, task in enumerate(tasks):
        places = [*_places(task, clauses)]
        with_leads = [place for place in places if place.said.leads]
        if with_leads and all(_are_others(task.leads, each.said.leads) for each in with_leads):
            place = with_leads[0]
            yield Conflict(
                at,
                "leads",
                "、".join(task.leads),
                "、".join(place.said.leads),
                None,
                place.clause.name,
            )
        dated = [(place, day) for place in places for day in _days(place, year)]
        if task.due and dated and all(day != task.due for _, (_, day) in dated):
            place, (printed, _) = dated[0]
            yield Conflict(at, "due", task.due_text or "", printed, None, place.clause.name)


class _Place(NamedTuple):
    clause: Clause
    said: Said
    text: str  # the sentence; empty where the clause as a whole is about the task
    whole: bool


def _places(task: Task, clauses: Sequence[Clause]) -> Iterator[_Place]:
    """Sentences of the body that are about a task, and clauses headed by it."""
    subjects = _subjects(task)
    for clause in clauses:
        headed = any(_same_titles(subject, core_of(clause.heading)) for subject in subjects)
        for said in clause.parts:
            if headed:
                yield _Place(clause, said, said.text, True)
                continue
            for sentence in sentences(said.text):
                core = core_of(sentence)
                inside = any(_is_in(subject, core) for subject in subjects)
                if inside or _dated_part_is_in(sentence, task):
                    yield _Place(clause, said, sentence, False)


def _subjects(task: Task) -> list[str]:
    first = re.split("[，,。；;]", task.title, maxsplit=1)[0]
    cores = dict.fromkeys([core_of(task.title), core_of(first)])
    return [core for core in cores if len(core) >= _SHORTEST_EQUAL]


def _days(place: _Place, year: int | None) -> Iterator[tuple[str, date]]:
    printed = [place.said.due] if place.said.due else deadlines_in(place.text)
    found = [(each, read_deadline(each, year).due) for each in printed]
    days = [(each, day) for each, day in found if day is not None]
    # A whole clause with several deadlines says them of several things.
    if not place.whole or len({day for _, day in days}) == 1:
        yield from days


def _dated_part_is_in(sentence: str, task: Task) -> bool:
    said = (core_of(task.title), core_of(task.content))
    return any(_is_in(core, each) for core in _dated_parts(sentence) for each in said)


@cache
def _dated_parts(sentence: str) -> tuple[str, ...]:
    # 7月底前完成与主动公开标准目录的融合: the part of the sentence that bears the deadline.
    cores = []
    for part in re.split("[，,]", sentence):
        printed = deadlines_in(part)
        if printed:
            cores.append(core_of(part.replace(printed[0], "")))
    return tuple(core for core in cores if len(core) >= _FRAGMENT)


@cache
def _shared(kind: str) -> re.Pattern[str]:
    return re.compile(either(words("conflict", kind)))


@cache
def core_of(text: str) -> str:
    """What a text is about: without numbers of years, marks, and words that all tasks share."""
    bare = re.sub(r"(?:19|20)\d{2}年(?:度)?", "", plain(text))
    bare = re.sub(r"[^\w]|_", "", bare)
    return _shared("links").sub("", _shared("generic").sub("", bare))


def _same_titles(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=lambda each: (len(each), each))
    if short == long:
        return len(short) >= _SHORTEST_EQUAL
    return len(long) - len(short) <= _ADDED * len(short) and _is_in(short, long)


def _is_in(short: str, long: str) -> bool:
    """Whether one text stands in another, but for a slip and some words between."""
    if len(short) < _SHORTEST or len(long) < len(short) * (1 - _LEFT_OUT):
        return False
    if short in long:
        return True
    # Most pairs have little in common, which is told faster than what they have.
    pairs = _pairs(short)
    if len(pairs & _pairs(long)) < (1 - 2 * _LEFT_OUT - _ADDED) * len(pairs):
        return False
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return False
    matched = sum(block.size for block in blocks)
    added = 0
    for before, after in pairwise(blocks):
        missing = after.a - before.a - before.size
        extra = after.b - before.b - before.size
        if missing and extra:
            return False  # another word in its place
        added += extra
    first, last = blocks[0], blocks[-1]
    ends = ((first.a, first.b), (len(short) - last.a - last.size, len(long) - last.b - last.size))
    if any(missing and extra for missing, extra in ends if missing > 1):
        return False
    return matched >= (1 - _LEFT_OUT) * len(short) and added <= _ADDED * len(short)


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


def _are_others(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other or any(_COLLECTIVE.match(name) for name in (*one, *other)):
        return False
    return not {plain(name) for name in one} & {plain(name) for name in other}
