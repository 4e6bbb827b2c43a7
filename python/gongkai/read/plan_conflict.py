"""The same work said twice in a plan, with another deadline or another lead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from gongkai.read.plan_body import Clause, Said, sentences
from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_marks import deadlines_in
from gongkai.read.plan_same import SHORTEST_EQUAL, core_of, is_in, is_same, same_pairs
from gongkai.read.plan_words import plain
from gongkai.result.plan import Task

_FRAGMENT = 8  # characters that a part of a sentence needs to be found in a title
_COLLECTIVE = re.compile(r"^各|^(?:有关|相关|县级|市级|区级|县直|市直|区直)")


class Conflict(NamedTuple):
    """A piece of work, and another place of the plan that says it differently.

    `what` is ``due`` or ``leads``; `own` and `other` are what the two say. `task` may be one that
    a clause of the body is taken for; the other place is `other_task`, or the clause of that name.
    """

    task: Task
    what: str
    own: str
    other: str
    other_task: Task | None = None
    clause: str = ""


def conflicts(
    tasks: Sequence[Task], clauses: Sequence[Clause], title: str | None, year: int | None
) -> list[Conflict]:
    """Where a plan contradicts itself: task against task, body against task, clause against clause.

    Two titles are one work where, without words that all tasks share, one is the other or adds
    little to it; a changed word (预算, 决算) makes another work. Collective bodies contradict
    nobody. Clauses stand in the list of that title. Of work that stands in many places each place
    is told once, and not every pair of them.
    """
    found = [*_told_once(_between_tasks(tasks))]
    for task in tasks:
        found += _with_body(task, clauses, year)
    return [*found, *_within_body(clauses, title, year)]


def _between_tasks(tasks: Sequence[Task]) -> Iterator[Conflict]:
    for one, other in same_pairs([core_of(task.title) for task in tasks]):
        a, b = tasks[one], tasks[other]
        if a.due and b.due and a.due != b.due:
            yield Conflict(a, "due", a.due_text or "", b.due_text or "", b)
        if _are_others(a.leads, b.leads):
            yield Conflict(a, "leads", "、".join(a.leads), "、".join(b.leads), b)


def _told_once(pairs: Iterable[Conflict]) -> Iterator[Conflict]:
    told: set[tuple[str, int]] = set()
    for each in pairs:
        both = {(each.what, id(each.task)), (each.what, id(each.other_task))}
        if not both <= told:
            told |= both
            yield each


def _with_body(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Conflict]:
    places = [*_places(task, clauses)]
    with_leads = [place for place in places if place.said.leads]
    if with_leads and all(_are_others(task.leads, each.said.leads) for each in with_leads):
        place = with_leads[0]
        leads = "、".join(task.leads), "、".join(place.said.leads)
        yield Conflict(task, "leads", *leads, None, place.clause.name)
    dated = [(place, day) for place in places for day in _days(place, year)]
    if task.due and dated and all(day != task.due for _, (_, day) in dated):
        place, (printed, _) = dated[0]
        yield Conflict(task, "due", task.due_text or "", printed, None, place.clause.name)


def _within_body(
    clauses: Sequence[Clause], title: str | None, year: int | None
) -> Iterator[Conflict]:
    told: set[tuple[str, frozenset[str]]] = set()
    for clause in clauses:
        others = [each for each in clauses if each is not clause]
        for work in _works(clause, year):
            for found in _with_body(replace(work, list=title), others, year):
                both = found.what, frozenset((clause.name, found.clause))
                if both not in told:
                    told.add(both)
                    yield found


def _works(clause: Clause, year: int | None) -> Iterator[Task]:
    # What a clause says of leads or a deadline, as tasks.
    for said in clause.parts:
        whole = len(clause.parts) == 1
        days = dict(_days(_Place(clause, said, said.text, whole=True), year))
        printed, due = next(iter(days.items()), (None, None))
        title = clause.heading if whole else said.text.removeprefix(clause.heading).lstrip("。")
        if said.leads or due:
            first = next(iter(sentences(title)), "")
            yield Task(None, clause.number, first, said.leads, printed, due, clause.name)


class _Place(NamedTuple):
    clause: Clause
    said: Said
    text: str  # the sentence, or all that the part says where the clause as a whole is meant
    whole: bool


def _places(task: Task, clauses: Sequence[Clause]) -> Iterator[_Place]:
    """Sentences of the body that are about a task, and clauses headed by it."""
    subjects = _subjects(task)
    for clause in clauses:
        headed = any(is_same(subject, core_of(clause.heading)) for subject in subjects)
        for said in clause.parts:
            if headed:
                yield _Place(clause, said, said.text, True)
                continue
            for sentence in sentences(said.text):
                core = core_of(sentence)
                inside = any(is_in(subject, core) for subject in subjects)
                if inside or _dated_part_is_in(sentence, task):
                    yield _Place(clause, said, sentence, False)


def _subjects(task: Task) -> list[str]:
    first = re.split("[，,。；;]", task.title, maxsplit=1)[0]
    cores = dict.fromkeys([core_of(task.title), core_of(first)])
    return [core for core in cores if len(core) >= SHORTEST_EQUAL]


def _days(place: _Place, year: int | None) -> Iterator[tuple[str, date]]:
    printed = [place.said.due] if place.said.due else deadlines_in(place.text)
    found = [(each, read_deadline(each, year).due) for each in printed]
    days = [(each, day) for each, day in found if day is not None]
    # A whole clause with several deadlines says them of several things.
    if not place.whole or len({day for _, day in days}) == 1:
        yield from days


def _dated_part_is_in(sentence: str, task: Task) -> bool:
    said = (core_of(task.title), core_of(task.content))
    return any(is_in(core, each) for core in _dated_parts(sentence) for each in said)


@cache
def _dated_parts(sentence: str) -> tuple[str, ...]:
    # 7月底前完成与主动公开标准目录的融合: the part of the sentence that bears the deadline.
    cores = []
    for part in re.split("[，,]", sentence):
        printed = deadlines_in(part)
        if printed:
            cores.append(core_of(part.replace(printed[0], "")))
    return tuple(core for core in cores if len(core) >= _FRAGMENT)


def _are_others(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other or any(_COLLECTIVE.match(name) for name in (*one, *other)):
        return False
    return not {plain(name) for name in one} & {plain(name) for name in other}
