"""Rows of ledgers and days of the calendar: what stands behind a number or a date."""

from typing import Any

from gongkai import _core as core
from gongkai.result.frame import Frame, plain


class Reasons(Frame[core.Reason]):
    """The ledger rows behind one number: ledger, row as the office sees it, key, cell, because."""

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        return {
            "ledger": [each.ledger for each in self],
            "row": [each.row for each in self],
            "key": [each.key for each in self],
            "cell": [each.cell for each in self],
            "because": [each.because for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, as ``why`` prints it."""
        return by_row(self.columns())


class Standings(Frame[core.Standing]):
    """Cases and tasks with their deadlines; ``due`` is None where a notice is still missing.

    ``days_over`` are days past the deadline: working days for applications, days for tasks. A
    case has no ``title``: who applied stays in the ledger.
    """

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        dues = [each.due for each in self]
        return {
            "ledger": [each.ledger for each in self],
            "row": [each.row for each in self],
            "key": [each.key for each in self],
            "title": [each.title if each.ledger == "tasks" else None for each in self],
            "unit": [each.unit for each in self],
            "due": [due[0] if due and due[0] == due[1] else None for due in dues],
            "earliest": [due[0] if due else None for due in dues],
            "latest": [due[1] if due else None for due in dues],
            "state": [each.state for each in self],
            "days_over": [each.days_over for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a case or task, as ``due DIR`` prints it."""
        return by_row(self.columns())


class Days(Frame[core.Day]):
    """Calendar days, each with whether it counts, its number, and the notice that says so."""

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed: ``counts`` is null where a missing notice may move it."""
        return {
            "date": [each.date for each in self],
            "counts": [each.counts for each in self],
            "n": [each.n for each in self],
            "why": [each.why for each in self],
            "notice": [each.notice or None for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a day, as ``due`` prints it."""
        return by_row(self.columns())


def by_row(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """A table taken row by row, its values as JSON holds them."""
    return [
        {name: plain(value) for name, value in zip(columns, row, strict=True)}
        for row in zip(*columns.values(), strict=True)
    ]
