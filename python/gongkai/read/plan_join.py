"""Rows of the ledger of tasks beside a plan, and which of the plan's tasks each of them is."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.plan_place import At, Where
from gongkai.read.plan_words import plain
from gongkai.result.plan import Task

_UNDATED = "Y"
_NOT_DONE = ("open", "outside")


@dataclass(frozen=True)
class LedgerRow:
    """A row of the ledger as texts by column, blank ones left out, and where it stands."""

    where: Where
    texts: dict[str, str]
    due: date | None

    @property
    def at(self) -> At:
        """Its sheet and row."""
        return self.where.get("sheet", ""), self.where.get("row")


def rows_of(ledger: core.Ledger, year: int) -> list[LedgerRow]:
    """The rows of a ledger of tasks."""
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
        rows.append(LedgerRow(ledger.where(at), texts, values.get("due")))
    return rows


def joined(tasks: Sequence[Task], rows: Sequence[LedgerRow]) -> list[Task | None]:
    """For each row its task, None where the plan has none.

    They join by list and number, by title where that does not tell; a list's name may be shortened.
    """
    lists = list(dict.fromkeys(task.list for task in tasks))
    numbered, titled = defaultdict(list), defaultdict(list)
    for task in tasks:
        numbered[plain(task.task_id or "")].append(task)
        titled[bare(task.title)].append(task)
    taken: set[int] = set()
    found: list[Task | None] = []
    for row in rows:
        named = _lists_called(row.texts.get("list", ""), lists)
        number, title = plain(row.texts.get("task_id", "")), bare(row.texts.get("title", ""))
        same = _waiting(numbered.get(number, ()) if number else (), named, taken)
        several = len({task.list for task in same}) > 1
        if not same or several:
            alike = _waiting(titled.get(title, ()) if title else (), named, taken)
            by_title = [each for each in alike if not several or any(each is one for one in same)]
            same = by_title if by_title or several else same
        found.append(same[0] if same else None)
        taken |= {id(task) for task in same[:1]}
    return found


def _waiting(
    tasks: Iterable[Task], lists: Sequence[str | None], taken: Container[int]
) -> list[Task]:
    return [task for task in tasks if task.list in lists and id(task) not in taken]


def bare(text: str) -> str:
    """A text to compare by, without spaces and marks."""
    return re.sub(r"[^\w]", "", plain(text))


def _text(name: str, value: Any) -> str:
    if isinstance(value, float):
        number = Decimal(str(value)) * (100 if name == "progress" else 1)
        return f"{number:f}%" if name == "progress" else f"{number:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _lists_called(name: str, lists: Sequence[str | None]) -> list[str | None]:
    # The same name; or one that is a part of the other, where only one is; without a name any.
    wanted = bare(name)
    if not wanted:
        return list(lists)
    same = [each for each in lists if each and bare(each) == wanted]
    part = [each for each in lists if each and (wanted in bare(each) or bare(each) in wanted)]
    return list(same or (part if len(part) == 1 else []))
