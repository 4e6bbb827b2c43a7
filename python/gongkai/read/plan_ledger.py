"""The ledger of tasks of a year that has its plan as a document, alone or beside tasks.csv."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.ledger import Read
from gongkai.read.plan import called, place_of
from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_leads import split_leads
from gongkai.read.plan_words import plain, plan_words
from gongkai.result.plan import Plan, Task

# What the plan says of a task, whatever the ledger says.
_OF_PLAN = ("title", "leads", "due", "issued")
_UNDATED = "Y"
_NOT_DONE = ("open", "outside")


def tasks_of(plan: Plan, name: str, beside: Read | None, terms: core.Terms, year: int) -> Read:
    """The tasks of a plan as a ledger.

    A ledger beside the plan keeps its rows, lists and numbers, and says what was done; title,
    leads, deadline and date of issue are the plan's. A task joins its row by list and number, by
    its title where it has no number; a list's name may be shortened. Tasks without a row come
    behind the rows.

    Parameters
    ----------
    plan : Plan
        As read for this year.
    name : str
        The plan's file.
    beside : Read, optional
        The ledger in the same folder.
    terms : Terms
        With the year's own headers.
    year : int
        The year of the folder.

    Returns
    -------
    Read
        The ledger, and how the two differ; findings have no words yet.
    """
    if beside is None:
        texts = [_texts(task, key, year) for task, key in _keyed(list(plan.tasks))]
        columns = _columns(_issued(texts, plan))
        table = core.Table.from_columns(list(columns.items()))
        return Read(core.read_ledger("tasks", table, terms, file=name, year=year)[0], [])
    rows = _rows(beside.ledger, year)
    tasks = _joined(list(plan.tasks), rows)
    said = list(_differences(plan, rows, tasks, beside.ledger))
    filled = [
        row.texts if task is None else {**row.texts, **_of_plan(task, row.texts, year)}
        for row, task in zip(rows, tasks, strict=True)
    ]
    places = [row.place for row in rows]
    found = {id(task) for task in tasks if task is not None}
    for task, key in _keyed(list(plan.tasks)):
        if id(task) not in found:
            filled.append(_texts(task, key, year))
            places.append(max(places, default=1) + 1)
    ledger = _read_again(_issued(filled, plan), places, terms, beside.ledger, year)
    own = {row.place for row, task in zip(rows, tasks, strict=True) if task is None}
    # What the plan says in a row's stead is no fault of the row.
    kept = [
        each
        for each in beside.findings
        if each.where.get("column") not in _OF_PLAN or each.where.get("row") in own
    ]
    return Read(ledger, [*kept, *_blank(rows, tasks, beside.ledger), *said])


def plan_findings(plan: Plan, name: str, year: int) -> Iterator[core.Finding]:
    """What reading a plan said, as findings of its year: the file is named, and what counting
    says again is left out."""
    if plan.year not in (None, year):
        where = {"file": name}
        yield core.Finding(
            "plan.year", "other", where=where, found=str(plan.year), expected=str(year)
        )
    # A finding that was told has lost the words for its place: the task says them again.
    words: dict[tuple[object, object], str] = {
        (task.list, task.task_id): called(task) for task in plan.tasks if task.task_id
    }
    for each in plan.findings:
        if each.rule not in ("plan.before_issue", "plan.year"):
            place = {"file": name, **each.where}
            label = words.get((each.where.get("list"), each.where.get("task_id")))
            if label is not None:
                place["section_label"] = label
            yield core.Finding(each.rule, each.kind, each.status, place, each.found, each.expected)


def _keyed(tasks: Sequence[Task]) -> list[tuple[Task, str]]:
    # A ledger needs a number for each row: those without one, or with another's, get one.
    names, seen, keyed = plan_words()["names"], set[tuple[str | None, str]](), []
    for at, task in enumerate(tasks, start=1):
        key = task.task_id or names["place"].format(n=at)
        count = 1
        while (task.list, key) in seen:
            count += 1
            key = names["again"].format(task_id=task.task_id or key, n=count)
        seen.add((task.list, key))
        keyed.append((task, key))
    return keyed


def _texts(task: Task, key: str, year: int) -> dict[str, str]:
    texts = {"list": task.list or "", "task_id": key, **_of_plan(task, {}, year)}
    return texts


def _issued(rows: list[dict[str, str]], plan: Plan) -> list[dict[str, str]]:
    return [
        row if plan.issued is None else {**row, "issued": plan.issued.isoformat()} for row in rows
    ]


def _of_plan(task: Task, row: Mapping[str, str], year: int) -> dict[str, str]:
    printed = task.due_text or ""
    # The words go on where they mean the same day; else the day does.
    same = read_deadline(printed, year).due == task.due
    due = printed if same or task.due is None else task.due.isoformat()
    clause = task.clause or row.get("clause", "")
    return {"title": task.title, "clause": clause, "leads": "、".join(task.leads), "due": due}


def _columns(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    # Under the headers that we write, for findings name them.
    names = dict.fromkeys(name for row in rows for name in row)
    required = ("task_id", "title", "leads", "due")
    heads = _heads()
    return {
        heads[name]: [row.get(name, "") for row in rows]
        for name in dict.fromkeys((*required, *names))
    }


def _heads() -> dict[str, str]:
    return {
        str(column["id"]): str(column["header"])
        for schema in core.ledger_schemas()
        if schema["id"] == "tasks"
        for column in schema["columns"]
    }


# A row of the ledger beside the plan.


@dataclass(frozen=True)
class _Row:
    place: int  # as the office sees it
    texts: dict[str, str]
    due: date | None


def _rows(ledger: core.Ledger, year: int) -> list[_Row]:
    table = ledger.to_table()
    columns = {name: table.column(name) for name in table.names}
    law = core.Law(_templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms())
    standings = core.Books("-", {"tasks": ledger}, law, year=year).standings("tasks")
    rows = []
    for at, standing in enumerate(standings):
        values = {name: column[at] for name, column in columns.items()}
        texts = {name: _text(name, value) for name, value in values.items() if value is not None}
        done = standing.cell.rpartition(".")[2] not in _NOT_DONE
        if done and values.get("done") is None and values.get("progress") != 1:
            texts["done"] = _UNDATED
        rows.append(_Row(standing.row, texts, values.get("due")))
    return rows


def _text(name: str, value: Any) -> str:
    if isinstance(value, float):
        number = Decimal(str(value)) * (100 if name == "progress" else 1)
        return f"{number:f}%" if name == "progress" else f"{number:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _read_again(
    rows: Sequence[Mapping[str, str]],
    places: Sequence[int],
    terms: core.Terms,
    beside: core.Ledger,
    year: int,
) -> core.Ledger:
    columns = _columns(rows)
    table = core.Table.from_columns(list(columns.items()))
    known = min(places, default=0) > 0
    return core.read_ledger(
        "tasks",
        table,
        terms,
        file=beside.file,
        sheet=beside.sheet,
        year=year,
        origin=places if known else [],
    )[0]


# Which row is which task


def _joined(tasks: Sequence[Task], rows: Sequence[_Row]) -> list[Task | None]:
    """For each row its task, None where the plan has none."""
    lists = list(dict.fromkeys(task.list for task in tasks))
    waiting = list(tasks)
    found: list[Task | None] = []
    for row in rows:
        named = _lists_called(row.texts.get("list", ""), lists)
        within = [task for task in waiting if task.list in named]
        number = plain(row.texts.get("task_id", ""))
        same = [task for task in within if task.task_id and plain(task.task_id) == number]
        if not same or len({task.list for task in same}) > 1:
            title = _bare(row.texts.get("title", ""))
            titled = [task for task in same or within if title and _bare(task.title) == title]
            same = titled if titled or len({task.list for task in same}) > 1 else same
        task = same[0] if same else None
        if task is not None:
            waiting.remove(task)
        found.append(task)
    return found


def _lists_called(name: str, lists: Sequence[str | None]) -> list[str | None]:
    # The same name; or one that is a part of the other, where only one is; without a name any.
    bare = _bare(name)
    if not bare:
        return list(lists)
    same = [each for each in lists if each and _bare(each) == bare]
    part = [each for each in lists if each and (bare in _bare(each) or _bare(each) in bare)]
    return list(same or (part if len(part) == 1 else []))


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", plain(text))


def _blank(
    rows: Sequence[_Row], tasks: Sequence[Task | None], beside: core.Ledger
) -> Iterator[core.Finding]:
    # A row that the plan has not needs the columns that the plan gives the others.
    absent = {"title", "leads", "due"} - {column for column, _ in beside.found}
    heads = _heads()
    for row, task in zip(rows, tasks, strict=True):
        if task is None:
            for column in sorted(absent):
                place = {**_place(beside, row.place), "column": column, "header": heads[column]}
                yield core.Finding("ledger.blank", "blank", where=place, expected=heads[column])


def _place(ledger: core.Ledger, row: int | None = None) -> dict[str, int | str]:
    where: dict[str, int | str] = {"file": ledger.file}
    if ledger.sheet:
        where["sheet"] = ledger.sheet
    return where if row is None else {**where, "row": row}


# How the two differ


def _differences(
    plan: Plan, rows: Sequence[_Row], tasks: Sequence[Task | None], beside: core.Ledger
) -> Iterator[core.Finding]:
    for row, task in zip(rows, tasks, strict=True):
        if task is None:
            listed = (
                plan_words()["names"]["list"].format(list=row.texts["list"])
                if row.texts.get("list")
                else ""
            )
            number = row.texts.get("task_id", "")
            where = _place(beside, row.place)
            where |= {key: row.texts[key] for key in ("list", "task_id") if row.texts.get(key)}
            words = (
                plan_words()["names"]["task"].format(list=listed, task_id=number)
                if number
                else row.texts.get("title", "")
            )
            yield core.Finding("plan.differs", "not_in_plan", where=where, found=words)
            continue
        said = row.texts
        pairs = {
            "title": (said.get("title", ""), task.title, _bare),
            "leads": (said.get("leads", ""), "、".join(task.leads), _leads),
        }
        where = {**_place(beside, row.place), **place_of(task)}
        for kind, (own, planned, form) in pairs.items():
            if own and form(own) != form(planned):
                yield core.Finding("plan.differs", kind, where=where, found=own, expected=planned)
        if row.due is not None and row.due != task.due:
            planned = f"{task.due_text or ''}（{task.due or _templates.word('show', 'not_said')}）"
            yield core.Finding(
                "plan.differs", "due", where=where, found=row.due.isoformat(), expected=planned
            )
        issued = said.get("issued")
        if issued and plan.issued is not None and issued != plan.issued.isoformat():
            yield core.Finding(
                "plan.differs",
                "issued",
                where=where,
                found=issued,
                expected=plan.issued.isoformat(),
            )
    joined = {id(task) for task in tasks}
    for task in plan.tasks:
        if id(task) not in joined:
            where = {**_place(beside), **place_of(task)}
            yield core.Finding("plan.differs", "not_in_ledger", where=where, found=called(task))


def _leads(text: str) -> set[str]:
    return {plain(name) for name in split_leads(text)}
