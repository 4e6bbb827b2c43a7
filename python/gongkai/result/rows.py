"""Rows of ledgers and days of the calendar: what stands behind a number or a date."""

from typing import Any

from gongkai import _core as core
from gongkai.result.frame import Frame, plain


class Reasons(Frame[core.Reason]):
    """The ledger rows behind one number: ledger, row as the office sees it, key, cell, because.

    An item that a duty expects and that is missing has no row.
    """

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        return {
            "ledger": [each.ledger for each in self],
            "row": [each.row or None for each in self],
            "key": [each.key for each in self],
            "cell": [each.cell for each in self],
            "because": [each.because for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, as ``why`` prints it."""
        return by_row(self.columns())


class Standings(Frame[core.Standing]):
    """Rows with their deadlines; ``due`` is None where a notice is still missing.

    ``measure`` is whose deadline it is: reply, consultations, conclude, rectify, tasks …;
    ``status`` is confirmed, provisional, or None without a deadline. ``days_over`` are days past
    the deadline, of the calendar for tasks and disputes, else working days; ``days_left`` calendar
    days to the earliest deadline of what is open. A case has no ``title``: who applied stays in
    the ledger.
    """

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        dues = [each.due for each in self]
        return {
            "ledger": [each.ledger for each in self],
            "row": [each.row for each in self],
            "key": [each.key for each in self],
            "title": [
                None if each.ledger == "applications" else each.title or None for each in self
            ],
            "unit": [each.unit for each in self],
            "due": [due[0] if due and due[0] == due[1] else None for due in dues],
            "earliest": [due[0] if due else None for due in dues],
            "latest": [due[1] if due else None for due in dues],
            "state": [each.state for each in self],
            "days_over": [each.days_over for each in self],
            "measure": [each.measure for each in self],
            "days_left": [each.days_left for each in self],
            "status": [_status(due) for due in dues],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, as ``due DIR`` prints it."""
        return by_row(self.columns())


class Moves(Frame[tuple[core.Standing, core.Standing]]):
    """Open rows whose deadline a notice moved: their standing now, and the ends it had before."""

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        before = [was.due or (None, None) for was, _ in self]
        return {
            **Standings(now for _, now in self).columns(),
            "earliest_before": [earliest for earliest, _ in before],
            "latest_before": [latest for _, latest in before],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """What moved, from when to when."""
        columns = self.columns()
        heads = ("measure", "key", "unit", "earliest_before", "latest_before", "earliest", "latest")
        return {head: columns[head] for head in heads}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, as ``due DIR --moved`` prints it."""
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


class ClockDays(Frame[tuple[core.Day, str]]):
    """The days of one request, each with the event behind it.

    ``counts`` is False and ``n`` None on days that are taken out, ``counts`` None where a missing
    notice may move the day; ``event`` says whose day it is: 收到, 征求意见, 延期 ….
    """

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        return {
            **Days(day for day, _ in self).columns(),
            "event": [event for _, event in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a day, as ``due DIR --case`` prints it."""
        return by_row(self.columns())


def _status(due: tuple[Any, Any] | None) -> str | None:
    if due is None:
        return None
    return "confirmed" if due[0] == due[1] else "provisional"


def by_row(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """A table taken row by row, its values as JSON holds them."""
    return [
        {name: plain(value) for name, value in zip(columns, row, strict=True)}
        for row in zip(*columns.values(), strict=True)
    ]
