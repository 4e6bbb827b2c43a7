"""Where a task stands: in its plan, and in the ledger that a year folder has beside the plan."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read.plan_words import plan_words
from gongkai.result.plan import Task

Where = dict[str, int | str]
At = tuple[object, object]  # a sheet and a row

# What the plan says of a task, whatever the ledger says.
OF_PLAN = ("title", "leads", "due", "issued")


def place_in(file: str) -> Where:
    """A plan as a whole, as findings name it; without a file it is the only one."""
    return {"file": file} if file else {}


def list_place(name: str | None, file: str = "") -> Where:
    """A list of a plan, as findings name it."""
    said: Where = {"list": name, "section_label": _list_words(name)} if name else {}
    return {**place_in(file), **said}


def place_of(task: Task, file: str = "") -> Where:
    """Where a task stands in its plan, as findings name it."""
    number: Where = {} if task.task_id is None else {"task_id": task.task_id}
    return {**list_place(task.list, file), **number, "section_label": called(task)}


def called(task: Task) -> str:
    """A task as messages call it: list and number, or list and title."""
    return words_for(task.list, task.task_id, task.title)


def words_for(name: str | None, task_id: str | None, title: str) -> str:
    """What messages call the task of that list and number, or of that title without one."""
    form = plan_words()["names"]["task" if task_id else "untitled"]
    return str(form).format(list=_list_words(name), task_id=task_id, title=title)


def _list_words(name: str | None) -> str:
    return str(plan_words()["names"]["list"].format(list=name)) if name else ""


class Places(NamedTuple):
    """Where the tasks of a year stand whose ledger is made of a plan.

    `plan` is the plan's file, `beside` the ledger of tasks as its own file has it, None where
    there is none. `joined` are tasks by sheet and row of that file; `added` those that only the
    plan has, by the row that they were given.
    """

    plan: str
    beside: core.Ledger | None
    joined: Mapping[At, Task]
    added: Mapping[At, Task]

    def of(self, task: Task) -> Where:
        """Where a task stands in the plan."""
        return place_of(task, self.plan)

    def told(self, findings: Iterable[core.Finding]) -> Iterator[core.Finding]:
        """Findings of the year's ledger of tasks, each where the value stands that it is about."""
        file = self.plan if self.beside is None else self.beside.file
        for each in findings:
            where = each.where
            task = None
            if where.get("file") == file:
                at = where.get("sheet", ""), where.get("row")
                of_plan = where.get("column") in OF_PLAN
                task = self.added.get(at) or (self.joined.get(at) if of_plan else None)
            yield each if task is None else _moved(each, self.of(task))


def _moved(finding: core.Finding, where: Where) -> core.Finding:
    return core.Finding(
        finding.rule, finding.kind, finding.status, where, finding.found, finding.expected
    )
