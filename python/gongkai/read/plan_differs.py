"""How a plan and the ledger of tasks beside it differ; the plan holds."""

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.plan_join import LedgerRow, bare
from gongkai.read.plan_leads import split_leads
from gongkai.read.plan_place import Places, Where, place_of, words_for
from gongkai.read.plan_words import plain, plan_words
from gongkai.result.plan import Plan, Task


def differences(
    plan: Plan, rows: Sequence[LedgerRow], tasks: Sequence[Task | None], places: Places
) -> Iterator[core.Finding]:
    """A finding for each value, row and task in which the two part; `tasks` are those of the rows.

    What the ledger says stands at its row, a task that it has not at its place in the plan.
    """
    headers = {} if places.beside is None else dict(places.beside.found)
    for row, task in zip(rows, tasks, strict=True):
        if task is None:
            yield _not_in_plan(row)
        else:
            yield from _of_row(plan, row, task, headers)
    known = {id(task) for task in tasks}
    for task in plan.tasks:
        if id(task) not in known:
            where = places.of(task)
            yield core.Finding("plan.differs", "not_in_ledger", where=where, found=task.title)


def _not_in_plan(row: LedgerRow) -> core.Finding:
    named = {key: row.texts[key] for key in ("list", "task_id") if row.texts.get(key)}
    words = words_for(named.get("list"), named.get("task_id"), row.texts.get("title", ""))
    return core.Finding("plan.differs", "not_in_plan", where={**row.where, **named}, found=words)


def _of_row(
    plan: Plan, row: LedgerRow, task: Task, headers: Mapping[str, str]
) -> Iterator[core.Finding]:
    def differs(column: str, found: str, expected: str) -> core.Finding:
        cell: Where = {"column": column, "header": headers[column]}
        where = {**row.where, **cell, **place_of(task)}
        return core.Finding("plan.differs", column, where=where, found=found, expected=expected)

    said = row.texts
    number = said.get("task_id", "")
    if number and task.task_id and not _is_number_of(number, task.task_id):
        yield differs("task_id", number, task.task_id)
    pairs = (
        ("title", said.get("title", ""), task.title, bare),
        ("leads", said.get("leads", ""), "、".join(task.leads), _names),
    )
    for column, own, planned, form in pairs:
        if own and form(own) != form(planned):
            yield differs(column, own, planned)
    if row.due is not None and row.due != task.due:
        day = task.due or _templates.word("show", "not_said")
        yield differs("due", row.due.isoformat(), f"{task.due_text or ''}（{day}）")
    issued = said.get("issued")
    if issued and plan.issued is not None and issued != plan.issued.isoformat():
        yield differs("issued", issued, plan.issued.isoformat())


def _is_number_of(number: str, planned: str) -> bool:
    # One that stands twice in the plan has its place behind it in a ledger made of the plan.
    again = re.escape(plan_words()["names"]["again"].format(task_id=planned, n="N"))
    own, printed = plain(number).strip("()."), plain(planned).strip("().")
    return own == printed or re.fullmatch(again.replace("N", r"\d+"), number) is not None


def _names(text: str) -> set[str]:
    return {plain(name) for name in split_leads(text)}
