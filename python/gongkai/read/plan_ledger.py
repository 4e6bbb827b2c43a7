"""The ledger of tasks of a year that has its plan as a document, alone or beside tasks.csv."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read.ledger import Read
from gongkai.read.plan_differs import differences
from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_join import LedgerRow, joined, rows_of
from gongkai.read.plan_place import OF_PLAN, At, Places
from gongkai.read.plan_words import plan_words
from gongkai.result.plan import Plan, Task

_NEEDED = ("title", "leads", "due")
# Counting finds these too; and a year folder has a year.
_SAID_AGAIN = (("plan.before_issue", "due"), ("plan.year", "missing"))


class OfPlan(NamedTuple):
    """The ledger of tasks, what reading had to say without words yet, and where its tasks stand."""

    ledger: core.Ledger
    findings: list[core.Finding]
    places: Places


def tasks_of(plan: Plan, name: str, beside: Read | None, terms: core.Terms, year: int) -> OfPlan:
    """The tasks of a plan as a ledger.

    A ledger beside the plan keeps its rows, lists and numbers, and says what was done; title,
    leads, deadline and date of issue are the plan's. Tasks without a row come behind the rows.

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
    """
    keyed = _keyed(list(plan.tasks))
    if beside is None:
        texts = [_texts(task, key, year) for task, key in keyed]
        table = _table(_issued(texts, plan), _headers())
        ledger, _ = core.read_ledger("tasks", table, terms, file=name, year=year)
        added: dict[At, Task] = {("", at): task for at, (task, _) in enumerate(keyed, start=1)}
        return OfPlan(ledger, [], Places(name, None, {}, added))
    own = beside.ledger
    rows = rows_of(own, year)
    tasks = joined(list(plan.tasks), rows)
    filled = [
        row.texts if task is None else {**row.texts, **_of_plan(task, row.texts, year)}
        for row, task in zip(rows, tasks, strict=True)
    ]
    numbers = [int(row.where["row"]) for row in rows]
    sheets = [str(row.where.get("sheet", "")) for row in rows]
    known = {id(task) for task in tasks}
    added = {}
    for task, key in keyed:
        if id(task) not in known:
            filled.append(_texts(task, key, year))
            numbers.append(max(numbers, default=1) + 1)
            sheets.append(own.sheet)
            added[own.sheet, numbers[-1]] = task
    ledger, _ = core.read_ledger(
        "tasks",
        _table(_issued(filled, plan), {**_headers(), **dict(own.found)}),
        terms,
        file=own.file,
        sheet=own.sheet,
        year=year,
        origin=numbers,
        sheets=sheets,
    )
    by_row = {row.at: task for row, task in zip(rows, tasks, strict=True) if task is not None}
    places = Places(name, own, by_row, added)
    said = differences(plan, rows, tasks, places)
    return OfPlan(ledger, [*_kept(beside, by_row), *_blank(rows, tasks, own), *said], places)


def plan_findings(plan: Plan, name: str, year: int) -> Iterator[core.Finding]:
    """What reading a plan said, as findings of its year: what counting says again is left out."""
    if plan.year not in (None, year):
        where = {"file": name}
        yield core.Finding(
            "plan.year", "other", where=where, found=str(plan.year), expected=str(year)
        )
    for each in plan.findings:
        if (each.rule, each.kind) not in _SAID_AGAIN:
            yield each


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
    return {"list": task.list or "", "task_id": key, **_of_plan(task, {}, year)}


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


def _table(rows: Sequence[Mapping[str, str]], headers: Mapping[str, str]) -> core.Table:
    names = dict.fromkeys(("task_id", *_NEEDED, *(name for row in rows for name in row)))
    return core.Table.from_columns(
        [(headers[name], [row.get(name, "") for row in rows]) for name in names]
    )


def _headers() -> dict[str, str]:
    return {
        str(column["id"]): str(column["header"])
        for schema in core.ledger_schemas()
        if schema["id"] == "tasks"
        for column in schema["columns"]
    }


def _kept(beside: Read, tasks: Mapping[At, Task]) -> Iterator[core.Finding]:
    # What the plan says in a row's stead is no fault of the row.
    for each in beside.findings:
        at = each.where.get("sheet", ""), each.where.get("row")
        column = each.where.get("column")
        if column not in OF_PLAN or ("row" in each.where and at not in tasks):
            yield each


def _blank(
    rows: Sequence[LedgerRow], tasks: Sequence[Task | None], beside: core.Ledger
) -> Iterator[core.Finding]:
    # A row that the plan has not needs the columns that the plan gives the others.
    absent = set(_NEEDED) - {column for column, _ in beside.found}
    headers = _headers()
    for row, task in zip(rows, tasks, strict=True):
        if task is None:
            for column in sorted(absent):
                label = headers[column]
                where = {**row.where, "column": column, "column_label": label}
                yield core.Finding("ledger.blank", "blank", where=where, expected=label)
