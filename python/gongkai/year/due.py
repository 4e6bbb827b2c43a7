"""Deadlines in working days: the date, and every day on the way to it."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai._core import DataError
from gongkai._templates import word
from gongkai.result import Days
from gongkai.year.dates import as_date
from gongkai.year.law import read_calendar

MOST_DAYS = 10_000


@dataclass(frozen=True)
class Due:
    """A deadline. ``due`` is None while the range from ``earliest`` to ``latest`` is open."""

    start: date
    days: int
    earliest: date
    latest: date
    ledger: Days

    @property
    def due(self) -> date | None:
        """The date, None where a notice that is not out yet may move it."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def status(self) -> str:
        """``"confirmed"``, or ``"provisional"`` while a notice is missing."""
        return "provisional" if self.due is None else "confirmed"

    @property
    def text(self) -> str:
        """The deadline in one Chinese sentence."""
        return word("show", f"due_{self.status}").format(
            start=self.start, days=self.days, earliest=self.earliest, latest=self.latest
        )

    def why(self) -> Days:
        """The days one by one: whether each counts, its number, and the notice behind it."""
        return self.ledger

    def to_dict(self) -> dict[str, Any]:
        """As ``due`` prints it."""
        return {
            "from": self.start.isoformat(),
            "days": self.days,
            "due": None if self.due is None else self.due.isoformat(),
            "status": self.status,
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "ledger": self.ledger.to_dicts(),
        }

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self.text)}</p>{self.ledger._repr_html_()}"


def due(start: str | date, days: int = 20, calendar: Iterable[str | Path] = ()) -> Due:
    """The date on which a time limit of working days ends; the day of `start` is day 0.

    Twenty working days are the limit of article 33 of 政府信息公开条例.

    Parameters
    ----------
    start : str or datetime.date
        The day of receipt.
    days : int
        Working days; 0 gives the day itself.
    calendar : iterable of str or Path, optional
        Files with notices that the package has not yet.

    Returns
    -------
    Due
        With ``due, status, earliest, latest, ledger`` and ``why()``.

    Raises
    ------
    DataError
        No date, a limit below 0 or above 10,000 days, a file that cannot be read.

    Examples
    --------
    >>> import gongkai as gk
    >>> gk.due("2022-10-01", days=20).due
    datetime.date(2022, 11, 2)
    """
    if not 0 <= days <= MOST_DAYS:
        raise DataError(f"days is {days}, expected 0 to {MOST_DAYS}")
    day = as_date(start)
    more = read_calendar(calendar)
    known = core.Calendar.parse([*_templates.calendar_files(), *more]) if more else None
    known = known or _templates.calendar()
    earliest, latest = known.add(day, days)
    return Due(day, days, earliest, latest, Days(known.walk(day, days)))
