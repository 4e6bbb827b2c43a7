"""A year's plan as read: its tasks and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from gongkai._templates import word
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame, html_table, plain


class Target(NamedTuple):
    """A quantity in a task: as printed, its number and unit; `bound` is ``at_least``, ``at_most``
    or empty."""

    text: str
    number: float
    unit: str
    bound: str = ""


@dataclass(frozen=True)
class Task:
    """One task of a plan.

    ``task_id`` is as printed; ``list``, ``task_id``, ``due_text`` and ``clause`` are None where
    nothing is printed, ``due`` also where the deadline has no end or cannot be read. ``content``
    is what the plan says beside the title, ``targets`` the quantities in both.
    """

    list: str | None
    task_id: str | None
    title: str
    leads: tuple[str, ...]
    due_text: str | None
    due: date | None
    clause: str | None
    content: str = ""
    targets: tuple[Target, ...] = ()


class Tasks(Frame[Task]):
    """The tasks of a plan, list by list, in the order printed."""

    def columns(self) -> dict[str, list[Any]]:
        """The table; several leads are joined by 、."""
        return {
            "list": [each.list for each in self],
            "task_id": [each.task_id for each in self],
            "title": [each.title for each in self],
            "leads": ["、".join(each.leads) for each in self],
            "due_text": [each.due_text for each in self],
            "due": [each.due for each in self],
            "clause": [each.clause for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a task, as ``plan`` prints it."""
        return [
            {
                "list": each.list,
                "task_id": each.task_id,
                "title": each.title,
                "leads": list(each.leads),
                "due_text": each.due_text,
                "due": plain(each.due),
                "clause": each.clause,
            }
            for each in self
        ]


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A plan of open-government work: its head, its tasks, and what is wrong in it.

    ``title``, ``issuer``, ``issued`` and ``year`` are None where the document does not say them.
    ``units`` are the units that each lead stands for, where a list of units was given.
    """

    title: str | None
    issuer: str | None
    issued: date | None
    year: int | None
    tasks: Tasks
    findings: Findings
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def caption(self) -> str:
        """Title, issuing body, date and year in one line."""
        unknown = word("show", "not_said")
        return word("show", "plan").format(
            title=self.title or unknown,
            issuer=self.issuer or unknown,
            issued=self.issued or unknown,
            year=self.year or unknown,
        )

    def to_dict(self) -> dict[str, Any]:
        """As ``plan`` prints it."""
        return {
            "title": self.title,
            "issuer": self.issuer,
            "issued": plain(self.issued),
            "year": self.year,
            "tasks": self.tasks.to_dicts(),
            "findings": self.findings.to_dicts(),
        }

    def __repr__(self) -> str:
        return f"<Plan {self.title}: {len(self.tasks)} tasks, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        return html_table(self.tasks.columns_shown(), self.caption)
